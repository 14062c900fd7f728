//! Duplicates and references: which rows of a table stand.

use alloc::{borrow::Cow, format, string::String, vec::Vec};
use core::{cmp::Ordering, hash::BuildHasher};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::tables::{Placed, place};
use crate::{
    ingest::{Charge, Place, Reject, RejectCode, Stub, why, withheld},
    model::*,
};

/// What a row of a registry table is known by.
pub(super) trait Keyed: Row {
    /// The order in which rows are settled: rows with one key come together.
    fn order(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }

    /// Whether two rows have the same key.
    fn same_key(&self, other: &Self) -> bool;
    /// The key where it is a single text.
    fn id(&self) -> Option<&str>;
    /// The key as text, for the reject.
    fn key_text(&self) -> String;
    /// Whom the row is charged to when it is rejected after reading.
    fn charge(&self) -> Charge;
}

/// The order in which rows are settled, identical ones by their places.
pub(super) fn in_order<R: Keyed>(left: &Placed<R>, right: &Placed<R>) -> Ordering {
    left.row.order(&right.row).then_with(|| (left.file, left.line).cmp(&(right.file, right.line)))
}

/// Whether settling would leave the rows as they are: in order, neighbours with different keys.
fn are_settled<R: Keyed>(rows: &[Placed<R>]) -> bool {
    rows.windows(2).all(|pair| pair[0].row.order(&pair[1].row).is_lt() && !pair[0].row.same_key(&pair[1].row))
}

/// Whether every row has a key of its own, so that settling would collapse and reject none. Telling so by hash costs less than
/// putting large rows in order. Keys of several fields are only compared with their neighbours.
pub(super) fn are_distinct<R: Keyed>(rows: &[Placed<R>]) -> bool {
    if are_settled(rows) {
        return true;
    }
    let id = |position: &u32| rows[*position as usize].row.id();
    let hash = |id: Option<&str>| FixedState::default().hash_one(id);
    let mut seen: HashTable<u32> = HashTable::with_capacity(rows.len());
    (0..rows.len() as u32).all(|position| {
        let Some(own) = id(&position) else { return false };
        let is_new = seen.find(hash(Some(own)), |other| id(other) == Some(own)).is_none();
        if is_new {
            seen.insert_unique(hash(Some(own)), position, |other| hash(id(other)));
        }
        is_new
    })
}

/// Sorts the rows, collapses identical ones to the first of them and rejects all rows of one key with different content.
/// How many were collapsed goes to `collapsed`.
pub(super) fn settle<R: Keyed>(
    rows: Vec<Placed<R>>,
    files: &[String],
    collapsed: &mut dyn FnMut(&'static str, u64),
    rejects: &mut dyn FnMut(Reject),
) -> Vec<Placed<R>> {
    if are_settled(&rows) {
        return rows;
    }
    let mut rows = sorted(rows, in_order);
    let before = rows.len();
    rows.dedup_by(|next, first| next.row == first.row);
    if rows.len() < before {
        collapsed(R::TABLE.name, (before - rows.len()) as u64);
    }
    if rows.windows(2).all(|pair| !pair[0].row.same_key(&pair[1].row)) {
        return rows;
    }
    let mut settled: Vec<Placed<R>> = Vec::with_capacity(rows.len());
    let mut rows = rows.into_iter().peekable();
    while let Some(first) = rows.next() {
        let mut against_first = None;
        while let Some(next) = rows.next_if(|next| next.row.same_key(&first.row)) {
            rejects(reject(&next, files, clashing(&next.row, &first, files)));
            against_first.get_or_insert_with(|| clashing(&first.row, &next, files));
        }
        match against_first {
            Some(misfit) => rejects(reject(&first, files, misfit)),
            None => settled.push(first),
        }
    }
    settled
}

/// Sorts by way of an index: rows are large, and moving each once costs less than moving it at every step.
pub(super) fn sorted<T>(rows: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    if rows.is_sorted_by(|left, right| compare(left, right).is_le()) {
        return rows;
    }
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order.sort_by(|left, right| compare(&rows[*left as usize], &rows[*right as usize]));
    let mut slots: Vec<Option<T>> = rows.into_iter().map(Some).collect();
    order.iter().filter_map(|position| slots[*position as usize].take()).collect()
}

/// What is wrong with a row beside the other rows.
#[derive(Clone)]
pub(super) struct Misfit {
    pub field: &'static str,
    pub code: RejectCode,
    pub expected: Cow<'static, str>,
    pub original: String,
    /// Whom the row is charged to, where that is not what its cells say.
    pub charge: Option<Charge>,
}

/// Keeps the rows for which `fault` finds nothing; the others are rejected in the order of settling.
pub(super) fn keep<R: Keyed>(
    mut rows: Vec<Placed<R>>,
    files: &[String],
    rejects: &mut dyn FnMut(Reject),
    fault: impl Fn(&R) -> Option<Misfit>,
) -> Vec<Placed<R>> {
    let found = rows.iter().enumerate().filter_map(|(position, placed)| Some((position, fault(&placed.row)?)));
    let mut faults: Vec<(usize, Misfit)> = found.collect();
    if faults.is_empty() {
        return rows;
    }
    faults.sort_by(|(left, _), (right, _)| in_order(&rows[*left], &rows[*right]));
    let mut stands = alloc::vec![true; rows.len()];
    for (position, misfit) in faults {
        stands[position] = false;
        rejects(reject(&rows[position], files, misfit));
    }
    let mut stands = stands.into_iter();
    rows.retain(|_| stands.next().unwrap_or(true));
    rows
}

/// A row that another one with its key contradicts.
fn clashing<R: Keyed>(row: &R, other: &Placed<R>, files: &[String]) -> Misfit {
    let field = R::TABLE.key.first().copied().unwrap_or_default();
    if let (Charge::Column { site, .. }, Charge::Column { site: other, .. }) = (row.charge(), other.row.charge())
        && site != other
    {
        return of_two_sites(row.key_text());
    }
    let Place { file, row: line } = place(files, other);
    let expected = format!("同一编号只有一行（另见 {file} 第 {line} 行）").into();
    Misfit { field, code: RejectCode::ConflictingDuplicate, expected, original: row.key_text(), charge: None }
}

/// A column whose id another site claims.
pub(super) fn of_two_sites(column_id: String) -> Misfit {
    let code = RejectCode::ColumnOfTwoSites;
    Misfit { field: "column_id", code, expected: code.expected().into(), original: column_id, charge: None }
}

fn reject<R: Keyed>(placed: &Placed<R>, files: &[String], misfit: Misfit) -> Reject {
    let Misfit { field, code, expected, original, charge } = misfit;
    let code = why::refined(R::TABLE, field, code, &original);
    let original = withheld(R::TABLE, field, &original);
    Reject { table: R::TABLE.name, place: place(files, placed), column: field, code, expected, original, charge: charge.unwrap_or_else(|| placed.row.charge()) }
}

macro_rules! keyed {
    (@id $row:tt $key:ident) => { Some(&$row.$key) };
    (@id $row:tt $($key:ident),+) => { None };
    ($($row:ident ($($key:ident),+) $text:ident $([$order:expr])? => $charge:expr;)+) => { $(
        impl Keyed for $row {
            $(fn order(&self, other: &Self) -> Ordering {
                let order: fn(&$row, &$row) -> Ordering = $order;
                order(self, other)
            })?

            fn same_key(&self, other: &Self) -> bool {
                $(self.$key == other.$key)&&+
            }

            fn id(&self) -> Option<&str> {
                keyed!(@id self $($key),+)
            }

            fn key_text(&self) -> String {
                self.$text.clone()
            }

            fn charge(&self) -> Charge {
                let charge: fn(&$row) -> Charge = $charge;
                charge(self)
            }
        }
    )+ };
}

keyed! {
    Site (site_code) site_code => |row| Charge::Site(Stub { id: Some(row.site_code.clone()), name: Some(row.site_name.clone()), ..Stub::default() });
    SiteLife (site_code, state, from) site_code => |row| Charge::Life(row.site_code.clone());
    SiteAddress (site_code, filed_on) site_code => |row| Charge::Address(row.site_code.clone());
    Unit (unit) unit => |_| Charge::Nobody;
    // By site first: rows of a site lie together in memory. One id at two sites is found by `registry::claimed_twice`.
    Column (column_id) column_id [|left, right| left.site_code.cmp(&right.site_code).then_with(|| left.cmp(right))] => |row| Charge::Column {
        site: row.site_code.clone(),
        stub: Stub { id: Some(row.column_id.clone()), name: Some(row.column_name.clone()), parent: row.parent_id.clone(), url: row.url.clone(), parent_at_fault: false },
    };
    Channel (channel_id) channel_id => |row| Charge::Channel { site: Some(row.site_code.clone()), channel: row.channel_id.clone() };
    Exemption (site_code, column_id, indicator, from) site_code => |row| Charge::Exemption {
        site: row.site_code.clone(), column: row.column_id.clone(), indicator: row.indicator.clone(),
    };
    Coverage (site_code, subject, column_id, observed_at) site_code => |row| Charge::Coverage {
        site: row.site_code.clone(), subject: Some(row.subject), column: row.column_id.clone(), observed_at: Some(row.observed_at),
    };
    Ticket (ticket_id) ticket_id => |row| Charge::Ticket { site: row.site_code.clone(), channel: row.channel_id.clone() };
    Review (review_id) review_id => |row| Charge::Review(row.site_code.clone());
    Activity (activity_id) activity_id => |row| Charge::Activity { channel: Some(row.channel_id.clone()) };
    Link (site_code, target_url, page_url) site_code => |row| Charge::Link(row.site_code.clone());
    Service (service_id) service_id => |row| Charge::Service(row.site_code.clone());
    ServiceFile (service_id, name) service_id => |row| Charge::ServiceFile { service: Some(row.service_id.clone()) };
    System (system_id) system_id => |row| Charge::System(row.site_code.clone());
}
