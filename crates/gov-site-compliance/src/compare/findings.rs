//! Findings that came, went, or are other ones.

use alloc::{
    borrow::{Cow, ToOwned},
    string::{String, ToString},
    vec::Vec,
};
use core::cmp::Ordering;

use serde::Serialize;

use super::{Pair, digests::of_cells};
use crate::{indicator::Finding, model::Day};

/// A finding as results hold it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingRow<'a> {
    /// The site.
    pub site_code: Cow<'a, str>,
    /// The clause.
    pub clause: Cow<'a, str>,
    /// Table of the evidence.
    pub table: Cow<'a, str>,
    /// Key of the row there.
    pub key: Cow<'a, str>,
    /// The day that matters.
    pub day: Option<Day>,
    /// Proven, or only possible.
    pub certain: bool,
    /// What was seen.
    pub detail: Cow<'a, str>,
    /// Where the supplier has the row from.
    pub source_ref: Option<Cow<'a, str>>,
    /// Standard of the census with its marks.
    pub basis: Cow<'a, str>,
}

/// Where a finding was made: site, clause, table, key.
type Spot<'a> = (&'a str, &'a str, &'a str, &'a str);

impl<'a> FindingRow<'a> {
    fn spot(&self) -> Spot<'_> {
        (&self.site_code, &self.clause, &self.table, &self.key)
    }

    /// What makes a finding the one that it is: neither its reference nor the standard.
    fn found(&self) -> (Spot<'_>, Option<Day>, bool, &str) {
        (self.spot(), self.day, self.certain, &self.detail)
    }

    /// The digest of what makes it the one that it is.
    pub fn digest(&self) -> u128 {
        let day = self.day.map(|day| day.0.to_le_bytes());
        let day = day.as_ref().map_or(&[][..], |bytes| bytes);
        let certain: &[u8] = if self.certain { b"1" } else { b"0" };
        let texts = [&self.site_code, &self.clause, &self.table, &self.key, &self.detail];
        of_cells(texts.into_iter().map(|text| text.as_bytes()).chain([day, certain]))
    }

    /// The same row with texts of its own.
    pub fn into_owned(self) -> FindingRow<'static> {
        let own = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        FindingRow {
            site_code: own(self.site_code),
            clause: own(self.clause),
            table: own(self.table),
            key: own(self.key),
            day: self.day,
            certain: self.certain,
            detail: own(self.detail),
            source_ref: self.source_ref.map(own),
            basis: own(self.basis),
        }
    }
}

impl<'a> From<&'a Finding> for FindingRow<'a> {
    fn from(finding: &'a Finding) -> FindingRow<'a> {
        FindingRow {
            site_code: (&finding.site_code).into(),
            clause: (&finding.clause).into(),
            table: finding.table.into(),
            key: (&finding.key).into(),
            day: finding.day,
            certain: finding.certain,
            detail: (&finding.detail).into(),
            source_ref: finding.source_ref.as_ref().map(Cow::from),
            basis: "".into(),
        }
    }
}

/// What differs, by site, clause, table and key. A finding of one side only was added or removed; where both have one at the same spot, of
/// another day, detail or certainty, it changed. The order of rows does not matter.
///
/// ```
/// use gov_site_compliance::{Finding, compare::{FindingRow, findings}};
/// # let finding = Finding {
/// #     site_code: "3703000001".into(), clause: "blank_columns".into(), table: "columns", key: "c1".into(), certain: true,
/// #     day: None, detail: "栏目“要闻”空白".into(), source_ref: None,
/// # };
/// let possible = Finding { certain: false, ..finding.clone() };
/// let changes = findings(vec![FindingRow::from(&finding)], vec![FindingRow::from(&possible)]);
/// assert_eq!((changes.len(), changes[0].change()), (1, "changed"));
/// assert!(findings(vec![FindingRow::from(&finding)], vec![FindingRow::from(&finding)]).is_empty());
/// ```
pub fn findings<'a>(before: Vec<FindingRow<'a>>, after: Vec<FindingRow<'a>>) -> Vec<Pair<FindingRow<'a>>> {
    let (before, after) = without_like(before, after);
    let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
    let mut changes = Vec::new();
    loop {
        let order = match (before.peek(), after.peek()) {
            (Some(left), Some(right)) => left.spot().cmp(&right.spot()),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return changes,
        };
        changes.push(Pair { before: if order.is_le() { before.next() } else { None }, after: if order.is_ge() { after.next() } else { None } });
    }
}

/// Both sides sorted, without what the other one has too.
fn without_like<'a>(mut before: Vec<FindingRow<'a>>, mut after: Vec<FindingRow<'a>>) -> (Vec<FindingRow<'a>>, Vec<FindingRow<'a>>) {
    // Findings that are the same but for reference and standard stand beside each other; ties by these, so that no order of rows shows.
    let order = |left: &FindingRow<'_>, right: &FindingRow<'_>| left.found().cmp(&right.found()).then_with(|| left.cmp(right));
    before.sort_unstable_by(order);
    after.sort_unstable_by(order);
    let (mut lone_before, mut lone_after) = (Vec::new(), Vec::new());
    let mut theirs = after.into_iter().peekable();
    for mine in before {
        while let Some(next) = theirs.next_if(|next| next.found() < mine.found()) {
            lone_after.push(next);
        }
        if theirs.next_if(|next| next.found() == mine.found()).is_none() {
            lone_before.push(mine);
        }
    }
    lone_after.extend(theirs);
    (lone_before, lone_after)
}

/// A finding that differs, with texts of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingChange {
    /// `added`, `removed` or `changed`.
    pub change: &'static str,
    /// The site.
    pub site_code: String,
    /// The clause.
    pub clause: String,
    /// Table of the evidence.
    pub table: String,
    /// Key of the row there.
    pub key: String,
    /// Before.
    pub before: Option<FindingSeen>,
    /// After.
    pub after: Option<FindingSeen>,
}

/// What was seen at a spot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingSeen {
    /// Proven, or only possible.
    pub certain: bool,
    /// The day that matters.
    pub day: Option<Day>,
    /// What was seen.
    pub detail: String,
}

impl FindingChange {
    /// The change of a pair; `None` for a pair of nothing.
    pub fn of(pair: &Pair<FindingRow<'_>>) -> Option<FindingChange> {
        let seen = |row: &FindingRow<'_>| FindingSeen { certain: row.certain, day: row.day, detail: row.detail.to_string() };
        let later = pair.later()?;
        Some(FindingChange {
            change: pair.change(),
            site_code: later.site_code.to_string(),
            clause: later.clause.to_string(),
            table: later.table.to_string(),
            key: later.key.as_ref().to_owned(),
            before: pair.before.as_ref().map(seen),
            after: pair.after.as_ref().map(seen),
        })
    }
}

/// Findings that differ, by kind of change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FindingCounts {
    /// On the later side only.
    pub added: u64,
    /// On the earlier side only.
    pub removed: u64,
    /// On both sides, of another day, detail or certainty.
    pub changed: u64,
}

impl FindingCounts {
    /// Counts a change.
    pub fn add(&mut self, change: &FindingChange) {
        match (&change.before, &change.after) {
            (Some(_), Some(_)) => self.changed += 1,
            (Some(_), None) => self.removed += 1,
            (None, _) => self.added += 1,
        }
    }

    /// All of them.
    pub const fn total(&self) -> u64 {
        self.added + self.removed + self.changed
    }
}
