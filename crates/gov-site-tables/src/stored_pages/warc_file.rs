//! Pages in a WARC file: answers and resources, one record at a time.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use gov_site_compliance::{Moment, ingest::written_moment};
use warc::{RecordType, WarcHeader, WarcReader};

use super::{StoredPage, StoredPagesError, UnusedPage, http};

/// Bytes of a head of HTTP before the body.
const HEAD: usize = 65_536;

pub(super) fn pages(path: &Path, limit: usize, use_page: &mut dyn FnMut(StoredPage), unused: &mut Vec<UnusedPage>) -> Result<(), StoredPagesError> {
    let file = File::open(path).map_err(|source| StoredPagesError::Io { path: path.into(), source })?;
    let packed = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz"));
    let reader: Box<dyn BufRead> = if packed { Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(file)))) } else { Box::new(BufReader::new(file)) };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut reader = WarcReader::new(reader);
    let mut records = reader.stream_records();
    let mut number = 0;
    while let Some(record) = records.next_item() {
        number += 1;
        let damaged = |reason: String| StoredPagesError::Warc { path: path.into(), record: number, reason };
        let mut record = record.map_err(|error| damaged(error.to_string()))?;
        let kind = record.warc_type().clone();
        let url = record.header(WarcHeader::TargetURI).map(|uri| uri.trim_matches(['<', '>']).to_owned());
        let (Some(url), RecordType::Response | RecordType::Resource) = (url, kind.clone()) else { continue };
        let at = record.header(WarcHeader::Date).map(|date| date.into_owned()).unwrap_or_default();
        let content_type = record.header(WarcHeader::ContentType).map(|kind| kind.into_owned()).unwrap_or_default();
        let mut block = Vec::new();
        // Chunks and codings make a block larger than its page at most by their marks.
        record.by_ref().take((limit + limit / 8 + HEAD) as u64).read_to_end(&mut block).map_err(|error| damaged(error.to_string()))?;
        let stored = Stored { file: format!("{name} {url}"), url, at, content_type, is_answer: kind == RecordType::Response, block };
        match stored.page(limit) {
            Ok(Some(page)) => use_page(page),
            Ok(None) => {}
            Err(reason) => unused.push(UnusedPage { file: stored.file, reason }),
        }
    }
    Ok(())
}

/// A record as it was read.
struct Stored {
    file: String,
    url: String,
    at: String,
    content_type: String,
    is_answer: bool,
    block: Vec<u8>,
}

impl Stored {
    /// Its page; `None` for pictures, scripts and the like.
    fn page(&self, limit: usize) -> Result<Option<StoredPage>, String> {
        let observed_at = moment(&self.at).ok_or_else(|| format!("WARC-Date {:?} is no moment", self.at))?;
        let answer = if self.is_answer {
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
