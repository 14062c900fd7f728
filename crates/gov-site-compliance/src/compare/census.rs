//! Two stored censuses: totals, verdicts and outcomes.

use alloc::{
    borrow::Cow,
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};

use serde::Serialize;

use super::{EXCLUDED, FindingCounts, Heading, KeyTwice, OutcomeChange, TicketChange, VerdictChange, VerdictRow, outcomes, verdicts};
use crate::wire::v1::{Census, Verdict, VerdictWord};

/// What differs between two censuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What the earlier one says of itself.
    pub before: Heading,
    /// What the later one says of itself.
    pub after: Heading,
    /// In what their settings differ.
    pub settings: Vec<String>,
    /// Totals, those too that are the same.
    pub totals: Vec<TotalChange>,
    /// Sites whose verdict, score, failed or open vetoes differ, by code.
    pub verdicts: Vec<VerdictChange>,
    /// Clauses whose result, counts or points off differ, by site and clause, at sites that both judged.
    pub outcomes: Vec<OutcomeChange>,
    /// Tickets whose unit, state, deadline or answer differs, by id.
    pub tickets: Vec<TicketChange>,
    /// Findings that differ; there may be millions, and whoever wants them takes them as they are found.
    pub findings: FindingCounts,
}

impl Comparison {
    /// Whether no total, verdict, outcome, ticket or finding differs.
    pub fn is_empty(&self) -> bool {
        let totals = self.totals.iter().all(|total| total.before == total.after);
        totals && self.verdicts.is_empty() && self.outcomes.is_empty() && self.tickets.is_empty() && self.findings.total() == 0
    }

    /// How many sites went from which verdict to which; an empty text where a site is in one census only.
    pub fn flips(&self) -> BTreeMap<(&str, &str), usize> {
        let mut flips = BTreeMap::new();
        self.verdicts.iter().map(VerdictChange::words).filter(|(before, after)| before != after).for_each(|flip| *flips.entry(flip).or_default() += 1);
        flips
    }
}

/// A total before and after, as text; null where the census has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TotalChange {
    /// Its name in `census.json`.
    pub name: &'static str,
    /// Its name in Chinese.
    pub chinese: &'static str,
    /// Before.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// Compares two stored censuses, without tickets and findings, which stand in tables of their own.
///
/// # Errors
/// A site that stands twice in one of them.
pub fn censuses(before: &Census, after: &Census) -> Result<Comparison, KeyTwice> {
    let (earlier, later) = (Heading::of_stored(before), Heading::of_stored(after));
    let changed = verdicts(rows(before, &earlier), rows(after, &later))?;
    Ok(Comparison {
        settings: earlier.differences(&later),
        totals: totals(before, after),
        verdicts: changed.iter().filter_map(VerdictChange::of).collect(),
        outcomes: outcomes::of_stored(before, after),
        tickets: Vec::new(),
        findings: FindingCounts::default(),
        before: earlier,
        after: later,
    })
}

fn rows<'a>(census: &'a Census, heading: &'a Heading) -> impl Iterator<Item = VerdictRow<'a>> {
    let judged = census.verdicts.iter().map(|verdict| VerdictRow {
        site_code: (&verdict.site_code).into(),
        site_name: (&verdict.site_name).into(),
        verdict: word(verdict.verdict).into(),
        vetoes: joined(verdict.vetoes.iter().map(|veto| veto.clause.as_str()), ";").into(),
        not_assessed: open_vetoes(verdict).into(),
        score: verdict.score.as_deref().map(Cow::from),
        score_range: verdict.score_range.as_ref().map(|range| range.each_ref().map(Cow::from)),
        basis: (&heading.standard).into(),
    });
    let excluded = census.excluded.iter().map(|site| VerdictRow {
        site_code: (&site.site_code).into(),
        site_name: (&site.site_name).into(),
        verdict: EXCLUDED.into(),
        vetoes: "".into(),
        not_assessed: "".into(),
        score: None,
        score_range: None,
        basis: (&heading.standard).into(),
    });
    judged.chain(excluded)
}

const fn word(verdict: VerdictWord) -> &'static str {
    match verdict {
        VerdictWord::Qualified => "qualified",
        VerdictWord::Unqualified => "unqualified",
        VerdictWord::NotAssessed => "not_assessed",
    }
}

fn open_vetoes(verdict: &Verdict) -> String {
    let open: Vec<String> =
        verdict.not_assessed.iter().map(|open| alloc::format!("{}:{}", open.clause, joined(open.gaps.iter().map(|gap| gap.code()), "+"))).collect();
    open.join(";")
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

fn totals(before: &Census, after: &Census) -> Vec<TotalChange> {
    type Read = fn(&Census) -> Option<String>;
    const TOTALS: &[(&str, &str, Read)] = &[
        ("sites_registered", "登记网站", |census| Some(census.sites_registered.to_string())),
        ("sites_total", "普查网站", |census| Some(census.sites_total.to_string())),
        ("sites_qualified", "合格", |census| Some(census.sites_qualified.to_string())),
        ("sites_unqualified", "不合格", |census| Some(census.sites_unqualified.to_string())),
        ("sites_not_assessed", "未评估", |census| Some(census.sites_not_assessed.to_string())),
        ("sites_excluded", "未列入", |census| Some(census.sites_excluded.to_string())),
        ("pass_rate", "合格率", |census| census.pass_rate.clone()),
        ("coverage", "普查覆盖率", |census| census.coverage.clone()),
        ("overdue_tickets_total", "逾期办件", |census| census.overdue_tickets_total.map(|total| total.to_string())),
        ("overdue_tickets_possible", "存疑办件", |census| Some(census.overdue_tickets_possible.to_string())),
        ("carried_over", "以前时段转入", |census| Some(census.carried_over.to_string())),
    ];
    TOTALS.iter().map(|(name, chinese, read)| TotalChange { name, chinese, before: read(before), after: read(after) }).collect()
}
