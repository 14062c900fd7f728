//! Which tables are there, and which are declared complete.

use alloc::{collections::BTreeSet, vec::Vec};

use crate::model::table::write_cell;

/// Tables that their owner declares complete for all sites (reading 1), and those that are there at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    complete: BTreeSet<&'static str>,
    present: BTreeSet<&'static str>,
    /// What the digest of every site says of it.
    digested: Vec<u8>,
}

impl Default for Declared {
    fn default() -> Declared {
        Declared::of(BTreeSet::new(), BTreeSet::new())
    }
}

impl Declared {
    fn of(complete: BTreeSet<&'static str>, present: BTreeSet<&'static str>) -> Declared {
        let mut declared = Declared { complete, present, digested: Vec::new() };
        declared.digested = declaration(&declared);
        declared
    }

    pub(super) fn digested(&self) -> &[u8] {
        &self.digested
    }

    /// The declared tables that are there; a declared table whose file is absent is not declared.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, present: &[&'static str]) -> Declared {
        let names: BTreeSet<&str> = names.into_iter().collect();
        let present: BTreeSet<&'static str> = present.iter().copied().collect();
        Declared::of(present.iter().copied().filter(|table| names.contains(table)).collect(), present)
    }

    /// Whether all these tables are declared.
    pub fn all(&self, tables: &[&str]) -> bool {
        tables.iter().all(|table| self.complete.contains(table))
    }

    /// Whether the table was handed in, if only with headings. One that cannot be trusted as a whole was not.
    pub fn has(&self, table: &str) -> bool {
        self.present.contains(table)
    }

    pub(super) fn withdraw(&mut self, table: &str) {
        self.complete.remove(table);
        self.present.remove(table);
        self.digested = declaration(self);
    }
}

/// What a digest says of the tables that are declared: the same at every site.
fn declaration(declared: &Declared) -> Vec<u8> {
    let mut out = Vec::new();
    for table in ["columns", "updates", "tickets", "reviews"] {
        write_cell(table, &declared.all(&[table]), &mut out);
    }
    for table in ["channels", "activities", "links", "services", "service_files", "systems"] {
        if declared.all(&[table]) {
            write_cell(table, &true, &mut out);
        }
    }
    // A coverage row of services covers their files only where their table is there.
    if declared.has("service_files") && !declared.all(&["service_files"]) {
        write_cell("has_service_files", &true, &mut out);
    }
    out
}
