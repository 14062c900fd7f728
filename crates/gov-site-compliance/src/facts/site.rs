//! All that is known of one site, as an indicator sees it.

use super::{
    ColumnActivity, Cover, Declared, Fold, Registry, SiteCharges, SiteIndex, Span, TicketFacts, VisitSummary,
    cover::{Newest, completeness, statement},
    registry::of_site,
};
use crate::model::*;

/// Facts of one site: borrowed, complete, and the same however the rows were folded.
#[derive(Clone, Copy, Debug)]
pub struct SiteFacts<'a> {
    /// The registry row.
    pub site: &'a Site,
    /// States, oldest key first.
    pub life: &'a [SiteLife],
    /// Filed addresses, oldest first.
    pub addresses: &'a [SiteAddress],
    /// Columns by id.
    pub columns: &'a [Column],
    /// Kind of each column, its own or its parent's.
    pub kinds: &'a [Option<ColumnKind>],
    /// Whether each column has columns below it.
    pub parents: &'a [bool],
    /// Activity of each column.
    pub activities: &'a [ColumnActivity],
    /// Visits.
    pub visits: &'a VisitSummary,
    /// Channels.
    pub channels: &'a [Channel],
    /// Tickets.
    pub tickets: &'a [TicketFacts],
    /// Reviews.
    pub reviews: &'a [Review],
    /// Exemptions.
    pub exemptions: &'a [Exemption],
    /// Coverage.
    pub coverage: &'a [Coverage],
    /// Rejected rows that name the site.
    pub charges: &'a SiteCharges,
    /// Tables declared complete.
    pub declared: &'a Declared,
}

impl<'a> SiteFacts<'a> {
    /// Facts of the site at a position of the registry; `None` for a site of which only a rejected row is known.
    pub fn of(registry: &'a Registry, fold: &'a Fold, declared: &'a Declared, index: SiteIndex) -> Option<SiteFacts<'a>> {
        let position = index.0 as usize;
        let site = registry.sites.get(position)?;
        let code = site.site_code.as_str();
        let columns = registry.columns_of(code);
        let tickets = {
            let first = registry.tickets.partition_point(|ticket| ticket.site.as_deref() < Some(code));
            let count = registry.tickets[first..].partition_point(|ticket| ticket.site.as_deref() == Some(code));
            &registry.tickets[first..first + count]
        };
        Some(SiteFacts {
            site,
            life: of_site(&registry.life, code, |row| &row.site_code),
            addresses: of_site(&registry.addresses, code, |row| &row.site_code),
            columns: &registry.columns[columns.clone()],
            kinds: &registry.kinds[columns.clone()],
            parents: &registry.parents[columns.clone()],
            activities: &fold.activities[columns],
            visits: &fold.visits[position],
            channels: of_site(&registry.channels, code, |row| &row.site_code),
            tickets,
            reviews: of_site(&registry.reviews, code, |row| &row.site_code),
            exemptions: of_site(&registry.exemptions, code, |row| &row.site_code),
            coverage: of_site(&registry.coverage, code, |row| &row.site_code),
            charges: &fold.charges[position],
            declared,
        })
    }

    /// Whether a span of a subject was looked at: the newest coverage row decides, then the declaration of `tables`.
    /// `rows` is the number of rows that the site has of the subject; a row that saw more lost some.
    pub fn cover(&self, subject: Subject, span: Span, rows: u64, tables: &[&str]) -> Cover {
        let mut newest = Newest::default();
        self.state(&mut newest, subject, None, span, rows);
        self.decide(newest, tables)
    }

    /// Whether a span of a column was looked at: rows on it, on all columns and, for the home page, on that.
    pub fn column_cover(&self, position: usize, span: Span, home: bool) -> Cover {
        let mut newest = Newest::default();
        let id = self.columns[position].column_id.as_str();
        self.state(&mut newest, Subject::Column, Some(id), span, self.activities[position].rows());
        self.state(&mut newest, Subject::Columns, None, span, self.column_rows());
        if home {
            self.state(&mut newest, Subject::Home, None, span, u64::MAX);
        }
        self.decide(newest, &["columns", "updates"])
    }

    /// Why the list of columns (of the home page) is not whole, where somebody recorded that he did not see all of it.
    pub fn list_gap(&self, home: bool) -> Option<Gap> {
        let mut newest = Newest::default();
        let rows = self.column_rows();
        for row in self.coverage.iter() {
            match row.subject {
                Subject::Columns => newest.state(row.observed_at, completeness(row, rows)),
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

    fn column_rows(&self) -> u64 {
        self.activities.iter().map(ColumnActivity::rows).sum()
    }

    fn state(&self, newest: &mut Newest, subject: Subject, column: Option<&str>, span: Span, rows: u64) {
        for row in self.coverage.iter().filter(|row| row.subject == subject && (column.is_none() || row.column_id.as_deref() == column)) {
            let whole = completeness(row, rows);
            newest.state(row.observed_at, if whole.is_covered() { statement(row, span) } else { whole });
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
        newest.decide().unwrap_or(if self.declared.all(tables) { Cover::Covered } else { Cover::Open(Gap::NotCollected) })
    }
}
