//! From a judged census to its exchanged form.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use sha2::{Digest, Sha256};

use super::*;
use crate::{
    census,
    indicator::{self, Judgement},
    model::Day,
    standard::{self, Effect, Origin, SWITCHES},
    verdict,
};

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
            unverified: standard.unverified().into_iter().map(Figure::from).collect(),
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
            verdict_basis: verdict_basis(census).into(),
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

pub(super) fn standard_ref(standard: &standard::Standard, checkpoint: Day) -> StandardRef {
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

impl From<(String, String, &Origin)> for Figure {
    fn from((figure, value, origin): (String, String, &Origin)) -> Figure {
        Figure { figure, value, grade: origin.grade, source: origin.source.clone() }
    }
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

fn verdict_basis(census: &census::Census) -> &'static str {
    let could_be_scored = census.verdicts().filter_map(|verdict| verdict.score(&census.standard));
    let (scored, others) = could_be_scored.fold((0, 0), |(scored, others), score| match verdict::Basis::of(Some(&score)) {
        verdict::Basis::Score => (scored + 1, others),
        verdict::Basis::Vetoes => (scored, others + 1),
    });
    match (scored, others) {
        (0, _) => "vetoes",
        (_, 0) => "score",
        _ => "mixed",
    }
}

pub(super) fn verdict(verdict: &verdict::Verdict, standard: &standard::Standard) -> Verdict {
    let is_veto = |key: &str| standard.clause(key).is_some_and(|clause| clause.effect == Effect::Veto);
    let vetoes = || verdict.outcomes.iter().filter(|(key, _)| is_veto(key));
    let failed = vetoes().filter(|(_, outcome)| outcome.judgement == Judgement::Fail);
    let open = vetoes().filter(|(_, outcome)| outcome.judgement == Judgement::NotAssessed);
    let score = verdict.score(standard);
    Verdict {
        site_code: verdict.site_code.clone(),
        site_name: verdict.site_name.clone(),
        verdict: word(verdict.status),
        vetoes: failed.map(|(key, outcome)| self::outcome(key, outcome, standard)).collect(),
        not_assessed: open.map(|(key, outcome)| OpenClause { clause: key.clone(), gaps: outcome.gaps.iter().copied().collect() }).collect(),
        basis: Some(verdict::Basis::of(score.as_ref()).code().into()),
        score: score.as_ref().and_then(|score| score.points).map(|points| points.to_string()),
        score_range: score.as_ref().map(|score| score.range.map(|points| points.to_string())),
        outcomes: priced(verdict, standard, score.as_ref()),
        evidence_digest: verdict.evidence.clone(),
    }
}

/// Outcomes of a site in their exchanged form, with the points that they take off.
pub fn outcomes(verdict: &verdict::Verdict, standard: &standard::Standard) -> Vec<Outcome> {
    priced(verdict, standard, verdict.score(standard).as_ref())
}

fn priced(verdict: &verdict::Verdict, standard: &standard::Standard, score: Option<&verdict::Score>) -> Vec<Outcome> {
    verdict.outcomes.iter().map(|(key, outcome)| with_points(self::outcome(key, outcome, standard), score)).collect()
}

fn with_points(outcome: Outcome, score: Option<&verdict::Score>) -> Outcome {
    let Some(deducted) = score.and_then(|score| score.of_clause(&outcome.clause)) else { return outcome };
    Outcome { points_off: deducted.counted.map(|points| points.to_string()), points_off_most: deducted.most.map(|points| points.to_string()), ..outcome }
}

/// Outcome of a clause in its exchanged form; the points that it takes off hang on the other outcomes, see [`outcomes`].
pub fn outcome(key: &str, outcome: &indicator::Outcome, standard: &standard::Standard) -> Outcome {
    let clause = standard.clause(key);
    let measure = outcome.measure;
    let limited = measure.filter(|_| clause.is_none_or(|clause| clause.effect != Effect::Deduct));
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
        limit: limited.map(|measure| measure.limit),
        margin: limited.map(|measure| measure.limit as i64 - measure.certain as i64),
        points_off: None,
        points_off_most: None,
        gaps: outcome.gaps.iter().copied().collect(),
        sentence,
    }
}

pub(super) fn excluded((site, exclusion): (&census::SiteResult, &verdict::Exclusion)) -> Excluded {
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
