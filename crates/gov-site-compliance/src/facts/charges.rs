//! What rejected rows leave open at one site.

use alloc::{string::String, vec::Vec};

use crate::{
    ingest::Stub,
    model::{Moment, Subject},
};

/// Rejected rows that name a site: they widen what is possible there (reading 2).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteCharges {
    /// Column rows, with what could be read of them.
    pub columns: Vec<Stub>,
    /// Visits.
    pub visits: u32,
    /// Tickets.
    pub tickets: u32,
    /// Reviews.
    pub reviews: u32,
    /// States: whether the site is excluded is unknown.
    pub life: u32,
    /// Filed addresses.
    pub addresses: u32,
    /// Channels.
    pub channels: u32,
    /// Activities.
    pub activities: u32,
    /// Links.
    pub links: u32,
    /// Services.
    pub services: u32,
    /// Files of services.
    pub service_files: u32,
    /// Online systems.
    pub systems: u32,
    /// Exemptions: column and clause, empty for all.
    pub exemptions: Vec<(Option<String>, Option<String>)>,
    /// Coverage: subject, column, moment; empty for all or newest.
    pub coverage: Vec<(Option<Subject>, Option<String>, Option<Moment>)>,
}

impl SiteCharges {
    /// Adds those of another part; the lists stay sorted, so that the order of parts leaves no trace.
    pub fn merge(&mut self, other: &SiteCharges) {
        self.visits += other.visits;
        self.tickets += other.tickets;
        self.reviews += other.reviews;
        self.life += other.life;
        self.addresses += other.addresses;
        self.channels += other.channels;
        self.activities += other.activities;
        self.links += other.links;
        self.services += other.services;
        self.service_files += other.service_files;
        self.systems += other.systems;
        self.columns.extend_from_slice(&other.columns);
        self.exemptions.extend_from_slice(&other.exemptions);
        self.coverage.extend_from_slice(&other.coverage);
        self.sort();
    }

    /// Puts the lists in their order.
    pub(super) fn sort(&mut self) {
        self.columns.sort();
        self.exemptions.sort();
        self.coverage.sort();
    }
}
