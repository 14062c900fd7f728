//! The pages of one row group, each column from its own place in the file, one page in memory at a time.

use std::{fs::File, sync::Arc};

use parquet::{
    arrow::arrow_reader::RowGroups,
    basic::Encoding,
    column::page::{Page, PageIterator, PageMetadata, PageReader},
    errors::{ParquetError, Result},
    file::{
        metadata::{ParquetMetaData, RowGroupMetaData},
        reader::SerializedPageReader,
    },
};

use super::delta;

/// Texts of a page that are written as differences may unpack into no more than this.
const MOST_TEXT: u64 = 1 << 28;

/// One row group of an open file. Threads must not share `file`: its position moves.
pub(super) struct Group<'a> {
    pub file: Arc<File>,
    pub meta: &'a ParquetMetaData,
    pub index: usize,
}

impl Group<'_> {
    fn group(&self) -> &RowGroupMetaData {
        self.meta.row_group(self.index)
    }
}

impl RowGroups for Group<'_> {
    fn num_rows(&self) -> usize {
        usize::try_from(self.group().num_rows()).unwrap_or(0)
    }

    fn column_chunks(&self, leaf: usize) -> Result<Box<dyn PageIterator>> {
        let chunk = self.group().column(leaf);
        let inner = SerializedPageReader::new(Arc::clone(&self.file), chunk, self.num_rows(), None)?;
        let pages: Box<dyn PageReader> = Box::new(CheckedPages { inner, has_levels: chunk.column_descr().max_def_level() > 0 });
        Ok(Box::new(OneChunk(Some(pages))))
    }

    fn row_groups(&self) -> Box<dyn Iterator<Item = &RowGroupMetaData> + '_> {
        Box::new(std::iter::once(self.group()))
    }

    fn metadata(&self) -> &ParquetMetaData {
        self.meta
    }
}

/// The pages of the one chunk of a column.
struct OneChunk(Option<Box<dyn PageReader>>);

impl Iterator for OneChunk {
    type Item = Result<Box<dyn PageReader>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.take().map(Ok)
    }
}

impl PageIterator for OneChunk {}

/// Pages whose lengths are checked before the reader believes them.
struct CheckedPages {
    inner: SerializedPageReader<File>,
    /// Whether definition levels stand before the values.
    has_levels: bool,
}

impl CheckedPages {
    /// Pages of differences say inside how many numbers they hold and how long the texts become.
    fn check(&self, page: &Page) -> Result<()> {
        let (buffer, start) = match page {
            Page::DataPage { buf, .. } if self.has_levels => (buf, levels_of_v1(buf)),
            Page::DataPage { buf, .. } => (buf, Some(0)),
            Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. } => {
                (buf, Some(*def_levels_byte_len as usize + *rep_levels_byte_len as usize))
            }
            Page::DictionaryPage { .. } => return Ok(()),
        };
        let most = u64::from(page.num_values());
        let holds = |sound: fn(&[u8], u64) -> bool| start.and_then(|start| buffer.get(start..)).is_some_and(|data| data.is_empty() || sound(data, most));
        let sound = match page.encoding() {
            Encoding::DELTA_BINARY_PACKED => holds(delta::is_run),
            Encoding::DELTA_LENGTH_BYTE_ARRAY => holds(|data, most| delta::lengths(data, most).is_some()),
            Encoding::DELTA_BYTE_ARRAY => holds(is_sound_delta_text),
            _ => true,
        };
        if sound { Ok(()) } else { Err(ParquetError::General("a page of differences claims more than it holds".into())) }
    }
}

/// Bytes of the definition levels of a page of the first version, with their length before them.
fn levels_of_v1(buffer: &[u8]) -> Option<usize> {
    let length = buffer.first_chunk::<4>()?;
    (u32::from_le_bytes(*length) as usize).checked_add(4)
}

fn is_sound_delta_text(data: &[u8], most: u64) -> bool {
    let lengths = delta::lengths(data, most).and_then(|prefixes| Some((prefixes, delta::lengths(data.get(prefixes.bytes..)?, most)?)));
    lengths.is_some_and(|(prefixes, suffixes)| prefixes.count == suffixes.count && prefixes.sum.saturating_add(suffixes.sum) <= MOST_TEXT)
}

impl Iterator for CheckedPages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for CheckedPages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.inner.get_next_page()?;
        page.as_ref().map_or(Ok(()), |page| self.check(page))?;
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.inner.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.inner.skip_next_page()
    }
}
