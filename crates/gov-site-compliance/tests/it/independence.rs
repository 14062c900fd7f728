//! A verdict depends on the site's own rows, on nothing else: no other site, no order of rows.

use gov_site_compliance::{
    Verdict,
    indicator::{Case, Finding},
    verdict::judge_clause,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::{
    random_site::site,
    support::{SITE, World, at, calendar, cells, national},
};

const OTHERS: [&str; 3] = ["3703000000", "3703000002", "370300000"];

/// Verdict with digest and findings.
fn judged(world: &World) -> (Verdict, Vec<Finding>) {
    world.settle(national()).judge(SITE)
}

/// Only rows: what an owner declares, he declares for all sites at once.
fn with_declaration_of(rows: World, owner: &World) -> World {
    World { declared: owner.declared.clone(), ..rows }
}

/// All rows of every table in another order.
fn shuffled(world: World) -> impl Strategy<Value = World> {
    let tables: Vec<_> = world.tables.into_iter().map(|(table, rows)| Just(rows).prop_shuffle().prop_map(move |rows| (table, rows))).collect();
    let declared = world.declared;
    tables.prop_map(move |tables| World { tables: tables.into_iter().collect(), declared: declared.clone() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, max_shrink_iters: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn other_sites_leave_verdict_findings_and_digest_alone(own in site(), others in prop::collection::vec(site(), 1..4)) {
        let alone = own.render(SITE);
        let mut together = alone.clone();
        for (code, other) in OTHERS.into_iter().zip(&others) {
            together.join(&other.render(code));
        }
        let together = with_declaration_of(together, &alone);
        // A declared table must be there in both folders, if only with headings.
        let mut alone = alone;
        together.tables.keys().for_each(|table| { alone.tables.entry(table).or_default(); });
        prop_assert_eq!(judged(&alone), judged(&together));
    }

    #[test]
    fn the_order_of_rows_leaves_no_trace((before, after) in site().prop_flat_map(|site| {
        let world = site.render(SITE);
        (Just(world.clone()), shuffled(world))
    })) {
        prop_assert_eq!(judged(&before), judged(&after));
    }

    #[test]
    fn a_clause_judged_alone_is_as_among_all(own in site()) {
        let settled = own.render(SITE).settle(national());
        let facts = settled.facts(SITE);
        for (key, outcome) in &settled.verdict(SITE).outcomes {
            let case = Case::new(&facts, &settled.plan, &national().readings, calendar());
            prop_assert_eq!(&judge_clause(national().clause(key).unwrap(), &case, &mut |_| {}), outcome, "{}", key);
        }
    }

    #[test]
    fn a_repeated_registry_row_changes_nothing(own in site()) {
        let once = own.render(SITE);
        let mut twice = once.clone();
        for (table, rows) in &mut twice.tables {
            if !matches!(*table, "updates" | "visits") {
                // Rows that cannot be read are charged one by one.
                let sound: Vec<_> = rows.iter().filter(|row| !row.iter().any(|(_, text)| text == "?" || text == "soon")).cloned().collect();
                rows.extend(sound);
            }
        }
        prop_assert_eq!(judged(&once), judged(&twice));
    }
}

/// Five blank columns that were looked at, in a list that is known.
fn blank_site(code: &str) -> World {
    let mut world = World::site(code);
    for name in ["b1", "b2", "b3", "b4", "b5"] {
        world.column(code, name, &[], &[]);
    }
    world.coverage(code, "columns", &[]);
    world
}

#[test]
fn a_bad_row_of_another_site_makes_no_parent_here() {
    // A column of the other site names ours as its parent: it is rejected, and ours stays a blank leaf.
    let mut world = blank_site(SITE);
    world.join(&World::site(OTHERS[1]));
    let before = judged(&world);
    world.column(OTHERS[1], "x", &[("parent_id", &format!("{SITE}-b1"))], &[0]);
    assert_eq!(judged(&world).0.outcome("blank_columns"), before.0.outcome("blank_columns"));
}

#[test]
fn a_ticket_through_the_channel_of_another_site_is_its_own_sites() {
    let mut world = World::site(SITE);
    world.join(&World::site(OTHERS[1]));
    world.add("channels", &[("channel_id", "k"), ("site_code", OTHERS[1]), ("kind", "consultation")]);
    world.push("tickets", cells(&[("ticket_id", "t"), ("site_code", SITE), ("channel_id", "k"), ("unit", "示例单位01"), ("submitted_on", &at(-20))]));
    let settled = world.settle(national());
    assert_eq!(settled.rejects, []);
    assert_eq!((settled.facts(SITE).tickets.len(), settled.facts(OTHERS[1]).tickets.len()), (1, 0));
}

/// Judges the folder with its rows as they stand, and with those of one table turned round.
fn in_both_orders(world: &World, table: &str) -> [Vec<String>; 2] {
    let mut turned = world.clone();
    turned.tables.get_mut(table).unwrap().reverse();
    [world, &turned].map(|world| {
        let settled = world.settle(national());
        let mut rejects: Vec<_> = settled.rejects.iter().map(|reject| format!("{} {} {}", reject.table, reject.code, reject.original)).collect();
        rejects.sort();
        rejects.push(format!("{:?}", settled.judge(SITE)));
        rejects
    })
}

#[test]
fn a_parent_that_two_sites_claim_is_refused_in_either_order() {
    let mut world = blank_site(SITE);
    world.join(&World::site(OTHERS[1]));
    world.column(SITE, "child", &[("parent_id", "p")], &[]);
    world.column(SITE, "p", &[("column_id", "p")], &[]);
    world.column(OTHERS[1], "p", &[("column_id", "p")], &[]);
    let [forth, back] = in_both_orders(&world, "columns");
    assert_eq!(forth, back);
}

#[test]
fn a_column_that_two_sites_claim_is_foreign_in_either_order() {
    let mut world = blank_site(SITE);
    world.join(&World::site(OTHERS[1]));
    // Both rows are rejected while reading, so only their stubs are known.
    world.column(SITE, "p", &[("column_id", "p"), ("on_home", "?")], &[]);
    world.column(OTHERS[1], "p", &[("column_id", "p"), ("on_home", "?")], &[]);
    world.add("exemptions", &[("site_code", SITE), ("column_id", "p"), ("from", &at(-9)), ("approval_no", "〔2017〕1号")]);
    let [forth, back] = in_both_orders(&world, "columns");
    assert_eq!(forth, back);
}

#[test]
fn a_parent_with_two_contradicting_rows_is_the_same_in_either_order() {
    let mut world = blank_site(SITE);
    world.column(SITE, "child", &[("parent_id", &format!("{SITE}-p"))], &[]);
    world.column(SITE, "p", &[("parent_id", &format!("{SITE}-child"))], &[]);
    world.column(SITE, "p", &[], &[]);
    let [forth, back] = in_both_orders(&world, "columns");
    assert_eq!(forth, back, "the cycle must not come and go with the order of rows");
}

#[test]
fn sites_come_out_in_the_order_of_their_codes() {
    let mut runner = TestRunner::deterministic();
    let mut world = World::default();
    for code in ["3703000009", "3703000001", "3703000005"] {
        world.join(&site().new_tree(&mut runner).unwrap().current().render(code));
    }
    let census = world.settle(national()).census();
    let codes: Vec<_> = census.sites.iter().map(|site| site.site_code.as_str()).collect();
    assert_eq!(codes, ["3703000001", "3703000005", "3703000009"]);
}
