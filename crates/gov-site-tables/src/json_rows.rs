//! The lines of a file of JSON Lines, streamed: one object a line, its keys are headings.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use gov_site_compliance::{RejectCode, Table, ingest::Fault};

use crate::{
    FolderError, ForeignHeadings, TableReport,
    decoded::Decoded,
    encoding::Encoding,
    headings::{field_of, on_one_line},
    held::Held,
    json_object::Object,
    record::{Carried, Next, Record},
};

/// A longer line is rejected unread.
const LONGEST_LINE: u64 = 16 << 20;
/// Keys that are remembered; a file of strangers may have as many as it has lines.
const KEYS: usize = 1_000;
/// Longest key that is remembered.
const LONGEST_KEY: usize = 200;

/// An open file of JSON Lines of a table.
pub(crate) struct JsonRows {
    table: &'static Table,
    file: String,
    foreign: ForeignHeadings,
    reader: BufReader<Decoded>,
    line: u64,
    text: Vec<u8>,
    held: Vec<Held<'static>>,
    /// Position of the field for each key so far.
    keys: HashMap<String, Option<usize>>,
    mapped: Vec<(String, &'static str)>,
    dropped: Vec<String>,
}

impl JsonRows {
    pub(crate) fn open(table: &'static Table, path: &Path, file: &str, foreign: &ForeignHeadings) -> Result<JsonRows, FolderError> {
        let decoded = File::open(path).and_then(Decoded::new).map_err(|error| FolderError::io(file, error))?;
        Ok(JsonRows {
            table,
            file: file.into(),
            foreign: foreign.clone(),
            reader: BufReader::with_capacity(1 << 16, decoded),
            line: 0,
            text: Vec::new(),
            held: Vec::new(),
            keys: HashMap::new(),
            mapped: Vec::new(),
            dropped: Vec::new(),
        })
    }

    /// Reads the next line that is not blank.
    pub(crate) fn next(&mut self) -> Result<Next<'_>, FolderError> {
        while self.read_line()? {
            let line = std::mem::take(&mut self.text);
            let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
            let is_blank = text.trim_ascii().is_empty();
            let fault = if is_blank { None } else { self.take(&String::from_utf8_lossy(text), str::from_utf8(text).is_err()) };
            self.text = line;
            if is_blank {
                continue;
            }
            let cells = Carried::Cells(self.held.iter().map(Held::cell).collect());
            let record = Record { line: self.line, cells, fault };
            return Ok(if record.is_blank() { Next::Blank } else { Next::Record(record) });
        }
        Ok(Next::End)
    }

    /// Reads a line; of one that is too long only its beginning is kept, which is no object.
    fn read_line(&mut self) -> Result<bool, FolderError> {
        let io = |error| FolderError::io(self.file.as_str(), error);
        self.text.clear();
        let count = self.reader.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.text).map_err(io)?;
        self.line += u64::from(count > 0);
        if count as u64 == LONGEST_LINE && self.text.last() != Some(&b'\n') {
            self.text.truncate(1);
            self.reader.skip_until(b'\n').map_err(io)?;
        }
        Ok(count > 0)
    }

    /// Takes the values of a line by field, or says what is wrong with the line.
    fn take(&mut self, text: &str, broken: bool) -> Option<(&'static str, Fault)> {
        self.held.clear();
        self.held.resize(self.table.fields.len(), Held::Empty);
        let Ok(object) = serde_json::from_str::<Object<'_>>(text) else {
            return Some(("", Fault::new(RejectCode::NotAnObject, "一个 JSON 对象，不超过 16 MiB")));
        };
        let mut fault = broken.then(|| ("", Fault::new(RejectCode::NotUtf8, self.reader.get_ref().encoding().expected())));
        let mut seen = vec![false; self.table.fields.len()];
        for (key, value) in object.0 {
            let Some(field) = self.field(&key) else { continue };
            let name = self.table.fields[field].name;
            if std::mem::replace(&mut seen[field], true) {
                fault.get_or_insert_with(|| (name, Fault::new(RejectCode::RepeatedKey, "每个字段只出现一次")));
                continue;
            }
            self.held[field] = value.held();
            // A value with a broken sign would be read as another text.
            if broken && matches!(&self.held[field], Held::Text(text) if text.contains('\u{fffd}')) {
                self.held[field] = Held::Empty;
                fault = fault.map(|(column, fault)| if column.is_empty() { (name, fault) } else { (column, fault) });
            }
        }
        fault
    }

    fn field(&mut self, key: &str) -> Option<usize> {
        if let Some(field) = self.keys.get(key) {
            return *field;
        }
        let heading = on_one_line(key);
        let field = field_of(self.table, &self.foreign, &heading);
        if self.keys.len() < KEYS && key.len() <= LONGEST_KEY {
            self.keys.insert(key.into(), field);
            match field {
                Some(field) => self.mapped.push((heading, self.table.fields[field].name)),
                None if !self.dropped.contains(&heading) => self.dropped.push(heading),
                None => {}
            }
        }
        field
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
            format: "jsonl",
            encoding: self.encoding().name(),
            headings: self.mapped.clone(),
            sha256: self.reader.get_ref().sha256(),
            ..TableReport::default()
        }
    }

    fn encoding(&self) -> Encoding {
        self.reader.get_ref().encoding()
    }

    /// Keys that nobody knows, in the order in which they came.
    pub(crate) fn dropped(&self) -> &[String] {
        &self.dropped
    }

    /// Bytes of the file so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.reader.get_ref().count()
    }
}
