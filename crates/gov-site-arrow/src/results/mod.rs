//! Results as record batches: the tables of `--out` under the same names, typed.
//!
//! `basis` is what each row must say of itself (standard, reconstruction, overlay), as in the CSV tables. Texts stand as they
//! are: the `'` that keeps a spreadsheet from computing a cell is CSV's alone. Lists within a text are separated by `;`.

mod columns;
mod compare;
mod differences;
mod findings;
mod groups;
mod outcomes;
mod overdue;
mod rejects;
mod tickets;
mod verdicts;

pub use compare::{Comparison, Results, compare, outcome_changes};
pub use differences::{differences, differences_schema};
pub use findings::{FindingBatches, findings_schema, read_findings};
pub use groups::{groups, groups_schema};
pub use outcomes::{outcomes, outcomes_schema};
pub use overdue::{overdue_tickets, overdue_tickets_schema};
pub use rejects::{RejectBatches, rejects_schema};
pub use tickets::{tickets, tickets_schema};
pub use verdicts::{excluded, verdicts, verdicts_schema};
