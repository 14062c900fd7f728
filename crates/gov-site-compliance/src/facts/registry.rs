//! The settled registry: which sites, columns, channels, tickets there are, sorted and indexed.

use alloc::{borrow::ToOwned, collections::BTreeMap, string::String, vec::Vec};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{
    Placed, Tables,
    column_tree::{claimed_twice, inherited_kinds, misplaced},
    known::{ChannelIndex, KnownChannels, KnownSites},
    lost::Lost,
    settle::{Keyed, Misfit, are_distinct, in_order, keep, of_two_sites, settle, sorted},
    spans::SiteSpans,
    units::{claimed_twice as claimed_twice_as_unit, misnamed},
};
use crate::{
    ingest::{Charge, Reject, RejectCode, Stub},
    model::*,
    standard::Standard,
};

pub(super) type Index = HashMap<String, u32, FixedState>;
/// Site code of a column that is held elsewhere.
pub(super) type Elsewhere<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Columns that are held elsewhere than in [`Registry::columns`], such as in Arrow buffers: those of sites at which settling
/// would have changed nothing.
pub trait ColumnSource: Sync {
    /// The columns of a site with their folded updates in the order of their ids; `None` when the registry holds them.
    fn columns_of(&self, site: SiteIndex) -> Option<Vec<super::ColumnFacts<'_>>>;
}

/// Every column is in the registry.
#[derive(Clone, Copy, Debug)]
pub struct NoColumns;

impl ColumnSource for NoColumns {
    fn columns_of(&self, _: SiteIndex) -> Option<Vec<super::ColumnFacts<'_>>> {
        None
    }
}

/// Position of a site in the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteIndex(pub u32);

/// A ticket with what its channel adds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TicketFacts {
    /// The site that it counts for: its own, else its channel's.
    pub site: Option<String>,
    /// The row.
    pub ticket: Ticket,
    /// Kind of the channel, `None` when the channel's row was rejected.
    pub kind: Option<ChannelKind>,
    /// Promised days that bind: its own, else its channel's.
    pub promise: Option<(i64, PromisedUnit)>,
    /// Whether the promise is known; that of a channel whose row was rejected is not.
    pub promise_known: bool,
}

/// An activity with what its channel adds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ActivityFacts {
    /// The site of its channel.
    pub site: String,
    /// Kind of the channel, `None` when the channel's row was rejected.
    pub kind: Option<ChannelKind>,
    /// The row.
    pub activity: Activity,
}

/// A file with the site of its service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceFileFacts {
    /// The site of its service.
    pub site: String,
    /// The row.
    pub file: ServiceFile,
}

/// Settled tables, each sorted by its site and key. Where the rows of a site stand is found when they are settled: take nothing out
/// of a table and put nothing in afterwards.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// Sites in the order of their codes.
    pub sites: Vec<Site>,
    /// Sites of which only a rejected row is known, in the order of their codes.
    pub lost_sites: Vec<Stub>,
    /// Columns by site and id.
    pub columns: Vec<Column>,
    /// Kind of each column, its own or its parent's; `None` when it cannot be known.
    pub kinds: Vec<Option<ColumnKind>>,
    /// Whether each column has columns below it.
    pub parents: Vec<bool>,
    /// States by site.
    pub life: Vec<SiteLife>,
    /// Filed addresses by site.
    pub addresses: Vec<SiteAddress>,
    /// Channels by site.
    pub channels: Vec<Channel>,
    /// Exemptions by site.
    pub exemptions: Vec<Exemption>,
    /// Coverage by site.
    pub coverage: Vec<Coverage>,
    /// Tickets by site.
    pub tickets: Vec<TicketFacts>,
    /// Reviews by site.
    pub reviews: Vec<Review>,
    /// Units.
    pub units: Vec<Unit>,
    /// Activities by site.
    pub activities: Vec<ActivityFacts>,
    /// Links by site.
    pub links: Vec<Link>,
    /// Services by site.
    pub services: Vec<Service>,
    /// Files of services by site.
    pub service_files: Vec<ServiceFileFacts>,
    /// Online systems by site.
    pub systems: Vec<System>,
    /// Sites of the services.
    service_sites: BTreeMap<String, String>,
    channel_index: ChannelIndex,
    /// Sites of the channels of which only rejected rows are known; `None` where they contradict each other.
    lost_channels: BTreeMap<String, Option<String>>,
    site_index: Index,
    column_index: Index,
    /// Where the rows of each site stand.
    pub(super) spans: SiteSpans,
}

impl Registry {
    /// Settles the tables: identical rows collapse, rows of one key with different content and rows that name nothing
    /// known are rejected. `charges` are those of the rows rejected while reading.
    pub fn settle(tables: Tables, standard: &Standard, charges: &[Charge], rejects: &mut dyn FnMut(Reject)) -> Registry {
        Registry::settle_beside(&|_| None, tables, standard, charges, &mut |_, _| {}, rejects)
    }

    /// Settles the tables where some sites have their columns elsewhere (see [`ColumnSource`]): `owner` gives the site of such
    /// a column, and `tables.columns` holds only the columns of the other sites. `collapsed` hears how many rows of a table were
    /// identical to another one.
    pub fn settle_beside<'a>(
        owner: Elsewhere<'a>,
        tables: Tables,
        standard: &Standard,
        charges: &[Charge],
        collapsed: &mut dyn FnMut(&'static str, u64),
        rejects: &mut dyn FnMut(Reject),
    ) -> Registry {
        let mut seen = Vec::new();
        let settling = Settling { standard, owner, files: tables.files.clone(), lost: Lost::of(charges), seen: &mut seen, collapsed };
        let registry = settling.run(tables);
        seen.into_iter().for_each(rejects);
        registry
    }

    /// Position of a site.
    pub fn site(&self, code: &str) -> Option<SiteIndex> {
        self.site_index.get(code).map(|position| SiteIndex(*position))
    }

    /// Position of a column.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.column_index.get(id).map(|position| *position as usize)
    }

    /// The review of a site.
    pub fn review(&self, site_code: &str, review_id: &str) -> Option<&Review> {
        let position = self.reviews.binary_search_by(|review| (&*review.site_code, &*review.review_id).cmp(&(site_code, review_id)));
        self.reviews.get(position.ok()?)
    }

    /// Site of a channel, rejected ones included, where it is known.
    pub fn channel_site(&self, id: &str) -> Option<&str> {
        match self.channel_index.position(&self.channels, id) {
            Some(position) => Some(&self.channels[position].site_code),
            None => self.lost_channels.get(id)?.as_deref(),
        }
    }

    /// Site of a service.
    pub fn service_site(&self, id: &str) -> Option<&str> {
        self.service_sites.get(id).map(String::as_str)
    }

    /// The address that was filed on a day (reading 11).
    pub fn filed_url<'a>(&'a self, site: &'a Site, day: Day) -> &'a str {
        let filed = of_site(&self.addresses, &site.site_code, |row| &row.site_code);
        filed.iter().rev().find(|row| row.filed_on <= day).map_or(&site.home_url, |row| &row.url)
    }

    /// Positions of the columns of a site.
    pub fn columns_of(&self, code: &str) -> core::ops::Range<usize> {
        let first = self.columns.partition_point(|column| column.site_code.as_str() < code);
        let count = self.columns[first..].partition_point(|column| column.site_code == code);
        first..first + count
    }
}

/// The rows of one site in a table sorted by site.
fn of_site<'a, R>(rows: &'a [R], code: &str, key: impl Fn(&R) -> &str) -> &'a [R] {
    let first = rows.partition_point(|row| key(row) < code);
    let count = rows[first..].partition_point(|row| key(row) == code);
    &rows[first..first + count]
}

struct Settling<'a> {
    standard: &'a Standard,
    /// Site of a column that is held elsewhere.
    owner: Elsewhere<'a>,
    files: Vec<String>,
    lost: Lost,
    seen: &'a mut Vec<Reject>,
    collapsed: &'a mut dyn FnMut(&'static str, u64),
}

impl Settling<'_> {
    fn run(mut self, tables: Tables) -> Registry {
        let mut registry = Registry::default();
        let site_rows = self.settle(tables.sites, |_| None);
        let mut site_index = index(site_rows.iter().map(|site| site.site_code.clone()));
        self.lost.sites.retain(|code, _| !site_index.contains_key(code));
        registry.lost_sites = self.lost.sites.values().cloned().collect();
        for (position, stub) in (site_rows.len() as u32..).zip(&registry.lost_sites) {
            site_index.extend(stub.id.clone().map(|id| (id, position)));
        }
        let sites = KnownSites::new(&site_rows, &site_index);

        registry.life = self.settle(tables.site_life, |row| unknown_site(&sites, &row.site_code));
        registry.addresses = self.settle(tables.site_addresses, |row| unknown_site(&sites, &row.site_code));
        registry.units = self.units(tables.units);
        self.columns(&mut registry, tables.columns, &sites);
        let channels = self.accept(tables.channels, |row| unknown_site(&sites, &row.site_code));
        registry.channels = by_site(channels, |row| (&row.site_code, &row.channel_id));
        registry.channel_index = ChannelIndex::of(&registry.channels);
        let columns = core::mem::take(&mut registry.columns);
        let column_index = core::mem::take(&mut registry.column_index);
        let lost_columns = self.lost.columns.clone();
        let elsewhere = self.owner;
        let owner = |id: &str| match column_index.get(id) {
            Some(position) => Some(Some(columns[*position as usize].site_code.clone())),
            None => elsewhere(id).map(Some).or_else(|| lost_columns.get(id).cloned()),
        };
        let foreign = |column: &Option<String>, site: &str| foreign_column(&owner, column, site);
        let standard = self.standard;
        let (mut exemptions, mut reviewed) = (tables.exemptions, tables.reviews);
        exemptions.iter_mut().filter_map(|placed| placed.row.indicator.as_mut()).for_each(|indicator| use_key(standard, indicator));
        reviewed.iter_mut().for_each(|placed| use_key(standard, &mut placed.row.indicator));
        registry.exemptions = self.settle(exemptions, |row| {
            unknown_site(&sites, &row.site_code).or_else(|| foreign(&row.column_id, &row.site_code)).or_else(|| unknown_exemption(standard, row))
        });
        registry.coverage = self.settle(tables.coverage, |row| unknown_site(&sites, &row.site_code).or_else(|| foreign(&row.column_id, &row.site_code)));
        let reviews = self.accept(reviewed, |row| unknown_site(&sites, &row.site_code).or_else(|| unknown_clause(standard, &row.indicator)));
        registry.reviews = by_site(reviews, |row| (&row.site_code, &row.review_id));
        self.tickets(&mut registry, tables.tickets, &sites);
        registry.lost_channels = self.lost.channels.clone();
        self.activities(&mut registry, tables.activities);
        registry.links = self.settle(tables.links, |row| unknown_site(&sites, &row.site_code));
        self.services(&mut registry, tables.services, tables.service_files, &sites);
        let systems = self.accept(tables.systems, |row| unknown_site(&sites, &row.site_code));
        registry.systems = by_site(systems, |row| (&row.site_code, &row.system_id));

        registry.sites = site_rows;
        registry.site_index = site_index;
        registry.columns = columns;
        registry.column_index = column_index;
        registry.spans = SiteSpans::of(&registry);
        registry
    }

    /// Settles one table, then rejects what `fault` finds.
    fn settle<R: Keyed>(&mut self, rows: Vec<Placed<R>>, fault: impl Fn(&R) -> Option<Misfit>) -> Vec<R> {
        let accepted = self.accept(rows, fault);
        rows_of(sorted(accepted, in_order))
    }

    /// The same with the rows in whatever order, for tables that are sorted otherwise in the end.
    fn accept<R: Keyed>(&mut self, rows: Vec<Placed<R>>, fault: impl Fn(&R) -> Option<Misfit>) -> Vec<Placed<R>> {
        let distinct = if are_distinct(&rows) { rows } else { self.unique(rows) };
        self.keep(distinct, fault)
    }

    fn unique<R: Keyed>(&mut self, rows: Vec<Placed<R>>) -> Vec<Placed<R>> {
        let before = self.seen.len();
        let seen = &mut *self.seen;
        let settled = settle(rows, &self.files, self.collapsed, &mut |reject| seen.push(reject));
        self.lose_from(before);
        settled
    }

    fn keep<R: Keyed>(&mut self, rows: Vec<Placed<R>>, fault: impl Fn(&R) -> Option<Misfit>) -> Vec<Placed<R>> {
        let before = self.seen.len();
        let seen = &mut *self.seen;
        let kept = keep(rows, &self.files, &mut |reject| seen.push(reject), fault);
        self.lose_from(before);
        kept
    }

    fn lose_from(&mut self, before: usize) {
        for reject in &self.seen[before..] {
            self.lost.add(&reject.charge);
        }
    }

    /// Rows that give one name to several units are rejected, all of them.
    fn units(&mut self, rows: Vec<Placed<Unit>>) -> Vec<Unit> {
        let rows = self.unique(rows);
        let twice = claimed_twice_as_unit(&rows);
        rows_of(sorted(self.keep(rows, |row| misnamed(row, &twice)), in_order))
    }

    fn columns(&mut self, registry: &mut Registry, rows: Vec<Placed<Column>>, sites: &KnownSites<'_>) {
        let rows = self.unique(rows);
        let twice = claimed_twice(&rows);
        let rows = self.keep(rows, |row| twice.contains(&row.column_id).then(|| of_two_sites(row.column_id.clone())));
        let misplaced: BTreeMap<String, Misfit> = misplaced(&rows, self.owner, &self.lost.columns);
        let columns = self.keep(rows, |row| unknown_site(sites, &row.site_code).or_else(|| misplaced.get(&row.column_id).cloned()));
        let columns = by_site(columns, |row| (&row.site_code, &row.column_id));
        registry.column_index = index(columns.iter().map(|column| column.column_id.clone()));
        registry.parents = alloc::vec![false; columns.len()];
        let below = columns.iter().filter_map(|column| Some((&column.site_code, column.parent_id.as_ref()?)));
        for (site, parent) in below.chain(self.lost.parents.iter().map(|(site, parent)| (site, parent))) {
            if let Some(position) = registry.column_index.get(parent).filter(|position| columns[**position as usize].site_code == *site) {
                registry.parents[*position as usize] = true;
            }
        }
        registry.kinds = inherited_kinds(&columns, &registry.column_index);
        registry.columns = columns;
    }

    fn tickets(&mut self, registry: &mut Registry, rows: Vec<Placed<Ticket>>, sites: &KnownSites<'_>) {
        let channels = KnownChannels::new(&registry.channels, &registry.channel_index);
        let lost = self.lost.channels.clone();
        let kept = self.accept(rows, |row| row.site_code.as_ref().and_then(|code| unknown_site(sites, code)).or_else(|| bad_channel(&channels, &lost, row)));
        let tickets = kept.into_iter().map(|placed| with_channel(placed.row, &channels, &lost)).collect();
        registry.tickets = sorted(tickets, Ord::cmp);
    }

    /// Activities count for the site of their channel, also where only a rejected row of it is known.
    fn activities(&mut self, registry: &mut Registry, rows: Vec<Placed<Activity>>) {
        let channels = KnownChannels::new(&registry.channels, &registry.channel_index);
        let lost = self.lost.channels.clone();
        let kept = self.accept(rows, |row| {
            let known = channels.get(&row.channel_id).is_some() || lost.contains_key(&row.channel_id);
            (!known).then(|| misfit("channel_id", RejectCode::UnknownChannel, "渠道表中的渠道编号", &row.channel_id))
        });
        let facts = |Placed { row, .. }: Placed<Activity>| match channels.get(&row.channel_id) {
            Some(channel) => Some(ActivityFacts { site: channel.site_code.clone(), kind: Some(channel.kind), activity: row }),
            None => Some(ActivityFacts { site: lost.get(&row.channel_id).cloned().flatten()?, kind: None, activity: row }),
        };
        registry.activities = sorted(kept.into_iter().filter_map(facts).collect(), Ord::cmp);
    }

    fn services(&mut self, registry: &mut Registry, rows: Vec<Placed<Service>>, files: Vec<Placed<ServiceFile>>, sites: &KnownSites<'_>) {
        let services = self.accept(rows, |row| unknown_site(sites, &row.site_code));
        let owners: BTreeMap<String, String> = services.iter().map(|placed| (placed.row.service_id.clone(), placed.row.site_code.clone())).collect();
        registry.services = by_site(services, |row| (&row.site_code, &row.service_id));
        let files = self.accept(files, |row| {
            let known = owners.contains_key(&row.service_id);
            (!known).then(|| misfit("service_id", RejectCode::UnknownService, "事项表中的事项编号", &row.service_id))
        });
        let facts = |Placed { row, .. }: Placed<ServiceFile>| Some(ServiceFileFacts { site: owners.get(&row.service_id)?.clone(), file: row });
        registry.service_files = sorted(files.into_iter().filter_map(facts).collect(), Ord::cmp);
        registry.service_sites = owners;
    }
}

fn rows_of<R>(placed: Vec<Placed<R>>) -> Vec<R> {
    placed.into_iter().map(|placed| placed.row).collect()
}

/// Accepted rows in the order of their sites and ids, `key` of a row.
fn by_site<R>(placed: Vec<Placed<R>>, key: impl Fn(&R) -> (&String, &String)) -> Vec<R> {
    rows_of(sorted(placed, |left, right| key(&left.row).cmp(&key(&right.row))))
}

fn index(ids: impl Iterator<Item = String>) -> Index {
    ids.enumerate().map(|(position, id)| (id, position as u32)).collect()
}

pub(super) fn misfit(field: &'static str, code: RejectCode, expected: &'static str, original: &str) -> Misfit {
    Misfit { field, code, expected: expected.into(), original: original.to_owned(), charge: None }
}

fn unknown_site(sites: &KnownSites<'_>, code: &str) -> Option<Misfit> {
    (!sites.contain(code)).then(|| misfit("site_code", RejectCode::UnknownSite, "网站表中的网站标识码", code))
}

/// A clause may be named by its title; one that two clauses share names neither.
fn use_key(standard: &Standard, indicator: &mut String) {
    if standard.clause(indicator).is_some() {
        return;
    }
    let mut titled = standard.clauses.iter().filter(|clause| clause.title == *indicator);
    if let (Some(clause), None) = (titled.next(), titled.next()) {
        indicator.clone_from(&clause.key);
    }
}

fn unknown_clause(standard: &Standard, key: &str) -> Option<Misfit> {
    standard.clause(key).is_none().then(|| misfit("indicator", RejectCode::UnknownClause, "所用标准中的指标名称或代码", key))
}

/// An exemption from something that no clause is called may be meant for any of them.
fn unknown_exemption(standard: &Standard, row: &Exemption) -> Option<Misfit> {
    let misfit = unknown_clause(standard, row.indicator.as_ref()?)?;
    let charge = Charge::Exemption { site: row.site_code.clone(), column: row.column_id.clone(), indicator: None };
    Some(Misfit { charge: Some(charge), ..misfit })
}

/// `owner` gives the site of a column; the inner `None` stands for one that contradicting rows name.
fn foreign_column(owner: &dyn Fn(&str) -> Option<Option<String>>, column: &Option<String>, site: &str) -> Option<Misfit> {
    let id = column.as_ref()?;
    match owner(id) {
        None => Some(misfit("column_id", RejectCode::UnknownColumn, "栏目表中的栏目编号", id)),
        Some(Some(owner)) if owner != site => Some(misfit("column_id", RejectCode::ForeignColumn, "本网站的栏目编号", id)),
        Some(_) => None,
    }
}

fn bad_channel(channels: &KnownChannels<'_>, lost: &BTreeMap<String, Option<String>>, row: &Ticket) -> Option<Misfit> {
    let id = row.channel_id.as_ref()?;
    let Some(channel) = channels.get(id) else {
        return (!lost.contains_key(id)).then(|| misfit("channel_id", RejectCode::UnknownChannel, "渠道表中的渠道编号", id));
    };
    let kind = row.channel_kind.filter(|kind| *kind != channel.kind)?;
    Some(misfit("channel_kind", RejectCode::ChannelContradiction, "与渠道表一致的渠道类别", kind.code()))
}

fn with_channel(ticket: Ticket, channels: &KnownChannels<'_>, lost: &BTreeMap<String, Option<String>>) -> TicketFacts {
    let id = ticket.channel_id.as_deref().unwrap_or_default();
    let channel = channels.get(id);
    let site = ticket.site_code.clone().or_else(|| channel.map(|channel| channel.site_code.clone())).or_else(|| lost.get(id).cloned().flatten());
    let promised = |days: Option<i64>, unit: Option<PromisedUnit>| days.zip(unit);
    let promise =
        promised(ticket.promised_days, ticket.promised_unit).or_else(|| channel.and_then(|channel| promised(channel.promised_days, channel.promised_unit)));
    // The kind that a ticket gives cannot be checked against a channel whose row was rejected.
    let kind = if ticket.channel_id.is_some() { channel.map(|channel| channel.kind) } else { ticket.channel_kind };
    let promise_known = promise.is_some() || ticket.channel_id.is_none() || channel.is_some();
    TicketFacts { site, kind, promise, promise_known, ticket }
}
