//! The body of a request: settings, and tables as record batches.
//!
//! JSON is read straight into columns, without a tree in between: what a body costs in memory stays in proportion to its bytes. Depth needs
//! no counter, for only four levels have a place to stand (request, `tables`, table, row) and whatever begins below them is refused unread.

use std::fmt;

use gov_site_compliance::{Row, Site, TABLES, Table, Update, Visit};
use gov_site_tables::Frames;
use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde_json::error::Category;

use crate::{
    Code, Limits, Problem, Settings,
    leaf::{Leaf, Refusal, Scalar, refuse, seed},
    problem::shown,
    settings::{Complete, Period},
    table_rows::{Rows, TableRows},
};

/// A decoded body.
#[derive(Debug)]
pub struct Document {
    /// Standard, dates, names.
    pub settings: Settings,
    /// The tables, each also where it holds no row.
    pub frames: Frames,
}

/// Reads a body.
///
/// # Errors
/// A [`Problem`] with line and column: no JSON, another shape, unknown names, too many rows.
///
/// ```
/// use gov_site_compliance_service::{Code, Limits, decode};
/// let body = br#"{"checkpoint": "2017-11-29", "tables": {"sites": [{"site_code": 3799000001}], "updates": []}}"#;
/// assert!(decode(body, &Limits::default()).is_ok());
///
/// let problem = decode(br#"{"tables": {"sites": [{"site_code": {}}]}}"#, &Limits::default()).unwrap_err();
/// assert_eq!(problem.code, Code::TooDeep);
/// assert!(problem.message.starts_with("tables.sites, row 1, field `site_code`: "));
/// ```
pub fn decode(body: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let (mut parts, mut refusal) = (Parts::default(), None);
    let mut json = serde_json::Deserializer::from_slice(body);
    let read = Body { parts: &mut parts, refusal: &mut refusal }.deserialize(&mut json).and_then(|()| json.end());
    read.map_err(|error| problem(&error, refusal))?;
    parts.within(limits)?;
    let mut frames = Frames::default();
    frames.set_threads(1);
    frames.declare_complete(parts.settings.complete(&parts.names())?);
    for rows in parts.tables {
        let name = rows.table().name;
        let batch = rows.finish().ok_or_else(Problem::internal)?;
        frames.push(name, batch).map_err(|_| Problem::internal())?;
    }
    Ok(Document { settings: parts.settings, frames })
}

/// What stopped the reader: a reason of ours, else what it says itself, without the value that it quotes.
fn problem(error: &serde_json::Error, refusal: Refusal) -> Problem {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    match (refusal, error.classify()) {
        (Some(problem), _) => problem.at(line, column),
        (None, Category::Data) => {
            let ours = text.rsplit_once(", expected ").map_or("another shape", |(_, expected)| expected);
            let ours = ours.rsplit_once(" at line ").map_or(ours, |(expected, _)| expected);
            Problem::new(Code::WrongShape, format!("expected {ours}; see /openapi.json for the shape")).at(line, column)
        }
        (None, _) => Problem::new(Code::NotJson, format!("the body is no JSON in UTF-8: {text}; mend it there")),
    }
}

#[derive(Default)]
struct Parts {
    settings: Settings,
    tables: Vec<TableRows>,
}

impl Parts {
    fn names(&self) -> Vec<&'static str> {
        self.tables.iter().map(|rows| rows.table().name).collect()
    }

    fn within(&self, limits: &Limits) -> Result<(), Problem> {
        if !self.names().contains(&Site::TABLE.name) {
            return Err(Problem::new(Code::Missing, "tables.sites is missing: send at least the row of the site that is to be judged"));
        }
        let streamed = [Update::TABLE.name, Visit::TABLE.name];
        self.at_most(limits.rows, "all tables", |_| true)?;
        self.at_most(limits.registry, "the tables other than updates and visits", |table| !streamed.contains(&table))
    }

    fn at_most(&self, most: u64, what: &str, counts: impl Fn(&str) -> bool) -> Result<(), Problem> {
        let rows: u64 = self.tables.iter().filter(|rows| counts(rows.table().name)).map(|rows| rows.len() as u64).sum();
        if rows <= most {
            return Ok(());
        }
        Err(Problem::new(Code::TooManyRows, format!("{rows} rows in {what}, {most} are taken: send fewer sites at a time, or use the command line")))
    }
}

/// Reads the whole request.
struct Body<'a> {
    parts: &'a mut Parts,
    refusal: &'a mut Refusal,
}

seed!(Body() = deserialize_map);

impl<'de> Visitor<'de> for Body<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with `checkpoint` and `tables`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<(), A::Error> {
        let Body { parts, refusal } = self;
        let mut seen = Vec::new();
        while let Some(key) = keys.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(refuse(refusal, Problem::new(Code::DuplicateKey, format!("the key {} stands twice; keep one", shown(&key)))));
            }
            match key.as_str() {
                "tables" => keys.next_value_seed(Tables { tables: &mut parts.tables, refusal })?,
                "complete" => keys.next_value_seed(Complete { settings: &mut parts.settings, refusal })?,
                "period" => keys.next_value_seed(Period { settings: &mut parts.settings, refusal })?,
                key if Settings::knows(key) => {
                    let take = &mut |value: Scalar<'_>| parts.settings.set(key, value);
                    keys.next_value_seed(Leaf { take, refusal, place: &|| format!("`{key}`") })?;
                }
                key => return Err(refuse(refusal, Settings::unknown(key))),
            }
            seen.push(key);
        }
        Ok(())
    }
}

/// Reads the tables by name.
struct Tables<'a> {
    tables: &'a mut Vec<TableRows>,
    refusal: &'a mut Refusal,
}

seed!(Tables() = deserialize_map);

impl<'de> Visitor<'de> for Tables<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with lists of rows by the name of their table, as `tables`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<(), A::Error> {
        let Tables { tables, refusal } = self;
        while let Some(name) = keys.next_key::<String>()? {
            let table = known_table(&name).map_err(|problem| refuse(refusal, problem))?;
            if tables.iter().any(|rows| rows.table().name == name) {
                return Err(refuse(refusal, Problem::new(Code::DuplicateKey, format!("tables.{name} stands twice; put all rows into one list"))));
            }
            let mut rows = TableRows::new(table);
            keys.next_value_seed(Rows { rows: &mut rows, refusal })?;
            tables.push(rows);
        }
        Ok(())
    }
}

/// The table of a name.
pub(crate) fn known_table(name: &str) -> Result<&'static Table, Problem> {
    TABLES.iter().copied().find(|table| table.name == name).ok_or_else(|| {
        let known: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
        Problem::new(Code::UnknownTable, format!("there is no table {}; the tables are {}", shown(name), known.join(", ")))
    })
}
