//! Folded updates of one column.

use serde::{Deserialize, Serialize};

use super::{Plan, is_zero};
use crate::model::{DateState, Day, Moment, Update};

/// What the updates of a column amount to at a checkpoint.
///
/// ```
/// use gov_site_compliance::{ColumnActivity, Day};
/// let mut left = ColumnActivity::default();
/// let mut right = ColumnActivity::default();
/// left.push_day(Day(17_490), Day(17_499));
/// right.push_day(Day(17_510), Day(17_499)); // after the checkpoint: counted, never `last`
/// left.merge(&right);
/// assert_eq!((left.last, left.total, left.after_checkpoint), (Some(Day(17_490)), 2, 1));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnActivity {
    /// Newest readable day up to the checkpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// Items that are proven: accepted rows, and rejected ones of which only the date is at fault.
    #[serde(skip_serializing_if = "is_zero")]
    pub total: u32,
    /// Items shown without a date: evidence that counts as no update (reading 3).
    #[serde(skip_serializing_if = "is_zero")]
    pub undated: u32,
    /// Items whose date could not be read, rejected cells included: perhaps an update.
    #[serde(skip_serializing_if = "is_zero")]
    pub unreadable: u32,
    /// Rejected rows that do not even prove an item.
    #[serde(skip_serializing_if = "is_zero")]
    pub rejected: u32,
    /// Items dated after the checkpoint, ignored (reading 4).
    #[serde(skip_serializing_if = "is_zero")]
    pub after_checkpoint: u32,
    /// Of all items, those dated later than the day on which they were observed: an anomaly.
    #[serde(skip_serializing_if = "is_zero")]
    pub future_dated: u32,
}

impl ColumnActivity {
    /// Adds one row.
    pub fn push(&mut self, update: &Update, plan: &Plan) {
        match update.published_on {
            Some(day) => self.push_observed(day, update.observed_at, plan.checkpoint),
            None => self.push_undated(update.date_state),
        }
    }

    /// Adds one item without a date: shown without one, or not readable.
    pub fn push_undated(&mut self, state: Option<DateState>) {
        self.total += 1;
        match state {
            Some(DateState::NotShown) => self.undated += 1,
            _ => self.unreadable += 1,
        }
    }

    /// Adds one dated item with the moment at which it was seen.
    pub fn push_observed(&mut self, day: Day, observed_at: Option<Moment>, checkpoint: Day) {
        self.push_day(day, checkpoint);
        self.future_dated += u32::from(observed_at.is_some_and(|observed| day > observed.day()));
    }

    /// Adds one dated item.
    pub fn push_day(&mut self, day: Day, checkpoint: Day) {
        self.total += 1;
        if day > checkpoint {
            self.after_checkpoint += 1;
        } else {
            self.last = self.last.max(Some(day));
        }
    }

    /// Adds dated items of one column, given as days since 1970-01-01: the buffer of an Arrow Date32 array.
    ///
    /// ```
    /// use gov_site_compliance::{ColumnActivity, Day};
    /// let mut activity = ColumnActivity::default();
    /// activity.fold(&[17_490, 17_510, 17_400], Day(17_499));
    /// assert_eq!((activity.last, activity.total, activity.after_checkpoint), (Some(Day(17_490)), 3, 1));
    /// ```
    pub fn fold(&mut self, days: &[i32], checkpoint: Day) {
        let (mut last, mut late) = (i32::MIN, 0_u32);
        // Without a branch on the data, so that the compiler takes several days at a time.
        for day in days {
            let after = *day > checkpoint.0;
            late += u32::from(after);
            last = last.max(if after { i32::MIN } else { *day });
        }
        self.total += days.len() as u32;
        self.after_checkpoint += late;
        if (late as usize) < days.len() {
            self.last = self.last.max(Some(Day(last)));
        }
    }

    /// Adds what another part of the rows amounts to.
    pub fn merge(&mut self, other: &ColumnActivity) {
        self.last = self.last.max(other.last);
        self.total += other.total;
        self.undated += other.undated;
        self.unreadable += other.unreadable;
        self.rejected += other.rejected;
        self.after_checkpoint += other.after_checkpoint;
        self.future_dated += other.future_dated;
    }

    /// Adds a rejected row; `proves_item` when only its date is at fault.
    pub fn push_rejected(&mut self, proves_item: bool) {
        if proves_item {
            self.total += 1;
            self.unreadable += 1;
        } else {
            self.rejected += 1;
        }
    }

    /// Whether an item is proven, whatever its date.
    pub fn has_items(&self) -> bool {
        self.total > 0
    }

    /// Whether rows can amount to it: for activities that somebody else folded.
    pub fn is_sound(&self) -> bool {
        let without_day = u64::from(self.undated) + u64::from(self.unreadable) + u64::from(self.after_checkpoint);
        let dated = u64::from(self.total).checked_sub(without_day);
        self.future_dated <= self.total && dated.is_some_and(|dated| (dated > 0) == self.last.is_some())
    }

    /// Rows, accepted or rejected.
    pub fn rows(&self) -> u64 {
        u64::from(self.total) + u64::from(self.rejected)
    }

    /// Whether a row could be an update of any day.
    pub fn may_hide_update(&self) -> bool {
        self.unreadable > 0 || self.rejected > 0
    }
}
