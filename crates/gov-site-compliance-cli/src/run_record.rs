//! `run.json`: what `census.json` must not hold since it differs from run to run — versions, times, files, row counts.

use gov_site_compliance::{Standard, census::Header};
use gov_site_tables::{ReadReport, TableReport};
use serde_json::{Value, json};

use crate::{evidence::Opened, failure::Failure};

/// The record of one run. Files whose digest reading did not bring along are read again for it.
pub fn record(opened: &Opened, report: &ReadReport, header: &Header, draft: bool, started: chrono::DateTime<chrono::Utc>) -> Result<Value, Failure> {
    let tables = report.tables.iter().map(|table| table_record(opened, table)).collect::<Result<Vec<_>, _>>()?;
    Ok(json!({
        "program": { "name": "gov-site-compliance", "version": env!("CARGO_PKG_VERSION") },
        "started_at": started.to_rfc3339(),
        "finished_at": chrono::Utc::now().to_rfc3339(),
        "folder": opened.folder.dir().display().to_string(),
        "checkpoint": opened.setup.header.checkpoint,
        "reconstruction": header.reconstruction,
        "draft": draft,
        "standard": standard(&opened.setup.standard),
        "standard_in_force": opened.setup.standard.in_force(opened.setup.header.checkpoint),
        "tables": tables,
        "rejected_by_code": report.rejected_by_code,
        "dropped_headings": report.dropped_headings.iter().map(|(file, heading)| json!({ "file": file, "heading": heading })).collect::<Vec<_>>(),
        "unknown_files": report.unknown_files,
        "skipped_sheets": report.skipped_sheets,
        "declared_without_file": opened.declared_without_file(),
        "rows_after_checkpoint": report.after_checkpoint,
    }))
}

fn table_record(opened: &Opened, table: &TableReport) -> Result<Value, Failure> {
    let mut record = json!({ "table": table.table, "file": table.file, "rows": table.rows, "accepted": table.accepted, "rejected": table.rejected,
        "collapsed": table.collapsed });
    if let (Some(record), Value::Object(carried)) = (record.as_object_mut(), carried(table)) {
        record.extend(carried);
    }
    if !table.sha256.is_empty() {
        record["sha256"] = json!(table.sha256);
        return Ok(record);
    }
    let parts = opened.folder.files(table.table).map_or(&[][..], |files| &files.files);
    let digests = parts.iter().map(|part| Ok((part.name.as_str(), opened.folder.digest(&part.name)?))).collect::<Result<Vec<_>, Failure>>()?;
    match digests.as_slice() {
        [(_, digest)] => record["sha256"] = json!(digest),
        _ => record["parts"] = digests.iter().map(|(file, digest)| json!({ "file": file, "sha256": digest })).collect(),
    }
    Ok(record)
}

/// How a table was carried: what it has none of is left out.
pub fn carried(table: &TableReport) -> Value {
    let mut carried = json!({ "format": table.format });
    let texts = [("encoding", table.encoding), ("delimiter", table.delimiter), ("sheet", &table.sheet)];
    texts.into_iter().filter(|(_, text)| !text.is_empty()).for_each(|(key, text)| carried[key] = json!(text));
    if table.heading_row > 0 {
        carried["heading_row"] = json!(table.heading_row);
    }
    if !table.rows_above.is_empty() {
        carried["rows_above"] = json!(table.rows_above);
    }
    if !table.headings.is_empty() {
        carried["headings"] = table.headings.iter().map(|(heading, field)| json!({ "heading": heading, "field": field })).collect();
    }
    carried
}

fn standard(standard: &Standard) -> Value {
    let overrides: Vec<_> = standard
        .overrides
        .iter()
        .map(|change| json!({ "figure": change.figure, "was": change.was, "is": change.is, "file": change.origin.file, "line": change.origin.line }))
        .collect();
    json!({ "id": standard.id, "revision": standard.revision, "digest": standard.digest, "chain": standard.chain, "overrides": overrides })
}
