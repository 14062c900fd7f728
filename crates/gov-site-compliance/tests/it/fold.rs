//! `fold == push == merge of any partition, in any order`: facts, verdicts and digests do not know how the rows came.

use gov_site_compliance::{
    ColumnActivity, Day, Fold, Plan, Registry, Update, Visit, VisitSummary,
    facts::SiteCharges,
    ingest::{Charge, Stub},
    same_url,
};
use proptest::prelude::*;

use crate::{
    home_update_count::with_clauses,
    support::{Settled, World, at, cells, day, moment, national, plan, read},
};

const SITES: [&str; 2] = ["3703000001", "3703000002"];
const COLUMNS: [&str; 3] = ["a", "b", "c"];

/// One thing that is folded.
#[derive(Clone, Debug)]
enum Event {
    Update(Update),
    Visit(Visit),
    Charge(Charge),
}

fn world() -> World {
    let mut world = World::default();
    for site in SITES {
        world.join(&World::site(site));
        for (name, kind) in COLUMNS.into_iter().zip(["news", "notice", "overview"]) {
            world.column(site, name, &[("kind", kind), ("on_home", "true")], &[]);
        }
        world.add("channels", &[("channel_id", &format!("{site}-k")), ("site_code", site), ("kind", "consultation")]);
        world.add("site_addresses", &[("site_code", site), ("filed_on", &at(-3)), ("url", &format!("http://new.s{site}.gov.cn/"))]);
    }
    world.declare(&["columns", "updates", "tickets", "reviews"]);
    world
}

fn update() -> impl Strategy<Value = Event> {
    let date = prop_oneof![4 => (-400_i32..20).prop_map(Some), 1 => Just(None)];
    let state = prop_oneof![Just("not_shown"), Just("unreadable"), Just("")];
    (0..2_usize, 0..3_usize, date, state, 0..40_u32, prop::option::of(-20_i32..5)).prop_map(|(site, column, date, state, url, seen)| {
        let mut row = cells(&[("column_id", &format!("{}-{}", SITES[site], COLUMNS[column])), ("url", &format!("http://a.example/{url}"))]);
        match date {
            Some(offset) => row.push(("published_on", at(offset))),
            None => row.push(("date_state", state.into())),
        }
        row.extend(seen.map(|offset| ("observed_at", format!("{}T12:00:00+08:00", at(offset)))));
        Event::Update(read(&row, 2).unwrap())
    })
}

fn visit() -> impl Strategy<Value = Event> {
    let how = prop_oneof![
        8 => Just(("status", "200")), 2 => Just(("status", "403")), 1 => Just(("status", "521")), 2 => Just(("status", "503")), 1 => Just(("failure", "connect")),
        1 => Just(("failure", "challenge")), 1 => Just(("failure", "monitor_fault")), 1 => Just(("duration_ms", "15000")),
    ];
    let url = prop_oneof![3 => Just(""), 1 => Just("http://www.s{}.gov.cn/"), 1 => Just("http://new.s{}.gov.cn/"), 1 => Just("http://other.example/")];
    (0..2_usize, -9_i32..2, 0..1440_u32, how, url, any::<bool>()).prop_map(|(site, offset, minute, how, url, manual)| {
        let time = format!("{}T{:02}:{:02}:00+08:00", at(offset), minute / 60, minute % 60);
        let mut row = cells(&[("site_code", SITES[site]), ("visited_at", &time), ("vantage", "v1"), how, ("url", &url.replace("{}", SITES[site]))]);
        if how.0 == "duration_ms" {
            row.push(("status", "200".into()));
        }
        row.push(("manual", manual.to_string()));
        Event::Visit(read(&row, 2).unwrap())
    })
}

fn charge() -> impl Strategy<Value = Event> {
    let site = prop_oneof![4 => (0..2_usize).prop_map(|site| SITES[site].to_string()), 1 => Just("0000000000".to_string())];
    let name = prop::option::of("[a-d]");
    (0..12_u32, site, name.clone(), name, any::<bool>(), prop::option::of(-9_i32..2)).prop_map(|(kind, site, one, two, flag, offset)| {
        let column = one.as_ref().map(|name| format!("{site}-{name}"));
        let observed_at = offset.map(|offset| moment(&format!("{} 10:00", at(offset))));
        Event::Charge(match kind {
            0 => Charge::Column { site, stub: Stub { id: column, name: one, parent: two, url: None, parent_at_fault: false } },
            1 => Charge::Visit(site),
            2 => Charge::Ticket { site: flag.then(|| site.clone()), channel: Some(format!("{site}-k")) },
            3 => Charge::Review(site),
            4 => Charge::Life(site),
            5 => Charge::Address(site),
            6 => Charge::Exemption { site, column, indicator: two },
            7 => Charge::Coverage { site, subject: None, column, observed_at },
            8 => Charge::Update { column: column.unwrap_or_default(), proves_item: flag },
            9 => Charge::Table(if flag { "updates" } else { "tickets" }),
            10 => Charge::Channel { site: Some(site), channel: "x".into() },
            _ => Charge::Nobody,
        })
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(prop_oneof![4 => update(), 4 => visit(), 2 => charge()], 0..120)
}

/// The events with a new order, each in one of up to five parts, and the order in which the parts are merged.
fn partition(events: Vec<Event>) -> impl Strategy<Value = (Vec<Event>, Vec<Vec<Event>>)> {
    let count = events.len();
    (Just(events.clone()), Just(events).prop_shuffle(), prop::collection::vec(0..5_usize, count), Just([0, 1, 2, 3, 4]).prop_shuffle(), 1..6_usize).prop_map(
        |(events, shuffled, at, order, parts)| {
            let mut split = vec![Vec::new(); parts];
            for (event, part) in shuffled.into_iter().zip(at) {
                split[part % parts].push(event);
            }
            let ordered = order.into_iter().filter(|part| *part < parts).map(|part| split[part].clone()).collect();
            (events, ordered)
        },
    )
}

fn pushed(events: &[Event], registry: &Registry, plan: &Plan) -> Fold {
    let mut fold = Fold::new(registry);
    for event in events {
        match event {
            Event::Update(update) => fold.push_update(registry, plan, update).unwrap(),
            Event::Visit(visit) => fold.push_visit(registry, plan, visit).unwrap(),
            Event::Charge(charge) => fold.push_charge(registry, charge),
        }
    }
    fold
}

/// The settled registry with another fold in place.
fn with_fold(settled: &Settled<'static>, fold: Fold) -> Settled<'static> {
    let declared = fold.declared(&settled.declared);
    Settled { registry: settled.registry.clone(), fold, declared, rejects: Vec::new(), standard: settled.standard, plan: settled.plan.clone() }
}

thread_local! {
    /// With clauses that keep the addresses of home items.
    static SETTLED: Settled<'static> = world().settle(Box::leak(Box::new(with_clauses("national-2015", &[("a", 14, 10), ("b", 90, 4)]))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_partition_folds_to_equal_facts_verdicts_and_digests((events, parts) in events().prop_flat_map(partition)) {
        SETTLED.with(|settled| {
            let (registry, plan) = (&settled.registry, &settled.plan);
            let whole = pushed(&events, registry, plan);
            let (mut merged, mut absorbed) = (Fold::new(registry), Fold::new(registry));
            for part in &parts {
                merged.merge(&pushed(part, registry, plan));
                absorbed.absorb(pushed(part, registry, plan));
            }
            prop_assert_eq!(&whole, &merged);
            prop_assert_eq!(&whole, &absorbed);
            let (left, right) = (with_fold(settled, whole), with_fold(settled, merged));
            for site in SITES {
                prop_assert_eq!(left.facts(site).digest(), right.facts(site).digest());
                prop_assert_eq!(left.judge(site), right.judge(site));
            }
            Ok(())
        })?;
    }

    #[test]
    fn merging_is_associative_and_has_an_identity((_, parts) in events().prop_flat_map(partition)) {
        SETTLED.with(|settled| {
            let registry = &settled.registry;
            let folds: Vec<_> = parts.iter().map(|part| pushed(part, registry, &settled.plan)).collect();
            let mut left = Fold::new(registry);
            folds.iter().for_each(|fold| left.merge(fold));
            // From the right: ((e + d) + c) + ..., each sum merged into the next part.
            let right = folds.iter().rev().fold(Fold::new(registry), |sum, fold| {
                let mut next = fold.clone();
                next.merge(&sum);
                next
            });
            prop_assert_eq!(left, right);
            Ok(())
        })?;
    }

    #[test]
    fn column_activity_folds_like_it_pushes(days in prop::collection::vec(17_000_i32..17_600, 0..60), cut in 0..60_usize) {
        let checkpoint = day("2017-11-29");
        let mut pushed = ColumnActivity::default();
        days.iter().for_each(|day| pushed.push_day(Day(*day), checkpoint));
        let mut folded = ColumnActivity::default();
        folded.fold(&days, checkpoint);
        prop_assert_eq!(pushed, folded);
        let (first, second) = days.split_at(cut.min(days.len()));
        let (mut left, mut right) = (ColumnActivity::default(), ColumnActivity::default());
        left.fold(first, checkpoint);
        right.fold(second, checkpoint);
        let mut merged = right;
        merged.merge(&left);
        prop_assert_eq!(merged, folded);
        prop_assert_eq!(merged.last.map(|day| day.0), days.iter().copied().filter(|day| *day <= checkpoint.0).max());
        prop_assert_eq!(merged.after_checkpoint as usize, days.iter().filter(|day| **day > checkpoint.0).count());
    }

    #[test]
    fn visit_summaries_merge((events, parts) in prop::collection::vec(visit(), 0..80).prop_flat_map(partition)) {
        let plan = plan(national());
        let summary = |events: &[Event]| {
            let mut summary = VisitSummary::default();
            for event in events {
                let Event::Visit(visit) = event else { continue };
                let filed = visit.url.as_ref().is_none_or(|url| !same_url(url, "http://other.example/"));
                summary.push(&visit.into(), filed, &plan);
            }
            summary
        };
        let whole = summary(&events);
        let mut merged = VisitSummary::default();
        parts.iter().for_each(|part| merged.merge(&summary(part)));
        prop_assert_eq!(&merged, &whole);
        prop_assert_eq!(merged.counts(), whole.counts());
        let inside = events.iter().filter(|event| matches!(event, Event::Visit(visit) if plan.visit_slot(visit.visited_at).is_some())).count();
        prop_assert_eq!(whole.rows(), inside as u64, "no row of the week is lost");
    }

    #[test]
    fn charges_merge((events, parts) in prop::collection::vec(charge(), 0..60).prop_flat_map(partition)) {
        SETTLED.with(|settled| {
            let summed = |events: &[Event]| pushed(events, &settled.registry, &settled.plan).charges;
            let mut merged = vec![SiteCharges::default(); SITES.len()];
            for part in &parts {
                merged.iter_mut().zip(summed(part)).for_each(|(sum, part)| sum.merge(&part));
            }
            prop_assert_eq!(merged, summed(&events));
            Ok(())
        })?;
    }
}

#[test]
fn a_row_more_is_another_digest() {
    let before = world().settle(national()).facts(SITES[0]).digest();
    let mut more = world();
    more.add("updates", &[("column_id", "3703000001-a"), ("url", "http://a.example/x"), ("published_on", &at(-1))]);
    let after = more.settle(national());
    assert_ne!(before, after.facts(SITES[0]).digest());
    assert_eq!(world().settle(national()).facts(SITES[1]).digest(), after.facts(SITES[1]).digest());
}

#[test]
fn rows_that_name_nothing_known_are_refused_by_the_fold() {
    let settled = world().settle(national());
    let mut fold = Fold::new(&settled.registry);
    let update: Update = read(&cells(&[("column_id", "x"), ("url", "http://a.example/"), ("published_on", &at(0))]), 2).unwrap();
    assert_eq!(fold.push_update(&settled.registry, &settled.plan, &update).unwrap_err().code(), "unknown_column");
    let visit: Visit = read(&cells(&[("site_code", "x"), ("visited_at", "2017-11-29 08:00"), ("vantage", "v"), ("status", "200")]), 2).unwrap();
    assert_eq!(fold.push_visit(&settled.registry, &settled.plan, &visit).unwrap_err().code(), "unknown_site");
    assert_eq!(fold, Fold::new(&settled.registry), "and leave no trace");
}
