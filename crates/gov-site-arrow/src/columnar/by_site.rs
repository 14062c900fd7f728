//! Counts by site.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// So many counts for each site, in the order in which the sites were met.
pub(crate) struct BySite {
    width: usize,
    site_codes: Vec<String>,
    counts: Vec<u32>,
    /// Found only when codes come that do not ascend: sorted tables need no index.
    index: Option<HashTable<usize>>,
    state: RandomState,
}

impl BySite {
    /// Nothing counted yet.
    pub(crate) fn new(width: usize) -> BySite {
        BySite { width, site_codes: Vec::new(), counts: Vec::new(), index: None, state: RandomState::default() }
    }

    /// The counts of a site.
    pub(crate) fn counts(&mut self, site_code: String) -> &mut [u32] {
        let site = self.position(site_code);
        &mut self.counts[site * self.width..][..self.width]
    }

    /// Adds the counts of other rows.
    pub(crate) fn merge(&mut self, other: BySite) {
        let width = other.width;
        for (site, site_code) in other.site_codes.into_iter().enumerate() {
            let more = &other.counts[site * width..][..width];
            self.counts(site_code).iter_mut().zip(more).for_each(|(sum, count)| *sum += count);
        }
    }

    /// Codes, and their counts one site after the other.
    pub(crate) fn into_parts(self) -> (Vec<String>, Vec<u32>) {
        (self.site_codes, self.counts)
    }

    fn position(&mut self, site_code: String) -> usize {
        let last = self.site_codes.last();
        if last.is_some_and(|last| *last == site_code) {
            return self.site_codes.len() - 1;
        }
        if self.index.is_none() && last.is_none_or(|last| *last < site_code) {
            return self.add(site_code);
        }
        let mut index = self.index.take().unwrap_or_else(|| self.indexed());
        let hash = self.state.hash_one(&site_code);
        let known = index.find(hash, |site| self.site_codes[*site] == site_code).copied();
        let site = known.unwrap_or_else(|| self.add(site_code));
        if known.is_none() {
            index.insert_unique(hash, site, |site| self.state.hash_one(&self.site_codes[*site]));
        }
        self.index = Some(index);
        site
    }

    fn indexed(&self) -> HashTable<usize> {
        let hash = |site: &usize| self.state.hash_one(&self.site_codes[*site]);
        let mut index = HashTable::with_capacity(self.site_codes.len());
        for site in 0..self.site_codes.len() {
            index.insert_unique(hash(&site), site, hash);
        }
        index
    }

    fn add(&mut self, site_code: String) -> usize {
        self.site_codes.push(site_code);
        self.counts.resize(self.counts.len() + self.width, 0);
        self.site_codes.len() - 1
    }
}
