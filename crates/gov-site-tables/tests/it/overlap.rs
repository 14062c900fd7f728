//! Updates that fold while the registry is read and settled: rejects, reports and errors are those of one table after the other.

use std::{fs::File, io, path::Path, sync::Arc};

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use gov_site_compliance::{Day, Plan, Reject, facts::Setting, standard::Library};
use gov_site_tables::{Evidence, Folder, FolderError, Frames, Progress, RejectSink};
use parquet::{
    arrow::ArrowWriter,
    file::{properties::WriterProperties, reader::FileReader, serialized_reader::SerializedFileReader},
};

use super::support::SETTINGS;

const CHECKPOINT: Day = Day(17_499);
/// Many pieces, and many times the rejects that may wait.
const ROWS: usize = 300_000;
/// Every this many updates names a column that nobody knows.
const BAD: usize = 5;
/// Rows of a row group.
const GROUP: usize = 10_000;

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(texts.iter().map(|text| (!text.is_empty()).then_some(*text)).collect::<StringArray>())
}

fn batch(columns: &[(&str, ArrayRef)]) -> RecordBatch {
    RecordBatch::try_from_iter(columns.iter().map(|(name, array)| (*name, Arc::clone(array)))).unwrap()
}

/// Two sites; a channel and two tickets that name nothing known, and a ticket without a date: rejects of reading and of settling.
fn registry() -> Vec<(&'static str, RecordBatch)> {
    let each = |text: &str| texts(&[text, text]);
    let mut sites = vec![("site_code", texts(&["S1", "S2"])), ("home_url", texts(&["http://a.example/", "http://b.example/"]))];
    sites.extend(
        [("site_name", "示例"), ("role", "department"), ("level", "city"), ("division", "市本级"), ("sponsor", "示例单位")]
            .map(|(name, text)| (name, each(text))),
    );
    let life = [("site_code", texts(&["S1", "S9"])), ("state", texts(&["no such state", "running"])), ("from", each("2017-01-01"))];
    let channels = [("channel_id", texts(&["C2", "C10", "C1"])), ("site_code", texts(&["S2", "S2", "S9"])), ("kind", texts(&["consultation"; 3]))];
    let tickets = [
        ("ticket_id", texts(&["T3", "T2", "T1", "T0"])),
        ("channel_id", texts(&["C9", "C2", "C8", "C2"])),
        ("unit", texts(&["示例单位"; 4])),
        ("submitted_on", texts(&["2017-10-09", "2017-10-09", "2017-10-09", "yesterday"])),
    ];
    let mut tables = vec![("sites", batch(&sites)), ("site_life", batch(&life))];
    tables.extend([("channels", batch(&channels)), ("tickets", batch(&tickets))]);
    tables
}

/// Columns 0 to 3; with a parent where the site is to be settled.
fn columns(careful: bool) -> RecordBatch {
    let parents = if careful { ["", "0", "", ""] } else { [""; 4] };
    batch(&[
        ("column_id", Arc::new(Int64Array::from(vec![0, 1, 2, 3]))),
        ("site_code", texts(&["S1", "S1", "S2", "S2"])),
        ("column_name", texts(&["甲", "乙", "丙", "丁"])),
        ("kind", texts(&["news"; 4])),
        ("parent_id", texts(&parents)),
    ])
}

fn updates() -> RecordBatch {
    let id = |row: usize| if row.is_multiple_of(BAD) { 99 } else { (row % 4) as i64 };
    batch(&[
        ("column_id", Arc::new((0..ROWS).map(id).collect::<Int64Array>())),
        ("url", Arc::new(StringArray::from(vec!["/1"; ROWS]))),
        ("published_on", Arc::new(Date32Array::from_iter_values((0..ROWS).map(|row| CHECKPOINT.0 - (row % 500) as i32)))),
    ])
}

fn visits() -> RecordBatch {
    batch(&[
        ("site_code", texts(&["S1", "S7"])),
        ("visited_at", texts(&["2017-11-28T09:00:00+08:00"; 2])),
        ("vantage", texts(&["A", "A"])),
        ("status", Arc::new(Int64Array::from(vec![200, 200]))),
    ])
}

fn tables(careful: bool) -> Vec<(&'static str, RecordBatch)> {
    let mut tables = registry();
    tables.extend([("columns", columns(careful)), ("updates", updates()), ("visits", visits())]);
    tables
}

fn frames(careful: bool, threads: usize) -> Frames {
    let mut frames = Frames::default();
    tables(careful).into_iter().for_each(|(name, batch)| frames.push(name, batch).unwrap());
    frames.set_threads(threads);
    frames
}

fn write(dir: &Path, tables: Vec<(&'static str, RecordBatch)>) {
    std::fs::write(dir.join("census.toml"), SETTINGS).unwrap();
    tables.iter().for_each(|(name, batch)| write_grouped(dir, name, batch, GROUP));
}

fn write_grouped(dir: &Path, name: &str, batch: &RecordBatch, rows: usize) {
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(rows)).set_dictionary_enabled(false).build();
    let mut writer = ArrowWriter::try_new(File::create(dir.join(format!("{name}.parquet"))).unwrap(), batch.schema(), Some(properties)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

type Reads<'a> = &'a dyn Fn(&gov_site_compliance::Standard, &Plan, &mut dyn RejectSink, &mut dyn FnMut(Progress)) -> Result<Evidence, FolderError>;

/// Reads with a sink; progress must never go back and always come from this thread.
fn read(reads: Reads<'_>, sink: &mut dyn RejectSink) -> Result<Evidence, FolderError> {
    let standard = Library::embedded().resolve("zibo-2017").unwrap();
    let plan = Plan::compile(&[&standard], Setting { checkpoint: CHECKPOINT, visits_until: CHECKPOINT, period_from: CHECKPOINT }).unwrap();
    let (here, mut last) = (std::thread::current().id(), 0);
    reads(&standard, &plan, sink, &mut |progress| {
        assert_eq!(std::thread::current().id(), here);
        assert!(progress.bytes >= last, "{progress:?} after {last}");
        last = progress.bytes;
    })
}

fn read_frames(careful: bool, threads: usize, sink: &mut dyn RejectSink) -> Result<Evidence, FolderError> {
    let frames = frames(careful, threads);
    read(&|standard, plan, sink, progress| frames.read(standard, plan, sink, progress), sink)
}

fn read_folder(dir: &Path, sink: &mut dyn RejectSink) -> Result<Evidence, FolderError> {
    let folder = Folder::open(dir).unwrap();
    read(&|standard, plan, sink, progress| folder.read(standard, plan, sink, progress), sink)
}

/// Table and row of rejects, those of updates as how many of them came in the order of the rows.
fn order(rejects: &[Reject]) -> Vec<(&'static str, u64)> {
    let of_updates: Vec<u64> = rejects.iter().filter(|reject| reject.table == "updates").map(|reject| reject.place.row).collect();
    assert!(of_updates.iter().zip(0..).all(|(row, nth)| *row == nth * BAD as u64 + 1));
    let mut order: Vec<(&str, u64)> = Vec::new();
    for reject in rejects {
        match order.last_mut() {
            Some(("updates", count)) if reject.table == "updates" => *count += 1,
            _ => order.push((reject.table, if reject.table == "updates" { 1 } else { reject.place.row })),
        }
    }
    order
}

/// What is rejected while reading comes first, then what settling rejects, each table by its keys; then updates and visits.
const REGISTRY: [(&str, u64); 6] = [("site_life", 1), ("tickets", 4), ("site_life", 2), ("channels", 3), ("tickets", 3), ("tickets", 1)];

fn whole() -> Vec<(&'static str, u64)> {
    [&REGISTRY[..], &[("updates", (ROWS / BAD) as u64), ("visits", 2)]].concat()
}

#[test]
fn rejects_of_all_tables_come_in_one_order_whatever_folds_ahead() {
    for careful in [false, true] {
        let mut one: Vec<Reject> = Vec::new();
        let alone = read_frames(careful, 1, &mut one).unwrap();
        assert_eq!(order(&one), whole(), "careful {careful}");
        for threads in 2..=4 {
            let mut rejects: Vec<Reject> = Vec::new();
            let evidence = read_frames(careful, threads, &mut rejects).unwrap();
            assert!(rejects == one, "{threads} threads, careful {careful}");
            assert_eq!(evidence.report, alone.report, "{threads} threads, careful {careful}");
            assert_eq!(evidence.fold, alone.fold, "{threads} threads, careful {careful}");
        }
        let read: Vec<&str> = alone.report.tables.iter().map(|table| table.table).collect();
        assert_eq!(read, ["sites", "site_life", "columns", "channels", "tickets", "updates", "visits"]);
        let counts = alone.report.table("updates").unwrap();
        assert_eq!((counts.rows, counts.accepted, counts.rejected), (ROWS as u64, (ROWS - ROWS / BAD) as u64, (ROWS / BAD) as u64));
    }
}

#[test]
fn files_give_what_frames_give() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), tables(false));
    let (mut of_files, mut of_frames): (Vec<Reject>, Vec<Reject>) = Default::default();
    let evidence = read_folder(dir.path(), &mut of_files).unwrap();
    assert_eq!(evidence.fold, read_frames(false, 1, &mut of_frames).unwrap().fold);
    assert_eq!(order(&of_files), order(&of_frames));
}

/// A disk that is full after some rows.
struct Full(usize, Vec<Reject>);

impl RejectSink for Full {
    fn reject(&mut self, reject: &Reject) -> io::Result<()> {
        self.0 = self.0.checked_sub(1).ok_or_else(|| io::Error::other("no space left"))?;
        self.1.push(reject.clone());
        Ok(())
    }
}

#[test]
fn a_sink_that_fails_ends_all_threads_wherever_it_fails() {
    // While reading the registry, while settling it, and amid the updates that wait.
    for room in [0, 1, 3, 6, 7, 6_000, ROWS / BAD + 6] {
        for (careful, threads) in [(false, 1), (false, 2), (false, 4), (true, 2)] {
            let mut full = Full(room, Vec::new());
            let error = read_frames(careful, threads, &mut full).err().unwrap();
            assert!(error.to_string().contains("no space left"), "{error}");
            assert_eq!(full.1.len(), room, "{threads} threads");
        }
    }
}

/// Spoils the first column of a row group, which the footer does not show.
fn spoil(path: &Path, group: usize) {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let (start, length) = reader.metadata().row_group(group).column(0).byte_range();
    let mut bytes = std::fs::read(path).unwrap();
    bytes[start as usize..(start + length) as usize].fill(0xff);
    std::fs::write(path, bytes).unwrap();
}

/// Spoils the last texts of the first column of a row group: all before them can be read.
fn spoil_end(path: &Path, group: usize) {
    let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
    let (start, length) = reader.metadata().row_group(group).column(0).byte_range();
    let mut bytes = std::fs::read(path).unwrap();
    bytes[(start + length - 60) as usize..(start + length) as usize].fill(0xff);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_broken_file_of_updates_is_told_after_all_rejects_before_it() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), tables(false));
    let groups = ROWS / GROUP;
    [groups / 2, groups / 2 + 1, groups - 1].into_iter().for_each(|group| spoil(&dir.path().join("updates.parquet"), group));
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..5 {
        let mut rejects: Vec<Reject> = Vec::new();
        let error = read_folder(dir.path(), &mut rejects).err().unwrap().to_string();
        assert!(error.starts_with("updates.parquet: "), "{error}");
        assert_eq!(order(&rejects), [&REGISTRY[..], &[("updates", (ROWS / BAD / 2) as u64)]].concat());
        seen.push(error);
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]), "{seen:?}");
}

/// The thread behind the broken part has found more rejected rows than may wait when the error comes.
#[test]
fn threads_behind_a_broken_part_are_let_go() {
    const ROWS: usize = 140_000;
    let code = |row: usize| if row < ROWS { "S1" } else { "S7" };
    let visits = batch(&[
        ("site_code", Arc::new((0..2 * ROWS).map(code).map(Some).collect::<StringArray>())),
        ("visited_at", Arc::new(StringArray::from(vec!["2017-11-28T09:00:00+08:00"; 2 * ROWS]))),
        ("vantage", Arc::new(StringArray::from(vec!["A"; 2 * ROWS]))),
        ("status", Arc::new(Int64Array::from(vec![200; 2 * ROWS]))),
    ]);
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), registry());
    write_grouped(dir.path(), "visits", &visits, ROWS);
    spoil_end(&dir.path().join("visits.parquet"), 0);
    for _ in 0..3 {
        let (sender, ended) = std::sync::mpsc::channel();
        let folder = dir.path().to_owned();
        std::thread::spawn(move || {
            let mut rejects: Vec<Reject> = Vec::new();
            let error = read_folder(&folder, &mut rejects).err().unwrap().to_string();
            sender.send((error, rejects.iter().filter(|reject| reject.table == "visits").count())).unwrap();
        });
        let (error, rejected) = ended.recv_timeout(std::time::Duration::from_secs(300)).expect("a thread waits for ever");
        assert!(error.starts_with("visits.parquet: "), "{error}");
        assert_eq!(rejected, 0);
    }
}

#[test]
fn the_first_error_in_the_order_of_the_tables_is_told() {
    let broken = |tables_broken: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), tables(false));
        tables_broken.iter().for_each(|table| std::fs::write(dir.path().join(format!("{table}.parquet")), "no Parquet").unwrap());
        let mut rejects: Vec<Reject> = Vec::new();
        let error = read_folder(dir.path(), &mut rejects).err().unwrap().to_string();
        (error.split(':').next().unwrap().to_owned(), order(&rejects))
    };
    let case = |tables: &[&str], file: &str, rejects: &[(&'static str, u64)]| assert_eq!(broken(tables), (file.to_owned(), rejects.to_vec()));
    case(&["site_life", "columns", "updates"], "site_life.parquet", &[]);
    case(&["columns", "channels", "updates"], "columns.parquet", &REGISTRY[..1]);
    case(&["tickets", "updates", "visits"], "tickets.parquet", &REGISTRY[..1]);
    case(&["updates", "visits"], "updates.parquet", &REGISTRY);
    // Updates that could be folded are not written down where visits cannot be opened.
    case(&["visits"], "visits.parquet", &REGISTRY);
}
