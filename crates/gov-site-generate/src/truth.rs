//! What a site comes to: added up from what it was made of, never judged from its rows.

use crate::site::{Home, Proof, Site, State};

/// The seven vetoes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clause {
    Visits,
    Home,
    Core,
    Overdue,
    Blank,
    Errors,
    Tickets,
}

impl Clause {
    pub(crate) const ALL: [Clause; 7] = [Clause::Visits, Clause::Home, Clause::Core, Clause::Overdue, Clause::Blank, Clause::Errors, Clause::Tickets];

    /// Key of the clause in the standard.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Clause::Visits => "site_unreachable",
            Clause::Home => "home_not_updated",
            Clause::Core => "core_columns_not_updated",
            Clause::Overdue => "overdue_columns",
            Clause::Blank => "blank_columns",
            Clause::Errors => "serious_error",
            Clause::Tickets => "interaction_unanswered",
        }
    }
}

/// A count between what is proven and what is possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range {
    pub certain: u64,
    pub possible: u64,
}

impl Range {
    fn add(&mut self, (certain, possible): (u64, u64)) {
        self.certain += certain;
        self.possible += possible;
    }

    fn outcome(self, limit: u64) -> &'static str {
        match self {
            Range { certain, .. } if certain >= limit => FAIL,
            Range { possible, .. } if possible < limit => PASS,
            _ => NOT_ASSESSED,
        }
    }
}

pub(crate) const PASS: &str = "pass";
pub(crate) const FAIL: &str = "fail";
pub(crate) const NOT_ASSESSED: &str = "not_assessed";
pub(crate) const NOT_APPLICABLE: &str = "not_applicable";

/// Outcome of one clause; no range where nothing is measured.
pub(crate) type Outcome = (Clause, &'static str, Option<Range>);

/// Verdict of a site and the outcome of each veto; none for a site that is excluded.
pub(crate) struct Truth {
    pub verdict: &'static str,
    pub outcomes: Vec<Outcome>,
}

impl Truth {
    pub(crate) fn of(site: &Site) -> Truth {
        if site.effect.excluded {
            return Truth { verdict: "excluded", outcomes: Vec::new() };
        }
        let outcomes: Vec<Outcome> = Clause::ALL.into_iter().map(|clause| outcome(site, clause)).collect();
        let any = |wanted: &str| outcomes.iter().any(|(_, outcome, _)| *outcome == wanted);
        let verdict = match (any(FAIL), any(NOT_ASSESSED)) {
            (true, _) => "unqualified",
            (false, true) => "not_assessed",
            (false, false) => "qualified",
        };
        Truth { verdict, outcomes }
    }
}

fn outcome(site: &Site, clause: Clause) -> Outcome {
    if site.effect.lost {
        return (clause, NOT_ASSESSED, None);
    }
    if site.effect.exempt == Some(clause) {
        return (clause, NOT_APPLICABLE, None);
    }
    let (outcome, range) = match clause {
        Clause::Visits => visits(site),
        Clause::Home => home(site),
        Clause::Core => columns(site, 5, core),
        Clause::Overdue => columns(site, 10, overdue),
        Clause::Blank => columns(site, 5, blank),
        Clause::Errors => proofs(site.reviews.iter().map(|review| review.proof)),
        Clause::Tickets => proofs(site.tickets.iter().map(|ticket| ticket.proof)),
    };
    (clause, if site.effect.life_unknown { NOT_ASSESSED } else { outcome }, range)
}

fn visits(site: &Site) -> (&'static str, Option<Range>) {
    let counts = site.visits.count();
    let of = counts.visited + site.effect.rejected_visits;
    let range = Range { certain: counts.failed, possible: counts.failed + counts.suspected + site.effect.rejected_visits };
    let usable = counts.is_whole && !site.effect.visits_void;
    let outcome = if usable { range.outcome((of * 5).div_ceil(100)) } else { NOT_ASSESSED };
    (outcome, (of > 0).then_some(range))
}

fn home(site: &Site) -> (&'static str, Option<Range>) {
    let mut range = Range { certain: 0, possible: site.effect.rejected_columns };
    let mut total = site.effect.rejected_columns;
    for column in site.columns.iter().filter(|column| column.home != Home::No) {
        total += 1;
        let stale = u64::from(column.home == Home::NotUpdated);
        range.add((if site.effect.list_open { 0 } else { stale }, stale));
    }
    (range.outcome(total), Some(range))
}

/// What a column adds to a clause, from its state and whether its kind is a core one.
type Share = fn(State, bool) -> (u64, u64);

fn columns(site: &Site, limit: u64, share: Share) -> (&'static str, Option<Range>) {
    let mut range = Range { certain: 0, possible: site.effect.rejected_columns };
    for column in &site.columns {
        let unsure = site.effect.list_open || (site.effect.lost_parent && column.state == State::Blank && column.lists_items.is_none());
        let state = match column.state {
            State::Stale if site.effect.list_open => State::PerhapsStale,
            State::Blank if site.effect.list_open => State::PerhapsBlank,
            state => state,
        };
        let (certain, possible) = share(state, column.window.is_core());
        range.add((if unsure { 0 } else { certain }, possible));
    }
    let outcome = range.outcome(limit);
    let unproven = site.effect.list_open && outcome == PASS;
    (if unproven { NOT_ASSESSED } else { outcome }, Some(range))
}

fn core(state: State, is_core: bool) -> (u64, u64) {
    match state {
        State::Stale if is_core => (1, 1),
        State::PerhapsStale | State::PerhapsBlank if is_core => (0, 1),
        _ => (0, 0),
    }
}

fn overdue(state: State, _: bool) -> (u64, u64) {
    match state {
        State::Stale | State::Blank => (1, 1),
        State::PerhapsStale | State::PerhapsBlank => (0, 1),
        State::Fresh | State::Out | State::Rejected => (0, 0),
    }
}

fn blank(state: State, _: bool) -> (u64, u64) {
    match state {
        State::Blank => (1, 1),
        State::PerhapsBlank => (0, 1),
        _ => (0, 0),
    }
}

fn proofs(proofs: impl Iterator<Item = Proof>) -> (&'static str, Option<Range>) {
    let mut range = Range::default();
    for proof in proofs {
        match proof {
            Proof::Nothing => {}
            Proof::Possible => range.add((0, 1)),
            Proof::Certain => range.add((1, 1)),
        }
    }
    (range.outcome(1), Some(range))
}
