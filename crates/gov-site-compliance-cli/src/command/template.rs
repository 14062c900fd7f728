//! Writes templates that an office fills in: one workbook with a sheet a table, and the settings beside it.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use gov_site_compliance::{TABLES, Table};
use gov_site_report::xlsx;

use crate::{args::TemplateArgs, failure::Failure, screen::Screen};

const WORKBOOK: &str = "census.xlsx";
/// Settings that go beside the workbook, every line of them a comment.
const SETTINGS: [(&str, &str); 2] = [("census.toml", include_str!("template/census.toml")), ("notice.toml", include_str!("template/notice.toml"))];

pub fn run(args: &TemplateArgs, screen: &mut Screen) -> Result<(), Failure> {
    let tables = chosen(&args.table)?;
    let workbook = xlsx::template(&tables).map_err(Failure::input)?;
    fs::create_dir_all(&args.dir).map_err(|error| Failure::at(&args.dir, error))?;
    if !write_new(&args.dir.join(WORKBOOK), &workbook)? {
        let text = format!("{}: is there already and may be filled in; move it away or choose another folder", args.dir.join(WORKBOOK).display());
        return Err(Failure::input_text(text));
    }
    let names: Vec<_> = tables.iter().map(|table| format!("{} {}", table.heading, table.name)).collect();
    writeln!(screen, "{}: {} tables: {}", args.dir.join(WORKBOOK).display(), tables.len(), names.join(", "))?;
    for (name, text) in SETTINGS {
        let path = args.dir.join(name);
        let remark = if write_new(&path, text.as_bytes())? { "settings, all commented out" } else { "is there already, left as it is" };
        writeln!(screen, "{}: {remark}", path.display())?;
    }
    if !cfg!(feature = "xlsx") {
        writeln!(screen, "\n! this program was built without workbooks of Excel and cannot read {WORKBOOK} back; build it with `--features xlsx`")?;
    }
    Ok(writeln!(screen, "\nNext: fill in {WORKBOOK} and census.toml, then run `gov-site-compliance check {}`", args.dir.display())?)
}

/// The tables that were asked for, by name or Chinese name, in the order of the data dictionary; all without a wish.
fn chosen(names: &[String]) -> Result<Vec<&'static Table>, Failure> {
    let is_named = |table: &Table, name: &str| table.name.eq_ignore_ascii_case(name) || table.heading == name;
    if let Some(unknown) = names.iter().find(|name| !TABLES.iter().any(|table| is_named(table, name))) {
        let known: Vec<_> = TABLES.iter().map(|table| table.name).collect();
        return Err(Failure::input_text(format!("--table {unknown}: there is no such table; the tables are {}", known.join(", "))));
    }
    Ok(TABLES.iter().copied().filter(|table| names.is_empty() || names.iter().any(|name| is_named(table, name))).collect())
}

/// Writes a file that is not there yet; false where it is.
fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let mut file = match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
        Err(error) => return Err(Failure::at(path, error)),
    };
    file.write_all(bytes).map_err(|error| Failure::at(path, error))?;
    Ok(true)
}
