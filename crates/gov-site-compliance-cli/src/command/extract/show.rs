//! The evidence of a page for people: all that the JSON says but the places of texts that stand where one looks for them.

use std::{
    io::{self, Write},
    path::Path,
};

use gov_site_compliance::DateState;
use gov_site_pages::{DatePlace, PageEvidence, ShownDate, Unread, dates::Written};
use gov_site_report::plain;
use serde::Serialize;

use crate::screen::Screen;

mod article;
mod letters;
mod list;
mod site;

pub fn page(screen: &mut Screen, path: &Path, read: &Result<PageEvidence, Unread>) -> io::Result<()> {
    writeln!(screen, "{}", path.display())?;
    match read {
        Ok(evidence) => show(screen, evidence)?,
        Err(unread) => line(screen, &format!("{} {}", unread.gap().chinese(), unread.gap()), &unread.to_string())?,
    }
    writeln!(screen)
}

fn show(screen: &mut Screen, evidence: &PageEvidence) -> io::Result<()> {
    head(screen, evidence)?;
    if let Some(shown) = &evidence.list {
        list::column(screen, shown)?;
    }
    if let Some(home) = &evidence.home {
        list::home(screen, home)?;
    }
    if let Some(shown) = &evidence.letters {
        letters::list(screen, shown)?;
    }
    if let Some(letter) = &evidence.letter {
        letters::one(screen, letter)?;
    }
    if let Some(shown) = &evidence.article {
        article::article(screen, shown)?;
    }
    if let Some(guide) = &evidence.guide {
        article::guide(screen, guide)?;
    }
    site::footer(screen, &evidence.footer)?;
    site::tags(screen, &evidence.tags)?;
    site::links(screen, &evidence.links)
}

/// What the page is, and how it was read.
fn head(screen: &mut Screen, evidence: &PageEvidence) -> io::Result<()> {
    line(screen, "kind", &format!("{} ({})", code(&evidence.kind.kind), evidence.kind.grounds.join("；")))?;
    if let Some(gap) = evidence.gap() {
        line(screen, "gap", &format!("{} {gap}", gap.chinese()))?;
    }
    some(screen, "url", evidence.url.as_ref())?;
    some(screen, "observed", evidence.observed_on.map(|day| day.to_string()).as_ref())?;
    let decoding = &evidence.decoding;
    let declared = decoding.declared.as_ref().map(|declared| format!(", declared {declared}")).unwrap_or_default();
    let replaced = if decoding.replaced > 0 { format!(", {} signs not decoded", decoding.replaced) } else { String::new() };
    line(screen, "encoding", &format!("{} by {}{declared}{replaced}", decoding.encoding, code(&decoding.by)))?;
    line(screen, "sha256", &evidence.digest)
}

fn line(screen: &mut Screen, name: &str, text: &str) -> io::Result<()> {
    writeln!(screen, "  {}{}", padded(name, 16), plain(text))
}

/// A line for a text that is there.
fn some(screen: &mut Screen, name: &str, text: Option<&String>) -> io::Result<()> {
    text.map_or(Ok(()), |text| line(screen, name, text))
}

/// A text in a column of so many places, two for each sign that is not Latin, and a blank after it.
fn padded(text: &str, places: usize) -> String {
    let taken: usize = text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(places.saturating_sub(taken).max(1)))
}

/// A date as far as it can be read, and from where if not from the text alone; 未注明: no date is shown; 无法识别: one is, but no whole date.
fn date(date: Option<&ShownDate>) -> String {
    let Some(shown) = date else { return DateState::NotShown.chinese().to_owned() };
    if !matches!(shown.date, Written::Day(_)) {
        return format!("{} {}", plain(&shown.text), DateState::Unreadable.chinese());
    }
    let time = shown.time.map(|time| format!(" {time}")).unwrap_or_default();
    let from = if shown.from == DatePlace::Text { String::new() } else { format!(" ({})", code(&shown.from)) };
    format!("{}{time}{from}", shown.date)
}

/// The code of a value, as the JSON writes it.
fn code(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
