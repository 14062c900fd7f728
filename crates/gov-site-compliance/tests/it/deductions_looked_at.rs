//! Readings 1, 2 and 4 where points are taken off: who looked at what, and what a row shows beside itself.

use gov_site_compliance::{Finding, Gap, Outcome, indicator::Judgement};

use crate::{
    deductions::{faultless, judged, of, priced, service, without},
    support::{CHECKPOINT, SITE, World, at, changed},
};

/// What came of a clause, and what was found under it.
fn seen(world: &World, clause: &str) -> (Outcome, Vec<Finding>) {
    let standard = priced("");
    let (verdict, findings) = world.settle(&standard).judge(SITE);
    (verdict.outcome(clause).unwrap().clone(), findings.into_iter().filter(|finding| finding.clause == clause).collect())
}

/// What a clause takes off at least and at most; `None` where nothing but its cap bounds it.
fn between(world: &World, clause: &str) -> (String, Option<String>) {
    let score = judged(world, &priced("")).1;
    let deducted = of(&score, clause);
    (deducted.least.to_string(), deducted.most.map(|most| most.to_string()))
}

#[test]
fn who_looked_at_services_has_not_looked_at_their_files() {
    let mut world = faultless();
    service(&mut world, "s", &[]);
    ["services", "service_files"].iter().for_each(|table| {
        world.declared.remove(table);
    });
    world.tables.remove("service_files");
    let judgement = |world: &World| seen(world, "service_files").0.judgement;
    world.coverage(SITE, "services", &[]);
    let (outcome, _) = seen(&world, "service_files");
    assert_eq!((outcome.judgement, outcome.gaps), (Judgement::NotAssessed, [Gap::NotCollected].into()), "no table of files");
    assert_eq!(judged(&world, &priced("")).1.points, None);
    assert_eq!(seen(&world, "guide_elements").0.judgement, Judgement::Pass, "the services themselves were looked at");
    let digest = world.settle(&priced("")).verdict(SITE).evidence;
    // Headings alone are a table: whoever handed it in found no files.
    world.tables.entry("service_files").or_default();
    assert_eq!(judgement(&world), Judgement::Pass);
    assert_ne!(world.settle(&priced("")).verdict(SITE).evidence, digest, "what decides is part of the digest");
    // One service of two was lost on the way, and its files with it.
    world.tables.remove("coverage");
    world.coverage(SITE, "services", &[("items_seen", "1")]);
    assert_eq!(judgement(&world), Judgement::Pass);
    world.tables.remove("coverage");
    world.coverage(SITE, "services", &[("items_seen", "2")]);
    assert_eq!(seen(&world, "service_files").0.gaps, [Gap::Incomplete].into());
    assert_eq!(judgement(&world), Judgement::NotAssessed);
    // A file that is not to be had counts, whoever looked.
    world.add("service_files", &[("service_id", "s"), ("name", "表"), ("state", "not_offered")]);
    assert_eq!(judgement(&world), Judgement::Fail);
}

#[test]
fn pages_that_a_crawler_read_are_judged_by_nobody() {
    let mut world = faultless();
    world.declared.remove("reviews");
    let clause = "inaccurate_facts";
    world.coverage(SITE, "serious_error", &[("reviewer", "检查员")]).coverage(SITE, "pages", &[]);
    let (outcome, _) = seen(&world, clause);
    assert_eq!((outcome.judgement, outcome.gaps), (Judgement::NotAssessed, [Gap::NotCollected].into()));
    let earlier = format!("{CHECKPOINT}T19:00:00+08:00");
    let mut read = world.clone();
    read.coverage(SITE, "pages", &[("reviewer", "检查员"), ("observed_at", &earlier)]);
    assert_eq!(seen(&read, clause).0.judgement, Judgement::Pass, "the later row of the crawler takes nothing away");
    let mut half = world.clone();
    half.coverage(SITE, "pages", &[("reviewer", "检查员"), ("observed_at", &earlier), ("complete", "false")]);
    assert_eq!(seen(&half, clause).0.gaps, [Gap::Incomplete].into());
    world.declare(&["reviews"]);
    assert_eq!(seen(&world, clause).0.judgement, Judgement::Pass, "the owner says that all was reviewed");
}

#[test]
fn what_was_checked_after_the_checkpoint_was_not_looked_at() {
    let (last, next) = (format!("{CHECKPOINT}T23:59:59+08:00"), format!("{}T00:00:00+08:00", at(1)));
    for (result, in_time, points) in [("ok", Judgement::Pass, "0.00"), ("confirmed", Judgement::Fail, "1.00")] {
        let link = |checked: &str| {
            let mut world = faultless();
            world.add(
                "links",
                &[
                    ("site_code", SITE),
                    ("target_url", "http://x.example/"),
                    ("page_url", "http://a.example/"),
                    ("on_home", "true"),
                    ("result", result),
                    ("status", "404"),
                    ("checked_at", checked),
                ],
            );
            world
        };
        assert_eq!((seen(&link(&last), "dead_links").0.judgement, between(&link(&last), "dead_links").0), (in_time, points.to_string()));
        let (outcome, findings) = seen(&link(&next), "dead_links");
        assert_eq!((outcome.judgement, outcome.gaps), (Judgement::NotAssessed, [Gap::Incomplete].into()), "{result}");
        assert_eq!(between(&link(&next), "dead_links"), ("0.00".to_string(), Some("1.00".to_string())));
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        assert!(!finding.certain && finding.detail.starts_with("首页链接在监测时间点之后才检查") && !finding.detail.contains("404"), "{finding:?}");
    }
    for (reachable, in_time) in [("true", Judgement::Pass), ("false", Judgement::Fail)] {
        let system = |checked: &str| {
            let mut world = faultless();
            world.add("systems", &[("system_id", "x"), ("site_code", SITE), ("reachable", reachable), ("checked_at", checked)]);
            world
        };
        assert_eq!(seen(&system(&last), "online_systems").0.judgement, in_time);
        let (outcome, findings) = seen(&system(&next), "online_systems");
        assert_eq!((outcome.judgement, outcome.gaps), (Judgement::NotAssessed, [Gap::Incomplete].into()), "{reachable}");
        assert_eq!(between(&system(&next), "online_systems"), ("0.00".to_string(), Some("1.00".to_string())));
        assert_eq!(
            findings.iter().map(|finding| (finding.certain, finding.detail.as_str())).collect::<Vec<_>>(),
            [(false, "在线系统“x”在监测时间点之后才检查")]
        );
    }
}

#[test]
fn a_message_shows_that_its_channel_is_there() {
    let clause = "consultation_channel";
    let message = |with: &[(&'static str, &str)]| {
        let mut world = faultless();
        without(&mut world, "tickets", "ticket_id", "t");
        without(&mut world, "channels", "kind", "consultation");
        world.ticket(SITE, "only", &at(-10), &[("answered_on", &at(-5))]);
        let row = world.tables.get_mut("tickets").unwrap().pop().unwrap();
        world.push("tickets", changed(&row, with));
        world
    };
    let range = |with: &[(&'static str, &str)]| between(&message(with), clause);
    let points = |least: &str, most: &str| (least.to_string(), Some(most.to_string()));
    assert_eq!(range(&[]), points("0.00", "0.00"));
    assert_eq!(range(&[("valid", "")]), points("0.00", "5.00"), "unknown whether it is valid");
    assert_eq!(range(&[("channel_kind", "")]), points("0.00", "5.00"), "unknown in which channel");
    assert_eq!(range(&[("valid", "或许")]), points("0.00", "5.00"), "our own bad input");
    assert_eq!(range(&[("channel_kind", "complaint")]), points("5.00", "5.00"), "another channel");
    let (outcome, findings) = seen(&message(&[("valid", "")]), clause);
    assert_eq!((outcome.judgement, outcome.gaps, findings.len()), (Judgement::NotAssessed, [Gap::Incomplete].into(), 0));
    // What is invalid is no message, yet it came through a channel.
    let said = |with: &[(&'static str, &str)]| seen(&message(with), clause).1.into_iter().map(|finding| finding.detail).collect::<Vec<_>>();
    assert_eq!(said(&[("valid", "false")]), ["政务咨询栏目在规定时间内没有内容"]);
    assert_eq!(said(&[("channel_kind", "complaint")]), ["未开设政务咨询栏目"]);
}

#[test]
fn what_fails_either_way_has_a_finding() {
    let mut world = faultless();
    without(&mut world, "activities", "channel_id", "survey");
    // A rejected row may be one activity, which is too few all the same.
    world.add("activities", &[("activity_id", "bad"), ("channel_id", "survey"), ("held_on", "昨天")]);
    let (outcome, findings) = seen(&world, "survey_channel");
    assert_eq!((outcome.judgement, between(&world, "survey_channel")), (Judgement::Fail, ("3.00".to_string(), Some("5.00".to_string()))));
    let [finding] = &findings[..] else { panic!("{findings:?}") };
    assert!(finding.certain && finding.detail.starts_with("调查征集栏目在规定时间内没有内容，或者调查征集栏目在规定时间内仅有0至1次"), "{finding:?}");
    // Absent or empty: five points in either case.
    let mut world = faultless();
    without(&mut world, "tickets", "ticket_id", "t");
    without(&mut world, "channels", "kind", "consultation");
    world.add("channels", &[("channel_id", "c"), ("site_code", SITE), ("kind", "consultation"), ("opened", "")]);
    let (outcome, findings) = seen(&world, "consultation_channel");
    let said: Vec<&str> = findings.iter().map(|finding| finding.detail.as_str()).collect();
    assert_eq!((outcome.judgement, said), (Judgement::Fail, vec!["未开设政务咨询栏目，或者政务咨询栏目在规定时间内没有内容"]));
}
