//! Every limit of the embedded standards one below, at and above, for both edges.

use std::collections::BTreeSet;

use gov_site_compliance::standard::{Amount, Edge, Limit};
use proptest::prelude::*;

use crate::support::{day, national, zibo};

const CHECKPOINT: &str = "2017-08-31";

/// What a limit must do under `Edge::AtLeast` and under `Edge::Above`.
enum Expect {
    /// Smallest whole number that reaches it.
    Count([u64; 2]),
    /// Microseconds that reach it.
    Micros([u64; 2]),
    /// Smallest count of 672, of 140 and of 7.
    Share([[u64; 3]; 2]),
    /// First day of the window that ends on 2017-08-31, and first day on which it is reached from 2016-11-30.
    Span([[&'static str; 2]; 2]),
}
use Expect::{Count, Micros, Share, Span};

/// Clause, limit, the document's own edge, and what follows; every limit of both standards stands here.
const LIMITS: &[(&str, &str, Edge, Expect)] = &[
    ("site_unreachable", "share", Edge::AtLeast, Share([[34, 7, 1], [34, 8, 1]])),
    ("site_unreachable", "timeout", Edge::AtLeast, Micros([15_000_000, 15_000_001])),
    ("site_unreachable", "visits_a_day", Edge::AtLeast, Count([20, 21])),
    ("site_unreachable", "week", Edge::AtLeast, Span([["2017-08-25", "2016-12-07"], ["2017-08-24", "2016-12-08"]])),
    ("home_not_updated", "window", Edge::Above, Span([["2017-08-18", "2016-12-14"], ["2017-08-17", "2016-12-15"]])),
    ("core_columns_not_updated", "columns", Edge::AtLeast, Count([5, 6])),
    ("core_columns_not_updated", "window_news", Edge::Above, Span([["2017-08-18", "2016-12-14"], ["2017-08-17", "2016-12-15"]])),
    ("core_columns_not_updated", "window_documents", Edge::Above, Span([["2017-03-01", "2017-05-30"], ["2017-02-28", "2017-05-31"]])),
    ("overdue_columns", "columns", Edge::AtLeast, Count([10, 11])),
    ("overdue_columns", "window_news", Edge::Above, Span([["2017-08-18", "2016-12-14"], ["2017-08-17", "2016-12-15"]])),
    ("overdue_columns", "window_documents", Edge::Above, Span([["2017-03-01", "2017-05-30"], ["2017-02-28", "2017-05-31"]])),
    ("overdue_columns", "window_yearly", Edge::Above, Span([["2016-09-01", "2017-11-30"], ["2016-08-31", "2017-12-01"]])),
    ("blank_columns", "columns", Edge::AtLeast, Count([5, 6])),
    ("serious_error", "errors", Edge::AtLeast, Count([1, 2])),
    ("interaction_unanswered", "tickets", Edge::AtLeast, Count([1, 2])),
    ("interaction_unanswered", "window", Edge::Above, Span([["2016-09-01", "2017-11-30"], ["2016-08-31", "2017-12-01"]])),
    ("interaction_unanswered", "unanswered", Edge::Above, Span([["2017-06-01", "2017-02-28"], ["2017-05-31", "2017-03-01"]])),
    ("pass_mark", "full", Edge::AtLeast, Count([10_000, 10_001])),
    ("pass_mark", "pass", Edge::AtLeast, Count([6_000, 6_001])),
    ("home_availability", "visits_a_day", Edge::AtLeast, Count([20, 21])),
    ("home_update_count", "window", Edge::Above, Span([["2017-08-18", "2016-12-14"], ["2017-08-17", "2016-12-15"]])),
    ("home_update_count", "updates", Edge::AtLeast, Count([10, 11])),
    ("column_updates", "window_news", Edge::Above, Span([["2017-08-18", "2016-12-14"], ["2017-08-17", "2016-12-15"]])),
    ("column_updates", "window_documents", Edge::Above, Span([["2017-03-01", "2017-05-30"], ["2017-02-28", "2017-05-31"]])),
    ("column_updates", "window_yearly", Edge::Above, Span([["2016-09-01", "2017-11-30"], ["2016-08-31", "2017-12-01"]])),
    ("consultation_channel", "window", Edge::Above, Span([["2016-09-01", "2017-11-30"], ["2016-08-31", "2017-12-01"]])),
    ("survey_channel", "window", Edge::Above, Span([["2016-09-01", "2017-11-30"], ["2016-08-31", "2017-12-01"]])),
    ("survey_channel", "enough_portal", Edge::AtLeast, Count([6, 7])),
    ("survey_channel", "enough_others", Edge::AtLeast, Count([3, 4])),
    ("interview_channel", "window", Edge::Above, Span([["2016-09-01", "2017-11-30"], ["2016-08-31", "2017-12-01"]])),
    ("interview_channel", "enough_portal", Edge::AtLeast, Count([6, 7])),
    ("interview_channel", "enough_others", Edge::AtLeast, Count([3, 4])),
    ("reply_limits", "ordinary", Edge::Above, Count([7, 8])),
    ("reply_limits", "complex", Edge::Above, Count([15, 16])),
    ("census_coverage", "share", Edge::AtLeast, Share([[672, 140, 7], [673, 141, 8]])),
];

/// The limit as a standard gives it, with another edge.
fn limit(clause: &str, name: &str, edge: Edge) -> Limit {
    let found = zibo().clause(clause).and_then(|clause| clause.limit(name));
    Limit { edge, ..found.unwrap_or_else(|| panic!("no limit {clause}.{name}")).clone() }
}

/// Not reached at one below, reached at the number and above.
fn turns_at(limit: &Limit, of: u64, from: u64, what: &str) {
    assert_eq!(limit.from(of), from, "{what} of {of}");
    assert!(!limit.reached(from - 1, of), "{what}: {} of {of}", from - 1);
    assert!(limit.reached(from, of), "{what}: {from} of {of}");
    assert!(limit.reached(from + 1, of), "{what}: {} of {of}", from + 1);
}

#[test]
fn every_limit_turns_where_the_document_says() {
    for (clause, name, own, expect) in LIMITS {
        assert_eq!(zibo().clause(clause).unwrap().limit(name).unwrap().edge, *own, "{clause}.{name}");
        for (position, edge) in [Edge::AtLeast, Edge::Above].into_iter().enumerate() {
            let limit = limit(clause, name, edge);
            let what = format!("{clause}.{name} {edge:?}");
            match expect {
                Count(from) | Micros(from) => turns_at(&limit, 0, from[position], &what),
                Share(from) => {
                    for (of, from) in [672, 140, 7].into_iter().zip(from[position]) {
                        turns_at(&limit, of, from, &what);
                    }
                }
                Span(days) => {
                    let [first, reached] = days[position];
                    assert_eq!(limit.window(day(CHECKPOINT)).to_string(), first, "{what}, window");
                    assert_eq!(limit.day_after(day("2016-11-30")).to_string(), reached, "{what}, day after");
                }
            }
        }
    }
}

#[test]
fn no_limit_of_the_embedded_standards_is_left_out() {
    let mut untested = BTreeSet::new();
    for standard in [national(), zibo()] {
        for clause in &standard.clauses {
            untested.extend(clause.limits.keys().map(|name| (clause.key.as_str(), name.as_str())));
        }
    }
    for (clause, name, ..) in LIMITS {
        assert!(untested.remove(&(*clause, *name)), "{clause}.{name} stands twice or in no standard");
    }
    assert!(untested.is_empty(), "{untested:?}");
}

#[test]
fn the_overlay_leaves_the_national_figures_alone() {
    for clause in &national().clauses {
        for (name, limit) in &clause.limits {
            let above = zibo().clause(&clause.key).unwrap().limit(name).unwrap();
            assert_eq!((above.amount, above.edge), (limit.amount, limit.edge), "{}.{name}", clause.key);
        }
    }
}

#[test]
fn a_limit_reads_as_people_say_it() {
    let text = |clause, name, edge| limit(clause, name, edge).text();
    assert_eq!(text("site_unreachable", "share", Edge::AtLeast), "5 % or more");
    assert_eq!(text("site_unreachable", "timeout", Edge::AtLeast), "15 s or more");
    assert_eq!(text("overdue_columns", "window_documents", Edge::Above), "more than 6 months");
    assert_eq!(text("reply_limits", "ordinary", Edge::Above), "more than 7 working days");
    assert_eq!(text("blank_columns", "columns", Edge::Above), "more than 5");
    assert_eq!(text("home_not_updated", "window", Edge::Above), "more than 14 days");
}

fn share(numerator: u64, denominator: u64, edge: Edge) -> Limit {
    Limit { amount: Amount::Share { numerator, denominator }, ..limit("site_unreachable", "share", edge) }
}

/// The exact comparison, without a quotient.
fn reaches(count: u64, of: u64, numerator: u64, denominator: u64, edge: Edge) -> bool {
    let (left, right) = (u128::from(count) * u128::from(denominator), u128::from(of) * u128::from(numerator));
    match edge {
        Edge::AtLeast => left >= right,
        Edge::Above => left > right,
    }
}

#[test]
fn five_percent_of_every_week_up_to_5000_visits() {
    for edge in [Edge::AtLeast, Edge::Above] {
        let limit = limit("site_unreachable", "share", edge);
        for of in 1..=5_000 {
            let from = limit.from(of);
            assert!(reaches(from, of, 5, 100, edge) && (from == 0 || !reaches(from - 1, of, 5, 100, edge)), "{from} of {of}, {edge:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shares_compare_like_exact_fractions(
        of in 0_u64..1 << 40,
        numerator in 1_u64..100_000_000,
        places in 0_u32..7,
        near in 0_u64..3,
        above in any::<bool>(),
    ) {
        let denominator = 100 * 10_u64.pow(places);
        let edge = if above { Edge::Above } else { Edge::AtLeast };
        let limit = share(numerator.min(denominator), denominator, edge);
        let numerator = numerator.min(denominator);
        // Counts on both sides of the quotient, where a float would slip.
        let quotient = (u128::from(of) * u128::from(numerator) / u128::from(denominator)) as u64;
        let count = (quotient + near).saturating_sub(1);
        prop_assert_eq!(limit.reached(count, of), reaches(count, of, numerator, denominator, edge), "{} of {}", count, of);
    }

    #[test]
    fn whole_numbers_turn_at_the_amount(amount in 0_u64..1 << 40, count in 0_u64..1 << 40, above in any::<bool>()) {
        let edge = if above { Edge::Above } else { Edge::AtLeast };
        let limit = Limit { amount: Amount::Count(amount), ..limit("blank_columns", "columns", edge) };
        for count in [count, amount.saturating_sub(1), amount, amount + 1] {
            prop_assert_eq!(limit.reached(count, 0), if above { count > amount } else { count >= amount });
        }
    }

    #[test]
    fn a_window_holds_the_days_that_are_not_yet_too_old(days in 0_u32..2_000, months in 0_u32..60, by_months in any::<bool>(), above in any::<bool>(), number in 12_000_i32..20_000) {
        let edge = if above { Edge::Above } else { Edge::AtLeast };
        let amount = if by_months { Amount::Months(months) } else { Amount::Days(days) };
        let limit = Limit { amount, ..limit("home_not_updated", "window", edge) };
        let last = gov_site_compliance::Day(number);
        let oldest = if by_months { last.minus_months(months) } else { last.plus_days(-(days as i32)) };
        let first = if above { oldest } else { oldest.plus_days(1) };
        prop_assert_eq!(limit.window(last), first);
        let reached = if by_months { last.plus_months(months) } else { last.plus_days(days as i32) };
        prop_assert_eq!(limit.day_after(last), if above { reached.plus_days(1) } else { reached });
    }
}
