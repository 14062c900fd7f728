//! What the service answers: the exchanged form of a census, with what led to it.

use axum::http::{HeaderName, header};
use gov_site_compliance::{Reject, wire::v1};
use gov_site_tables::ReadReport;
use schemars::JsonSchema;
use serde::Serialize;

/// Answer of `POST /v1/census`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CensusAnswer {
    /// The census, as `census.json` of the command line has it.
    pub census: v1::Census,
    /// What led to it.
    pub evidence: Evidence,
}

/// Answer of `POST /v1/site`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteAnswer {
    /// The standard that was applied.
    pub standard: v1::StandardRef,
    /// The day at whose end everything is judged.
    pub checkpoint: String,
    /// The verdict, null when the site is left out of the census.
    pub verdict: Option<v1::Verdict>,
    /// Why the site is left out, null when it was judged.
    pub excluded: Option<v1::Excluded>,
    /// What a reader must know beside the verdict.
    pub warnings: Vec<v1::Warning>,
    /// What led to it.
    pub evidence: Evidence,
}

/// Rows that decided, rows that could not be used, rows that were read.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Evidence {
    /// All findings.
    pub findings_total: u64,
    /// The first of them in the order of the sites.
    pub findings: Vec<v1::Finding>,
    /// All rejected rows.
    pub rejected_total: u64,
    /// The first of them in the order of reading.
    pub rejected: Vec<RejectedRow>,
    /// What became of the rows of each table.
    pub tables: Vec<TableCount>,
}

/// A row that could not be used: it widens what is possible and decides nothing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RejectedRow {
    /// The table.
    pub table: &'static str,
    /// Number of the row in the list, from 1.
    pub row: u64,
    /// The field at fault, empty when the whole row is.
    pub field: &'static str,
    /// Why, as docs/REJECTS.md lists it.
    pub code: &'static str,
    /// Why, as officials read it.
    pub reason: &'static str,
    /// What was expected, in Chinese.
    pub expected: String,
    /// The value, as far as it may be shown.
    pub original: String,
}

/// What became of the rows of a table: `rows` is the sum of the three behind it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TableCount {
    /// The table.
    pub table: &'static str,
    /// Rows with any value.
    pub rows: u64,
    /// Rows that count.
    pub accepted: u64,
    /// Rows that could not be used.
    pub rejected: u64,
    /// Rows identical to another one.
    pub collapsed: u64,
    /// Rows without any value.
    pub blank: u64,
}

/// A standard that requests may name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StandardSummary {
    /// Identifier; `id@revision` names one revision.
    pub id: String,
    /// Revision.
    pub revision: u32,
    /// SHA-256 of the resolved form.
    pub digest: String,
    /// Title.
    pub title: String,
    /// Document number.
    pub document: String,
    /// Bases, the first base first.
    pub chain: Vec<String>,
    /// First day in force, null when that is open.
    pub in_force_from: Option<String>,
    /// Last day in force, null while it is.
    pub in_force_to: Option<String>,
}

/// Answer of `GET /healthz`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Health {
    /// Always `ok`: a service that does not answer is not.
    pub status: &'static str,
    /// Requests that are being judged.
    pub judging: usize,
    /// Requests that wait for a worker.
    pub waiting: usize,
}

impl SiteAnswer {
    /// The answer on the one site of a census.
    pub fn of(census: v1::Census, evidence: Evidence) -> SiteAnswer {
        SiteAnswer {
            standard: census.standard,
            checkpoint: census.checkpoint,
            verdict: census.verdicts.into_iter().next(),
            excluded: census.excluded.into_iter().next(),
            warnings: census.warnings,
            evidence,
        }
    }
}

impl From<&Reject> for RejectedRow {
    fn from(reject: &Reject) -> RejectedRow {
        RejectedRow {
            table: reject.table,
            row: reject.place.row,
            field: reject.column,
            code: reject.code.code(),
            reason: reject.code.reason(),
            expected: reject.expected.to_string(),
            original: reject.original.clone(),
        }
    }
}

/// Counts of all tables.
pub(crate) fn counts(report: &ReadReport) -> Vec<TableCount> {
    let tables = report.tables.iter().map(|table| TableCount {
        table: table.table,
        rows: table.rows,
        accepted: table.accepted,
        rejected: table.rejected,
        collapsed: table.collapsed,
        blank: table.blank,
    });
    tables.collect()
}

/// A body of JSON with its heading.
pub(crate) type Json = ([(HeaderName, &'static str); 1], Vec<u8>);

/// Writes a value as a body.
pub(crate) fn json(value: &impl Serialize) -> Json {
    // Only maps with keys that are no texts cannot be written, and there are none.
    written(serde_json::to_vec(value).unwrap_or_default())
}

/// A body that is written already.
pub(crate) fn written(body: Vec<u8>) -> Json {
    ([(header::CONTENT_TYPE, "application/json")], body)
}
