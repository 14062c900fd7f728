//! Readings 6 and 8: the order of outcomes, exclusion, exemptions, switches on which a verdict hangs.

use gov_site_compliance::{
    Gap, LifeState, Standard,
    indicator::Judgement,
    standard::Readings,
    verdict::{Status, exclusion},
};

use crate::support::{CHECKPOINT, SITE, VETOES, World, at, cells, day, national, result};

fn status(world: &World) -> Status {
    world.settle(national()).verdict(SITE).status
}

/// A sound site whose table of tickets nobody declared: one gap.
fn with_a_gap() -> World {
    let mut world = World::sound(SITE);
    world.declared.remove("tickets");
    world
}

#[test]
fn a_sound_site_is_qualified_by_all_seven() {
    let verdict = World::sound(SITE).settle(national()).verdict(SITE);
    assert_eq!(verdict.status, Status::Qualified);
    let keys: Vec<_> = verdict.outcomes.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys[..7], VETOES, "in the order of the standard, the census's own clauses left out");
    for clause in VETOES {
        assert_eq!(result(&verdict, clause), &Judgement::Pass, "{clause}");
        assert!(verdict.outcome(clause).unwrap().gaps.is_empty() && verdict.outcome(clause).unwrap().measure.is_some(), "{clause}");
    }
    assert_eq!((verdict.decisive.len(), verdict.evidence.len()), (0, 64));
}

#[test]
fn a_failed_veto_goes_before_gaps_and_the_gaps_are_still_listed() {
    let mut world = with_a_gap();
    world.review(SITE, "r", "confirmed", &[]);
    let verdict = world.settle(national()).verdict(SITE);
    assert_eq!(verdict.status, Status::Unqualified);
    assert_eq!(result(&verdict, "serious_error"), &Judgement::Fail);
    assert_eq!(result(&verdict, "interaction_unanswered"), &Judgement::NotAssessed);
    assert_eq!(verdict.outcome("interaction_unanswered").unwrap().gaps.iter().collect::<Vec<_>>(), [&Gap::NotCollected]);
    // Also where the gap is the failed clause's own.
    world.review(SITE, "s", "suspected", &[]);
    let verdict = world.settle(national()).verdict(SITE);
    assert_eq!(result(&verdict, "serious_error"), &Judgement::Fail);
    assert!(verdict.outcome("serious_error").unwrap().gaps.contains(&Gap::Incomplete));
}

#[test]
fn one_veto_not_assessed_keeps_a_site_from_being_qualified() {
    assert_eq!(status(&with_a_gap()), Status::NotAssessed);
    assert_eq!(status(&World::site(SITE)), Status::NotAssessed, "nothing known at all");
}

#[test]
fn a_clause_that_is_only_a_report_decides_nothing() {
    let mut report = national().clone();
    report.clauses.iter_mut().find(|clause| clause.key == "serious_error").unwrap().effect = gov_site_compliance::standard::Effect::Report;
    let mut world = World::sound(SITE);
    world.review(SITE, "r", "confirmed", &[]);
    let verdict = world.settle(&report).verdict(SITE);
    assert_eq!(result(&verdict, "serious_error"), &Judgement::Fail);
    assert_eq!(verdict.status, Status::Qualified);
    assert_eq!(status(&world), Status::Unqualified, "as a veto it does");
}

/// An approved exemption of the whole site from a clause, or from all.
fn exempt(world: &mut World, clause: &str, from: i32, to: Option<i32>) {
    let row =
        cells(&[("site_code", SITE), ("indicator", clause), ("from", &at(from)), ("to", &to.map(at).unwrap_or_default()), ("approval_no", "〔2017〕1号")]);
    world.push("exemptions", row);
}

#[test]
fn an_exemption_of_the_site_takes_the_clause_away_at_both_ends() {
    for (from, to, applies) in [(-9, None, false), (0, Some(0), false), (-9, Some(0), false), (0, None, false), (1, None, true), (-9, Some(-1), true)] {
        let mut world = World::sound(SITE);
        world.review(SITE, "r", "confirmed", &[]);
        exempt(&mut world, "serious_error", from, to);
        let verdict = world.settle(national()).verdict(SITE);
        assert_eq!(matches!(result(&verdict, "serious_error"), Judgement::Fail), applies, "{from} {to:?}");
        assert_eq!(matches!(result(&verdict, "serious_error"), Judgement::NotApplicable(_)), !applies, "{from} {to:?}");
        assert_eq!(verdict.status, if applies { Status::Unqualified } else { Status::Qualified });
    }
}

#[test]
fn an_exemption_needs_approval() {
    let mut world = World::sound(SITE);
    world.review(SITE, "r", "confirmed", &[]);
    world.add("exemptions", &[("site_code", SITE), ("indicator", "serious_error"), ("from", &at(-9))]);
    assert_eq!(status(&world), Status::Unqualified);
    world.add("exemptions", &[("site_code", SITE), ("indicator", "serious_error"), ("from", &at(-8)), ("approved_by", "示例办公室")]);
    assert_eq!(status(&world), Status::Qualified, "the name of the approving body is enough");
}

#[test]
fn with_no_veto_applicable_a_site_is_not_assessed() {
    let mut world = World::sound(SITE);
    exempt(&mut world, "", -9, None);
    let verdict = world.settle(national()).verdict(SITE);
    for clause in VETOES {
        assert!(matches!(result(&verdict, clause), Judgement::NotApplicable(_)), "{clause}");
    }
    assert_eq!(verdict.status, Status::NotAssessed);
    // All but one: the one that is left decides.
    let mut world = World::sound(SITE);
    VETOES.iter().filter(|clause| **clause != "site_unreachable").for_each(|clause| exempt(&mut world, clause, -9, None));
    assert_eq!(status(&world), Status::Qualified);
}

/// Adds a state of the site; `to` empty while it lasts.
fn life(world: &mut World, state: &str, from: i32, to: Option<i32>, with: &[(&'static str, &str)]) {
    let mut row = cells(&[("site_code", SITE), ("state", state), ("from", &at(from)), ("to", &to.map(at).unwrap_or_default())]);
    row.extend(cells(with));
    world.push("site_life", row);
}

fn excluded(world: &World) -> Option<LifeState> {
    let settled = world.settle(national());
    let found = exclusion(&settled.facts(SITE), day(CHECKPOINT)).map(|exclusion| exclusion.state);
    assert_eq!(settled.census().excluded().count(), usize::from(found.is_some()), "the census agrees");
    found
}

#[test]
fn an_approved_state_excludes_at_both_ends_of_its_interval() {
    for state in ["closed", "suspended", "exempt"] {
        for (from, to, inside) in [(0, None, true), (0, Some(0), true), (-30, Some(0), true), (-30, None, true), (1, None, false), (-30, Some(-1), false)] {
            let mut world = World::sound(SITE);
            life(&mut world, state, from, to, &[("approved", "true"), ("approval_no", "〔2017〕2号")]);
            assert_eq!(excluded(&world), inside.then(|| LifeState::read(state).unwrap()), "{state} {from} {to:?}");
        }
    }
}

#[test]
fn without_approval_a_site_is_judged_as_it_stands() {
    for approved in [&[][..], &[("approved", "false")]] {
        for state in ["closed", "suspended"] {
            let mut world = World::sound(SITE);
            life(&mut world, state, -30, None, approved);
            assert_eq!(excluded(&world), None, "{state} {approved:?}");
            assert_eq!(status(&world), Status::Qualified, "as it stands");
        }
    }
}

#[test]
fn running_and_moved_exclude_nothing() {
    for state in ["running", "moved"] {
        let mut world = World::sound(SITE);
        life(&mut world, state, -30, None, &[("approved", "true"), ("approval_no", "〔2017〕2号")]);
        assert_eq!(excluded(&world), None, "{state}");
    }
}

#[test]
fn of_several_states_the_newest_is_named() {
    let mut world = World::sound(SITE);
    life(&mut world, "suspended", -60, None, &[("approved", "true")]);
    life(&mut world, "closed", -30, None, &[("approved", "true"), ("approval_no", "〔2017〕3号")]);
    assert_eq!(excluded(&world), Some(LifeState::Closed));
    let settled = world.settle(national());
    let exclusion = exclusion(&settled.facts(SITE), day(CHECKPOINT)).unwrap();
    assert_eq!((exclusion.from, exclusion.approval.as_deref()), (day(&at(-30)), Some("〔2017〕3号")));
}

#[test]
fn excluded_sites_stand_apart_from_the_totals() {
    let mut world = World::sound(SITE);
    life(&mut world, "closed", -30, None, &[("approved", "true")]);
    world.join(&World::sound("3703000002"));
    let mut failing = World::sound("3703000003");
    failing.review("3703000003", "r", "confirmed", &[]);
    world.join(&failing);
    // Declared tables leave nothing open, so the fourth is one without a week of visits.
    world.join(&World::site("3703000004"));
    let totals = world.settle(national()).census().totals();
    assert_eq!((totals.qualified, totals.unqualified, totals.not_assessed, totals.excluded), (1, 1, 1, 1));
    assert_eq!((totals.registered(), totals.total(), totals.assessed()), (4, 3, 2));
    assert_eq!((totals.pass_rate().as_deref(), totals.coverage().as_deref()), (Some("50.00"), Some("66.67")));
}

#[test]
fn a_closed_site_that_answers_is_warned_of() {
    let mut world = World::sound(SITE);
    life(&mut world, "closed", -30, None, &[("approved", "true")]);
    let codes = |world: &World| world.settle(national()).census().warnings.iter().map(|warning| warning.code).collect::<Vec<_>>();
    assert_eq!(codes(&world), ["no_sites", "running_while_closed"], "and no other site is left to be judged");
    world.tables.get_mut("visits").unwrap().clear();
    assert_eq!(codes(&world), ["no_sites"], "silent as it should be");
}

fn under(key: &str, value: &str) -> Standard {
    Standard { readings: Readings::default().with(key, value).unwrap(), ..national().clone() }
}

/// Switches on which the verdict hangs: key, other value, verdict under it.
fn decisive(world: &World, standard: &Standard) -> Vec<(&'static str, &'static str, Status)> {
    let verdict = world.settle(standard).verdict(SITE);
    verdict.decisive.into_iter().map(|switch| (switch.reading, switch.otherwise, switch.status)).collect()
}

/// What the other value of a switch is said to give is what it gives.
fn reported_truly(world: &World) {
    for (key, value, status) in decisive(world, national()) {
        assert_eq!(world.settle(&under(key, value)).verdict(SITE).status, status, "{key} = {value}");
    }
}

#[test]
fn suspected_visits_decide_by_the_switch() {
    let mut world = World::sound(SITE);
    let suspected = world.tables.get_mut("visits").unwrap().iter_mut().take(7);
    suspected.for_each(|row| row.iter_mut().filter(|(field, _)| *field == "status").for_each(|(_, text)| *text = "403".into()));
    assert_eq!(status(&world), Status::NotAssessed);
    let expected = [("suspected_status", "failed", Status::Unqualified), ("suspected_status", "ok", Status::Qualified)];
    assert_eq!(decisive(&world, national()), expected);
    reported_truly(&world);
    assert_eq!(
        decisive(&world, &under("suspected_status", "ok")),
        [("suspected_status", "possible", Status::NotAssessed), ("suspected_status", "failed", Status::Unqualified)]
    );
}

#[test]
fn a_late_answer_decides_by_the_switch() {
    let mut world = World::sound(SITE);
    world.ticket(SITE, "t", "2017-06-01", &[("answered_on", "2017-10-01"), ("reply_kind", "answered")]);
    assert_eq!(status(&world), Status::Unqualified);
    assert_eq!(decisive(&world, national()), [("late_answers_count", "no", Status::Qualified)]);
    reported_truly(&world);
}

#[test]
fn blank_core_columns_decide_by_the_switch() {
    let mut world = World::sound(SITE);
    (1..=4).for_each(|number| {
        world.column(SITE, &format!("blank{number}"), &[], &[]);
    });
    world.column(SITE, "stale", &[], &[-15]);
    assert_eq!(status(&world), Status::Qualified, "four blank, one stale, five together");
    assert_eq!(decisive(&world, national()), [("blank_in_core", "yes", Status::Unqualified)]);
    reported_truly(&world);
}

#[test]
fn headings_decide_by_the_switch() {
    let mut world = World::sound(SITE);
    for number in 1..=5 {
        world.column(SITE, &format!("heading{number}"), &[("kind", "overview")], &[]);
        world.column(SITE, &format!("leaf{number}"), &[("kind", "overview"), ("parent_id", &format!("{SITE}-heading{number}"))], &[-400]);
    }
    assert_eq!(status(&world), Status::Qualified, "pure headings do not count");
    assert_eq!(decisive(&world, national()), [("counted_columns", "all", Status::Unqualified)]);
    reported_truly(&world);
}

#[test]
fn visits_in_one_slot_decide_by_the_switch() {
    let mut world = World::sound(SITE);
    // All twenty visits of the first day within ten minutes.
    for row in world.tables.get_mut("visits").unwrap() {
        let first = at(-6);
        row.iter_mut()
            .filter(|(field, text)| *field == "visited_at" && text.starts_with(&first))
            .for_each(|(_, text)| *text = format!("{first}T08:00:00+08:00"));
    }
    assert_eq!(status(&world), Status::NotAssessed);
    assert_eq!(decisive(&world, national()), [("visit_slots", "none", Status::Qualified)]);
    reported_truly(&world);
}

#[test]
fn a_switch_that_changes_no_verdict_is_not_named() {
    let mut world = World::sound(SITE);
    world.column(SITE, "blank", &[], &[]);
    world.ticket(SITE, "t", "2017-06-01", &[("answered_on", "2017-10-01")]);
    world.review(SITE, "r", "confirmed", &[]);
    assert_eq!(status(&world), Status::Unqualified);
    assert_eq!(decisive(&world, national()), [], "unqualified whatever the switch says");
}
