//! Plain updates and visits: the n-th row is made on demand, so that rows can be written in any order without being held.

use crate::{
    ids::{IdForm, SiteIds},
    options::{Options, Order},
    random::{Ages, Permutation, derive},
    sheet::Cell,
    site::{Class, Site, Visits, WEEK, code, moment, second_of},
};

/// Whose row the n-th is: owners (columns, sites) one after the other, each with its number of rows.
#[derive(Default)]
struct Layout {
    starts: Vec<u64>,
    rows: u64,
    /// Owner of every 2^shift-th row.
    hints: Vec<u32>,
    shift: u32,
}

impl Layout {
    fn push(&mut self, rows: u64) {
        self.starts.push(self.rows);
        self.rows += rows;
    }

    /// Makes looking up fast; about as many hints as owners.
    fn close(&mut self) {
        let each = self.rows / (self.starts.len() as u64).max(1);
        self.shift = each.max(1).ilog2();
        let blocks = (self.rows >> self.shift) + 1;
        let mut owner = 0;
        self.hints = (0..blocks)
            .map(|block| {
                owner = self.walk(owner, block << self.shift);
                owner as u32
            })
            .collect();
    }

    fn walk(&self, mut owner: usize, row: u64) -> usize {
        while self.starts.get(owner + 1).is_some_and(|next| *next <= row) {
            owner += 1;
        }
        owner
    }

    fn owner(&self, row: u64) -> usize {
        self.walk(self.hints[(row >> self.shift) as usize] as usize, row)
    }

    /// Owner of each row of a range and its position there, in the order asked for.
    fn each(&self, rows: std::ops::Range<u64>, order: Option<Permutation>, mut take: impl FnMut(usize, u64)) {
        if rows.is_empty() {
            return;
        }
        if let Some(order) = order {
            for row in rows.map(|row| order.at(row)) {
                let owner = self.owner(row);
                take(owner, row - self.starts[owner]);
            }
            return;
        }
        let mut owner = self.owner(rows.start);
        for row in rows {
            owner = self.walk(owner, row);
            take(owner, row - self.starts[owner]);
        }
    }
}

fn order(options: &Options, rows: u64, salt: u64) -> Option<Permutation> {
    (options.order == Order::Shuffled).then(|| Permutation::new(rows, derive(options.seed, salt)))
}

/// One plain update.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Update {
    /// Position of its column in the table of columns.
    pub column: usize,
    pub url: usize,
    /// Days since 1970-01-01.
    pub published_on: i32,
}

/// Addresses of items are few, so that files stay small.
pub(crate) const URLS: usize = 1_000;

/// All plain updates.
pub(crate) struct Updates {
    layout: Layout,
    lasts: Vec<i32>,
    sparse: Vec<i64>,
    form: IdForm,
    ages: Ages,
    seed: u64,
    order: Option<Permutation>,
}

impl Updates {
    pub(crate) fn new(options: &Options) -> Updates {
        Updates {
            layout: Layout::default(),
            lasts: Vec::new(),
            sparse: Vec::new(),
            form: IdForm::of(options),
            ages: Ages::new(),
            seed: derive(options.seed, 3),
            order: None,
        }
    }

    pub(crate) fn push(&mut self, site: &Site, ids: &SiteIds) {
        for column in &site.columns {
            self.layout.push(u64::from(column.items));
            self.lasts.push(column.last);
        }
        self.sparse.extend_from_slice(ids.sparse());
    }

    pub(crate) fn close(&mut self, options: &Options) {
        self.layout.close();
        self.order = order(options, self.layout.rows, 5);
    }

    pub(crate) fn rows(&self) -> u64 {
        self.layout.rows
    }

    pub(crate) fn ids_are_text(&self) -> bool {
        self.form.is_text()
    }

    /// Id of a column as a number.
    pub(crate) fn number(&self, column: usize) -> i64 {
        self.sparse.get(column).copied().unwrap_or(column as i64)
    }

    /// Id of a column as text.
    pub(crate) fn text(&self, column: usize) -> String {
        if self.ids_are_text() { self.form.text(column as u64) } else { self.number(column).to_string() }
    }

    /// The rows of a range.
    pub(crate) fn each(&self, rows: std::ops::Range<u64>, mut take: impl FnMut(Update)) {
        self.layout.each(rows, self.order, |column, item| {
            let seed = self.seed.wrapping_add((column as u64).wrapping_mul(0xd134_2543_de82_ef95));
            let published_on = self.lasts[column] - self.ages.of(seed, item as u32);
            take(Update { column, url: item as usize % URLS, published_on });
        });
    }
}

/// One plain visit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visit {
    /// Position of its site.
    pub site: usize,
    /// Second of the visit week.
    pub second: u64,
    pub vantage: &'static str,
    pub failure: Option<&'static str>,
    pub status: Option<i16>,
    pub duration_ms: i64,
}

impl Visit {
    /// Microseconds UTC.
    pub(crate) fn moment(&self) -> i64 {
        moment(WEEK, self.second as i64)
    }
}

/// All plain visits.
#[derive(Default)]
pub(crate) struct AllVisits {
    layout: Layout,
    sites: Vec<Visits>,
    seed: u64,
    order: Option<Permutation>,
}

impl AllVisits {
    pub(crate) fn push(&mut self, site: &Site) {
        self.layout.push(site.visits.rows());
        self.sites.push(site.visits.clone());
    }

    pub(crate) fn close(&mut self, options: &Options) {
        self.layout.close();
        self.seed = derive(options.seed, 4);
        self.order = order(options, self.layout.rows, 6);
    }

    pub(crate) fn rows(&self) -> u64 {
        self.layout.rows
    }

    /// Code of a site.
    pub(crate) fn code(&self, site: usize) -> String {
        code(site as u64)
    }

    /// The rows of a range.
    pub(crate) fn each(&self, rows: std::ops::Range<u64>, mut take: impl FnMut(Visit)) {
        self.layout.each(rows, self.order, |site, row| {
            let plan = &self.sites[site];
            let visit = plan.visit_of(row);
            let chance = derive(self.seed ^ site as u64, visit);
            take(Visit { site, second: second_of(visit, plan.planned), ..seen(plan, plan.class(visit), chance) });
        });
    }
}

const FAILURES: [&str; 8] = ["dns", "connect", "tls", "timeout", "reset", "redirect_loop", "protocol", "empty_body"];
const FAILED: [i16; 4] = [404, 410, 500, 503];
const SUSPECTED: [i16; 8] = [401, 403, 405, 412, 418, 429, 451, 521];
const ANSWERED: [i16; 8] = [200, 200, 200, 200, 200, 200, 304, 400];

/// What a visit of a class shows.
fn seen(plan: &Visits, class: Class, chance: u64) -> Visit {
    let pick = (chance % 8) as usize;
    let quick = 80 + (chance >> 8) as i64 % 1_500;
    let vantage = if chance >> 32 & 1 == 0 { "v1" } else { "v2" };
    let visit = Visit { site: 0, second: 0, vantage, failure: None, status: None, duration_ms: quick };
    match class {
        Class::MonitorFault => Visit { failure: Some("monitor_fault"), ..visit },
        Class::Suspected if plan.challenged => Visit { failure: Some("challenge"), ..visit },
        Class::Suspected => Visit { status: Some(if chance >> 16 & 1 == 0 { 403 } else { SUSPECTED[pick] }), ..visit },
        Class::Failed if chance >> 16 & 3 == 0 => Visit { status: Some(200), duration_ms: 15_000 + (chance >> 40) as i64 % 2 * 9_000, ..visit },
        Class::Failed if chance >> 16 & 3 == 1 => Visit { status: Some(FAILED[pick % 4]), ..visit },
        Class::Failed => Visit { failure: Some(FAILURES[pick]), ..visit },
        Class::Answered if chance >> 16 & 63 == 0 => Visit { status: Some(200), duration_ms: 14_999, ..visit },
        Class::Answered => Visit { status: Some(ANSWERED[pick]), ..visit },
    }
}

/// Rows that are held back for a while and shuffled, where the order asks for it.
pub(crate) struct Held {
    rows: Vec<Vec<Cell>>,
    shuffled: Option<crate::random::Stream>,
}

impl Held {
    pub(crate) fn new(options: &Options, salt: u64) -> Held {
        let shuffled = (options.order == Order::Shuffled).then(|| crate::random::Stream::new(options.seed, salt));
        Held { rows: Vec::new(), shuffled }
    }

    pub(crate) fn push(&mut self, rows: Vec<Vec<Cell>>) {
        self.rows.extend(rows);
    }

    /// The rows so far once they are enough, or all at the end.
    pub(crate) fn take(&mut self, at_end: bool) -> Vec<Vec<Cell>> {
        if !at_end && self.rows.len() < 1 << 16 {
            return Vec::new();
        }
        let mut rows = std::mem::take(&mut self.rows);
        if let Some(stream) = &mut self.shuffled {
            for last in (1..rows.len()).rev() {
                rows.swap(last, stream.below(last as u64 + 1) as usize);
            }
        }
        rows
    }
}
