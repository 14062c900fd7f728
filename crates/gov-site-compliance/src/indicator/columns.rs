//! What a column can still be, seen through one window. Shared by the families on columns.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::Case;
use crate::{
    facts::{ColumnActivity, ColumnFacts, Cover, SiteFacts, Span},
    model::{ColumnKind, Day, Gap, normal_url},
    standard::{self, Clause, Readings},
};

/// A set of states. Filling a gap only ever takes states out, so a decided outcome cannot turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct States(u8);

impl States {
    pub(super) const FRESH: States = States(1);
    /// Opened inside the window: not stale, and no update either (reading 8).
    pub(super) const EXCUSED: States = States(2);
    pub(super) const STALE: States = States(4);
    pub(super) const BLANK: States = States(8);
    /// Not counted after all.
    pub(super) const ABSENT: States = States(16);

    pub(super) const fn or(self, other: States) -> States {
        States(self.0 | other.0)
    }

    pub(super) const fn may_be(self, other: States) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether every state that is left is one of `other`.
    pub(super) const fn is(self, other: States) -> bool {
        self.0 != 0 && self.0 & !other.0 == 0
    }

    const fn without_blank(self) -> States {
        States(self.0 & !States::BLANK.0)
    }

    const fn excused(self) -> States {
        if self.0 & States::STALE.0 == 0 { self } else { States(self.0 & !States::STALE.0 | States::EXCUSED.0) }
    }
}

/// A column that counts, or may count, in a clause, with what every clause asks of it first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub position: usize,
    /// Whether rows unknown so far could take it out of the counts.
    pub may_leave: bool,
    /// Whether it counts only if it turns out to have items: a parent without rows so far.
    pub if_items: bool,
    /// Whether it makes up the home page (reading 15).
    pub on_home: bool,
    pub kind: Option<ColumnKind>,
    /// Newest update of the usual column: it has items, and nothing can take it out of the counts.
    newest: Option<Day>,
}

impl Counted {
    #[inline]
    fn of(position: usize, listing: Listing, may_leave: bool, facts: &SiteFacts<'_>) -> Counted {
        let column = &facts.columns[position];
        let if_items = listing == Listing::IfItems;
        let is_usual = !may_leave && !if_items && column.opened_on.is_none() && column.activity.has_items();
        Counted {
            position,
            may_leave,
            if_items,
            on_home: if facts.site.home_is_navigation == Some(true) { column.on_second_level } else { column.on_home },
            kind: column.kind,
            newest: column.activity.last.filter(|_| is_usual),
        }
    }

    /// Whether it is fresh for certain through a window that begins on `first` (`None`: its kind has no window).
    #[inline]
    pub(super) fn is_fresh(&self, first: Option<Day>) -> bool {
        self.newest.is_some_and(|newest| first.is_none_or(|first| first <= newest))
    }
}

/// Columns of a site that count in any clause by readings 12 and 13, but for exemptions.
#[derive(Clone, Debug)]
pub(super) struct CountedColumns {
    columns: Vec<Counted>,
    gaps: BTreeSet<Gap>,
    readings: BTreeSet<&'static str>,
}

/// Columns that count in a clause, with the switches that had something to act on.
pub(super) struct CountedSet<'a> {
    pub columns: Cow<'a, [Counted]>,
    pub gaps: BTreeSet<Gap>,
    pub readings: BTreeSet<&'static str>,
}

/// Columns that count: listing ones, without those that left, repeated addresses and exempt ones.
pub(super) fn counted<'a>(clause: &Clause, case: &'a Case<'_>) -> CountedSet<'a> {
    let CountedColumns { columns, gaps, readings } = case.counted();
    let mut set = CountedSet { columns: Cow::Borrowed(columns), gaps: gaps.clone(), readings: readings.clone() };
    if case.facts.exemptions.is_empty() && case.facts.charges.exemptions.is_empty() {
        return set;
    }
    set.columns.to_mut().retain_mut(|column| match exempt(clause, column.position, case) {
        Leaves::Yes => false,
        Leaves::No => true,
        Leaves::Perhaps => {
            set.gaps.insert(Gap::InputRejected);
            (column.may_leave, column.newest) = (true, None);
            true
        }
    });
    set
}

/// Memory for the columns of a site that count, which many sites share.
#[derive(Clone, Debug, Default)]
pub(crate) struct CountedRoom(Vec<Counted>);

impl CountedColumns {
    /// Looks at all columns in the order of their ids.
    pub(super) fn of(case: &Case<'_>, CountedRoom(mut columns): CountedRoom) -> CountedColumns {
        let facts = case.facts;
        columns.clear();
        columns.reserve(facts.columns.len());
        let mut set = CountedColumns { columns, gaps: BTreeSet::new(), readings: BTreeSet::new() };
        let mut addresses = BTreeMap::new();
        let leaf = leaf(facts);
        let mut is_switched = false;
        for (position, column) in facts.columns.iter().enumerate() {
            let (listing, depends) = lists_items(position, leaf, case);
            is_switched |= depends;
            if listing == Listing::No || has_left(column, case.plan.checkpoint) {
                continue;
            }
            let mut may_leave = listing != Listing::Yes;
            if let Some(url) = column.url.filter(|_| facts.shares_address()) {
                match set.repeats(normal_url(url), column, may_leave, facts, &mut addresses) {
                    Leaves::Yes => continue,
                    Leaves::Perhaps => may_leave = true,
                    Leaves::No => {}
                }
            }
            set.columns.push(Counted::of(position, listing, may_leave, facts));
        }
        if is_switched {
            set.readings.insert("counted_columns");
        }
        set
    }

    /// The memory, for the next site.
    pub(super) fn into_room(self) -> CountedRoom {
        CountedRoom(self.columns)
    }

    /// Whether a column leaves because one with a smaller id has its address (reading 13); `addresses` tells of each address met
    /// whether a column of it stays for certain.
    fn repeats<'a>(
        &mut self,
        url: Cow<'a, str>,
        column: &ColumnFacts<'_>,
        may_leave: bool,
        facts: &SiteFacts<'_>,
        addresses: &mut BTreeMap<Cow<'a, str>, bool>,
    ) -> Leaves {
        let stub = facts
            .charges
            .columns
            .iter()
            .any(|stub| stub.id.as_ref().is_none_or(|id| id.as_str() < &*column.column_id) && stub.url.as_deref().map(normal_url).as_ref() == Some(&url));
        if stub {
            self.gaps.insert(Gap::InputRejected);
        }
        let before = addresses.get(&url).copied();
        if before == Some(true) {
            return Leaves::Yes;
        }
        let perhaps = stub || before.is_some();
        *addresses.entry(url).or_default() |= !(may_leave || perhaps);
        if perhaps { Leaves::Perhaps } else { Leaves::No }
    }
}

/// Whether a column lists items itself (reading 12), and whether that depends on the switch.
#[inline]
fn lists_items(position: usize, leaf: Listing, case: &Case<'_>) -> (Listing, bool) {
    let listing = listing(&case.facts.columns[position], leaf, || {
        let always = Span { from: None, to: case.plan.checkpoint };
        case.facts.column_cover(position, always, false)
    });
    let depends = matches!(listing, Listing::No | Listing::IfItems);
    match case.readings.counted_columns {
        standard::CountedColumns::Listing => (listing, depends),
        standard::CountedColumns::All => (Listing::Yes, depends),
    }
}

/// Whether a column leaves the counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaves {
    Yes,
    Perhaps,
    No,
}

/// Whether a column lists items itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listing {
    Yes,
    No,
    /// A parent without rows so far: only if it turns out to have some.
    IfItems,
    /// A leaf, unless a row that is missing or to be mended stands below it.
    IfLeaf,
}

/// Whether a column lists items itself, without the switch; `always` tells whether all of the column was looked at.
#[inline]
fn listing(column: &ColumnFacts<'_>, leaf: Listing, always: impl FnOnce() -> Cover) -> Listing {
    match column.lists_items {
        Some(true) => Listing::Yes,
        Some(false) => Listing::No,
        None if column.activity.has_items() => Listing::Yes,
        None if !column.is_parent => leaf,
        None if column.activity.rejected > 0 => Listing::IfItems,
        None if always().is_covered() => Listing::No,
        None => Listing::IfItems,
    }
}

/// Whether a column counts that stands alone: every row of its site is there and sound, and none is exempt.
#[inline]
pub(super) fn counts_alone(column: &ColumnFacts<'_>, readings: &Readings, at: Day) -> bool {
    let lists = readings.counted_columns == standard::CountedColumns::All || listing(column, Listing::Yes, || Cover::Covered) == Listing::Yes;
    lists && !has_left(column, at)
}

/// What a leaf without items of its own is.
fn leaf(facts: &SiteFacts<'_>) -> Listing {
    let may_be_heading = facts.charges.columns.iter().any(|stub| stub.parent_at_fault) || facts.list_gap(false).is_some();
    if may_be_heading { Listing::IfLeaf } else { Listing::Yes }
}

/// Redirecting columns, finished topics, columns closed by or opened after the checkpoint (reading 13).
#[inline]
pub(crate) fn has_left(column: &ColumnFacts<'_>, at: Day) -> bool {
    let (closed, unopened) = (column.closed_on.is_some_and(|closed| closed <= at), column.opened_on.is_some_and(|opened| opened > at));
    column.redirects | column.finished_topic | closed | unopened
}

/// Whether an approved exemption takes a column out of the clause (reading 13).
fn exempt(clause: &Clause, position: usize, case: &Case<'_>) -> Leaves {
    let facts = case.facts;
    let id: &str = &facts.columns[position].column_id;
    let at = case.plan.checkpoint;
    let approved = facts
        .exemptions
        .iter()
        .any(|row| row.column_id.as_deref() == Some(id) && row.indicator.as_ref().is_none_or(|indicator| *indicator == clause.key) && row.holds(at));
    if approved {
        return Leaves::Yes;
    }
    let perhaps = facts
        .charges
        .exemptions
        .iter()
        .any(|(column, indicator)| column.as_deref() == Some(id) && indicator.as_ref().is_none_or(|indicator| *indicator == clause.key));
    if perhaps { Leaves::Perhaps } else { Leaves::No }
}

/// What a column can be, seen through a window that begins on `first` (`None`: its kind has no window).
#[inline]
pub(super) fn states(counted: &Counted, case: &Case<'_>, first: Option<Day>, home: bool, gaps: &mut BTreeSet<Gap>) -> States {
    if counted.is_fresh(first) { States::FRESH } else { states_with_gaps(counted, case, first, home, gaps) }
}

fn states_with_gaps(counted: &Counted, case: &Case<'_>, first: Option<Day>, home: bool, gaps: &mut BTreeSet<Gap>) -> States {
    let cover = |span| case.facts.column_cover(counted.position, span, home);
    let view = View { column: &case.facts.columns[counted.position], if_items: counted.if_items, at: case.plan.checkpoint, cover };
    let seen = view.states(first, gaps);
    if counted.may_leave { seen.or(States::ABSENT) } else { seen }
}

/// What a column that stands alone is, all of it looked at.
#[inline]
pub(super) fn states_alone(column: &ColumnFacts<'_>, first: Option<Day>, at: Day) -> States {
    View { column, if_items: false, at, cover: |_| Cover::Covered }.states(first, &mut BTreeSet::new())
}

/// Why a column may have updates that nobody looked at, where its window is not covered.
pub(super) fn unseen(window: Cover, activity: &ColumnActivity) -> Option<Gap> {
    let gap = window.gap()?;
    Some(if gap == Gap::NotCollected && activity.rows() > 0 { Gap::Incomplete } else { gap })
}

/// Why rows of a column may be updates of any day.
pub(super) fn hidden(activity: &ColumnActivity) -> Option<Gap> {
    activity.may_hide_update().then_some(if activity.unreadable > 0 { Gap::UnreadableDate } else { Gap::InputRejected })
}

/// A column and what of it was looked at.
struct View<'a, C> {
    column: &'a ColumnFacts<'a>,
    if_items: bool,
    at: Day,
    cover: C,
}

impl<C: Fn(Span) -> Cover> View<'_, C> {
    #[inline]
    fn states(&self, first: Option<Day>, gaps: &mut BTreeSet<Gap>) -> States {
        let seen = match first {
            Some(first) => self.through_window(first, gaps),
            None => self.without_window(gaps),
        };
        let seen = if self.if_items { seen.without_blank() } else { seen };
        if self.column.opened_on.zip(first).is_some_and(|(opened, first)| first <= opened) { seen.excused() } else { seen }
    }

    #[inline]
    fn through_window(&self, first: Day, gaps: &mut BTreeSet<Gap>) -> States {
        let activity = &self.column.activity;
        if activity.last.is_some_and(|last| last >= first) {
            return States::FRESH;
        }
        let window = (self.cover)(Span { from: Some(first), to: self.at });
        let unseen = unseen(window, activity);
        let hidden = hidden(activity);
        let mut set = if activity.has_items() { States::STALE } else { self.emptiness(States::STALE.or(States::BLANK)) };
        if unseen.or(hidden).is_some() {
            set = set.or(States::FRESH);
        }
        gaps.extend(unseen.into_iter().chain(hidden));
        set
    }

    #[inline]
    fn without_window(&self, gaps: &mut BTreeSet<Gap>) -> States {
        let activity = &self.column.activity;
        if activity.has_items() {
            return States::FRESH;
        }
        if activity.rejected > 0 {
            gaps.insert(Gap::InputRejected);
        }
        let set = self.emptiness(States::FRESH.or(States::BLANK));
        if set.may_be(States::FRESH) && activity.rejected == 0 {
            gaps.extend((self.cover)(self.always()).gap());
        }
        set
    }

    /// A column without a proven item: blank only if all of it was looked at.
    #[inline]
    fn emptiness(&self, otherwise: States) -> States {
        let looked = self.column.activity.rejected == 0 && (self.cover)(self.always()).is_covered();
        if looked { States::BLANK } else { otherwise }
    }

    fn always(&self) -> Span {
        Span { from: None, to: self.at }
    }
}
