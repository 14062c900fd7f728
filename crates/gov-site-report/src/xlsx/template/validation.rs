//! What a cell accepts when it is filled in.

use gov_site_compliance::{Field, Kind, Table, standard::Library};
use rust_xlsxwriter::{DataValidation, DataValidationRule, ExcelDateTime};

use super::guide;
use crate::xlsx::XlsxError;

/// The check of a field's cells, `None` where any text will do.
pub(super) fn of(table: &Table, field: &Field) -> Result<Option<DataValidation>, XlsxError> {
    let (check, expected) = match field.kind {
        Kind::Text if (table.name, field.name) == ("reviews", "indicator") => return reviewed(),
        Kind::Text => return Ok(None),
        Kind::Word(words) => {
            let words: Vec<_> = words.iter().map(|(_, chinese)| *chinese).collect();
            (DataValidation::new().allow_list_strings(&words)?, "请从下拉列表中选择".to_string())
        }
        Kind::Bool => (DataValidation::new().allow_list_strings(&["是", "否"])?, format!("请选择 是 或 否{}", left_empty(table, field))),
        Kind::Integer => {
            let (least, most) = whole(field.name);
            (DataValidation::new().allow_whole_number(DataValidationRule::Between(least, most)), format!("请填 {least} 至 {most} 的整数"))
        }
        Kind::Millis => (DataValidation::new().allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)), "请填不小于 0 的数，单位毫秒".into()),
        Kind::Day => (DataValidation::new().allow_date(days()?), "请填 1992-01-01 至 2199-12-31 的日期，如 2017-11-29".into()),
        Kind::Moment => (DataValidation::new().allow_date(days()?), "请填日期和时间，如 2017-11-29 08:30:00".into()),
    };
    Ok(Some(check.set_error_title(field.heading)?.set_error_message(expected)?))
}

/// What an empty cell of 是/否 means.
fn left_empty(table: &Table, field: &Field) -> String {
    match guide::empty(table, field) {
        _ if field.compulsory => "；必填".into(),
        Some(meaning) => format!("；留空的为：{meaning}"),
        None => "；不知道的留空".into(),
    }
}

/// The clauses that people review, by their titles. Another standard may have others, so any text may be entered.
fn reviewed() -> Result<Option<DataValidation>, XlsxError> {
    let Ok(standard) = Library::embedded().resolve("national-2015") else { return Ok(None) };
    let takes_reviews = |family: &str| ["confirmed_reviews", "inaccurate_facts"].contains(&family);
    let titles: Vec<_> = standard.clauses.iter().filter(|clause| takes_reviews(clause.family.name)).map(|clause| clause.title.as_str()).collect();
    Ok(Some(DataValidation::new().allow_list_strings(&titles)?.show_error_message(false)))
}

/// The whole numbers that the reader takes.
fn whole(field: &str) -> (i32, i32) {
    match field {
        "promised_days" => (1, 3_650),
        "status" => (100, 599),
        _ => (0, i32::MAX),
    }
}

/// From the first moment to the last that the reader takes.
fn days() -> Result<DataValidationRule<ExcelDateTime>, XlsxError> {
    Ok(DataValidationRule::Between(ExcelDateTime::from_ymd(1992, 1, 1)?, ExcelDateTime::from_ymd(2199, 12, 31)?.and_hms(23, 59, 59)?))
}
