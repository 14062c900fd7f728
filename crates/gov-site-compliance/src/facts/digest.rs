//! A digest of facts that does not depend on the order of rows.

use alloc::{string::String, vec::Vec};

use sha2::{Digest, Sha256};

use super::{ColumnFacts, DayVisits, SiteFacts};
use crate::model::{
    ColumnKind, Row,
    table::{write_cell, write_number},
};

/// Hexadecimal text of a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let mut text = String::with_capacity(2 * bytes.len());
    bytes.iter().for_each(|byte| text.extend([digit(byte >> 4), digit(byte & 15)]));
    text
}

impl SiteFacts<'_> {
    /// SHA-256 over everything that is known of the site: equal facts, equal digest, whatever the rows' order. Every part is
    /// sorted by its key and named, so the digest holds over releases as long as the facts do.
    pub fn digest(&self) -> String {
        self.digest_in(&mut Vec::new())
    }

    /// The same with memory to write in, which many sites share.
    pub(crate) fn digest_in(&self, out: &mut Vec<u8>) -> String {
        out.clear();
        out.reserve(2_048 + self.columns.len() * 128 + self.tickets.len() * 320);
        self.site.canonical(out);
        rows("life", self.life, out);
        rows("addresses", self.addresses, out);
        out.extend_from_slice(b"columns\n");
        out.extend_from_slice(&(self.columns.len() as u32).to_le_bytes());
        self.columns.iter().for_each(|column| write_column(column, out));
        out.extend_from_slice(b"visits\n");
        out.extend_from_slice(&(self.visits.days.len() as u32).to_le_bytes());
        self.visits.days.iter().for_each(|day| write_day(day, out));
        rows("channels", self.channels, out);
        for facts in self.tickets {
            facts.ticket.canonical(out);
            write_cell("kind", &facts.kind, out);
            write_cell("promised_days", &facts.promise.map(|(days, _)| days), out);
            write_cell("promised_unit", &facts.promise.map(|(_, unit)| unit), out);
        }
        rows("reviews", self.reviews, out);
        rows("exemptions", self.exemptions, out);
        rows("coverage", self.coverage, out);
        self.write_later_tables(out);
        self.write_charges(out);
        hex(&Sha256::digest(&*out))
    }

    /// Tables that came later leave no trace where they have no rows.
    fn write_later_tables(&self, out: &mut Vec<u8>) {
        if !self.activities.is_empty() {
            out.extend_from_slice(b"activities\n");
            for facts in self.activities {
                facts.activity.canonical(out);
                write_cell("kind", &facts.kind, out);
            }
        }
        some_rows("links", self.links, out);
        some_rows("services", self.services, out);
        if !self.service_files.is_empty() {
            out.extend_from_slice(b"service_files\n");
            self.service_files.iter().for_each(|facts| facts.file.canonical(out));
        }
        some_rows("systems", self.systems, out);
    }

    fn write_charges(&self, out: &mut Vec<u8>) {
        let charges = self.charges;
        out.extend_from_slice(b"charges\n");
        numbers(&[charges.visits, charges.tickets, charges.reviews, charges.life, charges.addresses], out);
        let later = [charges.channels, charges.activities, charges.links, charges.services, charges.service_files, charges.systems];
        if later.iter().any(|number| *number > 0) {
            numbers(&later, out);
        }
        for stub in &charges.columns {
            [("id", &stub.id), ("name", &stub.name), ("parent", &stub.parent), ("url", &stub.url)].iter().for_each(|(name, cell)| write_cell(name, *cell, out));
            write_cell("parent_at_fault", &stub.parent_at_fault, out);
            out.push(b'\n');
        }
        for (column, indicator) in &charges.exemptions {
            write_cell("column", column, out);
            write_cell("indicator", indicator, out);
            out.push(b'\n');
        }
        for (subject, column, at) in &charges.coverage {
            write_cell("subject", subject, out);
            write_cell("column", column, out);
            write_cell("at", at, out);
            out.push(b'\n');
        }
        out.extend_from_slice(self.declared.digested());
    }
}

fn rows<R: Row>(name: &str, rows: &[R], out: &mut Vec<u8>) {
    out.extend_from_slice(name.as_bytes());
    out.push(b'\n');
    rows.iter().for_each(|row| row.canonical(out));
}

fn some_rows<R: Row>(name: &str, listed: &[R], out: &mut Vec<u8>) {
    if !listed.is_empty() {
        rows(name, listed, out);
    }
}

fn numbers(numbers: &[u32], out: &mut Vec<u8>) {
    for number in numbers {
        write_number(i64::from(*number), out);
        out.push(b' ');
    }
    out.push(b'\n');
}

/// A column as bytes, as short as can be: there are millions. A mask says which fields are filled, the numbers follow, then the
/// texts with their lengths. A later field gets a further bit, so that it changes no digest of older facts.
fn write_column(column: &ColumnFacts<'_>, out: &mut Vec<u8>) {
    let activity = &column.activity;
    let mut head = Head { mask: 0, bit: 0, bytes: [0; 4 + 4 * NUMBERS], length: 4 };
    head.mark(column.is_parent);
    head.mark(column.on_home);
    head.mark(column.on_second_level);
    head.mark(column.redirects);
    head.mark(column.finished_topic);
    head.mark(column.lists_items == Some(true));
    head.mark(column.lists_items == Some(false));
    let counts = [activity.total, activity.undated, activity.unreadable, activity.rejected, activity.after_checkpoint, activity.future_dated];
    counts.into_iter().for_each(|count| head.number(Some(count).filter(|count| *count > 0)));
    [column.opened_on, column.closed_on, activity.last].into_iter().for_each(|day| head.number(day.map(|day| day.0 as u32)));
    let texts = [Some(column.column_name), column.kind.map(ColumnKind::code), column.url, column.source_ref];
    head.mark(true);
    texts.iter().for_each(|text| head.mark(text.is_some()));
    head.mark(column.home_items.is_some());
    head.write(out);
    column.column_id.write(out);
    texts.into_iter().flatten().for_each(|text| write_text(text.as_bytes(), out));
    column.home_items.into_iter().for_each(|items| items.write(out));
}

/// A text behind its length, seven bits of it a byte, the lowest first: nearly always one byte.
pub(super) fn write_text(text: &[u8], out: &mut Vec<u8>) {
    let mut left = text.len();
    while left > 127 {
        out.push(left as u8 | 128);
        left >>= 7;
    }
    out.push(left as u8);
    match text.len() {
        8..=16 => write_ends::<8>(text, out),
        17..=32 => write_ends::<16>(text, out),
        _ => out.extend_from_slice(text),
    }
}

/// Appends a text of `N` to twice `N` bytes as its first and its last `N`, which may overlap: copies of fixed length need no call.
#[inline]
fn write_ends<const N: usize>(text: &[u8], out: &mut Vec<u8>) {
    let (Some(first), Some(last)) = (text.first_chunk::<N>(), text.last_chunk::<N>()) else { return };
    let end = out.len() + text.len();
    out.extend_from_slice(first);
    out.truncate(end - N);
    out.extend_from_slice(last);
}

/// Numbers that a column has at most.
const NUMBERS: usize = 9;

/// Mask and numbers of a column.
struct Head {
    mask: u32,
    bit: u32,
    bytes: [u8; 4 + 4 * NUMBERS],
    length: usize,
}

impl Head {
    #[inline(always)]
    fn mark(&mut self, is_filled: bool) {
        self.mask |= u32::from(is_filled) << self.bit;
        self.bit += 1;
    }

    #[inline(always)]
    fn number(&mut self, number: Option<u32>) {
        self.mark(number.is_some());
        if let Some(number) = number {
            self.bytes[self.length..self.length + 4].copy_from_slice(&number.to_le_bytes());
            self.length += 4;
        }
    }

    /// Appends mask and numbers: a copy of fixed length needs no call.
    #[inline(always)]
    fn write(&mut self, out: &mut Vec<u8>) {
        self.bytes[..4].copy_from_slice(&self.mask.to_le_bytes());
        let end = out.len() + self.length;
        out.extend_from_slice(&self.bytes);
        out.truncate(end);
    }
}

/// A day of visits: numbers and bitmaps of fixed width, and between them the suspected failures with their count before them.
fn write_day(day: &DayVisits, out: &mut Vec<u8>) {
    let counts = [day.visited, day.failed, day.suspected_manual, day.monitor_faults, day.elsewhere, day.suspected.len() as u32];
    let suspected = day.suspected.iter().flat_map(|(slot, count)| [u32::from(*slot), *count]);
    counts.into_iter().chain(suspected).for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
    for slots in [&day.slots, &day.manual] {
        slots.words().iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
    }
}
