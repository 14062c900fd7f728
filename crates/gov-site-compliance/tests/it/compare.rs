//! What changed between two censuses, out of their stored forms.

use gov_site_compliance::{
    Finding, Standard,
    compare::{Comparison, Digests, FindingChange, FindingRow, TicketRow, censuses, findings, outcomes, tickets},
    standard::Library,
    wire::v1::{Census, ResultWord},
};

use crate::{
    deductions::{faultless, links, priced},
    support::{SITE, World, day, national, zibo},
};

const OTHER: &str = "3703000002";

fn stored(world: &World, standard: &Standard) -> Census {
    Census::from(&world.settle(standard).census())
}

fn compared(before: &World, after: &World) -> Comparison {
    censuses(&stored(before, zibo()), &stored(after, zibo())).unwrap()
}

fn blank(number: usize) -> World {
    let mut world = World::sound(SITE);
    (0..number).for_each(|column| {
        world.column(SITE, &format!("b{column}"), &[("kind", "other")], &[]);
    });
    world
}

#[test]
fn nothing_differs_from_itself() {
    let same = compared(&blank(5), &blank(5));
    assert!(same.is_empty() && same.flips().is_empty() && same.settings.is_empty());
    assert_eq!(same.totals.iter().filter(|total| total.before != total.after).count(), 0);
}

#[test]
fn the_edge_of_a_limit_turns_a_verdict() {
    let changed = compared(&blank(4), &blank(5));
    assert_eq!(changed.flips().into_iter().collect::<Vec<_>>(), [(("qualified", "unqualified"), 1)]);
    let outcomes: Vec<_> = changed.outcomes.iter().map(|change| (change.clause.as_str(), change.after.as_ref().unwrap().result)).collect();
    assert_eq!(outcomes, [("blank_columns", ResultWord::Fail), ("overdue_columns", ResultWord::Pass)]);
    let seen = changed.outcomes[0].before.as_ref().unwrap();
    assert_eq!((seen.result, seen.measured, seen.limit), (ResultWord::Pass, Some(4), Some(5)));
    let totals: Vec<_> = changed.totals.iter().filter(|total| total.before != total.after).map(|total| total.name).collect();
    assert_eq!(totals, ["sites_qualified", "sites_unqualified", "pass_rate"]);
}

#[test]
fn sites_come_go_and_are_excluded() {
    let (one, mut both) = (World::sound(SITE), World::sound(SITE));
    both.join(&World::sound(OTHER));
    let come = compared(&one, &both);
    assert_eq!(come.flips().into_iter().collect::<Vec<_>>(), [(("", "qualified"), 1)]);
    assert_eq!((come.verdicts[0].site_code.as_str(), &come.verdicts[0].before, come.outcomes.len()), (OTHER, &None, 0));
    assert_eq!(compared(&both, &one).flips().into_iter().collect::<Vec<_>>(), [(("qualified", ""), 1)]);
    let mut closed = World::sound(SITE);
    closed.add("site_life", &[("site_code", SITE), ("state", "closed"), ("from", "2017-06-01"), ("approved", "true")]);
    assert_eq!(compared(&one, &closed).flips().into_iter().collect::<Vec<_>>(), [(("qualified", "excluded"), 1)]);
    assert_eq!(compared(&closed, &closed).verdicts, []);
    assert_eq!(compared(&closed, &World::site(OTHER)).flips().len(), 2, "gone, and come");
}

#[test]
fn judged_and_stored_censuses_differ_in_the_same_outcomes() {
    for (before, after) in [(blank(4), blank(5)), (blank(5), World::site(OTHER)), (blank(2), blank(2))] {
        let judged = outcomes(&before.settle(zibo()).census(), &after.settle(zibo()).census());
        assert_eq!(judged, compared(&before, &after).outcomes);
    }
    let judged = outcomes(&blank(4).settle(zibo()).census(), &blank(5).settle(zibo()).census());
    assert_eq!(judged.iter().map(|change| change.clause.as_str()).collect::<Vec<_>>(), ["blank_columns", "overdue_columns"]);
}

#[test]
fn a_clause_of_one_standard_only() {
    let mut library = Library::embedded();
    let text = "id = \"more\"\nrevision = 1\ntitle = \"试验标准\"\nextends = \"zibo-2017\"\n\n[clause.few_blank]\nitem = \"x\"\ntitle = \"少量空白\"\n\
                text = \"x\"\nindicator = \"blank_columns\"\neffect = \"report\"\ngrade = \"D\"\nsource = \"trial\"\n\
                [clause.few_blank.limits]\ncolumns = { amount = 1, unit = \"count\", edge = \"at_least\", grade = \"D\", source = \"trial\" }\n";
    library.add("more.toml", text).unwrap();
    let more = library.resolve("more").unwrap();
    let changed = censuses(&stored(&blank(1), zibo()), &stored(&blank(1), &more)).unwrap();
    let [outcome] = changed.outcomes.as_slice() else { panic!("{:?}", changed.outcomes) };
    assert_eq!((outcome.clause.as_str(), outcome.title.as_str(), &outcome.before), ("few_blank", "少量空白", &None));
    assert!(changed.settings[0].starts_with("standards differ: zibo-2017@1 ") && changed.settings[0].contains(", more@1 "));
    // The reply clock judges no site, so national-2015 alone changes no outcome.
    let national = censuses(&stored(&blank(1), zibo()), &stored(&blank(1), national())).unwrap();
    assert_eq!((national.outcomes, national.settings.len()), (Vec::new(), 1));
}

#[test]
fn digests_tell_how_often() {
    let of = |rows: &[u128]| {
        let mut digests = Digests::default();
        rows.iter().for_each(|row| digests.push(*row));
        digests
    };
    let differing = of(&[3, 1, 1, 2, 5]).differing(of(&[1, 2, 4, 3, 4]));
    let found: Vec<_> = (0..7).filter(|row| differing.contains(*row)).collect();
    assert_eq!(found, [1, 4, 5]);
    assert!(of(&[2, 1]).differing(of(&[1, 2])).is_empty());
}

/// The faultless site with so many systems out of reach, and plans so stale and links so dead that 61 points are left with one of them.
fn poor(systems: usize) -> World {
    let mut world = faultless();
    world.tables.remove("visits");
    world.visits(SITE, 672, 33);
    links(&mut world, "true", "confirmed", 8);
    (0..4).for_each(|number| {
        world.column(SITE, &format!("plan{number}"), &[("kind", "plan")], &[-400]);
    });
    unreachable(&mut world, systems);
    world
}

fn unreachable(world: &mut World, systems: usize) {
    for number in 0..systems {
        world.add("systems", &[("system_id", &format!("x{number}")), ("site_code", SITE), ("reachable", "false")]);
    }
}

#[test]
fn a_score_that_differs_is_a_difference() {
    let (standard, mut worse) = (priced(""), faultless());
    unreachable(&mut worse, 1);
    let changed = censuses(&stored(&faultless(), &standard), &stored(&worse, &standard)).unwrap();
    assert!(!changed.is_empty() && changed.flips().is_empty());
    let [verdict] = &changed.verdicts[..] else { panic!("{:?}", changed.verdicts) };
    let seen = [&verdict.before, &verdict.after].map(|seen| seen.as_ref().unwrap());
    assert_eq!(
        seen.map(|seen| (seen.verdict.as_str(), seen.score.as_deref(), seen.verdict_basis)),
        [("qualified", Some("100.00"), "score"), ("qualified", Some("99.00"), "score")]
    );
    let [outcome] = &changed.outcomes[..] else { panic!("{:?}", changed.outcomes) };
    let off = [&outcome.before, &outcome.after].map(|seen| seen.as_ref().unwrap().points_off.as_deref());
    assert_eq!((outcome.clause.as_str(), off), ("online_systems", [Some("0.00"), Some("1.00")]));
}

#[test]
fn the_same_counts_at_other_points_are_a_difference() {
    let mut world = faultless();
    links(&mut world, "true", "confirmed", 9);
    // Nine points, and eight under the cap.
    let (uncapped, capped) = (priced("dead_links"), priced(""));
    let changed = censuses(&stored(&world, &uncapped), &stored(&world, &capped)).unwrap();
    assert_eq!(outcomes(&world.settle(&uncapped).census(), &world.settle(&capped).census()), changed.outcomes, "judged and stored alike");
    let [verdict] = &changed.verdicts[..] else { panic!("{:?}", changed.verdicts) };
    let seen = [&verdict.before, &verdict.after].map(|seen| seen.as_ref().unwrap());
    assert_eq!(seen.map(|seen| (seen.score.as_deref(), seen.verdict_basis)), [(None, "vetoes"), (Some("92.00"), "score")]);
    let range = |low: &str, high: &str| Some([low.to_string(), high.to_string()]);
    assert_eq!(seen.map(|seen| seen.score_range.clone()), [range("91.00", "100.00"), range("92.00", "92.00")]);
    let [outcome] = &changed.outcomes[..] else { panic!("{:?}", changed.outcomes) };
    let off = [&outcome.before, &outcome.after].map(|seen| seen.as_ref().unwrap()).map(|seen| (seen.measured, seen.points_off.as_deref()));
    assert_eq!((outcome.clause.as_str(), off), ("dead_links", [(Some(9), Some("9.00")), (Some(9), Some("8.00"))]));
}

#[test]
fn a_flip_by_score_says_so() {
    let standard = priced("");
    let changed = censuses(&stored(&poor(2), &standard), &stored(&poor(3), &standard)).unwrap();
    assert_eq!(changed.flips().into_iter().collect::<Vec<_>>(), [(("qualified", "unqualified"), 1)]);
    let seen = [&changed.verdicts[0].before, &changed.verdicts[0].after].map(|seen| seen.as_ref().unwrap());
    assert_eq!(
        seen.map(|seen| (seen.score.as_deref(), seen.vetoes.as_str(), seen.is_failed_by_score())),
        [(Some("60.00"), "", false), (Some("59.00"), "", true)]
    );
    // A failed veto ends the score, and leaves the points out of every clause; only what the veto itself counts differs.
    let mut vetoed = poor(2);
    vetoed.review(SITE, "r", "confirmed", &[]);
    let changed = censuses(&stored(&poor(2), &standard), &stored(&vetoed, &standard)).unwrap();
    let after = changed.verdicts[0].after.as_ref().unwrap();
    assert_eq!((after.score.as_deref(), &after.score_range, after.verdict_basis, after.is_failed_by_score()), (None, &None, "vetoes", false));
    assert_eq!(changed.outcomes.iter().map(|change| change.clause.as_str()).collect::<Vec<_>>(), ["serious_error"]);
}

fn finding(key: &str, detail: &str) -> Finding {
    Finding {
        site_code: SITE.into(),
        clause: "blank_columns".into(),
        table: "columns",
        key: key.into(),
        certain: true,
        day: None,
        detail: detail.into(),
        source_ref: None,
    }
}

#[test]
fn cells_do_not_run_into_each_other() {
    let (one, two) = (finding("ab", "c"), finding("a", "bc"));
    assert_ne!(FindingRow::from(&one).digest(), FindingRow::from(&two).digest());
    let dated = Finding { day: Some(day("2017-11-29")), ..one.clone() };
    assert_ne!(FindingRow::from(&one).digest(), FindingRow::from(&dated).digest());
    let referred = Finding { source_ref: Some("x".into()), ..one.clone() };
    assert_eq!(FindingRow::from(&one).digest(), FindingRow::from(&referred).digest(), "where a row is from makes no other finding");
}

#[test]
fn findings_that_changed_have_both_sides() {
    let (one, two, three) = (finding("a", "x"), finding("a", "y"), finding("b", "x"));
    let pairs = findings(vec![(&one).into(), (&three).into()], vec![(&two).into()]);
    let changes: Vec<_> = pairs.iter().filter_map(FindingChange::of).collect();
    assert_eq!((changes[0].change, changes[1].change, changes.len()), ("changed", "removed", 2));
    assert_eq!((changes[0].before.as_ref().unwrap().detail.as_str(), changes[0].after.as_ref().unwrap().detail.as_str()), ("x", "y"));
}

fn ticket(over: i64, unit: &'static str) -> TicketRow<'static> {
    TicketRow {
        ticket_id: "t".into(),
        site_code: None,
        unit: unit.into(),
        state: "open_overdue".into(),
        deadline: Some(day("2017-11-10")),
        answered_on: None,
        working_days_over: Some(over),
        basis: "".into(),
    }
}

#[test]
fn a_ticket_that_only_grows_older_does_not_change() {
    assert_eq!(tickets([ticket(3, "甲")], [ticket(9, "甲")]).unwrap(), []);
    assert_eq!(ticket(3, "甲").digest(), ticket(9, "甲").digest());
    assert_eq!(tickets([ticket(3, "甲")], [ticket(3, "乙")]).unwrap().len(), 1);
    let twice = tickets([ticket(3, "甲"), ticket(3, "甲")], []).unwrap_err();
    assert_eq!(twice.to_string(), "two rows of tickets have the key t");
}
