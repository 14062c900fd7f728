//! Anomalies of visits.

use gov_site_compliance::Moment;

use crate::{
    options::Options,
    random::Stream,
    sheet::Cell,
    site::{Site, WEEK, code, moment},
};

/// A visit that no plain row can hold.
struct Visit {
    site: String,
    visited_at: String,
    failure: Option<&'static str>,
    status: Option<i64>,
    url: Option<&'static str>,
    manual: Option<bool>,
}

impl Visit {
    /// An answered one in the visit week.
    fn answered(site: &Site, day: u64, second: u64) -> Visit {
        let visited_at = Moment(moment(WEEK + day as i32, second as i64)).to_string();
        Visit { site: site.code.clone(), visited_at, failure: None, status: Some(200), url: None, manual: None }
    }

    fn push_to(self, site: &mut Site) {
        let vantage = if self.manual == Some(true) { "manual" } else { "v3" };
        site.odd_visits.push(vec![
            self.site.into(),
            self.visited_at.into(),
            vantage.into(),
            self.failure.into(),
            self.status.map_or(Cell::Empty, Cell::Integer),
            Cell::Integer(900),
            self.url.into(),
            self.manual.map_or(Cell::Empty, Cell::Bool),
        ]);
    }
}

/// How many visits of the week reach the limit.
fn limit(site: &Site) -> u64 {
    (site.visits.planned * 5).div_ceil(100)
}

pub(super) fn monitor_fault(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    if stream.chance(40) {
        site.visits.fault_day = Some(stream.below(7));
    } else {
        site.visits.faults = 1 + stream.below(5);
    }
    true
}

pub(super) fn challenge(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    site.visits.challenged = true;
    site.visits.suspected = 2 + stream.below(limit(site).max(1));
    let repeated = 1 + stream.below(site.visits.suspected) as usize;
    site.visits.manual = site.visits.suspected_slots(repeated);
    for manual in site.visits.manual.clone() {
        Visit { manual: Some(true), ..Visit::answered(site, manual.day, manual.slot * 600 + 599) }.push_to(site);
    }
    true
}

pub(super) fn suspected(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    site.visits.suspected = if stream.chance(30) { 1 } else { limit(site) };
    true
}

pub(super) fn too_few(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let a_day = site.visits.planned / 7;
    let left = stream.below(20).min(a_day);
    // The rest of one day, from its beginning on.
    let first = (stream.below(7) * site.visits.planned).div_ceil(7);
    site.visits.dropped = (first, a_day - left);
    true
}

pub(super) fn bad(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let visit = Visit::answered(site, stream.below(7), 43_200);
    match stream.below(3) {
        0 => Visit { visited_at: "昨天中午".into(), ..visit },
        1 => Visit { status: Some(999), ..visit },
        _ => Visit { status: None, ..visit },
    }
    .push_to(site);
    site.effect.rejected_visits += 1;
    true
}

pub(super) fn unknown_site(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let unknown = code(options.sites + site.index);
    Visit { site: unknown, ..Visit::answered(site, stream.below(7), 30_000) }.push_to(site);
    true
}

pub(super) fn elsewhere(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    for hour in 0..1 + stream.below(4) {
        let visit = Visit::answered(site, 3, hour * 3_600 + 59);
        Visit { url: Some("http://www.elsewhere.example/"), status: None, failure: Some("connect"), ..visit }.push_to(site);
    }
    true
}
