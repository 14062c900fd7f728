//! Sheet 指标: each clause at each judged site.

use gov_site_compliance::{
    Census, Measure, Outcome,
    standard::{Effect, Points},
    verdict::Deducted,
    wire::v1,
};

use super::{Context, joined, verdicts::share};
use crate::xlsx::{
    column::{Column, Value},
    rules::Rule,
    sheet::Table,
};

/// Site, clause, outcome.
pub(super) type Row<'a> = (&'a str, &'a str, &'a Outcome);

/// The outcomes, in the order of sites and of the standard.
pub(super) fn rows(census: &Census) -> impl Iterator<Item = Row<'_>> {
    census.verdicts().flat_map(|verdict| verdict.outcomes.iter().map(|(key, outcome)| (verdict.site_code.as_str(), key.as_str(), outcome)))
}

pub(super) fn table<'a>(context: &'a Context<'a>) -> Table<'a, Row<'a>> {
    let rules = [Rule::Red("不达标"), Rule::Amber("未评估"), Rule::Green("达标")];
    let mut rules: Vec<_> = rules.map(|rule| ("result_chinese", rule)).into();
    rules.push(("share", Rule::Margin));
    let mut columns = open(context);
    columns.extend(points(context));
    columns.push(sentence(context));
    columns.extend(codes(context));
    columns.push(context.basis());
    Table { name: "指标", frozen: 3, columns, rules }
}

fn open<'a>(context: &'a Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let standard = &context.results.census.standard;
    // A clause that takes points off has no limit.
    let limited = |name, heading, read: fn(Measure) -> Value<'a>| {
        let is_limited = move |key: &str| standard.clause(key).is_none_or(|clause| clause.effect != Effect::Deduct);
        Column::new(name, heading, 10, move |(_, key, outcome): Row<'a>| Value::of(outcome.measure.filter(|_| is_limited(key)), read))
    };
    vec![
        Column::new("site_code", "网站标识码", 13, |(site, ..): Row<'a>| Value::id(site)),
        Column::new("site_name", "网站名称", 30, |(site, ..): Row<'a>| context.site_name(site)),
        Column::new("title", "指标", 38, |(_, key, _): Row<'a>| Value::text(context.title(key))),
        Column::new("effect_chinese", "作用", 10, move |(_, key, _): Row<'a>| Value::of(standard.clause(key), |clause| effect(clause.effect))),
        Column::new("result_chinese", "结果", 10, |(.., outcome): Row<'a>| Value::Word(outcome.judgement.chinese())),
        measured("measured", "实测", |measure| Value::Count(measure.certain)),
        measured("possible", "至多", |measure| Value::Count(measure.possible)),
        measured("of", "总数", |measure| Value::of(measure.of, Value::Count)),
        limited("limit", "限值", |measure| Value::Count(measure.limit)),
        limited("margin", "距限值", |measure| Value::Number(margin(measure))),
        limited("share", "实测/限值", |measure| share(measure.ratio())),
        Column::new("gaps_chinese", "缺失原因", 22, |(.., outcome): Row<'a>| Value::text(joined(outcome.gaps.iter().map(|gap| gap.chinese()), "、"))),
    ]
}

/// Points off, where the standard takes some off.
fn points<'a>(context: &'a Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    if context.results.census.standard.deductions().next().is_none() {
        return Vec::new();
    }
    let column = |name, heading, read: fn(&Deducted) -> Option<Points>| {
        let points = move |(site, key, _): Row<'a>| context.deducted(site, key).and_then(read).map(|points| points.to_string());
        Column::new(name, heading, 10, move |row| Value::Decimal(points(row)))
    };
    vec![column("points_off", "扣分", |deducted| deducted.counted), column("points_off_most", "至多扣分", |deducted| deducted.most)]
}

fn sentence<'a>(context: &'a Context<'a>) -> Column<'a, Row<'a>> {
    let standard = &context.results.census.standard;
    Column::new("sentence_chinese", "说明", 44, move |(_, key, outcome): Row<'a>| match (outcome.measure, standard.clause(key)) {
        (Some(measure), Some(clause)) => Value::text(measure.chinese(clause)),
        _ => Value::Empty,
    })
}

fn codes<'a>(context: &'a Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let standard = &context.results.census.standard;
    let columns = vec![
        Column::new("clause", "指标代码", 24, |(_, key, _): Row<'a>| Value::id(key)),
        Column::new("effect", "作用代码", 10, move |(_, key, _): Row<'a>| Value::of(standard.clause(key), |clause| Value::id(clause.effect.code()))),
        Column::new("result", "结果代码", 14, |(.., outcome): Row<'a>| Value::id(outcome.judgement.code())),
        Column::new("gaps", "缺失原因代码", 22, |(.., outcome): Row<'a>| Value::id(joined(outcome.gaps.iter().map(|gap| gap.code()), ";"))),
        Column::new("readings", "有关解释", 22, |(.., outcome): Row<'a>| Value::id(joined(&outcome.readings, ";"))),
        Column::new("sentence", "说明（英文）", 44, move |(_, key, outcome): Row<'a>| Value::text(v1::outcome(key, outcome, standard).sentence)),
    ];
    columns.into_iter().map(Column::folded).collect()
}

fn measured<'a>(name: &'static str, heading: &'static str, read: fn(Measure) -> Value<'a>) -> Column<'a, Row<'a>> {
    Column::new(name, heading, 10, move |(.., outcome): Row<'a>| Value::of(outcome.measure, read))
}

/// The limit less what was measured: at zero or below it is reached.
fn margin(measure: Measure) -> i64 {
    i64::try_from(i128::from(measure.limit) - i128::from(measure.certain)).unwrap_or(i64::MAX)
}

fn effect(effect: Effect) -> Value<'static> {
    match effect {
        Effect::Veto => Value::Word("单项否决"),
        Effect::Report => Value::Word("仅提示"),
        Effect::Deduct => Value::Word("扣分"),
        other => Value::id(other.code()),
    }
}
