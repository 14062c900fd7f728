//! Sheet 结果: each judged site, as `verdicts.csv` has it.

use gov_site_compliance::{
    Census, Gap, Outcome, Standard, Verdict,
    census::{Decision, SitePlace, SiteResult},
    indicator::{Judge, Judgement},
    standard::{Clause, Effect, Points},
    verdict::Score,
};

use super::{Context, joined};
use crate::{
    csv::{vetoes, with_gaps},
    remarks::{REPORT_ONLY, reported},
    xlsx::{
        column::{Column, Value},
        rules::Rule,
        sheet::Table,
    },
};

/// A site with its verdict.
pub(super) type Row<'a> = (&'a SiteResult, &'a Verdict);

/// The judged sites, in the order of their codes.
pub(super) fn rows(census: &Census) -> impl Iterator<Item = Row<'_>> {
    census.sites.iter().filter_map(|site| match &site.result {
        Decision::Judged(verdict) => Some((site, verdict)),
        Decision::Excluded(_) => None,
    })
}

pub(super) fn table<'a>(context: &'a Context<'a>) -> Table<'a, Row<'a>> {
    let rules = [Rule::Red("不合格"), Rule::Amber("未评估"), Rule::Green("合格")];
    let mut rules: Vec<_> = rules.map(|rule| ("verdict_chinese", rule)).into();
    rules.push(("margin", Rule::Margin));
    let mut columns = about(context);
    columns.extend(codes(context));
    for clause in context.results.census.standard.clauses.iter().filter(|clause| matches!(clause.family.judge, Judge::Site(_))) {
        columns.extend(figures(clause, &context.results.census.standard));
    }
    columns.push(context.basis());
    Table { name: "结果", frozen: 2, columns, rules }
}

/// What people read.
fn about<'a>(context: &'a Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let standard = &context.results.census.standard;
    let titles = |verdict: &'a Verdict, wanted: Judgement, show: fn(&str, &Outcome) -> String| {
        let vetoes = standard.vetoes().filter_map(|clause| Some((clause, verdict.outcome(&clause.key)?)));
        joined(vetoes.filter(|(_, outcome)| outcome.judgement == wanted).map(|(clause, outcome)| show(&clause.title, outcome)), "、")
    };
    let mut columns = vec![
        Column::new("site_code", "网站标识码", 13, |(site, _): Row<'a>| Value::id(&site.site_code)),
        Column::new("site_name", "网站名称", 30, |(site, _): Row<'a>| Value::text(&site.site_name)),
        Column::new("verdict_chinese", "检查结果", 10, |(_, verdict): Row<'a>| Value::Word(verdict.status.chinese())),
        placed("role_chinese", "网站类型", 10, |place| Value::Word(place.role.chinese())),
        placed("level_chinese", "层级", 9, |place| Value::Word(place.level.chinese())),
        placed("division", "所属地区", 14, |place| Value::text(&place.division)),
        placed("sponsor", "主办单位", 30, |place| Value::text(&place.sponsor)),
        Column::new("vetoes_chinese", "单项否决指标", 38, move |(_, verdict)| Value::text(titles(verdict, Judgement::Fail, |title, _| title.into()))),
        Column::new("not_assessed_chinese", "未评估指标", 34, move |(_, verdict)| Value::text(titles(verdict, Judgement::NotAssessed, because))),
    ];
    if reports(context) {
        let remarks = |(_, verdict): Row<'a>| Value::text(joined(reported(verdict, standard).map(|(key, _)| context.title(key)), "、"));
        columns.push(Column::new("remarks_chinese", REPORT_ONLY, 30, remarks));
    }
    columns.extend(scores(standard));
    columns.push(Column::new("margin", "最接近的否决限值", 17, move |(_, verdict): Row<'a>| nearest(verdict, standard)));
    columns
}

/// The score and its range, where the standard takes points off.
fn scores<'a>(standard: &'a Standard) -> Vec<Column<'a, Row<'a>>> {
    if standard.deductions().next().is_none() {
        return Vec::new();
    }
    let column = |name, heading, read: fn(Score) -> Option<Points>| {
        Column::new(name, heading, 10, move |(_, verdict): Row<'a>| Value::Decimal(verdict.score(standard).and_then(read).map(|points| points.to_string())))
    };
    vec![
        column("score", "得分", |score| score.points),
        column("score_low", "得分下限", |score| Some(score.range[0])),
        column("score_high", "得分上限", |score| Some(score.range[1])),
    ]
}

/// The codes of the same.
fn codes<'a>(context: &'a Context<'a>) -> Vec<Column<'a, Row<'a>>> {
    let standard = &context.results.census.standard;
    let mut columns = vec![
        Column::new("verdict", "检查结果代码", 13, |(_, verdict): Row<'a>| Value::id(verdict.status.code())),
        placed("role", "网站类型代码", 13, |place| Value::id(place.role.code())),
        placed("level", "层级代码", 13, |place| Value::id(place.level.code())),
        Column::new("vetoes", "单项否决指标代码", 28, move |(_, verdict)| Value::id(vetoes(verdict, standard, &Judgement::Fail, |key, _| key.into()))),
        Column::new("not_assessed", "未评估指标代码", 28, move |(_, verdict)| Value::id(vetoes(verdict, standard, &Judgement::NotAssessed, with_gaps))),
    ];
    if reports(context) {
        let remarks = move |(_, verdict): Row<'a>| Value::id(joined(reported(verdict, standard).map(|(key, _)| format!("{key}:{REPORT_ONLY}")), ";"));
        columns.push(Column::new("remarks", "仅提示指标代码", 28, remarks));
    }
    columns.into_iter().map(Column::folded).collect()
}

/// Result and figures of a clause.
fn figures<'a>(clause: &'a Clause, standard: &'a Standard) -> [Column<'a, Row<'a>>; 5] {
    let outcome = |verdict: &'a Verdict| verdict.outcome(&clause.key);
    let measure = move |verdict: &'a Verdict| outcome(verdict).and_then(|outcome| outcome.measure);
    let name = |figure: &str| format!("{}_{figure}", clause.key);
    let heading = |figure: &str| format!("{}：{figure}", clause.title);
    [
        Column::new(&clause.key, &clause.title, 16, move |(_, verdict)| Value::of(outcome(verdict), |outcome| Value::id(outcome.judgement.code()))),
        Column::new(name("measured"), heading("实测"), 10, move |(_, verdict)| Value::of(measure(verdict), |measure| Value::Count(measure.certain))),
        Column::new(name("possible"), heading("至多"), 10, move |(_, verdict)| Value::of(measure(verdict), |measure| Value::Count(measure.possible))),
        Column::new(name("of"), heading("总数"), 10, move |(_, verdict)| Value::of(measure(verdict).and_then(|measure| measure.of), Value::Count)),
        match clause.effect {
            Effect::Deduct => Column::new(name("points"), heading("扣分"), 10, move |(_, verdict)| points(verdict, clause, standard)),
            _ => Column::new(name("limit"), heading("限值"), 10, move |(_, verdict)| Value::of(measure(verdict), |measure| Value::Count(measure.limit))),
        },
    ]
    .map(Column::folded)
}

/// What the things that a clause counted come to.
fn points(verdict: &Verdict, clause: &Clause, standard: &Standard) -> Value<'static> {
    let score = verdict.score(standard);
    Value::Decimal(score.as_ref().and_then(|score| score.of_clause(&clause.key)).and_then(|deducted| deducted.counted).map(|points| points.to_string()))
}

fn placed<'a>(name: &'static str, heading: &'static str, width: u8, read: fn(&'a SitePlace) -> Value<'a>) -> Column<'a, Row<'a>> {
    Column::new(name, heading, width, move |(site, _): Row<'a>| Value::of(site.place.as_ref(), read))
}

/// Whether the standard has clauses on sites that only report.
fn reports(context: &Context<'_>) -> bool {
    let clauses = &context.results.census.standard.clauses;
    clauses.iter().any(|clause| clause.effect == Effect::Report && matches!(clause.family.judge, Judge::Site(_)))
}

/// `首页更新(未采集、采集不全)`
fn because(title: &str, outcome: &Outcome) -> String {
    let gaps = joined(outcome.gaps.iter().map(|gap: &Gap| gap.chinese()), "、");
    if gaps.is_empty() { title.into() } else { format!("{title}（{gaps}）") }
}

/// How far the worst veto is on the way to its limit; nothing where none was measured.
fn nearest(verdict: &Verdict, standard: &Standard) -> Value<'static> {
    let is_measured = |clause: &Clause| verdict.outcome(&clause.key).is_some_and(|outcome| outcome.measure.is_some());
    if standard.vetoes().any(is_measured) { share(verdict.worst_ratio(standard)) } else { Value::Empty }
}

/// A ratio for people; what is decided is decided with whole numbers.
pub(super) fn share((above, below): (u128, u128)) -> Value<'static> {
    Value::Share(above as f64 / below.max(1) as f64)
}
