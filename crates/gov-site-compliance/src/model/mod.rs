//! The nouns of the field: days, words of closed lists, and the rows of the tables.

mod day;
mod decimal;
mod rows;
pub(crate) mod table;
mod url;
mod value;
mod words;

pub(crate) use day::DayText;
pub use day::{Day, DayError, Moment};
pub(crate) use decimal::Decimal;
pub use rows::*;
pub use table::{Field, Kind, Micros, Row, TABLES, Table};
pub use url::{normal_url, same_url};
pub use words::*;
