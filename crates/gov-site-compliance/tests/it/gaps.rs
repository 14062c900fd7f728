//! Filling a gap, either way, never reverses a decided outcome.

use std::sync::LazyLock;

use gov_site_compliance::{
    Standard, Verdict,
    indicator::Judgement,
    standard::{Amount, Readings, SWITCHES},
    verdict::Status,
};
use proptest::{prelude::*, sample::Index};

use crate::{
    home_update_count::with_clauses,
    random_site::{Column, How, Item, Look, Review, Site, Subject, Ticket, TicketKind, Visit, site},
    support::{CHECKPOINT, SITE, VETOES, World, national, result},
};

/// A clause on the number of home updates, beside the vetoes.
const HOME_UPDATES: &str = "home_updates_counted";

static COUNTING: LazyLock<Standard> = LazyLock::new(|| with_clauses("national-2015", &[(HOME_UPDATES, 14, 2)]));

fn clauses() -> impl Iterator<Item = &'static str> {
    VETOES.into_iter().chain([HOME_UPDATES])
}

/// A site with one gap less, and how it was filled.
type Filled = (String, Site);

fn fill(site: &Site, how: impl Into<String>, change: impl FnOnce(&mut Site)) -> Filled {
    let mut filled = site.clone();
    change(&mut filled);
    (how.into(), filled)
}

/// Dates that an item found later may have.
const DATES: [i32; 6] = [0, -14, -15, -182, -500, 3];

/// All ways to fill one gap of the site.
fn fillings(site: &Site, readings: &Readings) -> Vec<Filled> {
    let mut all = Vec::new();
    for number in 0..site.columns.len() {
        unread_items(site, number, &mut all);
        unseen_items(site, number, &mut all);
        if site.columns[number].bad {
            all.push(fill(site, format!("column row {number} mended"), |site| site.columns[number].bad = false));
        }
    }
    bad_looks(site, &mut all);
    unknown_list(site, &mut all);
    visits(site, readings, &mut all);
    tickets(site, &mut all);
    reviews(site, &mut all);
    for (number, exemption) in site.exemptions.iter().enumerate().filter(|(_, exemption)| exemption.bad) {
        let _ = exemption;
        all.push(fill(site, format!("exemption {number} mended"), |site| site.exemptions[number].bad = false));
    }
    all
}

fn unread_items(site: &Site, number: usize, all: &mut Vec<Filled>) {
    for (at, item) in site.columns[number].items.iter().enumerate() {
        let dates = DATES.map(Item::On).into_iter().chain([Item::NotShown]);
        match item {
            Item::On(_) | Item::NotShown => {}
            Item::Unreadable | Item::BadDate => {
                all.extend(
                    dates.map(|found| fill(site, format!("{item:?} {at} of column {number} is {found:?}"), |site| site.columns[number].items[at] = found)),
                );
            }
            Item::BadRow => {
                let found = dates.chain([Item::Unreadable]);
                all.extend(found.map(|found| fill(site, format!("row {at} of column {number} is {found:?}"), |site| site.columns[number].items[at] = found)));
                // A row that somebody counted among the items seen is not dropped.
                let counted = site.columns[number].looks.iter().chain(site.looks.iter().map(|(_, look)| look)).any(|look| look.items_seen.is_some());
                if !counted {
                    all.push(fill(site, format!("row {at} of column {number} dropped"), |site| {
                        site.columns[number].items.remove(at);
                    }));
                }
            }
        }
    }
}

/// Whether anybody says to have seen the day in the column: then no item can be found there later.
fn seen(site: &Site, column: &Column, offset: i32) -> bool {
    let of_site = |of: Subject| site.looks.iter().filter(move |(subject, _)| *subject == of).map(|(_, look)| look);
    let silent = column.looks.is_empty() && of_site(Subject::Columns).next().is_none();
    let mut looks = column.looks.iter().chain(of_site(Subject::Columns)).chain(of_site(Subject::Home));
    looks.any(|look| look.saw(offset)) || (silent && site.declared[0])
}

fn unseen_items(site: &Site, number: usize, all: &mut Vec<Filled>) {
    let column = &site.columns[number];
    // Dates that nobody has looked at; with a whole look on top nothing else is open.
    // An item of the future is no gap once the checkpoint itself was looked at.
    let open: Vec<i32> = DATES.into_iter().filter(|offset| !seen(site, column, (*offset).min(0))).collect();
    if open.is_empty() || column.bad {
        return;
    }
    all.push(fill(site, format!("column {number} looked at, nothing new"), |site| site.columns[number].looks.push(Look::WHOLE)));
    for offset in open {
        all.push(fill(site, format!("column {number} looked at, item of {offset}"), |site| {
            site.columns[number].looks.push(Look::WHOLE);
            site.columns[number].items.push(Item::On(offset));
        }));
    }
}

fn bad_looks(site: &Site, all: &mut Vec<Filled>) {
    for (number, column) in site.columns.iter().enumerate() {
        for at in (0..column.looks.len()).filter(|at| column.looks[*at].bad) {
            all.push(fill(site, format!("coverage {at} of column {number} mended"), |site| site.columns[number].looks[at].bad = false));
        }
    }
    for at in (0..site.looks.len()).filter(|at| site.looks[*at].1.bad) {
        all.push(fill(site, format!("coverage {at} mended"), |site| site.looks[at].1.bad = false));
    }
}

/// Somebody recorded that he did not see all columns: they turn out to be all, or one more comes to light.
fn unknown_list(site: &Site, all: &mut Vec<Filled>) {
    let whole = |of: Subject| site.looks.iter().any(|(subject, look)| *subject == of && look.complete && !look.blocked && !look.bad);
    let recorded = site.looks.iter().any(|(subject, _)| *subject == Subject::Columns);
    if whole(Subject::Columns) || !recorded {
        return;
    }
    all.push(fill(site, "all columns looked at, nothing new", |site| site.looks.push((Subject::Columns, Look::WHOLE))));
    for items in [Vec::new(), vec![Item::On(0)], vec![Item::On(-500)]] {
        all.push(fill(site, format!("a column more with {items:?}"), |site| {
            let column = Column {
                id: 90 + site.columns.len() as u8,
                kind: Some("news"),
                parent: None,
                lists_items: None,
                on_home: !whole(Subject::Home),
                url: None,
                opened: None,
                left: None,
                items,
                looks: Vec::new(),
                bad: false,
            };
            site.looks.push((Subject::Columns, Look::WHOLE));
            site.columns.push(column);
        }));
    }
}

fn visits(site: &Site, readings: &Readings, all: &mut Vec<Filled>) {
    for (number, visit) in site.visits.iter().enumerate() {
        match visit.how {
            How::Bad => {
                for how in [How::Answered, How::Failed, How::Suspected, How::MonitorFault, How::Elsewhere] {
                    all.push(fill(site, format!("visit {number} was {how:?}"), |site| site.visits[number].how = how));
                }
            }
            // Under the other values of the switch a suspected visit is no gap, nor is one that a person has replaced.
            How::Suspected if !visit.manual && !replaced(site, visit) && readings.get("suspected_status") == Some("possible") => {
                for how in [How::Answered, How::Failed] {
                    all.push(fill(site, format!("a person saw visit {number}: {how:?}"), |site| site.visits.push(Visit { how, manual: true, ..*visit })));
                }
            }
            _ => {}
        }
    }
}

fn replaced(site: &Site, visit: &Visit) -> bool {
    let counts = |other: &Visit| matches!(other.how, How::Answered | How::Failed | How::Suspected);
    site.visits.iter().any(|other| other.manual && counts(other) && (other.day, other.slot) == (visit.day, visit.slot))
}

fn tickets(site: &Site, all: &mut Vec<Filled>) {
    let looks = || site.looks.iter().filter(|(subject, _)| *subject == Subject::Tickets).map(|(_, look)| look);
    let seen = |offset: i32| if looks().next().is_none() { site.declared[2] } else { looks().any(|look| look.saw(offset)) };
    for (number, ticket) in site.tickets.iter().enumerate() {
        if ticket.bad {
            all.push(fill(site, format!("ticket {number} mended"), |site| site.tickets[number].bad = false));
        }
        for value in [true, false] {
            if ticket.valid.is_none() {
                all.push(fill(site, format!("ticket {number} valid {value}"), |site| site.tickets[number].valid = Some(value)));
            }
            if ticket.needs_reply.is_none() {
                all.push(fill(site, format!("ticket {number} needs reply {value}"), |site| site.tickets[number].needs_reply = Some(value)));
            }
        }
        // Seen open on a day, and perhaps answered since.
        let since = ticket.seen.filter(|_| ticket.answered.is_none()).map(|seen| seen.max(ticket.submitted));
        for offset in since.into_iter().flat_map(|since| [since + 1, since + 40]).filter(|offset| !seen(*offset)) {
            all.push(fill(site, format!("ticket {number} was answered on {offset}"), |site| {
                site.tickets[number].answered = Some(offset);
                site.tickets[number].reply = "answered";
            }));
        }
    }
    let (readable, _) = site.channel;
    if !readable {
        for consultation in [true, false] {
            all.push(fill(site, format!("channel mended, consultation {consultation}"), |site| site.channel = (true, consultation)));
        }
    }
    if [0, -100, -365].into_iter().any(|offset| !seen(offset)) {
        all.push(fill(site, "tickets looked at, nothing new", |site| site.looks.push((Subject::Tickets, Look::WHOLE))));
        for submitted in [-1, -92, -93, -300, -365, -366].into_iter().filter(|offset| !seen(*offset)) {
            all.push(fill(site, format!("tickets looked at, one of {submitted}"), |site| {
                site.looks.push((Subject::Tickets, Look::WHOLE));
                let ticket = Ticket {
                    submitted,
                    answered: None,
                    reply: "answered",
                    kind: TicketKind::Consultation,
                    valid: Some(true),
                    needs_reply: Some(true),
                    seen: Some(1),
                    bad: false,
                };
                site.tickets.push(ticket);
            }));
        }
    }
}

fn reviews(site: &Site, all: &mut Vec<Filled>) {
    for (number, review) in site.reviews.iter().enumerate() {
        if review.bad {
            all.push(fill(site, format!("review {number} mended"), |site| site.reviews[number].bad = false));
        } else if review.status == "suspected" {
            for status in ["confirmed", "dismissed"] {
                all.push(fill(site, format!("review {number} {status}"), |site| site.reviews[number].status = status));
            }
        }
    }
    let mut looks = site.looks.iter().filter(|(subject, _)| *subject == Subject::SeriousError).peekable();
    let known = if looks.peek().is_none() { site.declared[3] } else { looks.any(|(_, look)| look.saw(0)) };
    if !known {
        all.push(fill(site, "errors looked for, none found", |site| site.looks.push((Subject::SeriousError, Look::WHOLE))));
        for status in ["confirmed", "suspected", "dismissed"] {
            all.push(fill(site, format!("errors looked for, one {status}"), |site| {
                site.looks.push((Subject::SeriousError, Look::WHOLE));
                site.reviews.push(Review { found: 0, status, bad: false });
            }));
        }
    }
}

fn judge(site: &Site, standard: &Standard) -> Verdict {
    site.render(SITE).settle(standard).verdict(SITE)
}

/// `None` when nothing decided was reversed, else what was.
fn reversed(before: &Verdict, after: &Verdict) -> Option<String> {
    for clause in clauses() {
        let turn = (result(before, clause), result(after, clause));
        if matches!(turn, (Judgement::Pass, Judgement::Fail) | (Judgement::Fail, Judgement::Pass)) {
            return Some(format!("{clause}: {:?} became {:?}", before.outcome(clause), after.outcome(clause)));
        }
    }
    let turn = (before.status, after.status);
    matches!(turn, (Status::Qualified, Status::Unqualified) | (Status::Unqualified, Status::Qualified)).then(|| format!("{turn:?}"))
}

/// `None` when everything decided stayed as it was; an exemption may still take a clause away.
fn undecided(before: &Verdict, after: &Verdict) -> Option<String> {
    for clause in clauses() {
        let (was, is) = (result(before, clause), result(after, clause));
        if matches!(was, Judgement::Pass | Judgement::Fail) && was != is && !matches!(is, Judgement::NotApplicable(_)) {
            return Some(format!("{clause}: {:?} became {:?}", before.outcome(clause), after.outcome(clause)));
        }
    }
    let taken =
        VETOES.into_iter().any(|clause| matches!(result(after, clause), Judgement::NotApplicable(_)) && result(after, clause) != result(before, clause));
    (before.status != Status::NotAssessed && before.status != after.status && !taken).then(|| format!("{:?} became {:?}", before.status, after.status))
}

/// The national standard under the value of one switch.
fn readings() -> impl Strategy<Value = Readings> {
    let values: Vec<(&str, &str)> = SWITCHES.iter().flat_map(|switch| switch.values.iter().map(|value| (switch.key, *value))).collect();
    prop_oneof![Just(Readings::default()), prop::sample::select(values).prop_map(|(key, value)| Readings::default().with(key, value).unwrap())]
}

/// The national standard with limits that small sites reach, under some readings.
fn near(readings: Readings) -> Standard {
    let mut standard = Standard { readings, ..COUNTING.clone() };
    for clause in &mut standard.clauses {
        let amount = match clause.key.as_str() {
            "core_columns_not_updated" | "blank_columns" => Amount::Count(2),
            "overdue_columns" => Amount::Count(3),
            "site_unreachable" => Amount::Share { numerator: 2, denominator: 100 },
            _ => continue,
        };
        let name = if clause.key == "site_unreachable" { "share" } else { "columns" };
        clause.limits.get_mut(name).unwrap().amount = amount;
    }
    standard
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, max_shrink_iters: 3_000, ..ProptestConfig::default() })]

    /// One gap after the other is filled at random, until none is left or the steps run out.
    #[test]
    fn filling_gaps_one_after_the_other_reverses_nothing(site in site(), readings in readings(), choices in prop::collection::vec(any::<Index>(), 12)) {
        let standard = near(readings);
        let mut site = site;
        let mut before = judge(&site, &standard);
        for choice in choices {
            let mut all = fillings(&site, &readings);
            if all.is_empty() {
                break;
            }
            let (how, filled) = all.swap_remove(choice.index(all.len()));
            let after = judge(&filled, &standard);
            prop_assert_eq!(reversed(&before, &after), None, "by: {}", how);
            prop_assert_eq!(undecided(&before, &after), None, "by: {}", how);
            (site, before) = (filled, after);
        }
    }

    /// Every way to fill one gap, up to sixty.
    #[test]
    fn no_single_filling_reverses_a_decision(site in site()) {
        let standard = near(Readings::default());
        let before = judge(&site, &standard);
        for (how, filled) in fillings(&site, &Readings::default()).into_iter().take(60) {
            let after = judge(&filled, &standard);
            prop_assert_eq!(reversed(&before, &after), None, "by: {}", how);
            prop_assert_eq!(undecided(&before, &after), None, "by: {}", how);
        }
    }

    /// ② and ③ count columns, not items.
    #[test]
    fn more_updates_in_a_counted_column_never_raise_a_count(site in site(), which in any::<Index>(), item in crate::random_site::item()) {
        let mut site = site;
        // A count of items seen that the new row reaches would make a coverage row whole: that fills a gap elsewhere.
        site.looks.iter_mut().for_each(|(_, look)| look.items_seen = None);
        site.columns.iter_mut().for_each(|column| column.looks.iter_mut().for_each(|look| look.items_seen = None));
        let before = judge(&site, national());
        let proven = |column: &Column| column.items.iter().any(|item| *item != Item::BadRow);
        // A heading starts to count with its first row (reading 12), and so does a leaf that may yet turn out to be one (D9, D6).
        let leaves_are_sure = site.columns.iter().all(|column| column.parent.is_none()) && !site.looks.iter().any(|(subject, _)| *subject == Subject::Columns);
        let counted: Vec<usize> = (0..site.columns.len())
            .filter(|number| {
                let column = &site.columns[*number];
                !column.bad && (column.lists_items == Some(true) || (column.lists_items.is_none() && (proven(column) || leaves_are_sure)))
            })
            .collect();
        if counted.is_empty() {
            return Ok(());
        }
        site.columns[counted[which.index(counted.len())]].items.push(item);
        let after = judge(&site, national());
        for clause in ["overdue_columns", "blank_columns"] {
            // Without a measure the whole site is exempt.
            let count = |verdict: &Verdict| verdict.outcome(clause).unwrap().measure.map_or((0, 0), |measure| (measure.certain, measure.possible));
            let (was, is) = (count(&before), count(&after));
            prop_assert!(is.0 <= was.0 && is.1 <= was.1, "{}: {:?} after {:?}", clause, is, was);
        }
    }
}

/// The generator reaches what the properties are about: every outcome of every veto, and gaps to fill.
#[test]
fn random_sites_are_decided_and_open() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeMap::new();
    let mut gaps = 0;
    for _ in 0..600 {
        let site = site().new_tree(&mut runner).unwrap().current();
        let verdict = judge(&site, &near(Readings::default()));
        for clause in clauses() {
            *seen.entry((clause, result(&verdict, clause).code())).or_insert(0) += 1;
        }
        gaps += fillings(&site, &Readings::default()).len();
    }
    for clause in clauses() {
        for outcome in ["pass", "fail", "not_assessed"] {
            assert!(seen.get(&(clause, outcome)).is_some_and(|count| *count >= 8), "{clause} {outcome}: {seen:?}");
        }
    }
    assert!(gaps > 6_000, "{gaps}");
}

/// Five blank columns that were looked at, one by one; if `partly`, somebody recorded that he did not see all there are.
fn five_blank(partly: bool) -> World {
    let mut world = World::site(SITE);
    for name in ["b1", "b2", "b3", "b4", "b5"] {
        world.column(SITE, name, &[("url", &format!("http://www.s{SITE}.gov.cn/{name}/")), ("on_home", "true")], &[]);
        world.coverage(SITE, "column", &[("column_id", &format!("{SITE}-{name}"))]);
    }
    if partly {
        world.coverage(SITE, "columns", &[("observed_at", &format!("{CHECKPOINT}T08:00:00+08:00")), ("complete", "false")]);
    }
    world
}

/// Later all columns were seen.
fn seen_whole(world: &mut World) {
    world.coverage(SITE, "columns", &[("observed_at", &format!("{CHECKPOINT}T21:00:00+08:00"))]);
}

fn keeps(before: &World, after: &World, clause: &str) {
    let judged = |world: &World| world.settle(national()).verdict(SITE);
    let (was, is) = (judged(before), judged(after));
    let turn = (result(&was, clause), result(&is, clause));
    assert!(
        !matches!(turn, (Judgement::Pass, Judgement::Fail) | (Judgement::Fail, Judgement::Pass)),
        "{:?} became {:?}",
        was.outcome(clause),
        is.outcome(clause)
    );
}

#[test]
fn a_column_that_comes_to_light_turns_no_fail_of_the_home_page_into_a_pass() {
    let mut after = five_blank(true);
    after.column(SITE, "more", &[("on_home", "true")], &[0]);
    seen_whole(&mut after);
    keeps(&five_blank(true), &after, "home_not_updated");
}

#[test]
fn a_child_that_comes_to_light_turns_no_fail_into_a_pass() {
    // While the list is known not to be whole, a leaf may turn out to be the heading of a column that nobody listed yet.
    let mut after = five_blank(true);
    after.column(SITE, "child", &[("parent_id", &format!("{SITE}-b1"))], &[0]);
    seen_whole(&mut after);
    keeps(&five_blank(true), &after, "blank_columns");
}

#[test]
fn a_mended_parent_turns_no_fail_into_a_pass() {
    // The parent of a rejected column is at fault; mended, it makes a heading of a blank leaf.
    let (mut before, mut after) = (five_blank(false), five_blank(false));
    before.column(SITE, "child", &[("parent_id", "no-such-column")], &[0]);
    after.column(SITE, "child", &[("parent_id", &format!("{SITE}-b1"))], &[0]);
    keeps(&before, &after, "blank_columns");
}

#[test]
fn a_bad_ticket_of_a_bad_channel_hides_behind_nobody() {
    // Both rows are at fault; the channel's row still names the site, so the ticket may be the site's.
    let mut world = World::sound(SITE);
    world.add("channels", &[("channel_id", "k"), ("site_code", SITE), ("kind", "?")]);
    world.push("tickets", crate::support::cells(&[("ticket_id", "t"), ("channel_id", "k"), ("unit", "示例单位01"), ("submitted_on", "2017-13-01")]));
    let verdict = world.settle(national()).verdict(SITE);
    assert_eq!(result(&verdict, "interaction_unanswered"), &Judgement::NotAssessed, "{:?}", verdict.outcome("interaction_unanswered"));
}

#[test]
fn an_answer_that_comes_to_light_turns_no_fail_into_a_pass_where_late_answers_count_nothing() {
    // Seen open on 2017-10-01, after it was too late, and never again: under `late_answers_count = no` an answer of November would make it harmless.
    let standard = Standard { readings: Readings::default().with("late_answers_count", "no").unwrap(), ..national().clone() };
    let judged = |with: &[(&'static str, &str)]| {
        let mut world = World::site(SITE);
        world.ticket(SITE, "t", "2017-06-01", with);
        world.coverage(SITE, "tickets", &[("complete", if with.len() > 1 { "true" } else { "false" })]);
        let verdict = world.settle(&standard).verdict(SITE);
        result(&verdict, "interaction_unanswered").clone()
    };
    let seen = ("observed_at", "2017-10-01T09:00:00+08:00");
    assert_eq!(judged(&[seen, ("answered_on", "2017-11-01")]), Judgement::Pass);
    assert_eq!(judged(&[seen]), Judgement::NotAssessed);
}
