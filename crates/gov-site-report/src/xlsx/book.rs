//! The workbook under construction, with a record of what it holds.

use rust_xlsxwriter::{Workbook, Worksheet};

use super::{
    XlsxError,
    cell::Pen,
    formats::Formats,
    properties,
    sheet::{Limits, Table},
};
use crate::{DRAFT, Edition, plain};

/// A4.
const PAPER: u8 = 9;
/// Signs of the title that fit into the head of a page, which may hold 255 with its marks.
const TITLE_SIGNS: usize = 80;

/// What became of one table.
pub(super) struct Written {
    /// Name of its first sheet.
    pub sheet: &'static str,
    /// Sheets that it takes.
    pub parts: u32,
    /// Rows without headings.
    pub rows: u64,
    /// Cells that were cut.
    pub cut: u64,
}

/// What every page says beside the title.
#[derive(Clone, Copy)]
pub(super) struct OnPages<'a> {
    /// The standard with its marks, at the foot.
    pub basis: &'a str,
    /// A warning, in the head.
    pub warning: Option<&'static str>,
}

/// The workbook under construction.
pub(super) struct Book {
    book: Workbook,
    formats: Formats,
    of_list: Formats,
    edition: Edition,
    limits: Limits,
    header: String,
    footer: String,
    /// Tables so far.
    pub written: Vec<Written>,
}

impl Book {
    /// A workbook whose first sheet, which is written last, has a name.
    pub(super) fn new(title: &str, on_pages: OnPages<'_>, first: &str, edition: Edition, limits: Limits) -> Result<Book, XlsxError> {
        let marks: Vec<_> = on_pages.warning.into_iter().chain(edition.draft.then_some(DRAFT)).collect();
        let mark = marks.join("　");
        let title = edition.shown(title);
        let mut book = Workbook::new();
        let whole = if edition.draft { format!("{title}（{DRAFT}）") } else { title.clone() };
        book.set_properties(&properties(&whole)?);
        let header = format!("&L{}&C&A&R{mark}", of_page(&title));
        let footer = format!("&L{}&R第&P页 共&N页", of_page(&plain(on_pages.basis)));
        let sheet = book.add_worksheet();
        sheet.set_name(first)?;
        page(sheet, &header, &footer);
        Ok(Book { book, formats: Formats::new(), of_list: Formats::of_list(), edition, limits, header, footer, written: Vec::new() })
    }

    /// Writes a table to its sheet, and to further ones where one is too short.
    pub(super) fn table<R: Copy>(&mut self, table: Table<'_, R>, rows: impl Iterator<Item = R>) -> Result<(), XlsxError> {
        let table = table.for_audience(self.edition.audience);
        let pen = Pen { formats: &self.formats, edition: self.edition, longest: self.limits.signs };
        let mut written = Written { sheet: table.name, parts: 0, rows: 0, cut: 0 };
        let mut rows = rows.peekable();
        while written.parts == 0 || rows.peek().is_some() {
            written.parts += 1;
            let sheet = self.book.add_worksheet();
            sheet.set_name(part_name(table.name, written.parts))?;
            page(sheet, &self.header, &self.footer);
            table.head(sheet, &self.formats)?;
            let (last, cut) = table.fill(sheet, rows.by_ref().take(self.limits.rows as usize - 1), &pen)?;
            table.dress(sheet, last)?;
            written.rows += u64::from(last);
            written.cut += cut;
        }
        self.written.push(written);
        Ok(())
    }

    /// The first sheet, and how cells are written there.
    pub(super) fn first(&mut self) -> Result<(&mut Worksheet, Pen<'_>), XlsxError> {
        let pen = Pen { formats: &self.of_list, edition: self.edition, longest: self.limits.signs };
        Ok((self.book.worksheet_from_index(0)?, pen))
    }

    /// The bytes of the file.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        Ok(self.book.save_to_buffer()?)
    }
}

fn part_name(name: &str, part: u32) -> String {
    if part == 1 { name.to_string() } else { format!("{name}({part})") }
}

/// Landscape, as wide as the page, headings on each, with head and foot.
fn page(sheet: &mut Worksheet, header: &str, footer: &str) {
    sheet.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.5, 0.5, 0.75, 0.75, 0.3, 0.3);
    sheet.set_header(header).set_footer(footer);
}

/// A text for the head of a page, where `&` is a command.
fn of_page(text: &str) -> String {
    let mut shown: String = text.chars().take(TITLE_SIGNS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown.replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::{Book, OnPages, of_page, part_name};
    use crate::{
        Edition,
        xlsx::{
            column::{Column, Value},
            sheet::{Limits, Table},
        },
    };

    #[test]
    fn rows_beyond_a_sheet_go_on_in_the_next_one() {
        let limits = Limits { rows: 5, signs: 20 };
        let table = |name| Table { name, frozen: 1, columns: vec![Column::new("n", "数", 9, Value::Count)], rules: Vec::new() };
        let mut book = Book::new("题", OnPages { basis: "b", warning: None }, "说明", Edition::default(), limits).unwrap();
        book.table(table("满"), 0..8_u64).unwrap();
        book.table(table("多"), 0..9_u64).unwrap();
        book.table(table("空"), 0..0_u64).unwrap();
        assert_eq!(book.written.iter().map(|table| (table.parts, table.rows)).collect::<Vec<_>>(), [(2, 8), (3, 9), (1, 0)]);
        let mut found = Xlsx::new(Cursor::new(book.finish().unwrap())).unwrap();
        assert_eq!(found.sheet_names(), ["说明", "满", "满(2)", "多", "多(2)", "多(3)", "空"]);
        let mut rows = |sheet: &str| found.worksheet_range(sheet).unwrap().rows().map(|row| row[0].clone()).collect::<Vec<_>>();
        assert_eq!(rows("多(2)")[0], Data::String("数\nn".into()), "headings again");
        assert_eq!(rows("多(2)")[1..], [4.0, 5.0, 6.0, 7.0].map(Data::Float));
        assert_eq!(rows("多(3)")[1..], [Data::Float(8.0)]);
    }

    #[test]
    fn a_title_gives_no_command_to_the_head_of_a_page() {
        assert_eq!(of_page("甲&D乙"), "甲&&D乙");
        assert_eq!(of_page(&"甲".repeat(200)).chars().count(), 81);
    }

    #[test]
    fn sheets_that_go_on_are_numbered() {
        assert_eq!([part_name("发现", 1), part_name("发现", 2)], ["发现", "发现(2)"]);
    }
}
