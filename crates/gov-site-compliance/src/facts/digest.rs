//! A digest of facts that does not depend on the order of rows.

use alloc::{string::String, vec::Vec};
use core::fmt::Write;

use sha2::{Digest, Sha256};

use super::{ColumnFacts, DayVisits, SiteFacts};
use crate::model::{
    ColumnKind, Row,
    table::{write_cell, write_number},
};

/// Hexadecimal text of a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
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
        self.columns.iter().for_each(|column| write_column(column, &mut out));
        out.extend_from_slice(b"visits\n");
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

/// A column as bytes: there are millions, so names of fields are single letters. Each filled field stands as letter, length of
/// its text where it has one, and value; an empty one is left out, so that a later field changes no digest of older facts.
fn write_column(column: &ColumnFacts<'_>, out: &mut Vec<u8>) {
    let activity = &column.activity;
    text(b'i', Some(&column.column_id), out);
    text(b'n', Some(column.column_name), out);
    text(b'k', column.kind.map(ColumnKind::code), out);
    text(b'u', column.url, out);
    text(b's', column.source_ref, out);
    let flags = [column.is_parent, column.on_home, column.on_second_level, column.redirects, column.finished_topic];
    let lists_items = [column.lists_items == Some(true), column.lists_items == Some(false)];
    let bits = flags.iter().chain(&lists_items).enumerate().fold(0, |bits, (position, set)| bits | u32::from(*set) << position);
    let counts = [activity.total, activity.undated, activity.unreadable, activity.rejected, activity.after_checkpoint, activity.future_dated];
    number(b'b', bits, out);
    b"turRaf".iter().zip(counts).for_each(|(name, count)| number(*name, count, out));
    for (name, day) in [(b'o', column.opened_on), (b'c', column.closed_on), (b'l', activity.last)] {
        if let Some(day) = day {
            out.push(name);
            out.extend_from_slice(&day.0.to_le_bytes());
        }
    }
    out.push(b'\n');
}

fn text(name: u8, value: Option<&str>, out: &mut Vec<u8>) {
    if let Some(value) = value {
        out.push(name);
        out.extend_from_slice(&(value.len() as u64).to_le_bytes());
        out.extend_from_slice(value.as_bytes());
    }
}

fn number(name: u8, value: u32, out: &mut Vec<u8>) {
    if value > 0 {
        out.push(name);
        out.extend_from_slice(&value.to_le_bytes());
    }
}

fn write_day(day: &DayVisits, out: &mut Vec<u8>) {
    let counts = [day.visited, day.failed, day.suspected_manual, day.monitor_faults, day.elsewhere];
    b"vfpme".iter().zip(counts).for_each(|(name, count)| number(*name, count, out));
    for (slot, count) in &day.suspected {
        number(b's', u32::from(*slot) + 1, out);
        number(b'n', *count, out);
    }
    for slots in [&day.slots, &day.manual] {
        slots.words().iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
    }
    out.push(b'\n');
}
