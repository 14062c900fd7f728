//! `verdicts.csv`: each judged site, with the result and the figures of each clause.

use std::io::{self, Write};

use gov_site_compliance::{
    Census, Outcome, Standard, Verdict,
    census::{Decision, SitePlace, SiteResult},
    indicator::{Judge, Judgement},
    standard::{Clause, Effect, Points},
    verdict::Score,
};

use super::cell::{Sheet, text};
use crate::remarks::{REPORT_ONLY, basis, reported};

const HEADINGS: [&str; 9] = ["site_code", "site_name", "verdict", "role", "level", "division", "sponsor", "vetoes", "not_assessed"];
const FIGURES: [&str; 3] = ["measured", "possible", "of"];
const SCORES: [&str; 3] = ["score", "score_low", "score_high"];

/// Writes one row for each site that is not excluded, in the order of their codes.
///
/// Beside the site: keys of its failed vetoes (`a;b`), open vetoes with their gaps (`a:dns+login;b:not_collected`), where
/// the standard has clauses on sites that only report `remarks` on those that failed (`a:不达标(仅提示)`), then for each
/// clause on sites `<key>` (pass, fail, not_applicable, not_assessed), `<key>_measured`, `<key>_possible`, `<key>_of` and
/// `<key>_limit`, empty where nothing was measured; last `basis`, the standard and its marks. Where the standard takes points off,
/// `score`, `score_low` and `score_high` stand before the clauses (empty where a veto failed, `score` also where an item lacks points, cap
/// or coverage), and a clause that takes them off has `<key>_points` in the place of `<key>_limit`: what the counted things come to, under the cap where one is
/// known, empty where their points are not.
///
/// # Errors
/// Whatever hinders writing.
pub fn verdicts<W: Write>(census: &Census, out: W) -> io::Result<W> {
    let clauses: Vec<&Clause> = census.standard.clauses.iter().filter(|clause| matches!(clause.family.judge, Judge::Site(_))).collect();
    let reports = clauses.iter().any(|clause| clause.effect == Effect::Report);
    let headings = headings(&clauses, reports);
    let mut sheet = Sheet::new(out, headings.iter().map(String::as_str))?;
    let basis = basis(&census.header, &census.standard);
    for site in &census.sites {
        let Decision::Judged(verdict) = &site.result else { continue };
        let mut cells = about(site, verdict, &census.standard);
        if reports {
            let remarks: Vec<_> = reported(verdict, &census.standard).map(|(key, _)| format!("{key}:{REPORT_ONLY}")).collect();
            cells.push(text(&remarks.join(";")).into_owned());
        }
        let score = verdict.score(&census.standard);
        if census.standard.deductions().next().is_some() {
            cells.extend(scores(score.as_ref()));
        }
        clauses.iter().for_each(|clause| cells.extend(figures(clause, verdict.outcome(&clause.key), score.as_ref())));
        cells.push(text(&basis).into_owned());
        sheet.row(&cells)?;
    }
    sheet.finish()
}

fn headings(clauses: &[&Clause], reports: bool) -> Vec<String> {
    let mut headings: Vec<String> = HEADINGS.map(String::from).into();
    headings.extend(reports.then(|| "remarks".to_string()));
    if clauses.iter().any(|clause| clause.effect == Effect::Deduct) {
        headings.extend(SCORES.map(String::from));
    }
    for clause in clauses {
        headings.push(text(&clause.key).into_owned());
        let last = if clause.effect == Effect::Deduct { "points" } else { "limit" };
        headings.extend(FIGURES.into_iter().chain([last]).map(|figure| text(&format!("{}_{figure}", clause.key)).into_owned()));
    }
    headings.push("basis".to_string());
    headings
}

fn about(site: &SiteResult, verdict: &Verdict, standard: &Standard) -> Vec<String> {
    let own = |cell: &str| text(cell).into_owned();
    let placed = |read: fn(&SitePlace) -> &str| site.place.as_ref().map(|place| own(read(place))).unwrap_or_default();
    vec![
        own(&site.site_code),
        own(&site.site_name),
        verdict.status.code().to_string(),
        placed(|place| place.role.code()),
        placed(|place| place.level.code()),
        placed(|place| &place.division),
        placed(|place| &place.sponsor),
        own(&vetoes(verdict, standard, &Judgement::Fail, |key, _| key.to_string())),
        own(&vetoes(verdict, standard, &Judgement::NotAssessed, with_gaps)),
    ]
}

/// Vetoes that came to a judgement, with `;` between them.
pub(crate) fn vetoes(verdict: &Verdict, standard: &Standard, wanted: &Judgement, show: fn(&str, &Outcome) -> String) -> String {
    let found = standard.vetoes().filter_map(|clause| verdict.outcome(&clause.key).map(|outcome| (clause, outcome)));
    let shown: Vec<_> = found.filter(|(_, outcome)| outcome.judgement == *wanted).map(|(clause, outcome)| show(&clause.key, outcome)).collect();
    shown.join(";")
}

/// `key:gap+gap`
pub(crate) fn with_gaps(key: &str, outcome: &Outcome) -> String {
    let gaps: Vec<_> = outcome.gaps.iter().map(|gap| gap.code()).collect();
    format!("{key}:{}", gaps.join("+"))
}

fn scores(score: Option<&Score>) -> [String; 3] {
    let shown = |points: Option<Points>| points.map(|points| points.to_string()).unwrap_or_default();
    let end = |at: usize| shown(score.map(|score| score.range[at]));
    [shown(score.and_then(|score| score.points)), end(0), end(1)]
}

fn figures(clause: &Clause, outcome: Option<&Outcome>, score: Option<&Score>) -> [String; 5] {
    let Some(outcome) = outcome else { return Default::default() };
    let result = outcome.judgement.code().to_string();
    let off = score.and_then(|score| score.of_clause(&clause.key)).and_then(|deducted| deducted.counted).map(|points| points.to_string());
    let Some(measure) = outcome.measure else { return [result, String::new(), String::new(), String::new(), off.unwrap_or_default()] };
    let of = measure.of.map(|of| of.to_string()).unwrap_or_default();
    let last = if clause.effect == Effect::Deduct { off.unwrap_or_default() } else { measure.limit.to_string() };
    [result, measure.certain.to_string(), measure.possible.to_string(), of, last]
}
