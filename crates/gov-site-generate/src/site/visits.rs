//! Visits of a site: which of them fail, and what they amount to.

use crate::{
    options::Options,
    random::{Stream, coprime_step},
};

const WEEK_SECONDS: u64 = 7 * 86_400;
/// Slots that a day needs.
const NEEDED: u32 = 20;

/// What a visit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Answered,
    Failed,
    MonitorFault,
    Suspected,
}

/// A visit by a person beside those of the monitor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manual {
    pub day: u64,
    pub slot: u64,
}

/// Visits of one site. The n-th of `planned` comes n shares into the week; its class follows from a step that is coprime to their number,
/// so that exactly the wanted numbers fail.
#[derive(Clone, Debug)]
pub(crate) struct Visits {
    pub planned: u64,
    /// Visits left out: the first and how many.
    pub dropped: (u64, u64),
    step: u64,
    offset: u64,
    pub failed: u64,
    pub faults: u64,
    pub suspected: u64,
    /// A day of the week on which the monitor itself fails.
    pub fault_day: Option<u64>,
    /// Suspected visits show a challenge page, not a status.
    pub challenged: bool,
    /// Visits by persons that were answered.
    pub manual: Vec<Manual>,
}

/// What the visits amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct VisitCounts {
    pub visited: u64,
    pub failed: u64,
    pub suspected: u64,
    /// Every day has visits in twenty slots.
    pub is_whole: bool,
}

/// Second of the week of the n-th of so many visits.
pub(crate) fn second_of(visit: u64, planned: u64) -> u64 {
    visit * WEEK_SECONDS / planned.max(1)
}

/// Whether so many visits, spread evenly, suffice on every day.
pub(super) fn is_whole_week(planned: u64) -> bool {
    planned / 7 >= u64::from(NEEDED)
}

impl Visits {
    pub(super) fn plan(options: &Options, failed: u64, stream: &mut Stream) -> Visits {
        let planned = options.visits;
        let (step, offset) = (coprime_step(planned.max(1), stream.next()), stream.below(planned));
        Visits { planned, dropped: (0, 0), step, offset, failed, faults: 0, suspected: 0, fault_day: None, challenged: false, manual: Vec::new() }
    }

    /// Number of rows of the monitor.
    pub(crate) fn rows(&self) -> u64 {
        self.planned - self.dropped.1
    }

    /// Which of the planned visits stands in the n-th row.
    pub(crate) fn visit_of(&self, row: u64) -> u64 {
        if row < self.dropped.0 { row } else { row + self.dropped.1 }
    }

    pub(crate) fn class(&self, visit: u64) -> Class {
        if self.fault_day == Some(second_of(visit, self.planned) / 86_400) {
            return Class::MonitorFault;
        }
        let turn = (visit * self.step + self.offset) % self.planned;
        match turn {
            turn if turn < self.failed => Class::Failed,
            turn if turn < self.failed + self.faults => Class::MonitorFault,
            turn if turn < self.failed + self.faults + self.suspected => Class::Suspected,
            _ => Class::Answered,
        }
    }

    /// Day and slot of the first suspected visits.
    pub(crate) fn suspected_slots(&self, count: usize) -> Vec<Manual> {
        let suspected = (0..self.rows()).map(|row| self.visit_of(row)).filter(|visit| self.class(*visit) == Class::Suspected);
        let mut slots: Vec<(u64, u64)> = suspected.take(count).map(|visit| place(visit, self.planned)).collect();
        slots.dedup();
        slots.into_iter().map(|(day, slot)| Manual { day, slot }).collect()
    }

    /// Adds up the classes; a manual visit takes the place of the suspected ones of its slot.
    pub(crate) fn count(&self) -> VisitCounts {
        let mut slots = [[0u64; 3]; 7];
        let mut counts = VisitCounts { visited: self.manual.len() as u64, failed: 0, suspected: 0, is_whole: false };
        for visit in (0..self.rows()).map(|row| self.visit_of(row)) {
            let (day, slot) = place(visit, self.planned);
            let class = self.class(visit);
            if class == Class::MonitorFault {
                continue;
            }
            slots[day as usize][slot as usize / 64] |= 1 << (slot % 64);
            if class == Class::Suspected && self.manual.iter().any(|manual| (manual.day, manual.slot) == (day, slot)) {
                continue;
            }
            counts.visited += 1;
            counts.failed += u64::from(class == Class::Failed);
            counts.suspected += u64::from(class == Class::Suspected);
        }
        for manual in &self.manual {
            slots[manual.day as usize][manual.slot as usize / 64] |= 1 << (manual.slot % 64);
        }
        counts.is_whole = slots.iter().all(|day| day.iter().map(|word| word.count_ones()).sum::<u32>() >= NEEDED);
        counts
    }
}

/// Day of the week and slot of ten minutes.
fn place(visit: u64, planned: u64) -> (u64, u64) {
    let second = second_of(visit, planned);
    (second / 86_400, second % 86_400 / 600)
}
