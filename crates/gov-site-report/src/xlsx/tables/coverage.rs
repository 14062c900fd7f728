//! Sheet 覆盖: what somebody looked at, and what the outcomes lack.

use gov_site_compliance::{Coverage, Outcome};

use super::{Context, joined, outcomes};
use crate::{
    Results,
    xlsx::{
        column::{Column, Value},
        rules::Rule,
        sheet::Table,
    },
};

/// A row of the sheet.
#[derive(Clone, Copy)]
pub(super) enum Row<'a> {
    /// A row of the table `coverage`.
    Stated(&'a Coverage),
    /// An outcome with gaps: site, clause, outcome.
    Lacking(outcomes::Row<'a>),
}

/// What was stated, then what is lacking by site and clause, also where it did not matter.
pub(super) fn rows<'a>(results: &Results<'a>) -> impl Iterator<Item = Row<'a>> {
    let lacking = outcomes::rows(results.census).filter(|(.., outcome): &(_, _, &Outcome)| !outcome.gaps.is_empty());
    results.coverage.iter().map(Row::Stated).chain(lacking.map(Row::Lacking))
}

impl<'a> Row<'a> {
    fn site(self) -> &'a str {
        match self {
            Row::Stated(row) => &row.site_code,
            Row::Lacking((site, ..)) => site,
        }
    }

    fn stated(self) -> Option<&'a Coverage> {
        match self {
            Row::Stated(row) => Some(row),
            Row::Lacking(_) => None,
        }
    }

    fn lacking(self) -> Option<outcomes::Row<'a>> {
        match self {
            Row::Stated(_) => None,
            Row::Lacking(row) => Some(row),
        }
    }

    fn gaps(self, show: fn(gov_site_compliance::Gap) -> &'static str, between: &str) -> String {
        match self {
            Row::Stated(row) => joined(row.gap.map(show), between),
            Row::Lacking((.., outcome)) => joined(outcome.gaps.iter().copied().map(show), between),
        }
    }
}

pub(super) fn table<'a>(context: &'a Context<'a>) -> Table<'a, Row<'a>> {
    let source = |row: Row<'a>| Value::Word(if row.stated().is_some() { "检查范围" } else { "评估缺口" });
    let columns = vec![
        Column::new("site_code", "网站标识码", 13, |row: Row<'a>| Value::id(row.site())),
        Column::new("site_name", "网站名称", 30, |row: Row<'a>| context.site_name(row.site())),
        Column::new("source", "来源", 11, source),
        stated("subject_chinese", "检查对象", 11, |row| Value::Word(row.subject.chinese())),
        Column::new("title", "指标", 38, |row: Row<'a>| Value::of(row.lacking(), |(_, key, _)| Value::text(context.title(key)))),
        lacking("result_chinese", "结果", 10, |(.., outcome)| Value::Word(outcome.judgement.chinese())),
        Column::new("gap_chinese", "缺失原因", 24, |row: Row<'a>| Value::text(row.gaps(|gap| gap.chinese(), "、"))),
        stated("complete", "是否完整", 10, |row| Value::Flag(row.complete)),
        stated("observed_at", "采集时间", 20, |row| Value::Moment(row.observed_at)),
        stated("from", "起始日期", 12, |row| Value::of(row.from, Value::Day)),
        stated("to", "终止日期", 12, |row| Value::of(row.to, Value::Day)),
        stated("items_seen", "条数", 10, |row| Value::of(row.items_seen, Value::Number)),
        stated("column_id", "栏目编号", 16, |row| Value::of(row.column_id.as_deref(), Value::id)),
        stated("reviewer", "检查人", 12, |row| Value::of(row.reviewer.as_deref(), Value::text)).internal(),
        stated("note", "备注", 26, |row| Value::of(row.note.as_deref(), Value::text)).internal(),
        stated("source_ref", "出处", 26, |row| Value::of(row.source_ref.as_deref(), Value::text)).for_office(),
        stated("subject", "检查对象代码", 13, |row| Value::id(row.subject.code())).folded(),
        lacking("clause", "指标代码", 24, |(_, key, _)| Value::id(key)).folded(),
        lacking("result", "结果代码", 14, |(.., outcome)| Value::id(outcome.judgement.code())).folded(),
        Column::new("gap", "缺失原因代码", 24, |row: Row<'a>| Value::id(row.gaps(|gap| gap.code(), ";"))).folded(),
        context.basis(),
    ];
    let rules = vec![("result_chinese", Rule::Amber("未评估")), ("complete", Rule::Amber("否"))];
    Table { name: "覆盖", frozen: 2, columns, rules }
}

fn stated<'a>(name: &'static str, heading: &'static str, width: u8, read: fn(&'a Coverage) -> Value<'a>) -> Column<'a, Row<'a>> {
    Column::new(name, heading, width, move |row: Row<'a>| Value::of(row.stated(), read))
}

fn lacking<'a>(name: &'static str, heading: &'static str, width: u8, read: fn(outcomes::Row<'a>) -> Value<'a>) -> Column<'a, Row<'a>> {
    Column::new(name, heading, width, move |row: Row<'a>| Value::of(row.lacking(), read))
}
