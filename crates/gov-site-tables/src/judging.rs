//! Judges all sites with several threads; results and findings come in the order of the sites.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{
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
    /// Judges every site of the evidence. Findings go to `take` in the order of the sites, whatever thread found them;
    /// `progress` hears how many of how many sites are judged. Both are called from the calling thread only.
    pub fn judge(&self, evidence: &census::Evidence<'_>, take: &mut dyn FnMut(Finding), progress: &mut dyn FnMut(usize, usize)) -> Judged {
        let sites = evidence.registry.sites.len() + evidence.registry.lost_sites.len();
        let threads = self.threads.or_else(|| thread::available_parallelism().ok().map(NonZero::get)).unwrap_or(1);
        let mut whole = Judged::default();
        let mut add = |block: Block, done: usize| {
            whole.merge(block.judged);
            block.findings.into_iter().for_each(&mut *take);
            progress(done.min(sites), sites);
        };
        if threads == 1 || sites <= BLOCK {
            for first in (0..sites).step_by(BLOCK) {
                add(self.block(evidence, first, sites), first + BLOCK);
            }
            return whole;
        }
        let next = AtomicUsize::new(0);
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(2 * threads);
            for _ in 0..threads {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let first = next.fetch_add(BLOCK, Ordering::Relaxed);
                        if first >= sites || sender.send((first, self.block(evidence, first, sites))).is_err() {
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

    fn block(&self, evidence: &census::Evidence<'_>, first: usize, sites: usize) -> Block {
        let mut block = Block { judged: Judged::default(), findings: Vec::new() };
        for site in first..sites.min(first + BLOCK) {
            let out = &mut |finding| block.findings.push(finding);
            block.judged.push(evidence, self.standard, self.plan, self.calendar, SiteIndex(site as u32), out);
        }
        block
    }
}

struct Block {
    judged: Judged,
    findings: Vec<Finding>,
}

/// Hands blocks on in the order of their first site.
fn in_order(receiver: mpsc::Receiver<(usize, Block)>, add: &mut dyn FnMut(Block, usize)) {
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
