//! A digest of facts that does not depend on the order of rows.

use alloc::{string::String, vec::Vec};

use sha2::{Digest, Sha256};

use super::{ColumnFacts, DayVisits, SiteFacts};
use crate::model::{
    ColumnKind, Day, Row,
    table::{write_cell, write_number},
};

/// Hexadecimal text of a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

impl SiteFacts<'_> {
    /// SHA-256 over everything that is known of the site: equal facts, equal digest, whatever the rows' order. Every part is
    /// sorted by its key and named, so the digest holds over releases as long as the facts do.
    pub fn digest(&self) -> String {
        let mut out = Vec::with_capacity(2_048 + self.columns.len() * 128 + self.tickets.len() * 320);
        self.site.canonical(&mut out);
        rows("life", self.life, &mut out);
        rows("addresses", self.addresses, &mut out);
        out.extend_from_slice(b"columns\n");
        out.extend_from_slice(&(self.columns.len() as u32).to_le_bytes());
        self.columns.iter().for_each(|column| write_column(column, &mut out));
        out.extend_from_slice(b"visits\n");
        out.extend_from_slice(&(self.visits.days.len() as u32).to_le_bytes());
        self.visits.days.iter().for_each(|day| write_day(day, &mut out));
        rows("channels", self.channels, &mut out);
        for facts in self.tickets {
            facts.ticket.canonical(&mut out);
            write_cell("kind", &facts.kind, &mut out);
            write_cell("promised_days", &facts.promise.map(|(days, _)| days), &mut out);
            write_cell("promised_unit", &facts.promise.map(|(_, unit)| unit), &mut out);
        }
        rows("reviews", self.reviews, &mut out);
        rows("exemptions", self.exemptions, &mut out);
        rows("coverage", self.coverage, &mut out);
        self.write_charges(&mut out);
        hex(&Sha256::digest(&out))
    }

    fn write_charges(&self, out: &mut Vec<u8>) {
        let charges = self.charges;
        out.extend_from_slice(b"charges\n");
        numbers(&[charges.visits, charges.tickets, charges.reviews, charges.life, charges.addresses], out);
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
        for table in ["columns", "updates", "tickets", "reviews"] {
            write_cell(table, &self.declared.all(&[table]), out);
        }
    }
}

fn rows<R: Row>(name: &str, rows: &[R], out: &mut Vec<u8>) {
    out.extend_from_slice(name.as_bytes());
    out.push(b'\n');
    rows.iter().for_each(|row| row.canonical(out));
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
    let lists_items = [column.lists_items == Some(true), column.lists_items == Some(false)];
    let flags = [column.is_parent, column.on_home, column.on_second_level, column.redirects, column.finished_topic, lists_items[0], lists_items[1]];
    let (count, day) = (|count: u32| (count > 0, count), |day: Option<Day>| (day.is_some(), day.map_or(0, |day| day.0 as u32)));
    let numbers = [
        count(activity.total),
        count(activity.undated),
        count(activity.unreadable),
        count(activity.rejected),
        count(activity.after_checkpoint),
        count(activity.future_dated),
        day(column.opened_on),
        day(column.closed_on),
        day(activity.last),
    ];
    let kind = column.kind.map(ColumnKind::code);
    let texts = [Some(column.column_id.as_bytes()), Some(column.column_name.as_bytes()), kind.map(str::as_bytes), column.url.map(str::as_bytes)];
    let texts = [texts[0], texts[1], texts[2], texts[3], column.source_ref.map(str::as_bytes)];

    let mut head = [0; 4 * (1 + NUMBERS)];
    let mut length = 4;
    for (filled, number) in numbers {
        if filled {
            head[length..length + 4].copy_from_slice(&number.to_le_bytes());
            length += 4;
        }
    }
    let mask = bits(flags) | bits(numbers.map(|(filled, _)| filled)) << flags.len() | bits(texts.map(|text| text.is_some())) << (flags.len() + NUMBERS);
    head[..4].copy_from_slice(&mask.to_le_bytes());
    out.reserve(length + texts.iter().flatten().map(|text| 4 + text.len()).sum::<usize>());
    out.extend_from_slice(&head[..length]);
    for text in texts.into_iter().flatten() {
        out.extend_from_slice(&(text.len() as u32).to_le_bytes());
        out.extend_from_slice(text);
    }
}

/// Numbers that a column has at most.
const NUMBERS: usize = 9;

/// One bit for each flag, the first in the lowest.
fn bits<const N: usize>(flags: [bool; N]) -> u32 {
    flags.into_iter().rev().fold(0, |bits, flag| bits << 1 | u32::from(flag))
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
