//! Version 1 of `census.json`: sorted, the same bytes for the same evidence, standard and checkpoint.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    census,
    indicator::{self, Judgement},
    model::{Day, Gap},
    standard::{Effect, Grade, Origin, SWITCHES, Standard},
    verdict,
};

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
    /// What the verdicts rest on: `vetoes` (按单项否决判定), no score is given.
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
    /// Score, null: the verdict rests on the vetoes.
    pub score: Option<String>,
    /// Lowest and highest possible score, null without scored items.
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
    /// Smallest count that reaches the limit.
    pub limit: Option<u64>,
    /// `limit - measured`: how far from the limit, 0 or less when it is reached.
    pub margin: Option<i64>,
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

#[derive(Deserialize)]
struct Numbered {
    schema_version: u32,
}

/// A `census.json` that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Not JSON of this form.
    #[error("not a census.json of version 1: {0}")]
    Json(#[from] serde_json::Error),
    /// Written by another version.
    #[error("census.json has schema_version {0}, this program reads 1: use a newer release")]
    Version(u32),
    /// The numbers contradict each other.
    #[error("census.json contradicts itself: {0}; it was changed after it was written")]
    Sums(&'static str),
}

impl Census {
    /// Reads a stored census and checks its sums (reading 7).
    ///
    /// # Errors
    /// [`LoadError`].
    pub fn from_json(text: &str) -> Result<Census, LoadError> {
        // The number first: a later version may have another form.
        let Numbered { schema_version } = serde_json::from_str(text)?;
        if schema_version != SCHEMA_VERSION {
            return Err(LoadError::Version(schema_version));
        }
        let census: Census = serde_json::from_str(text)?;
        let count = |word: VerdictWord| census.verdicts.iter().filter(|verdict| verdict.verdict == word).count() as u64;
        let by_unit: u64 = census.overdue_tickets_by_unit.iter().map(|unit| unit.total).sum();
        let sums = [
            (census.sites_registered == census.sites_total + census.sites_excluded, "sites_registered"),
            (census.sites_total == census.sites_assessed + census.sites_not_assessed, "sites_total"),
            (census.sites_assessed == census.sites_qualified + census.sites_unqualified, "sites_assessed"),
            (count(VerdictWord::Qualified) == census.sites_qualified, "sites_qualified"),
            (count(VerdictWord::Unqualified) == census.sites_unqualified, "sites_unqualified"),
            (count(VerdictWord::NotAssessed) == census.sites_not_assessed, "sites_not_assessed"),
            (census.excluded.len() as u64 == census.sites_excluded, "sites_excluded"),
            (census::percent(census.sites_qualified, census.sites_assessed, 2) == census.pass_rate, "pass_rate"),
            (census::percent(census.sites_assessed, census.sites_total, 2) == census.coverage, "coverage"),
            (census.overdue_tickets_total.unwrap_or_default() == by_unit, "overdue_tickets_by_unit"),
        ];
        match sums.iter().find(|(holds, _)| !holds) {
            Some((_, name)) => Err(LoadError::Sums(name)),
            None => Ok(census),
        }
    }

    /// The bytes of `census.json`: indented, with a last line break.
    ///
    /// # Errors
    /// None in practice; the writer's error type is passed on.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut text = serde_json::to_string_pretty(self)?;
        text.push('\n');
        Ok(text)
    }
}

impl From<&census::Census> for Census {
    fn from(census: &census::Census) -> Census {
        let (header, standard, totals) = (&census.header, &census.standard, census.totals());
        let overdue = census.overdue();
        let sums = overdue.clone().unwrap_or_default();
        Census {
            schema_version: SCHEMA_VERSION,
            title: header.title.clone(),
            issuer: header.issuer.clone(),
            period: header.has_period().then(|| Period { from: header.period_from.to_string(), to: header.period_to.map(|day| day.to_string()) }),
            checkpoint: header.checkpoint.to_string(),
            visits_until: header.visits_until.to_string(),
            reconstruction: header.reconstruction,
            standard: standard_ref(standard, header.checkpoint),
            overrides: standard.overrides.iter().map(Override::from).collect(),
            unverified: standard.unverified().into_iter().map(figure).collect(),
            readings: SWITCHES.iter().map(|switch| reading(census, switch)).collect(),
            sites_registered: totals.registered(),
            sites_total: totals.total(),
            sites_assessed: totals.assessed(),
            sites_qualified: totals.qualified,
            sites_unqualified: totals.unqualified,
            sites_not_assessed: totals.not_assessed,
            sites_excluded: totals.excluded,
            coverage: totals.coverage(),
            pass_rate: totals.pass_rate(),
            verdict_basis: "vetoes".into(),
            verdicts: census.verdicts().map(|verdict| self::verdict(verdict, standard)).collect(),
            excluded: census.excluded().map(excluded).collect(),
            overdue_tickets_total: overdue.map(|overdue| overdue.total),
            overdue_tickets_by_unit: sums.by_unit.into_iter().map(UnitOverdue::from).collect(),
            overdue_tickets_possible: sums.possible,
            carried_over: sums.carried_over,
            groups: census.groups().iter().map(Group::from).collect(),
            registry: census.registry.iter().map(|(key, outcome)| self::outcome(key, outcome, standard)).collect(),
            warnings: census.warnings.iter().map(Warning::from).collect(),
            rejected: census.rejected.iter().map(|(table, rows)| RejectedRows { table: table.clone(), rows: *rows }).collect(),
            evidence_digest: evidence_digest(census),
        }
    }
}

fn standard_ref(standard: &Standard, checkpoint: Day) -> StandardRef {
    StandardRef {
        id: standard.id.clone(),
        revision: standard.revision,
        digest: standard.digest.clone(),
        title: standard.title.clone(),
        document: standard.document.clone(),
        chain: standard.chain.clone(),
        in_force: standard.in_force(checkpoint),
    }
}

impl From<&crate::standard::Override> for Override {
    fn from(change: &crate::standard::Override) -> Override {
        Override {
            figure: change.figure.clone(),
            was: change.was.clone(),
            is: change.is.clone(),
            by: change.origin.standard.clone(),
            source: change.origin.source.clone(),
        }
    }
}

fn figure((figure, value, origin): (String, String, &Origin)) -> Figure {
    Figure { figure, value, grade: origin.grade, source: origin.source.clone() }
}

fn reading(census: &census::Census, switch: &crate::standard::Switch) -> Reading {
    let value = census.standard.readings.get(switch.key).unwrap_or_default();
    let mut decides = Vec::new();
    for verdict in census.verdicts() {
        for decisive in verdict.decisive.iter().filter(|decisive| decisive.reading == switch.key) {
            decides.push(Decides { site_code: verdict.site_code.clone(), otherwise: decisive.otherwise.into(), verdict: word(decisive.status) });
        }
    }
    Reading {
        reading: switch.key.into(),
        value: value.into(),
        default: switch.values.first() == Some(&value),
        decides,
        decides_tickets: decided_tickets(census, switch.key),
    }
}

fn decided_tickets(census: &census::Census, switch: &str) -> u64 {
    let replies = census.replies.iter().flatten();
    match switch {
        "overdue_total" => {
            replies.filter(|reply| reply.known && !reply.carried_over && reply.state == crate::followup::ReplyState::AnsweredLate).count() as u64
        }
        _ => replies.filter(|reply| reply.decisive.iter().any(|(key, _)| *key == switch)).count() as u64,
    }
}

fn word(status: verdict::Status) -> VerdictWord {
    match status {
        verdict::Status::Qualified => VerdictWord::Qualified,
        verdict::Status::Unqualified => VerdictWord::Unqualified,
        verdict::Status::NotAssessed => VerdictWord::NotAssessed,
    }
}

fn verdict(verdict: &verdict::Verdict, standard: &Standard) -> Verdict {
    let is_veto = |key: &str| standard.clause(key).is_some_and(|clause| clause.effect == Effect::Veto);
    let vetoes = || verdict.outcomes.iter().filter(|(key, _)| is_veto(key));
    let failed = vetoes().filter(|(_, outcome)| outcome.judgement == Judgement::Fail);
    let open = vetoes().filter(|(_, outcome)| outcome.judgement == Judgement::NotAssessed);
    Verdict {
        site_code: verdict.site_code.clone(),
        site_name: verdict.site_name.clone(),
        verdict: word(verdict.status),
        vetoes: failed.map(|(key, outcome)| self::outcome(key, outcome, standard)).collect(),
        not_assessed: open.map(|(key, outcome)| OpenClause { clause: key.clone(), gaps: outcome.gaps.iter().copied().collect() }).collect(),
        score: None,
        score_range: None,
        outcomes: verdict.outcomes.iter().map(|(key, outcome)| self::outcome(key, outcome, standard)).collect(),
        evidence_digest: verdict.evidence.clone(),
    }
}

/// Outcome of a clause in its exchanged form.
pub fn outcome(key: &str, outcome: &indicator::Outcome, standard: &Standard) -> Outcome {
    let clause = standard.clause(key);
    let measure = outcome.measure;
    let sentence = match (&outcome.judgement, measure, clause) {
        (Judgement::NotApplicable(why), ..) => (*why).to_string(),
        (_, Some(measure), Some(clause)) => measure.sentence(clause),
        _ => "nothing was measured".to_string(),
    };
    Outcome {
        clause: key.into(),
        title: clause.map(|clause| clause.title.clone()).unwrap_or_default(),
        result: match outcome.judgement {
            Judgement::Pass => ResultWord::Pass,
            Judgement::Fail => ResultWord::Fail,
            Judgement::NotApplicable(_) => ResultWord::NotApplicable,
            Judgement::NotAssessed => ResultWord::NotAssessed,
        },
        measured: measure.map(|measure| measure.certain),
        possible: measure.map(|measure| measure.possible),
        of: measure.and_then(|measure| measure.of),
        limit: measure.map(|measure| measure.limit),
        margin: measure.map(|measure| measure.limit as i64 - measure.certain as i64),
        gaps: outcome.gaps.iter().copied().collect(),
        sentence,
    }
}

fn excluded((site, exclusion): (&census::SiteResult, &verdict::Exclusion)) -> Excluded {
    Excluded {
        site_code: site.site_code.clone(),
        site_name: site.site_name.clone(),
        reason: exclusion.state.code().into(),
        from: exclusion.from.to_string(),
        approval: exclusion.approval.clone(),
    }
}

impl From<census::UnitOverdue> for UnitOverdue {
    fn from(unit: census::UnitOverdue) -> UnitOverdue {
        UnitOverdue { unit: unit.unit, total: unit.total, answered_late: unit.answered_late, open: unit.open }
    }
}

impl From<&census::Group> for Group {
    fn from(group: &census::Group) -> Group {
        Group {
            by: group.by.code().into(),
            name: group.name.clone(),
            title: group.title.clone(),
            total: group.total,
            assessed: group.assessed,
            unqualified: group.unqualified,
            unqualified_rate: group.unqualified_rate(),
            closures_due: group.closures_due,
            closures_in_time: group.closures_in_time,
            better: group.better,
        }
    }
}

impl From<&census::Warning> for Warning {
    fn from(warning: &census::Warning) -> Warning {
        Warning { code: warning.code.into(), site_code: warning.site_code.clone(), key: warning.key.clone(), text: warning.text.clone() }
    }
}

fn evidence_digest(census: &census::Census) -> String {
    let mut digest = Sha256::new();
    for verdict in census.verdicts() {
        digest.update(verdict.site_code.as_bytes());
        digest.update(b"\n");
        digest.update(verdict.evidence.as_bytes());
        digest.update(b"\n");
    }
    crate::facts::hex(&digest.finalize())
}
