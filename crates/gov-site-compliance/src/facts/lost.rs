//! Ids that are known only from rejected rows.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
};

use crate::ingest::{Charge, Stub};

/// Ids known only from rejected rows.
#[derive(Default)]
pub(super) struct Lost {
    pub(super) sites: BTreeMap<String, Stub>,
    /// Columns with their site, `None` where rows contradict each other.
    pub(super) columns: BTreeMap<String, Option<String>>,
    /// Columns that stand above a rejected one: site and column.
    pub(super) parents: BTreeSet<(String, String)>,
    pub(super) channels: BTreeMap<String, Option<String>>,
}

impl Lost {
    pub(super) fn of(charges: &[Charge]) -> Lost {
        let mut lost = Lost::default();
        charges.iter().for_each(|charge| lost.add(charge));
        lost
    }

    pub(super) fn add(&mut self, charge: &Charge) {
        match charge {
            Charge::Site(stub) => {
                if let Some(id) = &stub.id {
                    let known = self.sites.entry(id.clone()).or_insert_with(|| stub.clone());
                    // Rows that contradict each other in the name leave the code alone.
                    if known.name != stub.name {
                        known.name = None;
                    }
                }
            }
            Charge::Column { site, stub } => {
                if let Some(id) = &stub.id {
                    let known = self.columns.entry(id.clone()).or_insert_with(|| Some(site.clone()));
                    if known.as_ref() != Some(site) {
                        *known = None;
                    }
                }
                self.parents.extend(stub.parent.clone().filter(|_| !stub.parent_at_fault).map(|parent| (site.clone(), parent)));
            }
            Charge::Channel { site, channel } => {
                let known = self.channels.entry(channel.clone()).or_insert_with(|| site.clone());
                if *known != *site {
                    *known = None;
                }
            }
            _ => {}
        }
    }
}
