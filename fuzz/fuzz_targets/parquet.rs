//! Any bytes as a Parquet file of updates and of visits: opened and read by two threads, without a panic and without
//! memory that only the bytes claim. Run with `-rss_limit_mb=1024 -detect_leaks=0`: a thread that just ends looks like a leak.
#![no_main]

use std::{cell::OnceCell, fs};

use gov_site_compliance::{Row, Update, Visit, ingest::Checked};
use gov_site_tables::{
    ForeignHeadings, TableFile,
    parquet::{Batch, ParquetTable, Projection},
};
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

thread_local! {
    static DIR: OnceCell<TempDir> = const { OnceCell::new() };
}

fuzz_target!(|bytes: &[u8]| {
    let path = DIR.with(|dir| dir.get_or_init(|| tempfile::tempdir().expect("a folder for the file")).path().join("x.parquet"));
    fs::write(&path, bytes).expect("space for the file");
    let file = TableFile { name: "x.parquet".into(), path };
    read::<Update>(file.clone(), "url");
    read::<Visit>(file, "vantage");
});

fn read<R: Row + Checked>(file: TableFile, presence: &str) {
    let Ok(table) = ParquetTable::open(R::TABLE, vec![file], &ForeignHeadings::default()) else { return };
    let each = |count: &mut u64, batch: &Batch<'_>| {
        let rows = batch.rows()?;
        *count += (0..batch.len()).filter(|row| rows.read::<R>(*row, &batch.place(*row)).is_ok()).count() as u64;
        Ok(())
    };
    let presence = [presence];
    let projection = Projection::all().presence_only(&presence);
    if let Ok(counts) = table.scan(&projection, vec![0; 2], each, &mut |_| {}) {
        assert!(counts.iter().sum::<u64>() <= table.rows());
    }
}
