//! Templates, read back by another library.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use gov_site_compliance::{Kind, TABLES, Table};
use gov_site_report::xlsx::template;

const HEADINGS: usize = 3;

fn book() -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(template(TABLES).unwrap())).unwrap()
}

/// All cells of a sheet from the first row on.
fn cells(table: &Table) -> Vec<Vec<String>> {
    let range = book().worksheet_range(table.heading).unwrap();
    let shown = |cell: &Data| cell.to_string();
    range.rows().map(|row| row.iter().map(shown).collect()).collect()
}

fn part(name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(template(TABLES).unwrap())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("no part {name}")).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn each_table_has_a_sheet_with_its_headings_in_row_4_and_nothing_below() {
    assert_eq!(book().sheet_names(), TABLES.iter().map(|table| table.heading).collect::<Vec<_>>());
    for table in TABLES {
        let cells = cells(table);
        assert_eq!(cells[HEADINGS], table.fields.iter().map(|field| field.heading).collect::<Vec<_>>(), "{}", table.name);
        assert_eq!(cells.len(), HEADINGS + 1, "{}: nothing stands where data goes", table.name);
    }
}

#[test]
fn the_example_stands_above_the_headings_and_is_no_heading_and_no_datum() {
    for table in TABLES {
        let example = &cells(table)[HEADINGS - 1];
        assert!(example.iter().any(|cell| !cell.is_empty()), "{}", table.name);
        for cell in example.iter().filter(|cell| !cell.is_empty()) {
            assert!(cell.starts_with("例："), "{}: {cell}", table.name);
            assert_eq!(table.position_of_heading(cell), None);
        }
        let compulsory = table.fields.iter().position(|field| field.compulsory).unwrap();
        assert!(!example[compulsory].is_empty(), "{}: an example of what must be filled in", table.name);
    }
}

#[test]
fn title_and_hint_are_merged() {
    for (number, table) in TABLES.iter().enumerate() {
        let sheet = part(&format!("xl/worksheets/sheet{}.xml", number + 1));
        assert!(sheet.contains("<mergeCells count=\"2\"><mergeCell ref=\"A1:"), "{}", table.name);
        assert!(cells(table)[0][0].ends_with(&format!("{}（{}）", table.heading, table.name)));
    }
}

#[test]
fn every_heading_has_a_note() {
    for (number, table) in TABLES.iter().enumerate() {
        let notes = part(&format!("xl/comments{}.xml", number + 1));
        assert_eq!(notes.matches("<comment ref=").count(), table.fields.len(), "{}", table.name);
        for field in table.fields {
            assert!(notes.contains(&format!("字段：{}\n类型：", field.name)), "{}.{}", table.name, field.name);
        }
        assert_eq!(notes.matches("空单元格：").count(), table.fields.len());
    }
}

#[test]
fn what_is_not_text_is_checked_when_entered() {
    for (number, table) in TABLES.iter().enumerate() {
        let sheet = part(&format!("xl/worksheets/sheet{}.xml", number + 1));
        let wanted = |kind: fn(Kind) -> bool| table.fields.iter().filter(|field| kind(field.kind)).count();
        let found = |kind: &str| sheet.matches(&format!("<dataValidation type=\"{kind}\"")).count();
        let reviewed = usize::from(table.name == "reviews");
        assert_eq!(found("list"), wanted(|kind| matches!(kind, Kind::Bool | Kind::Word(_))) + reviewed, "{}", table.name);
        assert_eq!(found("date"), wanted(|kind| matches!(kind, Kind::Day | Kind::Moment)), "{}", table.name);
        assert_eq!(found("whole"), wanted(|kind| kind == Kind::Integer), "{}", table.name);
        assert_eq!(found("decimal"), wanted(|kind| kind == Kind::Millis), "{}", table.name);
        assert!(!sheet.contains("errorStyle"), "{}: a wrong value is refused, not only remarked", table.name);
    }
}

/// The validations of a table's sheet.
fn validations(name: &str) -> String {
    let position = TABLES.iter().position(|table| table.name == name).unwrap();
    part(&format!("xl/worksheets/sheet{}.xml", position + 1))
}

#[test]
fn the_prompt_says_what_an_empty_cell_means() {
    assert!(validations("coverage").contains("请选择 是 或 否；必填"));
    assert!(validations("columns").contains("请选择 是 或 否；留空的为：否"));
    assert!(validations("sites").contains("请选择 是 或 否；不知道的留空"));
}

#[test]
fn reviews_are_offered_the_clauses_that_take_them_and_may_name_others() {
    let reviews = validations("reviews");
    let list = reviews.split("<dataValidation ").find(|check| check.contains("严重错误,基本信息准确性")).unwrap();
    assert!(!list.contains("showErrorMessage=\"1\""), "{list}");
}

#[test]
fn one_table_alone_and_the_same_bytes() {
    let one = || template(&TABLES[..1]).unwrap();
    assert_eq!(Xlsx::new(Cursor::new(one())).unwrap().sheet_names(), ["网站"]);
    assert!((0..3).all(|_| one() == one()));
    assert_eq!(template(TABLES).unwrap(), template(TABLES).unwrap());
}
