//! Where the rows of each site stand in the tables that are sorted by site.

use alloc::vec::Vec;
use core::ops::Range;

use super::Registry;
use crate::model::Site;

/// Rows of each site in one table; nothing for a table without rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans(Vec<Range<u32>>);

impl Spans {
    /// Goes once through sites and rows, both in the order of the codes; rows of no known site lie between the spans.
    fn of<R>(sites: &[Site], rows: &[R], code: impl Fn(&R) -> Option<&str>) -> Spans {
        if rows.is_empty() {
            return Spans::default();
        }
        let mut next = 0;
        let span = |site: &Site| {
            let this = Some(site.site_code.as_str());
            next += rows[next..].iter().take_while(|row| code(row) < this).count();
            let start = next;
            next += rows[next..].iter().take_while(|row| code(row) == this).count();
            start as u32..next as u32
        };
        Spans(sites.iter().map(span).collect())
    }

    /// The rows of the site at a position of the registry.
    pub(super) fn rows<'r, R>(&self, site: usize, rows: &'r [R]) -> &'r [R] {
        self.0.get(site).and_then(|span| rows.get(span.start as usize..span.end as usize)).unwrap_or_default()
    }
}

/// Rows of each site in every table sorted by site.
#[derive(Clone, Debug, Default)]
pub(super) struct SiteSpans {
    pub(super) life: Spans,
    pub(super) addresses: Spans,
    pub(super) channels: Spans,
    pub(super) exemptions: Spans,
    pub(super) coverage: Spans,
    pub(super) tickets: Spans,
    pub(super) reviews: Spans,
    pub(super) activities: Spans,
    pub(super) links: Spans,
    pub(super) services: Spans,
    pub(super) service_files: Spans,
    pub(super) systems: Spans,
}

impl SiteSpans {
    /// The spans of settled tables.
    pub(super) fn of(registry: &Registry) -> SiteSpans {
        let sites = &registry.sites;
        SiteSpans {
            life: Spans::of(sites, &registry.life, |row| Some(&row.site_code)),
            addresses: Spans::of(sites, &registry.addresses, |row| Some(&row.site_code)),
            channels: Spans::of(sites, &registry.channels, |row| Some(&row.site_code)),
            exemptions: Spans::of(sites, &registry.exemptions, |row| Some(&row.site_code)),
            coverage: Spans::of(sites, &registry.coverage, |row| Some(&row.site_code)),
            tickets: Spans::of(sites, &registry.tickets, |row| row.site.as_deref()),
            reviews: Spans::of(sites, &registry.reviews, |row| Some(&row.site_code)),
            activities: Spans::of(sites, &registry.activities, |row| Some(&row.site)),
            links: Spans::of(sites, &registry.links, |row| Some(&row.site_code)),
            services: Spans::of(sites, &registry.services, |row| Some(&row.site_code)),
            service_files: Spans::of(sites, &registry.service_files, |row| Some(&row.site)),
            systems: Spans::of(sites, &registry.systems, |row| Some(&row.site_code)),
        }
    }
}
