//! The table of columns as record batches, and which of its sites can stay there.

use std::collections::HashSet;

use arrow_array::{ArrayRef, RecordBatch};
use gov_site_compliance::{Column, Place, Row};

use super::{
    ids::{Id, IdIndex, Ids},
    index::{IdRows, index},
    lean::{self, Lean},
    texts::{Texts, as_texts},
};
use crate::{ArrowError, BatchRows, Fields};

/// What is still read of a column once its rows are told apart: the other cells are in [`Lean`].
const SHOWN: [&str; 4] = ["column_id", "column_name", "url", "source_ref"];

/// Batches of the table of columns in the order of its rows.
#[derive(Default)]
pub struct ColumnStore {
    pub(crate) batches: Vec<Stored>,
    files: Vec<String>,
}

/// One batch with its typed cells.
pub(crate) struct Stored {
    pub(crate) batch: RecordBatch,
    fields: Fields,
    file: u32,
    first_row: u64,
    pub(crate) lean: Vec<Lean>,
    /// Rows of one site that stand together.
    pub(crate) runs: Vec<Run>,
}

/// Rows `start..end` name this site; empty where there is no code.
pub(crate) struct Run {
    pub(crate) site_code: String,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Stored {
    fn new(batch: RecordBatch, fields: Fields, file: u32, first_row: u64) -> Result<Stored, ArrowError> {
        let batch = with_texts(batch, &fields)?;
        let (lean, runs) = {
            let array = |field: &str| fields.array(&batch, field);
            (lean::read(batch.num_rows(), &["site_code", "column_name"], &array), runs(batch.num_rows(), array("site_code")))
        };
        Ok(Stored { batch, fields, file, first_row, lean, runs })
    }

    pub(crate) fn array(&self, field: &str) -> Option<&ArrayRef> {
        self.fields.array(&self.batch, field)
    }

    /// Lets go of all fields but these.
    pub(crate) fn keep(&mut self, fields: &[&str]) {
        let schema = self.batch.schema_ref();
        let positions: Vec<usize> = fields.iter().filter_map(|field| schema.index_of(self.fields.name(field)?).ok()).collect();
        // A projection to columns that are there cannot fail.
        if let Ok(batch) = self.batch.project(&positions) {
            self.batch = batch;
        }
    }
}

/// Ids that are neither texts nor numbers of 64 bits, and codes that are no texts, as the texts that they equal: batches may
/// differ in types, and every row must be found under its site and its id.
pub(crate) fn with_texts(batch: RecordBatch, fields: &Fields) -> Result<RecordBatch, ArrowError> {
    let is_foreign = |field: &&str| match *field {
        "column_id" => Ids::of(fields.array(&batch, field)).is_none(),
        _ => Texts::of(fields.array(&batch, field)).is_none(),
    };
    let foreign: Vec<&str> = ["column_id", "site_code"].into_iter().filter(is_foreign).collect();
    if foreign.is_empty() {
        return Ok(batch);
    }
    as_texts(&batch, fields, &foreign)
}

/// Rows of one site that stand together, by their codes.
pub(crate) fn runs(rows: usize, codes: Option<&ArrayRef>) -> Vec<Run> {
    let codes = Texts::of(codes).unwrap_or(Texts::ABSENT);
    let mut runs: Vec<Run> = Vec::new();
    for rows in codes.runs(rows) {
        let code = codes.get(rows.start).map(str::trim).unwrap_or_default();
        match runs.last_mut() {
            Some(run) if run.site_code == code => run.end = rows.end as u32,
            _ => runs.push(Run { site_code: code.into(), start: rows.start as u32, end: rows.end as u32 }),
        }
    }
    runs
}

impl ColumnStore {
    /// Adds a batch of the file `file`, whose first row is row `first_row` of the file (from 1).
    ///
    /// # Errors
    /// More than 2³¹ rows in one batch, and a batch that does not fit its fields.
    pub fn push(&mut self, batch: RecordBatch, fields: &Fields, file: &str, first_row: u64) -> Result<(), ArrowError> {
        if batch.num_rows() > i32::MAX as usize {
            return Err(ArrowError::TooManyRows { table: Column::TABLE.name, rows: batch.num_rows() });
        }
        if self.files.last().is_none_or(|last| last != file) {
            self.files.push(file.to_owned());
        }
        let stored = Stored::new(batch, fields.clone(), self.files.len() as u32 - 1, first_row)?;
        self.batches.push(stored);
        Ok(())
    }

    /// Adds the batches that follow.
    pub fn append(&mut self, other: ColumnStore) {
        let shift = self.files.len() as u32;
        self.files.extend(other.files);
        self.batches.extend(other.batches.into_iter().map(|stored| Stored { file: stored.file + shift, ..stored }));
    }

    /// First slot of each batch.
    fn starts(&self) -> Vec<u32> {
        let rows = self.batches.iter().map(|stored| stored.batch.num_rows() as u32);
        rows.scan(0, |next, rows| Some(std::mem::replace(next, *next + rows))).collect()
    }

    /// Rows of all batches.
    pub fn rows(&self) -> u64 {
        self.batches.iter().map(|stored| stored.batch.num_rows() as u64).sum()
    }

    /// Lets go of all that findings do not show; what rules read of it is kept apart.
    pub(crate) fn keep_shown(&mut self) {
        self.batches.iter_mut().for_each(|stored| stored.keep(&SHOWN));
    }

    /// Divides the sites: those that are plain keep their columns here, the rows of all others must be settled. A site is plain
    /// if `is_sound` (its code stands in exactly one row of the table of sites), every row that names it is plain, and no other
    /// row of the table, of whatever site, has one of its ids.
    pub fn divide(self, is_sound: &dyn Fn(&str) -> bool) -> Divided {
        let mut careful: HashSet<String> = HashSet::new();
        for stored in &self.batches {
            for run in &stored.runs {
                let plain = || stored.lean[run.start as usize..run.end as usize].iter().all(|lean| lean.is_plain());
                if !careful.contains(&run.site_code) && (run.site_code.is_empty() || !is_sound(&run.site_code) || !plain()) {
                    careful.insert(run.site_code.clone());
                }
            }
        }
        let index = self.index(&mut careful);
        let starts = self.starts();
        Divided { store: self, index, careful, starts }
    }

    /// The index of all ids; sites that share an id with another row are careful.
    fn index(&self, careful: &mut HashSet<String>) -> IdIndex {
        let ids = self.batches.iter().map(|stored| IdRows { ids: Ids::of(stored.array("column_id")), rows: stored.batch.num_rows() });
        let (index, shared) = index(&ids.collect::<Vec<_>>());
        careful.extend(shared.into_iter().filter_map(|slot| self.site_of(slot)));
        index
    }

    fn site_of(&self, slot: u32) -> Option<String> {
        let mut row = slot as usize;
        for stored in &self.batches {
            if row < stored.batch.num_rows() {
                let run = stored.runs.partition_point(|run| run.end as usize <= row);
                return stored.runs.get(run).map(|run| run.site_code.clone());
            }
            row -= stored.batch.num_rows();
        }
        None
    }
}

/// A store whose sites are told apart: plain ones, and others whose rows are to be settled.
pub struct Divided {
    pub(crate) store: ColumnStore,
    pub(crate) index: IdIndex,
    pub(crate) careful: HashSet<String>,
    /// First slot of each batch.
    pub(crate) starts: Vec<u32>,
}

/// Whether the row of a slot says that its column stands on the home page or on the second level.
pub(crate) fn is_on_home(batches: &[Stored], starts: &[u32], slot: u32) -> bool {
    let Some(batch) = starts.partition_point(|start| *start <= slot).checked_sub(1) else { return false };
    batches[batch].lean.get((slot - starts[batch]) as usize).is_some_and(|lean| lean.on_home() || lean.on_second_level())
}

impl Divided {
    /// Site of a column that stays in the store.
    pub fn owner(&self, column_id: &str) -> Option<String> {
        let slot = self.index.slot(Id::of(column_id))?;
        self.store.site_of(slot).filter(|code| !self.careful.contains(code))
    }

    /// Rows that stay in the store.
    pub fn plain_rows(&self) -> u64 {
        let runs = self.store.batches.iter().flat_map(|stored| &stored.runs).filter(|run| !self.careful.contains(&run.site_code));
        runs.map(|run| u64::from(run.end - run.start)).sum()
    }

    /// Whether every site is plain, so that the rows of none are to be settled.
    pub fn is_plain(&self) -> bool {
        self.careful.is_empty()
    }

    /// Lets go of what only rows to be settled are read from, where there is none.
    pub fn trim(&mut self) {
        if self.is_plain() {
            self.store.keep_shown();
        }
    }

    /// Whether there is no row at all.
    pub fn is_empty(&self) -> bool {
        self.store.batches.iter().all(|stored| stored.batch.num_rows() == 0)
    }

    /// Hands out the rows of all other sites in the order of the table, each with its batch and its place.
    ///
    /// # Errors
    /// What `take` returns; what `wrap` makes of a file and its batch that does not fit its fields.
    pub fn careful_rows<E>(&self, take: &mut dyn FnMut(&BatchRows<'_>, usize, &Place) -> Result<(), E>, wrap: &dyn Fn(&str, ArrowError) -> E) -> Result<(), E> {
        for stored in &self.store.batches {
            let file = &self.store.files[stored.file as usize];
            let rows = stored.fields.bind(&stored.batch).map_err(|error| wrap(file, error))?;
            let mut place = Place { file: file.clone().into(), row: 0 };
            for run in stored.runs.iter().filter(|run| self.careful.contains(&run.site_code)) {
                for row in run.start..run.end {
                    place.row = stored.first_row + u64::from(row);
                    take(&rows, row as usize, &place)?;
                }
            }
        }
        Ok(())
    }
}
