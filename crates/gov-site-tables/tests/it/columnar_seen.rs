//! All that reading a census brings to light, to be compared.

use std::{
    collections::BTreeMap,
    fs::File,
    path::Path,
    sync::{Arc, LazyLock},
};

use arrow_array::RecordBatch;
use gov_site_arrow::columnar::{Columns, Facts, Known, UpdateFacts, VisitFacts};
use gov_site_compliance::{
    Calendar, Finding, Plan, Registry, Reject, RejectCode, SiteFacts, Standard,
    census::{Header, judge},
    facts::SiteIndex,
    wire::v1,
};
use gov_site_tables::{Evidence, Frames};
use parquet::{
    arrow::ArrowWriter,
    file::properties::{EnabledStatistics, WriterProperties},
};

use super::{
    columnar_arrays::{Dice, Dress, batch},
    columnar_rows::{Table, Tables},
    support::{Census, counting, plan_of},
};

/// A standard that asks of every table what a standard can ask: the addresses of home items, too.
static STANDARD: LazyLock<Standard> = LazyLock::new(|| counting(&[(14, 2), (5, 2), (800, 4)]));

fn plan() -> Plan {
    plan_of(&STANDARD)
}

pub const COMPLETE: [&str; 4] = ["columns", "updates", "tickets", "reviews"];

/// What is known in the end; files and rows of rejects, and the order of all things, left out.
#[derive(Debug, PartialEq)]
pub struct Seen {
    /// Code, digest and all facts of every site.
    pub facts: Vec<(String, String, String)>,
    pub lost: String,
    pub rejects: Vec<String>,
    /// Rows, accepted, rejected, collapsed, blank.
    pub counts: BTreeMap<&'static str, [u64; 5]>,
    pub after_checkpoint: BTreeMap<&'static str, u64>,
    pub rejected_by_code: BTreeMap<&'static str, u64>,
    pub nameless: u64,
    pub declared: String,
    pub findings: Vec<String>,
    pub census: String,
}

impl Seen {
    fn of(evidence: &Evidence, rejects: &[Reject]) -> Seen {
        let columns = evidence.columns();
        let (registry, report) = (&evidence.registry, &evidence.report);
        let facts = (0..registry.sites.len()).map(|site| {
            let facts = SiteFacts::of(registry, &evidence.fold, &evidence.declared, &*columns, SiteIndex(site as u32)).unwrap();
            (facts.site.site_code.clone(), facts.digest(), format!("{facts:#?}"))
        });
        let facts = facts.collect();
        let mut rejects: Vec<String> = rejects.iter().map(reject).collect();
        rejects.sort();
        let (census, findings) = judged(evidence);
        Seen {
            facts,
            lost: format!("{:?}", registry.lost_sites),
            rejects,
            counts: report.tables.iter().map(|table| (table.table, [table.rows, table.accepted, table.rejected, table.collapsed, table.blank])).collect(),
            after_checkpoint: report.after_checkpoint.clone(),
            rejected_by_code: report.rejected_by_code.clone(),
            nameless: report.nameless_sites,
            declared: format!("{:?}", evidence.declared),
            findings,
            census,
        }
    }

    /// Says what differs, and how.
    #[track_caller]
    pub fn assert_same(&self, other: &Seen, what: &str) {
        assert_eq!(self.rejects, other.rejects, "rejects of {what}");
        assert_eq!(self.counts, other.counts, "counts of {what}");
        assert_eq!(self.facts.len(), other.facts.len(), "sites of {what}");
        for (left, right) in self.facts.iter().zip(&other.facts) {
            let differs = left.2.lines().zip(right.2.lines()).find(|(left, right)| left != right);
            assert!(left == right, "facts of {} in {what} differ: {differs:?}\nfrom rows: {}\nfrom {what}: {}", left.0, left.2, right.2);
        }
        assert_eq!(self, other, "{what}");
    }
}

fn reject(reject: &Reject) -> String {
    let Reject { table, column, code, expected, original, charge, .. } = reject;
    // A row that contradicts another one says where that stands.
    let expected = expected.split('（').next().filter(|_| *code == RejectCode::ConflictingDuplicate).unwrap_or(expected);
    format!("{table}.{column} {code:?} {expected} {original:?} {charge:?}")
}

fn judged(evidence: &Evidence) -> (String, Vec<String>) {
    let plan = plan();
    let rejected = evidence.report.rejected_by_table();
    let columns = evidence.columns();
    let header = Header {
        title: "普查".into(),
        issuer: String::new(),
        document_no: None,
        period_from: "2017-10-01".parse().unwrap(),
        period_to: None,
        checkpoint: plan.checkpoint,
        visits_until: plan.checkpoint,
        reconstruction: false,
        name_best: 1,
        upcoming_checks: Vec::new(),
    };
    let mut findings = Vec::new();
    let mut out = |finding: Finding| findings.push(format!("{finding:?}"));
    let census = judge(&evidence.census(&*columns, &rejected), header, &STANDARD, &plan, &Calendar::embedded(), true, &mut out).unwrap();
    (v1::Census::from(&census).to_json().unwrap(), findings)
}

/// The census in CSV.
pub fn csv(tables: &Tables) -> Seen {
    let census = folder();
    tables.iter().for_each(|(name, table)| write_csv(&census, name, table));
    seen(&census)
}

/// The census in record batches: cut anywhere, every column of every batch in a type of its own.
pub fn frames(tables: &Tables, dice: &mut Dice) -> Seen {
    read_frames(&dressed(tables, dice))
}

/// How many column rows, accepted, the registry does not hold: they stay in their batches.
pub fn rows_in_buffers(tables: &Tables, dice: &mut Dice) -> u64 {
    let evidence = dressed(tables, dice).read(&STANDARD, &plan(), &mut Vec::new(), &mut |_| {}).unwrap();
    evidence.report.table("columns").map_or(0, |table| table.accepted) - evidence.registry.columns.len() as u64
}

/// The census with its updates and visits folded elsewhere, in parts that know nothing of each other.
pub fn facts(tables: &Tables, dice: &mut Dice) -> Seen {
    let elsewhere = |name: &str| ["updates", "visits"].contains(&name);
    let mut frames = Frames::default();
    frames.declare_complete(COMPLETE.map(String::from));
    for (name, table) in tables.iter().filter(|(name, _)| !elsewhere(name)) {
        frames.push(name, batch(name, table, 0, table.rows.len(), Dress::of(dice, true), dice)).unwrap();
    }
    let sites = frames.read(&STANDARD, &plan(), &mut Vec::new(), &mut |_| {}).unwrap().registry;
    let mut batches = Vec::new();
    for (name, table) in tables.iter().filter(|(name, _)| elsewhere(name)) {
        let dress = Dress::of(dice, true);
        let parts = cuts(table.rows.len(), dice).into_iter().map(|(from, to)| batch(name, table, from, to, dress, dice)).collect::<Vec<_>>();
        // One part may take several batches, in any order.
        for part in parts.chunks(1 + dice.below(3)) {
            batches.extend(folded(name, part, &sites).batches().unwrap());
        }
    }
    let merged = dice.below(batches.len() + 1);
    let (some, others) = batches.split_at(merged);
    let mut together = Facts::default();
    some.iter().rev().for_each(|batch| together.push(batch).unwrap());
    others.iter().chain(&together.batches().unwrap()).for_each(|batch| frames.push_facts(batch).unwrap());
    read_frames(&frames)
}

fn folded(name: &str, batches: &[RecordBatch], sites: &Registry) -> Facts {
    let (plan, columns) = (plan(), Columns::default());
    if name == "updates" {
        let mut folding = UpdateFacts::new(&plan);
        batches.iter().for_each(|batch| folding.fold(batch).unwrap());
        return folding.finish();
    }
    let mut folding = VisitFacts::new(Known { columns: &columns, registry: sites, plan: &plan });
    batches.iter().for_each(|batch| folding.fold(batch).unwrap());
    folding.finish()
}

fn dressed(tables: &Tables, dice: &mut Dice) -> Frames {
    let mut frames = Frames::default();
    frames.declare_complete(COMPLETE.map(String::from));
    frames.set_threads(1 + dice.below(4));
    for (name, table) in tables {
        let dress = Dress::of(dice, true);
        for (from, to) in cuts(table.rows.len(), dice) {
            frames.push(name, batch(name, table, from, to, dress, dice)).unwrap();
        }
    }
    frames
}

pub fn read_frames(frames: &Frames) -> Seen {
    let mut rejects = Vec::new();
    let evidence = frames.read(&STANDARD, &plan(), &mut rejects, &mut |_| {}).unwrap();
    Seen::of(&evidence, &rejects)
}

/// The census in Parquet, some tables in parts, some left in CSV.
pub fn parquet(tables: &Tables, dice: &mut Dice) -> Seen {
    let census = folder();
    for (name, table) in tables {
        if dice.below(4) == 0 {
            write_csv(&census, name, table);
            continue;
        }
        let dress = Dress::of(dice, false);
        if dice.below(2) == 0 {
            write_parquet(&census.path().join(format!("{name}.parquet")), &[batch(name, table, 0, table.rows.len(), dress, dice)], dice);
            continue;
        }
        std::fs::create_dir(census.path().join(name)).unwrap();
        for (part, (from, to)) in cuts(table.rows.len(), dice).into_iter().enumerate() {
            let path = census.path().join(format!("{name}/part-{part:03}.parquet"));
            write_parquet(&path, &[batch(name, table, from, to, dress, dice)], dice);
        }
    }
    seen(&census)
}

fn write_parquet(path: &Path, batches: &[RecordBatch], dice: &mut Dice) {
    let statistics = [EnabledStatistics::Page, EnabledStatistics::Chunk, EnabledStatistics::None][dice.below(3)];
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(1 + dice.below(20)))
        .set_dictionary_enabled(dice.below(3) > 0)
        .set_statistics_enabled(statistics)
        .set_data_page_row_count_limit(1 + dice.below(30));
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), Arc::clone(batches[0].schema_ref()), Some(properties.build())).unwrap();
    batches.iter().for_each(|batch| writer.write(batch).unwrap());
    writer.close().unwrap();
}

/// A folder with settings and no table.
fn folder() -> Census {
    let census = Census::new();
    ["sites.csv", "columns.csv", "updates.csv", "visits.csv"].iter().for_each(|file| {
        census.remove(file);
    });
    let complete = COMPLETE.map(|table| format!("\"{table}\"")).join(", ");
    census.write("census.toml", format!("checkpoint = 2017-11-29\ncomplete = [{complete}]\n"));
    census
}

fn seen(census: &Census) -> Seen {
    let (evidence, rejects) = census.try_read_under(&STANDARD).unwrap();
    Seen::of(&evidence, &rejects)
}

fn write_csv(census: &Census, name: &str, table: &Table) {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&table.fields).unwrap();
    table.rows.iter().for_each(|row| writer.write_record(row).unwrap());
    census.write(&format!("{name}.csv"), writer.into_inner().unwrap());
}

/// Contiguous runs of all rows, some of them empty; at least one.
fn cuts(rows: usize, dice: &mut Dice) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = (0..dice.below(6)).map(|_| dice.below(rows + 1)).collect();
    ends.push(rows);
    ends.sort_unstable();
    let mut from = 0;
    ends.into_iter().map(|to| (std::mem::replace(&mut from, to), to)).collect()
}
