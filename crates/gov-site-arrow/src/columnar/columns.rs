//! Columns of plain sites as indicators see them, straight from the buffers.

use arrow_array::{ArrayRef, RecordBatch};
use arrow_buffer::BooleanBuffer;
use gov_site_compliance::{
    ColumnActivity, Registry,
    facts::{ColumnFacts, ColumnId, ColumnSource, HomeItems, SiteIndex, is_home_column},
};

use super::{
    activities::Activities,
    ids::{Id, IdIndex, Ids},
    lean::Lean,
    store::{self, Divided, Stored},
    texts::Texts,
};

/// All columns of a census by slot: first the rows of the store, then the columns of the registry.
pub struct Columns {
    batches: Vec<Stored>,
    /// First slot of each batch.
    starts: Vec<u32>,
    index: IdIndex,
    /// Rows of the plain sites by position in the registry; empty for a site whose columns the registry holds.
    sites: Vec<Vec<Rows>>,
    /// Slot of the first column of the registry.
    settled: u32,
    /// Whether each column of the registry stands on a home page.
    settled_on_home: Vec<bool>,
    slots: usize,
}

/// Rows `start..end` of a batch.
#[derive(Clone, Copy)]
struct Rows {
    batch: u32,
    start: u32,
    end: u32,
}

impl Columns {
    /// Joins what stays in the store with the settled registry.
    pub fn new(divided: Divided, registry: &Registry) -> Columns {
        let Divided { mut store, mut index, careful, starts } = divided;
        store.keep_shown();
        let mut sites: Vec<Vec<Rows>> = vec![Vec::new(); registry.sites.len()];
        let mut first = 0;
        for (batch, stored) in store.batches.iter().enumerate() {
            for run in &stored.runs {
                match registry.site(&run.site_code).filter(|_| !careful.contains(&run.site_code)) {
                    Some(site) => sites[site.0 as usize].push(Rows { batch: batch as u32, start: run.start, end: run.end }),
                    None => take_out(&mut index, stored, run.start, run.end),
                }
            }
            first += stored.batch.num_rows() as u32;
        }
        for (position, column) in registry.columns.iter().enumerate() {
            index.insert(Id::of(&column.column_id), first + position as u32);
        }
        let slots = first as usize + registry.columns.len();
        let settled_on_home = registry.columns.iter().map(is_home_column).collect();
        Columns { batches: store.batches, starts, index, sites, settled: first, settled_on_home, slots }
    }

    pub(crate) fn index(&self) -> &IdIndex {
        &self.index
    }

    /// Number of slots.
    pub(crate) fn slots(&self) -> usize {
        self.slots
    }

    /// Whether a column stands on the home page or on the second level.
    pub(crate) fn is_on_home(&self, slot: u32) -> bool {
        match slot.checked_sub(self.settled) {
            Some(position) => self.settled_on_home.get(position as usize) == Some(&true),
            None => store::is_on_home(&self.batches, &self.starts, slot),
        }
    }

    /// Slots of the columns of the registry in their order.
    pub(crate) fn settled_slots(&self) -> std::ops::Range<u32> {
        self.settled..self.slots as u32
    }
}

/// Rows of other sites are known by what settling made of them.
fn take_out(index: &mut IdIndex, stored: &Stored, start: u32, end: u32) {
    let Some(ids) = Ids::of(stored.array("column_id")) else { return };
    for row in start..end {
        if let Some(id) = ids.trimmed(row as usize) {
            index.remove(id);
        }
    }
}

/// Columns with what was folded of their updates.
pub struct Folded<'a> {
    pub(crate) columns: &'a Columns,
    pub(crate) activities: &'a Activities,
    /// Slots whose activity has a rare part.
    rare: BooleanBuffer,
    texts: Vec<BatchTexts<'a>>,
}

/// The text columns of a batch.
struct BatchTexts<'a> {
    ids: Ids<'a>,
    names: Texts<'a>,
    urls: Texts<'a>,
    sources: Texts<'a>,
}

impl<'a> Folded<'a> {
    pub(crate) fn new(columns: &'a Columns, activities: &'a Activities) -> Folded<'a> {
        let texts = columns.batches.iter().map(BatchTexts::of).collect();
        Folded { columns, activities, rare: activities.rare_slots(columns.slots()), texts }
    }

    fn push<'s>(&'s self, rows: Rows, out: &mut Vec<ColumnFacts<'s>>) {
        let (stored, texts) = (&self.columns.batches[rows.batch as usize], &self.texts[rows.batch as usize]);
        let lean = &stored.lean[rows.start as usize..rows.end as usize];
        let first = self.columns.starts[rows.batch as usize];
        out.extend((rows.start..rows.end).zip(lean).map(|(row, lean)| {
            let slot = first + row;
            let activity = self.activities.of_slot(slot, self.rare.value(slot as usize));
            texts.facts(row as usize, *lean, activity, self.activities.home_of(slot))
        }));
    }
}

impl Folded<'_> {
    /// Whether ids are ascending numbers of one length, which ascend as texts too.
    fn ascend(&self, rows: Rows) -> bool {
        let Ids::Numbers(numbers, _) = &self.texts[rows.batch as usize].ids else { return false };
        let ids = &numbers[rows.start as usize..rows.end as usize];
        let digits = |id: Option<&i64>| id.and_then(|id| id.checked_ilog10());
        ids.is_sorted_by(|left, right| left < right) && digits(ids.first()).is_some() && digits(ids.first()) == digits(ids.last())
    }
}

impl<'a> BatchTexts<'a> {
    fn of(stored: &'a Stored) -> BatchTexts<'a> {
        let texts = |field: &str| Texts::of(stored.array(field)).unwrap_or(Texts::ABSENT);
        let ids = Ids::of(stored.array("column_id")).unwrap_or(Ids::Texts(Texts::ABSENT));
        BatchTexts { ids, names: texts("column_name"), urls: texts("url"), sources: texts("source_ref") }
    }

    #[inline]
    fn facts<'s>(&'s self, row: usize, lean: Lean, activity: ColumnActivity, home_items: Option<&'s HomeItems>) -> ColumnFacts<'s> {
        ColumnFacts {
            column_id: self.id(row),
            column_name: self.names.get(row).unwrap_or_default(),
            kind: lean.kind(),
            is_parent: false,
            url: self.urls.get(row),
            lists_items: lean.lists_items(),
            on_home: lean.on_home(),
            on_second_level: lean.on_second_level(),
            redirects: lean.redirects(),
            finished_topic: lean.finished_topic(),
            opened_on: lean.opened_on(),
            closed_on: lean.closed_on(),
            source_ref: self.sources.get(row),
            activity,
            home_items,
        }
    }

    #[inline]
    fn id(&self, row: usize) -> ColumnId<'_> {
        match &self.ids {
            Ids::Numbers(numbers, _) => ColumnId::from(numbers[row]),
            Ids::Texts(texts) => ColumnId::from(texts.get(row).unwrap_or_default()),
        }
    }
}

impl ColumnSource for Folded<'_> {
    fn columns_of(&self, site: SiteIndex) -> Option<Vec<ColumnFacts<'_>>> {
        let rows = self.columns.sites.get(site.0 as usize).filter(|rows| !rows.is_empty())?;
        let mut columns = Vec::with_capacity(rows.iter().map(|rows| (rows.end - rows.start) as usize).sum());
        rows.iter().for_each(|rows| self.push(*rows, &mut columns));
        let in_order = matches!(rows[..], [rows] if self.ascend(rows)) || columns.is_sorted_by(|left, right| left.column_id < right.column_id);
        if !in_order {
            columns.sort_by(|left, right| left.column_id.cmp(&right.column_id));
        }
        Some(columns)
    }
}

/// The array of a field in a batch that may be a projection.
impl crate::Fields {
    pub(crate) fn array<'b>(&self, batch: &'b RecordBatch, field: &str) -> Option<&'b ArrayRef> {
        batch.column_by_name(self.name(field)?)
    }
}
