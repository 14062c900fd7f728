//! Which sheets of the workbooks of a folder hold which table.

use std::{path::Path, sync::Arc};

use gov_site_compliance::Table;

use crate::{
    FolderError, ForeignHeadings, SkipReason, SkippedSheet, TableFiles, TableForm,
    table_files::{Listing, TableFile, named_after, table_named},
    workbook::{Broken, Workbook, place},
};

impl Listing {
    /// Lists the sheets of a workbook. One that is named after a table holds that table alone, any other one a table in each sheet that
    /// is named after one.
    pub(crate) fn take_workbook(&mut self, path: &Path, name: String, foreign: &ForeignHeadings) -> Result<(), FolderError> {
        let table = named_after(&name);
        if name.to_ascii_lowercase().ends_with(".xls") {
            return self.refuse_old(table, name);
        }
        let workbook = Arc::new(Workbook::open(path, &name)?);
        let tables = match table {
            Some(table) => vec![(table, sheet_of(&workbook, table, foreign)?)],
            None => workbook.readable().filter_map(|sheet| Some((table_named(sheet)?, sheet.to_owned()))).collect(),
        };
        self.skip(&workbook, &tables, if table.is_some() { SkipReason::OtherSheetRead } else { SkipReason::NoTable });
        if tables.is_empty() {
            self.others.push(name);
            return Ok(());
        }
        self.share(path, &workbook, tables)?;
        self.workbooks.insert(name, workbook);
        Ok(())
    }

    fn refuse_old(&mut self, table: Option<&Table>, name: String) -> Result<(), FolderError> {
        if table.is_some() {
            return Err(Broken::old().within(&name));
        }
        self.others.push(name);
        Ok(())
    }

    /// Notes the sheets that are not read. Of a workbook without any table its name says enough.
    fn skip(&mut self, workbook: &Workbook, tables: &[(&'static Table, String)], otherwise: SkipReason) {
        for (sheet, reason) in workbook.sheets() {
            let reason = match reason {
                Some(reason) => *reason,
                None if tables.is_empty() || tables.iter().any(|(_, read)| read == sheet) => continue,
                None => otherwise,
            };
            self.skipped.push(SkippedSheet { file: workbook.file().into(), sheet: sheet.clone(), reason });
        }
    }

    /// Notes each sheet with its share of the file's bytes, by the cells that it states.
    fn share(&mut self, path: &Path, workbook: &Workbook, tables: Vec<(&'static Table, String)>) -> Result<(), FolderError> {
        let cells = tables.iter().map(|(_, sheet)| Ok(workbook.stated(sheet)?.1)).collect::<Result<Vec<_>, FolderError>>()?;
        let all: u64 = cells.iter().sum();
        for ((table, sheet), cells) in tables.into_iter().zip(cells) {
            let bytes = (u128::from(workbook.bytes()) * u128::from(cells) / u128::from(all.max(1))) as u64;
            let files = vec![TableFile { name: workbook.file().into(), path: path.into() }];
            let shown = place(workbook.file(), &sheet);
            self.add(table.name, shown, TableFiles { form: TableForm::Xlsx, files, bytes, sheet: Some(sheet) });
        }
        Ok(())
    }
}

/// The first visible sheet with all compulsory headings of a table, or the one that comes closest: what it lacks is told when it is opened.
fn sheet_of(workbook: &Workbook, table: &'static Table, foreign: &ForeignHeadings) -> Result<String, FolderError> {
    let mut best: Option<(usize, &str)> = None;
    for sheet in workbook.readable() {
        let (known, complete) = workbook.heading_row(sheet, table, foreign)?.map_or((0, false), |row| row.known);
        if complete {
            return Ok(sheet.to_owned());
        }
        if best.is_none_or(|(most, _)| known > most) {
            best = Some((known, sheet));
        }
    }
    best.map(|(_, sheet)| sheet.to_owned()).ok_or_else(|| Broken::hidden().within(workbook.file()))
}
