//! The list of sites: data for the script, and the unqualified ones written out.

use std::collections::BTreeSet;

use gov_site_compliance::{
    Outcome, Standard, TABLES, Verdict,
    census::{Decision, SiteResult},
    indicator::Judgement,
    verdict::Status,
    wire::v1,
};
use serde::Serialize;

use super::{
    HtmlError,
    detail::{Details, MeasureData},
    evidence::{Evidence, HELD},
    frame, rules,
    texts::{id, name},
    words,
};
use crate::{Edition, Results, remarks::low_score};

/// Sites that can be opened, and rows written out of those that failed: more would make a page that no browser opens in time.
const DETAILED: usize = 5_000;

/// Positions of clauses and tables in the data.
pub(super) struct Clauses<'a>(&'a Standard);

impl Clauses<'_> {
    /// A clause that the standard does not have stands behind all others.
    pub(super) fn position(&self, key: &str) -> usize {
        self.0.clauses.iter().position(|clause| clause.key == key).unwrap_or(self.0.clauses.len())
    }

    pub(super) fn table(&self, name: &str) -> usize {
        TABLES.iter().position(|table| table.name == name).unwrap_or(TABLES.len())
    }
}

/// What the script knows of all sites before one is opened.
#[derive(Serialize)]
struct List {
    clauses: Vec<rules::Rule>,
    tables: Vec<&'static str>,
    sites: Vec<Site>,
}

/// A site in the list; one that cannot be opened has its verdict alone.
#[derive(Default, Serialize)]
struct Site {
    code: String,
    name: String,
    division: String,
    sponsor: String,
    group: String,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failed: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    worst: Option<Worst>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
}

/// The clause that is nearest to its limit, or farthest beyond.
#[derive(Serialize)]
struct Worst {
    clause: usize,
    /// Measured ÷ limit in thousandths.
    ratio: u64,
    measure: MeasureData,
}

/// Adds the list, and a block for each site that is read when the site is opened.
pub(super) fn push(page: &mut String, results: &Results<'_>) -> Result<(), HtmlError> {
    let census = results.census;
    let scores: Vec<Option<String>> = v1::Census::from(census).verdicts.into_iter().map(|verdict| verdict.score).collect();
    let mut scores = scores.into_iter();
    let detailed = detailed(&census.sites);
    let sites = census.sites.iter().enumerate().map(|(position, site)| {
        let score = if matches!(site.result, Decision::Judged(_)) { scores.next().flatten() } else { None };
        let listed = Site { score, ..listed(site, results) };
        if detailed.contains(&position) { nearest(listed, site, &census.standard) } else { listed }
    });
    let list =
        List { clauses: rules::rules(&census.standard, results.edition), tables: TABLES.iter().map(|table| table.heading).collect(), sites: sites.collect() };
    frame::push_data(page, "sites", &list)?;
    let evidence = Evidence::of(results.findings, &detailed.iter().map(|position| &*census.sites[*position].site_code).collect(), HELD);
    let details = Details { results, evidence, clauses: Clauses(&census.standard) };
    for position in detailed {
        frame::push_data(page, &format!("site-{position}"), &details.of(&census.sites[position]))?;
    }
    Ok(())
}

/// Positions of the sites that can be opened: those that failed before those that nobody could judge, then the others.
fn detailed(sites: &[SiteResult]) -> BTreeSet<usize> {
    let rank = |site: &SiteResult| match &site.result {
        Decision::Judged(verdict) if verdict.status == Status::Unqualified => 0,
        Decision::Judged(verdict) if verdict.status == Status::NotAssessed => 1,
        Decision::Judged(_) => 2,
        Decision::Excluded(_) => 3,
    };
    let mut positions: Vec<usize> = (0..sites.len()).collect();
    positions.sort_by_key(|position| rank(&sites[*position]));
    positions.into_iter().take(DETAILED).collect()
}

/// How many sites can be opened.
pub(super) fn count_detailed(results: &Results<'_>) -> usize {
    results.census.sites.len().min(DETAILED)
}

fn listed(site: &SiteResult, results: &Results<'_>) -> Site {
    let edition = results.edition;
    let shown = |text: &str| name(edition, text);
    let (verdict, failed) = match &site.result {
        Decision::Excluded(_) => ("excluded", Vec::new()),
        Decision::Judged(verdict) => (verdict.status.code(), failed(verdict, &results.census.standard)),
    };
    let place = site.place.as_ref();
    Site {
        code: id(edition, &site.site_code),
        name: shown(&site.site_name),
        division: place.map(|place| shown(&place.division)).unwrap_or_default(),
        sponsor: place.map(|place| shown(&place.sponsor)).unwrap_or_default(),
        group: place.map(|place| format!("{}{}", place.level.chinese(), place.role.chinese())).unwrap_or_default(),
        verdict,
        failed,
        ..Site::default()
    }
}

/// The site with the clause that is nearest to its limit.
fn nearest(listed: Site, site: &SiteResult, standard: &Standard) -> Site {
    let Decision::Judged(verdict) = &site.result else { return listed };
    Site { worst: worst(verdict, standard), ..listed }
}

/// Failed clauses, those that only report as well.
fn failed(verdict: &Verdict, standard: &Standard) -> Vec<usize> {
    let failed = verdict.outcomes.iter().filter(|(_, outcome)| outcome.judgement == Judgement::Fail);
    failed.map(|(key, _)| Clauses(standard).position(key)).collect()
}

fn worst(verdict: &Verdict, standard: &Standard) -> Option<Worst> {
    let measured = standard.vetoes().filter_map(|clause| verdict.outcome(&clause.key)?.measure.map(|measure| (clause, measure)));
    let thousandths = |(above, below): (u128, u128)| u64::try_from(above * 1_000 / below.max(1)).unwrap_or(u64::MAX);
    let worst = measured.map(|(clause, measure)| Worst {
        clause: Clauses(standard).position(&clause.key),
        ratio: thousandths(measure.ratio()),
        measure: measure.into(),
    });
    worst.reduce(|worst, other| if other.ratio > worst.ratio { other } else { worst })
}

/// Each failed veto of each site, and each score below the pass mark, for a reader without the script and for the printer: the first
/// ones, and how many there are.
pub(super) fn unqualified(results: &Results<'_>) -> (Vec<[String; 5]>, usize) {
    let (standard, edition) = (&results.census.standard, results.edition);
    let (mut rows, mut total) = (Vec::new(), 0);
    for site in &results.census.sites {
        let Decision::Judged(verdict) = &site.result else { continue };
        let division = site.place.as_ref().map(|place| name(edition, &place.division)).unwrap_or_default();
        let failed = standard.vetoes().filter_map(|clause| verdict.outcome(&clause.key).map(|outcome| (&clause.key, outcome)));
        for (key, outcome) in failed.filter(|(_, outcome)| outcome.judgement == Judgement::Fail) {
            total += 1;
            rows.extend((total <= DETAILED).then(|| row(site, &division, key, outcome, standard, edition)));
        }
        if let (Some(ground), Some(clause)) = (low_score(verdict, standard), standard.clause_of("pass_mark")) {
            total += 1;
            let row = || [id(edition, &site.site_code), name(edition, &site.site_name), division, name(edition, &clause.title), ground];
            rows.extend((total <= DETAILED).then(row));
        }
    }
    (rows, total)
}

fn row(site: &SiteResult, division: &str, key: &str, outcome: &Outcome, standard: &Standard, edition: Edition) -> [String; 5] {
    let (code, title) = (id(edition, &site.site_code), name(edition, words::clause(standard, key)));
    [code, name(edition, &site.site_name), division.to_string(), title, words::measured(key, outcome, standard)]
}
