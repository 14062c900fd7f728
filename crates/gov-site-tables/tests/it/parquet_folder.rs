//! Census folders with tables in Parquet.
use std::fs;

use gov_site_tables::{Folder, TableForm};
use parquet::file::properties::WriterProperties;

use super::{
    parquet_files::{groups_of, table, updates, visits, write},
    support::{Census, UPDATES, VISITS},
};

/// A folder without updates and visits.
fn census() -> Census {
    let census = Census::new();
    census.remove("updates.csv").remove("visits.csv");
    fs::create_dir(census.path().join("updates")).unwrap();
    census
}

fn names(folder: &Folder, table: &str) -> Vec<String> {
    folder.files(table).unwrap().files.iter().map(|file| file.name.clone()).collect()
}

#[test]
fn a_table_is_one_file_or_a_folder_of_parts() {
    let census = census();
    let path = |name: &str| census.path().join(name);
    write(&path("visits.parquet"), &visits(10), WriterProperties::default());
    write(&path("updates/part-1.parquet"), &updates(10), WriterProperties::default());
    write(&path("updates/part-0.parquet"), &updates(20), WriterProperties::default());
    census.write("updates/_SUCCESS", "").write("updates/.part-0.parquet.crc", "").write("updates/more.csv", UPDATES).write("other.parquet", "");
    fs::create_dir(path("updates/2018")).unwrap();
    let folder = census.open().unwrap();
    assert_eq!(names(&folder, "visits"), ["visits.parquet"]);
    assert_eq!(names(&folder, "updates"), ["updates/part-0.parquet", "updates/part-1.parquet"]);
    assert_eq!(folder.unknown_files(), ["other.parquet", "updates/2018/", "updates/more.csv"]);
    let files = folder.files("updates").unwrap();
    let sizes = ["updates/part-0.parquet", "updates/part-1.parquet"].map(|name| fs::metadata(path(name)).unwrap().len());
    assert_eq!((files.form, files.bytes), (TableForm::Parquet, sizes.iter().sum()));
    assert_eq!(folder.files("sites").unwrap().form, TableForm::Csv);
    assert_eq!(folder.parquet(table("updates")).unwrap().unwrap().rows(), 30);
    assert!(folder.parquet(table("sites")).unwrap().is_none() && folder.parquet(table("tickets")).unwrap().is_none());
}

#[test]
fn a_folder_named_as_a_file_holds_parts_too() {
    let census = census();
    fs::rename(census.path().join("updates"), census.path().join("updates.parquet")).unwrap();
    write(&census.path().join("updates.parquet/part-0.parquet"), &updates(10), WriterProperties::default());
    assert_eq!(names(&census.open().unwrap(), "updates"), ["updates.parquet/part-0.parquet"]);
}

#[test]
fn a_table_in_two_forms_and_a_folder_without_parts_are_errors() {
    let census = census();
    let message = || census.open().unwrap_err().to_string();
    assert_eq!(message(), "updates/: there is no *.parquet file in it; put the parts of the table there, or remove the folder");
    write(&census.path().join("updates/part-0.parquet"), &updates(10), WriterProperties::default());
    census.write("updates.csv", UPDATES);
    write(&census.path().join("updates.parquet"), &updates(10), WriterProperties::default());
    let forms = "the table updates is there as updates/, updates.csv, updates.parquet; keep one and remove the others, or its rows would count twice";
    assert_eq!(message(), forms);
}

#[test]
fn sites_may_be_parquet_and_must_be_there() {
    let census = census();
    fs::remove_dir(census.path().join("updates")).unwrap();
    census.remove("sites.csv");
    assert!(census.open().unwrap_err().to_string().contains("there is no sites.csv and no workbook with a sheet 网站; it is the one compulsory table"));
    census.write("sites.parquet", "");
    let folder = census.open().unwrap();
    assert!(folder.has("sites"));
    let error = folder.parquet(table("sites")).unwrap_err().to_string();
    assert_eq!(error, "sites.parquet: 0 bytes are no Parquet file; the file is damaged or cut off: write or copy it anew");
}

#[test]
fn digests_are_of_the_bytes() {
    let census = Census::new();
    census.write("updates.csv", "abc");
    let folder = census.open().unwrap();
    assert_eq!(folder.digest("updates.csv").unwrap(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert!(folder.digest("updates.parquet").unwrap_err().to_string().starts_with("updates.parquet: "));
}

#[test]
fn rows_of_a_site_read_as_in_csv() {
    let found = |census: &Census, table: &str, field: &str, value: &str| {
        let mut found = Vec::new();
        let mut out = |place: &gov_site_compliance::Place, row: &std::collections::BTreeMap<String, String>| found.push((place.row, row.clone()));
        census.open().unwrap().rows_of_site(table, &|row| row.get(field) == Some(&value), &mut out).unwrap();
        found
    };
    let census = census();
    write(&census.path().join("visits.parquet"), &visits(9), groups_of(4));
    write(&census.path().join("updates/part-0.parquet"), &updates(20), groups_of(7));
    let rows = found(&census, "visits", "site_code", "S2");
    let csv = Census::new();
    let text = VISITS.lines().next().unwrap().to_owned()
        + "\nS2,2017-11-20T09:00:00+08:00,v1,201\nS2,2017-11-20T12:00:00+08:00,v1,200\nS2,2017-11-20T15:00:00+08:00,v1,203\n";
    csv.write("visits.csv", text);
    let texts = |rows: &[(u64, std::collections::BTreeMap<String, String>)]| rows.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&rows), texts(&found(&csv, "visits", "site_code", "S2")));
    assert_eq!(rows.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 5, 8]);
    let rows = found(&census, "updates", "url", "http://s1.example/1");
    assert_eq!((rows.len(), rows[0].1["published_on"].as_str(), rows[0].1.get("date_state")), (1, "2017-11-21", None));
}
