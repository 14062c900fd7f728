//! Every row is accepted, rejected or collapsed, and the report says how many.

use gov_site_compliance::{TABLES, Table};
use gov_site_tables::{FolderError, Progress};

use super::support::{COLUMNS, Census, SITES, UPDATES, VISITS, plan, standard};

#[test]
fn the_counts_add_up() {
    let census = Census::new();
    let more = "C1,S1,动态,news\nC3,S9,孤儿,news\nC4,S1,甲,news\nC4,S1,乙,news\nC4,S1,乙,news\nC5,S1,丙,gossip\n";
    census.write("columns.csv", format!("{COLUMNS}{more}"));
    let (evidence, rejects) = census.read();
    let report = evidence.report.table("columns").unwrap();
    // C1 and C4 collapse once each; C3 names no site, C4 contradicts itself twice, C5 has no such kind.
    assert_eq!((report.rows, report.accepted, report.rejected, report.collapsed), (8, 2, 4, 2));
    assert_eq!(evidence.registry.columns.len(), 2);
    assert_eq!(rejects.len(), 4);
    assert_eq!(evidence.report.rejected_by_code.values().sum::<u64>(), 4);
    assert_eq!((evidence.report.accepted(), evidence.report.rejected()), (2 + 2 + 2 + 1, 4));
}

#[test]
fn a_row_that_is_filled_only_under_unknown_headings_is_blank() {
    let census = Census::new();
    census.write("updates.csv", "column_id,url,published_on,页码\nC1,http://s1.example/1,2017-11-28,1\n,,,2\n , ,,\n");
    let (evidence, rejects) = census.read();
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected, report.blank), (1, 1, 0, 2));
    assert_eq!(rejects, []);
}

#[test]
fn updates_and_visits_never_collapse() {
    let census = Census::new();
    census.write("updates.csv", format!("{UPDATES}{}", UPDATES.split_once('\n').unwrap().1));
    census.write("visits.csv", format!("{VISITS}{}", VISITS.split_once('\n').unwrap().1));
    let (evidence, _) = census.read();
    assert_eq!(evidence.report.table("updates").unwrap().accepted, 4);
    assert_eq!(evidence.report.table("visits").unwrap().accepted, 2);
    assert_eq!(evidence.fold.activities.iter().map(|column| column.total).sum::<u32>(), 4);
}

/// A row of nothing but the same text under every heading.
fn senseless(table: &Table) -> String {
    let headings: Vec<&str> = table.fields.iter().map(|field| field.name).collect();
    let cells = vec!["?"; headings.len()];
    format!("{}\n{}\n{}\n", headings.join(","), cells.join(","), cells.join(","))
}

#[test]
fn every_table_of_the_dictionary_is_read() {
    let census = Census::new();
    for table in TABLES.iter().filter(|table| table.name != "sites") {
        census.write(&format!("{}.csv", table.name), senseless(table));
    }
    let (evidence, _) = census.read();
    let read: Vec<&str> = evidence.report.tables.iter().map(|table| table.table).collect();
    assert_eq!(read, TABLES.iter().map(|table| table.name).collect::<Vec<_>>());
    for report in &evidence.report.tables[1..] {
        assert_eq!((report.rows, report.file.as_str()), (2, format!("{}.csv", report.table).as_str()));
    }
}

#[test]
fn rows_after_the_checkpoint_are_counted() {
    let census = Census::new();
    census.write("updates.csv", format!("{UPDATES}C1,http://s1.example/9,2017-11-30,x\nC1,http://s1.example/9,2017-11-29,x\n"));
    census.write("tickets.csv", "ticket_id,site_code,channel_kind,unit,submitted_on,answered_on\nT1,S1,consultation,x,2017-11-01,2017-11-30\n");
    census.write("site_addresses.csv", "site_code,filed_on,url\nS1,2017-12-01,http://new.example/\n");
    census.write("channels.csv", "channel_id,site_code,kind\nH1,S1,survey\n");
    census.write("activities.csv", "activity_id,channel_id,held_on\nA1,H1,2017-11-30\nA2,H1,2017-11-29\n");
    let checked = "http://x.example/1,http://s1.example/,ok,2017-11-29T23:59:59+08:00\nS1,http://x.example/2,http://s1.example/,ok,2017-11-30T00:00:00+08:00";
    census.write("links.csv", format!("site_code,target_url,page_url,result,checked_at\nS1,{checked}\nS1,http://x.example/3,http://s1.example/,ok,\n"));
    census.write("systems.csv", "system_id,site_code,reachable,checked_at\nY1,S1,true,2017-12-02T08:00:00+08:00\n");
    let (evidence, _) = census.read();
    let late: Vec<_> = evidence.report.after_checkpoint.into_iter().collect();
    let fields = ["activities.held_on", "links.checked_at", "site_addresses.filed_on", "systems.checked_at", "tickets.answered_on", "updates.published_on"];
    assert_eq!(late, fields.map(|field| (field, 1)));
}

#[test]
fn files_that_somebody_may_have_meant_are_reported() {
    let census = Census::new();
    for file in ["tikets.csv", "visits.ods", "reviews.xlsm", "reviews.XLSB", "reviews.et", "README.md", "make.py", ".hidden.csv", "ours.toml", "Notice.toml"] {
        census.write(file, "x");
    }
    census.write("census.toml", "standard = \"./ours.toml\"\n");
    let (evidence, _) = census.read();
    assert_eq!(evidence.report.unknown_files, ["Notice.toml", "reviews.XLSB", "reviews.et", "reviews.xlsm", "tikets.csv", "visits.ods"]);
}

#[test]
fn progress_ends_with_all_bytes() {
    let census = Census::new();
    let mut seen: Vec<Progress> = Vec::new();
    census.open().unwrap().read(&standard(), &plan(), &mut Vec::new(), &mut |step| seen.push(step)).unwrap();
    let last = seen.last().unwrap();
    assert_eq!((last.table, last.rows, last.bytes), ("visits", 1, last.bytes_total));
    assert_eq!(last.bytes_total as usize, SITES.len() + COLUMNS.len() + UPDATES.len() + VISITS.len());
    assert!(seen.is_sorted_by_key(|step| step.bytes));
}

#[test]
fn a_file_in_which_the_sites_may_stand_is_named() {
    let census = Census::new();
    census.remove("sites.csv").write("普查.et", "");
    assert!(census.error().contains("no workbook with a sheet 网站; save 普查.et as .xlsx"), "{}", census.error());
}

#[cfg(not(feature = "xlsx"))]
#[test]
fn without_the_feature_any_workbook_in_the_place_of_the_sites_is_named() {
    let census = Census::new();
    census.remove("sites.csv").write("census.xlsx", "");
    assert!(census.error().contains("census.xlsx: this program was built without workbooks of Excel; build it with `--features xlsx`"));
}

#[test]
fn a_folder_needs_its_settings_and_its_sites() {
    let census = Census::new();
    assert!(census.remove("sites.csv").error().contains("there is no sites.csv"));
    assert!(census.remove("census.toml").error().contains("there is no census.toml"));
    let absent = gov_site_tables::Folder::open(&census.path().join("absent"));
    assert!(matches!(absent, Err(FolderError::NotAFolder { .. })));
}
