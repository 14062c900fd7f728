//! A table on its sheet: headings, rows, colours, print set-up.

use rust_xlsxwriter::{Format, IgnoreError, Worksheet};

use super::{
    XlsxError,
    cell::{Pen, set_lines},
    column::{Column, Place},
    formats::Formats,
    rules::Rule,
};
use crate::Audience;

/// What a sheet and a cell can hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Rows of a sheet, headings among them.
    pub rows: u32,
    /// Signs of a cell, as UTF-16 has them.
    pub signs: usize,
}

impl Limits {
    pub(super) const EXCEL: Limits = Limits { rows: 1_048_576, signs: 32_767 };
}

/// A table of results as its sheet has it.
pub(super) struct Table<'a, R> {
    /// Name of the sheet.
    pub name: &'static str,
    /// Columns at the left that stay while the rest scrolls.
    pub frozen: u16,
    pub columns: Vec<Column<'a, R>>,
    /// Names of columns and how their cells get their colour; the first rule that holds wins.
    pub rules: Vec<(&'static str, Rule)>,
}

impl<'a, R> Table<'a, R> {
    /// The table with the columns of an edition, those for programs last.
    pub(super) fn for_audience(mut self, audience: Audience) -> Table<'a, R> {
        self.columns.retain(|column| column.is_for(audience));
        self.columns.sort_by_key(|column| column.place == Place::Folded);
        self
    }

    /// The number of columns as a sheet counts them.
    fn width(&self) -> Result<u16, XlsxError> {
        let columns = self.columns.len();
        u16::try_from(columns).ok().filter(|width| *width <= 16_384).ok_or(XlsxError::TooWide { sheet: self.name, columns })
    }

    /// Headings, their widths, what is folded.
    pub(super) fn head(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        let width = self.width()?;
        let strong = Format::from(&formats.strong);
        for (at, column) in (0..width).zip(&self.columns) {
            let name = format!("\n{}", crate::plain(&column.name));
            let heading = crate::plain(&column.heading);
            sheet.write_rich_string_with_format(0, at, &[(&strong, heading.as_str()), (&formats.name, name.as_str())], &formats.heading)?;
            sheet.set_column_width(at, column.width)?;
        }
        sheet.set_row_height(0, 36)?.set_freeze_panes(1, self.frozen)?;
        let open = self.columns.iter().filter(|column| column.place == Place::Open).count() as u16;
        if open < width {
            sheet.group_columns_collapsed(open, width - 1)?;
        }
        Ok(())
    }

    /// As many rows as the sheet takes: how many, and how many cells had to be cut.
    pub(super) fn fill(&self, sheet: &mut Worksheet, rows: impl Iterator<Item = R>, pen: &Pen<'_>) -> Result<(u32, u64), XlsxError>
    where
        R: Copy,
    {
        let (mut last, mut cut) = (0, 0);
        for row in rows {
            last += 1;
            let mut lines = 1;
            for (at, column) in (0_u16..).zip(&self.columns) {
                let ink = pen.write(sheet, (last, at), column.width, &(column.read)(row))?;
                cut += u64::from(ink.cut);
                lines = lines.max(if column.place == Place::Open { ink.lines } else { 1 });
            }
            set_lines(sheet, last, lines)?;
        }
        Ok((last, cut))
    }

    /// Filters, colours, and how rows 0 to `last` are printed.
    pub(super) fn dress(&self, sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
        let Some(end) = self.width()?.checked_sub(1) else { return Ok(()) };
        sheet.autofilter(0, 0, last, end)?.set_repeat_rows(0, 0)?;
        if last == 0 {
            return Ok(());
        }
        sheet.ignore_error_range(1, 0, last, end, IgnoreError::NumberStoredAsText)?;
        for (name, rule) in &self.rules {
            if let Some(at) = self.columns.iter().position(|column| column.name == *name) {
                rule.apply(sheet, at as u16, last)?;
            }
        }
        Ok(())
    }
}
