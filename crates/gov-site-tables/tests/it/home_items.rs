//! Addresses of home items: the same from every source, and read of those rows only that count.

use super::support::{Census, counting, plan_of};
use gov_site_compliance::{Calendar, Outcome, SiteFacts, facts::SiteIndex, judge_site};
use gov_site_tables::Evidence;

const COLUMNS: &str = "column_id,site_code,column_name,kind,on_home\nC1,S1,动态,news,true\nC2,S1,公告,notice,\n";

/// What the first clause of [`counting`] says of the first site, under ten updates in two weeks.
fn outcome(evidence: &Evidence) -> Outcome {
    let standard = counting(&[(14, 10)]);
    let (plan, columns) = (plan_of(&standard), evidence.columns());
    let facts = SiteFacts::of(&evidence.registry, &evidence.fold, &evidence.declared, &*columns, SiteIndex(0)).unwrap();
    let verdict = judge_site(&facts, &standard, &plan, &Calendar::embedded(), &mut |_| {});
    verdict.outcome("home_updates_0").unwrap().clone()
}

/// Missing updates: certain and possible.
fn missing(evidence: &Evidence) -> (u64, u64) {
    let measure = outcome(evidence).measure.unwrap();
    (measure.certain, measure.possible)
}

/// A folder with a home column and another one, and no update.
fn folder() -> Census {
    let census = Census::new();
    census.write("columns.csv", COLUMNS).remove("updates.csv");
    census
}

#[test]
fn rows_of_csv_are_counted_by_address() {
    let census = folder();
    let row = |column: &str, page: usize, day: &str| format!("{column},http://s1.example/{page},{day}\n");
    let mut rows: Vec<String> = (0..8).map(|page| row("C1", page, "2017-11-20")).collect();
    rows.extend([row("C1", 3, "2017-11-21"), row("C1", 9, "2017-11-14"), row("C1", 10, "2017-11-30"), row("C2", 11, "2017-11-20")]);
    census.write("updates.csv", "column_id,url,published_on\n".to_owned() + &rows.concat());
    let (evidence, _) = census.try_read_under(&counting(&[(14, 10)])).unwrap();
    assert_eq!(missing(&evidence), (2, 2));
    assert_eq!(evidence.fold.home_items.len(), 1, "nothing is kept of the other column");
    assert!(census.read().0.fold.home_items.is_empty(), "and nothing at all where no clause asks");
}

#[cfg(feature = "parquet")]
mod columnar {
    use std::{fs, path::PathBuf, sync::Arc};

    use arrow_array::{
        Array, ArrayRef, Date32Array, DictionaryArray, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray, types::Int16Type,
    };
    use gov_site_arrow::columnar::UpdateFacts;
    use gov_site_compliance::{Day, Reject, Standard, indicator::Judgement};
    use gov_site_tables::{FolderError, Frames};
    use parquet::{
        basic::Compression,
        file::{
            properties::{EnabledStatistics, WriterProperties, WriterVersion},
            reader::{FileReader, SerializedFileReader},
        },
    };

    use super::*;
    use crate::parquet_files::{self, text};

    /// 2017-11-29.
    const CHECKPOINT: i32 = 17_499;

    fn ten() -> Standard {
        counting(&[(14, 10)])
    }

    /// Rows of both columns in turn, a day further back every `slow` rows; addresses repeat after `pages`.
    fn updates(rows: usize, slow: usize, pages: usize) -> RecordBatch {
        let ids: Vec<&str> = (0..rows).map(|row| ["C1", "C2"][row % 2]).collect();
        let urls: Vec<String> = (0..rows).map(|row| format!("http://s1.example/{}/{}.html", "long".repeat(row % 7), row % pages)).collect();
        let days: Date32Array = (0..rows).map(|row| Some(CHECKPOINT - (row / slow) as i32)).collect();
        RecordBatch::try_from_iter([
            ("column_id", text(ids.into_iter().map(Some))),
            ("url", text(urls.iter().map(|url| Some(url.as_str())))),
            ("published_on", Arc::new(days) as ArrayRef),
        ])
        .unwrap()
    }

    fn csv_of(batch: &RecordBatch) -> String {
        let text = |name: &str| arrow_array::cast::AsArray::as_string::<i32>(batch.column_by_name(name).unwrap()).clone();
        let days = batch.column_by_name("published_on").unwrap().as_any().downcast_ref::<Date32Array>().unwrap();
        let rows = (0..batch.num_rows()).map(|row| format!("{},{},{}\n", text("column_id").value(row), text("url").value(row), Day(days.value(row))));
        "column_id,url,published_on\n".to_owned() + &rows.collect::<String>()
    }

    fn facts(evidence: &Evidence) -> String {
        let columns = evidence.columns();
        format!("{:#?}", SiteFacts::of(&evidence.registry, &evidence.fold, &evidence.declared, &*columns, SiteIndex(0)).unwrap())
    }

    #[test]
    fn parquet_of_any_layout_has_the_addresses_of_the_rows() {
        for (rows, slow, pages) in [(4_000, 40, 17), (4_000, 4_000, 4_000), (300, 100, 5)] {
            let batch = updates(rows, slow, pages);
            let standard = counting(&[(14, 10), (3, 4), (60, 1_000)]);
            let census = folder();
            census.write("updates.csv", csv_of(&batch));
            let wanted = facts(&census.try_read_under(&standard).unwrap().0);
            census.remove("updates.csv");
            for (dictionary, version) in [
                (true, WriterVersion::PARQUET_1_0),
                (false, WriterVersion::PARQUET_1_0),
                (true, WriterVersion::PARQUET_2_0),
                (false, WriterVersion::PARQUET_2_0),
            ] {
                let properties = WriterProperties::builder()
                    .set_dictionary_enabled(dictionary)
                    .set_writer_version(version)
                    .set_compression(Compression::SNAPPY)
                    .set_data_page_row_count_limit(100)
                    .set_write_batch_size(50)
                    .set_max_row_group_row_count(Some(1_500));
                parquet_files::write(&census.path().join("updates.parquet"), &batch, properties.build());
                assert_eq!(facts(&census.try_read_under(&standard).unwrap().0), wanted, "{rows} rows, dictionary {dictionary}, {version:?}");
            }
        }
    }

    /// A folder with so many rows in Parquet, the pages of whose addresses are no longer any.
    fn with_broken_addresses(batch: &RecordBatch, statistics: EnabledStatistics) -> Census {
        let census = folder();
        let path = census.path().join("updates.parquet");
        let properties = WriterProperties::builder().set_statistics_enabled(statistics).set_dictionary_enabled(false).build();
        parquet_files::write(&path, batch, properties);
        break_addresses(path);
        census
    }

    fn break_addresses(path: PathBuf) {
        let reader = SerializedFileReader::new(fs::File::open(&path).unwrap()).unwrap();
        let (start, length) = reader.metadata().row_group(0).column(1).byte_range();
        let mut bytes = fs::read(&path).unwrap();
        bytes[start as usize..(start + length) as usize].fill(0xff);
        fs::write(path, bytes).unwrap();
    }

    #[test]
    fn addresses_are_read_only_where_a_clause_asks_and_a_row_counts() {
        let counts = with_broken_addresses(&updates(100, 100, 100), EnabledStatistics::Chunk);
        assert!(counts.try_read().is_ok(), "no clause asks");
        let error = counts.try_read_under(&ten()).map(|_| ()).unwrap_err();
        assert!(matches!(error, FolderError::Parquet { .. }) && error.to_string().contains("updates.parquet"), "{error}");
        // Every row lies before the window.
        let old = updates(100, 100, 100);
        let days = Arc::new(Date32Array::from(vec![CHECKPOINT - 15; 100])) as ArrayRef;
        let old = RecordBatch::try_new(old.schema(), vec![old.column(0).clone(), old.column(1).clone(), days]).unwrap();
        let (evidence, _) = with_broken_addresses(&old, EnabledStatistics::Chunk).try_read_under(&ten()).unwrap();
        assert_eq!(missing(&evidence), (10, 10));
    }

    /// One site with a home column (C1) and another (C2); `ids` of the type of `column`.
    fn frames(updates: &[RecordBatch], filled: bool) -> Frames {
        let mut frames = Frames::default();
        let table = |text: &str| {
            let mut lines = text.lines();
            let names: Vec<&str> = lines.next().unwrap().split(',').collect();
            let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
            let columns = names.iter().enumerate().map(|(at, name)| (*name, text_of(rows.iter().map(|row| row[at]))));
            RecordBatch::try_from_iter(columns).unwrap()
        };
        frames
            .push("sites", table("site_code,site_name,home_url,role,level,division,sponsor\nS1,示例一,http://s1.example/,department,city,市本级,示例单位一\n"))
            .unwrap();
        frames.push("columns", table(COLUMNS)).unwrap();
        if filled {
            frames.declare_filled("updates", "url").unwrap();
        }
        frames.declare_complete(["columns", "updates"].map(String::from));
        updates.iter().for_each(|batch| frames.push("updates", batch.clone()).unwrap());
        frames
    }

    fn text_of<'a>(cells: impl Iterator<Item = &'a str>) -> ArrayRef {
        text(cells.map(|cell| (!cell.is_empty()).then_some(cell)))
    }

    fn read(frames: &Frames) -> Evidence {
        let standard = ten();
        frames.read(&standard, &plan_of(&standard), &mut Vec::new(), &mut |_| {}).unwrap()
    }

    #[test]
    fn addresses_of_every_layout_are_read_in_slices_too() {
        let plain: Vec<String> = (0..40).map(|page| format!("http://s1.example/政府/{}.html", page % 9)).collect();
        let texts = || plain.iter().map(|url| Some(url.as_str()));
        let layouts: [ArrayRef; 4] = [
            Arc::new(StringArray::from_iter(texts())),
            Arc::new(LargeStringArray::from_iter(texts())),
            Arc::new(StringViewArray::from_iter(texts())),
            Arc::new(texts().collect::<DictionaryArray<Int16Type>>()),
        ];
        let days = Arc::new(Date32Array::from(vec![CHECKPOINT; 40])) as ArrayRef;
        let ids = text((0..40).map(|_| Some("C1")));
        for urls in layouts {
            let what = urls.data_type().clone();
            let batch = RecordBatch::try_from_iter([("column_id", ids.clone()), ("url", urls), ("published_on", days.clone())]).unwrap();
            assert_eq!(missing(&read(&frames(&[batch.slice(3, 6), batch.slice(12, 1)], false))), (4, 4), "{what}");
            assert_eq!(missing(&read(&frames(std::slice::from_ref(&batch), false))), (1, 1), "{what}");
        }
    }

    #[test]
    fn a_number_is_an_address_as_its_text() {
        let batch = |urls: ArrayRef, rows: usize| {
            let (ids, days) = (text((0..rows).map(|_| Some("C1"))), Arc::new(Date32Array::from(vec![CHECKPOINT; rows])) as ArrayRef);
            RecordBatch::try_from_iter([("column_id", ids), ("url", urls), ("published_on", days)]).unwrap()
        };
        let numbers = batch(Arc::new(Int64Array::from(vec![1, 2, 3, 3])), 4);
        let texts = batch(text(["3", "4"].map(Some)), 2);
        assert_eq!(missing(&read(&frames(&[numbers, texts], false))), (6, 6));
    }

    #[test]
    fn updates_whose_addresses_nobody_hands_over_may_be_one_or_many() {
        let without = |rows: usize| {
            let batch = updates(2 * rows, 2 * rows, 1_000);
            batch.project(&[0, 2]).unwrap()
        };
        let few = outcome(&read(&frames(&[without(9)], true)));
        assert_eq!((few.judgement, few.measure.map(|measure| (measure.certain, measure.possible))), (Judgement::Fail, Some((1, 10))));
        let many = outcome(&read(&frames(&[without(10)], true)));
        assert_eq!((&many.judgement, many.measure.map(|measure| (measure.certain, measure.possible))), (&Judgement::NotAssessed, Some((0, 10))));
        assert!(many.gaps.iter().any(|gap| gap.code() == "not_collected"), "{many:?}");
        // Where some batches have addresses, these count.
        let known = updates(20, 20, 1_000);
        assert_eq!(outcome(&read(&frames(&[without(10), known], true))).judgement, Judgement::Pass);
    }

    #[test]
    fn a_row_read_by_itself_beside_others_is_one_unread_update() {
        // The third day lies outside the accepted range, so the run is read row by row.
        let ids = Arc::new(Int64Array::from(vec![1; 3])) as ArrayRef;
        let days = Arc::new(Date32Array::from(vec![CHECKPOINT, CHECKPOINT, i32::MAX])) as ArrayRef;
        let batch = RecordBatch::try_from_iter([("column_id", ids), ("published_on", days)]).unwrap();
        let mut frames = frames(&[], true);
        let column = ["1", "S1", "数", "news", "true"].map(|cell| text([Some(cell)]));
        let names = ["column_id", "site_code", "column_name", "kind", "on_home"];
        frames.push("columns", RecordBatch::try_from_iter(names.into_iter().zip(column)).unwrap()).unwrap();
        frames.push("updates", batch).unwrap();
        // Two updates of unknown address, and the rejected row, which proves one of unreadable date.
        assert_eq!(outcome(&read(&frames)).measure.map(|measure| (measure.certain, measure.possible)), Some((7, 10)));
    }

    fn folded(standard: &Standard, batch: &RecordBatch) -> Vec<RecordBatch> {
        let plan = plan_of(standard);
        let mut folding = UpdateFacts::new(&plan);
        folding.fold(batch).unwrap();
        folding.finish().batches().unwrap()
    }

    fn read_facts(batches: &[RecordBatch]) -> Result<Evidence, String> {
        let mut frames = frames(&[], false);
        batches.iter().for_each(|batch| frames.push_facts(batch).unwrap());
        let standard = ten();
        frames.read(&standard, &plan_of(&standard), &mut Vec::<Reject>::new(), &mut |_| {}).map_err(|error| error.to_string())
    }

    #[test]
    fn facts_of_another_standard_or_without_addresses_are_refused() {
        let batch = updates(12, 12, 1_000);
        assert_eq!(missing(&read_facts(&folded(&ten(), &batch)).unwrap()), (4, 4));
        let without = read_facts(&folded(&super::super::support::standard(), &batch)).err().unwrap();
        assert!(without.contains("without their addresses"), "{without}");
        for other in [(13, 10), (14, 9)] {
            let error = read_facts(&folded(&counting(&[other]), &batch)).err().unwrap();
            assert!(error.contains("other windows than this run has"), "{error}");
        }
        // Updates before every window have no addresses to count.
        let old = updates(12, 12, 1_000);
        let days = Arc::new(Date32Array::from(vec![CHECKPOINT - 15; 12])) as ArrayRef;
        let old = RecordBatch::try_new(old.schema(), vec![old.column(0).clone(), old.column(1).clone(), days]).unwrap();
        assert_eq!(missing(&read_facts(&folded(&super::super::support::standard(), &old)).unwrap()), (10, 10));
    }

    #[test]
    fn facts_of_parts_are_joined_by_address() {
        let batch = updates(16, 16, 1_000);
        let parts = [batch.slice(0, 10), batch.slice(6, 10)];
        let batches: Vec<RecordBatch> = parts.iter().flat_map(|part| folded(&ten(), part)).collect();
        assert_eq!(missing(&read_facts(&batches).unwrap()), (2, 2));
    }
}
