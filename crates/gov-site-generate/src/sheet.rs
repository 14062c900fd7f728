//! Fields and cells of the tables that are written.

use std::borrow::Cow;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(Cow<'static, str>),
    Integer(i64),
    /// Days since 1970-01-01.
    Day(i32),
    /// Microseconds UTC.
    Moment(i64),
    Bool(bool),
}

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Cell {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(Cow::Owned(text))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Cell {
        cell.map_or(Cell::Empty, Into::into)
    }
}

/// Type of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// Id of a column: a number or a text, as the options say.
    Id,
    Text,
    Integer,
    Day,
    Moment,
    Bool,
}

/// A table or a part of one.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Name of the table.
    pub table: &'static str,
    pub fields: &'static [(&'static str, Type)],
}

macro_rules! sheets {
    ($($name:ident $table:literal [$($field:literal $kind:ident),+ $(,)?])+) => { $(
        pub(crate) static $name: Sheet = Sheet { table: $table, fields: &[$(($field, Type::$kind)),+] };
    )+ };
}

sheets! {
    SITES "sites" ["site_code" Text, "site_name" Text, "home_url" Text, "role" Text, "level" Text, "division" Text, "sponsor" Text,
        "home_is_navigation" Bool, "opened_on" Day]
    LIFE "site_life" ["site_code" Text, "state" Text, "from" Day, "to" Day, "approved" Bool, "approval_no" Text]
    ADDRESSES "site_addresses" ["site_code" Text, "filed_on" Day, "url" Text, "changed_on" Day]
    COLUMNS "columns" ["column_id" Id, "site_code" Text, "column_name" Text, "kind" Text, "parent_id" Id, "url" Text, "lists_items" Bool,
        "on_home" Bool, "on_second_level" Bool, "redirects_to" Text, "finished_topic" Bool, "opened_on" Day, "closed_on" Day]
    CHANNELS "channels" ["channel_id" Text, "site_code" Text, "name" Text, "kind" Text, "promised_days" Integer, "promised_unit" Text]
    EXEMPTIONS "exemptions" ["site_code" Text, "column_id" Id, "indicator" Text, "from" Day, "to" Day, "approval_no" Text]
    COVERAGE "coverage" ["site_code" Text, "subject" Text, "column_id" Id, "observed_at" Moment, "from" Day, "to" Day, "complete" Bool,
        "items_seen" Integer, "gap" Text]
    TICKETS "tickets" ["ticket_id" Text, "site_code" Text, "channel_id" Text, "unit" Text, "submitted_on" Day, "received_on" Day,
        "answered_on" Day, "reply_kind" Text, "complex" Bool, "extended_on" Day, "valid" Bool, "needs_reply" Bool]
    REVIEWS "reviews" ["review_id" Text, "site_code" Text, "indicator" Text, "kind" Text, "status" Text, "found_at" Moment]
    UPDATES "updates" ["column_id" Id, "url" Text, "published_on" Day]
    ODD_UPDATES "updates" ["column_id" Id, "url" Text, "published_on" Text, "date_state" Text, "observed_at" Text]
    VISITS "visits" ["site_code" Text, "visited_at" Moment, "vantage" Text, "failure" Text, "status" Integer, "duration_ms" Integer]
    ODD_VISITS "visits" ["site_code" Text, "visited_at" Text, "vantage" Text, "failure" Text, "status" Integer, "duration_ms" Integer,
        "url" Text, "manual" Bool]
}
