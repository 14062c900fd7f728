//! The settings of a request, named as in `census.toml`.

use std::{fmt, sync::LazyLock};

use gov_site_compliance::{
    Day, Standard, TABLES,
    census::Header,
    facts::PlanError,
    standard::{Library, Sources},
};
use gov_site_tables::{Setup, SetupError};
use serde::de::{MapAccess, SeqAccess, Visitor};

use crate::{
    Code, Problem,
    decode::known_table,
    leaf::{Leaf, Refusal, Scalar, refuse, seed},
    problem::shown,
};

/// Standards that a request may name: those that ship with the core. A name is never a file, or a caller could read the service's disk.
pub(crate) static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);

/// The standard of a request that names none.
pub(crate) const STANDARD: &str = "zibo-2017";

/// Keys with a single value, with what stands there.
pub(crate) const KEYS: [(&str, &str); 8] = [
    ("standard", "string"),
    ("checkpoint", "string"),
    ("visits_until", "string"),
    ("title", "string"),
    ("issuer", "string"),
    ("name_best", "integer"),
    ("reconstruction", "boolean"),
    ("project_workdays", "boolean"),
];

/// Most divisions that a census can be asked to name as better.
const MOST_NAMED: i128 = 100;

/// Standard, dates and names of a census.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    standard: Option<String>,
    checkpoint: Option<Day>,
    visits_until: Option<Day>,
    period_from: Option<Day>,
    period_to: Option<Day>,
    title: String,
    issuer: String,
    name_best: usize,
    reconstruction: bool,
    /// Whether working days of years without a known arrangement are guessed.
    pub(crate) project_workdays: bool,
    complete: Vec<String>,
}

impl Settings {
    /// Whether a key has a single value.
    pub(crate) fn knows(key: &str) -> bool {
        KEYS.iter().any(|(known, _)| *known == key)
    }

    /// The problem of a key that no setting has.
    pub(crate) fn unknown(key: &str) -> Problem {
        let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).chain(["period", "complete", "tables"]).collect();
        Problem::new(Code::UnknownSetting, format!("there is no setting {}; the keys are {}", shown(key), known.join(", ")))
    }

    /// Takes the value of a key; null is as good as no key.
    pub(crate) fn set(&mut self, key: &str, value: Scalar<'_>) -> Result<(), Problem> {
        match key {
            "standard" => self.standard = text(key, value)?,
            "checkpoint" => self.checkpoint = day(key, value)?,
            "visits_until" => self.visits_until = day(key, value)?,
            "period.from" => self.period_from = day(key, value)?,
            "period.to" => self.period_to = day(key, value)?,
            "title" => self.title = text(key, value)?.unwrap_or_default(),
            "issuer" => self.issuer = text(key, value)?.unwrap_or_default(),
            "name_best" => self.name_best = count(key, value)?,
            "reconstruction" => self.reconstruction = truth(key, value)?,
            "project_workdays" => self.project_workdays = truth(key, value)?,
            _ => return Err(Settings::unknown(key)),
        }
        Ok(())
    }

    /// The tables that are declared complete.
    ///
    /// # Errors
    /// [`Code::Missing`] for one that is not there: the command line warns of it, but a program's warnings are read by nobody.
    pub(crate) fn complete(&self, present: &[&str]) -> Result<Vec<String>, Problem> {
        match self.complete.iter().find(|name| !present.contains(&name.as_str())) {
            None => Ok(self.complete.clone()),
            Some(name) => {
                let message = format!("`complete` names {name}, but tables.{name} is missing: send it, with an empty list if there is nothing to report");
                Err(Problem::new(Code::Missing, message))
            }
        }
    }

    /// Standard, dates and head, as the crates take them.
    ///
    /// # Errors
    /// An unknown standard, no checkpoint, dates that contradict each other.
    pub(crate) fn setup(&self) -> Result<Setup, Problem> {
        let name = self.standard.as_deref().unwrap_or(STANDARD);
        let standard = standard(name)?;
        let missing = || Problem::new(Code::Missing, "`checkpoint` is missing: add the day at whose end everything is judged, as \"2017-11-29\"");
        let checkpoint = self.checkpoint.ok_or_else(missing)?;
        let header = Header {
            title: self.title.clone(),
            issuer: self.issuer.clone(),
            document_no: None,
            period_from: self.period_from.unwrap_or(Header::NO_PERIOD),
            period_to: self.period_to,
            checkpoint,
            visits_until: self.visits_until.unwrap_or(checkpoint),
            reconstruction: self.reconstruction,
            name_best: self.name_best,
            upcoming_checks: Vec::new(),
        };
        Setup::of_resolved(Sources::embedded(name), standard, header).map_err(contradiction)
    }

    fn period_is_sound(&self) -> Result<(), Problem> {
        match (self.period_from, self.period_to) {
            (Some(from), Some(to)) if from <= to => Ok(()),
            (Some(from), Some(to)) => Err(bad("period", &format!("it ends on {to}, before it begins on {from}; mend one of the two"))),
            _ => Err(Problem::new(Code::Missing, "`period` needs both `from` and `to`; leave the key out where there is no period")),
        }
    }
}

/// A standard of the library.
fn standard(name: &str) -> Result<Standard, Problem> {
    LIBRARY.resolve(name).map_err(|_| {
        let known: Vec<String> = LIBRARY.list().iter().map(|(id, revision)| format!("{id}@{revision}")).collect();
        Problem::new(Code::UnknownStandard, format!("there is no standard {}; known are {}, also without their revision", shown(name), known.join(", ")))
    })
}

/// The message of the crates names `census.toml`, which a caller of the service does not have.
fn contradiction(error: SetupError) -> Problem {
    match error {
        SetupError::Plan(PlanError::PeriodAfterCheckpoint { period_from, checkpoint }) => {
            bad("period", &format!("it begins on {period_from}, after the checkpoint {checkpoint}; mend one of the two"))
        }
        SetupError::Plan(PlanError::VisitsAfterCheckpoint { visits_until, checkpoint }) => {
            bad("visits_until", &format!("{visits_until} lies after the checkpoint {checkpoint}; mend one of the two"))
        }
        _ => Problem::internal(),
    }
}

fn bad(key: &str, what: &str) -> Problem {
    Problem::new(Code::BadSetting, format!("`{key}`: {what}"))
}

fn wrong(key: &str, wanted: &str) -> Problem {
    Problem::new(Code::WrongShape, format!("`{key}`: {wanted} belongs here"))
}

fn text(key: &str, value: Scalar<'_>) -> Result<Option<String>, Problem> {
    match value {
        Scalar::Null => Ok(None),
        Scalar::Text(text) => Ok(Some(text.to_owned())),
        _ => Err(wrong(key, "a text")),
    }
}

fn day(key: &str, value: Scalar<'_>) -> Result<Option<Day>, Problem> {
    let Some(text) = text(key, value)? else { return Ok(None) };
    let day = text.parse().map_err(|_| bad(key, &format!("{} is no date; write it as \"2017-11-29\"", shown(&text))))?;
    if !(Day::FIRST..=Day::LAST).contains(&day) {
        return Err(bad(key, &format!("{day} lies outside {} to {}; check the year", Day::FIRST, Day::LAST)));
    }
    Ok(Some(day))
}

fn count(key: &str, value: Scalar<'_>) -> Result<usize, Problem> {
    match value {
        Scalar::Null => Ok(0),
        Scalar::Whole(number @ 0..=MOST_NAMED) => Ok(number as usize),
        Scalar::Whole(_) => Err(bad(key, &format!("a number from 0 to {MOST_NAMED} belongs here"))),
        _ => Err(wrong(key, "a whole number")),
    }
}

fn truth(key: &str, value: Scalar<'_>) -> Result<bool, Problem> {
    match value {
        Scalar::Null => Ok(false),
        Scalar::Bool(truth) => Ok(truth),
        _ => Err(wrong(key, "true or false")),
    }
}

/// Reads `complete`, the list of tables that their owner declares complete.
pub(crate) struct Complete<'a> {
    pub settings: &'a mut Settings,
    pub refusal: &'a mut Refusal,
}

seed!(Complete() = deserialize_seq);

impl<'de> Visitor<'de> for Complete<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of names of tables, as `complete`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<(), A::Error> {
        let Complete { settings, refusal } = self;
        let mut take = |value: Scalar<'_>| {
            let name = text("complete", value)?.ok_or_else(|| wrong("complete", "the name of a table"))?;
            known_table(&name)?;
            if settings.complete.len() == TABLES.len() {
                return Err(bad("complete", "it names more tables than there are; name each once"));
            }
            settings.complete.push(name);
            Ok(())
        };
        while names.next_element_seed(Leaf { take: &mut take, refusal, place: &|| "`complete`".into() })?.is_some() {}
        Ok(())
    }
}

/// Reads `period`, an object with `from` and `to`.
pub(crate) struct Period<'a> {
    pub settings: &'a mut Settings,
    pub refusal: &'a mut Refusal,
}

seed!(Period() = deserialize_map);

impl<'de> Visitor<'de> for Period<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object with `from` and `to`, as `period`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut keys: A) -> Result<(), A::Error> {
        let Period { settings, refusal } = self;
        while let Some(key) = keys.next_key::<String>()? {
            let key = format!("period.{key}");
            let twice = match key.as_str() {
                "period.from" => settings.period_from.is_some(),
                "period.to" => settings.period_to.is_some(),
                _ => return Err(refuse(refusal, Settings::unknown(&key))),
            };
            if twice {
                return Err(refuse(refusal, Problem::new(Code::DuplicateKey, format!("the key {} stands twice; keep one", shown(&key)))));
            }
            let take = &mut |value: Scalar<'_>| settings.set(&key, value);
            keys.next_value_seed(Leaf { take, refusal, place: &|| format!("`{key}`") })?;
        }
        settings.period_is_sound().map_err(|problem| refuse(refusal, problem))
    }
}
