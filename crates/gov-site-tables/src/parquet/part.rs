//! One Parquet file of a table: opened, checked and matched with the table's fields; its row groups ready to be read.

use std::{fs::File, sync::Arc};

use arrow_array::RecordBatch;
use arrow_schema::{Fields as Columns, SchemaRef};
use gov_site_arrow::Fields;
use gov_site_compliance::Table;
use parquet::{
    arrow::{ProjectionMask, arrow_reader::ParquetRecordBatchReader, parquet_to_arrow_field_levels},
    file::metadata::ParquetMetaData,
};

use super::{
    Projection,
    broken::Broken,
    footer, headers,
    late::LateTexts,
    pages::Group,
    quiet::guarded,
    statistics,
    types::{self, leaf_of},
};
use crate::{FolderError, ForeignHeadings, TableFile};

/// Rows of a batch at most.
const BATCH: usize = 1 << 16;

/// One file of a table whose footer is read and found sound.
#[derive(Debug)]
pub(super) struct Part {
    file: TableFile,
    bytes: u64,
    meta: ParquetMetaData,
    schema: SchemaRef,
    fields: Fields,
}

/// The batches of one row group.
pub(super) struct GroupReader<'p> {
    reader: ParquetRecordBatchReader,
    /// Rows that are still to come.
    left: u64,
    /// Fields that were left out because every cell of them is filled.
    pub filled: Vec<&'static str>,
    /// Texts of a field that was left out, for rows that ask for them.
    pub late: Option<LateTexts<'p>>,
}

impl Part {
    pub(super) fn open(table: &'static Table, file: TableFile, headings: &ForeignHeadings) -> Result<Part, FolderError> {
        let io = |error| FolderError::io(&file.name, error);
        let handle = File::open(&file.path).map_err(io)?;
        let bytes = handle.metadata().map_err(io)?.len();
        let broken = |broken: Broken| broken.of(&file.name);
        let meta = footer::read(&handle, bytes).map_err(broken)?;
        let schema = Arc::new(guarded(|| types::readable(&meta)).map_err(broken)?);
        let fields = Fields::of(table, &schema, &|heading| headings.field(table, heading));
        let fields = fields.map_err(|source| FolderError::Columns { file: file.name.clone(), source })?;
        let part = Part { file, bytes, meta, schema, fields };
        part.check_codecs().map_err(|broken| broken.of(part.name()))?;
        Ok(part)
    }

    fn check_codecs(&self) -> Result<(), Broken> {
        let leaves: Vec<usize> = self.fields.positions().into_iter().filter_map(|root| self.leaf(root)).collect();
        let chunks = self.meta.row_groups().iter().flat_map(|group| leaves.iter().map(|leaf| group.column(*leaf)));
        chunks.into_iter().try_for_each(footer::check_codec)
    }

    fn leaf(&self, root: usize) -> Option<usize> {
        leaf_of(self.meta.file_metadata().schema_descr(), root)
    }

    /// Name of the file as in the folder.
    pub(super) fn name(&self) -> &str {
        &self.file.name
    }

    /// Size of the file.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Which column is which field.
    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Rows of each row group.
    pub(super) fn group_rows(&self) -> impl Iterator<Item = u64> {
        self.meta.row_groups().iter().map(|group| group.num_rows().unsigned_abs())
    }

    /// Packed bytes of a row group.
    pub(super) fn group_bytes(&self, group: usize) -> u64 {
        self.meta.row_group(group).compressed_size().unsigned_abs()
    }

    /// Opens the file for one thread.
    pub(super) fn handle(&self) -> Result<Arc<File>, FolderError> {
        File::open(&self.file.path).map(Arc::new).map_err(|error| FolderError::io(self.name(), error))
    }

    /// Begins to read a row group, whose first row is row `first_row` of the file.
    pub(super) fn group(&self, handle: &Arc<File>, group: usize, first_row: u64, projection: &Projection<'_>) -> Result<GroupReader<'_>, FolderError> {
        guarded(|| self.group_unnamed(handle, group, first_row, projection)).map_err(|broken| broken.of(self.name()))
    }

    fn group_unnamed(&self, handle: &Arc<File>, group: usize, first_row: u64, projection: &Projection<'_>) -> Result<GroupReader<'_>, Broken> {
        let descriptor = self.meta.file_metadata().schema_descr();
        let mut columns = self.schema.fields().to_vec();
        let (mut roots, mut filled, mut late) = (Vec::new(), Vec::new(), None);
        for field in self.fields.table().fields.iter().filter(|field| projection.takes(field.name)) {
            let Some((root, leaf)) = self.fields.position(field.name).and_then(|root| Some((root, self.leaf(root)?))) else { continue };
            let is_later = projection.is_read_later(field.name);
            let may_leave = projection.is_presence_only(field.name) && (!is_later || types::is_text(&columns[root]));
            if may_leave && statistics::never_blank(&self.meta, group, leaf) {
                filled.push(field.name);
                late = late.or_else(|| is_later.then(|| LateTexts::new(handle, &self.meta, group, leaf, first_row)));
                continue;
            }
            let pages = headers::walk(handle, self.meta.row_group(group).column(leaf))?;
            if pages.by_dictionary && types::repeats(field) && types::is_text(&columns[root]) {
                columns[root] = types::retyped(&columns[root], types::dictionary());
            }
            roots.push(root);
        }
        let levels = parquet_to_arrow_field_levels(descriptor, ProjectionMask::roots(descriptor, roots), Some(&Columns::from(columns)))?;
        let pages = Group { file: Arc::clone(handle), meta: &self.meta, index: group };
        let left = self.meta.row_group(group).num_rows().unsigned_abs();
        let reader = ParquetRecordBatchReader::try_new_with_row_groups(&levels, &pages, BATCH.min(left as usize).max(1), None)?;
        Ok(GroupReader { reader, left, filled, late })
    }

    /// The next batch of a row group.
    pub(super) fn next(&self, group: &mut GroupReader<'_>) -> Result<Option<RecordBatch>, FolderError> {
        guarded(|| group.next()).map_err(|broken| broken.of(self.name()))
    }

    /// The text in a row of the file of a field that a row group leaves out.
    pub(super) fn late_text(&self, late: &LateTexts<'_>, row: u64) -> Result<String, FolderError> {
        late.text(row).map_err(|broken| broken.of(self.name()))
    }

    /// Whether statistics prove that no cell of a field is blank in a row group.
    pub(super) fn never_blank(&self, field: &str, group: usize) -> bool {
        let leaf = self.fields.position(field).and_then(|root| self.leaf(root));
        leaf.is_some_and(|leaf| group < self.meta.num_row_groups() && statistics::never_blank(&self.meta, group, leaf))
    }
}

impl GroupReader<'_> {
    fn next(&mut self) -> Result<Option<RecordBatch>, Broken> {
        if self.left == 0 {
            return Ok(None);
        }
        let batch = self.reader.next().transpose().map_err(Broken::bytes)?;
        let rows = batch.as_ref().map_or(0, |batch| batch.num_rows() as u64);
        if rows == 0 || rows > self.left {
            return Err(Broken::bytes(format!("a row group ends {} rows before its time", self.left)));
        }
        self.left -= rows;
        Ok(batch)
    }
}
