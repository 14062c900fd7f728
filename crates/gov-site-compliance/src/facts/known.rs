//! Looks up what rows name. Rows mostly come in the order of their sites, so what a row names mostly stands where the last one
//! was found or just behind it, and no hash is needed.

use core::{cell::Cell, hash::BuildHasher};

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::registry::Index;
use crate::model::{Channel, Site};

/// How many positions from the last one on are looked at before hashing.
const NEAR: usize = 4;

/// The sites that rows may name, lost ones included.
pub(super) struct KnownSites<'a> {
    sites: &'a [Site],
    index: &'a Index,
    last: Cell<usize>,
}

impl<'a> KnownSites<'a> {
    pub(super) fn new(sites: &'a [Site], index: &'a Index) -> KnownSites<'a> {
        KnownSites { sites, index, last: Cell::new(0) }
    }

    pub(super) fn contain(&self, code: &str) -> bool {
        if near(&self.last, self.sites, |site| site.site_code == code).is_some() {
            return true;
        }
        let found = self.index.get(code);
        found.into_iter().for_each(|position| self.last.set(*position as usize));
        found.is_some()
    }
}

/// Positions of channels by their ids, which stand in the rows themselves.
#[derive(Clone, Debug, Default)]
pub(super) struct ChannelIndex(HashTable<u32>);

impl ChannelIndex {
    /// The index of channels with different ids.
    pub(super) fn of(channels: &[Channel]) -> ChannelIndex {
        let mut index = HashTable::with_capacity(channels.len());
        for (position, channel) in channels.iter().enumerate() {
            index.insert_unique(hash(&channel.channel_id), position as u32, |position: &u32| hash(&channels[*position as usize].channel_id));
        }
        ChannelIndex(index)
    }

    /// Position of a channel among those of which this is the index.
    pub(super) fn position(&self, channels: &[Channel], id: &str) -> Option<usize> {
        let is = |position: &u32| channels.get(*position as usize).is_some_and(|channel| channel.channel_id == id);
        self.0.find(hash(id), is).map(|position| *position as usize)
    }
}

/// The channels that rows may name.
pub(super) struct KnownChannels<'a> {
    channels: &'a [Channel],
    index: &'a ChannelIndex,
    last: Cell<usize>,
}

impl<'a> KnownChannels<'a> {
    pub(super) fn new(channels: &'a [Channel], index: &'a ChannelIndex) -> KnownChannels<'a> {
        KnownChannels { channels, index, last: Cell::new(0) }
    }

    pub(super) fn get(&self, id: &str) -> Option<&'a Channel> {
        let found = near(&self.last, self.channels, |channel| channel.channel_id == id).or_else(|| self.index.position(self.channels, id))?;
        self.last.set(found);
        self.channels.get(found)
    }
}

fn near<R>(last: &Cell<usize>, rows: &[R], is: impl Fn(&R) -> bool) -> Option<usize> {
    let first = last.get();
    let found = first + rows.get(first..)?.iter().take(NEAR).position(is)?;
    last.set(found);
    Some(found)
}

fn hash(id: &str) -> u64 {
    FixedState::default().hash_one(id)
}
