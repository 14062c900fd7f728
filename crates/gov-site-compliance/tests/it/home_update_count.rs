//! Distinct addresses of home columns in the window (reading 15): edges, gaps, and that they are a monoid.

use gov_site_compliance::{
    Day, Plan, Standard,
    facts::{HomeItems, HomeWindow, Setting},
    indicator::{Finding, Judgement},
    standard::Library,
};
use proptest::prelude::*;

use crate::support::{SITE, World, at, cells, day, result, vetoes};

/// Key of the clause.
const CLAUSE: &str = "enough_home_updates";

/// A standard that adds clauses on home updates to another: key, days of the window, updates.
pub fn with_clauses(base: &str, clauses: &[(&str, u32, u32)]) -> Standard {
    let mut text = format!("id = \"ours\"\nrevision = 1\nextends = \"{base}\"\ntitle = \"本市办法\"\n");
    for (key, days, updates) in clauses {
        text += &format!(
            "[clause.{key}]\nitem = \"首页栏目\"\ntitle = \"首页栏目更新\"\ntext = \"2周内首页栏目更新少于10条。\"\nindicator = \"home_update_count\"\n\
             effect = \"report\"\ngrade = \"C\"\nsource = \"监测程序\"\n[clause.{key}.limits]\n\
             window = {{ amount = {days}, unit = \"days\", edge = \"above\", grade = \"C\", source = \"监测程序\" }}\n\
             updates = {{ amount = {updates}, unit = \"count\", edge = \"at_least\", grade = \"C\", source = \"监测程序\" }}\n"
        );
    }
    let mut library = Library::embedded();
    let id = library.add("ours.toml", &text).unwrap();
    library.resolve(&id).unwrap()
}

fn ours() -> Standard {
    with_clauses("national-2015", &[(CLAUSE, 14, 10)])
}

/// A site of which columns and updates are declared complete.
fn site() -> World {
    let mut world = World::site(SITE);
    world.declare(&["columns", "updates"]);
    world
}

fn home(world: &mut World, name: &str, with: &[(&'static str, &str)]) {
    let with: Vec<_> = [("on_home", "true")].into_iter().chain(with.iter().copied()).collect();
    world.column(SITE, name, &with, &[]);
}

fn update(world: &mut World, column: &str, url: &str, offset: i32) {
    world.add("updates", &[("column_id", &format!("{SITE}-{column}")), ("url", url), ("published_on", &at(offset))]);
}

/// As many updates of a column, each with an address of its own.
fn updates(world: &mut World, column: &str, count: usize, offset: i32) {
    (0..count).for_each(|number| update(world, column, &format!("http://www.a.gov.cn/{column}/{number}.html"), offset));
}

/// Judgement, certain and possible missing updates, findings of the clause.
fn judged(world: &World) -> (Judgement, (u64, u64), Vec<Finding>) {
    let standard = ours();
    let (verdict, findings) = world.settle(&standard).judge(SITE);
    let measure = verdict.outcome(CLAUSE).unwrap().measure.map_or((0, 0), |measure| (measure.certain, measure.possible));
    (result(&verdict, CLAUSE).clone(), measure, findings.into_iter().filter(|finding| finding.clause == CLAUSE).collect())
}

#[track_caller]
fn assert_judged(world: &World, judgement: Judgement, missing: (u64, u64)) {
    let (found, measure, _) = judged(world);
    assert_eq!((found, measure), (judgement, missing));
}

/// One home column with so many updates.
fn with_updates(count: usize) -> World {
    let mut world = site();
    home(&mut world, "a", &[]);
    updates(&mut world, "a", count, -3);
    world
}

#[test]
fn nine_are_too_few_ten_and_eleven_are_enough() {
    assert_judged(&with_updates(9), Judgement::Fail, (1, 1));
    assert_judged(&with_updates(10), Judgement::Pass, (0, 0));
    assert_judged(&with_updates(11), Judgement::Pass, (0, 0));
    assert_judged(&with_updates(0), Judgement::Fail, (10, 10));
}

#[test]
fn the_finding_is_the_site_and_says_how_many() {
    let (.., findings) = judged(&with_updates(9));
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert_eq!((finding.table, finding.key.as_str(), finding.certain, finding.day), ("sites", SITE, true, Some(day(&at(-3)))));
    assert_eq!(finding.detail, "首页栏目自2017-11-15起仅更新9条，少于10条");
    assert!(judged(&with_updates(10)).2.is_empty());
}

#[test]
fn sentences_say_what_is_missing_of_how_many() {
    let standard = ours();
    let verdict = with_updates(7).settle(&standard).verdict(SITE);
    let (measure, clause) = (verdict.outcome(CLAUSE).unwrap().measure.unwrap(), standard.clause(CLAUSE).unwrap());
    assert_eq!(measure.sentence(clause), "3 of 10 home updates missing, limit 1");
    assert_eq!(measure.chinese(clause), "10条首页更新中缺3条（达到1条即不达标）");
}

#[test]
fn an_address_counts_once_in_a_column_and_over_columns() {
    let mut world = with_updates(9);
    home(&mut world, "b", &[]);
    update(&mut world, "a", "http://www.a.gov.cn/a/0.html", -5);
    update(&mut world, "b", "http://www.a.gov.cn/a/1.html", -1);
    assert_judged(&world, Judgement::Fail, (1, 1));
    update(&mut world, "b", "http://www.a.gov.cn/b/1.html", -1);
    assert_judged(&world, Judgement::Pass, (0, 0));
}

#[test]
fn another_spelling_is_the_same_address_and_another_path_is_none() {
    for same in ["HTTP://WWW.A.GOV.CN/a/0.html", "http://www.a.gov.cn:80/a/0.html#top", "  http://www.a.gov.cn/a/0.html\u{3000}"] {
        let mut world = with_updates(9);
        update(&mut world, "a", same, -3);
        assert_judged(&world, Judgement::Fail, (1, 1));
    }
    for other in ["https://www.a.gov.cn/a/0.html", "http://www.a.gov.cn/A/0.html", "http://www.a.gov.cn/a/0.html?p=1", "/a/0.html"] {
        let mut world = with_updates(9);
        update(&mut world, "a", other, -3);
        assert_judged(&world, Judgement::Pass, (0, 0));
    }
}

#[test]
fn the_window_has_fifteen_days_and_ends_with_the_checkpoint() {
    for (offset, inside) in [(-15, false), (-14, true), (0, true), (1, false)] {
        let mut world = with_updates(9);
        update(&mut world, "a", "http://www.a.gov.cn/edge.html", offset);
        let expected = if inside { (Judgement::Pass, (0, 0)) } else { (Judgement::Fail, (1, 1)) };
        let (judgement, missing, _) = judged(&world);
        assert_eq!((judgement, missing), expected, "{offset}");
    }
}

#[test]
fn an_item_without_a_date_is_no_update_and_an_unreadable_one_may_be() {
    let undated = |state: &str| {
        let mut world = with_updates(9);
        world.add("updates", &[("column_id", &format!("{SITE}-a")), ("url", "http://www.a.gov.cn/x.html"), ("date_state", state)]);
        world
    };
    assert_judged(&undated("not_shown"), Judgement::Fail, (1, 1));
    assert_judged(&undated("unreadable"), Judgement::NotAssessed, (0, 1));
    let mut rejected = with_updates(9);
    rejected.add("updates", &[("column_id", &format!("{SITE}-a")), ("published_on", &at(-1))]);
    assert_judged(&rejected, Judgement::NotAssessed, (0, 1));
    let mut two_short = with_updates(8);
    two_short.add("updates", &[("column_id", &format!("{SITE}-a")), ("published_on", &at(-1))]);
    let (judgement, missing, findings) = judged(&two_short);
    assert_eq!((judgement, missing), (Judgement::Fail, (1, 2)));
    assert_eq!(findings[0].detail, "首页栏目自2017-11-15起仅更新8至9条，少于10条");
}

#[test]
fn only_home_columns_count_and_of_a_navigation_page_those_of_the_second_level() {
    let count = |navigation: &str, home: &[(&'static str, &str)]| {
        let mut world = World::default();
        let mut row = crate::support::site_row(SITE);
        row.push(("home_is_navigation", navigation.into()));
        world.push("sites", row).declare(&["columns", "updates"]);
        world.column(SITE, "a", home, &[]);
        world.column(SITE, "b", if navigation == "true" { &[("on_second_level", "true")] } else { &[("on_home", "true")] }, &[]);
        updates(&mut world, "a", 10, -3);
        judged(&world).0
    };
    assert_eq!(count("false", &[("on_home", "true")]), Judgement::Pass);
    assert_eq!(count("false", &[]), Judgement::Fail);
    assert_eq!(count("false", &[("on_second_level", "true")]), Judgement::Fail);
    assert_eq!(count("true", &[("on_home", "true")]), Judgement::Fail);
    assert_eq!(count("true", &[("on_second_level", "true")]), Judgement::Pass);
}

#[test]
fn columns_that_left_and_repeated_addresses_do_not_count() {
    for left in [("closed_on", at(-1)), ("redirects_to", "http://b.example/".into()), ("finished_topic", "true".into()), ("lists_items", "false".into())] {
        let mut world = with_updates(9);
        home(&mut world, "b", &[(left.0, &left.1)]);
        updates(&mut world, "b", 10, -3);
        let (judgement, missing, _) = judged(&world);
        assert_eq!((judgement, missing), (Judgement::Fail, (1, 1)), "{left:?}");
    }
    let mut twice = site();
    home(&mut twice, "a", &[("url", "http://www.a.gov.cn/news/")]);
    home(&mut twice, "b", &[("url", "http://www.a.gov.cn/news/")]);
    updates(&mut twice, "b", 10, -3);
    assert_judged(&twice, Judgement::Fail, (10, 10));
}

#[test]
fn an_exempt_column_leaves_the_clause() {
    let mut world = with_updates(10);
    home(&mut world, "b", &[]);
    world.add("exemptions", &[("site_code", SITE), ("column_id", &format!("{SITE}-a")), ("indicator", CLAUSE), ("from", &at(-30)), ("approval_no", "1")]);
    assert_judged(&world, Judgement::Fail, (10, 10));
}

#[test]
fn updates_of_a_column_that_may_leave_are_possible_only() {
    // A rejected exemption may take the column out of the clause.
    let mut world = with_updates(10);
    world.add("exemptions", &[("site_code", SITE), ("column_id", &format!("{SITE}-a")), ("indicator", CLAUSE), ("from", "soon"), ("approval_no", "1")]);
    assert_judged(&world, Judgement::NotAssessed, (0, 10));
    home(&mut world, "b", &[]);
    updates(&mut world, "b", 4, -3);
    assert_judged(&world, Judgement::NotAssessed, (0, 6));
    updates(&mut world, "b", 10, -3);
    assert_judged(&world, Judgement::Pass, (0, 0));
}

#[test]
fn what_nobody_looked_at_may_hold_any_number() {
    let undeclared = |count: usize| {
        let mut world = with_updates(count);
        world.declared.clear();
        world
    };
    assert_judged(&undeclared(10), Judgement::Pass, (0, 0));
    assert_judged(&undeclared(2), Judgement::NotAssessed, (0, 8));
    let mut looked = undeclared(2);
    looked.coverage(SITE, "home", &[("from", &at(-14))]);
    assert_judged(&looked, Judgement::Fail, (8, 8));
    let mut late = undeclared(2);
    late.coverage(SITE, "home", &[("from", &at(-13))]);
    assert_judged(&late, Judgement::NotAssessed, (0, 8));
    // One of two columns was not read.
    let mut partly = with_updates(2);
    home(&mut partly, "b", &[]);
    partly.coverage(SITE, "column", &[("column_id", &format!("{SITE}-b")), ("complete", "false"), ("gap", "script_only")]);
    assert_judged(&partly, Judgement::NotAssessed, (0, 8));
    updates(&mut partly, "b", 8, -2);
    assert_judged(&partly, Judgement::Pass, (0, 0));
}

#[test]
fn a_rejected_column_may_hold_any_number_and_an_unknown_list_too() {
    let mut stub = with_updates(2);
    stub.add("columns", &[("column_id", "x"), ("site_code", SITE), ("column_name", "x"), ("kind", "?")]);
    assert_judged(&stub, Judgement::NotAssessed, (0, 8));
    updates(&mut stub, "a", 10, -2);
    assert_judged(&stub, Judgement::Pass, (0, 0));
    let mut list = with_updates(2);
    list.coverage(SITE, "columns", &[("complete", "false")]);
    list.coverage(SITE, "column", &[("column_id", &format!("{SITE}-a"))]);
    assert_judged(&list, Judgement::NotAssessed, (0, 8));
}

#[test]
fn without_a_home_column_there_is_nothing_to_count() {
    let mut world = site();
    world.column(SITE, "a", &[], &[0, -1, -2]);
    let (judgement, _, findings) = judged(&world);
    assert_eq!((judgement, findings.len()), (Judgement::NotAssessed, 0));
}

#[test]
fn clauses_with_windows_and_limits_of_their_own_are_each_answered() {
    let standard = with_clauses("national-2015", &[("a", 14, 10), ("b", 14, 3), ("c", 30, 12), ("d", 5, 2)]);
    let mut world = site();
    home(&mut world, "a", &[]);
    for offset in [0, -6, -7, -8, -20, -21, -22, -23] {
        update(&mut world, "a", &format!("http://www.a.gov.cn/{offset}.html"), offset);
    }
    let verdict = world.settle(&standard).verdict(SITE);
    let missing: Vec<_> = ["a", "b", "c", "d"].map(|clause| verdict.outcome(clause).unwrap().measure.unwrap().certain).into();
    assert_eq!(missing, [6, 0, 4, 1]);
}

#[test]
fn a_plan_that_knows_nothing_of_the_clause_lets_it_unassessed() {
    let standard = ours();
    let mut settled = with_updates(9).settle(&standard);
    settled.plan = crate::support::plan(vetoes());
    assert_eq!(result(&settled.verdict(SITE), CLAUSE), &Judgement::NotAssessed);
}

#[test]
fn nothing_is_kept_and_no_digest_changes_where_no_clause_asks() {
    let with_url = |url: &str| {
        let mut world = with_updates(3);
        update(&mut world, "a", url, -1);
        world
    };
    let one = with_url("http://www.a.gov.cn/x.html").settle(vetoes()).facts(SITE).digest();
    assert_eq!(one, with_url("http://www.a.gov.cn/y.html").settle(vetoes()).facts(SITE).digest());
    assert!(with_url("http://www.a.gov.cn/x.html").settle(vetoes()).fold.home_items.is_empty());
    let ours = ours();
    let digest = |url: &str| with_url(url).settle(&ours).facts(SITE).digest();
    assert_ne!(digest("http://www.a.gov.cn/x.html"), digest("http://www.a.gov.cn/y.html"), "an address is a fact where it counts");
    assert_eq!(digest("http://www.a.gov.cn/x.html"), digest("http://WWW.a.gov.cn/x.html#y"));
}

#[test]
fn a_limit_that_asks_for_nothing_is_a_contradiction() {
    let mut library = Library::embedded();
    let text = "id = \"ours\"\nrevision = 1\nextends = \"national-2015\"\ntitle = \"t\"\n[clause.x]\nitem = \"i\"\ntitle = \"t\"\ntext = \"t\"\n\
                indicator = \"home_update_count\"\neffect = \"report\"\ngrade = \"C\"\nsource = \"s\"\n[clause.x.limits]\n\
                window = { amount = 14, unit = \"days\", edge = \"above\", grade = \"C\", source = \"s\" }\n\
                updates = { amount = 0, unit = \"count\", edge = \"at_least\", grade = \"C\", source = \"s\" }\n";
    let id = library.add("ours.toml", text).unwrap();
    assert!(library.resolve(&id).unwrap_err().to_string().contains("asks for no update"));
}

#[test]
fn plans_of_several_standards_ask_for_the_most_of_each_window() {
    let (one, two) = (with_clauses("national-2015", &[("a", 14, 10), ("b", 30, 2)]), with_clauses("national-2015", &[("a", 14, 5), ("c", 7, 1)]));
    let checkpoint = day(&at(0));
    let plan = Plan::compile(&[&one, &two], Setting { checkpoint, visits_until: checkpoint, period_from: checkpoint }).unwrap();
    let windows: Vec<_> = plan.home_windows().iter().map(|window| (checkpoint.0 - window.first.0, window.enough)).collect();
    assert_eq!(windows, [(30, 2), (14, 10), (7, 1)]);
}

const WINDOWS: [HomeWindow; 2] = [HomeWindow { first: Day(17_470), enough: 4 }, HomeWindow { first: Day(17_485), enough: 12 }];

/// Day and address; few addresses, so that they repeat.
fn items() -> impl Strategy<Value = Vec<(i32, Option<u8>)>> {
    prop::collection::vec((17_460_i32..17_500, prop_oneof![9 => (0_u8..16).prop_map(Some), 1 => Just(None)]), 0..60)
}

fn pushed(items: &[(i32, Option<u8>)]) -> HomeItems {
    let mut pushed = HomeItems::default();
    for (day, page) in items {
        pushed.push(&WINDOWS, Day(*day), page.map(|page| format!("http://www.a.gov.cn/{page}.html")).as_deref());
    }
    pushed
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn items_of_any_parts_in_any_order_are_the_same(
        (items, shuffled) in items().prop_flat_map(|items| (Just(items.clone()), Just(items).prop_shuffle())),
        parts in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let whole = pushed(&items);
        prop_assert_eq!(&pushed(&shuffled), &whole);
        let mut cuts: Vec<usize> = parts.iter().map(|cut| cut.index(shuffled.len() + 1)).chain([0, shuffled.len()]).collect();
        cuts.sort_unstable();
        let mut merged = HomeItems::default();
        cuts.windows(2).rev().for_each(|cut| merged.merge(&pushed(&shuffled[cut[0]..cut[1]])));
        prop_assert_eq!(&merged, &whole);
        prop_assert!(whole.is_sound() && whole.fit(&WINDOWS));
        for window in WINDOWS {
            let inside = || items.iter().filter(|(day, _)| *day >= window.first.0);
            let mut addresses: Vec<_> = inside().filter_map(|(_, page)| *page).collect();
            addresses.sort_unstable();
            addresses.dedup();
            prop_assert_eq!(whole.distinct(window), (addresses.len() as u64).min(u64::from(window.enough)));
            let unread = inside().filter(|(_, page)| page.is_none()).count() as u64;
            prop_assert_eq!(whole.unread(window), if addresses.len() < window.enough as usize { unread } else { 0 });
            prop_assert_eq!(whole.has(window), inside().next().is_some());
        }
    }

    #[test]
    fn what_is_stored_comes_back(items in items()) {
        let items = pushed(&items);
        let text = serde_json::to_string(&items).unwrap();
        prop_assert_eq!(serde_json::from_str::<HomeItems>(&text).unwrap(), items);
    }
}

#[test]
fn ten_thousand_addresses_take_the_room_of_a_few() {
    let mut items = HomeItems::default();
    for page in 0..10_000 {
        items.push(&WINDOWS, Day(17_490), Some(&format!("http://www.a.gov.cn/{page}/{}.html", "x".repeat(page % 500))));
        assert!(serde_json::to_string(&items).unwrap().len() < 1_500, "{page}");
    }
    assert_eq!(WINDOWS.map(|window| items.distinct(window)), [4, 12]);
    assert!(!items.wants(&WINDOWS, Day(17_499)));
}

#[test]
fn stored_items_that_contradict_themselves_are_not_sound() {
    let few = |window: HomeWindow, count: u64| {
        let pairs: Vec<_> = (0..count).map(|number| format!("[{number},7]")).collect();
        format!("{{\"window\":{},\"addresses\":{{\"Few\":[{}]}}}}", serde_json::to_string(&window).unwrap(), pairs.join(","))
    };
    let sound = |text: &str| serde_json::from_str::<HomeItems>(text).is_ok_and(|items| items.is_sound() && items.fit(&WINDOWS));
    assert!(sound("[]") && sound(&format!("[{}]", few(WINDOWS[0], 3))) && sound(&format!("[{},{}]", few(WINDOWS[0], 1), few(WINDOWS[1], 11))));
    let other = HomeWindow { first: Day(17_470), enough: 5 };
    let wrong = [
        few(WINDOWS[0], 4),
        few(WINDOWS[0], 0),
        few(other, 1),
        [few(WINDOWS[1], 1), few(WINDOWS[0], 1)].join(","),
        [few(WINDOWS[0], 1), few(WINDOWS[0], 1)].join(","),
    ];
    for text in wrong {
        assert!(!sound(&format!("[{text}]")), "{text}");
    }
    assert!(!sound("[{\"window\":{\"first\":\"2017-11-01\",\"enough\":4},\"addresses\":\"Many\"}]") && !sound("{}"));
}

#[test]
fn an_address_of_a_megabyte_is_told_from_another_by_its_end() {
    let long = |end: &str| format!("http://www.a.gov.cn/{}{end}", "x".repeat(1 << 20));
    let mut world = with_updates(8);
    let row = |end: &str| cells(&[("column_id", &format!("{SITE}-a")), ("url", &long(end)), ("published_on", &at(-2))]);
    world.push("updates", row("1"));
    world.push("updates", row("1"));
    assert_judged(&world, Judgement::Fail, (1, 1));
    world.push("updates", row("2"));
    assert_judged(&world, Judgement::Pass, (0, 0));
}
