//! What changed between two censuses: two quarters, two runs, or one body of evidence under two standards.
//!
//! Rows come from wherever results are held: record batches, `census.json` and the tables of `--out`. Of findings and tickets, of which
//! there may be millions, only [`Digests`] are kept of what is the same on both sides.

mod census;
mod digests;
mod findings;
mod heading;
mod outcomes;
mod pairs;
mod tickets;
mod verdicts;

pub use census::{Comparison, TotalChange, censuses};
pub use digests::{Differing, Digests};
pub use findings::{FindingChange, FindingCounts, FindingRow, FindingSeen, findings};
pub use heading::Heading;
pub use outcomes::{OutcomeChange, OutcomeSeen, outcomes};
pub use pairs::{KeyTwice, Pair};
pub use tickets::{TicketChange, TicketRow, TicketSeen, tickets};
pub use verdicts::{EXCLUDED, VerdictChange, VerdictRow, VerdictSeen, verdicts};
