//! The same rows are the same evidence, whatever carries them: CSV, record batches, Parquet.

use std::collections::BTreeSet;

use gov_site_compliance::RejectCode;
use proptest::{prelude::*, strategy::ValueTree};

use super::{
    columnar_arrays::Dice,
    columnar_rows::{Tables, census},
    columnar_seen::{csv, frames, parquet, rows_in_buffers},
};

/// Codes that only the rows beside a row tell.
const BETWEEN_ROWS: [RejectCode; 12] = [
    RejectCode::UnknownSite,
    RejectCode::UnknownColumn,
    RejectCode::UnknownChannel,
    RejectCode::UnknownClause,
    RejectCode::UnknownParent,
    RejectCode::ForeignColumn,
    RejectCode::ForeignParent,
    RejectCode::ParentIsItself,
    RejectCode::ConflictingDuplicate,
    RejectCode::ColumnOfTwoSites,
    RejectCode::ChannelContradiction,
    RejectCode::ColumnWithoutKind,
];

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
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

#[test]
fn the_generated_censuses_hold_every_oddity() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut codes = BTreeSet::new();
    let (mut few, mut enough) = (0, 0);
    let (mut late, mut lost, mut collapsed, mut blank, mut in_buffers, mut columns) = (0, 0, 0, 0, 0, 0);
    for seed in 0..200 {
        let tables = census().new_tree(&mut runner).unwrap().current();
        let seen = csv(&tables);
        in_buffers += rows_in_buffers(&tables, &mut Dice(seed));
        columns += seen.counts["columns"][1];
        few += seen.facts.iter().filter(|(.., facts)| facts.contains("addresses: Few(")).count();
        enough += seen.facts.iter().filter(|(.., facts)| facts.contains("addresses: Enough")).count();
        late += usize::from(!seen.after_checkpoint.is_empty());
        lost += usize::from(seen.lost != "[]");
        collapsed += seen.counts.values().map(|counts| counts[3]).sum::<u64>();
        blank += seen.counts.values().map(|counts| counts[4]).sum::<u64>();
        codes.extend(seen.rejected_by_code.into_keys());
    }
    let of_texts = RejectCode::ALL.iter().filter(|code| codes.contains(code.code())).count();
    assert!(of_texts >= 60, "{of_texts}");
    // What a cell alone tells is one reader's work; what the rows beside it tell is told again for batches.
    let absent = BETWEEN_ROWS.iter().map(|code| code.code()).filter(|code| !codes.contains(code));
    assert_eq!(absent.collect::<Vec<_>>(), [""; 0]);
    assert!(few > 100 && enough > 40, "{few} {enough}");
    assert!(late > 50 && lost > 5 && collapsed > 50 && blank > 20, "{late} {lost} {collapsed} {blank}");
    assert!(in_buffers > columns / 5 && in_buffers < columns * 4 / 5, "{in_buffers} of {columns}");
}
