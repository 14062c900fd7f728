//! The same rows are the same evidence, whatever carries them: CSV, record batches, Parquet.

use proptest::prelude::*;

use super::{
    columnar_arrays::Dice,
    columnar_rows::{Tables, census},
    columnar_seen::{csv, frames, parquet},
};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases: cases * std::env::var("H8").map_or(1, |f| f.parse().unwrap()), failure_persistence: None, ..ProptestConfig::default() }
}

/// The rows of a table in another order.
fn shuffled(tables: &Tables, names: &[&str], dice: &mut Dice) -> Tables {
    let mut tables = tables.clone();
    for (_, table) in tables.iter_mut().filter(|(name, _)| names.contains(name)) {
        for last in (1..table.rows.len()).rev() {
            table.rows.swap(last, dice.below(last + 1));
        }
    }
    tables
}

fn sorted(tables: &Tables) -> Tables {
    let mut tables = tables.clone();
    tables.values_mut().for_each(|table| table.rows.sort());
    tables
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn record_batches_of_any_types_are_the_rows(tables in census(), seeds in proptest::array::uniform2(any::<u64>())) {
        let rows = csv(&tables);
        for seed in seeds {
            rows.assert_same(&frames(&tables, &mut Dice(seed)), "frames");
        }
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn parquet_in_any_parts_is_the_rows(tables in census(), seed in any::<u64>()) {
        csv(&tables).assert_same(&parquet(&tables, &mut Dice(seed)), "parquet");
    }

    #[test]
    fn the_order_of_rows_changes_nothing(tables in census(), seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let mixed = frames(&shuffled(&tables, &["columns", "updates", "visits"], &mut dice), &mut dice);
        let rows = csv(&tables);
        rows.assert_same(&mixed, "shuffled frames");
        rows.assert_same(&frames(&sorted(&tables), &mut dice), "sorted frames");
    }
}
