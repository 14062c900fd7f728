//! Totals, clauses on the whole registry, and results that hang on a reading.

use gov_site_compliance::{
    Census,
    census::{Totals, percent},
};
use serde::Serialize;

use super::{
    table::{Kind, Table},
    texts::{name, text},
    words,
};
use crate::{Edition, Results};

#[derive(Serialize)]
pub(super) struct Summary {
    figures: Vec<Figure>,
    rates: Vec<(String, String)>,
    parts: Vec<Part>,
    paragraphs: Vec<String>,
    registry: Vec<[String; 3]>,
    /// What stands where the unqualified sites would.
    none_failed: String,
}

#[derive(Serialize)]
struct Figure {
    title: &'static str,
    count: u64,
    kind: &'static str,
}

/// A part of the bar of all sites, in percent of its length.
#[derive(Serialize)]
struct Part {
    kind: &'static str,
    from: String,
    width: String,
}

impl Summary {
    pub(super) fn of(results: &Results<'_>) -> Summary {
        let (census, totals) = (results.census, results.census.totals());
        let rate = |rate: Option<String>| rate.map_or_else(|| "无".to_string(), |rate| format!("{rate}%"));
        Summary {
            figures: figures(&totals),
            rates: vec![(passing(&totals), rate(totals.pass_rate())), ("普查覆盖率".to_string(), rate(totals.coverage()))],
            parts: parts(&totals),
            paragraphs: results.notice.overall.iter().map(|paragraph| text(results.edition, paragraph)).collect(),
            registry: registry(census, results.edition),
            none_failed: results.notice.none_failed.clone(),
        }
    }
}

/// The pass rate, and of what it is a share where that is not every site.
fn passing(totals: &Totals) -> String {
    if totals.is_partial() { format!("合格率（已评估的{}个网站）", totals.assessed()) } else { "合格率".to_string() }
}

fn figures(totals: &Totals) -> Vec<Figure> {
    let figures = [
        ("应查网站", totals.total(), "all"),
        ("合格", totals.qualified, "qualified"),
        ("不合格", totals.unqualified, "unqualified"),
        ("未评估", totals.not_assessed, "not_assessed"),
        ("未列入", totals.excluded, "excluded"),
    ];
    figures.into_iter().map(|(title, count, kind)| Figure { title, count, kind }).collect()
}

fn parts(totals: &Totals) -> Vec<Part> {
    let parts = [("qualified", totals.qualified), ("unqualified", totals.unqualified), ("not_assessed", totals.not_assessed), ("excluded", totals.excluded)];
    let share = |count| percent(count, totals.registered(), 2).unwrap_or_default();
    let mut before = 0;
    let mut bar = Vec::new();
    for (kind, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
        bar.push(Part { kind, from: share(before), width: share(count) });
        before += count;
    }
    bar
}

fn registry(census: &Census, edition: Edition) -> Vec<[String; 3]> {
    let outcomes = census.registry.iter().map(|(key, outcome)| {
        let measured = words::measured(key, outcome, &census.standard);
        [name(edition, words::clause(&census.standard, key)), outcome.judgement.chinese().to_string(), text(edition, &measured)]
    });
    outcomes.collect()
}

/// Sites whose verdict would be another under another value of a switch.
pub(super) fn readings(results: &Results<'_>) -> Table {
    let columns =
        [("网站", Kind::Text), ("检查结果", Kind::Text), ("规则理解", Kind::Text), ("本次取值", Kind::Text), ("若取", Kind::Text), ("则结果为", Kind::Text)];
    let mut rows = Vec::new();
    for verdict in results.census.verdicts() {
        for switch in &verdict.decisive {
            let (title, value) = words::switch(switch.reading, switch.value);
            let (_, otherwise) = words::switch(switch.reading, switch.otherwise);
            let site = name(results.edition, &verdict.site_name);
            let (now, then) = (verdict.status.chinese(), switch.status.chinese());
            rows.push(vec![site, now.into(), title.into(), value.into(), otherwise.into(), then.into()]);
        }
    }
    Table::new("readings", "取决于规则理解的结果", &columns).with(rows)
}
