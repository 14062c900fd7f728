//! Columns of a site and what each counts for.

use super::{CHECKPOINT, goal::Goal};
use crate::{
    options::Options,
    random::{Stream, coprime_step},
};

/// How long a kind of column may stay without an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Window {
    /// Two weeks.
    News,
    /// Six months.
    Documents,
    /// A year.
    Yearly,
    /// No window.
    Free,
}

impl Window {
    /// First day inside the window.
    pub(crate) fn first(self) -> i32 {
        match self {
            Window::News => CHECKPOINT - 14,
            Window::Documents => 17_315,
            Window::Yearly => 17_134,
            Window::Free => CHECKPOINT - 1_500,
        }
    }

    /// Whether the kind counts among news, notices and policies.
    pub(crate) fn is_core(self) -> bool {
        matches!(self, Window::News | Window::Documents)
    }
}

/// A kind of column with its window.
pub(crate) type Kind = (&'static str, Window);

const KINDS: &[Kind] = &[
    ("news", Window::News),
    ("notice", Window::Documents),
    ("policy", Window::Documents),
    ("personnel", Window::Yearly),
    ("plan", Window::Yearly),
    ("interpretation", Window::Free),
    ("overview", Window::Free),
    ("organisation", Window::Free),
    ("leaders", Window::Free),
    ("finance", Window::Free),
    ("statistics", Window::Free),
    ("service", Window::Free),
    ("consultation", Window::Free),
    ("topic", Window::Free),
    ("other", Window::Free),
];

/// The kind with a name; unknown names are kinds without a window.
pub(crate) fn kind(name: &'static str) -> Kind {
    KINDS.iter().copied().find(|(known, _)| *known == name).unwrap_or((name, Window::Free))
}

/// Whether a column makes up the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    No,
    Updated,
    NotUpdated,
}

/// What a column is in the clauses on columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Fresh,
    Stale,
    /// Stale, unless a row that cannot be read is an update.
    PerhapsStale,
    Blank,
    /// Blank, stale or fresh: nobody has looked at all of it.
    PerhapsBlank,
    /// In no count: headings, and columns that left.
    Out,
    /// Its row is rejected; the site counts such rows.
    Rejected,
}

/// A row of the table of columns, with the updates that are plain rows.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Position in the site.
    pub place: usize,
    pub kind: Option<Kind>,
    /// Window of its kind or its parent's.
    pub window: Window,
    /// Site and place of the column above.
    pub parent: Option<(u64, usize)>,
    /// Empty where the compulsory name is missing.
    pub name: &'static str,
    /// Number in the address; two columns with one number have one address.
    pub address: usize,
    pub lists_items: Option<bool>,
    pub home: Home,
    pub redirects: bool,
    pub is_finished: bool,
    pub opened_on: Option<i32>,
    pub closed_on: Option<i32>,
    pub state: State,
    /// Day of the newest plain update.
    pub last: i32,
    /// Number of plain updates.
    pub items: u32,
}

impl Column {
    fn new(place: usize) -> Column {
        Column {
            place,
            kind: None,
            window: Window::Free,
            parent: None,
            name: "栏目",
            address: place,
            lists_items: None,
            home: Home::No,
            redirects: false,
            is_finished: false,
            opened_on: None,
            closed_on: None,
            state: State::Fresh,
            last: CHECKPOINT,
            items: 1,
        }
    }

    /// An ordinary fresh column, which an anomaly may change.
    pub(crate) fn is_spare(&self) -> bool {
        self.state == State::Fresh && self.home == Home::No && self.parent.is_none()
    }

    pub(crate) fn set_kind(&mut self, kind: Kind) {
        (self.kind, self.window) = (Some(kind), kind.1);
    }

    /// Without any item.
    pub(crate) fn set_blank(&mut self) {
        (self.state, self.items) = (State::Blank, 0);
    }
}

/// A newest update inside the window, sometimes on its first day.
pub(crate) fn set_fresh(column: &mut Column, kind: Kind, stream: &mut Stream) {
    column.set_kind(kind);
    let first = kind.1.first();
    column.last = if stream.chance(5) { first } else { stream.between(first, CHECKPOINT) };
    column.state = State::Fresh;
}

/// A newest update before the window, sometimes on the day before it.
pub(crate) fn set_stale(column: &mut Column, kind: Kind, stream: &mut Stream) {
    column.set_kind(kind);
    let before = kind.1.first() - 1;
    column.last = if stream.chance(20) { before } else { stream.between(before - 500, before) };
    column.state = State::Stale;
}

/// Columns that add up to the goal; where there are too few, to less.
pub(super) fn plan(options: &Options, goal: &Goal, stream: &mut Stream) -> Vec<Column> {
    let count = options.columns as usize;
    let (step, offset) = (coprime_step(options.columns, stream.next()), stream.below(options.columns));
    let mut columns: Vec<Column> = (0..count).map(Column::new).collect();
    for column in &mut columns {
        column.items = stream.count(options.updates);
    }
    for role in 0..count {
        let place = ((role as u64 * step + offset) % options.columns) as usize;
        set_role(&mut columns[place], role, goal, stream);
    }
    columns
}

fn set_role(column: &mut Column, role: usize, goal: &Goal, stream: &mut Stream) {
    let Some(role) = role.checked_sub(goal.home) else {
        return set_home(column, role < goal.home_stale, stream);
    };
    if role < goal.core {
        return set_stale(column, stream.pick(&KINDS[..3]), stream);
    }
    if role < goal.core + goal.blank {
        column.set_kind(stream.pick(KINDS));
        column.lists_items = stream.chance(50).then_some(true);
        return column.set_blank();
    }
    if role < goal.core + goal.blank + goal.yearly {
        return set_stale(column, stream.pick(&KINDS[3..5]), stream);
    }
    column.lists_items = stream.chance(10).then_some(true);
    set_fresh(column, stream.pick(KINDS), stream);
}

/// A home column is looked at through two weeks, whatever its kind; one that is not updated is still fresh by its own kind.
fn set_home(column: &mut Column, stale: bool, stream: &mut Stream) {
    let two_weeks = Window::News.first();
    if stale {
        column.set_kind(stream.pick(&[KINDS[1], KINDS[2], KINDS[5], KINDS[6]]));
        column.last = if stream.chance(20) { two_weeks - 1 } else { stream.between(two_weeks - 120, two_weeks - 1) };
        column.home = Home::NotUpdated;
    } else {
        column.set_kind(stream.pick(&KINDS[..3]));
        column.last = if stream.chance(20) { two_weeks } else { stream.between(two_weeks, CHECKPOINT) };
        column.home = Home::Updated;
    }
}
