//! The same options give the same bytes; order and ids change no truth.

use gov_site_generate::{Ids, Options, Order};

use crate::support::{made, small};

fn odd() -> Options {
    Options { anomalies: 0.8, ..small() }
}

#[test]
fn the_same_options_give_the_same_bytes() {
    for order in [Order::Sorted, Order::Shuffled] {
        for ids in [Ids::Dense, Ids::Sparse, Ids::Text] {
            let options = Options { order, ids, ..odd() };
            assert_eq!(made(&options).bytes(), made(&options).bytes(), "{options:?}");
        }
    }
}

#[test]
fn another_seed_gives_other_rows() {
    let (one, two) = (made(&odd()), made(&Options { seed: 2, ..odd() }));
    for name in ["columns.csv", "updates.csv", "visits.csv", "tickets.csv", "truth/outcomes.csv"] {
        assert_ne!(one.rows(name), two.rows(name), "{name}");
    }
}

#[test]
fn neither_order_nor_ids_change_the_truth() {
    let truth = made(&odd()).truth();
    for options in [Options { order: Order::Shuffled, ..odd() }, Options { ids: Ids::Sparse, ..odd() }, Options { ids: Ids::Text, ..odd() }] {
        assert_eq!(made(&options).truth(), truth, "{options:?}");
    }
}

#[test]
fn shuffled_rows_are_the_sorted_ones_in_another_order() {
    let (sorted, shuffled) = (made(&odd()), made(&Options { order: Order::Shuffled, ..odd() }));
    for name in ["updates.csv", "visits.csv"] {
        let (mut left, mut right) = (sorted.rows(name), shuffled.rows(name));
        assert_ne!(left, right, "{name}");
        left.sort();
        right.sort();
        assert_eq!(left, right, "{name}");
    }
    for name in ["sites.csv", "columns.csv", "tickets.csv", "coverage.csv"] {
        assert_eq!(sorted.rows(name), shuffled.rows(name), "{name}");
    }
}

#[test]
fn shuffled_updates_of_a_column_lie_apart() {
    let made = made(&Options { order: Order::Shuffled, updates: 50, anomalies: 0.0, ..small() });
    let rows = made.rows("updates.csv");
    let together = rows.windows(2).filter(|pair| pair[0][0] == pair[1][0]).count();
    assert!(together * 50 < rows.len(), "{together} of {} rows follow one of the same column", rows.len());
}
