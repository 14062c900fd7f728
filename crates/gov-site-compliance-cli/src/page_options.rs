//! Values of options on saved pages: what cannot be meant is wrong usage, as everywhere on the command line.

use gov_site_compliance::{Moment, ingest::written_day};
use gov_site_pages::{Budget, Observed, is_address, is_charset};

/// An address that a page can have.
pub fn address(text: &str) -> Result<String, String> {
    if is_address(text) { Ok(text.to_owned()) } else { Err("is no absolute address; write it with http:// or https://".to_owned()) }
}

/// The name of a charset.
pub fn charset(text: &str) -> Result<String, String> {
    let remedy = "is not known; write utf-8, gbk, gb18030 or another name of the WHATWG, or leave it out";
    if is_charset(text) { Ok(text.to_owned()) } else { Err(remedy.to_owned()) }
}

/// A day or a moment.
pub fn observed(text: &str) -> Result<Observed, String> {
    let day = || written_day(text).ok().map(Observed::On);
    let found = Moment::parse(text).map(Observed::At).or_else(day);
    found.ok_or_else(|| "write a day (2017-11-29) or a moment (2017-11-29T08:30:00+08:00)".to_owned())
}

/// The most bytes of a page.
pub fn max_bytes(text: &str) -> Result<usize, String> {
    let usual = Budget::default().bytes;
    let found = text.parse().ok().filter(|bytes| *bytes > 0);
    found.ok_or_else(|| format!("give the most bytes of a page as a whole number, 1 or more ({usual} if left out)"))
}
