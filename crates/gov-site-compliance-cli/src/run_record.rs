//! `run.json`: what `census.json` must not hold since it differs from run to run — versions, times, files, row counts.

use gov_site_compliance::Standard;
use gov_site_tables::ReadReport;
use serde_json::{Value, json};

use crate::evidence::Case;

/// The record of one run.
pub fn record(case: &Case, report: &ReadReport, reconstruction: bool, started: chrono::DateTime<chrono::Utc>) -> Value {
    let tables: Vec<_> = report
        .tables
        .iter()
        .map(|table| {
            json!({ "table": table.table, "file": table.file, "sha256": table.sha256, "rows": table.rows,
                "accepted": table.accepted, "rejected": table.rejected, "collapsed": table.collapsed })
        })
        .collect();
    json!({
        "program": { "name": "gov-site-compliance", "version": env!("CARGO_PKG_VERSION") },
        "started_at": started.to_rfc3339(),
        "finished_at": chrono::Utc::now().to_rfc3339(),
        "folder": case.folder.dir().display().to_string(),
        "checkpoint": case.header.checkpoint,
        "reconstruction": reconstruction,
        "standard": standard(&case.standard),
        "standard_in_force": case.standard.in_force(case.header.checkpoint),
        "tables": tables,
        "rejected_by_code": report.rejected_by_code,
        "dropped_headings": report.dropped_headings.iter().map(|(file, heading)| json!({ "file": file, "heading": heading })).collect::<Vec<_>>(),
        "unknown_files": report.unknown_files,
        "declared_without_file": case.declared_without_file(),
        "rows_after_checkpoint": report.after_checkpoint,
    })
}

fn standard(standard: &Standard) -> Value {
    let overrides: Vec<_> = standard
        .overrides
        .iter()
        .map(|change| json!({ "figure": change.figure, "was": change.was, "is": change.is, "file": change.origin.file, "line": change.origin.line }))
        .collect();
    json!({ "id": standard.id, "revision": standard.revision, "digest": standard.digest, "chain": standard.chain, "overrides": overrides })
}
