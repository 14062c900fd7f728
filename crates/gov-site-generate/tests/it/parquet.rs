//! Parquet holds the rows of CSV.

use std::fs::File;

use gov_site_compliance::{Day, Moment};
use gov_site_generate::{Format, Ids, Options, Order};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::{Field, Row},
};

use crate::support::{Made, made, small};

fn text(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bool(yes) => yes.to_string(),
        Field::Short(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::Date(day) => Day(*day).to_string(),
        Field::TimestampMicros(moment) => Moment(*moment).to_string(),
        other => panic!("{other:?}"),
    }
}

fn rows(made: &Made, name: &str) -> Vec<Vec<String>> {
    let reader = SerializedFileReader::new(File::open(made.path(name)).unwrap()).unwrap();
    let cells = |row: Row| row.get_column_iter().map(|(_, field)| text(field)).collect();
    reader.get_row_iter(None).unwrap().map(|row| cells(row.unwrap())).collect()
}

/// The parts in the order in which CSV has them: odd rows, then plain ones with the fields they lack.
fn parts(made: &Made, table: &str) -> Vec<Vec<String>> {
    let mut all = rows(made, &format!("{table}/part-1.parquet"));
    let fields = all.first().map_or(0, Vec::len);
    all.extend(rows(made, &format!("{table}/part-0.parquet")).into_iter().map(|mut row| {
        row.resize(fields, String::new());
        row
    }));
    all
}

#[test]
fn parquet_holds_the_rows_of_csv_in_their_order() {
    for ids in [Ids::Dense, Ids::Sparse, Ids::Text] {
        for order in [Order::Sorted, Order::Shuffled] {
            let options = Options { sites: 200, anomalies: 0.9, ids, order, ..small() };
            let (csv, parquet) = (made(&options), made(&Options { format: Format::Parquet, ..options }));
            for table in ["updates", "visits"] {
                assert_eq!(parts(&parquet, table), csv.rows(&format!("{table}.csv")), "{table} {options:?}");
            }
            for table in ["sites", "columns", "channels", "tickets", "reviews", "coverage", "exemptions", "site_life", "site_addresses"] {
                assert_eq!(rows(&parquet, &format!("{table}.parquet")), csv.rows(&format!("{table}.csv")), "{table} {options:?}");
            }
            assert_eq!(parquet.truth(), csv.truth());
        }
    }
}

#[test]
fn the_same_options_give_the_same_bytes() {
    let options = Options { format: Format::Parquet, anomalies: 0.5, ..small() };
    assert_eq!(made(&options).bytes(), made(&options).bytes());
}

#[test]
fn row_groups_hold_a_million_rows() {
    let made = made(&Options { format: Format::Parquet, sites: 20, columns: 60, updates: 2_000, visits: 0, anomalies: 0.0, ..small() });
    let reader = SerializedFileReader::new(File::open(made.path("updates/part-0.parquet")).unwrap()).unwrap();
    let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
    assert!(groups.len() >= 2, "{groups:?}");
    assert!(groups[..groups.len() - 1].iter().all(|rows| *rows == 1_000_000), "{groups:?}");
    assert_eq!(groups.iter().sum::<i64>() as u64, made.summary.updates);
    assert!(!made.path("updates/part-1.parquet").exists());
}
