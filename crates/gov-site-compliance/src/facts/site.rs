//! All that is known of one site, as an indicator sees it.

use alloc::vec::Vec;
use core::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::{
    ActivityFacts, ColumnActivity, ColumnId, ColumnSource, Cover, Declared, Fold, HomeItems, Registry, ServiceFileFacts, SiteCharges, SiteIndex, Span,
    TicketFacts, VisitSummary,
    cover::{Newest, completeness, statement},
};
use crate::model::*;

/// A column as indicators see it: what rules read of its row, the kind that it has or inherits, and its folded updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnFacts<'a> {
    /// 栏目编号
    pub column_id: ColumnId<'a>,
    /// 栏目名称
    pub column_name: &'a str,
    /// Its own kind or its parent's; `None` when it cannot be known.
    pub kind: Option<ColumnKind>,
    /// Whether it has columns below it.
    pub is_parent: bool,
    /// 栏目网址
    pub url: Option<&'a str>,
    /// 有信息列表; `None`: the rows decide.
    pub lists_items: Option<bool>,
    /// 首页栏目
    pub on_home: bool,
    /// 二级页面栏目
    pub on_second_level: bool,
    /// Whether it only leads elsewhere (跳转网址).
    pub redirects: bool,
    /// 历史专题
    pub finished_topic: bool,
    /// 开设日期
    pub opened_on: Option<Day>,
    /// 关闭日期
    pub closed_on: Option<Day>,
    /// 出处
    pub source_ref: Option<&'a str>,
    /// Its updates.
    pub activity: ColumnActivity,
    /// Addresses of its updates in the windows in which a clause counts them; none for a column that is on no home page.
    pub home_items: Option<&'a HomeItems>,
}

impl<'a> ColumnFacts<'a> {
    /// Facts of a column that stands for itself: its own kind, nothing below it.
    pub fn of(row: &'a Column, activity: ColumnActivity) -> ColumnFacts<'a> {
        ColumnFacts {
            column_id: ColumnId::from(row.column_id.as_str()),
            column_name: &row.column_name,
            kind: row.kind,
            is_parent: false,
            url: row.url.as_deref(),
            lists_items: row.lists_items,
            on_home: row.on_home == Some(true),
            on_second_level: row.on_second_level == Some(true),
            redirects: row.redirects_to.is_some(),
            finished_topic: row.finished_topic == Some(true),
            opened_on: row.opened_on,
            closed_on: row.closed_on,
            source_ref: row.source_ref.as_deref(),
            activity,
            home_items: None,
        }
    }
}

/// Facts of one site: borrowed, complete, and the same however the rows were folded.
#[derive(Clone, Debug)]
pub struct SiteFacts<'a> {
    /// The registry row.
    pub site: &'a Site,
    /// States, oldest key first.
    pub life: &'a [SiteLife],
    /// Filed addresses, oldest first.
    pub addresses: &'a [SiteAddress],
    /// Columns by id.
    pub columns: Vec<ColumnFacts<'a>>,
    /// Visits.
    pub visits: &'a VisitSummary,
    /// Channels.
    pub channels: &'a [Channel],
    /// Tickets.
    pub tickets: &'a [TicketFacts],
    /// Reviews.
    pub reviews: &'a [Review],
    /// Activities of its channels.
    pub activities: &'a [ActivityFacts],
    /// Links.
    pub links: &'a [Link],
    /// Services.
    pub services: &'a [Service],
    /// Files of its services.
    pub service_files: &'a [ServiceFileFacts],
    /// Online systems.
    pub systems: &'a [System],
    /// Exemptions.
    pub exemptions: &'a [Exemption],
    /// Coverage.
    pub coverage: &'a [Coverage],
    /// Rejected rows that name the site.
    pub charges: &'a SiteCharges,
    /// Tables declared complete, and those that are there.
    pub declared: &'a Declared,
    /// Whether two columns, or a column and a rejected row, may share an address.
    shares_address: bool,
    /// Whether columns and updates are declared complete.
    declares_columns: bool,
    /// Rows of the updates of all columns, where somebody recorded how many he saw.
    column_rows: u64,
}

/// Tables that together say all of a site's columns.
const COLUMN_TABLES: &[&str] = &["columns", "updates"];

impl<'a> SiteFacts<'a> {
    /// Facts of the site at a position of the registry; `None` for a site of which only a rejected row is known.
    pub fn of(registry: &'a Registry, fold: &'a Fold, declared: &'a Declared, elsewhere: &'a dyn ColumnSource, index: SiteIndex) -> Option<SiteFacts<'a>> {
        let position = index.0 as usize;
        let site = registry.sites.get(position)?;
        let code = site.site_code.as_str();
        let columns =
            elsewhere.columns_of(index).unwrap_or_else(|| registry.columns_of(code).map(|position| registry_column(registry, fold, position)).collect());
        let spans = &registry.spans;
        let facts = SiteFacts {
            site,
            life: spans.life.rows(position, &registry.life),
            addresses: spans.addresses.rows(position, &registry.addresses),
            columns: Vec::new(),
            visits: &fold.visits[position],
            channels: spans.channels.rows(position, &registry.channels),
            tickets: spans.tickets.rows(position, &registry.tickets),
            reviews: spans.reviews.rows(position, &registry.reviews),
            activities: spans.activities.rows(position, &registry.activities),
            links: spans.links.rows(position, &registry.links),
            services: spans.services.rows(position, &registry.services),
            service_files: spans.service_files.rows(position, &registry.service_files),
            systems: spans.systems.rows(position, &registry.systems),
            exemptions: spans.exemptions.rows(position, &registry.exemptions),
            coverage: spans.coverage.rows(position, &registry.coverage),
            charges: &fold.charges[position],
            declared,
            shares_address: false,
            declares_columns: declared.all(COLUMN_TABLES),
            column_rows: 0,
        };
        Some(facts.with_columns(columns))
    }

    /// The same site with these columns, in the order of their ids.
    fn with_columns(mut self, columns: Vec<ColumnFacts<'a>>) -> SiteFacts<'a> {
        // Equal hashes of different addresses only make the indicators look more closely.
        let hashes = columns.iter().filter_map(|column| column.url).map(|url| FixedState::default().hash_one(normal_url(url)));
        self.shares_address = any_twice(hashes, columns.len()) || self.charges.columns.iter().any(|stub| stub.url.is_some());
        if !self.coverage.is_empty() {
            self.column_rows = columns.iter().map(|column| column.activity.rows()).sum();
        }
        self.columns = columns;
        self
    }

    /// Whether two columns, or a column and a rejected row, may share an address (reading 13).
    pub(crate) fn shares_address(&self) -> bool {
        self.shares_address
    }

    /// Whether a span of a subject was looked at: the newest coverage row decides, then the declaration of `tables`.
    /// `rows` is the number of rows that the site has of the subject; a row that saw more lost some.
    pub fn cover(&self, subject: Subject, span: Span, rows: u64, tables: &[&str]) -> Cover {
        let mut newest = Newest::default();
        self.state(&mut newest, subject, None, span, || rows);
        self.decide(newest, tables)
    }

    /// The same of what only a person can see: a coverage row counts where it names its reviewer. A crawler that read all pages judged none.
    pub fn reviewed(&self, subject: Subject, span: Span, tables: &[&str]) -> Cover {
        let mut newest = Newest::default();
        let by_person = self.coverage.iter().filter(|row| row.subject == subject && row.reviewer.is_some());
        by_person.for_each(|row| newest.state(row.observed_at, whole_statement(row, span, u64::MAX)));
        self.state_rejected(&mut newest, subject, None);
        self.decide(newest, tables)
    }

    /// Whether a span of a column was looked at: rows on it, on all columns and, for the home page, on that.
    pub fn column_cover(&self, position: usize, span: Span, home: bool) -> Cover {
        if self.coverage.is_empty() && self.charges.coverage.is_empty() {
            return declaration(self.declares_columns);
        }
        let mut newest = Newest::default();
        let column = &self.columns[position];
        self.state(&mut newest, Subject::Column, Some(&column.column_id), span, || column.activity.rows());
        self.state(&mut newest, Subject::Columns, None, span, || self.column_rows);
        if home {
            self.state(&mut newest, Subject::Home, None, span, || u64::MAX);
        }
        newest.decide().unwrap_or(declaration(self.declares_columns))
    }

    /// Why the list of columns (of the home page) is not whole, where somebody recorded that he did not see all of it.
    pub fn list_gap(&self, home: bool) -> Option<Gap> {
        let mut newest = Newest::default();
        for row in self.coverage.iter() {
            match row.subject {
                Subject::Columns => newest.state(row.observed_at, completeness(row, self.column_rows)),
                Subject::Home if home => newest.state(row.observed_at, completeness(row, u64::MAX)),
                _ => {}
            }
        }
        self.state_rejected(&mut newest, Subject::Columns, None);
        if home {
            self.state_rejected(&mut newest, Subject::Home, None);
        }
        newest.decide().and_then(Cover::gap)
    }

    fn state(&self, newest: &mut Newest, subject: Subject, column: Option<&str>, span: Span, rows: impl Fn() -> u64) {
        for row in self.coverage.iter().filter(|row| row.subject == subject && (column.is_none() || row.column_id.as_deref() == column)) {
            newest.state(row.observed_at, whole_statement(row, span, rows()));
        }
        self.state_rejected(newest, subject, column);
    }

    fn state_rejected(&self, newest: &mut Newest, subject: Subject, column: Option<&str>) {
        for (named, id, at) in &self.charges.coverage {
            let meant = named.is_none_or(|named| named == subject) && (column.is_none() || id.is_none() || id.as_deref() == column);
            if meant {
                newest.state(at.unwrap_or(Moment(i64::MAX)), Cover::Open(Gap::InputRejected));
            }
        }
    }

    fn decide(&self, newest: Newest, tables: &[&str]) -> Cover {
        newest.decide().unwrap_or(declaration(self.declared.all(tables)))
    }
}

/// Whether a hash stands there twice; there are `most` at most.
fn any_twice(hashes: impl Iterator<Item = u64> + Clone, most: usize) -> bool {
    if most <= FEW && are_apart(hashes.clone()) {
        return false;
    }
    let mut hashes: Vec<u64> = hashes.collect();
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| pair[0] == pair[1])
}

/// Hashes that mostly differ in their first bits.
const FEW: usize = 128;

/// Whether hashes differ in their first 15 bits, each of which has a bit in a table: quicker than bringing them in order.
fn are_apart(mut hashes: impl Iterator<Item = u64>) -> bool {
    let mut seen = [0_u64; 512];
    hashes.all(|hash| {
        let (word, bit) = (&mut seen[(hash >> 55) as usize], 1 << (hash >> 49 & 63));
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    })
}

/// What a coverage row says of a span, if it saw all that there was.
fn whole_statement(row: &Coverage, span: Span, rows: u64) -> Cover {
    let whole = completeness(row, rows);
    if whole.is_covered() { statement(row, span) } else { whole }
}

/// What a declaration says where no coverage row does.
fn declaration(is_declared: bool) -> Cover {
    if is_declared { Cover::Covered } else { Cover::Open(Gap::NotCollected) }
}

fn registry_column<'a>(registry: &'a Registry, fold: &'a Fold, position: usize) -> ColumnFacts<'a> {
    ColumnFacts {
        kind: registry.kinds[position],
        is_parent: registry.parents[position],
        home_items: fold.home_items.get(&position),
        ..ColumnFacts::of(&registry.columns[position], fold.activities[position])
    }
}
