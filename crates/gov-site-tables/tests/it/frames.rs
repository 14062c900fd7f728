//! Record batches in memory whose columns change their type, or come late, between batches.

use std::sync::Arc;

use arrow_array::{ArrayRef, DictionaryArray, Int64Array, RecordBatch, StringArray, UInt64Array, types::Int8Type};
use gov_site_tables::Frames;

use super::{
    columnar_arrays::Dice,
    columnar_rows::{Table, Tables},
    columnar_seen::{COMPLETE, Seen, csv, frames, read_frames},
};

const SITES: &[&str] = &["site_code", "site_name", "home_url", "role", "level", "division", "sponsor"];
const COLUMNS: &[&str] = &["column_id", "site_code", "column_name", "kind"];
const UPDATES: &[&str] = &["column_id", "url", "published_on"];
const ONE: &[&str] = &["1", "示例一", "http://s1.example/", "department", "city", "市本级", "单位一"];
const TWO: &[&str] = &["2", "示例二", "http://s2.example/", "department", "city", "市本级", "单位二"];

fn table(fields: &[&'static str], rows: &[&[&str]]) -> Table {
    Table { fields: fields.to_vec(), rows: rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect() }
}

fn text(texts: &[&str]) -> ArrayRef {
    Arc::new(texts.iter().map(|text| (!text.is_empty()).then_some(*text)).collect::<StringArray>())
}

/// The rows as texts, but for the columns given.
fn batch(rows: &Table, typed: &[(&str, ArrayRef)]) -> RecordBatch {
    let column = |(position, field): (usize, &&'static str)| {
        let texts: Vec<&str> = rows.rows.iter().map(|row| row[position].as_str()).collect();
        (*field, typed.iter().find(|(name, _)| name == field).map_or_else(|| text(&texts), |(_, array)| Arc::clone(array)))
    };
    RecordBatch::try_from_iter(rows.fields.iter().enumerate().map(column)).unwrap()
}

/// Tables of which every part is a batch.
#[derive(Default)]
struct Parts {
    frames: Frames,
    tables: Tables,
}

impl Parts {
    fn sites(rows: &[&[&str]]) -> Parts {
        let mut parts = Parts::default();
        parts.frames.declare_complete(COMPLETE.map(String::from));
        parts.push("sites", table(SITES, rows), &[]);
        parts
    }

    fn push(&mut self, name: &'static str, rows: Table, typed: &[(&str, ArrayRef)]) {
        self.frames.push(name, batch(&rows, typed)).unwrap();
        let whole = self.tables.entry(name).or_insert_with(|| Table { fields: rows.fields.clone(), rows: Vec::new() });
        let fields: Vec<&'static str> = rows.fields.iter().copied().filter(|field| !whole.fields.contains(field)).collect();
        whole.rows.iter_mut().for_each(|row| row.resize(row.len() + fields.len(), String::new()));
        whole.fields.extend(fields);
        for row in &rows.rows {
            let cell = |field| rows.fields.iter().position(|known| known == field).map_or_else(String::new, |position| row[position].clone());
            whole.rows.push(whole.fields.iter().map(cell).collect());
        }
    }

    /// Read as frames, equal to CSV.
    #[track_caller]
    fn seen(&self) -> Seen {
        let seen = read_frames(&self.frames);
        csv(&self.tables).assert_same(&seen, "frames");
        seen
    }
}

#[test]
fn one_id_at_two_sites_is_found_whatever_holds_it() {
    let numbers: ArrayRef = Arc::new(UInt64Array::from(vec![7, u64::MAX]));
    let dictionary: ArrayRef = Arc::new(DictionaryArray::<Int8Type>::try_new(vec![0, 1].into(), Arc::new(Int64Array::from(vec![7, 8]))).unwrap());
    for (ids, other) in [(numbers, "18446744073709551615"), (dictionary, "8")] {
        let mut parts = Parts::sites(&[ONE, TWO]);
        parts.push("columns", table(COLUMNS, &[&["7", "1", "甲", "news"]]), &[("column_id", Arc::new(Int64Array::from(vec![7])))]);
        parts.push("columns", table(COLUMNS, &[&["7", "2", "乙", "news"], &[other, "2", "丙", "news"]]), &[("column_id", ids)]);
        parts.push("updates", table(UPDATES, &[&["7", "http://a.example/", "2017-11-20"], &[other, "http://a.example/", "2017-11-20"]]), &[]);
        assert_eq!(parts.seen().counts["columns"], [3, 1, 2, 0, 0]);
    }
}

#[test]
fn a_site_whose_code_is_a_text_here_and_a_number_there_keeps_all_its_columns() {
    let mut parts = Parts::sites(&[ONE, TWO]);
    parts.push("columns", table(COLUMNS, &[&["a", "1", "甲", "news"], &["b", "2", "乙", "news"]]), &[]);
    parts.push("columns", table(COLUMNS, &[&["c", "1", "丙", "news"]]), &[("site_code", Arc::new(Int64Array::from(vec![1])))]);
    parts.push("updates", table(UPDATES, &[&["a", "http://a.example/", "2017-11-20"], &["c", "http://a.example/", "2017-11-20"]]), &[]);
    assert_eq!(parts.seen().counts["columns"], [3, 3, 0, 0, 0]);
}

#[test]
fn a_field_that_comes_with_a_later_batch_counts_there() {
    let mut parts = Parts::sites(&[ONE]);
    parts.push("columns", table(COLUMNS, &[&["a", "1", "甲", "news"]]), &[]);
    parts.push("updates", table(UPDATES, &[&["a", "http://a.example/", "2017-11-20"]]), &[]);
    let fields = [UPDATES, &["date_state"]].concat();
    parts.push("updates", table(&fields, &[&["a", "http://a.example/", "", "not_shown"], &["a", "http://a.example/", "2017-11-20", "not_shown"]]), &[]);
    assert_eq!(parts.seen().counts["updates"], [3, 2, 1, 0, 0]);
}

#[test]
fn bad_rows_that_differ_in_blanks_alone_are_one() {
    let mut parts = Parts::sites(&[ONE]);
    let rows = [&["a", "1", "甲", "weather"][..], &["a", "1", " 甲", "weather\u{3000}"], &["a", "1", "甲", "climate"]];
    parts.push("columns", table(COLUMNS, &rows), &[]);
    assert_eq!(parts.seen().counts["columns"], [3, 0, 2, 1, 0]);
}

#[test]
fn a_census_of_sites_alone() {
    assert_eq!(Parts::sites(&[ONE, TWO]).seen().facts.len(), 2);
}

#[test]
fn tables_without_a_row_are_there() {
    let mut parts = Parts::sites(&[ONE]);
    for (name, fields) in [("columns", COLUMNS), ("updates", UPDATES), ("visits", &["site_code", "visited_at", "vantage", "status"])] {
        parts.push(name, table(fields, &[]), &[]);
    }
    assert!(parts.seen().declared.contains("updates"));
}

/// One row, so that it meets every type alone; after the last, all of them.
fn some<'a>(rows: &[&'a [&'a str]], one: usize) -> Vec<&'a [&'a str]> {
    rows.get(one).map_or_else(|| rows.to_vec(), |row| vec![*row])
}

#[test]
fn the_ends_of_what_is_accepted_are_the_same_in_every_type() {
    let days = ["1991-12-31", "1992-01-01", "2199-12-31", "2200-01-01"];
    let moments = [
        "1991-12-31T23:59:59.999999+08:00",
        "1992-01-01T00:00:00+08:00",
        "2199-12-31T23:59:59.999999+08:00",
        "2200-01-01T00:00:00+08:00",
        "2017-11-22T23:59:59+08:00",
        "2017-11-23T00:00:00+08:00",
        "2017-11-29T23:59:59+08:00",
        "2017-11-30T00:00:00+08:00",
    ];
    let (statuses, durations) = (["99", "100", "599", "600"], ["14999", "15000", "9223372036854775", "9223372036854776"]);
    let columns: Vec<[&str; 5]> = ["1", "2", "3", "4"].into_iter().zip(days).map(|(id, day)| [id, "1", "甲", "news", day]).collect();
    let updates = days.iter().chain(&["2017-11-29", "2017-11-30"]).map(|day| ["1", "http://a.example/", *day]).collect::<Vec<_>>();
    let mut visits: Vec<[&str; 5]> = moments.iter().map(|moment| ["1", *moment, "v", "200", ""]).collect();
    visits.extend(statuses.map(|status| ["1", "2017-11-29T08:00:00+08:00", "v", status, ""]));
    visits.extend(durations.map(|duration| ["1", "2017-11-29T08:00:00+08:00", "v", "200", duration]));
    let columns: Vec<&[&str]> = columns.iter().map(|row| &row[..]).collect();
    let updates: Vec<&[&str]> = updates.iter().map(|row| &row[..]).collect();
    let visits: Vec<&[&str]> = visits.iter().map(|row| &row[..]).collect();
    for one in 0..=visits.len() {
        let tables = Tables::from([
            ("sites", table(SITES, &[ONE])),
            ("columns", table(&["column_id", "site_code", "column_name", "kind", "opened_on"], &some(&columns, one))),
            ("updates", table(UPDATES, &some(&updates, one))),
            ("visits", table(&["site_code", "visited_at", "vantage", "status", "duration_ms"], &some(&visits, one))),
        ]);
        let wanted = csv(&tables);
        (0..24).for_each(|seed| wanted.assert_same(&frames(&tables, &mut Dice(seed * 7_919 + one as u64)), "frames"));
    }
}
