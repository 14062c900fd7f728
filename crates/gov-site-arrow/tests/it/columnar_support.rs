//! A store of columns, folded over buffers and row by row.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use gov_site_arrow::{
    Fields,
    columnar::{At, ColumnStore, Columns, Counts, Divided, Evidence, Known, Partial},
};
use gov_site_compliance::{
    Column, Fold, Plan, Registry, RejectCode, Row, SiteFacts, Standard, Update,
    facts::{ColumnSource, Declared, NoColumns, Placed, Setting, SiteIndex, Tables},
    ingest::{Checked, read_row},
    standard::Library,
};

use crate::support::{no_mapping, place};

/// 2017-11-29 as days since 1970.
pub const CHECKPOINT: i32 = 17_499;
const SITES: [&str; 2] = ["S1", "S2"];

/// Columns as a batch and as their ids.
pub struct Store {
    ids: Vec<String>,
    batch: RecordBatch,
    standard: Standard,
    plan: Plan,
}

/// What folding amounts to.
#[derive(Debug, PartialEq)]
pub struct Folded {
    /// Digest and columns of each site.
    pub facts: Vec<(String, String)>,
    pub updates: Counts,
    pub late: u64,
    /// Field, code, text; sorted.
    pub rejects: Vec<(&'static str, RejectCode, String)>,
}

impl Store {
    /// Columns of two sites by turns of three.
    pub fn of(ids: &[String], array: ArrayRef) -> Store {
        let texts = |texts: Vec<&str>| Arc::new(StringArray::from(texts)) as ArrayRef;
        let sites = (0..ids.len()).map(|at| SITES[at / 3 % 2]).collect();
        let (names, kinds) = (vec!["栏目"; ids.len()], vec!["news"; ids.len()]);
        let batch = RecordBatch::try_from_iter([("column_id", array), ("site_code", texts(sites)), ("column_name", texts(names)), ("kind", texts(kinds))]);
        let standard = Library::embedded().resolve("zibo-2017").unwrap();
        let checkpoint = "2017-11-29".parse().unwrap();
        let plan = Plan::compile(&[&standard], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint }).unwrap();
        Store { ids: ids.to_vec(), batch: batch.unwrap(), standard, plan }
    }

    fn divided(&self) -> Divided {
        let fields = Fields::of(Column::TABLE, self.batch.schema_ref(), &no_mapping).unwrap();
        let mut store = ColumnStore::default();
        store.push(self.batch.slice(0, 5), &fields, "columns", 1).unwrap();
        store.push(self.batch.slice(5, self.ids.len() - 5), &fields, "columns", 6).unwrap();
        store.divide(&|code| code == SITES[0])
    }

    /// Typed rows of the columns of some sites.
    fn columns(&self, sites: &[&str]) -> Vec<Placed<Column>> {
        let row = |(at, id): (usize, &String)| {
            let cells = [("column_id", id.as_str()), ("site_code", SITES[at / 3 % 2]), ("column_name", "栏目"), ("kind", "news")];
            placed(&cells, at)
        };
        let rows = self.ids.iter().enumerate().map(row);
        rows.filter(|placed: &Placed<Column>| sites.contains(&placed.row.site_code.as_str())).collect()
    }

    fn tables(&self) -> Tables {
        let site = |code: &&str| {
            let others =
                [("site_name", "示例"), ("home_url", "http://a.example/"), ("role", "portal"), ("level", "city"), ("division", "区"), ("sponsor", "单位")];
            placed(&[&[("site_code", *code)], &others[..]].concat(), 0)
        };
        Tables { files: vec!["rows".into()], sites: SITES.iter().map(site).collect(), ..Tables::default() }
    }
}

fn placed<R: Checked>(cells: &[(&str, &str)], row: usize) -> Placed<R> {
    let mut texts = vec![None; R::TABLE.fields.len()];
    cells.iter().for_each(|(field, text)| texts[R::TABLE.position(field).unwrap()] = Some(*text));
    Placed { row: read_row(&texts, &place(row)).unwrap(), file: 0, line: row as u64 + 1 }
}

fn facts(registry: &Registry, fold: &Fold, columns: &dyn ColumnSource) -> Vec<(String, String)> {
    let declared = Declared::default();
    let facts = (0..registry.sites.len()).map(|site| {
        let facts = SiteFacts::of(registry, fold, &declared, columns, SiteIndex(site as u32)).unwrap();
        (facts.digest(), format!("{:?}", facts.columns))
    });
    facts.collect()
}

/// Every batch folded over its buffers in a part of its own; the parts merged. The columns of the first site stay in their
/// batches, those of the second go as typed rows.
pub fn buffers(store: &Store, batches: &[RecordBatch]) -> Folded {
    let divided = store.divided();
    assert_eq!(divided.plain_rows(), store.ids.len() as u64 / 2);
    let owner = |id: &str| divided.owner(id);
    let tables = Tables { columns: store.columns(&SITES[1..]), ..store.tables() };
    let registry = Registry::settle_beside(&owner, tables, &store.standard, &[], &mut |_, _| {}, &mut |_| {});
    let columns = Columns::new(divided, &registry);
    let mut whole = Partial::new(Known { columns: &columns, registry: &registry, plan: &store.plan });
    let mut rejects = Vec::new();
    for batch in batches {
        let fields = Fields::of(Update::TABLE, batch.schema_ref(), &no_mapping).unwrap();
        let mut part = Partial::new(whole.known());
        part.fold_updates(&fields, batch, &At { file: "updates", first_row: 1 }, &mut |reject| rejects.push((reject.column, reject.code, reject.original)))
            .unwrap();
        whole.merge(&part);
    }
    rejects.sort();
    let updates = whole.updates();
    let (evidence, fold) = Evidence::of(whole);
    Folded { facts: facts(&registry, &fold, &evidence.columns(&columns)), updates, late: evidence.late_updates(), rejects }
}

/// The same by typed rows and the fold of the core.
pub fn rows_one_by_one(store: &Store, batches: &[RecordBatch]) -> Folded {
    let registry = Registry::settle(Tables { columns: store.columns(&SITES), ..store.tables() }, &store.standard, &[], &mut |_| {});
    let mut fold = Fold::new(&registry);
    let (mut updates, mut rejects) = (Counts::default(), Vec::new());
    for batch in batches {
        let fields = Fields::of(Update::TABLE, batch.schema_ref(), &no_mapping).unwrap();
        let rows = fields.bind(batch).unwrap();
        for row in 0..rows.len() {
            if rows.is_blank(row) {
                updates.blank += 1;
                continue;
            }
            updates.rows += 1;
            let rejected = match rows.read::<Update>(row, &place(row)) {
                Ok(update) => fold.push_update(&registry, &store.plan, &update).err().map(|code| ("column_id", code, update.column_id)),
                Err(reject) => {
                    fold.push_charge(&registry, &reject.charge);
                    Some((reject.column, reject.code, reject.original))
                }
            };
            updates.rejected += u64::from(rejected.is_some());
            rejects.extend(rejected);
        }
    }
    updates.accepted = updates.rows - updates.rejected;
    rejects.sort();
    let late = fold.activities.iter().map(|activity| u64::from(activity.after_checkpoint)).sum();
    Folded { facts: facts(&registry, &fold, &NoColumns), updates, late, rejects }
}
