//! A digest of facts that does not depend on the order of rows.

use alloc::{string::String, vec::Vec};
use core::fmt::Write;

use sha2::{Digest, Sha256};

use super::{ColumnActivity, DayVisits, SiteFacts};
use crate::model::{
    Row,
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
        let mut out = Vec::with_capacity(256 + self.columns.len() * 160);
        self.site.canonical(&mut out);
        rows("life", self.life, &mut out);
        rows("addresses", self.addresses, &mut out);
        rows("columns", self.columns, &mut out);
        self.activities.iter().for_each(|activity| write_activity(activity, &mut out));
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

fn write_activity(activity: &ColumnActivity, out: &mut Vec<u8>) {
    write_cell("last", &activity.last, out);
    numbers(&[activity.total, activity.undated, activity.unreadable, activity.rejected, activity.after_checkpoint, activity.future_dated], out);
}

fn write_day(day: &DayVisits, out: &mut Vec<u8>) {
    numbers(&[day.visited, day.failed, day.suspected_manual, day.monitor_faults, day.elsewhere], out);
    for (slot, count) in &day.suspected {
        numbers(&[u32::from(*slot), *count], out);
    }
    for slots in [&day.slots, &day.manual] {
        for slot in (0..144).filter(|slot| slots.contains(*slot)) {
            write_number(i64::from(slot), out);
            out.push(b' ');
        }
        out.push(b'\n');
    }
}
