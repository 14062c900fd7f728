//! Version 1 of `census.json`: sorted, the same bytes for the same evidence, standard and checkpoint.

mod from_census;
mod load;
mod site;
mod standard;

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

pub use from_census::{outcome, outcomes};
pub use load::LoadError;
pub use site::{Finding, Reject, SiteVerdict};
pub use standard::{Clause, Limit, Standard};

use crate::{model::Gap, standard::Grade};

/// Version that this module reads and writes.
pub const SCHEMA_VERSION: u32 = 1;

/// `census.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Census {
    /// Always 1 here.
    pub schema_version: u32,
    /// Title of the census.
    pub title: String,
    /// Issuing body.
    pub issuer: String,
    /// First and last day of the period, null when none was given.
    pub period: Option<Period>,
    /// The day at whose end everything is judged (civil date in Shanghai).
    pub checkpoint: String,
    /// Last day of the visit week.
    pub visits_until: String,
    /// Whether the rows are a reconstruction and no observation.
    pub reconstruction: bool,
    /// The standard that was applied.
    pub standard: StandardRef,
    /// Figures that overlays changed.
    pub overrides: Vec<Override>,
    /// Figures without a verified source that stood in the standard.
    pub unverified: Vec<Figure>,
    /// All switches: value, and the verdicts that hang on it.
    pub readings: Vec<Reading>,
    /// `sites_total + sites_excluded`.
    pub sites_registered: u64,
    /// `sites_assessed + sites_not_assessed`.
    pub sites_total: u64,
    /// `sites_qualified + sites_unqualified`.
    pub sites_assessed: u64,
    /// Qualified sites.
    pub sites_qualified: u64,
    /// Unqualified sites.
    pub sites_unqualified: u64,
    /// Sites that could not be judged.
    pub sites_not_assessed: u64,
    /// Sites left out with approval.
    pub sites_excluded: u64,
    /// Assessed ÷ total in percent with two places, null over 0.
    pub coverage: Option<String>,
    /// Qualified ÷ assessed in percent with two places, null over 0.
    pub pass_rate: Option<String>,
    /// What the verdicts rest on: `vetoes` (按单项否决判定), `score` (按评分判定) if all that could be scored were, `mixed`.
    pub verdict_basis: String,
    /// Verdicts in the order of site codes.
    pub verdicts: Vec<Verdict>,
    /// Excluded sites in the order of site codes.
    pub excluded: Vec<Excluded>,
    /// Overdue tickets, null when the standard has no reply clock or no ticket was seen.
    pub overdue_tickets_total: Option<u64>,
    /// Units with a total above 0, by name.
    pub overdue_tickets_by_unit: Vec<UnitOverdue>,
    /// Tickets that may be overdue: of unknown validity, need of a reply or promise, and rejected rows. Apart from the total.
    pub overdue_tickets_possible: u64,
    /// Open tickets past their deadline that were received before the period: apart from the total.
    pub carried_over: u64,
    /// Groups by kind and name.
    pub groups: Vec<Group>,
    /// Outcomes of the clauses on the whole registry.
    pub registry: Vec<Outcome>,
    /// What a reader must know beside the verdicts.
    pub warnings: Vec<Warning>,
    /// Rejected rows by table.
    pub rejected: Vec<RejectedRows>,
    /// SHA-256 over the facts of all sites, independent of the order of rows.
    pub evidence_digest: String,
}

/// First and last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// First day.
    pub from: String,
    /// Last day, null when not given.
    pub to: Option<String>,
}

/// A standard by name, revision and digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StandardRef {
    /// Identifier.
    pub id: String,
    /// Revision.
    pub revision: u32,
    /// SHA-256 of the resolved form.
    pub digest: String,
    /// Title.
    pub title: String,
    /// Document number.
    pub document: String,
    /// Bases and overlays, the first base first.
    pub chain: Vec<String>,
    /// Whether the checkpoint lies inside its dates of effect.
    pub in_force: bool,
}

/// A changed figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Override {
    /// Where it stands.
    pub figure: String,
    /// Before.
    pub was: String,
    /// After.
    pub is: String,
    /// The standard or overlay that changed it.
    pub by: String,
    /// Its source.
    pub source: String,
}

/// A figure with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// Where it stands.
    pub figure: String,
    /// Its value.
    pub value: String,
    /// How sure it is.
    pub grade: Grade,
    /// Its source.
    pub source: String,
}

/// A switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reading {
    /// Its key.
    pub reading: String,
    /// Its value in this run.
    pub value: String,
    /// Whether that is the default.
    pub default: bool,
    /// Verdicts that would be others under another value.
    pub decides: Vec<Decides>,
    /// Tickets that would (not) be overdue under another value.
    pub decides_tickets: u64,
}

/// A verdict that hangs on a switch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Decides {
    /// The site.
    pub site_code: String,
    /// The other value.
    pub otherwise: String,
    /// The verdict under it.
    pub verdict: VerdictWord,
}

/// 检查结果.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerdictWord {
    /// 合格
    Qualified,
    /// 不合格
    Unqualified,
    /// 未评估
    NotAssessed,
}

/// Result of one clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResultWord {
    /// The limit is not reached.
    Pass,
    /// The limit is reached.
    Fail,
    /// Not for this site.
    NotApplicable,
    /// The gaps decide.
    NotAssessed,
}

impl ResultWord {
    /// The word as JSON and tables have it.
    pub const fn code(self) -> &'static str {
        match self {
            ResultWord::Pass => "pass",
            ResultWord::Fail => "fail",
            ResultWord::NotApplicable => "not_applicable",
            ResultWord::NotAssessed => "not_assessed",
        }
    }
}

/// A verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// 检查结果
    pub verdict: VerdictWord,
    /// Failed vetoes in the order of the standard.
    pub vetoes: Vec<Outcome>,
    /// Vetoes that could not be assessed.
    pub not_assessed: Vec<OpenClause>,
    /// What it rests on: `vetoes` or `score`; older files do not say, theirs rest on the vetoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// Score with two places, null where the verdict rests on the vetoes.
    pub score: Option<String>,
    /// Lowest and highest possible score, null without scored items and where a veto failed.
    pub score_range: Option<[String; 2]>,
    /// Outcome of every clause for sites.
    pub outcomes: Vec<Outcome>,
    /// SHA-256 over the facts of the site.
    pub evidence_digest: String,
}

/// Outcome of a clause with what was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// Key of the clause.
    pub clause: String,
    /// Its title.
    pub title: String,
    /// Result.
    pub result: ResultWord,
    /// Proven count.
    pub measured: Option<u64>,
    /// Count if every gap hides one more.
    pub possible: Option<u64>,
    /// Of how many, where the limit is a share.
    pub of: Option<u64>,
    /// Smallest count that reaches the limit, null where the clause takes points off.
    pub limit: Option<u64>,
    /// `limit - measured`: how far from the limit, 0 or less when it is reached; null as the limit is.
    pub margin: Option<i64>,
    /// Points that what was counted for certain comes to, under the cap where one is known; left out where the clause takes none, its
    /// points are unknown, or a veto failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_off: Option<String>,
    /// Points that it takes off at most; left out where nothing bounds them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points_off_most: Option<String>,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// "6 of 672 visits failed, veto from 34".
    pub sentence: String,
}

/// A veto that could not be assessed, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenClause {
    /// Key of the clause.
    pub clause: String,
    /// What is missing.
    pub gaps: Vec<Gap>,
}

/// An excluded site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Excluded {
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// Its approved state.
    pub reason: String,
    /// First day of the state.
    pub from: String,
    /// The approval, as far as it is recorded.
    pub approval: Option<String>,
}

/// Overdue tickets of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnitOverdue {
    /// The handling unit.
    pub unit: String,
    /// What counts by the switch `overdue_total`.
    pub total: u64,
    /// Answered after the deadline.
    pub answered_late: u64,
    /// Open past the deadline.
    pub open: u64,
}

/// A group of sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Group {
    /// `role`, `level`, `division` or `level_role`.
    pub by: String,
    /// Code, `city/department`, or the division.
    pub name: String,
    /// Name as officials read it.
    pub title: String,
    /// Sites to be judged.
    pub total: u64,
    /// Of them, judged.
    pub assessed: u64,
    /// Of them, unqualified.
    pub unqualified: u64,
    /// Unqualified ÷ assessed in percent with two places, null over 0.
    pub unqualified_rate: Option<String>,
    /// Sites due to be closed.
    pub closures_due: u64,
    /// Of them, closed in time.
    pub closures_in_time: u64,
    /// Whether the census names the group as better.
    pub better: bool,
}

/// A warning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// What kind of warning.
    pub code: String,
    /// The site, null for the whole census.
    pub site_code: Option<String>,
    /// The column, if one is meant.
    pub key: Option<String>,
    /// The warning in Chinese.
    pub text: String,
}

/// Rejected rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RejectedRows {
    /// The table.
    pub table: String,
    /// Rows.
    pub rows: u64,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Gap {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Gap".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let codes: Vec<&str> = Gap::WORDS.iter().map(|(code, _)| *code).collect();
        schemars::json_schema!({ "type": "string", "description": "Why something is not known.", "enum": codes })
    }
}
