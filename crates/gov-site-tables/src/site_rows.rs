//! The second pass of `explain`: the rows of one site as texts.

use std::collections::BTreeMap;

use gov_site_compliance::{
    Activity, Channel, Column, Coverage, Exemption, Link, Place, Reject, Review, Row, Service, ServiceFile, Site, SiteAddress, SiteLife, System, TABLES, Table,
    Ticket, Unit, Update, Visit, ingest::Checked,
};

use crate::{
    Folder, FolderError, Stop,
    record::Record,
    rows::{Row as TableRow, Rows as TableRows},
    settings::table_names,
    source::{Opened, Source},
};
#[cfg(feature = "parquet")]
use gov_site_arrow::Soundness;

#[cfg(feature = "parquet")]
use crate::{
    Frames,
    batches::{Batches, Rows},
    parquet::Projection,
};

/// Whether a row is wanted.
type Wanted<'a> = dyn Fn(&BTreeMap<&str, &str>) -> bool + 'a;
/// Takes a row and where it stands.
type Out<'a> = dyn FnMut(&Place, &BTreeMap<String, String>) + 'a;

impl Folder {
    /// Streams the rows of a table that can be read and are wanted, each with its place and
    /// texts by field. Empty cells and the remarks on tickets, which may hold a citizen's words, are left out. An absent
    /// table has no rows.
    ///
    /// # Errors
    /// An unknown table, a file that cannot be read, headings that cannot be used.
    pub fn rows_of_site(
        &self,
        table: &str,
        wanted: &dyn Fn(&BTreeMap<&str, &str>) -> bool,
        out: &mut dyn FnMut(&Place, &BTreeMap<String, String>),
    ) -> Result<(), FolderError> {
        rows_of_site(self, table, wanted, out, &Stop::default())
    }
}

#[cfg(feature = "parquet")]
impl Frames {
    /// As [`Folder::rows_of_site`].
    ///
    /// # Errors
    /// An unknown table.
    pub fn rows_of_site(
        &self,
        table: &str,
        wanted: &dyn Fn(&BTreeMap<&str, &str>) -> bool,
        out: &mut dyn FnMut(&Place, &BTreeMap<String, String>),
    ) -> Result<(), FolderError> {
        rows_of_site(self, table, wanted, out, &Stop::default())
    }
}

pub(crate) fn rows_of_site(source: &dyn Source, table: &str, wanted: &Wanted<'_>, out: &mut Out<'_>, stop: &Stop) -> Result<(), FolderError> {
    let known = TABLES.iter().find(|known| known.name == table);
    let table = *known.ok_or_else(|| FolderError::UnknownTable { table: table.into(), known: table_names() })?;
    match source.open(table)? {
        None => Ok(()),
        Some(Opened::Rows(rows)) => file_rows(table, rows, wanted, out, stop),
        #[cfg(feature = "parquet")]
        Some(Opened::Batches(batches)) => batch_rows(table, &batches, wanted, out, stop),
    }
}

fn file_rows(table: &'static Table, mut rows: TableRows, wanted: &Wanted<'_>, out: &mut Out<'_>, stop: &Stop) -> Result<(), FolderError> {
    let mut place = Place { file: rows.file().to_owned().into(), row: 0 };
    rows.each(&mut |row, _| {
        stop.check()?;
        let TableRow::Record(record) = row else { return Ok(()) };
        place.row = record.line;
        let texts = record.cells.texts();
        let texts = by_field(table, &texts.iter().map(Option::as_deref).collect::<Vec<_>>());
        if wanted(&texts) && is_sound(table, &record, &place) {
            out(&place, &owned(&texts));
        }
        Ok(())
    })
}

#[cfg(feature = "parquet")]
fn batch_rows(table: &'static Table, batches: &Batches, wanted: &Wanted<'_>, out: &mut Out<'_>, stop: &Stop) -> Result<(), FolderError> {
    let mut each = |batch: &Rows<'_>| {
        let sound = Soundness::default().check(&batch.fields, batch.batch, batch.at.first_row);
        sound.map_err(|source| FolderError::Columns { file: batch.at.file.into(), source })?;
        let rows = batch.bind()?;
        let mut place = batch.first();
        let first_row = place.row;
        for row in 0..rows.len() {
            stop.check()?;
            place.row = first_row + row as u64;
            let texts = rows.texts(row);
            let texts = by_field(table, &texts.iter().map(Option::as_deref).collect::<Vec<_>>());
            if wanted(&texts) && is_sound(table, &(&rows, row), &place) {
                out(&place, &owned(&texts));
            }
        }
        Ok(())
    };
    batches.each(&Projection::all(), &mut each, &mut |_| {})
}

fn by_field<'a>(table: &'static Table, texts: &[Option<&'a str>]) -> BTreeMap<&'a str, &'a str> {
    let named = table.fields.iter().zip(texts).filter_map(|(field, text)| Some((field.name, text.as_ref()?.trim())));
    let private = |field: &str| table.name == Ticket::TABLE.name && field == "note";
    named.filter(|(field, text)| !text.is_empty() && !private(field)).collect()
}

fn owned(texts: &BTreeMap<&str, &str>) -> BTreeMap<String, String> {
    texts.iter().map(|(field, text)| (field.to_string(), text.to_string())).collect()
}

/// A row that can be read as a row of its table.
trait Readable {
    fn read<R: Checked>(&self, place: &Place) -> Result<R, Box<Reject>>;
}

impl Readable for Record<'_> {
    fn read<R: Checked>(&self, place: &Place) -> Result<R, Box<Reject>> {
        Record::read(self, place)
    }
}

#[cfg(feature = "parquet")]
impl Readable for (&gov_site_arrow::BatchRows<'_>, usize) {
    fn read<R: Checked>(&self, place: &Place) -> Result<R, Box<Reject>> {
        self.0.read(self.1, place)
    }
}

/// Whether the row was accepted, as far as the row alone tells.
fn is_sound(table: &'static Table, record: &impl Readable, place: &Place) -> bool {
    macro_rules! sound {
        ($($row:ident)+) => { $(table.name == $row::TABLE.name && record.read::<$row>(place).is_ok())||+ };
    }
    sound!(Site SiteLife SiteAddress Unit Column Channel Exemption Coverage Ticket Review Activity Link Service ServiceFile System Update Visit)
}
