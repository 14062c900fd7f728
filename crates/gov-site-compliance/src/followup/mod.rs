//! Follow-up: the reply clock of reading 17, and what each unit has to do.

mod clock;
mod earlier;
mod lists;
mod particulars;
mod promise;
mod remedy;

pub use clock::{Clock, Reply, ReplyState};
pub use earlier::Earlier;
pub use lists::{ClauseTask, ColumnState, ColumnTask, PromiseTask, SiteTask, TicketTask, UNKNOWN_SPONSOR, UnitList, concerns, lists};
pub use particulars::{ColumnParticulars, Contacts, Particulars};
pub use promise::long_promises;
