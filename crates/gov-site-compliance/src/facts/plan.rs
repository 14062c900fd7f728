//! What folding must know beforehand: the checkpoint, the visit week, what fails a visit.

use alloc::{string::String, vec, vec::Vec};
use core::ops::Range;

use super::{HomeWindow, WeekCells, home_items};
use crate::{
    model::{Day, Micros, Moment, Visit, VisitFailure},
    standard::{Clause, Standard},
};

/// Dates of a run, as `census.toml` and the command give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The day at whose end everything is judged.
    pub checkpoint: Day,
    /// Last day of the visit week.
    pub visits_until: Day,
    /// First day of the period.
    pub period_from: Day,
}

/// A run that cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The period begins after the checkpoint.
    #[error("the period begins on {period_from}, after the checkpoint {checkpoint}: mend `period` or `checkpoint` in census.toml")]
    PeriodAfterCheckpoint {
        /// First day of the period.
        period_from: Day,
        /// The checkpoint.
        checkpoint: Day,
    },
    /// The visit week ends after the checkpoint.
    #[error("the visit week ends on {visits_until}, after the checkpoint {checkpoint}: mend `visits_until` in census.toml")]
    VisitsAfterCheckpoint {
        /// Last day of the visit week.
        visits_until: Day,
        /// The checkpoint.
        checkpoint: Day,
    },
    /// Two standards of one run fail visits differently.
    #[error("`{0}` and `{1}` fail visits differently: run them one after the other")]
    VisitRules(String, String),
}

/// What a visit is to the clause on visits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisitClass {
    /// A complete answer in time.
    Answered,
    /// A certain failure.
    Failed,
    /// Perhaps a failure: the server refused the monitor.
    Suspected,
    /// The monitor's own fault: no visit at all.
    MonitorFault,
}

/// A visit without its texts: what folding reads of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// 访问时间
    pub visited_at: Moment,
    /// 失败类型
    pub failure: Option<VisitFailure>,
    /// 最终状态码
    pub status: Option<i64>,
    /// 用时
    pub duration_ms: Option<Micros>,
    /// 人工访问
    pub manual: bool,
}

impl Attempt {
    /// A visit of which only the final status is known.
    pub fn answered(status: i64) -> Attempt {
        Attempt { visited_at: Moment::default(), failure: None, status: Some(status), duration_ms: None, manual: false }
    }
}

impl From<&Visit> for Attempt {
    fn from(visit: &Visit) -> Attempt {
        let Visit { visited_at, failure, status, duration_ms, .. } = *visit;
        Attempt { visited_at, failure, status, duration_ms, manual: visit.manual == Some(true) }
    }
}

/// Compiled from all standards of a run and its setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The day at whose end everything is judged.
    pub checkpoint: Day,
    /// First day of the period.
    pub period_from: Day,
    /// Windows in which the addresses of home items are counted, each once; and the first day of all of them.
    home_windows: Vec<HomeWindow>,
    home_from: Day,
    first_visit_day: Day,
    last_visit_day: Day,
    /// The visit week and the end of the checkpoint as moments.
    week: Range<i64>,
    end: i64,
    slow: i64,
    ignored: Vec<VisitFailure>,
    suspected: Vec<VisitFailure>,
    /// Classes of the status codes 100 to 599.
    status: Vec<u8>,
    answers: Range<i64>,
}

impl Plan {
    /// The plan of a run.
    ///
    /// # Errors
    /// Dates that contradict each other; standards that fail visits differently.
    pub fn compile(standards: &[&Standard], setting: Setting) -> Result<Plan, PlanError> {
        let Setting { checkpoint, visits_until, period_from } = setting;
        if period_from > checkpoint {
            return Err(PlanError::PeriodAfterCheckpoint { period_from, checkpoint });
        }
        if visits_until > checkpoint {
            return Err(PlanError::VisitsAfterCheckpoint { visits_until, checkpoint });
        }
        let mut plan: Option<(Plan, &Standard)> = None;
        for standard in standards {
            let next = Plan::of(setting, standard.clause_of("failed_visits"));
            match &plan {
                Some((known, other)) if *known != next => return Err(PlanError::VisitRules(other.id.clone(), standard.id.clone())),
                Some(_) => {}
                None => plan = Some((next, standard)),
            }
        }
        let plan = plan.map_or_else(|| Plan::of(setting, None), |(plan, _)| plan);
        Ok(plan.with_home_windows(home_items::windows(standards, checkpoint)))
    }

    fn of(setting: Setting, clause: Option<&Clause>) -> Plan {
        let days = clause.and_then(|clause| clause.limit("week")).map_or(7, |week| week.from(0) as i32);
        let words = |list: &str| clause.map_or(&[][..], |clause| clause.select(list)).iter().map(String::as_str);
        let mut status = vec![0; 500];
        for (list, class) in [("failed_status", 1), ("suspected_status", 2)] {
            for word in words(list) {
                mark(&mut status, word, class);
            }
        }
        let first_visit_day = setting.visits_until.plus_days(1 - days);
        Plan {
            checkpoint: setting.checkpoint,
            period_from: setting.period_from,
            home_windows: Vec::new(),
            home_from: NEVER,
            first_visit_day,
            last_visit_day: setting.visits_until,
            week: Moment::start_of(first_visit_day).0..Moment::start_of(setting.visits_until.plus_days(1)).0,
            end: Moment::start_of(setting.checkpoint.plus_days(1)).0,
            slow: clause.and_then(|clause| clause.limit("timeout")).map_or(i64::MAX, |limit| limit.from(0) as i64),
            ignored: words("ignored_failure").filter_map(VisitFailure::read).collect(),
            suspected: words("suspected_failure").filter_map(VisitFailure::read).collect(),
            answers: answers(&status),
            status,
        }
    }

    fn with_home_windows(self, home_windows: Vec<HomeWindow>) -> Plan {
        let home_from = home_windows.iter().map(|window| window.first).min().unwrap_or(NEVER);
        Plan { home_windows, home_from, ..self }
    }

    /// Windows in which some clause counts the distinct addresses of home items; none where no clause does, and then no address is read.
    pub fn home_windows(&self) -> &[HomeWindow] {
        &self.home_windows
    }

    /// First day whose home items some clause counts by address; later than any day where none does.
    #[inline]
    pub fn home_from(&self) -> Day {
        self.home_from
    }

    /// Position of a moment's day in the visit week, and its ten-minute slot of that day; `None` outside the week.
    #[inline]
    pub fn visit_slot(&self, at: Moment) -> Option<(usize, u8)> {
        let inside = self.week.contains(&at.0);
        inside.then(|| Moment::slots_between(self.week.start, at.0))
    }

    /// Whether a moment lies after the checkpoint.
    #[inline]
    pub fn is_late(&self, at: Moment) -> bool {
        at.0 >= self.end
    }

    /// Number of days of the visit week.
    pub fn visit_days(&self) -> usize {
        (self.last_visit_day.0 - self.first_visit_day.0 + 1) as usize
    }

    /// First day of the visit week.
    pub fn first_visit_day(&self) -> Day {
        self.first_visit_day
    }

    /// Last day of the visit week.
    pub fn last_visit_day(&self) -> Day {
        self.last_visit_day
    }

    /// The slots of the visit week as cells; `None` for a week too long for them.
    pub fn week_cells(&self) -> Option<WeekCells> {
        WeekCells::of(self.week.start, self.week.end, self.visit_days())
    }

    /// Status codes around 200 all of which are answers; a loop that tells these from others needs no table. There may be more.
    pub fn answers(&self) -> Range<i64> {
        self.answers.clone()
    }

    /// The shortest time that fails a visit.
    pub fn slow_from(&self) -> Micros {
        Micros(self.slow)
    }

    /// What a visit is (reading 10): the monitor's fault first, then certain failures and slowness, then suspicion, then the status.
    #[inline]
    pub fn classify(&self, visit: &Attempt) -> VisitClass {
        let slow = visit.duration_ms.is_some_and(|micros| micros.0 >= self.slow);
        match visit.failure {
            Some(failure) => return self.classify_failure(failure, slow),
            None if slow => return VisitClass::Failed,
            None => {}
        }
        let code = visit.status.and_then(|status| usize::try_from(status - 100).ok());
        match code.and_then(|code| self.status.get(code)) {
            Some(1) => VisitClass::Failed,
            Some(2) => VisitClass::Suspected,
            _ => VisitClass::Answered,
        }
    }

    #[cold]
    fn classify_failure(&self, failure: VisitFailure, slow: bool) -> VisitClass {
        if self.ignored.contains(&failure) {
            VisitClass::MonitorFault
        } else if self.suspected.contains(&failure) && !slow {
            VisitClass::Suspected
        } else {
            VisitClass::Failed
        }
    }
}

/// Later than any day of a row.
const NEVER: Day = Day(i32::MAX);

/// The codes around 200 that have no class; none if 200 has one.
fn answers(status: &[u8]) -> Range<i64> {
    let (below, above) = status.split_at(100);
    let first = 200 - below.iter().rev().take_while(|class| **class == 0).count() as i64;
    match above.iter().take_while(|class| **class == 0).count() as i64 {
        0 => 200..200,
        more => first..200 + more,
    }
}

/// Marks `404` or a whole class `5xx`; a single code marked later goes before its class.
fn mark(status: &mut [u8], word: &str, class: u8) {
    let (first, count) = match word.strip_suffix("xx") {
        Some(hundreds) => (hundreds.parse::<usize>().map_or(0, |hundreds| hundreds * 100), 100),
        None => (word.parse::<usize>().unwrap_or(0), 1),
    };
    for code in first..first + count {
        if let Some(cell) = code.checked_sub(100).and_then(|at| status.get_mut(at)) {
            *cell = class;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(words: &[&str]) -> Range<i64> {
        let mut status = vec![0; 500];
        words.iter().for_each(|word| mark(&mut status, word, 1));
        answers(&status)
    }

    #[test]
    fn the_answers_end_where_a_code_has_a_class() {
        assert_eq!(marked(&[]), 100..600);
        assert_eq!(marked(&["5xx", "404"]), 100..404);
        assert_eq!(marked(&["199", "201"]), 200..201);
        assert_eq!((marked(&["1xx", "599"]), marked(&["100"])), (200..599, 101..600));
        assert!(marked(&["200"]).is_empty() && marked(&["2xx"]).is_empty());
    }
}
