//! The list of sites: data for the script, and the unqualified ones written out.

use gov_site_compliance::{
    Outcome, Standard, TABLES, Verdict,
    census::{Decision, SiteResult},
    indicator::Judgement,
    wire::v1,
};
use serde::Serialize;

use super::{
    HtmlError,
    detail::{Details, MeasureData},
    evidence::{Evidence, HELD},
    frame, rules,
    texts::name,
    words,
};
use crate::{Edition, Results, remarks::low_score};

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

#[derive(Serialize)]
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
    let sites = census.sites.iter().map(|site| {
        let score = if matches!(site.result, Decision::Judged(_)) { scores.next().flatten() } else { None };
        Site { score, ..listed(site, results) }
    });
    let list =
        List { clauses: rules::rules(&census.standard, results.edition), tables: TABLES.iter().map(|table| table.heading).collect(), sites: sites.collect() };
    frame::push_data(page, "sites", &list)?;
    let details = Details { results, evidence: Evidence::of(results.findings, HELD), clauses: Clauses(&census.standard) };
    for (position, site) in census.sites.iter().enumerate() {
        frame::push_data(page, &format!("site-{position}"), &details.of(site))?;
    }
    Ok(())
}

fn listed(site: &SiteResult, results: &Results<'_>) -> Site {
    let edition = results.edition;
    let shown = |text: &str| name(edition, text);
    let (verdict, failed, worst) = match &site.result {
        Decision::Excluded(_) => ("excluded", Vec::new(), None),
        Decision::Judged(verdict) => (verdict.status.code(), failed(verdict, &results.census.standard), worst(verdict, &results.census.standard)),
    };
    let place = site.place.as_ref();
    Site {
        code: shown(&site.site_code),
        name: shown(&site.site_name),
        division: place.map(|place| shown(&place.division)).unwrap_or_default(),
        sponsor: place.map(|place| shown(&place.sponsor)).unwrap_or_default(),
        group: place.map(|place| format!("{}{}", place.level.chinese(), place.role.chinese())).unwrap_or_default(),
        verdict,
        failed,
        worst,
        score: None,
    }
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

/// Each failed veto of each site, and each score below the pass mark, for a reader without the script and for the printer.
pub(super) fn unqualified(results: &Results<'_>) -> Vec<[String; 5]> {
    let (standard, edition) = (&results.census.standard, results.edition);
    let mut rows = Vec::new();
    for site in &results.census.sites {
        let Decision::Judged(verdict) = &site.result else { continue };
        let division = site.place.as_ref().map(|place| name(edition, &place.division)).unwrap_or_default();
        let failed = standard.vetoes().filter_map(|clause| verdict.outcome(&clause.key).map(|outcome| (&clause.key, outcome)));
        for (key, outcome) in failed.filter(|(_, outcome)| outcome.judgement == Judgement::Fail) {
            rows.push(row(site, &division, key, outcome, standard, edition));
        }
        if let (Some(ground), Some(clause)) = (low_score(verdict, standard), standard.clause_of("pass_mark")) {
            rows.push([name(edition, &site.site_code), name(edition, &site.site_name), division, name(edition, &clause.title), ground]);
        }
    }
    rows
}

fn row(site: &SiteResult, division: &str, key: &str, outcome: &Outcome, standard: &Standard, edition: Edition) -> [String; 5] {
    let (code, title) = (name(edition, &site.site_code), name(edition, words::clause(standard, key)));
    [code, name(edition, &site.site_name), division.to_string(), title, words::measured(key, outcome, standard)]
}
