//! Rejected rows of batches: all of them, in the order of the rows, whatever thread found them.

use std::{io, sync::Arc};

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use gov_site_compliance::{Day, Plan, Reject, facts::Setting, standard::Library};
use gov_site_tables::{FolderError, Frames, RejectSink};

/// Many times what a thread may be ahead.
const ROWS: usize = 200_000;
const CHECKPOINT: Day = Day(17_499);

fn text(text: &str) -> ArrayRef {
    Arc::new(StringArray::from(vec![text]))
}

/// Updates of a column that nobody knows.
fn frames(threads: usize) -> Frames {
    let sites = [("site_code", "1"), ("site_name", "示例"), ("home_url", "http://a.example/"), ("role", "department"), ("level", "city")];
    let sites = sites.into_iter().chain([("division", "市本级"), ("sponsor", "示例单位")]).map(|(field, cell)| (field, text(cell)));
    let updates: [(&str, ArrayRef); 3] = [
        ("column_id", Arc::new(Int64Array::from(vec![7; ROWS]))),
        ("url", Arc::new(StringArray::from(vec!["/1"; ROWS]))),
        ("published_on", Arc::new(Date32Array::from(vec![CHECKPOINT.0; ROWS]))),
    ];
    let mut frames = Frames::default();
    frames.push("sites", RecordBatch::try_from_iter(sites).unwrap()).unwrap();
    frames.push("updates", RecordBatch::try_from_iter(updates).unwrap()).unwrap();
    frames.set_threads(threads);
    frames
}

fn read(frames: &Frames, sink: &mut dyn RejectSink) -> Result<gov_site_tables::Evidence, FolderError> {
    let standard = Library::embedded().resolve("zibo-2017").unwrap();
    let setting = Setting { checkpoint: CHECKPOINT, visits_until: CHECKPOINT, period_from: CHECKPOINT };
    let plan = Plan::compile(&[&standard], setting).unwrap();
    frames.read(&standard, &plan, sink, &mut |_| {})
}

#[test]
fn every_rejected_row_comes_in_its_order() {
    for threads in 1..=3 {
        let mut rejects: Vec<Reject> = Vec::new();
        let evidence = read(&frames(threads), &mut rejects).unwrap();
        assert!(rejects.iter().map(|reject| reject.place.row).eq(1..=ROWS as u64), "{threads} threads");
        assert_eq!(evidence.report.table("updates").unwrap().rejected, ROWS as u64);
    }
}

/// A disk that is full after some rows.
struct Full(usize);

impl RejectSink for Full {
    fn reject(&mut self, _: &Reject) -> io::Result<()> {
        self.0 = self.0.checked_sub(1).ok_or_else(|| io::Error::other("no space left"))?;
        Ok(())
    }
}

#[test]
fn a_sink_that_fails_ends_the_reading() {
    for threads in 1..=3 {
        let error = read(&frames(threads), &mut Full(10)).err().unwrap();
        assert!(error.to_string().contains("no space left"), "{error}");
    }
}
