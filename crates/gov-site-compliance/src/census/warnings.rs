//! What a reader must know beside the verdicts.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Serialize};

use super::Header;
use crate::{
    facts::{Plan, SiteFacts},
    indicator::has_left,
    model::{ColumnKind, Decimal, LifeState},
    standard::Standard,
    wire::known::{self, Word},
};

const STANDARD_NOT_IN_FORCE: &str = "standard_not_in_force";
const NO_SITES: &str = "no_sites";
const PERIOD_MISSING: &str = "period_missing";
const RUNNING_WHILE_CLOSED: &str = "running_while_closed";
const STALE_WITHOUT_WINDOW: &str = "stale_without_window";
const FUTURE_DATED: &str = "future_dated";
/// Codes of all warnings.
pub(crate) const WARNING_CODES: &[&str] = &[STANDARD_NOT_IN_FORCE, NO_SITES, PERIOD_MISSING, RUNNING_WHILE_CLOSED, STALE_WITHOUT_WINDOW, FUTURE_DATED];

/// A warning: on the census as a whole, or on one site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Warning {
    /// What kind of warning.
    pub code: &'static str,
    /// The site, `None` for the whole census.
    pub site_code: Option<String>,
    /// The column, if one is meant.
    pub key: Option<String>,
    /// The warning in Chinese.
    pub text: String,
}

#[derive(Deserialize)]
struct WarningWords {
    code: Word,
    site_code: Option<String>,
    key: Option<String>,
    text: String,
}

known::read_through!(Warning, WarningWords);

impl From<WarningWords> for Warning {
    fn from(WarningWords { code, site_code, key, text }: WarningWords) -> Warning {
        Warning { code: code.0, site_code, key, text }
    }
}

/// The checkpoint lies outside the standard's dates of effect (reading 9).
pub(super) fn out_of_force(standard: &Standard, plan: &Plan) -> Option<Warning> {
    if standard.in_force(plan.checkpoint) {
        return None;
    }
    let dates = standard.effective.as_ref().map(super::super::standard::Effective::text).unwrap_or_default();
    let text = format!("监测时间点{}不在标准{}的施行日期之内（有效期{dates}）", plan.checkpoint, standard.id);
    Some(Warning { code: STANDARD_NOT_IN_FORCE, site_code: None, key: None, text })
}

/// Nothing was to be judged: an empty table of sites, or one whose sites are all excluded.
pub(super) fn no_sites(to_be_judged: usize) -> Option<Warning> {
    let text = "没有应检查的网站，本次普查没有得出任何检查结果；请核对登记表".into();
    (to_be_judged == 0).then_some(Warning { code: NO_SITES, site_code: None, key: None, text })
}

/// No period was given: the reply clock counts tickets of all times.
pub(super) fn no_period(header: &Header) -> Option<Warning> {
    let text = "未填写统计时段，办件不分时段全部计入".into();
    (!header.has_period()).then_some(Warning { code: PERIOD_MISSING, site_code: None, key: None, text })
}

/// Approved as closed, yet answering (reading 8).
pub(super) fn running_while_closed(facts: &SiteFacts<'_>) -> Option<Warning> {
    let counts = facts.visits.counts();
    let answered = counts.visited.saturating_sub(counts.failed + counts.suspected);
    let text = format!("{}已批准关停，监测期内仍可访问（带病运行），正常应答{answered}次", facts.site.site_name);
    (answered > 0).then(|| Warning { code: RUNNING_WHILE_CLOSED, site_code: Some(facts.site.site_code.clone()), key: None, text })
}

/// Whether an exclusion means that the site should not answer.
pub(super) fn should_be_silent(state: LifeState) -> bool {
    state == LifeState::Closed
}

/// Columns of a kind without a window that hold items, none of them within a year (reading 14): one warning a site. `columns` is memory
/// to write in.
pub(super) fn stale_without_window(facts: &SiteFacts<'_>, standard: &Standard, plan: &Plan, columns: &mut String) -> Option<Warning> {
    let year_ago = plan.checkpoint.minus_months(12);
    let mut windows = None;
    let mut found = 0;
    columns.clear();
    for column in &facts.columns {
        let Some(last) = column.activity.last.filter(|last| *last < year_ago) else { continue };
        if has_left(column, plan.checkpoint) || column.kind.is_none_or(|kind| windows.get_or_insert_with(|| with_window(standard)).contains(&kind)) {
            continue;
        }
        columns.push_str(if found > 0 { "、“" } else { "“" });
        columns.push_str(column.column_name);
        let last = last.text();
        let [year, month_day] = last.pieces();
        ["”（", year, month_day, "）"].into_iter().for_each(|part| columns.push_str(part));
        found += 1;
    }
    let text = || {
        let what = "个栏目超过一年无更新，其类别无更新时限，仅作提示（括号内为最近更新日期）：";
        [&*facts.site.site_name, "有", Decimal::from(found).as_str(), what, columns].concat()
    };
    (found > 0).then(|| Warning { code: STALE_WITHOUT_WINDOW, site_code: Some(facts.site.site_code.clone()), key: None, text: text() })
}

/// Items dated later than the day on which they were observed (reading 4).
pub(super) fn future_dated(facts: &SiteFacts<'_>) -> Vec<Warning> {
    let anomalous = facts.columns.iter().filter(|column| column.activity.future_dated > 0);
    anomalous
        .map(|column| Warning {
            code: FUTURE_DATED,
            site_code: Some(facts.site.site_code.clone()),
            key: Some(column.column_id.to_string()),
            text: format!("{}的栏目“{}”有{}条信息的日期晚于采集之日", facts.site.site_name, column.column_name, column.activity.future_dated),
        })
        .collect()
}

/// Kinds for which a clause has a window.
fn with_window(standard: &Standard) -> Vec<ColumnKind> {
    let clauses = standard.clauses.iter().filter(|clause| clause.family.name == "stale_columns");
    let lists = clauses.flat_map(|clause| &clause.select).filter(|(name, _)| name.starts_with("window_"));
    lists.flat_map(|(_, kinds)| kinds).filter_map(|word| ColumnKind::read(word)).collect()
}
