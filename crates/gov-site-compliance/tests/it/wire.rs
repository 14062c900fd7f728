//! `census.json`, version 1: what was written once loads for ever.

use gov_site_compliance::wire::v1::{Census, LoadError, ResultWord, VerdictWord};
use serde_json::Value;

use crate::support::{SITE, World, zibo};

/// Written by version 0.1.0; never to be changed once that is released.
const STORED: &str = include_str!("../compat/v1/census.json");

/// A census with a site of every verdict, an excluded one, overdue tickets and a switch that decides.
pub fn small() -> World {
    let mut world = World::sound(SITE);
    let mut failing = World::sound("3703000002");
    failing.review("3703000002", "r1", "confirmed", &[]);
    failing.ticket("3703000002", "t1", "2017-10-10", &[("answered_on", "2017-11-20"), ("reply_kind", "answered")]);
    failing.ticket("3703000002", "t2", "2017-06-01", &[]);
    world.join(&failing);
    world.join(&World::site("3703000003"));
    let mut closed = World::sound("3703000004");
    closed.add("site_life", &[("site_code", "3703000004"), ("state", "closed"), ("from", "2017-11-01"), ("approved", "true"), ("approval_no", "〔2017〕4号")]);
    world.join(&closed);
    world
}

fn written() -> String {
    Census::from(&small().settle(zibo()).census()).to_json().unwrap()
}

#[test]
fn a_stored_census_loads_and_is_written_back_to_the_same_bytes() {
    let census = Census::from_json(STORED).unwrap();
    assert_eq!(census.to_json().unwrap(), STORED);
    assert_eq!((census.sites_registered, census.sites_total, census.sites_assessed, census.sites_excluded), (4, 3, 2, 1));
    assert_eq!((census.pass_rate.as_deref(), census.coverage.as_deref()), (Some("50.00"), Some("66.67")));
    assert_eq!((census.overdue_tickets_total, census.carried_over), (Some(1), 1));
    let verdicts: Vec<_> = census.verdicts.iter().map(|verdict| verdict.verdict).collect();
    assert_eq!(verdicts, [VerdictWord::Qualified, VerdictWord::Unqualified, VerdictWord::NotAssessed]);
    let failed: Vec<_> = census.verdicts[1].vetoes.iter().map(|outcome| (outcome.clause.as_str(), outcome.result)).collect();
    assert_eq!(failed, [("serious_error", ResultWord::Fail), ("interaction_unanswered", ResultWord::Fail)]);
    assert_eq!(census.excluded[0].approval.as_deref(), Some("〔2017〕4号"));
}

#[test]
fn a_new_census_is_read_back_as_it_was_written() {
    let text = written();
    let census = Census::from_json(&text).unwrap();
    assert_eq!(census.to_json().unwrap(), text);
    assert!(text.ends_with("}\n"));
}

#[test]
fn the_same_evidence_gives_the_same_bytes_in_any_order_of_rows() {
    let mut turned = small();
    turned.tables.values_mut().for_each(|rows| rows.reverse());
    assert_eq!(Census::from(&turned.settle(zibo()).census()).to_json().unwrap(), written());
}

/// The stored file with one value changed.
fn changed(pointer: &str, value: Value) -> Result<Census, LoadError> {
    let mut json: Value = serde_json::from_str(STORED).unwrap();
    *json.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
    Census::from_json(&json.to_string())
}

fn refused(pointer: &str, value: impl Into<Value>) {
    let error = changed(pointer, value.into()).expect_err(pointer);
    assert!(matches!(error, LoadError::Sums(_)), "{pointer}: {error}");
    assert!(error.to_string().contains("contradicts itself"), "{error}");
}

#[test]
fn changed_sums_are_refused() {
    refused("/sites_registered", 5);
    refused("/sites_total", 4);
    refused("/sites_assessed", 3);
    refused("/sites_qualified", 2);
    refused("/sites_unqualified", 0);
    refused("/sites_not_assessed", 0);
    refused("/sites_excluded", 0);
    refused("/verdicts", Value::Array(Vec::new()));
}

#[test]
fn a_changed_verdict_is_refused() {
    // The totals say one qualified and one unqualified.
    refused("/verdicts/1/verdict", "qualified");
}

#[test]
fn a_list_of_excluded_sites_that_does_not_fit_is_refused() {
    refused("/excluded", Value::Array(Vec::new()));
}

#[test]
fn changed_rates_are_refused() {
    refused("/pass_rate", "100.00");
    refused("/coverage", "100.00");
}

#[test]
fn units_that_do_not_add_up_are_refused() {
    refused("/overdue_tickets_total", 7);
}

#[test]
fn other_versions_are_refused_by_their_number() {
    for version in [0, 2, 99] {
        let error = changed("/schema_version", version.into()).unwrap_err();
        assert!(matches!(error, LoadError::Version(found) if found == version), "{error}");
        assert!(error.to_string().contains(&version.to_string()), "{error}");
    }
}

#[test]
fn a_later_version_of_another_form_is_refused_by_its_number_too() {
    // A file of version 2 will not have the fields of version 1; the reader should still say which version it met.
    let error = Census::from_json("{\"schema_version\": 2, \"sites\": {}}").unwrap_err();
    assert!(matches!(error, LoadError::Version(2)), "{error}");
}

#[test]
fn no_census_is_refused_as_such() {
    for text in ["", "[]", "{}", "null", "{\"schema_version\": \"one\"}"] {
        let error = Census::from_json(text).expect_err(text);
        assert!(matches!(error, LoadError::Json(_)) && error.to_string().contains("version 1"), "{text}: {error}");
    }
}
