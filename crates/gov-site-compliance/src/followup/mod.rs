//! Follow-up of tickets: the reply clock of reading 17.

mod clock;
mod promise;

pub use clock::{Clock, Reply, ReplyState};
pub use promise::long_promises;
