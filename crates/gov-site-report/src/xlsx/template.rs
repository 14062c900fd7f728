//! Templates: an empty sheet a table, out of the declarations that the readers work from.

mod example;
mod guide;
mod validation;

use gov_site_compliance::{Field, Kind, Table};
use rust_xlsxwriter::{Color, Format, FormatAlign, Note, Workbook, Worksheet};

use super::{
    XlsxError,
    formats::{BLUE, DARK_RED, GREY, RED, base, bordered},
    properties,
};

use example::example;

/// Rows above the data, counted from 0. The example stands above the headings, where no reader looks for data.
const TITLE: u32 = 0;
const HINT: u32 = 1;
const EXAMPLE: u32 = 2;
const HEADINGS: u32 = 3;
const DATA: u32 = 4;
const LAST: u32 = 1_048_575;
/// Columns over which title and hint are merged.
const MERGED: u16 = 8;
/// What every cell of the example begins with: in each table some cell takes no text, so the row would be refused even as data.
const MARK: &str = "例：";
const HINTS: &str = "红底的列必填。第3行是示例，不会被读取；请从第5行起填写，不要改动第4行的列名。空单元格表示未知，各列另有含义的见列名的批注。\
                     编号和标识码的列是文本格式，前面的0会保留。\
                     没有数据的表，以及另用其他文件报送的表，请删去其工作表。不要填写公众的姓名、电话和证件号码。";

/// A workbook with an empty sheet for each table, named in Chinese.
///
/// On each sheet: the title, how to fill it in, one example, then the headings in row 4 as the readers know them, those that must be filled in
/// on red, each with a note (field, type, meaning, what an empty cell means, example); below them lists of words to choose from, days and
/// numbers that are checked when entered, and text format for ids. A reader skips what stands above the headings, so the example never
/// becomes data; each of its cells begins with `例：` besides.
///
/// # Errors
/// [`XlsxError`].
///
/// ```
/// use gov_site_compliance::TABLES;
/// let bytes = gov_site_report::xlsx::template(TABLES)?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), gov_site_report::xlsx::XlsxError>(())
/// ```
pub fn template(tables: &[&'static Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties("政府网站普查数据表")?);
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(table.heading)?;
        write(sheet, table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn write(sheet: &mut Worksheet, table: &'static Table) -> Result<(), XlsxError> {
    let last = u16::try_from(table.fields.len().saturating_sub(1)).map_err(|_| XlsxError::TooWide { sheet: table.heading, columns: table.fields.len() })?;
    head(sheet, table, last.min(MERGED))?;
    for (at, field) in (0..=last).zip(table.fields) {
        column(sheet, at, table, field)?;
    }
    let keys = table.fields.iter().take_while(|field| table.key.contains(&field.name)).count() as u16;
    sheet.set_freeze_panes(DATA, keys.max(1))?.set_selection(DATA, 0, DATA, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(HEADINGS, HEADINGS)?;
    if table.name == "sites" {
        sheet.set_tab_color(DARK_RED);
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, table: &Table, last: u16) -> Result<(), XlsxError> {
    let title = base().set_bold().set_font_size(16).set_align(FormatAlign::VerticalCenter);
    let hint = base().set_font_color(GREY).set_text_wrap();
    sheet.merge_range(TITLE, 0, TITLE, last, &format!("政府网站普查数据表：{}（{}）", table.heading, table.name), &title)?;
    sheet.merge_range(HINT, 0, HINT, last, HINTS, &hint)?;
    sheet.set_row_height(TITLE, 28)?.set_row_height(HINT, 44)?.set_row_height(HEADINGS, 24)?;
    Ok(())
}

/// Example, heading with its note, and the format of the cells below.
fn column(sheet: &mut Worksheet, at: u16, table: &Table, field: &Field) -> Result<(), XlsxError> {
    let shown = base().set_italic().set_font_color(GREY).set_background_color(Color::RGB(0xF2F2F2));
    if let Some(example) = example(table, field) {
        sheet.write_string_with_format(EXAMPLE, at, format!("{MARK}{example}"), &shown)?;
    } else {
        sheet.write_blank(EXAMPLE, at, &shown)?;
    }
    let heading = bordered().set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter);
    let heading = if field.compulsory { heading.set_background_color(RED).set_font_color(DARK_RED) } else { heading.set_background_color(BLUE) };
    sheet.write_string_with_format(HEADINGS, at, field.heading, &heading)?;
    sheet.insert_note(HEADINGS, at, &note(table, field))?;
    sheet.set_column_width(at, width(table, field))?.set_column_format(at, &cells(field.kind))?;
    if let Some(validation) = validation::of(table, field)? {
        sheet.add_data_validation(DATA, at, LAST, at, &validation)?;
    }
    Ok(())
}

fn note(table: &Table, field: &Field) -> Note {
    let text = guide::note(table, field);
    let lines = text.lines().map(|line| 1 + line.chars().count() / 22).sum::<usize>() as u32;
    Note::new(text).add_author_prefix(false).set_author("gov-site-compliance").set_width(300).set_height(20 + 18 * lines)
}

/// Text keeps zeros before and long numbers whole; days and moments are shown in the one form that everybody reads alike.
fn cells(kind: Kind) -> Format {
    match kind {
        Kind::Text | Kind::Bool | Kind::Word(_) => base().set_num_format("@"),
        Kind::Integer => base().set_num_format("0"),
        Kind::Millis => base().set_num_format("0.###"),
        Kind::Day => base().set_num_format("yyyy-mm-dd"),
        Kind::Moment => base().set_num_format("yyyy-mm-dd hh:mm:ss"),
    }
}

fn width(table: &Table, field: &Field) -> f64 {
    let heading = field.heading.chars().count() * 2 + 4;
    let example = example(table, field).map_or(0, |text| unicode_width::UnicodeWidthStr::width(text.as_str()) + 6);
    let least = if matches!(field.kind, Kind::Moment) { 21 } else { 12 };
    heading.max(example).clamp(least, 36) as f64
}
