//! What a page says of its site: foot, page tags, links.

use std::{collections::BTreeMap, io};

use gov_site_pages::{Footer, FooterItem, PageLink, PageTags};

use super::{Screen, code, line};

pub(super) fn footer(screen: &mut Screen, footer: &Footer) -> io::Result<()> {
    let shown = [
        ("site code", &footer.site_code),
        ("foreign code", &footer.foreign_code),
        ("icp", &footer.icp),
        ("police record", &footer.police_record),
        ("sponsor", &footer.sponsor),
        ("organiser", &footer.organiser),
        ("contact", &footer.contact),
        ("mark", &footer.party_government_mark),
        ("error reports", &footer.error_report_entry),
        ("site map", &footer.site_map),
    ];
    shown.iter().try_for_each(|(name, found)| found.as_ref().map_or(Ok(()), |found| line(screen, name, &item(found))))
}

/// The text, and its form for comparison where that is another.
fn item(found: &FooterItem) -> String {
    match &found.normal {
        Some(normal) if *normal != found.shown.text => format!("{}  = {normal}", found.shown.text),
        _ => found.shown.text.clone(),
    }
}

pub(super) fn tags(screen: &mut Screen, tags: &PageTags) -> io::Result<()> {
    tags.values.iter().try_for_each(|tag| line(screen, "tag", &format!("{} = {}", tag.name, tag.value)))?;
    tags.faults.iter().try_for_each(|fault| line(screen, "tag fault", &format!("{}: {}", fault.name, code(&fault.fault))))
}

/// How many links there are of each kind.
pub(super) fn links(screen: &mut Screen, links: &[PageLink]) -> io::Result<()> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    links.iter().for_each(|link| *counts.entry(code(&link.kind)).or_default() += 1);
    let kinds: Vec<String> = counts.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    line(screen, "links", &format!("{}{kinds}", links.len()))
}
