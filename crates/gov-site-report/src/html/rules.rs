//! The standard: its clauses with limits and sources, changes of overlays, figures without a verified source.

use gov_site_compliance::{
    Standard,
    standard::{Clause, Origin},
};
use serde::Serialize;

use super::{
    table::{Kind, Table},
    texts::{name, text},
    words,
};
use crate::{Edition, Results};

/// A clause as a reader needs it.
#[derive(Serialize)]
pub(super) struct Rule {
    title: String,
    item: String,
    text: String,
    effect: String,
    source: String,
    limits: Vec<LimitLine>,
    rates: Vec<LimitLine>,
}

#[derive(Serialize)]
struct LimitLine {
    name: String,
    value: String,
    source: String,
}

/// The clauses in the order of the standard.
pub(super) fn rules(standard: &Standard, edition: Edition) -> Vec<Rule> {
    standard.clauses.iter().map(|clause| rule(clause, edition)).collect()
}

fn rule(clause: &Clause, edition: Edition) -> Rule {
    let limits = clause.limits.iter().map(|(key, limit)| LimitLine {
        name: name(edition, &words::limit(key)),
        value: limit.chinese_of(key),
        source: source(&limit.origin, edition),
    });
    let rates = clause.rates().map(|(key, rate)| LimitLine {
        name: name(edition, &words::rate(&key)),
        value: format!("{}分", rate.points.short()),
        source: source(&rate.origin, edition),
    });
    Rule {
        title: name(edition, &clause.title),
        item: name(edition, &clause.item),
        text: text(edition, &clause.text),
        effect: words::effect(clause).into_owned(),
        source: source(&clause.origin, edition),
        limits: limits.collect(),
        rates: rates.collect(),
    }
}

fn source(origin: &Origin, edition: Edition) -> String {
    let verified = if origin.verified { "" } else { "，未经核实" };
    format!("{}（{:?}级{verified}）", text(edition, &origin.source), origin.grade)
}

/// Figures that an overlay changed.
pub(super) fn overrides(results: &Results<'_>) -> Table {
    let columns = [("数值", Kind::Text), ("调整", Kind::Text), ("依据", Kind::Text)];
    let (standard, edition) = (&results.census.standard, results.edition);
    let rows = standard.overrides.iter().map(|change| {
        let by = format!("{}：{}", change.origin.standard, change.origin.source);
        vec![name(edition, &standard.figure_chinese(&change.figure)), text(edition, &change.chinese), text(edition, &by)]
    });
    Table::new("overrides", "本地调整", &columns).with(rows)
}

/// Figures that nobody has verified.
pub(super) fn unverified(results: &Results<'_>) -> Table {
    let columns = [("数值", Kind::Text), ("取值", Kind::Text), ("来源等级", Kind::Text), ("来源", Kind::Text)];
    let (standard, edition) = (&results.census.standard, results.edition);
    let rows = standard.unverified().into_iter().map(|(key, value, origin)| {
        let value = standard.value_chinese(&key).unwrap_or(value);
        vec![name(edition, &standard.figure_chinese(&key)), text(edition, &value), format!("{:?}级", origin.grade), text(edition, &origin.source)]
    });
    Table::new("unverified", "未经核实的数值", &columns).with(rows)
}
