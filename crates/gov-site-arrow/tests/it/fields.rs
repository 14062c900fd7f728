//! Which column is which field, and what is said where a schema does not fit.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, IntervalUnit, Schema, TimeUnit};
use gov_site_arrow::{ArrowError, Fields, schema_of, table};
use gov_site_compliance::{Column, Kind, Row, SiteAddress, TABLES, Update, Visit};

use crate::support::{UPDATE, VISIT, batch, nested, no_mapping, place, runs};

fn texts(names: &[&str]) -> Schema {
    Schema::new(names.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect::<Vec<_>>())
}

fn of(table: &'static gov_site_compliance::Table, names: &[&str]) -> Result<Fields, ArrowError> {
    Fields::of(table, &texts(names), &no_mapping)
}

#[test]
fn names_in_any_case_in_chinese_or_mapped() {
    let mapping = |name: &str| match name {
        "LMBH" => Some("column_id"),
        "title" => Some("url"),
        "elsewhere" => Some("site_code"),
        _ => None,
    };
    let schema = texts(&["LMBH", "PUBLISHED_ON", "title", " 备注 ", "elsewhere", "", "x"]);
    let fields = Fields::of(Update::TABLE, &schema, &mapping).unwrap();
    assert_eq!(fields.table().name, "updates");
    assert_eq!(fields.name("column_id"), Some("LMBH"));
    assert_eq!(fields.name("url"), Some("title"), "a mapping goes before the name");
    assert_eq!(fields.position("published_on"), Some(1));
    assert_eq!(fields.name("note"), Some(" 备注 "));
    assert_eq!((fields.position("title"), fields.position("nonsense")), (None, None));
    assert_eq!(fields.positions(), [0, 1, 2, 3]);
    assert_eq!(fields.dropped(), ["elsewhere", "(column 6, without a name)", "x"]);
}

#[test]
fn two_columns_for_one_field_are_an_error_that_names_both() {
    let error = of(Update::TABLE, &["column_id", "栏目编号", "url"]).unwrap_err();
    assert!(matches!(error, ArrowError::FieldTwice { .. }));
    assert_eq!(error.to_string(), "updates: the columns `column_id` and `栏目编号` both stand for the field column_id; drop or rename one of them");
    assert!(of(Update::TABLE, &["column_id", "url", "other", "other"]).is_ok(), "unknown ones may stand twice");
}

#[test]
fn all_missing_fields_are_named_together() {
    let error = of(SiteAddress::TABLE, &["site_code"]).unwrap_err();
    assert!(matches!(error, ArrowError::MissingField { .. }));
    assert!(error.to_string().contains("filed_on (报送日期), url (网址);"), "{error}");
}

/// Types that no field of a kind is read from.
fn foreign_types(kind: Kind) -> Vec<DataType> {
    let inner = Arc::new(Field::new("item", DataType::Utf8, true));
    let mut types = vec![
        DataType::Binary,
        DataType::FixedSizeBinary(4),
        DataType::Time32(TimeUnit::Second),
        DataType::Interval(IntervalUnit::DayTime),
        DataType::Float16,
        DataType::Decimal256(40, 3),
        DataType::List(inner.clone()),
        DataType::Struct(vec![Field::new("inner", DataType::Utf8, true)].into()),
        DataType::RunEndEncoded(Arc::new(Field::new("run_ends", DataType::Int32, false)), inner),
        DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Binary)),
        DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8)))),
    ];
    let (float, boolean, day, time, span) =
        (DataType::Float64, DataType::Boolean, DataType::Date32, DataType::Timestamp(TimeUnit::Second, None), DataType::Duration(TimeUnit::Second));
    types.extend(match kind {
        Kind::Text | Kind::Integer => vec![boolean, day, time, span, DataType::Decimal128(10, 1), DataType::Decimal128(10, -1)],
        Kind::Millis => vec![boolean, day, time],
        Kind::Bool => vec![day, time, span, DataType::Decimal128(1, 0)],
        Kind::Day => vec![float, boolean, span, DataType::Int32],
        Kind::Moment => vec![float, boolean, span, day, DataType::Int64],
        Kind::Word(_) => vec![float, boolean, day, time, span, DataType::Int8],
    });
    types
}

#[test]
fn every_wrong_type_is_named_with_table_field_and_what_is_accepted() {
    for table in TABLES {
        for field in table.fields {
            for wrong in foreign_types(field.kind) {
                let mut columns: Vec<Field> = schema_of(table).fields().iter().map(|column| column.as_ref().clone()).collect();
                let position = table.position(field.name).unwrap();
                columns[position] = Field::new(field.heading, wrong.clone(), true);
                let error = Fields::of(table, &Schema::new(columns), &no_mapping).unwrap_err();
                let ArrowError::WrongType { table: of, field: named, column, found, accepted } = &error else { panic!("{error}") };
                assert_eq!((*of, *named, column.as_str(), found.as_str()), (table.name, field.name, field.heading, wrong.to_string().as_str()));
                assert!(accepted.contains("Utf8") && error.to_string().contains("cast it to"), "{error}");
            }
        }
    }
}

#[test]
fn an_error_of_type_says_what_to_do() {
    let schema = Schema::new(vec![
        Field::new("column_id", DataType::Utf8, false),
        Field::new("url", DataType::Utf8, false),
        Field::new("发布日期", DataType::Float64, true),
    ]);
    assert_eq!(
        Fields::of(Update::TABLE, &schema, &no_mapping).unwrap_err().to_string(),
        "updates: the column `发布日期` of the field published_on has the type Float64; cast it to Date32, Date64, Timestamp, text (Utf8, LargeUtf8, \
         Utf8View), or a dictionary of them"
    );
}

#[test]
fn columns_of_nobody_may_have_any_type() {
    let mut columns: Vec<(&str, ArrayRef)> = vec![("runs", runs(&StringArray::from(vec!["a", "b"]))), ("nested", nested(2))];
    columns.extend(["column_id", "url"].map(|name| (name, Arc::new(StringArray::from(vec!["a", "b"])) as ArrayRef)));
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let fields = Fields::of(Update::TABLE, &batch.schema(), &no_mapping).unwrap();
    assert_eq!((fields.dropped(), fields.positions()), (&["runs".to_string(), "nested".to_string()][..], vec![2, 3]));
    assert!(fields.bind(&batch).unwrap().read::<Update>(0, &place(0)).is_ok());
    let error = Fields::of(Update::TABLE, &batch_of_runs().schema(), &no_mapping).unwrap_err();
    assert!(matches!(error, ArrowError::WrongType { field: "url", .. }));
}

fn batch_of_runs() -> RecordBatch {
    batch(UPDATE, "url", runs(&StringArray::from(vec!["http://a.example/1"])))
}

#[test]
fn a_projection_of_the_known_columns_reads_as_the_whole() {
    let mut columns: Vec<(&str, ArrayRef)> = vec![("clicks", Arc::new(Int64Array::from(vec![1])))];
    columns.push(("published_on", Arc::new(Date32Array::from(vec![17_499]))));
    columns.push(("unknown", nested(1)));
    columns.extend(["url", "column_id"].map(|name| (name, Arc::new(StringArray::from(vec![name])) as ArrayRef)));
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let fields = Fields::of(Update::TABLE, &batch.schema(), &no_mapping).unwrap();
    let projected = batch.project(&fields.positions()).unwrap();
    assert_eq!(projected.num_columns(), 3);
    let read = |batch: &RecordBatch| fields.bind(batch).unwrap().read::<Update>(0, &place(0)).unwrap();
    assert_eq!(read(&projected), read(&batch));
    assert_eq!(read(&projected).column_id, "column_id");
}

#[test]
fn a_batch_of_another_schema_is_an_error() {
    let fields = of(Update::TABLE, &["column_id", "url", "published_on"]).unwrap();
    let error = fields.bind(&batch(VISIT, "manual", Arc::new(Int64Array::from(vec![1])))).unwrap_err();
    assert!(matches!(&error, ArrowError::ColumnAbsent { field: "column_id", .. }), "{error}");
    let error = fields.bind(&batch(UPDATE, "published_on", nested(1))).unwrap_err();
    assert!(matches!(&error, ArrowError::WrongType { field: "published_on", .. }), "{error}");
    let other_type = batch(UPDATE, "published_on", Arc::new(Date32Array::from(vec![17_499])));
    let update: Update = fields.bind(&other_type).unwrap().read(0, &place(0)).unwrap();
    assert_eq!(update.published_on.unwrap().0, 17_499, "parts may differ in types that are accepted");
}

#[test]
fn the_schema_of_a_table_is_accepted_and_says_what_is_compulsory() {
    for table in TABLES {
        let schema = schema_of(table);
        let fields = Fields::of(table, &schema, &no_mapping).unwrap();
        assert_eq!(fields.positions().len(), table.fields.len());
        assert!(fields.dropped().is_empty());
        assert!(schema.fields().iter().zip(table.fields).all(|(column, field)| column.is_nullable() != field.compulsory));
    }
    assert_eq!(schema_of(Visit::TABLE).field_with_name("duration_ms").unwrap().data_type(), &DataType::Decimal128(18, 3));
    assert_eq!(schema_of(Column::TABLE).field_with_name("kind").unwrap().data_type(), &DataType::Utf8);
}

#[test]
fn tables_by_name() {
    assert_eq!(table("columns").unwrap().name, Column::TABLE.name);
    let error = table("colums").unwrap_err();
    assert!(error.to_string().starts_with("there is no table `colums`; the tables are sites, site_life,"), "{error}");
}

#[test]
fn a_mapping_to_a_field_of_another_table_is_none() {
    let schema = texts(&["column_id", "url", "vantage"]);
    let fields = Fields::of(Update::TABLE, &schema, &|name| (name == "vantage").then_some("vantage")).unwrap();
    assert_eq!(fields.dropped(), ["vantage"]);
}
