//! Measures every part of a workbook before it is read: the reader holds shared strings, styles and whole cells in memory and believes
//! the counts that the file states. A part is unpacked once for it, and no byte of it is kept.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use zip::{ZipArchive, read::ZipFile};

use super::{broken::Broken, budget::Budget};

/// Parts of a workbook; one with a thousand sheets has some thousands.
const PARTS: usize = 20_000;
/// Longest sheet.
const SHEET: u64 = 8 << 30;
/// Longest table of shared strings, all of which are held.
const STRINGS: u64 = 512 << 20;
/// Longest part of any other kind: styles, names and relations, which are held, and pictures, which are not read.
const OTHER: u64 = 256 << 20;
/// Deepest nesting; a sheet needs ten.
const DEPTH: usize = 200;
/// Styles, sheets and names of a part; Excel knows 65,490 styles.
const ENTRIES: u64 = 200_000;
/// Elements that the reader keeps one by one.
const KEPT: &[&str] = &["xf", "font", "fill", "border", "numFmt", "sheet", "definedName", "Relationship"];

const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

/// What a measured workbook says of itself.
#[derive(Debug, Default)]
pub(super) struct Measured {
    /// Whether its days are counted from 1904.
    pub is_1904: bool,
}

/// Measures all parts of a workbook.
pub(super) fn measure(file: &mut File) -> Result<Measured, Broken> {
    refuse_others(file)?;
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(Broken::of_zip)?;
    if zip.len() > PARTS {
        return Err(Broken::too_large(format!("it has {} parts", zip.len())));
    }
    let mut measured = Measured::default();
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(Broken::of_zip)?;
        measure_part(part, &mut measured)?;
    }
    Ok(measured)
}

/// Tells by the first bytes what only bears the name of a workbook.
fn refuse_others(file: &mut File) -> Result<(), Broken> {
    let mut head = Vec::new();
    file.take(4).read_to_end(&mut head)?;
    file.rewind()?;
    match head.as_slice() {
        b"PK\x03\x04" => Ok(()),
        b"\xd0\xcf\x11\xe0" => Err(if holds(file, ENCRYPTED)? { Broken::encrypted() } else { Broken::old() }),
        b"" => Err(Broken::foreign("it is empty")),
        _ => Err(Broken::foreign("it is no workbook of Excel, whatever its name says")),
    }
}

fn holds(file: &mut File, wanted: &[u8]) -> io::Result<bool> {
    let mut window = Vec::new();
    let mut piece = vec![0; 1 << 16];
    while let count @ 1.. = file.read(&mut piece)? {
        window.extend_from_slice(&piece[..count]);
        if window.windows(wanted.len()).any(|bytes| bytes == wanted) {
            return Ok(true);
        }
        window.drain(..window.len().saturating_sub(wanted.len()));
    }
    Ok(false)
}

fn measure_part<R: Read>(part: ZipFile<'_, R>, measured: &mut Measured) -> Result<(), Broken> {
    let name = part.name().map_err(Broken::of_zip)?.to_ascii_lowercase();
    let is_xml = [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
    let mut budget = Budget::new(part);
    budget.limit(OTHER);
    if is_xml {
        return Part::new(budget).measure(measured);
    }
    let mut buffer = vec![0; 1 << 16];
    while budget.read(&mut buffer)? > 0 {
        budget.renew();
    }
    Ok(())
}

/// A part of XML under measure.
struct Part<R: Read> {
    xml: Reader<Budget<R>>,
    root: String,
    depth: usize,
    /// Depth of the cell or string that is under way.
    within: Option<usize>,
    kept: u64,
    strings: u64,
    strings_stated: u64,
}

impl<R: Read> Part<R> {
    fn new(budget: Budget<R>) -> Part<R> {
        let xml = Reader::from_reader(budget);
        Part { xml, root: String::new(), depth: 0, within: None, kept: 0, strings: 0, strings_stated: 0 }
    }

    fn measure(mut self, measured: &mut Measured) -> Result<(), Broken> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.xml.read_event_into(&mut buffer)? {
                Event::Eof => break,
                Event::Start(tag) => {
                    self.depth += 1;
                    self.enter(&tag, measured)?;
                    if self.within.is_none() && matches!(tag.local_name().as_ref(), "c" | "si") {
                        self.within = Some(self.depth);
                    }
                }
                Event::Empty(tag) => self.enter(&tag, measured)?,
                Event::End(_) => {
                    self.within = self.within.filter(|depth| *depth != self.depth);
                    self.depth = self.depth.saturating_sub(1);
                }
                _ => {}
            }
            if self.within.is_none() {
                self.xml.get_mut().renew();
            }
        }
        if self.strings_stated > self.strings.saturating_mul(2) + 1_000 {
            return Err(Broken::damaged(format!("it states {} strings and has {}", self.strings_stated, self.strings)));
        }
        Ok(())
    }

    fn enter(&mut self, tag: &BytesStart<'_>, measured: &mut Measured) -> Result<(), Broken> {
        if self.depth > DEPTH {
            return Err(Broken::too_large("its elements are nested too deep".into()));
        }
        let name = tag.local_name();
        let name = name.as_ref();
        if self.root.is_empty() {
            self.begin(name, tag)?;
        }
        self.strings += u64::from(name == "si");
        self.kept += u64::from(KEPT.contains(&name));
        if self.kept > ENTRIES {
            return Err(Broken::too_large(format!("a part of it has more than {ENTRIES} styles, sheets or names")));
        }
        if name == "workbookPr" && self.root == "workbook" {
            let stated = attribute(tag, "date1904")?;
            measured.is_1904 |= matches!(stated.as_deref(), Some("1" | "true"));
        }
        Ok(())
    }

    fn begin(&mut self, root: &str, tag: &BytesStart<'_>) -> Result<(), Broken> {
        self.root = root.to_owned();
        match root {
            "worksheet" => self.xml.get_mut().limit(SHEET),
            "sst" => {
                self.xml.get_mut().limit(STRINGS);
                self.strings_stated = attribute(tag, "uniqueCount")?.and_then(|count| count.parse().ok()).unwrap_or(0);
            }
            _ => {}
        }
        Ok(())
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Broken> {
    let found = tag.try_get_attribute(name).map_err(quick_xml::Error::from)?;
    Ok(found.map(|attribute| attribute.value.into_owned()))
}
