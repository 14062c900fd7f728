//! One site in its exchanged form: verdict or exclusion, with everything it rests on.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use super::{Excluded, SCHEMA_VERSION, StandardRef, Verdict, Warning, from_census};
use crate::{
    census::{self, Decision, Header, SiteResult},
    indicator, ingest, standard,
    verdict::Status,
};

/// What came of one site, to be kept and read by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteVerdict {
    /// Always 1 here.
    pub schema_version: u32,
    /// The day at whose end it was judged.
    pub checkpoint: String,
    /// Last day of the visit week.
    pub visits_until: String,
    /// The standard that was applied.
    pub standard: StandardRef,
    /// The site.
    pub site_code: String,
    /// Its name.
    pub site_name: String,
    /// `qualified`, `unqualified`, `not_assessed` or `excluded`.
    pub verdict: String,
    /// The verdict, null for an excluded site.
    pub judged: Option<Verdict>,
    /// The exclusion, null for a judged site.
    pub excluded: Option<Excluded>,
    /// What was counted.
    pub findings: Vec<Finding>,
    /// What a reader must know beside the verdict.
    pub warnings: Vec<Warning>,
    /// Rows that could not be used.
    pub rejected: Vec<Reject>,
}

/// One thing that an indicator counted, with the natural key of its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// The site.
    pub site_code: String,
    /// Key of the clause.
    pub clause: String,
    /// Table of the evidence.
    pub table: String,
    /// Key of the row in that table.
    pub key: String,
    /// Whether it is proven, or only possible.
    pub certain: bool,
    /// The day that it is about.
    pub day: Option<String>,
    /// What was found, in Chinese.
    pub detail: String,
    /// Where the supplier has the row from.
    pub source_ref: Option<String>,
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    /// Its table.
    pub table: String,
    /// Its row in the table, from 1.
    pub row: u64,
    /// Field at fault, empty when the whole row is.
    pub column: String,
    /// Code of the reason.
    pub code: String,
    /// The reason in Chinese.
    pub reason: String,
    /// What was expected.
    pub expected: String,
    /// The text of the cell, as far as it may be shown.
    pub original: String,
}

impl SiteVerdict {
    /// The exchanged form of what came of a site.
    pub fn of(
        site: &SiteResult,
        findings: &[indicator::Finding],
        warnings: &[census::Warning],
        rejected: &[ingest::Reject],
        header: &Header,
        standard: &standard::Standard,
    ) -> SiteVerdict {
        let (status, judged, excluded) = match &site.result {
            Decision::Judged(verdict) => (Status::code(verdict.status), Some(from_census::verdict(verdict, standard)), None),
            Decision::Excluded(exclusion) => ("excluded", None, Some(from_census::excluded((site, exclusion)))),
        };
        SiteVerdict {
            schema_version: SCHEMA_VERSION,
            checkpoint: alloc::format!("{}", header.checkpoint),
            visits_until: alloc::format!("{}", header.visits_until),
            standard: from_census::standard_ref(standard, header.checkpoint),
            site_code: site.site_code.clone(),
            site_name: site.site_name.clone(),
            verdict: status.into(),
            judged,
            excluded,
            findings: findings.iter().map(Finding::from).collect(),
            warnings: warnings.iter().map(Warning::from).collect(),
            rejected: rejected.iter().map(Reject::from).collect(),
        }
    }
}

impl From<&indicator::Finding> for Finding {
    fn from(finding: &indicator::Finding) -> Finding {
        Finding {
            site_code: finding.site_code.clone(),
            clause: finding.clause.clone(),
            table: finding.table.into(),
            key: finding.key.clone(),
            certain: finding.certain,
            day: finding.day.map(|day| alloc::format!("{day}")),
            detail: finding.detail.clone(),
            source_ref: finding.source_ref.clone(),
        }
    }
}

impl From<&ingest::Reject> for Reject {
    fn from(reject: &ingest::Reject) -> Reject {
        Reject {
            table: reject.table.into(),
            row: reject.place.row,
            column: reject.column.into(),
            code: reject.code.code().into(),
            reason: reject.code.reason().into(),
            expected: reject.expected.as_ref().into(),
            original: reject.original.clone(),
        }
    }
}
