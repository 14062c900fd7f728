//! What the seven vetoes of a site shall come to.

use crate::{options::Options, random::Stream, random::derive, truth::Clause};

use super::visits::is_whole_week;

/// Numbers that the rows of a site shall add up to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Goal {
    pub failed_visits: u64,
    /// Home columns, and how many of them are not updated.
    pub home: usize,
    pub home_stale: usize,
    /// Stale columns of news, notices and policies.
    pub core: usize,
    /// Stale columns of the kinds with a window of a year.
    pub yearly: usize,
    pub blank: usize,
    pub errors: usize,
    pub unanswered: usize,
}

impl Goal {
    /// One site in ten fails one veto, by turns each, on the limit or one above it; the others stay below, a third of them by one.
    pub(super) fn of(options: &Options, index: u64, stream: &mut Stream) -> Goal {
        let columns = options.columns as usize;
        let home = (columns / 6).clamp(1, 3);
        let failing = failing(options, index, columns - home);
        let fails = |clause| failing == Some(clause);
        let mut count = |clause, limit: usize| level(fails(clause), limit, stream);
        let (mut core, mut blank) = (count(Clause::Core, 5), count(Clause::Blank, 5));
        let overdue = count(Clause::Overdue, 10);
        if fails(Clause::Overdue) {
            (core, blank) = (core.min(4), blank.min(4));
        } else if fails(Clause::Core) {
            blank = blank.min(9 - core);
        } else {
            core = core.min(9 - blank);
        }
        let home_stale = if fails(Clause::Home) { home } else { count(Clause::Home, home).min(home - 1) };
        let visits = share_limit(options.visits) as usize;
        Goal {
            failed_visits: count(Clause::Visits, visits).min(options.visits as usize) as u64,
            home,
            home_stale,
            core,
            yearly: overdue.saturating_sub(core + blank),
            blank,
            errors: count(Clause::Errors, 1),
            unanswered: count(Clause::Tickets, 1),
        }
    }
}

/// The smallest number of failed visits that reaches 5 %.
pub(crate) fn share_limit(of: u64) -> u64 {
    (of * 5).div_ceil(100)
}

/// On the limit or one above it; below it, a third of the time by one.
fn level(fails: bool, limit: usize, stream: &mut Stream) -> usize {
    match (fails, stream.chance(33)) {
        (true, edge) => limit + usize::from(!edge),
        (false, true) => limit.saturating_sub(1),
        (false, false) => stream.below((limit as u64).div_ceil(2)) as usize,
    }
}

/// The veto that the site fails; where the columns or visits do not suffice for it, the next.
fn failing(options: &Options, index: u64, columns: usize) -> Option<Clause> {
    let block = index / 10;
    if index % 10 != derive(options.seed, block) % 10 {
        return None;
    }
    let first = (block + options.seed % 7) as usize;
    let possible = |clause: &Clause| match clause {
        Clause::Visits => is_whole_week(options.visits),
        Clause::Core | Clause::Blank => columns >= 5,
        Clause::Overdue => columns >= 10,
        Clause::Home | Clause::Errors | Clause::Tickets => true,
    };
    (first..first + 7).map(|turn| Clause::ALL[turn % 7]).find(possible)
}
