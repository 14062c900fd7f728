//! Reading a workbook back.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

use calamine::{Data, Reader, Xlsx};
use gov_site_compliance::{Coverage, Day, Notice};
use gov_site_report::{Audience, Edition, Results, xlsx::workbook};

use crate::fixture::{Case, row, texts};

/// What the sheets hold beside a case.
pub struct Document {
    case: Case,
    notice: Notice,
    coverage: Vec<Coverage>,
}

impl Document {
    pub fn of(case: Case) -> Document {
        let cells =
            [("site_code", "3703000001"), ("subject", "column"), ("column_id", "007"), ("observed_at", "2017-11-25T08:30:00+08:00"), ("complete", "true")];
        let further = [("items_seen", "12"), ("from", "2017-10-01"), ("reviewer", "检查员甲"), ("note", "备注甲"), ("source_ref", "台账1")];
        let coverage = vec![row(&[&cells[..], &further].concat()).unwrap()];
        Document { notice: case.notice(texts()), case, coverage }
    }

    pub fn results(&self, edition: Edition) -> Results<'_> {
        Results {
            census: &self.case.census,
            notice: &self.notice,
            findings: &self.case.findings,
            findings_total: self.case.findings.len() as u64,
            rejects: &self.case.rejects,
            rejects_total: self.case.rejects.len() as u64,
            declared: Some(&["columns", "updates", "tickets", "reviews"]),
            coverage: &self.coverage,
            edition,
        }
    }

    pub fn bytes(&self, edition: Edition) -> Vec<u8> {
        workbook(&self.results(edition)).unwrap()
    }

    pub fn book(&self, edition: Edition) -> Book {
        Book::open(&self.bytes(edition))
    }
}

pub fn office() -> Edition {
    Edition::default()
}

pub fn public() -> Edition {
    Edition { draft: false, audience: Audience::Public }
}

pub fn internal() -> Edition {
    Edition { draft: false, audience: Audience::Internal }
}

/// A row by the names below its headings.
pub type Row = BTreeMap<String, Data>;

/// A workbook as calamine has it.
pub struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    pub fn open(bytes: &[u8]) -> Book {
        Book(Xlsx::new(Cursor::new(bytes.to_vec())).unwrap())
    }

    pub fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    /// All cells of a sheet, from its first one.
    pub fn cells(&mut self, sheet: &str) -> Vec<Vec<Data>> {
        self.0.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    /// The names of the columns: the second line of each heading.
    pub fn fields(&mut self, sheet: &str) -> Vec<String> {
        self.cells(sheet)[0].iter().map(|heading| heading.to_string().split_once('\n').unwrap().1.to_string()).collect()
    }

    pub fn rows(&mut self, sheet: &str) -> Vec<Row> {
        let fields = self.fields(sheet);
        self.cells(sheet).into_iter().skip(1).map(|cells| fields.iter().cloned().zip(cells).collect()).collect()
    }

    /// Every text of every sheet.
    pub fn texts(&mut self) -> Vec<String> {
        let sheets: Vec<_> = self.names().iter().map(|name| self.cells(name)).collect();
        sheets.into_iter().flatten().flatten().map(|cell| shown(&cell)).collect()
    }

    /// The value beside a label of the sheet 说明, and the remark beside it.
    pub fn about(&mut self, label: &str) -> (String, String) {
        let rows = self.cells("说明");
        let row = rows.iter().find(|row| row[0] == Data::String(label.into())).unwrap_or_else(|| panic!("no {label}"));
        (shown(&row[1]), shown(&row[2]))
    }
}

/// A cell as CSV writes it.
pub fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(moment) => Day(moment.as_f64() as i32 - 25_569).to_string(),
        other => other.to_string(),
    }
}

/// A part of the file.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("no part {name}")).read_to_string(&mut text).unwrap();
    text
}

/// Names of all parts of the file.
pub fn parts(bytes: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.file_names().map(|name| name.unwrap().into_owned()).collect()
}
