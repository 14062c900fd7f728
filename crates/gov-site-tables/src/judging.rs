//! Judges all sites with several threads; results and findings come in the order of the sites.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use gov_site_compliance::{Calendar, Finding, Plan, Standard, census, census::Judged, facts::SiteIndex};

/// Sites that a thread judges at a time.
const BLOCK: usize = 256;

/// What all sites are judged by.
#[derive(Clone, Copy)]
pub struct Judging<'a> {
    /// The standard.
    pub standard: &'a Standard,
    /// Checkpoint and visit week.
    pub plan: &'a Plan,
    /// Working days.
    pub calendar: &'a Calendar,
    /// Threads, `None` for one each core.
    pub threads: Option<usize>,
}

impl Judging<'_> {
    /// Judges every site of the evidence. `each` takes a finding in the thread that found it; what it made of the findings of
    /// some sites goes to `take` in the order of the sites. `progress` hears how many of how many sites are judged. `take` and
    /// `progress` are called from the calling thread only.
    pub fn judge<F: Default + Send>(
        &self,
        evidence: &census::Evidence<'_>,
        each: &(impl Fn(&mut F, Finding) + Sync),
        take: &mut dyn FnMut(F),
        progress: &mut dyn FnMut(usize, usize),
    ) -> Judged {
        let sites = evidence.registry.sites.len() + evidence.registry.lost_sites.len();
        let threads = self.threads.or_else(|| thread::available_parallelism().ok().map(NonZero::get)).unwrap_or(1);
        let mut whole = Judged::default();
        whole.sites.reserve_exact(sites);
        let room = Room::default();
        let mut add = |mut block: Block<F>, done: usize| {
            whole.append(&mut block.judged);
            room.give_back(block.judged);
            take(block.findings);
            progress(done.min(sites), sites);
        };
        if threads == 1 || sites <= BLOCK {
            for first in (0..sites).step_by(BLOCK) {
                add(self.block(evidence, each, first, sites, &room), first + BLOCK);
            }
            return whole;
        }
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(2 * threads);
            for _ in 0..threads {
                let (sender, next, room) = (sender.clone(), &next, &room);
                scope.spawn(move || {
                    loop {
                        let first = next.fetch_add(BLOCK, Ordering::Relaxed);
                        if first >= sites || sender.send((first, self.block(evidence, each, first, sites, room))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            in_order(receiver, &mut add);
        });
        whole
    }

    fn block<F: Default>(&self, evidence: &census::Evidence<'_>, each: &impl Fn(&mut F, Finding), first: usize, sites: usize, room: &Room) -> Block<F> {
        let mut block = Block { judged: room.take(), findings: F::default() };
        for site in first..sites.min(first + BLOCK) {
            let out = &mut |finding| each(&mut block.findings, finding);
            block.judged.push(evidence, self.standard, self.plan, self.calendar, SiteIndex(site as u32), out);
        }
        block
    }
}

/// Blocks whose results were moved on. What comes next is judged into their memory: to have it anew for each block from the system
/// takes as long as judging several sites.
#[derive(Default)]
struct Room(Mutex<Vec<Judged>>);

impl Room {
    fn take(&self) -> Judged {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, emptied: Judged) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(emptied);
    }
}

struct Block<F> {
    judged: Judged,
    findings: F,
}

/// Hands blocks on in the order of their first site.
fn in_order<F>(receiver: mpsc::Receiver<(usize, Block<F>)>, add: &mut dyn FnMut(Block<F>, usize)) {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (first, block) in receiver {
        early.insert(first, block);
        while let Some(block) = early.remove(&next) {
            next += BLOCK;
            add(block, next);
        }
    }
}
