//! Census folders of the repository, as the bodies that a caller would send.

use std::path::{Path, PathBuf};

use gov_site_compliance::{Finding, TABLES, Table, wire::v1};
use gov_site_tables::{Folder, Setup};
use serde_json::{Map, Value, json};

/// A file or folder of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// Every case folder that is judged by a standard which ships with the crates; the service takes no files of a caller.
pub fn cases() -> Vec<PathBuf> {
    let folders = |dir: PathBuf| dir.read_dir().unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect::<Vec<_>>();
    let mut cases: Vec<PathBuf> = folders(repository("tests/cases")).into_iter().flat_map(folders).collect();
    cases.retain(|case| case.join("census.toml").exists() && !case.join("ours.toml").exists());
    cases.sort();
    cases
}

/// The body that a caller would send for a census folder.
pub fn body_of(dir: &Path) -> Value {
    let folder = Folder::open(dir).unwrap();
    let settings = folder.settings();
    let text = |day: gov_site_compliance::Day| day.to_string();
    let mut body = json!({
        "standard": settings.standard,
        "checkpoint": settings.checkpoint.map(text),
        "visits_until": settings.visits_until.map(text),
        "title": settings.title,
        "issuer": settings.issuer,
        "name_best": settings.name_best,
        "reconstruction": settings.reconstruction,
        "complete": settings.complete,
        "tables": TABLES.iter().filter_map(|table| Some((table.name.to_owned(), rows(dir, table)?))).collect::<Map<_, _>>(),
    });
    if let Some(period) = settings.period {
        body["period"] = json!({ "from": text(period.from), "to": text(period.to) });
    }
    body
}

/// The rows of a CSV file as objects of texts.
fn rows(dir: &Path, table: &Table) -> Option<Value> {
    let path = dir.join(format!("{}.csv", table.name));
    let text = std::fs::read_to_string(path).ok()?;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let fields: Vec<Option<usize>> = reader.headers().unwrap().iter().map(|heading| table.position_of_heading(heading.trim())).collect();
    let row = |record: csv::StringRecord| {
        let cells = record.iter().zip(&fields).filter_map(|(cell, field)| Some((table.fields[(*field)?].name.to_owned(), json!(cell))));
        Value::Object(cells.collect())
    };
    Some(reader.records().map(|record| row(record.unwrap())).collect())
}

/// What the crates say of the folder when they read it themselves.
pub fn judged(dir: &Path) -> (v1::Census, Vec<Finding>) {
    let folder = Folder::open(dir).unwrap();
    let setup = Setup::of_folder(&folder, None, None).unwrap();
    let evidence = folder.read(&setup.standard, &setup.plan, &mut Vec::new(), &mut |_| {}).unwrap();
    let mut findings = Vec::new();
    let census = setup.judge(&evidence, false, None, &mut |finding| findings.push(finding), &mut |_, _| {}).unwrap();
    (v1::Census::from(&census), findings)
}
