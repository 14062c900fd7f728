//! Aliases, former names and spellings of units.

use gov_site_compliance::{RejectCode, facts::UnitNames};

use crate::support::{SITE, Settled, World, zibo};

const LATE: &str = "2017-10-09";

fn named(units: &[(&str, &str)]) -> World {
    let mut world = World::sound(SITE);
    for (unit, aliases) in units {
        world.add("units", &[("unit", unit), ("aliases", aliases)]);
    }
    world
}

/// Overdue tickets by unit.
fn overdue(settled: &Settled<'_>) -> Vec<(String, u64)> {
    settled.census().overdue().unwrap().by_unit.into_iter().map(|unit| (unit.unit, unit.total)).collect()
}

fn counted(units: &[(&str, &str)], of_tickets: &[&str]) -> Vec<(String, u64)> {
    let mut world = named(units);
    for (number, unit) in of_tickets.iter().enumerate() {
        world.ticket(SITE, &format!("t{number}"), LATE, &[("unit", unit)]);
    }
    let settled = world.settle(zibo());
    assert_eq!(settled.rejects, []);
    overdue(&settled)
}

fn rejected(units: &[(&str, &str)]) -> Vec<(u64, &'static str, String)> {
    let settled = named(units).settle(zibo());
    assert!(settled.rejects.iter().all(|reject| reject.code == RejectCode::UnitNameTwice), "{:?}", settled.rejects);
    settled.rejects.into_iter().map(|reject| (reject.place.row, reject.column, reject.original)).collect()
}

#[test]
fn an_alias_counts_under_the_name_of_its_unit() {
    let units = [("示例市发展局", "示例市计划委员会;示例市物价局 ；发展局")];
    let found = counted(&units, &["示例市计划委员会", "示例市物价局", "发展局", "示例市发展局", "示例市体育局"]);
    assert_eq!(found, [("示例市体育局".to_string(), 1), ("示例市发展局".to_string(), 4)]);
}

#[test]
fn spellings_of_blanks_and_brackets_are_one_name() {
    let found =
        counted(&[("示例局（本级）", "Office 1")], &["示例局(本级)", "示例局 （本级）", "示例局\u{3000}( 本级 )", "Office\u{a0} 1", "Office 12", "Office1"]);
    assert_eq!(found, [("Office 12".to_string(), 1), ("Office1".to_string(), 1), ("示例局（本级）".to_string(), 4)]);
}

#[test]
fn without_a_row_a_name_counts_as_it_is_written() {
    let found = counted(&[], &["示例局（本级）", "示例局(本级)"]);
    assert_eq!(found, [("示例局(本级)".to_string(), 1), ("示例局（本级）".to_string(), 1)]);
    assert_eq!(UnitNames::default().name(" 甲 "), " 甲 ");
}

#[test]
fn an_alias_of_two_units_rejects_both() {
    let found = rejected(&[("甲局", "旧局"), ("乙局", "x;旧局"), ("丙局", "另一局")]);
    assert_eq!(found, [(3, "aliases", "旧局".to_string()), (2, "aliases", "旧局".to_string())]);
}

#[test]
fn an_alias_that_is_another_unit_rejects_both() {
    assert_eq!(rejected(&[("甲局", "乙局"), ("乙局", "")]), [(3, "unit", "乙局".to_string()), (2, "aliases", "乙局".to_string())]);
    // A chain of mergers: nobody can tell where it ends.
    assert_eq!(rejected(&[("甲局", "乙局"), ("乙局", "丙局"), ("丙局", "")]).len(), 3);
}

#[test]
fn two_spellings_of_one_name_are_two_rows_of_one_unit() {
    assert_eq!(rejected(&[("甲局(本级)", ""), ("甲局（本级）", "x")]).len(), 2);
}

#[test]
fn an_alias_may_repeat_the_name_itself_and_be_empty() {
    assert_eq!(counted(&[("甲局", "甲局;;乙局; 乙局 ;")], &["乙局"]), [("甲局".to_string(), 1)]);
}

#[test]
fn rejected_rows_give_no_name() {
    let mut world = named(&[("甲局", "旧局;甲办"), ("乙局", "旧局")]);
    world.ticket(SITE, "t1", LATE, &[("unit", "甲办")]);
    assert_eq!(overdue(&world.settle(zibo())), [("甲办".to_string(), 1)]);
}

#[test]
fn sponsors_are_named_alike_and_no_verdict_or_digest_depends_on_units() {
    let with = named(&[("示例局", "示例单位01")]).settle(zibo());
    let without = named(&[]).settle(zibo());
    assert_eq!(with.verdict(SITE), without.verdict(SITE));
    let sponsor = |settled: &Settled<'_>| settled.census().sites[0].place.as_ref().unwrap().sponsor.clone();
    assert_eq!((sponsor(&with), sponsor(&without)), ("示例局".to_string(), "示例单位01".to_string()));
}
