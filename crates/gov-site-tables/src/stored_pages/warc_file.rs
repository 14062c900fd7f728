//! Pages in a WARC file: answers and resources, one record at a time.

use std::{
    cell::Cell,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
    rc::Rc,
};

use flate2::read::MultiGzDecoder;
use gov_site_compliance::{Moment, ingest::written_moment};
use warc::{Record, RecordType, StreamingBody, WarcHeader, WarcReader};

use super::{StoredPage, StoredPagesError, UnusedPage, http};

/// Bytes of a head of HTTP before the body.
const HEAD: u64 = 65_536;
/// A record of which nothing but a part of its head is there.
const CUT_OFF: &str = "its head is cut off";
/// How files begin that gzip packed, whatever they are called.
const GZIP: &[u8] = &[0x1F, 0x8B];

pub(super) fn pages(path: &Path, limit: usize, use_page: &mut dyn FnMut(StoredPage), unused: &mut Vec<UnusedPage>) -> Result<(), StoredPagesError> {
    let reader = opened(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let behind = Rc::new(Cell::new(0));
    let mut reader = WarcReader::new(Watched { inner: reader, behind: behind.clone() });
    let mut records = reader.stream_records();
    let mut number = 0;
    while let Some(record) = records.next_item() {
        number += 1;
        let stored = record.map_err(|error| error.to_string()).and_then(|mut record| Stored::read(&mut record, &name, limit));
        match stored.map(|stored| stored.map(|stored| (stored.page(limit), stored.file))) {
            Ok(Some((Ok(Some(page)), _))) => use_page(page),
            Ok(Some((Err(reason), file))) => unused.push(UnusedPage { file, reason }),
            Ok(_) => {}
            Err(reason) if number == 1 => return Err(broken(path, reason)),
            // What was read before it is sound.
            Err(reason) => {
                unused.push(torn(&name, number, &reason));
                return Ok(());
            }
        }
        behind.set(0);
    }
    if number == 0 {
        return Err(broken(path, CUT_OFF.to_owned()));
    }
    if behind.get() > 0 {
        unused.push(torn(&name, number + 1, CUT_OFF));
    }
    Ok(())
}

/// The records of a file, unpacked.
fn opened(path: &Path) -> Result<Box<dyn BufRead>, StoredPagesError> {
    let io = |cause| StoredPagesError::Io { path: path.into(), cause };
    let mut file = BufReader::new(File::open(path).map_err(io)?);
    let packed = file.fill_buf().map_err(io)?.starts_with(GZIP);
    let mut reader: Box<dyn BufRead> = if packed { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) };
    // The reader of WARC files looks for the end of the first head through all of a file that is none.
    if !reader.fill_buf().map_err(|error| broken(path, error.to_string()))?.trim_ascii_start().starts_with(b"WARC/") {
        return Err(broken(path, "the file does not begin with WARC/, so it is no WARC file".to_owned()));
    }
    Ok(reader)
}

/// A file of which not even the first record can be read.
fn broken(path: &Path, reason: String) -> StoredPagesError {
    StoredPagesError::Warc { path: path.into(), record: 1, reason }
}

/// What stands in a file from a record on that is damaged.
fn torn(name: &str, record: usize, reason: &str) -> UnusedPage {
    let reason = format!("{reason}; this record and what comes behind it cannot be read: fetch the file anew");
    UnusedPage { file: format!("{name} record {record}"), reason }
}

/// A reader that counts the signs of the head behind a record: the reader of WARC files drops the head of a record that the end of the
/// file cuts without a word.
struct Watched<R> {
    inner: R,
    behind: Rc<Cell<usize>>,
}

impl<R: BufRead> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // Bodies and line ends are read so, heads by lines.
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Watched<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            let signs = bytes.iter().take(amount).filter(|byte| !byte.is_ascii_whitespace()).count();
            self.behind.set(self.behind.get().saturating_add(signs));
        }
        self.inner.consume(amount);
    }
}

/// A record as it was read.
struct Stored {
    file: String,
    url: String,
    at: String,
    content_type: String,
    kind: RecordType,
    block: Vec<u8>,
}

impl Stored {
    /// Reads a record; `None` where it is none of a page.
    fn read<B: BufRead>(record: &mut Record<StreamingBody<'_, B>>, name: &str, limit: usize) -> Result<Option<Stored>, String> {
        let kind = record.warc_type().clone();
        let url = record.header(WarcHeader::TargetURI).map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let (Some(url), RecordType::Response | RecordType::Resource | RecordType::Revisit) = (url, &kind) else { return Ok(None) };
        let at = record.header(WarcHeader::Date).map(|date| date.into_owned()).unwrap_or_default();
        let content_type = record.header(WarcHeader::ContentType).map(|kind| kind.into_owned()).unwrap_or_default();
        // Chunks and codings make a block larger than its page at most by their marks.
        let most = (limit as u64).saturating_add(limit as u64 / 8).saturating_add(HEAD);
        let whole = record.content_length().min(most);
        let mut block = Vec::new();
        record.take(most).read_to_end(&mut block).map_err(|error| format!("{url} is cut off ({error})"))?;
        if (block.len() as u64) < whole {
            return Err(format!("{url} is cut off"));
        }
        Ok(Some(Stored { file: format!("{name} {url}"), url, at, content_type, kind, block }))
    }

    /// Its page; `None` for pictures, scripts and the like.
    fn page(&self, limit: usize) -> Result<Option<StoredPage>, String> {
        if self.kind == RecordType::Revisit {
            return Err("the record only says that the page was as before (revisit); add the WARC file of the visit that stored it".to_owned());
        }
        let observed_at = moment(&self.at).ok_or_else(|| format!("WARC-Date {:?} is no moment", self.at))?;
        let answer = if self.kind == RecordType::Response {
            http::answer(&self.block, limit)?
        } else {
            http::Answer { status: 200, content_type: self.content_type.clone(), body: self.block.clone() }
        };
        if !answer.is_page() {
            return Ok(None);
        }
        if answer.status != 200 {
            return Err(format!("the answer has status {}, so the page was not seen; fetch it again", answer.status));
        }
        let charset = answer.charset();
        Ok(Some(StoredPage { file: self.file.clone(), url: self.url.clone(), observed_at, charset, bytes: answer.body }))
    }
}

fn moment(text: &str) -> Option<Moment> {
    Moment::parse(text).or_else(|| written_moment(text).ok())
}
