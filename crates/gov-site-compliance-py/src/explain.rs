//! Why one site has its verdict: text, and the verdict as JSON.

use gov_site_compliance::{Plan, wire::v1::SiteVerdict};
use gov_site_report::{Audience, Edition, explain};
use gov_site_tables::{FindingRows, INTERNAL_FIELDS, Stop};

use crate::{
    census::{Census, Evidence},
    error::{Failure, InputError},
};

/// Where the rows are that stand under findings.
pub struct Sources {
    pub evidence: Evidence,
    pub plan: Plan,
}

/// Explains a site of a census, with its rows where they are at hand, as the audience may see it.
pub fn site(census: &Census, site_code: &str, sources: Option<&Sources>, audience: Audience, stop: &Stop) -> Result<(String, String), Failure> {
    let judged = &census.judged;
    let Ok(position) = judged.sites.binary_search_by(|site| site.site_code.as_str().cmp(site_code)) else {
        return Err(InputError::new_err(format!("there is no site `{site_code}` in the census; look up its code in `verdicts`")).into());
    };
    let site = &judged.sites[position];
    let findings = census.read_findings(&|code, _| code == site_code)?;
    let edition = Edition { draft: false, audience };
    let hidden = if audience == Audience::Internal { &[] } else { INTERNAL_FIELDS };
    let rows = match sources {
        None => FindingRows::new(),
        Some(Sources { evidence: Evidence::Folder(folder), plan }) => folder.rows_of_findings(plan, site_code, &findings, hidden, stop)?,
        Some(Sources { evidence: Evidence::Frames(frames), plan }) => frames.rows_of_findings(plan, site_code, &findings, hidden, stop)?,
    };
    let warnings: Vec<_> = judged.warnings.iter().filter(|warning| warning.site_code.as_deref() == Some(site_code)).cloned().collect();
    let mut text = explain::site(site, &judged.header, &judged.standard, &findings, &rows, edition);
    warnings.iter().for_each(|warning| text.push_str(&format!("warning: {}\n", edition.shown(&warning.text))));
    let verdict = SiteVerdict::of(site, &findings, &warnings, &[], &judged.header, &judged.standard);
    Ok((text, serde_json::to_string(&verdict)?))
}
