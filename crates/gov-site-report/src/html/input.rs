//! What the results rest on: coverage, rejected rows, warnings.

use std::collections::BTreeMap;

use gov_site_compliance::{Coverage, Reject, Subject, TABLES};

use super::{
    table::{Kind, Table},
    texts::{name, text},
    words,
};
use crate::{Audience, Edition, Results};

/// What was looked at, by subject.
pub(super) fn coverage(results: &Results<'_>) -> Table {
    let columns = [("检查对象", Kind::Text), ("检查记录", Kind::Number), ("完整", Kind::Number), ("不完整", Kind::Number), ("缺失原因", Kind::Text)];
    let mut subjects: BTreeMap<Subject, Vec<&Coverage>> = BTreeMap::new();
    for row in results.coverage {
        subjects.entry(row.subject).or_default().push(row);
    }
    let rows = subjects.iter().map(|(subject, rows)| subject_row(*subject, rows));
    Table::new("coverage", "检查范围", &columns).with(rows)
}

/// Which tables are declared to hold everything, in a sentence.
pub(super) fn declared(results: &Results<'_>) -> Option<String> {
    let tables: Vec<_> = results.declared?.iter().map(|table| words::table(table)).collect();
    Some(if tables.is_empty() { "没有声明完整的数据表。".to_string() } else { format!("声明完整的数据表：{}。", tables.join("、")) })
}

fn subject_row(subject: Subject, rows: &[&Coverage]) -> Vec<String> {
    let complete = rows.iter().filter(|row| row.complete && row.gap.is_none()).count();
    let mut gaps = BTreeMap::new();
    for gap in rows.iter().filter_map(|row| row.gap) {
        *gaps.entry(gap).or_insert(0) += 1;
    }
    let gaps: Vec<_> = gaps.iter().map(|(gap, rows)| format!("{}{rows}条", gap.chinese())).collect();
    vec![subject.chinese().into(), rows.len().to_string(), complete.to_string(), (rows.len() - complete).to_string(), gaps.join("、")]
}

/// Rejected rows by table.
pub(super) fn rejected(results: &Results<'_>) -> Table {
    let columns = [("数据表", Kind::Text), ("被退回的行", Kind::Number)];
    let counts = results.census.rejected.iter().filter(|(_, rows)| *rows > 0);
    let rows = counts.map(|(table, rows)| vec![name(results.edition, words::table(table)), rows.to_string()]);
    Table::new("rejected", "被退回的数据", &columns).with(rows)
}

/// Rejected rows one by one: working papers.
pub(super) fn rejects(results: &Results<'_>) -> Option<Table> {
    let columns = [("文件", Kind::Text), ("行", Kind::Number), ("字段", Kind::Text), ("原因", Kind::Word), ("应填内容", Kind::Text), ("原文", Kind::Text)];
    if results.edition.audience == Audience::Public {
        return None;
    }
    let rows = results.rejects.iter().map(|reject| reject_row(reject, results.edition));
    Some(Table::new("rejects", "被退回的行", &columns).with(rows))
}

fn reject_row(reject: &Reject, edition: Edition) -> Vec<String> {
    let table = TABLES.iter().find(|table| table.name == reject.table);
    let field = table.and_then(|table| table.fields.iter().find(|field| field.name == reject.column));
    vec![
        name(edition, &reject.place.file),
        reject.place.row.to_string(),
        field.map_or("整行", |field| field.heading).to_string(),
        reject.code.reason().to_string(),
        text(edition, &reject.expected),
        name(edition, &reject.original),
    ]
}

/// Warnings on sites; those on the census stand in the head.
pub(super) fn warnings(results: &Results<'_>) -> Table {
    let columns = [("网站标识码", Kind::Code), ("提示", Kind::Text)];
    let rows = results.census.warnings.iter().filter_map(|warning| {
        let site = warning.site_code.as_deref()?;
        Some(vec![name(results.edition, site), text(results.edition, &warning.text)])
    });
    Table::new("warnings", "提示", &columns).with_first(rows)
}
