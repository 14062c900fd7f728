//! The tree of columns: parents that are none, and kinds that columns take from above.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::{
    Placed,
    registry::{Elsewhere, Index, misfit},
    settle::Misfit,
};
use crate::{
    ingest::{Charge, RejectCode, Stub},
    model::{Column, ColumnKind},
};

/// Ids of columns that rows of two sites claim.
pub(super) fn claimed_twice(rows: &[Placed<Column>]) -> BTreeSet<String> {
    let mut known: HashMap<&str, (), FixedState> = HashMap::with_capacity_and_hasher(rows.len(), FixedState::default());
    rows.iter().filter(|placed| known.insert(&placed.row.column_id, ()).is_some()).map(|placed| placed.row.column_id.clone()).collect()
}

/// Columns whose parent does not exist, belongs to another site, or comes back to the column itself.
pub(super) fn misplaced(rows: &[Placed<Column>], elsewhere: Elsewhere<'_>, lost: &BTreeMap<String, Option<String>>) -> BTreeMap<String, Misfit> {
    let mut found = BTreeMap::new();
    if rows.iter().all(|placed| placed.row.parent_id.is_none()) {
        return found;
    }
    let known: HashMap<&str, usize, FixedState> = rows.iter().enumerate().map(|(position, placed)| (placed.row.column_id.as_str(), position)).collect();
    let parents: Vec<Option<usize>> = rows.iter().map(|placed| known.get(placed.row.parent_id.as_deref()?).copied()).collect();
    let circular = circular(&parents);
    for (position, Placed { row, .. }) in rows.iter().enumerate() {
        let parent = parents[position].map(|above| &rows[above].row);
        let misfit = match &row.parent_id {
            Some(id) if is_foreign(row, id, parent, elsewhere, lost) => {
                let is_known = parent.is_some() || elsewhere(id).is_some() || lost.contains_key(id);
                bad_parent(row, if is_known { RejectCode::ForeignParent } else { RejectCode::UnknownParent }, "本网站的栏目编号")
            }
            Some(id) if *id == row.column_id => bad_parent(row, RejectCode::ParentIsItself, "上级栏目的编号，一级栏目留空"),
            Some(_) if circular[position] => bad_parent(row, RejectCode::ParentCycle, "不循环的上级栏目"),
            _ => continue,
        };
        found.insert(row.column_id.clone(), misfit);
    }
    found
}

/// Whether the parent `id` of a column is no column of its site, as far as anybody can tell.
fn is_foreign(row: &Column, id: &str, parent: Option<&Column>, elsewhere: Elsewhere<'_>, lost: &BTreeMap<String, Option<String>>) -> bool {
    match parent {
        Some(column) => column.site_code != row.site_code,
        None if elsewhere(id).is_some() => true,
        None => lost.get(id).is_none_or(|owner| owner.as_ref().is_some_and(|owner| *owner != row.site_code)),
    }
}

/// Rows from which the way up never ends. Each row is walked once, however long the chains.
fn circular(parents: &[Option<usize>]) -> Vec<bool> {
    let mut ends: Vec<Option<bool>> = alloc::vec![None; parents.len()];
    let mut way = Vec::new();
    for start in 0..parents.len() {
        let mut here = Some(start);
        while let Some(row) = here.filter(|row| ends[*row].is_none()) {
            // While it is walked, a row counts as one that comes back.
            ends[row] = Some(false);
            way.push(row);
            here = parents[row];
        }
        let does_end = here.is_none_or(|row| ends[row] == Some(true));
        way.drain(..).for_each(|row| ends[row] = Some(does_end));
    }
    ends.into_iter().map(|ends| ends == Some(false)).collect()
}

fn bad_parent(row: &Column, code: RejectCode, expected: &'static str) -> Misfit {
    let stub = Stub { id: Some(row.column_id.clone()), name: Some(row.column_name.clone()), parent: None, url: row.url.clone(), parent_at_fault: true };
    let charge = Charge::Column { site: row.site_code.clone(), stub };
    Misfit { charge: Some(charge), ..misfit("parent_id", code, expected, row.parent_id.as_deref().unwrap_or_default()) }
}

/// The kind of every column; one without takes its parent's (reading 12). Each column is walked once.
pub(super) fn inherited_kinds(columns: &[Column], index: &Index) -> Vec<Option<ColumnKind>> {
    let mut kinds: Vec<Option<Option<ColumnKind>>> = columns.iter().map(|column| column.kind.map(Some)).collect();
    let parent = |column: &Column| Some(*index.get(column.parent_id.as_ref()?)? as usize);
    let mut way = Vec::new();
    for start in 0..columns.len() {
        let mut here = Some(start);
        while let Some(position) = here.filter(|position| kinds[*position].is_none()) {
            kinds[position] = Some(None);
            way.push(position);
            here = parent(&columns[position]);
        }
        let kind = here.and_then(|position| kinds[position].flatten());
        way.drain(..).for_each(|position| kinds[position] = Some(kind));
    }
    kinds.into_iter().map(Option::flatten).collect()
}
