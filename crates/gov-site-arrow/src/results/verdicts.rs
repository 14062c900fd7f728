//! A row for each judged site.

use arrow_array::RecordBatch;
use arrow_schema::Schema;
use gov_site_compliance::{
    Census, Outcome, Standard, Verdict,
    census::{Decision, SitePlace, SiteResult},
    compare::EXCLUDED,
    indicator::Judgement,
    verdict::Score,
};

use super::columns::{Columns, Declared, POINTS, TEXT, joined, schema};
use crate::ArrowError;

const DECLARED: &[Declared] = &[
    ("site_code", TEXT, false),
    ("site_name", TEXT, false),
    ("verdict", TEXT, false),
    ("role", TEXT, true),
    ("level", TEXT, true),
    ("division", TEXT, true),
    ("sponsor", TEXT, true),
    ("vetoes", TEXT, false),
    ("not_assessed", TEXT, false),
    ("score", POINTS, true),
    ("score_low", POINTS, true),
    ("score_high", POINTS, true),
    ("evidence_digest", TEXT, false),
    ("basis", TEXT, false),
];

/// Schema of [`verdicts`].
pub fn verdicts_schema() -> Schema {
    schema(DECLARED)
}

/// A row for each site that is not excluded, in the order of their codes.
///
/// `vetoes` are the keys of failed vetoes (`a;b`), `not_assessed` the open ones with their gaps (`a:dns+login;b:not_collected`);
/// `score`, `score_low` and `score_high` are null where a veto failed or the standard takes no points off, `score` also where the verdict
/// rests on the vetoes; role, level, division and sponsor are null for a site whose row was rejected; `evidence_digest` is SHA-256 of its facts.
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn verdicts(census: &Census, basis: &str) -> Result<RecordBatch, ArrowError> {
    let judged: Vec<(&SiteResult, &Verdict)> = census.sites.iter().filter_map(of_judged).collect();
    let verdicts = || judged.iter().map(|(_, verdict)| *verdict);
    let scores: Vec<Option<Score>> = verdicts().map(|verdict| verdict.score(&census.standard)).collect();
    let columns = Columns::new(DECLARED)
        .texts(judged.iter().map(|(site, _)| &site.site_code))?
        .texts(judged.iter().map(|(site, _)| &site.site_name))?
        .texts(verdicts().map(|verdict| verdict.status.code()))?;
    places(columns, &|| judged.iter().map(|(site, _)| *site))?
        .texts(verdicts().map(|verdict| vetoes(verdict, &census.standard, &Judgement::Fail, |key, _| key.into())))?
        .texts(verdicts().map(|verdict| vetoes(verdict, &census.standard, &Judgement::NotAssessed, with_gaps)))?
        .points(scores.iter().map(|score| score.as_ref()?.points))
        .points(scores.iter().map(|score| Some(score.as_ref()?.range[0])))
        .points(scores.iter().map(|score| Some(score.as_ref()?.range[1])))
        .texts(verdicts().map(|verdict| &verdict.evidence))?
        .texts(judged.iter().map(|_| basis))?
        .finish()
}

/// A row of the same columns for each excluded site, whose `verdict` is `excluded`: beside the verdicts they let [`super::compare`] tell
/// a site that was excluded from one that is gone.
///
/// # Errors
/// [`ArrowError::TooLong`].
pub fn excluded(census: &Census, basis: &str) -> Result<RecordBatch, ArrowError> {
    let sites: Vec<&SiteResult> = census.excluded().map(|(site, _)| site).collect();
    let empty = || sites.iter().map(|_| "");
    let columns = Columns::new(DECLARED)
        .texts(sites.iter().map(|site| &site.site_code))?
        .texts(sites.iter().map(|site| &site.site_name))?
        .texts(sites.iter().map(|_| EXCLUDED))?;
    let none = || sites.iter().map(|_| None);
    let columns = places(columns, &|| sites.iter().copied())?.texts(empty())?.texts(empty())?.points(none()).points(none()).points(none());
    columns.texts(empty())?.texts(sites.iter().map(|_| basis))?.finish()
}

/// Role, level, division and sponsor.
fn places<'a, I: Iterator<Item = &'a SiteResult>>(columns: Columns, sites: &dyn Fn() -> I) -> Result<Columns, ArrowError> {
    let placed = |read: fn(&SitePlace) -> &str| sites().map(move |site| site.place.as_ref().map(read));
    columns
        .some_texts(placed(|place| place.role.code()))?
        .some_texts(placed(|place| place.level.code()))?
        .some_texts(placed(|place| &place.division))?
        .some_texts(placed(|place| &place.sponsor))
}

fn of_judged(site: &SiteResult) -> Option<(&SiteResult, &Verdict)> {
    match &site.result {
        Decision::Judged(verdict) => Some((site, verdict)),
        Decision::Excluded(_) => None,
    }
}

fn vetoes(verdict: &Verdict, standard: &Standard, wanted: &Judgement, show: fn(&str, &Outcome) -> String) -> String {
    let found = standard.vetoes().filter_map(|clause| verdict.outcome(&clause.key).map(|outcome| (clause, outcome)));
    joined(found.filter(|(_, outcome)| outcome.judgement == *wanted).map(|(clause, outcome)| show(&clause.key, outcome)), ";")
}

fn with_gaps(key: &str, outcome: &Outcome) -> String {
    format!("{key}:{}", joined(outcome.gaps.iter().map(|gap| gap.code()), "+"))
}
