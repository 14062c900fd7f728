//! Updates folded by column before anybody knows which columns there are.

use arrow_array::RecordBatch;
use gov_site_compliance::{ColumnActivity, Plan, Row, Update};

use super::{Facts, rows};
use crate::{
    ArrowError, BatchRows, Fields,
    columnar::{
        activities::Activities,
        folded_updates::UpdatesPart,
        ids::{Id, IdIndex, Ids},
        partial::{At, Counts},
    },
};

/// Folds batches of updates to the activity of each column that they name. A row that cannot be used is kept as it is.
pub struct UpdateFacts<'a> {
    plan: &'a Plan,
    index: IdIndex,
    /// By slot.
    ids: Vec<Key>,
    activities: Activities,
    counts: Counts,
    facts: Facts,
}

/// Id of a column that was met.
enum Key {
    Number(i64),
    Text(Box<str>),
}

impl<'a> UpdateFacts<'a> {
    /// Nothing folded yet. Of the plan only the checkpoint matters, and the windows in which addresses are counted.
    pub fn new(plan: &'a Plan) -> UpdateFacts<'a> {
        UpdateFacts { plan, index: IdIndex::default(), ids: Vec::new(), activities: Activities::default(), counts: Counts::default(), facts: Facts::default() }
    }

    /// Adds a batch.
    ///
    /// # Errors
    /// [`ArrowError`] when the batch lacks a compulsory field or has one of a wrong type.
    pub fn fold(&mut self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let fields = Fields::of(Update::TABLE, batch.schema_ref(), &|_| None)?;
        self.learn(&fields, batch)?;
        let mut part = UpdatesPart::going_on(&self.index, std::mem::take(&mut self.activities), self.ids.len(), self.plan);
        let mut bad = Vec::new();
        part.fold_updates(&fields, batch, &At { file: "", first_row: 0 }, &mut |reject| bad.push(reject.place.row as u32))?;
        let folded = part.close();
        self.activities = folded.activities;
        self.counts.add(&folded.updates);
        rows::write(batch, &fields, &bad)?.into_iter().for_each(|stream| self.facts.add_rows(Update::TABLE.name, stream));
        Ok(())
    }

    /// What all batches amount to.
    pub fn finish(self) -> Facts {
        let UpdateFacts { ids, activities, counts, mut facts, .. } = self;
        for (slot, id) in (0..).zip(ids.into_iter().map(Key::text)) {
            activities.home_of(slot).into_iter().for_each(|items| facts.add_home_items(&id, items));
            let activity = activities.of(slot);
            if activity != ColumnActivity::default() {
                facts.columns.insert(id, activity);
            }
        }
        facts.add_table(Update::TABLE.name, &counts.without_rejected());
        facts
    }

    /// Gives every column of a batch a slot.
    fn learn(&mut self, fields: &Fields, batch: &RecordBatch) -> Result<(), ArrowError> {
        let Some(ids) = Ids::of(fields.array(batch, "column_id")) else { return self.learn_foreign(&fields.bind(batch)?) };
        let mut last = None;
        for row in 0..batch.num_rows() {
            let id = ids.trimmed(row);
            if id != last {
                id.into_iter().for_each(|id| self.meet(id));
                last = id;
            }
        }
        Ok(())
    }

    /// Ids of a type that is neither text nor numbers of 64 bits.
    fn learn_foreign(&mut self, rows: &BatchRows<'_>) -> Result<(), ArrowError> {
        let Some(field) = Update::TABLE.position("column_id") else { return Ok(()) };
        for row in 0..rows.len() {
            if let Some(text) = rows.cell(row, field).cell().text() {
                self.meet(Id::of(&text));
            }
        }
        Ok(())
    }

    fn meet(&mut self, id: Id<'_>) {
        if self.index.slot(id).is_none() {
            self.index.insert(id, self.ids.len() as u32);
            self.ids.push(match id {
                Id::Number(number) => Key::Number(number),
                Id::Text(text) => Key::Text(text.into()),
            });
        }
    }
}

impl Key {
    fn text(self) -> String {
        match self {
            Key::Number(number) => number.to_string(),
            Key::Text(text) => text.into(),
        }
    }
}
