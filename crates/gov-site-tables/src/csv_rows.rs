//! The records of one CSV file, streamed: texts by field, or what is wrong with the record as a whole.

use std::{cmp::Ordering, fs::File, path::Path};

use csv::{ByteRecord, ReaderBuilder};
use gov_site_compliance::{RejectCode, Table, ingest::Fault};

use crate::{
    FolderError, ForeignHeadings, TableReport,
    decoded::Decoded,
    delimiter::Delimiter,
    encoding::Encoding,
    headings::{HeadingLine, Headings, example},
    record::{Carried, Next, Record},
    watched::Watched,
};

/// An open CSV file of a table.
pub(crate) struct CsvRows {
    table: &'static Table,
    file: String,
    reader: csv::Reader<Watched<Decoded>>,
    encoding: Encoding,
    delimiter: Delimiter,
    record: ByteRecord,
    heading_line: u64,
    headings: Headings,
}

impl CsvRows {
    /// Opens a file and reads its headings.
    pub(crate) fn open(table: &'static Table, path: &Path, file: &str, foreign: &ForeignHeadings) -> Result<CsvRows, FolderError> {
        let io = |error| FolderError::io(file, error);
        let decoded = File::open(path).and_then(Decoded::new).map_err(io)?;
        let encoding = decoded.encoding();
        let delimiter = Delimiter::of(&decoded.head(), table, foreign);
        let watched = Watched::new(decoded, delimiter.byte()).map_err(io)?;
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter.byte()).buffer_capacity(1 << 16).from_reader(watched);
        let mut record = ByteRecord::new();
        if !reader.read_byte_record(&mut record).map_err(|error| io(error.into()))? {
            return Err(FolderError::NoHeadings { file: file.into(), example: example(table) });
        }
        let line = reader.get_mut().next_start().unwrap_or(1);
        if reader.get_ref().is_unclosed() {
            return Err(FolderError::HeadingsUnclosed { file: file.into(), line });
        }
        let texts: Option<Vec<&str>> = record.iter().map(|cell| str::from_utf8(cell).ok()).collect();
        let texts = texts.ok_or_else(|| FolderError::HeadingsNotUtf8 { file: file.into(), line })?;
        let headings = HeadingLine { table, file, line, foreign }.read(&texts)?;
        Ok(CsvRows { table, file: file.into(), reader, encoding, delimiter, record, heading_line: line, headings })
    }

    /// Reads the next record.
    pub(crate) fn next(&mut self) -> Result<Next<'_>, FolderError> {
        let more = self.reader.read_byte_record(&mut self.record);
        if !more.map_err(|error| FolderError::io(self.file.as_str(), error.into()))? {
            return Ok(Next::End);
        }
        let watched = self.reader.get_mut();
        let line = watched.next_start().unwrap_or(0);
        let unclosed = watched.is_unclosed();
        if unclosed {
            let fault = Fault::new(RejectCode::UnclosedQuote, "成对的引号");
            let cells = Carried::Texts(vec![None; self.table.fields.len()]);
            return Ok(Next::Record(Record { line, cells, fault: Some(("", fault)) }));
        }
        if self.record.iter().all(|cell| str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty())) {
            return Ok(Next::Blank);
        }
        let record = self.cells(line);
        Ok(if record.is_blank() { Next::Blank } else { Next::Record(record) })
    }

    /// Texts by field; a cell that is no text in the encoding of the file is left out and noted.
    fn cells(&self, line: u64) -> Record<'_> {
        let mut texts = vec![None; self.table.fields.len()];
        let mut fault = self.ragged();
        for (column, cell) in self.record.iter().enumerate() {
            let field = self.headings.fields.get(column).copied().flatten();
            match (str::from_utf8(cell), field) {
                (Ok(text), Some(field)) => texts[field] = Some(text),
                (Ok(_), None) => {}
                (Err(_), field) => {
                    let name = field.map_or("", |field| self.table.fields[field].name);
                    fault.get_or_insert_with(|| (name, Fault::new(RejectCode::NotUtf8, self.encoding.expected())));
                }
            }
        }
        Record { line, cells: Carried::Texts(texts), fault }
    }

    fn ragged(&self) -> Option<(&'static str, Fault)> {
        let (found, wanted) = (self.record.len(), self.headings.fields.len());
        let code = match found.cmp(&wanted) {
            Ordering::Equal => return None,
            _ if self.holds_other_rows(wanted) => RejectCode::SwallowedRows,
            Ordering::Less => RejectCode::RaggedRow,
            Ordering::Greater => RejectCode::SurplusCells,
        };
        Some(("", Fault::new(code, format!("{wanted}个单元格（本行有{found}个）"))))
    }

    /// Whether a line inside a cell has the commas of a row, or of most of one: a stray quotation mark took in rows that follow.
    fn holds_other_rows(&self, wanted: usize) -> bool {
        let commas = |line: &[u8]| line.iter().filter(|byte| **byte == self.delimiter.byte()).count();
        self.record.iter().any(|cell| cell.split(|byte| *byte == b'\n').skip(1).any(|line| commas(line) * 2 >= wanted))
    }

    /// Name of the file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// How the file was read so far.
    pub(crate) fn report(&self) -> TableReport {
        TableReport {
            table: self.table.name,
            file: self.file.clone(),
            format: "csv",
            encoding: self.encoding.name(),
            delimiter: self.delimiter.name(),
            heading_row: self.heading_line,
            headings: self.headings.mapped.clone(),
            sha256: self.reader.get_ref().inner().sha256(),
            ..TableReport::default()
        }
    }

    /// Headings that nobody knows.
    pub(crate) fn dropped(&self) -> &[String] {
        &self.headings.dropped
    }

    /// Bytes of the file so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.reader.get_ref().inner().count()
    }
}
