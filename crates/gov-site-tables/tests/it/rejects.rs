//! Rows that cannot be used: nothing is lost, each is charged to what it names.

use std::io;

use gov_site_compliance::{
    Reject, RejectCode, SiteFacts,
    facts::{NoColumns, SiteIndex},
    ingest::{Charge, Example},
};
use gov_site_tables::{FolderError, RejectSink};

use super::support::{Census, SITES, UPDATES, plan, standard};

fn only(census: &Census) -> Reject {
    let (_, mut rejects) = census.read();
    assert_eq!(rejects.len(), 1, "{rejects:?}");
    rejects.remove(0)
}

#[test]
fn a_bad_cell() {
    let census = Census::new();
    census.write("updates.csv", format!("{UPDATES}C2,http://s2.example/1,2017-13-40,丙\n"));
    let reject = only(&census);
    assert_eq!((reject.place.file.as_ref(), reject.place.row, reject.column, reject.code), ("updates.csv", 4, "published_on", RejectCode::NoSuchDay));
    assert_eq!(reject.original, "2017-13-40");
    let (evidence, _) = census.read();
    let column = evidence.registry.column("C2").unwrap();
    assert_eq!(evidence.fold.activities[column].unreadable, 1);
}

#[test]
fn a_ragged_row_is_charged_by_position_and_proves_nothing() {
    let census = Census::new();
    for (row, code) in [
        ("C2,http://s2.example/1", RejectCode::RaggedRow),
        ("C2,http://s2.example/1,2017-11-20,丙,,", RejectCode::SurplusCells),
        ("C2,\"http://s2.example/1,2017-11-20,丙\nC2,http://s2.example/2,2017-11-21,\"丁", RejectCode::SwallowedRows),
    ] {
        census.write("updates.csv", format!("{UPDATES}{row}\n"));
        let reject = only(&census);
        assert_eq!((reject.place.row, reject.column, reject.code), (4, "", code));
        assert!(reject.expected.starts_with("4个单元格（本行有"));
        assert_eq!(reject.original, "");
        assert_eq!(reject.charge, Charge::Update { column: "C2".into(), proves_item: false });
    }
}

/// Codes of sheets and of JSON Lines.
const OTHERS: [RejectCode; 4] = [RejectCode::NumberLostDigits, RejectCode::NestedValue, RejectCode::NotAnObject, RejectCode::RepeatedKey];

#[cfg(feature = "jsonl")]
#[test]
fn the_examples_of_codes_of_json_lines_are_raised_by_them() {
    for code in &OTHERS[1..] {
        let Example { table, bad, good } = code.example();
        let read = |line: &str| {
            let census = Census::new();
            census.write(&format!("{table}.jsonl"), line.replace("3703000001", "\"S1\""));
            census.read().1.into_iter().map(|reject| (reject.code, reject.place.row)).collect::<Vec<_>>()
        };
        assert_eq!(read(bad[0].1), [(*code, 1)], "{code}");
        assert_eq!(read(good[0].1), [], "{code}");
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn the_examples_of_codes_of_sheets_are_raised_by_them() {
    let Example { table, bad, good } = OTHERS[0].example();
    let read = |line: &str| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        super::workbooks::texts(sheet, 0, &format!("system_id,site_code,name,url\n{}", line.replace("3703000001", "S1")));
        if let Ok(number) = line.split(',').next().unwrap().parse::<f64>() {
            sheet.write_number(1, 0, number).unwrap();
        }
        let census = Census::new();
        census.write(&format!("{table}.xlsx"), workbook.save_to_buffer().unwrap());
        census.read().1.into_iter().map(|reject| (reject.code, reject.place.row)).collect::<Vec<_>>()
    };
    assert_eq!(read(bad[0].1), [(OTHERS[0], 2)]);
    assert_eq!(read(good[0].1), []);
}

#[test]
fn the_examples_of_codes_of_files_are_raised_by_them() {
    use RejectCode::{NotUtf8, RaggedRow, SurplusCells, SwallowedRows, UnclosedQuote};
    // The catalogue writes bytes that are no text as their numbers.
    let bytes = |line: &str| match line.split_once("\\xff") {
        Some((before, after)) => [before.as_bytes(), b"\xff", after.as_bytes()].concat(),
        None => line.as_bytes().to_vec(),
    };
    for code in RejectCode::ALL.iter().filter(|code| code.example().bad[0].0.is_empty() && !OTHERS.contains(code)) {
        assert!([NotUtf8, RaggedRow, SurplusCells, SwallowedRows, UnclosedQuote].contains(code), "{code}: what stands for a cell is a line");
        let Example { table, bad, good } = code.example();
        let read = |line: &str| {
            let census = Census::new();
            let line = line.replace("3703000001", "S1");
            census.write(&format!("{table}.csv"), [b"system_id,site_code,name,url\n", bytes(&line).as_slice(), b"\n"].concat());
            census.read().1.into_iter().map(|reject| (reject.code, reject.place.row)).collect::<Vec<_>>()
        };
        assert_eq!(read(bad[0].1), [(*code, 2)], "{code}");
        assert_eq!(read(good[0].1), [], "{code}");
    }
}

#[test]
fn a_row_that_is_no_utf8_is_charged_by_its_sound_cells() {
    let census = Census::new();
    // The title is GBK.
    census.write("updates.csv", [UPDATES.as_bytes(), b"C2,http://s2.example/1,2017-11-20,\xb1\xea\nC1,http://s1.example/3,2017-11-22,x\n"].concat());
    let reject = only(&census);
    assert_eq!((reject.place.row, reject.column, reject.code), (4, "title", RejectCode::NotUtf8));
    assert_eq!(reject.original, "");
    assert_eq!(reject.charge, Charge::Update { column: "C2".into(), proves_item: true });
    let (evidence, _) = census.read();
    assert_eq!(evidence.report.table("updates").unwrap().accepted, 3);

    census.write("updates.csv", [UPDATES.as_bytes(), b"\xb1,http://s2.example/1,2017-11-20,x\n"].concat());
    assert_eq!(only(&census).charge, Charge::Nobody);
}

#[test]
fn a_quote_that_never_closes_voids_the_table() {
    let census = Census::new();
    let cut = "C2,http://s2.example/1,2017-11-20,\"丙\nC2,http://s2.example/2,2017-11-21,丁\n";
    census.write("updates.csv", format!("{UPDATES}{cut}"));
    let reject = only(&census);
    assert_eq!((reject.place.row, reject.column, reject.code), (4, "", RejectCode::UnclosedQuote));
    assert_eq!(reject.charge, Charge::Table("updates"));
    let (evidence, _) = census.read();
    let column = evidence.registry.column("C2").unwrap();
    assert_eq!(evidence.fold.activities[column].total, 0);
    assert!(evidence.declared.all(&["columns"]));
    assert!(!evidence.declared.all(&["updates"]));
    let report = evidence.report.table("updates").unwrap();
    assert_eq!((report.rows, report.accepted, report.rejected), (3, 2, 1));
}

#[test]
fn quotes_inside_a_cell_are_text() {
    let census = Census::new();
    census.write("updates.csv", format!("{UPDATES}C2,http://s2.example/1,2017-11-20,5\" 屏\nC2,http://s2.example/2,2017-11-20,丁\n"));
    let (evidence, rejects) = census.read();
    assert_eq!(rejects, []);
    assert!(evidence.declared.all(&["updates"]));
}

#[test]
fn rows_that_name_nothing_known_are_charged_to_nobody() {
    let census = Census::new();
    census.write("updates.csv", format!("{UPDATES}C9,http://s2.example/1,2017-11-20,丙\n"));
    let reject = only(&census);
    assert_eq!((reject.column, reject.code, reject.original.as_str()), ("column_id", RejectCode::UnknownColumn, "C9"));
    assert_eq!((reject.charge, reject.expected.as_ref()), (Charge::Nobody, "栏目表中的栏目编号"));
    census.write("updates.csv", UPDATES);
    census.write("visits.csv", "site_code,visited_at,vantage,status\nS9,2017-11-20T08:00:00+08:00,v1,200\n");
    let reject = only(&census);
    assert_eq!((reject.column, reject.code, reject.charge), ("site_code", RejectCode::UnknownSite, Charge::Nobody));
}

#[test]
fn a_charge_reaches_the_facts_of_its_site() {
    let census = Census::new();
    census.write("visits.csv", "site_code,visited_at,vantage,status\nS2,soon,v1,200\n");
    census.write("tickets.csv", "ticket_id,site_code,channel_kind,unit,submitted_on\nT1,S2,consultation,示例单位,soon\n");
    census.write("reviews.csv", "review_id,site_code,indicator,kind,status,found_at\nR1,S2,no_such_clause,other,suspected,2017-11-20T08:00:00+08:00\n");
    let (evidence, rejects) = census.read();
    assert_eq!(rejects.len(), 3);
    let SiteIndex(site) = evidence.registry.site("S2").unwrap();
    let charges = &evidence.fold.charges[site as usize];
    assert_eq!((charges.visits, charges.tickets, charges.reviews), (1, 1, 1));
    let SiteIndex(other) = evidence.registry.site("S1").unwrap();
    assert_eq!(evidence.fold.charges[other as usize], gov_site_compliance::facts::SiteCharges::default());
    assert!(SiteFacts::of(&evidence.registry, &evidence.fold, &evidence.declared, &NoColumns, SiteIndex(site)).is_some());
}

#[test]
fn sites_without_a_code_are_counted() {
    let census = Census::new();
    census.write("sites.csv", format!("{SITES},示例三,http://s3.example/,department,city,市本级,x\nS4,示例四,http://s4.example/,palace,city,市本级,x\n"));
    let (evidence, rejects) = census.read();
    assert_eq!((rejects.len(), evidence.report.nameless_sites), (2, 1));
    assert_eq!(evidence.registry.lost_sites.len(), 1);
    assert_eq!(evidence.report.rejected_as(RejectCode::UnknownWord), 1);
    assert_eq!(evidence.report.rejected_by_table(), [("sites".to_owned(), 2)]);
}

#[test]
fn what_forms_have_below_their_rows_is_no_site() {
    let census = Census::new();
    let below = "site_code,site_name,home_url,role,level,division,sponsor\n1,2,3,4,5,6,7\n合计,3,,,,,\n小计：3个\n填表人：李四,联系电话：13876543210,,,,,\n注：以上数据截至11月29日\n";
    census.write("sites.csv", format!("{SITES}{below}"));
    census.write("tickets.csv", "ticket_id,site_code,channel_kind,unit,submitted_on\n合计,S2,,,\n制表人：李四,,,,\n");
    let (evidence, rejects) = census.read();
    assert_eq!((rejects.len(), evidence.report.nameless_sites), (8, 0));
    assert_eq!((evidence.registry.sites.len(), evidence.registry.lost_sites.len()), (2, 0));
    assert!(evidence.fold.charges.iter().all(|charges| charges.tickets == 0));
    let seen = [RejectCode::TotalRow, RejectCode::NoteRow, RejectCode::NumberRow, RejectCode::RepeatedHeading].map(|code| evidence.report.rejected_as(code));
    assert_eq!(seen, [3, 3, 1, 1]);
}

#[test]
fn sites_behind_a_quote_that_never_closes_are_nameless() {
    let census = Census::new();
    census.write("sites.csv", format!("{SITES}S3,\"示例三,http://s3.example/,department,city,市本级,x\n"));
    let (evidence, _) = census.read();
    assert_eq!((evidence.report.nameless_sites, evidence.registry.sites.len(), evidence.registry.lost_sites.len()), (1, 2, 0));
}

#[test]
fn a_declared_table_whose_file_is_absent_is_not_declared() {
    let census = Census::new();
    let (evidence, _) = census.read();
    assert!(evidence.declared.all(&["columns", "updates"]));
    assert!(!evidence.declared.all(&["tickets"]));
    census.remove("updates.csv");
    assert!(!census.read().0.declared.all(&["updates"]));
}

#[test]
fn nul_bytes_and_control_characters_are_text() {
    let census = Census::new();
    census.write("updates.csv", format!("{UPDATES}C2,http://s2.example/1,2017-11-20,a\0b\u{1b}[31m\n\0,\0,\0,\0\n"));
    let rejects = census.rejects();
    assert_eq!(rejects, [("updates.csv".to_owned(), 5, "published_on", RejectCode::ControlSign)]);
}

#[test]
fn a_sink_that_fails_stops_the_reading() {
    struct Full;
    impl RejectSink for Full {
        fn reject(&mut self, _: &Reject) -> io::Result<()> {
            Err(io::Error::other("no space"))
        }
    }
    let census = Census::new();
    for (file, text) in [("updates.csv", "column_id,url\nC9,http://a/\n"), ("columns.csv", "column_id,site_code,column_name,kind\nC1,S9,x,news\n")] {
        census.write(file, text);
        let error = census.open().unwrap().read(&standard(), &plan(), &mut Full, &mut |_| {}).map(|_| ()).unwrap_err();
        assert!(matches!(error, FolderError::Sink(_)) && error.to_string().contains("no space"));
    }
}
