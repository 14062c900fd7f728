//! The accumulator over updates, visits and charges: `push`, `merge`; equal facts however the rows came.

use alloc::{collections::BTreeMap, vec, vec::Vec};

use super::{Attempt, ColumnActivity, Declared, HomeItems, Plan, Registry, SiteCharges, SiteIndex, VisitSummary, is_home_column};
use crate::{
    ingest::{Charge, RejectCode},
    model::{Day, Update, Visit, same_url},
};

/// Folded updates, visits and charges of a census, beside its [`Registry`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// Activity of each column of the registry.
    pub activities: Vec<ColumnActivity>,
    /// Addresses of the updates of home columns by position of the column, where a clause counts them.
    pub home_items: BTreeMap<usize, HomeItems>,
    /// Visits of each site.
    pub visits: Vec<VisitSummary>,
    /// Charges of each site.
    pub charges: Vec<SiteCharges>,
    /// Tables that can no longer be declared complete, sorted.
    pub void: Vec<&'static str>,
    cursor: Cursor,
}

/// Where the last row went: rows of one column or site mostly come together. It speeds up and changes nothing, so all are equal.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    column: usize,
    site: usize,
}

impl PartialEq for Cursor {
    fn eq(&self, _: &Cursor) -> bool {
        true
    }
}

impl Eq for Cursor {}

impl Fold {
    /// Nothing folded yet.
    pub fn new(registry: &Registry) -> Fold {
        let sites = registry.sites.len() + registry.lost_sites.len();
        Fold {
            activities: vec![ColumnActivity::default(); registry.columns.len()],
            home_items: BTreeMap::new(),
            visits: vec![VisitSummary::default(); sites],
            charges: vec![SiteCharges::default(); sites],
            void: Vec::new(),
            cursor: Cursor::default(),
        }
    }

    /// Adds an update.
    ///
    /// # Errors
    /// [`RejectCode::UnknownColumn`] when its column is not in the registry.
    pub fn push_update(&mut self, registry: &Registry, plan: &Plan, update: &Update) -> Result<(), RejectCode> {
        let near = registry.columns.get(self.cursor.column).is_some_and(|column| column.column_id == update.column_id);
        let position = if near { self.cursor.column } else { registry.column(&update.column_id).ok_or(RejectCode::UnknownColumn)? };
        self.cursor.column = position;
        self.activities[position].push(update, plan);
        if let Some(day) = update.published_on
            && day.0 >= plan.home_from().0
        {
            self.push_home_item(registry, plan, position, day, &update.url);
        }
        Ok(())
    }

    /// Adds the address of an update, where it counts.
    #[cold]
    fn push_home_item(&mut self, registry: &Registry, plan: &Plan, position: usize, day: Day, url: &str) {
        if day <= plan.checkpoint && is_home_column(&registry.columns[position]) {
            self.home_items.entry(position).or_default().push(plan.home_windows(), day, Some(url));
        }
    }

    /// Adds a visit.
    ///
    /// # Errors
    /// [`RejectCode::UnknownSite`] when its site is not in the registry.
    pub fn push_visit(&mut self, registry: &Registry, plan: &Plan, visit: &Visit) -> Result<(), RejectCode> {
        let near = registry.sites.get(self.cursor.site).is_some_and(|site| site.site_code == visit.site_code);
        let position = if near { self.cursor.site } else { registry.site(&visit.site_code).ok_or(RejectCode::UnknownSite)?.0 as usize };
        let Some(site) = registry.sites.get(position) else { return Ok(()) };
        self.cursor.site = position;
        let filed = registry.filed_url(site, visit.visited_at.day());
        let is_filed = visit.url.as_ref().is_none_or(|url| same_url(url, filed));
        self.visits[position].push(&Attempt::from(visit), is_filed, plan);
        Ok(())
    }

    /// Adds a rejected row; one that names nothing known is charged to nobody.
    pub fn push_charge(&mut self, registry: &Registry, charge: &Charge) {
        self.push_charges(registry, core::iter::once(charge));
    }

    /// Adds rejected rows. Many at a time take less: the lists of a site are put in order once.
    pub fn push_charges<'c>(&mut self, registry: &Registry, charges: impl Iterator<Item = &'c Charge>) {
        let mut touched: Vec<u32> = charges.filter_map(|charge| self.add_charge(registry, charge)).collect();
        touched.sort_unstable();
        touched.dedup();
        touched.into_iter().for_each(|site| self.charges[site as usize].sort());
    }

    /// Adds a rejected row out of order; the site whose lists it stands in.
    fn add_charge(&mut self, registry: &Registry, charge: &Charge) -> Option<u32> {
        if let Charge::Update { column, proves_item } = charge {
            let position = registry.column(column)?;
            self.activities[position].push_rejected(*proves_item);
            return None;
        }
        if let Charge::Table(table) = charge {
            self.void.push(table);
            self.void.sort_unstable();
            self.void.dedup();
            return None;
        }
        let SiteIndex(site) = charged_site(registry, charge)?;
        let charges = &mut self.charges[site as usize];
        match charge {
            Charge::Column { stub, .. } => charges.columns.push(stub.clone()),
            Charge::Visit(_) => charges.visits += 1,
            Charge::Ticket { .. } => charges.tickets += 1,
            Charge::Review(_) => charges.reviews += 1,
            Charge::Life(_) => charges.life += 1,
            Charge::Address(_) => charges.addresses += 1,
            Charge::Channel { .. } => charges.channels += 1,
            Charge::Activity { .. } => charges.activities += 1,
            Charge::Link(_) => charges.links += 1,
            Charge::Service(_) => charges.services += 1,
            Charge::ServiceFile { .. } => charges.service_files += 1,
            Charge::System(_) => charges.systems += 1,
            Charge::Exemption { column, indicator, .. } => charges.exemptions.push((column.clone(), indicator.clone())),
            Charge::Coverage { subject, column, observed_at, .. } => charges.coverage.push((*subject, column.clone(), *observed_at)),
            _ => return None,
        }
        Some(site)
    }

    /// Adds what another part of the rows amounts to; both must belong to one registry.
    pub fn merge(&mut self, other: &Fold) {
        self.visits.iter_mut().zip(&other.visits).for_each(|(left, right)| left.merge(right));
        self.merge_beside_visits(other);
    }

    /// The same, without a copy of the visits of sites that have none here: mostly a site's rows are all in one part.
    pub fn absorb(&mut self, mut other: Fold) {
        for (left, right) in self.visits.iter_mut().zip(&mut other.visits) {
            if left.days.is_empty() {
                core::mem::swap(left, right);
            } else {
                left.merge(right);
            }
        }
        self.merge_beside_visits(&other);
    }

    fn merge_beside_visits(&mut self, other: &Fold) {
        self.activities.iter_mut().zip(&other.activities).for_each(|(left, right)| left.merge(right));
        other.home_items.iter().for_each(|(position, items)| self.home_items.entry(*position).or_default().merge(items));
        self.charges.iter_mut().zip(&other.charges).for_each(|(left, right)| left.merge(right));
        self.void.extend_from_slice(&other.void);
        self.void.sort_unstable();
        self.void.dedup();
    }

    /// The declaration without the tables that cannot be trusted as a whole.
    pub fn declared(&self, declared: &Declared) -> Declared {
        let mut left = declared.clone();
        self.void.iter().for_each(|table| left.withdraw(table));
        left
    }
}

fn charged_site(registry: &Registry, charge: &Charge) -> Option<SiteIndex> {
    let code = match charge {
        Charge::Column { site, .. } | Charge::Exemption { site, .. } | Charge::Coverage { site, .. } => Some(site.as_str()),
        Charge::Visit(site) | Charge::Review(site) | Charge::Life(site) | Charge::Address(site) => Some(site.as_str()),
        Charge::Link(site) | Charge::Service(site) | Charge::System(site) => Some(site.as_str()),
        Charge::Channel { site, .. } => site.as_deref(),
        Charge::Activity { channel } => channel.as_ref().and_then(|id| registry.channel_site(id)),
        Charge::ServiceFile { service } => service.as_ref().and_then(|id| registry.service_site(id)),
        Charge::Ticket { site, channel } => match site {
            Some(site) => Some(site.as_str()),
            None => channel.as_ref().and_then(|id| registry.channel_site(id)),
        },
        Charge::Nobody | Charge::Site(_) | Charge::Update { .. } | Charge::Table(_) => None,
    };
    registry.site(code?)
}
