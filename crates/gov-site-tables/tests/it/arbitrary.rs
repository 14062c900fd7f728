//! Arbitrary bytes end in rows, rejects or a message: never in a panic, never with a row lost.

use gov_site_compliance::TABLES;
use gov_site_tables::{Settings, notice_texts};
use proptest::{collection::vec, prelude::*, sample::select};

use super::support::{Census, SITES, UPDATES};

/// Pieces that CSV readers stumble over.
const PIECES: &[&str] =
    &["C1", "S1", "2017-11-20", "http://s1.example/", ",", ",,,,", "\"", "\"\"", "\n", "\r\n", "\r", "\0", "\u{feff}", "栏目", " ", "2017-11-20T08:00:00"];

fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![select(PIECES).prop_map(|text| text.as_bytes().to_vec()), vec(any::<u8>(), 0..6)]
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn headings(table: &str) -> String {
    let table = TABLES.iter().find(|known| known.name == table).unwrap();
    table.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(",")
}

/// Records as the plain `csv` crate sees them, without those that hold no text.
fn records(bytes: &[u8]) -> u64 {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let blank = |cell: &[u8]| str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty());
    reader.byte_records().map(Result::unwrap).filter(|record| !record.iter().all(blank)).count() as u64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whole_files(table in select(TABLES), bytes in bytes()) {
        let census = Census::new();
        census.write(&format!("{}.csv", table.name), bytes);
        let _ = census.try_read().map_err(|error| assert!(!error.to_string().is_empty()));
    }

    #[test]
    fn rows_below_sound_headings(name in select(&["updates", "visits", "tickets", "columns", "coverage"][..]), bytes in bytes()) {
        let census = Census::new();
        let text = [format!("{}\n", headings(name)).as_bytes(), &bytes].concat();
        census.write(&format!("{name}.csv"), &text);
        let (evidence, _) = census.read();
        let report = evidence.report.table(name).unwrap();
        // A last record inside a quote that never closes counts even when it is blank.
        let rows = records(&text) - 1;
        prop_assert!(report.rows == rows || (report.rows == rows + 1 && evidence.report.rejected_as(gov_site_compliance::RejectCode::UnclosedQuote) == 1));
        census.open().unwrap().rows_of_site(name, &|_| true, &mut |_, _| {}).unwrap();
    }

    #[test]
    fn sound_rows_survive_bad_neighbours(bad in vec("[^\"\r\n]{0,30}", 0..10)) {
        let census = Census::new();
        census.write("updates.csv", format!("{UPDATES}{}\nC1,http://s1.example/last,2017-11-22,末\n", bad.join("\n")));
        let (evidence, _) = census.read();
        prop_assert!(evidence.report.table("updates").unwrap().accepted >= 3);
    }

    #[test]
    fn lines_lead_to_their_records(titles in vec("[a,\"\n\r\u{4e2d}]{0,8}", 1..12)) {
        let census = Census::new();
        let mut text = String::from("column_id,url,published_on,title\n");
        let mut wanted = Vec::new();
        for title in &titles {
            wanted.push(text.replace("\r\n", "\n").matches(['\n', '\r']).count() as u64 + 1);
            text.push_str(&format!("C1,http://a/,never,\"{}\"\n", title.replace('"', "\"\"")));
        }
        census.write("updates.csv", &text);
        let lines: Vec<u64> = census.rejects().iter().map(|reject| reject.1).collect();
        prop_assert_eq!(lines, wanted);
    }

    #[test]
    fn settings_and_texts(bytes in vec(any::<u8>(), 0..200)) {
        let _ = Settings::parse(&bytes);
        let _ = notice_texts(&bytes);
    }

    #[test]
    fn shuffled_rows_fold_alike(order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle()) {
        let row = |index: &usize| format!("C{},http://a/{index},2017-11-{},x\n", index % 3, 10 + index);
        let folded = |order: &[usize]| {
            let census = Census::new();
            census.write("updates.csv", format!("column_id,url,published_on,title\n{}", order.iter().map(row).collect::<String>()));
            census.write("sites.csv", SITES);
            census.read().0.fold
        };
        prop_assert_eq!(folded(&order), folded(&(0..12).collect::<Vec<_>>()));
    }
}
