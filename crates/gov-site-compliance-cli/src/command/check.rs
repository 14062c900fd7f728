//! Reads a folder and says what is wrong with its rows.

use std::io::{self, Write};

use gov_site_compliance::{Reject, RejectCode};
use gov_site_report::{Audience, Edition, plain};
use gov_site_tables::TableReport;
use serde_json::json;

use crate::{
    args::CheckArgs,
    evidence::{Opened, refuse_rejects, remarks_on_input},
    failure::Failure,
    progress::Line,
    run_record::carried,
    screen::Screen,
};

/// Rejected rows that are shown one by one.
const SHOWN: usize = 50;

/// Keeps the first rejected rows for people, as the edition may show them.
struct First(Vec<Reject>, Edition);

impl gov_site_tables::RejectSink for First {
    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        if self.0.len() < SHOWN {
            let mut shown = reject.clone();
            self.1.reject(&mut shown);
            self.0.push(shown);
        }
        Ok(())
    }
}

pub fn run(args: &CheckArgs, screen: &mut Screen) -> Result<(), Failure> {
    let opened = Opened::of(&args.input)?;
    let mut first = First(Vec::new(), edition(args));
    let line = Line::new();
    let evidence = opened.read(&mut first, &line)?;
    drop(line);
    let report = &evidence.report;
    if args.input.json {
        let tables: Vec<_> = report.tables.iter().map(table_json).collect();
        let rejects: Vec<_> = first.0.iter().map(reject_json).collect();
        let all = json!({
            "tables": tables, "rejected_by_code": report.rejected_by_code, "dropped_headings": report.dropped_headings,
            "unknown_files": report.unknown_files, "skipped_sheets": report.skipped_sheets, "declared_without_file": opened.declared_without_file(), "first_rejected": rejects,
        });
        writeln!(screen, "{all}")?;
    } else {
        show(screen, &opened, report, &first.0)?;
    }
    refuse_rejects(&args.input, &evidence, "the rows above")
}

fn edition(args: &CheckArgs) -> Edition {
    Edition { draft: false, audience: if args.internal { Audience::Internal } else { Audience::Office } }
}

/// What was read of a table, how, and what became of its headings and rows.
fn table_json(table: &TableReport) -> serde_json::Value {
    let mut all = json!({ "table": table.table, "file": table.file, "rows": table.rows, "accepted": table.accepted, "rejected": table.rejected,
        "collapsed": table.collapsed, "blank": table.blank });
    if let (Some(all), serde_json::Value::Object(carried)) = (all.as_object_mut(), carried(table)) {
        all.extend(carried);
    }
    all
}

fn reject_json(reject: &Reject) -> serde_json::Value {
    json!({ "file": reject.place.file, "row": reject.place.row, "column": reject.column, "code": reject.code.code(), "reason": reject.code.reason(),
        "expected": reject.expected, "original": reject.original, "remedy": reject.code.remedy() })
}

fn show_table(screen: &mut Screen, table: &TableReport) -> io::Result<()> {
    writeln!(
        screen,
        "  {:16} {:>9} rows  {:>9} accepted  {:>7} rejected  {:>7} identical",
        plain(&table.file),
        table.rows,
        table.accepted,
        table.rejected,
        table.collapsed
    )?;
    show_carried(screen, table)
}

/// How a table was read, below its counts: what was assumed and which heading was taken for which field.
fn show_carried(screen: &mut Screen, table: &TableReport) -> io::Result<()> {
    let between = if table.delimiter == "comma" || table.delimiter.is_empty() { String::new() } else { format!(", {} between cells", table.delimiter) };
    let encoding = if table.encoding.is_empty() { String::new() } else { format!(" in {}", table.encoding) };
    let headings = match table.heading_row {
        0 => String::new(),
        1 => ", headings in row 1".into(),
        row => format!(", headings in row {row}, {} above skipped", if row == 2 { "1 row".into() } else { format!("{} rows", row - 1) }),
    };
    let blank = if table.blank == 0 { String::new() } else { format!(", {} blank", table.blank) };
    writeln!(screen, "    {}{encoding}{between}{headings}{blank}", table.format)?;
    let foreign: Vec<_> =
        table.headings.iter().filter(|(heading, field)| heading != field).map(|(heading, field)| format!("{} → {field}", plain(heading))).collect();
    if foreign.is_empty() { Ok(()) } else { writeln!(screen, "    {}", foreign.join(", ")) }
}

fn show(screen: &mut Screen, opened: &Opened, report: &gov_site_tables::ReadReport, first: &[Reject]) -> io::Result<()> {
    writeln!(
        screen,
        "{}  checkpoint {}  standard {}@{}",
        opened.folder.dir().display(),
        opened.setup.header.checkpoint,
        opened.setup.standard.id,
        opened.setup.standard.revision
    )?;
    for table in &report.tables {
        show_table(screen, table)?;
    }
    remarks_on_input(screen, opened, report)?;
    for (code, rows) in &report.rejected_by_code {
        let known = RejectCode::ALL.iter().find(|known| known.code() == *code);
        writeln!(screen, "rejected {rows} × {code}: {}; {}", known.map_or("", |code| code.reason()), known.map_or("", |code| code.remedy()))?;
    }
    for reject in first {
        writeln!(
            screen,
            "  {}:{} {} {} `{}` expected {}",
            plain(&reject.place.file),
            reject.place.row,
            reject.column,
            reject.code,
            plain(&reject.original),
            plain(&reject.expected)
        )?;
    }
    let (rejected, shown) = (report.rejected(), first.len() as u64);
    if rejected > shown {
        writeln!(
            screen,
            "  and {} more: `gov-site-compliance census {} --out DIR` writes them all to rejected.csv",
            rejected - shown,
            opened.folder.dir().display()
        )?;
    }
    writeln!(screen, "{}", if rejected == 0 { "every row can be used" } else { "rows that are rejected widen what is possible and decide nothing" })
}
