//! Visits folded over buffers are the same visits pushed one by one, whatever stands together, is odd or lies at an edge.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, Int16Array, Int32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray,
    TimestampMicrosecondArray, TimestampMillisecondArray,
    types::{Int16Type, Int64Type},
};
use arrow_buffer::NullBuffer;
use gov_site_arrow::{
    Fields,
    columnar::{At, ColumnStore, Columns, Counts, Evidence, Known, Partial},
};
use gov_site_compliance::{
    Plan, Registry, Reject, Row, Visit, VisitSummary,
    facts::{Placed, Setting, SiteCharges, Tables},
    ingest::{Charge, Checked, Stub, read_row},
    standard::{Library, Standard},
};

use crate::support::{no_mapping, place};

const SECOND: i64 = 1_000_000;
const SLOT: i64 = 600 * SECOND;
const DAY: i64 = 144 * SLOT;
/// 2017-11-23T00:00:00+08:00, the first moment of the week.
const WEEK: i64 = 17_493 * DAY - 8 * 3_600 * SECOND;
/// 1992-01-01 and 2200-01-01, both in Shanghai.
const ACCEPTED: [i64; 2] = [8_035 * DAY - 8 * 3_600 * SECOND, 84_006 * DAY - 8 * 3_600 * SECOND];
/// Codes of the registry in its order, the third a lost one, the last longer than a view holds; then one that nobody knows.
const SITES: [&str; 6] = ["3703000001", "3703000002", "3703000004", "3703000005", "37030000099999", "3703000009"];
const HOMES: [&str; 4] = ["http://www.a.example/", "http://www.moved-in-the-week.example/", "HTTP://WWW.A.EXAMPLE", " http://www.a.example/"];

/// One visit; `None` is a null.
#[derive(Clone, Default)]
struct Seen {
    site: Option<&'static str>,
    at: Option<i64>,
    vantage: Option<&'static str>,
    url: Option<&'static str>,
    failure: Option<&'static str>,
    status: Option<i16>,
    millis: Option<i64>,
    manual: Option<bool>,
}

/// Numbers without end.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// What the tables are like.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// Odd rows of a thousand.
    odd: usize,
    shuffled: bool,
    urls: bool,
    /// How the arrays are laid out.
    layout: usize,
}

fn visits(manner: Manner, rows: usize, dice: &mut Dice) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::with_capacity(rows);
    let (mut site, mut left) = (0, 0);
    for row in 0..rows {
        if left == 0 {
            // Sites mostly follow each other, but one comes back; some have few rows, some many.
            (site, left) = (if dice.roll(4) == 0 { dice.roll(SITES.len()) } else { (site + 1) % SITES.len() }, dice.pick(&[1, 2, 33, 95, 96, 97, 700, 2_100]));
        }
        left -= 1;
        let site = if manner.shuffled { dice.roll(SITES.len()) } else { site };
        let mut visit = Seen {
            site: Some(SITES[site]),
            at: Some(WEEK + row as i64 * 900 * SECOND % (9 * DAY) - DAY),
            vantage: Some("v1"),
            url: if manner.urls { url(dice) } else { None },
            status: Some(dice.pick(&[200, 200, 304, 400])),
            millis: Some(dice.roll(15_000) as i64),
            ..Seen::default()
        };
        if dice.roll(1_000) < manner.odd {
            spoil(&mut visit, dice);
        }
        seen.push(visit);
    }
    seen
}

/// Mostly the address of the site; empty in two ways, and others.
fn url(dice: &mut Dice) -> Option<&'static str> {
    match dice.roll(40) {
        0 => Some(dice.pick(&HOMES)),
        1 => None,
        2 => Some(""),
        _ => Some(HOMES[0]),
    }
}

fn spoil(visit: &mut Seen, dice: &mut Dice) {
    let edges = [WEEK, WEEK + SLOT, WEEK + DAY, WEEK + 3 * DAY, WEEK + 7 * DAY, ACCEPTED[0], ACCEPTED[1], i64::MIN + 1, i64::MAX];
    match dice.roll(9) {
        0 => visit.at = Some(dice.pick(&edges).saturating_sub(dice.roll(2) as i64)),
        1 => visit.at = None,
        2 => visit.status = dice.pick(&[None, Some(99), Some(100), Some(401), Some(404), Some(599), Some(600), Some(-1), Some(i16::MAX)]),
        3 => visit.millis = dice.pick(&[None, Some(-1), Some(14_999), Some(15_000), Some(0), Some(i64::MAX)]),
        4 => (visit.failure, visit.status) = (Some(dice.pick(&["dns", "", "challenge", "monitor_fault", "什么"])), None),
        5 => visit.manual = dice.pick(&[Some(true), Some(false), None]),
        6 => visit.vantage = dice.pick(&[None, Some(""), Some("\u{3000}"), Some("v2")]),
        7 => visit.site = dice.pick(&[None, Some(""), Some(" 3703000001")]),
        _ => (visit.status, visit.manual) = (Some(403), Some(dice.roll(2) == 0)),
    }
}

fn texts(layout: usize, cells: impl Iterator<Item = Option<&'static str>>) -> ArrayRef {
    match layout % 5 {
        0 => Arc::new(cells.collect::<StringViewArray>()),
        1 => Arc::new(cells.collect::<DictionaryArray<Int16Type>>()),
        2 => Arc::new(cells.collect::<StringArray>()),
        3 => Arc::new(cells.collect::<LargeStringArray>()),
        _ => Arc::new(cells.collect::<DictionaryArray<Int64Type>>()),
    }
}

fn batch(seen: &[Seen], manner: Manner) -> RecordBatch {
    let text = |of: fn(&Seen) -> Option<&'static str>| texts(manner.layout, seen.iter().map(of));
    // Under a null stands what would be usual, or what would be odd.
    let odd = manner.layout % 4 > 1;
    let nulls = |is_valid: fn(&Seen) -> bool| Some(NullBuffer::from_iter(seen.iter().map(is_valid)));
    let status = || seen.iter().map(|visit| visit.status.unwrap_or(if odd { 404 } else { 200 }));
    let without = nulls(|visit| visit.status.is_some());
    let statuses: ArrayRef = match manner.layout % 3 {
        0 => Arc::new(Int16Array::new(status().collect(), without)),
        1 => Arc::new(Int32Array::new(status().map(i32::from).collect(), without)),
        _ => Arc::new(Int64Array::new(status().map(i64::from).collect(), without)),
    };
    let moments = || seen.iter().map(|visit| visit.at.unwrap_or(if odd { i64::MAX } else { WEEK }));
    let without = nulls(|visit| visit.at.is_some());
    let moments: ArrayRef = if manner.layout % 5 == 3 {
        // Milliseconds of Shanghai.
        Arc::new(TimestampMillisecondArray::new(moments().map(|at| at.saturating_add(8 * 3_600 * SECOND).div_euclid(1_000)).collect(), without))
    } else {
        Arc::new(TimestampMicrosecondArray::new(moments().collect(), without).with_timezone("UTC"))
    };
    let millis = || seen.iter().map(|visit| visit.millis.unwrap_or(if odd { 15_000 } else { 0 }));
    let without = nulls(|visit| visit.millis.is_some());
    let millis: ArrayRef = if manner.layout.is_multiple_of(2) {
        Arc::new(Int64Array::new(millis().collect(), without))
    } else {
        Arc::new(Int16Array::new(millis().map(|millis| millis.clamp(-1, i64::from(i16::MAX)) as i16).collect(), without))
    };
    let manual = BooleanArray::new(seen.iter().map(|visit| visit.manual.unwrap_or(odd)).collect(), nulls(|visit| visit.manual.is_some()));
    let columns: [(&str, ArrayRef); 8] = [
        ("site_code", text(|visit| visit.site)),
        ("visited_at", moments),
        ("vantage", text(|visit| visit.vantage)),
        ("url", text(|visit| visit.url)),
        ("failure", text(|visit| visit.failure)),
        ("status", statuses),
        ("duration_ms", millis),
        ("manual", Arc::new(manual)),
    ];
    RecordBatch::try_from_iter(columns.into_iter().filter(|(name, array)| *name != "url" || array.null_count() < array.len())).unwrap()
}

fn placed<R: Checked>(cells: &[(&str, &str)], row: usize) -> Placed<R> {
    let mut texts = vec![None; R::TABLE.fields.len()];
    cells.iter().for_each(|(field, text)| texts[R::TABLE.position(field).unwrap()] = Some(*text));
    Placed { row: read_row(&texts, &place(row)).unwrap(), file: 0, line: row as u64 + 1 }
}

fn registry(standard: &Standard) -> Registry {
    let site = |code: &str, row| {
        let others = [("site_name", "示例"), ("home_url", HOMES[0]), ("role", "portal"), ("level", "city"), ("division", "区"), ("sponsor", "单位")];
        placed(&[&[("site_code", code)], &others[..]].concat(), row)
    };
    let known = [SITES[0], SITES[1], SITES[3], SITES[4]];
    let moved = placed(&[("site_code", SITES[1]), ("filed_on", "2017-11-26"), ("url", HOMES[1])], 0);
    let sites = known.iter().enumerate().map(|(row, code)| site(code, row)).collect();
    let tables = Tables { files: vec!["rows".into()], sites, site_addresses: vec![moved], ..Tables::default() };
    let lost = Charge::Site(Stub { id: Some(SITES[2].into()), ..Stub::default() });
    Registry::settle(tables, standard, &[lost], &mut |reject| panic!("{reject:?}"))
}

/// Visits and charges of each site, what became of the rows, and the rejects in their order.
type Folded = (Vec<VisitSummary>, Vec<SiteCharges>, Counts, Vec<Reject>);

fn folded(registry: &Registry, plan: &Plan, fold: impl FnOnce(&mut Partial<'_>, &mut Vec<Reject>)) -> Folded {
    let columns = Columns::new(ColumnStore::default().divide(&|_| true), registry);
    let mut partial = Partial::new(Known { columns: &columns, registry, plan });
    let mut rejects = Vec::new();
    fold(&mut partial, &mut rejects);
    let counts = partial.visits;
    let (_, fold) = Evidence::of(partial);
    (fold.visits, fold.charges, counts, rejects)
}

fn one_by_one(partial: &mut Partial<'_>, rejects: &mut Vec<Reject>, batch: &RecordBatch) {
    let fields = Fields::of(Visit::TABLE, batch.schema_ref(), &no_mapping).unwrap();
    let rows = fields.bind(batch).unwrap();
    for row in 0..rows.len() {
        partial.visits.rows += 1;
        match rows.read::<Visit>(row, &place(row)).and_then(|visit| partial.push_visit(&visit, &place(row))) {
            Ok(()) => partial.visits.accepted += 1,
            Err(reject) => {
                partial.visits.rejected += 1;
                partial.push_charge(&reject.charge);
                rejects.push(*reject);
            }
        }
    }
}

fn assert_same(seen: &[Seen], manner: Manner) -> Folded {
    let standard = Library::embedded().resolve("zibo-2017").unwrap();
    let checkpoint = "2017-11-29".parse().unwrap();
    let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint }).unwrap();
    let registry = registry(&standard);
    let batch = batch(seen, manner);
    let wanted = folded(&registry, &plan, |partial, rejects| one_by_one(partial, rejects, &batch));
    let fields = Fields::of(Visit::TABLE, batch.schema_ref(), &no_mapping).unwrap();
    // Whole, in small parts, and from the middle of the arrays on.
    for part in [batch.num_rows(), 1_000, 7] {
        let found = folded(&registry, &plan, |partial, rejects| {
            for start in (0..batch.num_rows()).step_by(part) {
                let slice = batch.slice(start, part.min(batch.num_rows() - start));
                let at = At { file: "rows.parquet", first_row: start as u64 + 1 };
                partial.fold_visits(&fields, &slice, &at, &mut |reject| rejects.push(reject)).unwrap();
            }
        });
        assert!(found.0 == wanted.0, "visits, {manner:?}, parts of {part}");
        assert!(found.1 == wanted.1 && found.3 == wanted.3, "rejects, {manner:?}, parts of {part}");
        assert_eq!(found.2, wanted.2, "{manner:?}, parts of {part}");
    }
    wanted
}

#[test]
fn visits_at_once_are_visits_one_by_one() {
    let mut dice = Dice(29);
    for layout in 0..30 {
        for odd in [0, 3, 300] {
            let manner = Manner { odd, shuffled: dice.roll(4) == 0, urls: layout % 4 == 0 || layout % 7 == 1, layout };
            // Two whole chunks and a bit, now and then.
            let rows = if layout < 5 { 2 * 16_384 + 77 } else { 3_000 };
            let seen = visits(manner, rows, &mut dice);
            let (visits, _, counts, rejects) = assert_same(&seen, manner);
            assert!(visits.iter().any(|site| site.rows() > 0) && counts.late > 0, "{manner:?}");
            assert!(visits.iter().any(|site| site.days.iter().any(|day| day.elsewhere > 0)) == manner.urls, "{manner:?}");
            assert!(odd < 300 || rejects.len() > 300);
        }
    }
}

/// A hundred usual visits of one site, one of which is changed.
/// What is odd about a visit.
type Change = fn(&mut Seen);

#[test]
fn one_odd_visit_among_usual_ones_is_seen_wherever_it_stands() {
    let manner = Manner { odd: 0, shuffled: false, urls: false, layout: 0 };
    let usual =
        |row: i64| Seen { site: Some(SITES[0]), at: Some(WEEK + row * SLOT), vantage: Some("v"), status: Some(200), millis: Some(1), ..Seen::default() };
    let odd: [(Change, [u32; 4]); 7] = [
        (|visit| visit.at = Some(WEEK - 1), [99, 0, 0, 0]),
        (|visit| visit.at = Some(WEEK + 7 * DAY - 1), [100, 0, 0, 0]),
        (|visit| visit.at = Some(WEEK + 7 * DAY), [99, 0, 0, 0]),
        (|visit| visit.millis = Some(15_000), [100, 1, 0, 0]),
        (|visit| visit.status = Some(401), [100, 0, 1, 0]),
        (|visit| visit.failure = Some("monitor_fault"), [99, 0, 0, 1]),
        (|visit| visit.site = Some(SITES[3]), [99, 0, 0, 0]),
    ];
    for row in (0..100).step_by(9).chain([31, 32, 63, 64, 95, 96, 99]) {
        for (number, (change, wanted)) in odd.iter().enumerate() {
            let mut seen: Vec<Seen> = (0..100).map(usual).collect();
            change(&mut seen[row]);
            for layout in 0..4 {
                let days = assert_same(&seen, Manner { layout, ..manner }).0.swap_remove(0).days;
                let sum = |of: fn(&gov_site_compliance::facts::DayVisits) -> u32| days.iter().map(of).sum::<u32>();
                let found = [sum(|day| day.visited), sum(|day| day.failed), sum(|day| day.suspected.values().sum()), sum(|day| day.monitor_faults)];
                assert_eq!(found, *wanted, "oddity {number} in row {row}, layout {layout}");
            }
        }
    }
}
