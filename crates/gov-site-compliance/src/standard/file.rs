//! The form of a standard's file. Spans are kept, so that each error names its line.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::Grade;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStandard {
    pub id: Spanned<String>,
    pub revision: Spanned<u32>,
    pub title: String,
    pub document: Option<String>,
    pub extends: Option<Spanned<String>>,
    pub effective: Option<Spanned<RawEffective>>,
    #[serde(default)]
    pub readings: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub clause: BTreeMap<String, Spanned<RawClause>>,
    #[serde(default)]
    pub assessment_points: BTreeMap<String, Spanned<RawRate>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEffective {
    pub from: Option<Datetime>,
    pub to: Option<Datetime>,
    pub grade: Grade,
    pub source: String,
    pub verified: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClause {
    pub item: Option<String>,
    pub title: Option<String>,
    pub text: Option<String>,
    pub indicator: Option<Spanned<String>>,
    pub effect: Option<Spanned<String>>,
    pub applies: Option<Spanned<RawApplies>>,
    pub grade: Option<Grade>,
    pub source: Option<String>,
    #[serde(default)]
    pub limits: BTreeMap<String, Spanned<RawLimit>>,
    #[serde(default)]
    pub select: BTreeMap<String, Spanned<Vec<String>>>,
    #[serde(default)]
    pub points: BTreeMap<String, Spanned<RawRate>>,
    pub cap: Option<Spanned<RawRate>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawApplies {
    #[serde(default)]
    pub role: Vec<String>,
    pub has_services: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a limit with its source, written as { amount = 5, unit = \"count\", edge = \"at_least\", grade = \"B\", source = \"…\" }"
)]
pub(super) struct RawLimit {
    pub amount: Spanned<toml::Value>,
    pub unit: Spanned<String>,
    pub edge: Spanned<String>,
    pub grade: Grade,
    pub source: String,
    pub verified: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "points with their source, written as { amount = 2, grade = \"B\", source = \"…\" }")]
pub(super) struct RawRate {
    pub amount: Spanned<toml::Value>,
    pub grade: Grade,
    pub source: String,
    pub verified: Option<bool>,
}
