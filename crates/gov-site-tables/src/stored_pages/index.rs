//! The list of saved pages (`index.csv`), as people write it: in any encoding, with English or Chinese headings, from any program of tables.

use std::{fs::File, path::Path};

use csv::{ReaderBuilder, StringRecord, Trim};
use gov_site_compliance::{
    Moment,
    ingest::{written_day, written_moment},
};

use super::StoredPagesError;
use crate::{decoded::Decoded, headings::without_blanks, watched::Watched};

/// The headings of each column, its own name first.
const HEADINGS: [&[&str]; 4] = [
    &["file", "文件", "文件名"],
    &["url", "网址", "地址", "页面网址", "页面地址"],
    &["observed_at", "采集时间", "抓取时间", "采集日期"],
    &["charset", "编码", "字符集"],
];
/// The first columns without which a page cannot be used.
const COMPULSORY: usize = 3;

/// A line of the list.
pub(super) struct Line {
    /// Where it stands, from 1.
    pub(super) number: u64,
    pub(super) file: String,
    pub(super) url: String,
    pub(super) observed_at: String,
    pub(super) charset: Option<String>,
}

/// Hands each line of a list to `use_line`; lines without any text are none.
pub(super) fn lines(path: &Path, use_line: &mut dyn FnMut(Line)) -> Result<(), StoredPagesError> {
    let unread = |cause| StoredPagesError::Io { path: path.into(), cause };
    let wrong = |reason: String| StoredPagesError::Index { path: path.into(), reason };
    let decoded = Decoded::new(File::open(path).map_err(unread)?).map_err(unread)?;
    let delimiter = delimiter(&decoded.head());
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(Trim::All)
        .from_reader(Watched::new(decoded, delimiter).map_err(unread)?);
    let (mut columns, mut record) = (None, StringRecord::new());
    while reader.read_record(&mut record).map_err(|error| wrong(error.to_string()))? {
        let number = reader.get_mut().next_start().unwrap_or(0);
        let Some(columns) = &columns else {
            columns = Some(columns_of(&record).map_err(wrong)?);
            continue;
        };
        if !record.iter().all(str::is_empty) {
            use_line(line(number, &record, columns));
        }
    }
    if columns.is_some() { Ok(()) } else { Err(wrong("the file is empty".to_owned())) }
}

/// The sign between the cells of the first line.
fn delimiter(head: &[u8]) -> u8 {
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    [b'\t', b';'].into_iter().find(|sign| first.contains(sign) && !first.contains(&b',')).unwrap_or(b',')
}

/// Where each column stands.
fn columns_of(headings: &StringRecord) -> Result<[Option<usize>; HEADINGS.len()], String> {
    let written: Vec<String> = headings.iter().map(|text| without_blanks(text.trim_start_matches('\u{FEFF}')).to_lowercase()).collect();
    let columns = HEADINGS.map(|names| written.iter().position(|text| names.contains(&text.as_str())));
    let missing = HEADINGS.iter().zip(columns).take(COMPULSORY).find(|(_, column)| column.is_none());
    missing.map_or(Ok(columns), |(names, _)| Err(format!("no column is headed {} ({})", names[0], names[1])))
}

fn line(number: u64, record: &StringRecord, columns: &[Option<usize>; HEADINGS.len()]) -> Line {
    let [file, url, observed_at, charset] = columns.map(|column| column.and_then(|at| record.get(at)).unwrap_or("").to_owned());
    Line { number, file, url, observed_at, charset: Some(charset).filter(|charset| !charset.is_empty()) }
}

/// When a page was received; of a day alone its end, so that nothing published on it seems to lie in the future.
pub(super) fn moment(text: &str) -> Option<Moment> {
    written_moment(text).ok().or_else(|| Moment::parse(&format!("{}T23:59:59+08:00", written_day(text).ok()?)))
}
