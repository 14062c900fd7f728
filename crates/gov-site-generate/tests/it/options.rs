//! What can be asked for, and what is refused.

use gov_site_generate::{GenerateError, Options, generate};

use crate::support::{made, small};

#[test]
fn a_folder_that_holds_something_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("mine.txt"), "mine").unwrap();
    let error = generate(dir.path(), &small(), &mut |_| {}).unwrap_err();
    assert!(matches!(error, GenerateError::NotEmpty { .. }), "{error}");
    assert!(error.to_string().contains("is not empty"), "{error}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn figures_out_of_range_are_named() {
    let wrong = [
        Options { sites: 0, ..small() },
        Options { columns: 0, ..small() },
        Options { updates: 0, ..small() },
        Options { visits: 604_801, ..small() },
        Options { tickets: 100_001, ..small() },
        Options { anomalies: 1.01, ..small() },
        Options { anomalies: -0.01, ..small() },
        Options { anomalies: f64::NAN, ..small() },
        Options { sites: 10_000_000, columns: 10_000, ..small() },
    ];
    let names = ["sites", "columns", "updates", "visits", "tickets", "anomalies", "anomalies", "anomalies", "sites x columns"];
    for (options, name) in wrong.iter().zip(names) {
        let error = options.check().unwrap_err();
        assert!(error.to_string().starts_with(&format!("{name}: ")), "{error}");
    }
}

#[test]
fn the_edges_of_the_ranges_work() {
    for options in [
        Options { sites: 1, columns: 1, updates: 1, visits: 0, tickets: 0, anomalies: 1.0, ..small() },
        Options { sites: 3, columns: 2, visits: 1, anomalies: 1.0, ..small() },
        Options { sites: 2, visits: 5_000, ..small() },
    ] {
        let made = made(&options);
        assert_eq!(made.rows("sites.csv").len() as u64, options.sites);
        assert!(made.rows("visits.csv").len() as u64 >= options.visits * options.sites);
    }
}

#[test]
fn progress_reaches_the_end_of_both_large_tables() {
    let dir = tempfile::tempdir().unwrap();
    let mut last = std::collections::BTreeMap::new();
    generate(dir.path(), &small(), &mut |progress| {
        last.insert(progress.table, (progress.done, progress.of));
    })
    .unwrap();
    for table in ["updates", "visits"] {
        let (done, of) = last[table];
        assert!(of > 0 && done == of, "{table}: {done} of {of}");
    }
}
