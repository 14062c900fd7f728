//! What the folders hold.

use std::collections::{BTreeMap, BTreeSet};

use gov_site_compliance::{Day, Plan, Reject, facts::Setting, standard::Library};
use gov_site_generate::{Anomaly, Ids, Options};
use gov_site_tables::Folder;

use crate::support::{Made, made, small};

fn rejects(made: &Made) -> Vec<Reject> {
    let folder = Folder::open(made.dir.path()).unwrap();
    let standard = Library::embedded().resolve("zibo-2017").unwrap();
    let checkpoint = folder.settings().checkpoint.unwrap();
    let setting = Setting { checkpoint, visits_until: folder.settings().visits_until(checkpoint), period_from: checkpoint };
    let plan = Plan::compile(&[&standard], setting).unwrap();
    let mut rejects = Vec::new();
    folder.read(&standard, &plan, &mut rejects, &mut |_| {}).unwrap();
    rejects
}

#[test]
fn a_clean_census_has_no_rejects_and_no_odd_tables() {
    let made = made(&Options { anomalies: 0.0, ..small() });
    assert_eq!(rejects(&made), []);
    assert_eq!((made.summary.anomalies, made.rows("truth/anomalies.csv").len()), (0, 0));
    for table in ["site_life", "site_addresses", "exemptions", "coverage"] {
        assert!(!made.path(&format!("{table}.csv")).exists(), "{table}");
    }
}

#[test]
fn an_odd_census_has_rejects_of_many_kinds() {
    let made = made(&Options { sites: 300, anomalies: 0.9, ..small() });
    let codes: BTreeSet<_> = rejects(&made).iter().map(|reject| reject.code).collect();
    assert!(codes.len() >= 14, "{codes:?}");
}

#[test]
fn every_anomaly_occurs() {
    let made = made(&Options { sites: 2_000, updates: 1, anomalies: 0.9, ..small() });
    let rows = made.rows("truth/anomalies.csv");
    let found: BTreeSet<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    let all: BTreeSet<&str> = Anomaly::ALL.iter().map(|anomaly| anomaly.name()).collect();
    assert_eq!(found, all);
    assert_eq!(all.len(), Anomaly::ALL.len());
    assert!((1_700..1_900).contains(&rows.len()), "{} sites of 2,000", rows.len());
    assert_eq!(made.summary.anomalies, rows.len() as u64);
}

#[test]
fn every_veto_comes_to_its_limit_and_one_beside_it() {
    let made = made(&Options { sites: 2_000, columns: 40, updates: 1, anomalies: 0.0, tickets: 1, ..small() });
    let mut seen: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    for row in made.rows("truth/outcomes.csv") {
        seen.entry(row[1].clone()).or_default().insert(row[3].parse().unwrap());
    }
    let wanted: [(&str, &[u64]); 7] = [
        ("site_unreachable", &[6, 7, 8]),
        ("home_not_updated", &[2, 3]),
        ("core_columns_not_updated", &[4, 5, 6]),
        ("overdue_columns", &[9, 10, 11]),
        ("blank_columns", &[4, 5, 6]),
        ("serious_error", &[0, 1, 2]),
        ("interaction_unanswered", &[0, 1, 2]),
    ];
    for (clause, counts) in wanted {
        assert!(counts.iter().all(|count| seen[clause].contains(count)), "{clause}: {:?}", seen[clause]);
    }
}

#[test]
fn one_site_in_ten_is_unqualified() {
    let made = made(&Options { sites: 500, updates: 1, visits: 140, anomalies: 0.0, ..small() });
    let unqualified = made.rows("truth/verdicts.csv").iter().filter(|row| row[1] == "unqualified").count();
    assert_eq!((unqualified, made.summary.unqualified), (50, 50));
}

#[test]
fn ids_have_their_form_and_rise_within_a_site() {
    for ids in [Ids::Dense, Ids::Sparse, Ids::Text] {
        let made = made(&Options { ids, anomalies: 0.0, ..small() });
        let rows = made.rows("columns.csv");
        let unique: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
        assert_eq!(unique.len(), rows.len(), "{ids:?}");
        match ids {
            Ids::Dense => assert!(rows.iter().enumerate().all(|(number, row)| row[0] == number.to_string())),
            Ids::Text => assert!(rows.iter().all(|row| row[0].len() == 12 && row[0].starts_with('C')) && rows.is_sorted_by_key(|row| &row[0])),
            Ids::Sparse => {
                let numbers: Vec<(&str, i64)> = rows.iter().map(|row| (row[1].as_str(), row[0].parse().unwrap())).collect();
                assert!(numbers.is_sorted() && numbers.iter().all(|(_, id)| *id >= 0));
                assert!(numbers.iter().any(|(_, id)| *id > 1 << 60));
            }
        }
    }
}

#[test]
fn sorted_updates_follow_the_table_of_columns() {
    let made = made(&Options { ids: Ids::Sparse, anomalies: 0.0, ..small() });
    let places: BTreeMap<String, usize> = made.rows("columns.csv").into_iter().enumerate().map(|(place, row)| (row[0].clone(), place)).collect();
    let updates = made.rows("updates.csv");
    assert!(updates.iter().map(|row| places[&row[0]]).is_sorted());
    assert!(made.rows("visits.csv").iter().map(|row| (row[0].clone(), row[1].clone())).is_sorted());
}

#[test]
fn the_mean_of_updates_is_near_what_was_asked_for() {
    let made = made(&Options { sites: 100, columns: 60, updates: 100, anomalies: 0.0, ..small() });
    let rows = made.rows("updates.csv");
    let columns: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
    assert!(columns.len() as u64 * 10 > made.summary.columns * 9, "{} of {} have items", columns.len(), made.summary.columns);
    let mean = rows.len() as f64 / columns.len() as f64;
    assert!((95.0..105.0).contains(&mean), "{mean}");
    let days: BTreeSet<Day> = rows.iter().map(|row| row[2].parse().unwrap()).collect();
    assert!(days.len() > 1_000 && days.last() == "2017-11-29".parse().ok().as_ref());
}
