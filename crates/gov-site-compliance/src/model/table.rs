//! The one declaration of every table: fields, Chinese headings, types, keys. Readers of every format work from it.

use alloc::{string::String, vec::Vec};

use super::rows;
pub use super::value::{FromCell, Micros};
pub(crate) use super::value::{write_cell, write_number};
use crate::ingest::Cells;

/// One table of a census folder.
#[derive(Debug)]
pub struct Table {
    /// Name of the table and of its file.
    pub name: &'static str,
    /// Chinese name.
    pub heading: &'static str,
    /// Fields in the order of the data dictionary, `note` and `source_ref` last.
    pub fields: &'static [Field],
    /// Names of the key fields.
    pub key: &'static [&'static str],
}

impl Table {
    /// Position of a field by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Position of a field by its name (in any letter case) or its Chinese heading.
    pub fn position_of_heading(&self, heading: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name.eq_ignore_ascii_case(heading) || field.heading == heading)
    }
}

/// One field of a table.
#[derive(Debug)]
pub struct Field {
    /// English heading, the name everywhere.
    pub name: &'static str,
    /// Chinese heading.
    pub heading: &'static str,
    /// Type of the cell.
    pub kind: Kind,
    /// Whether an empty cell rejects the row.
    pub compulsory: bool,
}

/// Type of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole number.
    Integer,
    /// Milliseconds as decimal text, kept as whole microseconds.
    Millis,
    /// 是/否.
    Bool,
    /// Civil date.
    Day,
    /// Moment with offset.
    Moment,
    /// One of a closed list of codes and Chinese words.
    Word(&'static [(&'static str, &'static str)]),
}

/// A typed row of a table.
pub trait Row: Sized + Ord + Clone {
    /// Its declaration.
    const TABLE: &'static Table;
    /// Reads all cells; faults are collected in `cells`.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;
    /// Writes name and value of every filled cell, for digests: a later optional field changes no digest of older rows.
    fn canonical(&self, out: &mut Vec<u8>);
    /// The text of every cell in the order of the fields, as the readers take it; empty where the cell is.
    fn texts(&self) -> Vec<String>;
}

/// Declares a table and its row: every field once, with type and Chinese heading; `note` and `source_ref` are added.
macro_rules! table {
    ($(#[$doc:meta])* $row:ident $name:literal $chinese:literal key [$($key:literal),*] { $($field:ident : $kind:ty = $heading:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $row {
            $(#[doc = $heading] pub $field: $kind,)+
            /// 备注
            pub note: Option<String>,
            /// 出处: where the supplier has the row from
            pub source_ref: Option<String>,
        }

        impl $crate::model::table::Row for $row {
            const TABLE: &'static $crate::model::table::Table = &$crate::model::table::Table {
                name: $name,
                heading: $chinese,
                key: &[$($key),*],
                fields: &[
                    $($crate::model::table::Field {
                        name: stringify!($field),
                        heading: $heading,
                        kind: <$kind as $crate::model::table::FromCell>::KIND,
                        compulsory: <$kind as $crate::model::table::FromCell>::COMPULSORY,
                    },)+
                    $crate::model::table::Field { name: "note", heading: "备注", kind: $crate::model::table::Kind::Text, compulsory: false },
                    $crate::model::table::Field { name: "source_ref", heading: "出处", kind: $crate::model::table::Kind::Text, compulsory: false },
                ],
            };

            fn read(cells: &mut $crate::ingest::Cells<'_>) -> Option<Self> {
                $(let $field = cells.take::<$kind>();)+
                let note = cells.take::<Option<String>>();
                let source_ref = cells.take::<Option<String>>();
                Some($row { $($field: $field?,)+ note: note?, source_ref: source_ref? })
            }

            fn canonical(&self, out: &mut alloc::vec::Vec<u8>) {
                $($crate::model::table::write_cell(stringify!($field), &self.$field, out);)+
                $crate::model::table::write_cell("note", &self.note, out);
                $crate::model::table::write_cell("source_ref", &self.source_ref, out);
                out.push(b'\n');
            }

            fn texts(&self) -> alloc::vec::Vec<alloc::string::String> {
                alloc::vec![
                    $($crate::model::table::FromCell::text(&self.$field),)+
                    $crate::model::table::FromCell::text(&self.note),
                    $crate::model::table::FromCell::text(&self.source_ref),
                ]
            }
        }
    };
}
pub(crate) use table;

/// All tables that a census folder may hold, in the order in which they are read.
pub static TABLES: &[&Table] = &[
    rows::Site::TABLE,
    rows::SiteLife::TABLE,
    rows::SiteAddress::TABLE,
    rows::Unit::TABLE,
    rows::Column::TABLE,
    rows::Channel::TABLE,
    rows::Exemption::TABLE,
    rows::Coverage::TABLE,
    rows::Ticket::TABLE,
    rows::Review::TABLE,
    rows::Activity::TABLE,
    rows::Link::TABLE,
    rows::Service::TABLE,
    rows::ServiceFile::TABLE,
    rows::System::TABLE,
    rows::Update::TABLE,
    rows::Visit::TABLE,
];
