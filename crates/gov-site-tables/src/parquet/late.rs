//! Texts of a column that the batches of a row group leave out, read one by one where somebody asks for them after all: pages without such a
//! row stay packed.

use std::{cell::RefCell, fs::File, sync::Arc};

use parquet::{
    arrow::arrow_reader::RowGroups,
    column::reader::{ColumnReaderImpl, get_column_reader, get_typed_column_reader},
    data_type::ByteArrayType,
    file::metadata::ParquetMetaData,
};

use super::{broken::Broken, headers, pages::Group, quiet::guarded};

/// The texts of one column of a row group. Every cell of it is filled.
pub(super) struct LateTexts<'p> {
    pub file: Arc<File>,
    pub meta: &'p ParquetMetaData,
    pub group: usize,
    pub leaf: usize,
    /// Number of the group's first row in its file.
    pub first_row: u64,
    reader: RefCell<Option<Reader>>,
}

/// A reader and the row of the group that it would read next.
struct Reader {
    column: ColumnReaderImpl<ByteArrayType>,
    next: usize,
}

impl<'p> LateTexts<'p> {
    pub(super) fn new(file: &Arc<File>, meta: &'p ParquetMetaData, group: usize, leaf: usize, first_row: u64) -> LateTexts<'p> {
        LateTexts { file: Arc::clone(file), meta, group, leaf, first_row, reader: RefCell::new(None) }
    }

    /// The text in a row of the file. Rows that ascend take one pass over the column.
    pub(super) fn text(&self, row: u64) -> Result<String, Broken> {
        let row = row.checked_sub(self.first_row).and_then(|row| usize::try_from(row).ok()).ok_or_else(|| Broken::bytes("a row of another row group"))?;
        let mut kept = self.reader.borrow_mut();
        let reader = match kept.take().filter(|reader| reader.next <= row) {
            Some(reader) => reader,
            None => guarded(|| self.open())?,
        };
        // After an error nobody reads on.
        let (reader, text) = guarded(|| reader.text(row))?;
        *kept = Some(reader);
        Ok(text)
    }

    fn open(&self) -> Result<Reader, Broken> {
        let chunk = self.meta.row_group(self.group).column(self.leaf);
        headers::walk(&self.file, chunk)?;
        let group = Group { file: Arc::clone(&self.file), meta: self.meta, index: self.group };
        let pages = group.column_chunks(self.leaf)?.next().ok_or_else(|| Broken::bytes("a column without pages"))??;
        let column = get_typed_column_reader(get_column_reader(chunk.column_descr_ptr(), pages));
        Ok(Reader { column, next: 0 })
    }
}

impl Reader {
    fn text(mut self, row: usize) -> Result<(Reader, String), Broken> {
        let ends_early = || Broken::bytes(format!("a column ends before row {} of its row group", row + 1));
        let (before, mut levels, mut values) = (row - self.next, Vec::new(), Vec::new());
        if self.column.skip_records(before)? != before {
            return Err(ends_early());
        }
        self.column.read_records(1, Some(&mut levels), None, &mut values)?;
        let value = values.pop().ok_or_else(ends_early)?;
        let text = String::from_utf8(value.data().to_vec()).map_err(Broken::bytes)?;
        self.next = row + 1;
        Ok((self, text))
    }
}
