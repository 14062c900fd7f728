//! Reads a folder and says what is wrong with its rows.

use gov_site_compliance::{Reject, RejectCode};
use serde_json::json;

use crate::{
    args::CheckArgs,
    evidence::{Case, refuse_rejects},
    failure::Failure,
    progress::Line,
};

/// Rejected rows that are shown one by one.
const SHOWN: usize = 50;

/// Keeps the first rejected rows for people.
#[derive(Default)]
struct First(Vec<Reject>);

impl gov_site_tables::RejectSink for First {
    fn reject(&mut self, reject: &Reject) -> std::io::Result<()> {
        if self.0.len() < SHOWN {
            self.0.push(reject.clone());
        }
        Ok(())
    }
}

pub fn run(args: &CheckArgs) -> Result<(), Failure> {
    let case = Case::open(&args.input)?;
    let mut first = First::default();
    let line = Line::new();
    let evidence = case.read(&mut first, &line)?;
    drop(line);
    let report = &evidence.report;
    if args.input.json {
        let tables: Vec<_> = report
            .tables
            .iter()
            .map(|table| json!({ "table": table.table, "file": table.file, "rows": table.rows, "accepted": table.accepted, "rejected": table.rejected, "collapsed": table.collapsed }))
            .collect();
        let rejects: Vec<_> = first.0.iter().map(reject_json).collect();
        println!("{}", json!({ "tables": tables, "rejected_by_code": report.rejected_by_code, "dropped_headings": report.dropped_headings, "unknown_files": report.unknown_files, "first_rejected": rejects }));
    } else {
        show(&case, report, &first.0);
    }
    refuse_rejects(&args.input, &evidence, "the rows above")
}

fn reject_json(reject: &Reject) -> serde_json::Value {
    json!({ "file": reject.place.file, "row": reject.place.row, "column": reject.column, "code": reject.code.code(), "reason": reject.code.reason(),
        "expected": reject.expected, "original": reject.original, "remedy": reject.code.remedy() })
}

fn show(case: &Case, report: &gov_site_tables::ReadReport, first: &[Reject]) {
    println!("{}  checkpoint {}  standard {}@{}", case.folder.dir().display(), case.header.checkpoint, case.standard.id, case.standard.revision);
    for table in &report.tables {
        println!("  {:16} {:>9} rows  {:>9} accepted  {:>7} rejected  {:>7} identical", table.file, table.rows, table.accepted, table.rejected, table.collapsed);
    }
    for (file, heading) in &report.dropped_headings {
        println!("dropped: {file} has a heading that no table knows: {heading} (map it under [headings] in census.toml)");
    }
    for file in &report.unknown_files {
        println!("ignored: {file} is no table of a census");
    }
    for (code, rows) in &report.rejected_by_code {
        let known = RejectCode::ALL.iter().find(|known| known.code() == *code);
        println!("rejected {rows} × {code}: {}; {}", known.map_or("", |code| code.reason()), known.map_or("", |code| code.remedy()));
    }
    for reject in first {
        println!("  {}:{} {} {} `{}` expected {}", reject.place.file, reject.place.row, reject.column, reject.code, reject.original, reject.expected);
    }
    let (rejected, shown) = (report.rejected(), first.len() as u64);
    if rejected > shown {
        println!("  and {} more: census --out DIR writes them all to rejected.csv", rejected - shown);
    }
    println!("{}", if rejected == 0 { "every row can be used" } else { "rows that are rejected widen what is possible and decide nothing" });
}
