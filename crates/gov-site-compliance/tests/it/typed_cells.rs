//! A typed cell reads as its text does: the same value, or the same code at the same field with the same charge.

use gov_site_compliance::{
    Column, Coverage, Day, Micros, Moment, Place, Reject, RejectCode, Row, Subject, Ticket, Update, Visit,
    ingest::{Cell, Charge, Checked, read_cells, read_row},
};
use proptest::prelude::*;

const SITE: &str = "3703000001";

/// A sound row by the names of its fields, with one cell replaced.
fn with<'a, R: Row>(sound: &[(&str, &'a str)], field: &str, cell: Cell<'a>) -> Vec<Cell<'a>> {
    let mut cells = vec![Cell::Empty; R::TABLE.fields.len()];
    sound.iter().for_each(|(name, text)| cells[R::TABLE.position(name).unwrap()] = Cell::Text(text));
    cells[R::TABLE.position(field).unwrap()] = cell;
    cells
}

fn place() -> Place {
    Place { file: "rows.parquet".into(), row: 1 }
}

fn typed<R: Checked>(sound: &[(&str, &str)], field: &str, cell: Cell<'_>) -> Result<R, Box<Reject>> {
    read_cells(&with::<R>(sound, field, cell), &place()).map_err(Box::new)
}

fn text<R: Checked>(sound: &[(&str, &str)], field: &str, text: &str) -> Result<R, Box<Reject>> {
    let cells = with::<R>(sound, field, Cell::Text(text));
    let texts: Vec<_> = cells.iter().map(|cell| if let Cell::Text(text) = cell { Some(*text) } else { None }).collect();
    read_row(&texts, &place()).map_err(Box::new)
}

const UPDATE: &[(&str, &str)] = &[("column_id", "c1"), ("url", "http://a.example/1"), ("published_on", "2017-11-20")];
const VISIT: &[(&str, &str)] = &[("site_code", SITE), ("visited_at", "2017-11-29 08:00"), ("vantage", "v"), ("status", "200")];
const COLUMN: &[(&str, &str)] = &[("column_id", "c1"), ("site_code", SITE), ("column_name", "栏目"), ("kind", "news")];
const COVERAGE: &[(&str, &str)] = &[("site_code", SITE), ("subject", "columns"), ("observed_at", "2017-11-29 20:00"), ("complete", "true")];

#[test]
fn typed_cells_read_as_their_texts() {
    let moment = Moment::parse("2017-11-29T08:30:00+08:00").unwrap();
    for (field, cell, written) in [
        ("column_id", Cell::Integer(-42), "-42"),
        ("published_on", Cell::Day(Day(17_499)), "2017-11-29"),
        ("published_on", Cell::Moment(moment), "2017-11-29"),
        ("published_on", Cell::Day(Day(8_034)), "1991-12-31"),
        ("published_on", Cell::Integer(20_171_129), "20171129"),
        ("published_on", Cell::Bool(true), "true"),
        ("published_at", Cell::Moment(moment), "2017-11-29T08:30:00+08:00"),
        ("published_at", Cell::Day(Day(17_499)), "2017-11-29"),
        ("date_state", Cell::Integer(1), "1"),
        ("date_state", Cell::Empty, ""),
        ("url", Cell::Empty, " "),
    ] {
        assert_eq!(typed::<Update>(UPDATE, field, cell), text(UPDATE, field, written), "{field} {cell:?}");
    }
    for (field, cell, written) in [
        ("status", Cell::Integer(404), "404"),
        ("status", Cell::Integer(600), "600"),
        ("status", Cell::Bool(true), "true"),
        ("duration_ms", Cell::Integer(1_830), "1830"),
        ("duration_ms", Cell::Integer(-1), "-1"),
        ("duration_ms", Cell::Integer(i64::MAX), "9223372036854775807"),
        ("duration_ms", Cell::Micros(Micros(1_830_500)), "1830.5"),
        ("duration_ms", Cell::Micros(Micros(-500)), "-0.5"),
        ("duration_ms", Cell::Day(Day(0)), "1970-01-01"),
        ("manual", Cell::Bool(true), "是"),
        ("manual", Cell::Integer(0), "0"),
        ("manual", Cell::Integer(2), "2"),
        ("visited_at", Cell::Integer(1), "1"),
    ] {
        assert_eq!(typed::<Visit>(VISIT, field, cell), text(VISIT, field, written), "{field} {cell:?}");
    }
}

#[test]
fn days_and_moments_of_any_size_are_in_range_or_rejected() {
    for day in [i32::MIN, -1, Day::FIRST.0 - 1, Day::LAST.0 + 1, i32::MAX] {
        let reject = typed::<Update>(UPDATE, "published_on", Cell::Day(Day(day))).unwrap_err();
        assert_eq!((reject.code, reject.column), (RejectCode::DateOutOfRange, "published_on"));
        assert_eq!(reject.charge, Charge::Update { column: "c1".into(), proves_item: true });
    }
    for micros in [i64::MIN, i64::MIN + 1, -1, 8_210_266_876_799_999_999, i64::MAX] {
        let reject = typed::<Visit>(VISIT, "visited_at", Cell::Moment(Moment(micros))).unwrap_err();
        assert_eq!((reject.code, reject.charge.clone()), (RejectCode::DateOutOfRange, Charge::Visit(SITE.into())));
        assert_eq!(typed::<Update>(UPDATE, "published_on", Cell::Moment(Moment(micros))).unwrap_err().code, RejectCode::DateOutOfRange);
    }
}

#[test]
fn a_typed_row_is_charged_to_what_it_names() {
    let mut cells = with::<Visit>(VISIT, "status", Cell::Integer(99));
    cells[0] = Cell::Integer(3_703_000_001);
    assert_eq!(read_cells::<Visit>(&cells, &place()).unwrap_err().charge, Charge::Visit(SITE.into()));

    let moment = Moment::parse("2017-11-29 20:00").unwrap();
    let mut cells = with::<Coverage>(COVERAGE, "observed_at", Cell::Moment(moment));
    cells[Coverage::TABLE.position("complete").unwrap()] = Cell::Integer(2);
    let expected = Charge::Coverage { site: SITE.into(), subject: Some(Subject::Columns), column: None, observed_at: Some(moment) };
    assert_eq!(read_cells::<Coverage>(&cells, &place()).unwrap_err().charge, expected);

    let mut cells = with::<Update>(UPDATE, "published_on", Cell::Integer(1));
    cells[0] = Cell::Integer(7);
    assert_eq!(read_cells::<Update>(&cells, &place()).unwrap_err().charge, Charge::Update { column: "7".into(), proves_item: true });
    cells[1] = Cell::Text(" ");
    assert_eq!(read_cells::<Update>(&cells, &place()).unwrap_err().charge, Charge::Update { column: "7".into(), proves_item: false });
}

#[test]
fn typed_cells_of_letters_are_withheld_like_texts() {
    let sound = [("ticket_id", "t"), ("channel_kind", "survey"), ("unit", "单位"), ("submitted_on", "2017-11-01")];
    for (field, cell, shown) in [
        ("submitted_on", Cell::Day(Day(0)), "1970-01-01"),
        ("submitted_on", Cell::Integer(13_800_000_000), "（不予显示）"),
        ("valid", Cell::Integer(13_800_000_000), "（不予显示）"),
    ] {
        assert_eq!(typed::<Ticket>(&sound, field, cell).unwrap_err().original, shown, "{field} {cell:?}");
    }
}

#[test]
fn a_short_row_is_empty_behind() {
    let reject = read_cells::<Column>(&[Cell::Text("c1")], &place()).unwrap_err();
    assert_eq!((reject.code, reject.column), (RejectCode::MissingValue, "site_code"));
}

proptest! {
    #[test]
    fn numbers_days_and_moments_of_any_value_agree_with_their_texts(number: i64, day in -1_000_000..1_000_000_i32, micros in 0..8_000_000_000_000_000_i64) {
        let written = number.to_string();
        prop_assert_eq!(typed::<Column>(COLUMN, "depth", Cell::Integer(number)), text(COLUMN, "depth", &written));
        prop_assert_eq!(typed::<Column>(COLUMN, "column_id", Cell::Integer(number)), text(COLUMN, "column_id", &written));
        prop_assert_eq!(typed::<Visit>(VISIT, "duration_ms", Cell::Integer(number)), text(VISIT, "duration_ms", &written));
        let day = Day(day);
        if (0..=9_999).contains(&day.year()) {
            prop_assert_eq!(typed::<Update>(UPDATE, "published_on", Cell::Day(day)), text(UPDATE, "published_on", &day.to_string()));
        }
        let moment = Moment(micros);
        prop_assert_eq!(typed::<Update>(UPDATE, "observed_at", Cell::Moment(moment)), text(UPDATE, "observed_at", &moment.to_string()));
        let millis = Micros(micros);
        prop_assert_eq!(typed::<Visit>(VISIT, "duration_ms", Cell::Micros(millis)), text(VISIT, "duration_ms", &millis.to_string()));
    }

    #[test]
    fn no_cell_makes_any_field_panic(number: i64, day: i32, micros: i64) {
        let cells = [Cell::Integer(number), Cell::Day(Day(day)), Cell::Moment(Moment(micros)), Cell::Micros(Micros(micros)), Cell::Bool(day > 0)];
        for cell in cells {
            for field in Ticket::TABLE.fields {
                let _ = typed::<Ticket>(&[], field.name, cell);
            }
            for field in Coverage::TABLE.fields {
                let _ = typed::<Coverage>(COVERAGE, field.name, cell);
            }
        }
    }
}
