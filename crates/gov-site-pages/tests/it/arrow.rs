//! Pages in the rows of record batches. What data frames make of it, the tests of the Python package show.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::{Array, ArrayRef, BinaryArray, DictionaryArray, RecordBatch, StringArray, StringViewArray, cast::AsArray, types::UInt64Type};
use gov_site_pages::{
    Budget, PageInput, Templates,
    arrow::{PageColumns, PagesError, read_pages, schema},
    read_page,
};

const PAGE: &str = "<ul><li><a href='1.html'>关于放假的通知</a> 2017-11-29</li><li><a href='2.html'>关于开会的通知</a> 2017-11-28</li></ul>";

fn batch(rows: usize) -> RecordBatch {
    let url = Arc::new(StringArray::from(vec!["http://www.example.gov.cn/tzgg/"; rows])) as ArrayRef;
    let body = Arc::new(BinaryArray::from(vec![PAGE.as_bytes(); rows])) as ArrayRef;
    RecordBatch::try_from_iter([("url", url), ("body", body)]).unwrap()
}

fn read(batches: &[RecordBatch], threads: usize) -> Vec<RecordBatch> {
    read_pages(batches, &PageColumns::default(), &Templates::default(), &Budget::default(), threads, &|_| true).unwrap()
}

/// The values of a column of texts over all batches.
fn texts(batches: &[RecordBatch], name: &str) -> Vec<Option<String>> {
    batches
        .iter()
        .flat_map(|batch| batch.column_by_name(name).unwrap().as_string::<i32>().iter().map(|text| text.map(str::to_owned)).collect::<Vec<_>>())
        .collect()
}

#[test]
fn rows_keep_their_order_over_batches_and_threads() {
    let batches = [batch(700), batch(0), batch(3)];
    for threads in [1, 2, 5] {
        let read = read(&batches, threads);
        let rows: Vec<u64> = read.iter().flat_map(|batch| batch.column(0).as_primitive::<UInt64Type>().values().to_vec()).collect();
        assert_eq!(rows, (1..=703).collect::<Vec<_>>());
    }
}

#[test]
fn a_row_holds_the_evidence_of_its_page() {
    let input = PageInput { url: Some("http://www.example.gov.cn/tzgg/"), ..PageInput::new(PAGE.as_bytes()) };
    let alone = serde_json::to_string(&read_page(&input, &Budget::default()).unwrap()).unwrap();
    assert_eq!(texts(&read(&[batch(2)], 2), "evidence"), [Some(alone.clone()), Some(alone)]);
}

#[test]
fn no_rows_have_all_columns() {
    assert_eq!(read(&[], 4), []);
    assert_eq!(read(&[batch(0)], 4), []);
    assert_eq!(read(&[batch(1)], 4)[0].schema(), schema().unwrap());
}

#[test]
fn texts_in_dictionaries_and_views_are_bytes() {
    let keys: DictionaryArray<arrow_array::types::Int8Type> = vec![Some(PAGE), None, Some(PAGE)].into_iter().collect();
    let views = StringViewArray::from(vec![Some(PAGE), None, Some(PAGE)]);
    for body in [Arc::new(keys) as ArrayRef, Arc::new(views) as ArrayRef] {
        let url = Arc::new(StringArray::from(vec![Some("http://www.example.gov.cn/tzgg/"); 2])) as ArrayRef;
        let pages = RecordBatch::try_from_iter([("url", url), ("body", body.slice(1, 2))]).unwrap();
        assert_eq!(texts(&read(&[pages], 1), "kind"), [None, Some("column".to_owned())]);
    }
}

#[test]
fn a_budget_ends_a_row_and_no_other() {
    let bodies = [PAGE.to_owned(), "<div>".repeat(600), PAGE.repeat(100)];
    let body = Arc::new(StringArray::from_iter_values(&bodies)) as ArrayRef;
    let url = Arc::new(StringArray::new_null(3)) as ArrayRef;
    let pages = RecordBatch::try_from_iter([("url", url), ("body", body)]).unwrap();
    let budget = Budget { bytes: 4_000, ..Budget::default() };
    let read = read_pages(&[pages], &PageColumns::default(), &Templates::default(), &budget, 2, &|_| true).unwrap();
    let reached = Some("budget_reached".to_owned());
    assert_eq!(texts(&read, "gap"), [None, reached.clone(), reached]);
}

#[test]
fn the_work_ends_where_it_is_told_to() {
    let read = AtomicUsize::new(0);
    let go_on = |pages: usize| read.fetch_add(pages, Ordering::Relaxed) + pages < 10;
    let ended = read_pages(&[batch(5_000)], &PageColumns::default(), &Templates::default(), &Budget::default(), 2, &go_on);
    assert!(matches!(ended, Err(PagesError::Stopped)));
    assert!(read.load(Ordering::Relaxed) < 20);
}

#[test]
fn all_pages_are_told() {
    for rows in [0, 1, 257, 1_000] {
        let read = AtomicUsize::new(0);
        let go_on = |pages: usize| read.fetch_add(pages, Ordering::Relaxed) < usize::MAX;
        read_pages(&[batch(rows)], &PageColumns::default(), &Templates::default(), &Budget::default(), 3, &go_on).unwrap();
        assert_eq!(read.load(Ordering::Relaxed), rows);
    }
}

#[test]
fn an_address_that_is_none_is_an_error_of_its_row_and_an_unknown_charset_is_evidence() {
    let url = Arc::new(StringArray::from(vec!["www.example.gov.cn/tzgg/", "", "http://www.example.gov.cn/tzgg/"])) as ArrayRef;
    let charset = Arc::new(StringArray::from(vec!["utf-8", "utf-8", "utf8mb4"])) as ArrayRef;
    let body = Arc::new(BinaryArray::from(vec![PAGE.as_bytes(); 3])) as ArrayRef;
    let found = read(&[RecordBatch::try_from_iter([("url", url), ("body", body), ("charset", charset)]).unwrap()], 1);
    assert_eq!(texts(&found, "gap"), [Some("input_rejected".to_owned()), Some("input_rejected".to_owned()), None]);
    assert!(texts(&found, "error")[..2].iter().flatten().all(|error| error.starts_with("url: no absolute address")));
    assert!(texts(&found, "evidence")[2].as_deref().unwrap().contains("\"declared\":\"utf8mb4\""));
}

#[test]
fn rows_are_read_by_the_template_of_their_address() {
    let text = "[[template]]\nname = \"甲局通知\"\nhost = \"www.example.gov.cn\"\nrecord = \"ul.gone > li\"\ndate = \"i\"\n";
    let templates = Templates::parse(text).unwrap();
    let found = read_pages(&[batch(1)], &PageColumns::default(), &templates, &Budget::default(), 1, &|_| true).unwrap();
    assert_eq!(texts(&found, "list_gap"), [Some("unreadable".to_owned())]);
    assert!(texts(&found, "evidence")[0].as_deref().unwrap().contains("\"template\":\"甲局通知\""));
}
