//! Readings 6, 18 and 21: what the items of 2015 take off, each at its edges and its cap, with sums worked out by hand.

use gov_site_compliance::{
    Standard, Verdict,
    standard::{Library, Points},
    verdict::{Basis, Deducted, Score, Status},
};

use crate::support::{CHECKPOINT, SITE, World, at, cells, changed, national, site_row};

/// Points and caps that no standard has: the test gives its own. Those of the home page are left out of the sums: see `home_item_counts`.
const CAPS: &[(&str, &str)] = &[
    ("home_availability", "10"),
    ("dead_links", "8"),
    ("column_updates", "25"),
    ("inaccurate_facts", "5"),
    ("consultation_channel", "5"),
    ("survey_channel", "5"),
    ("interview_channel", "5"),
    ("guide_elements", "10"),
    ("service_files", "5"),
    ("online_systems", "5"),
    ("home_update_count", "5"),
];

const TABLES: &[&str] = &["columns", "updates", "tickets", "reviews", "channels", "activities", "links", "services", "service_files", "systems"];

fn overlay(body: &str) -> Standard {
    let mut library = Library::embedded();
    let head = "id = \"ours\"\nrevision = 1\ntitle = \"本市\"\nextends = \"national-2015\"\n";
    library.add("ours.toml", &format!("{head}{body}")).unwrap();
    library.resolve("ours").unwrap()
}

fn rate(amount: &str) -> String {
    format!("{{ amount = \"{amount}\", grade = \"B\", source = \"本市通知\" }}")
}

/// The standard of 2015 with a cap for each item but one, and points for the guide.
pub fn priced(without: &str) -> Standard {
    let known = |key: &str| national().clause(key).is_some();
    let caps = CAPS.iter().filter(|(key, _)| *key != without && known(key)).map(|(key, cap)| format!("[clause.{key}]\ncap = {}\n", rate(cap)));
    let body: String = caps.collect();
    overlay(&format!("{body}[clause.guide_elements.points]\nelement = {}\n", rate("0.5")))
}

/// A portal of which everything was looked at and nothing takes a point off.
pub fn faultless() -> World {
    let mut world = World::default();
    world.push("sites", changed(&site_row(SITE), &[("role", "portal")]));
    world.visits(SITE, 672, 0).column(SITE, "home", &[("kind", "news"), ("on_home", "true")], &[0, -1, -2, -3, -4, -5, -6, -7, -8, -9]);
    world.ticket(SITE, "t", &at(-10), &[("answered_on", &at(-5))]);
    for (kind, activities) in [("consultation", 0), ("survey", 6), ("interview", 6)] {
        channel(&mut world, kind, activities);
    }
    world.declare(TABLES);
    world
}

fn channel(world: &mut World, kind: &'static str, activities: i32) {
    world.add("channels", &[("channel_id", kind), ("site_code", SITE), ("kind", kind), ("opened", "true")]);
    for number in 0..activities {
        let id = format!("{kind}-{number}");
        world.add("activities", &[("activity_id", &id), ("channel_id", kind), ("held_on", &at(-number))]);
    }
}

pub fn without(world: &mut World, table: &str, field: &str, value: &str) {
    let is_meant = |row: &Vec<(&'static str, String)>| row.iter().any(|(name, text)| *name == field && text == value);
    world.tables.get_mut(table).unwrap().retain(|row| !is_meant(row));
}

pub fn service(world: &mut World, id: &str, with: &[(&'static str, &str)]) {
    let elements = ["item_name", "legal_basis", "conditions", "materials", "place", "hours", "phone", "process"];
    let mut row = cells(&[("service_id", id), ("site_code", SITE)]);
    row.extend(elements.map(|element| (element, "present".to_string())));
    world.push("services", changed(&row, with));
}

pub fn links(world: &mut World, on_home: &'static str, result: &'static str, count: usize) {
    for number in 0..count {
        let target = format!("http://{result}.example/{on_home}/{number}");
        let page = if on_home == "true" { "http://a.example/" } else { "http://a.example/b" };
        world.add("links", &[("site_code", SITE), ("target_url", &target), ("page_url", page), ("on_home", on_home), ("result", result)]);
    }
}

pub fn judged(world: &World, standard: &Standard) -> (Verdict, Score) {
    let verdict = world.settle(standard).verdict(SITE);
    let score = verdict.score(standard).unwrap();
    (verdict, score)
}

pub fn of<'s>(score: &'s Score, clause: &str) -> &'s Deducted {
    score.deducted.iter().find(|deducted| deducted.clause == clause).unwrap()
}

/// What a clause takes off a world, exactly.
fn off(clause: &str, change: impl FnOnce(&mut World)) -> String {
    let mut world = faultless();
    change(&mut world);
    let standard = priced("");
    let (_, score) = judged(&world, &standard);
    let deducted = of(&score, clause);
    assert!(deducted.exact && deducted.most == Some(deducted.least), "{deducted:?}");
    let others: i64 = score.deducted.iter().filter(|other| other.clause != clause).map(|other| other.least.0).sum();
    assert_eq!(score.points, Some(Points(10_000 - deducted.least.0 - others)));
    deducted.least.to_string()
}

#[test]
fn a_faultless_site_keeps_all_points() {
    let standard = priced("");
    let (verdict, score) = judged(&faultless(), &standard);
    assert_eq!((verdict.status, verdict.basis(&standard)), (Status::Qualified, Basis::Score));
    assert_eq!((score.points, score.range), (Some(Points(10_000)), [Points(10_000); 2]), "{:?}", score.deducted);
}

#[test]
fn the_overlay_of_the_examples_scores() {
    let mut library = Library::embedded();
    let id = library.add("scoring.toml", include_str!("../../../../examples/scoring-2015/scoring.toml")).unwrap();
    let standard = library.resolve(&id).unwrap();
    assert_eq!(standard.deductions().filter(|clause| !clause.is_priced()).map(|clause| &clause.key).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(judged(&faultless(), &standard).1.points, Some(Points(10_000)));
}

#[test]
fn failed_visits_take_five_points_for_each_percent() {
    let failed = |failed| {
        off("home_availability", |world: &mut World| {
            world.tables.remove("visits");
            world.visits(SITE, 672, failed);
        })
    };
    // 6 / 672 = 0.892857… %, rounded first: 0.89 × 5 = 4.45. 13 / 672 = 1.93 %: 9.65. 14 / 672 = 2.08 %: 10.40, capped at 10.
    for (count, points) in [(0, "0.00"), (1, "0.75"), (6, "4.45"), (13, "9.65"), (14, "10.00"), (33, "10.00")] {
        assert_eq!(failed(count), points, "{count} of 672");
    }
}

#[test]
fn dead_links_take_one_point_at_home_and_a_tenth_elsewhere() {
    for (home, other, points) in
        [(0, 0, "0.00"), (1, 0, "1.00"), (0, 1, "0.10"), (2, 13, "3.30"), (7, 9, "7.90"), (7, 10, "8.00"), (7, 11, "8.00"), (9, 0, "8.00")]
    {
        let found = off("dead_links", |world| {
            links(world, "true", "confirmed", home);
            links(world, "false", "confirmed", other);
            links(world, "true", "ok", 3);
        });
        assert_eq!(found, points, "{home} at home, {other} elsewhere");
    }
}

#[test]
fn stale_columns_take_the_points_of_their_kind() {
    // The first day of each window is still in time: 15 civil days, 6 and 12 calendar months.
    let kinds = [("news", -14, "3.00"), ("notice", -183, "4.00"), ("policy", -183, "4.00"), ("personnel", -365, "5.00"), ("plan", -365, "5.00")];
    assert_eq!([at(-183), at(-365)], ["2017-05-30", "2016-11-29"]);
    for (kind, first, points) in kinds {
        let first = if kind == "notice" || kind == "policy" { first - 1 } else { first };
        let one = |days: i32| {
            off("column_updates", |world| {
                world.column(SITE, "x", &[("kind", kind)], &[days]);
            })
        };
        assert_eq!((one(first), one(first - 1)), ("0.00".to_string(), points.to_string()), "{kind}");
    }
    let other = off("column_updates", |world| {
        world.column(SITE, "x", &[("kind", "topic")], &[-900]);
    });
    assert_eq!(other, "0.00", "a kind without a window");
    // A blank column is taken with its kind (reading 14). 3 + 4 + 5 + 5 + 5 = 22; one more plan would be 27: capped at 25.
    let many = |plans: usize| {
        off("column_updates", |world| {
            world.column(SITE, "n", &[("kind", "news")], &[-15]).column(SITE, "b", &[("kind", "notice")], &[]);
            (0..plans).for_each(|number| {
                world.column(SITE, &format!("p{number}"), &[("kind", "plan")], &[-400]);
            });
        })
    };
    assert_eq!([many(3), many(4)], ["22.00", "25.00"]);
}

#[test]
fn the_switch_decides_whether_a_blank_column_takes_points() {
    let mut world = faultless();
    world.column(SITE, "b", &[("kind", "notice")], &[]);
    for (value, points) in [("yes", "4.00"), ("no", "0.00")] {
        let mut standard = priced("");
        standard.readings = standard.readings.with("blank_takes_deduction", value).unwrap();
        assert_eq!(of(&judged(&world, &standard).1, "column_updates").least.to_string(), points, "{value}");
    }
}

#[test]
fn fewer_than_ten_home_updates_take_five_points() {
    let found = |updates: usize| {
        off("home_update_count", |world| {
            without(world, "columns", "column_name", "home");
            world.tables.remove("updates");
            let days: Vec<i32> = (0..updates as i32).map(|number| -number).collect();
            world.column(SITE, "home", &[("kind", "news"), ("on_home", "true")], &days);
        })
    };
    assert_eq!([9, 10, 11].map(found), ["5.00", "0.00", "0.00"]);
}

#[test]
fn wrong_facts_files_and_systems_take_a_point_each() {
    for (count, points) in [(0, "0.00"), (1, "1.00"), (5, "5.00"), (6, "5.00")] {
        let facts = off("inaccurate_facts", |world| {
            for number in 0..count {
                world.review(SITE, &format!("r{number}"), "confirmed", &[("indicator", "inaccurate_facts"), ("kind", "inaccurate_fact")]);
            }
            world.review(SITE, "no", "dismissed", &[("indicator", "inaccurate_facts"), ("kind", "inaccurate_fact")]);
        });
        let files = off("service_files", |world| {
            service(world, "s", &[]);
            for number in 0..count {
                let state = if number % 2 == 0 { "not_offered" } else { "not_downloadable" };
                world.add("service_files", &[("service_id", "s"), ("name", &format!("表{number}")), ("state", state)]);
            }
            world.add("service_files", &[("service_id", "s"), ("name", "好"), ("state", "ok")]);
        });
        let systems = off("online_systems", |world| {
            for number in 0..count {
                world.add("systems", &[("system_id", &format!("x{number}")), ("site_code", SITE), ("reachable", "false")]);
            }
            world.add("systems", &[("system_id", "ok"), ("site_code", SITE), ("reachable", "true")]);
        });
        assert_eq!([facts.as_str(), &files, &systems], [points; 3], "{count}");
    }
}

#[test]
fn each_missing_element_of_a_guide_counts() {
    let found = |services: usize| {
        off("guide_elements", |world| {
            (0..services).for_each(|number| service(world, &format!("s{number}"), &[("hours", "absent"), ("phone", "empty"), ("process", "wrong")]));
            service(world, "whole", &[]);
        })
    };
    // Three elements at half a point: 1.5 a service; the seventh would be 10.5.
    assert_eq!([found(0), found(1), found(6), found(7)], ["0.00", "1.50", "9.00", "10.00"]);
}

#[test]
fn a_consultation_channel_needs_one_valid_message_a_year() {
    let clause = "consultation_channel";
    let message = |submitted: &str, valid: &str| {
        off(clause, |world| {
            without(world, "tickets", "ticket_id", "t");
            world.ticket(SITE, "only", submitted, &[("valid", valid), ("answered_on", submitted)]);
        })
    };
    assert_eq!([message("2016-11-29", "true"), message("2016-11-28", "true")], ["0.00", "5.00"], "12 months, the first day included");
    assert_eq!(message(CHECKPOINT, "false"), "5.00");
    let absent = off(clause, |world| {
        without(world, "tickets", "ticket_id", "t");
        without(world, "channels", "kind", "consultation");
    });
    assert_eq!(absent, "5.00");
}

#[test]
fn channels_of_activities_take_five_three_or_nothing() {
    for (clause, kind, absent) in [("survey_channel", "survey", "5.00"), ("interview_channel", "interview", "0.00")] {
        let held = |count: i32, role: &'static str| {
            off(clause, |world| {
                world.tables.remove("sites");
                world.push("sites", changed(&site_row(SITE), &[("role", role)]));
                without(world, "channels", "kind", kind);
                without(world, "activities", "channel_id", kind);
                channel(world, kind, count);
            })
        };
        let portal = [0, 1, 5, 6, 7].map(|count| held(count, "portal"));
        assert_eq!(portal, ["5.00", "3.00", "3.00", "0.00", "0.00"], "{clause} of a portal");
        let others = [0, 1, 2, 3, 4].map(|count| held(count, "department"));
        assert_eq!(others, ["5.00", "3.00", "3.00", "0.00", "0.00"], "{clause} of another site");
        let none = off(clause, |world| {
            without(world, "channels", "kind", kind);
            without(world, "activities", "channel_id", kind);
        });
        assert_eq!(none, absent, "no {kind} channel");
    }
}

#[test]
fn without_a_cap_there_is_no_score_and_the_verdict_rests_on_the_vetoes() {
    let mut world = faultless();
    links(&mut world, "false", "confirmed", 3);
    let standard = priced("dead_links");
    let (verdict, score) = judged(&world, &standard);
    assert_eq!((verdict.status, verdict.basis(&standard), score.points), (Status::Qualified, Basis::Vetoes, None));
    // Without a cap nothing is certain; at most 3 × 0.1.
    assert_eq!(score.range, [Points(9_970), Points(10_000)]);
    let (verdict, score) = judged(&world, &priced(""));
    assert_eq!((verdict.status, score.points), (Status::Qualified, Some(Points(9_970))));
    // The national standard has no cap at all.
    let (verdict, score) = judged(&world, national());
    assert_eq!((verdict.status, score.points), (Status::Qualified, None));
}

#[test]
fn what_was_not_looked_at_leaves_the_score_out() {
    for table in ["links", "services", "service_files", "systems", "activities", "channels", "tickets"] {
        let mut world = faultless();
        // Five surveys are too few, unless there was one more.
        without(&mut world, "activities", "activity_id", "survey-5");
        without(&mut world, "channels", "kind", "interview");
        without(&mut world, "activities", "channel_id", "interview");
        without(&mut world, "tickets", "ticket_id", "t");
        world.declared.remove(table);
        let standard = priced("");
        let (verdict, score) = judged(&world, &standard);
        let open = if table == "tickets" { Status::NotAssessed } else { Status::Qualified };
        assert_eq!((verdict.status, verdict.basis(&standard), score.points), (open, Basis::Vetoes, None), "{table}");
        assert!(score.range[0] < score.range[1], "{table}: {:?}", score.range);
    }
}

#[test]
fn what_is_only_possible_widens_the_range() {
    let mut world = faultless();
    links(&mut world, "true", "suspected", 2);
    links(&mut world, "false", "confirmed", 4);
    let (_, score) = judged(&world, &priced(""));
    assert_eq!((score.points, score.range), (None, [Points(9_760), Points(9_960)]));
    // A rejected row may be a dead link of the dearer kind.
    world.add("links", &[("site_code", SITE), ("target_url", "http://x.example/"), ("page_url", "http://a.example/"), ("result", "破")]);
    assert_eq!(judged(&world, &priced("")).1.range, [Points(9_660), Points(9_960)]);
}

#[test]
fn a_score_under_sixty_is_unqualified_and_sixty_passes() {
    let mut world = faultless();
    world.tables.remove("visits");
    world.visits(SITE, 672, 33);
    links(&mut world, "true", "confirmed", 8);
    (0..4).for_each(|number| {
        world.column(SITE, &format!("plan{number}"), &[("kind", "plan")], &[-400]);
    });
    // 10 + 8 + 20 = 38: 62.00.
    assert_eq!(judged(&world, &priced("")).1.points, Some(Points(6_200)));
    for (systems, points, status) in [(1, 6_100, Status::Qualified), (2, 6_000, Status::Qualified), (3, 5_900, Status::Unqualified)] {
        let mut world = world.clone();
        for number in 0..systems {
            world.add("systems", &[("system_id", &format!("x{number}")), ("site_code", SITE), ("reachable", "false")]);
        }
        let standard = priced("");
        let (verdict, score) = judged(&world, &standard);
        assert_eq!((score.points, verdict.status), (Some(Points(points)), status));
    }
    let edge = overlay(&format!(
        "{}[clause.guide_elements.points]\nelement = {}\n[clause.pass_mark.limits]\npass = {{ amount = 62, unit = \"points\", edge = \"above\", grade = \"B\", source = \"本市通知\" }}\n",
        CAPS.iter().filter(|(key, _)| national().clause(key).is_some()).map(|(key, cap)| format!("[clause.{key}]\ncap = {}\n", rate(cap))).collect::<String>(),
        rate("0.5")
    ));
    assert_eq!(judged(&world, &edge).0.status, Status::Unqualified, "an overlay moves the pass mark and its edge");
}

#[test]
fn a_vetoed_site_has_no_score() {
    let mut world = faultless();
    world.review(SITE, "r", "confirmed", &[]);
    let standard = priced("");
    let verdict = world.settle(&standard).verdict(SITE);
    assert_eq!((verdict.status, verdict.score(&standard)), (Status::Unqualified, None));
}

#[test]
fn an_open_veto_leaves_only_the_range() {
    let mut world = faultless();
    world.review(SITE, "r", "suspected", &[]);
    let standard = priced("");
    let (verdict, score) = judged(&world, &standard);
    assert_eq!((verdict.status, score.points, score.range), (Status::NotAssessed, None, [Points(10_000); 2]));
}
