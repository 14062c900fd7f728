//! What one site opens: its clauses with what was measured, and the findings. Read by the script only when somebody opens the site.

use gov_site_compliance::{
    Finding, Measure, Outcome, Standard, Verdict,
    census::{Decision, SiteResult},
    standard::{Effect, Points, SWITCHES},
    verdict::{Deducted, Exclusion, Score, Status},
};
use serde::Serialize;

use super::{
    evidence::Evidence,
    sites::Clauses,
    texts::{key, name, text},
    words,
};
use crate::{Audience, Results};

/// A site's clauses; what is empty is left out of the data.
#[derive(Default, Serialize)]
pub(super) struct Detail {
    /// The score, or why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    remarks: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<OutcomeData>,
    /// Findings of clauses that judge no single site.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<OtherData>,
}

#[derive(Serialize)]
struct OutcomeData {
    clause: usize,
    judgement: &'static str,
    sentence: String,
    /// None for a clause that takes points off: it has no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    measure: Option<MeasureData>,
    /// Points off.
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gaps: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    readings: Vec<String>,
    #[serde(flatten)]
    findings: Findings,
}

#[derive(Serialize)]
struct OtherData {
    title: String,
    #[serde(flatten)]
    findings: Findings,
}

#[derive(Default, Serialize)]
struct Findings {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<FindingData>,
    /// Findings there are, if not all of them are here.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<usize>,
}

/// Certain, possible, limit.
#[derive(Serialize)]
pub(super) struct MeasureData(u64, u64, u64);

/// Table, key, day, detail, certain, and for the office where the row is from.
#[derive(Serialize)]
struct FindingData(usize, String, String, String, u8, #[serde(skip_serializing_if = "Option::is_none")] Option<String>);

impl From<Measure> for MeasureData {
    fn from(measure: Measure) -> MeasureData {
        MeasureData(measure.certain, measure.possible, measure.limit)
    }
}

/// The score and what it has to reach, or the range in which it lies.
fn score_line(score: &Score, standard: &Standard) -> String {
    let mark = standard.pass_mark().map(|mark| format!("，合格分数线{}", mark.chinese())).unwrap_or_default();
    let [low, high] = score.range;
    score.points.map_or_else(|| format!("未计分，按单项否决判定；得分范围{low}分至{high}分{mark}"), |points| format!("得分{points}分{mark}"))
}

/// What a clause takes off, at least and at most; nothing to say where it takes nothing off.
fn points_off(deducted: &Deducted) -> Option<String> {
    match (deducted.counted, deducted.most) {
        (Some(Points::ZERO), Some(Points::ZERO)) => None,
        (Some(least), Some(most)) if least == most => Some(format!("扣{}分", least.short())),
        (Some(least), Some(most)) => Some(format!("扣{}至{}分", least.short(), most.short())),
        (Some(Points::ZERO), None) => Some("可能扣分，上限未定".into()),
        (Some(least), None) => Some(format!("至少扣{}分，上限未定", least.short())),
        (None, Some(most)) => Some(format!("扣分未定，至多{}分", most.short())),
        (None, None) => Some("扣分未定".into()),
    }
}

/// Writes the details of sites.
pub(super) struct Details<'a> {
    pub(super) results: &'a Results<'a>,
    pub(super) evidence: Evidence<'a>,
    pub(super) clauses: Clauses<'a>,
}

impl Details<'_> {
    pub(super) fn of(&self, site: &SiteResult) -> Detail {
        let mut detail = match &site.result {
            Decision::Judged(verdict) => self.verdict(verdict),
            Decision::Excluded(exclusion) => Detail { remarks: vec![self.exclusion(exclusion)], ..Detail::default() },
        };
        detail.others = self.others(site);
        detail
    }

    fn verdict(&self, verdict: &Verdict) -> Detail {
        let mut remarks: Vec<String> = verdict
            .decisive
            .iter()
            .map(|switch| {
                let (title, value) = words::switch(switch.reading, switch.value);
                let (_, otherwise) = words::switch(switch.reading, switch.otherwise);
                format!("结果取决于规则理解：{title}取“{value}”；若取“{otherwise}”，则为{}。", switch.status.chinese())
            })
            .collect();
        if verdict.status == Status::NotAssessed && verdict.evidence.is_empty() {
            remarks.push("该网站的登记行被退回，未能评估。".to_string());
        }
        let standard = &self.results.census.standard;
        let score = verdict.score(standard);
        let outcomes = verdict.outcomes.iter().map(|(key, outcome)| OutcomeData {
            points: score.as_ref().and_then(|score| score.of_clause(key)).and_then(points_off),
            ..self.outcome(&verdict.site_code, key, outcome)
        });
        Detail { score: score.as_ref().map(|score| score_line(score, standard)), remarks, outcomes: outcomes.collect(), others: Vec::new() }
    }

    fn exclusion(&self, exclusion: &Exclusion) -> String {
        let approval = exclusion.approval.as_deref().map_or_else(|| "无记录".to_string(), |approval| name(self.results.edition, approval));
        format!("未列入普查：{}（自{}起），批准：{approval}。", exclusion.state.chinese(), exclusion.from.chinese())
    }

    fn outcome(&self, site: &str, key: &str, outcome: &Outcome) -> OutcomeData {
        let standard = &self.results.census.standard;
        let reading = |switch: &&gov_site_compliance::standard::Switch| outcome.readings.contains(switch.key);
        let takes_points = |key: &str| standard.clause(key).is_some_and(|clause| clause.effect == Effect::Deduct);
        let readings = SWITCHES.iter().filter(reading).map(|switch| {
            let (title, value) = words::switch(switch.key, standard.readings.get(switch.key).unwrap_or_default());
            format!("{title}：{value}（把握{}%）", switch.percent)
        });
        OutcomeData {
            clause: self.clauses.position(key),
            judgement: outcome.judgement.code(),
            sentence: text(self.results.edition, &words::measured(key, outcome, standard)),
            measure: outcome.measure.filter(|_| !takes_points(key)).map(MeasureData::from),
            points: None,
            gaps: outcome.gaps.iter().map(|gap| gap.chinese()).collect(),
            readings: readings.collect(),
            findings: self.findings(site, key),
        }
    }

    fn findings(&self, site: &str, clause: &str) -> Findings {
        let found = self.evidence.of_site(site).and_then(|clauses| clauses.get(clause));
        found.map(|findings| self.held(findings)).unwrap_or_default()
    }

    fn held(&self, findings: &[&Finding]) -> Findings {
        let held = findings.get(..self.evidence.each).unwrap_or(findings);
        let total = (held.len() < findings.len()).then_some(findings.len());
        Findings { findings: held.iter().map(|finding| self.finding(finding)).collect(), total }
    }

    fn finding(&self, finding: &Finding) -> FindingData {
        let edition = self.results.edition;
        let source = finding.source_ref.as_deref().filter(|_| edition.audience != Audience::Public);
        FindingData(
            self.clauses.table(finding.table),
            key(edition, finding.table, &finding.key),
            finding.day.map(|day| day.to_string()).unwrap_or_default(),
            text(edition, &finding.detail),
            u8::from(finding.certain),
            source.map(|source| name(edition, source)),
        )
    }

    fn others(&self, site: &SiteResult) -> Vec<OtherData> {
        let judged = |key: &str| matches!(&site.result, Decision::Judged(verdict) if verdict.outcome(key).is_some());
        let found = self.evidence.of_site(&site.site_code).into_iter().flatten();
        let others = found.filter(|(key, _)| !judged(key)).map(|(key, findings)| OtherData {
            title: name(self.results.edition, words::clause(&self.results.census.standard, key)),
            findings: self.held(findings),
        });
        others.collect()
    }
}
