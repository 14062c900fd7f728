//! One site: what it shall come to, and from that all its rows.

mod columns;
mod goal;
mod rows;
pub(crate) mod tickets;
mod visits;

pub(crate) use columns::{Column, Home, Kind, State, Window, kind, set_fresh, set_stale};
pub(crate) use tickets::{Review, Ticket};
pub(crate) use visits::{Class, Visits, second_of};

use goal::Goal;

use crate::{
    anomaly::Anomaly,
    options::Options,
    random::{Stream, derive},
    sheet::{Cell, Sheet},
    truth::Clause,
};

/// 2017-11-29.
pub(crate) const CHECKPOINT: i32 = 17_499;
/// First day of the visit week that ends at the checkpoint.
pub(crate) const WEEK: i32 = CHECKPOINT - 6;

/// How much something proves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    Nothing,
    Possible,
    Certain,
}

/// What anomalies do to the site beyond single columns, tickets and reviews.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effect {
    /// Rejected rows of the table of columns.
    pub rejected_columns: u64,
    /// One of them was rejected for its parent: any leaf without items may be a heading.
    pub lost_parent: bool,
    /// Somebody recorded that he did not see all columns.
    pub list_open: bool,
    /// Rejected rows of the table of visits.
    pub rejected_visits: u64,
    /// The visit week cannot be judged.
    pub visits_void: bool,
    /// The site is exempt from a clause.
    pub exempt: Option<Clause>,
    /// Whether the site is excluded is unknown.
    pub life_unknown: bool,
    /// The row of the site itself is rejected.
    pub lost: bool,
    /// The site is not judged.
    pub excluded: bool,
}

/// One site with all that its rows are made from.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub index: u64,
    pub code: String,
    pub role: &'static str,
    pub is_navigation: bool,
    pub opened_on: Option<i32>,
    pub columns: Vec<Column>,
    /// Further rows of the table of columns: repeated or contradicting ones.
    pub more_columns: Vec<Column>,
    pub visits: Visits,
    pub tickets: Vec<Ticket>,
    pub reviews: Vec<Review>,
    /// Rows of the tables that few sites have rows in.
    pub rare: Vec<(&'static Sheet, Vec<Cell>)>,
    /// Updates that need text cells or further fields.
    pub odd_updates: Vec<Vec<Cell>>,
    /// Visits of that sort.
    pub odd_visits: Vec<Vec<Cell>>,
    pub anomaly: Option<Anomaly>,
    pub effect: Effect,
}

impl Site {
    /// The site at a position of the registry.
    pub(crate) fn plan(options: &Options, index: u64) -> Site {
        let mut stream = Stream::new(options.seed, index);
        let goal = Goal::of(options, index, &mut stream);
        let mut site = Site {
            index,
            code: code(index),
            role: if index.is_multiple_of(40) { "portal" } else { stream.pick(&["department", "department", "institution", "subsite"]) },
            is_navigation: index % 13 == 5,
            opened_on: None,
            columns: columns::plan(options, &goal, &mut stream),
            more_columns: Vec::new(),
            visits: Visits::plan(options, goal.failed_visits, &mut stream),
            tickets: tickets::plan(options, goal.unanswered, &mut stream),
            reviews: tickets::reviews(goal.errors, &mut stream),
            rare: Vec::new(),
            odd_updates: Vec::new(),
            odd_visits: Vec::new(),
            anomaly: None,
            effect: Effect::default(),
        };
        let mut stream = Stream::new(options.seed, !index);
        if stream.fraction() < options.anomalies {
            let wanted = Anomaly::ALL[((index + derive(options.seed, 7)) % Anomaly::ALL.len() as u64) as usize];
            site.anomaly = wanted.apply(&mut site, options, &mut stream).then_some(wanted);
        }
        site
    }

    /// Places of ordinary fresh columns, none if there are not so many.
    pub(crate) fn spares<const N: usize>(&self) -> Option<[usize; N]> {
        let mut spare = (0..self.columns.len()).filter(|place| self.columns[*place].is_spare());
        let mut places = [0; N];
        for place in &mut places {
            *place = spare.next()?;
        }
        Some(places)
    }
}

/// Code of a site, ten digits.
pub(crate) fn code(index: u64) -> String {
    format!("37{index:08}")
}

/// Microseconds of a second of a civil day in Shanghai.
pub(crate) fn moment(day: i32, second: i64) -> i64 {
    (i64::from(day) * 86_400 + second - 8 * 3_600) * 1_000_000
}
