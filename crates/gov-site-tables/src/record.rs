//! One row of a table, whatever carried it: its cells by field, or what is wrong with the row as a whole.

use std::borrow::Cow;

use gov_site_compliance::{
    Place, Reject, RejectCode,
    ingest::{Cell, Cells, Charge, Checked, Fault, no_data, read_cells, read_row},
};

/// A row that is not blank.
pub(crate) struct Record<'a> {
    /// Line of the file, or row of the sheet, where it begins.
    pub line: u64,
    /// Its cells in the order of the table's fields.
    pub cells: Carried<'a>,
    /// Field at fault (empty for the whole row) and what is wrong with the row as a whole.
    pub fault: Option<(&'static str, Fault)>,
}

/// How the cells came. Texts are not turned into cells first, for CSV has a hundred million of them.
pub(crate) enum Carried<'a> {
    Texts(Vec<Option<&'a str>>),
    #[cfg_attr(not(any(feature = "jsonl", feature = "xlsx")), allow(dead_code))]
    Cells(Vec<Cell<'a>>),
}

/// What comes next in a table.
pub(crate) enum Next<'a> {
    /// A row.
    Record(Record<'a>),
    /// A row without any text under a known heading: in record batches nothing else is read either.
    Blank,
    /// The end.
    End,
}

impl Carried<'_> {
    /// Whether there is nothing to read.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Carried::Texts(texts) => texts.iter().flatten().all(|text| text.trim().is_empty()),
            Carried::Cells(cells) => cells.iter().all(|cell| matches!(cell, Cell::Empty) || matches!(cell, Cell::Text(text) if text.trim().is_empty())),
        }
    }

    /// The cells as texts.
    pub(crate) fn texts(&self) -> Vec<Option<Cow<'_, str>>> {
        match self {
            Carried::Texts(texts) => texts.iter().map(|text| text.map(Cow::Borrowed)).collect(),
            Carried::Cells(cells) => cells.iter().map(|cell| shown(*cell)).collect(),
        }
    }

    fn typed<R: Checked>(&self) -> Cells<'_> {
        match self {
            Carried::Texts(texts) => Cells::new(R::TABLE, texts),
            Carried::Cells(cells) => Cells::typed(R::TABLE, cells),
        }
    }
}

fn shown(cell: Cell<'_>) -> Option<Cow<'_, str>> {
    match cell {
        Cell::Unreadable(bad) => Some(Cow::Borrowed(&bad.shown)),
        cell => cell.text(),
    }
}

impl Record<'_> {
    /// Whether there is nothing to read and nothing wrong.
    pub(crate) fn is_blank(&self) -> bool {
        self.fault.is_none() && self.cells.is_blank()
    }

    /// The cells as texts of their own.
    pub(crate) fn texts(&self) -> Vec<Option<String>> {
        self.cells.texts().into_iter().map(|text| text.map(Cow::into_owned)).collect()
    }

    /// The typed row, or the reject with whom it is charged to.
    pub(crate) fn read<R: Checked>(&self, place: &Place) -> Result<R, Box<Reject>> {
        let Some((column, fault)) = &self.fault else {
            let read = match &self.cells {
                Carried::Texts(texts) => read_row(texts, place),
                Carried::Cells(cells) => read_cells(cells, place),
            };
            return read.map_err(Box::new);
        };
        // A total or a signature has fewer cells than the headings; that it is no data says more.
        let is_out_of_step = matches!(fault.code, RejectCode::RaggedRow | RejectCode::SurplusCells);
        if let Some(reject) = is_out_of_step.then(|| no_data(R::TABLE, &self.cells.typed::<R>(), place)).flatten() {
            return Err(Box::new(reject));
        }
        Err(Box::new(Reject {
            table: R::TABLE.name,
            place: place.clone(),
            column,
            code: fault.code,
            expected: fault.expected.clone(),
            original: String::new(),
            charge: self.charge::<R>(fault.code),
        }))
    }

    fn charge<R: Checked>(&self, code: RejectCode) -> Charge {
        // Nobody knows what such a row names, or how many rows it swallowed.
        if matches!(code, RejectCode::UnclosedQuote | RejectCode::NotAnObject) {
            return Charge::Table(R::TABLE.name);
        }
        let mut cells = self.cells.typed::<R>();
        // Faults of the cells tell what the row can prove.
        let _ = R::read(&mut cells);
        match R::charge(&cells) {
            // Cells of a row out of step may stand under the wrong heading: they prove nothing.
            Charge::Update { column, .. } if code.is_out_of_step() => Charge::Update { column, proves_item: false },
            charge => charge,
        }
    }
}
