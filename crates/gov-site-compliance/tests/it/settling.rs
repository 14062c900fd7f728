//! Settling puts rows in order only where it must; what comes out is the same in whatever order they came.

use gov_site_compliance::{
    Channel, Column, ColumnKind, Exemption, Registry, Reject, RejectCode, Review, Row, Site, Ticket,
    facts::{Placed, Tables},
    ingest::Checked,
};

use crate::support::{Cells, SITE, cells, changed, national, read, site_row};

const OTHER: &str = "3703000002";

fn placed<R: Checked>(rows: &[Cells], file: u32) -> Vec<Placed<R>> {
    (1..).zip(rows).map(|(line, row)| Placed { row: read(row, line).unwrap(), file, line }).collect()
}

fn tables() -> Tables {
    Tables { files: vec!["sites.csv".into(), "rows.csv".into()], sites: placed::<Site>(&[site_row(OTHER), site_row(SITE)], 0), ..Tables::default() }
}

/// Registry, how many rows were collapsed, and code and line of each reject.
fn settled(tables: Tables) -> (Registry, u64, Vec<(RejectCode, u64)>) {
    let (mut count, mut rejects) = (0, Vec::new());
    let mut take = |reject: Reject| rejects.push((reject.code, reject.place.row));
    let registry = Registry::settle_beside(&|_| None, tables, national(), &[], &mut |_, rows| count += rows, &mut take);
    (registry, count, rejects)
}

fn review(id: &str, site: &str) -> Cells {
    let row = [("indicator", "serious_error"), ("kind", "attack"), ("status", "dismissed"), ("found_at", "2017-11-20 10:00")];
    changed(&cells(&row), &[("review_id", id), ("site_code", site)])
}

fn reviews(rows: &[Cells]) -> (Vec<String>, u64, Vec<(RejectCode, u64)>) {
    let (registry, collapsed, rejects) = settled(Tables { reviews: placed::<Review>(rows, 1), ..tables() });
    (registry.reviews.iter().map(|review| format!("{} {}", review.site_code, review.review_id)).collect(), collapsed, rejects)
}

#[test]
fn rejects_come_in_the_order_of_keys_where_no_row_had_to_be_moved() {
    use RejectCode::{ConflictingDuplicate, UnknownSite};
    let rows = [review("R3", SITE), review("R2", "nowhere"), review("R1", OTHER), review("R10", "elsewhere"), review("R4", SITE)];
    let (left, collapsed, rejects) = reviews(&rows);
    assert_eq!((left.len(), collapsed), (3, 0));
    assert_eq!(left, [format!("{SITE} R3"), format!("{SITE} R4"), format!("{OTHER} R1")]);
    assert_eq!(rejects, [(UnknownSite, 4), (UnknownSite, 2)]);

    // The first row of a key that two rows contradict each other in comes last.
    let more = [&rows[..], &[review("R1", OTHER), changed(&review("R3", SITE), &[("quote", "示例")])]].concat();
    let (left, collapsed, rejects) = reviews(&more);
    assert_eq!((left, collapsed), (vec![format!("{SITE} R4"), format!("{OTHER} R1")], 1));
    let mut clash: Vec<u64> = rejects.iter().filter(|(code, _)| *code == ConflictingDuplicate).map(|(_, line)| *line).collect();
    clash.sort_unstable();
    assert_eq!(clash, [1, 7]);
    assert_eq!(rejects[2..], [(UnknownSite, 4), (UnknownSite, 2)]);
}

#[test]
fn a_clause_may_be_named_by_its_title() {
    let titled = |indicator: &str| changed(&review("R1", SITE), &[("indicator", indicator)]);
    let exempt = cells(&[("site_code", SITE), ("indicator", "空白栏目"), ("from", "2017-01-01")]);
    let with = |indicator: &str| Tables { reviews: placed::<Review>(&[titled(indicator)], 1), ..tables() };
    let (registry, _, rejects) = settled(Tables { exemptions: placed::<Exemption>(&[exempt], 1), ..with("严重错误") });
    assert_eq!((registry.reviews[0].indicator.as_str(), registry.exemptions[0].indicator.as_deref()), ("serious_error", Some("blank_columns")));
    assert_eq!(rejects, []);
    assert_eq!(registry.review(SITE, "R1"), registry.reviews.first());
    assert_eq!((registry.review(SITE, "R2"), registry.review(OTHER, "R1")), (None, None));
    assert_eq!(settled(with("严重的错误")).2, [(RejectCode::NameForId, 1)]);
}

fn channel(number: u32) -> Cells {
    let site = if number.is_multiple_of(3) { OTHER } else { SITE };
    let kind = if number.is_multiple_of(2) { "survey" } else { "consultation" };
    changed(&cells(&[("site_code", site), ("kind", kind)]), &[("channel_id", &format!("C{number}"))])
}

fn ticket(number: u32) -> Cells {
    // Through channels near and far, one of them unknown; every fourth with a site of its own.
    let channel = format!("C{}", number * 7 % 13);
    let row = cells(&[("unit", "示例单位"), ("submitted_on", "2017-11-01"), ("channel_id", &channel)]);
    let row = changed(&row, &[("ticket_id", &format!("T{number}"))]);
    if number.is_multiple_of(4) { changed(&row, &[("site_code", SITE)]) } else { row }
}

#[test]
fn tickets_find_their_channels_in_whatever_order_the_rows_come() {
    let (channels, tickets): (Vec<Cells>, Vec<Cells>) = ((0..12).map(channel).collect(), (0..40).map(ticket).collect());
    let seen = |turn: usize| {
        let (mut channels, mut tickets) = (channels.clone(), tickets.clone());
        channels.rotate_left(turn % 12);
        tickets.rotate_left(turn);
        let (registry, _, rejects) = settled(Tables { channels: placed::<Channel>(&channels, 1), tickets: placed::<Ticket>(&tickets, 1), ..tables() });
        (format!("{:?} {:?}", registry.channels, registry.tickets), rejects.len(), registry)
    };
    let (first, rejected, registry) = seen(0);
    assert_eq!((registry.tickets.len(), rejected), (37, 3));
    for facts in &registry.tickets {
        let channel = registry.channels.iter().find(|channel| Some(&channel.channel_id) == facts.ticket.channel_id.as_ref()).unwrap();
        assert_eq!(facts.kind, Some(channel.kind));
        assert_eq!(registry.channel_site(&channel.channel_id), Some(channel.site_code.as_str()));
        assert_eq!(facts.site.as_ref(), facts.ticket.site_code.as_ref().or(Some(&channel.site_code)));
    }
    assert!(registry.tickets.is_sorted() && registry.channel_site("C12").is_none(), "{}", Ticket::TABLE.name);
    for turn in 1..40 {
        let (again, count, _) = seen(turn);
        assert!(again == first && count == rejected, "turned by {turn}");
    }
}

/// A column below another; the kind is the parent's where there is one.
fn below(id: &str, parent: &str) -> Cells {
    let kind = if parent.is_empty() { "news" } else { "" };
    cells(&[("column_id", id), ("site_code", SITE), ("column_name", "栏目"), ("kind", kind), ("parent_id", parent)])
}

fn columns(rows: &[Cells]) -> (Registry, Vec<(RejectCode, u64)>) {
    let (registry, _, rejects) = settled(Tables { columns: placed::<Column>(rows, 1), ..tables() });
    (registry, rejects)
}

/// A walk from each row to the top would take hours.
#[test]
fn a_very_long_chain_of_parents_is_walked_once() {
    let mut rows: Vec<Cells> = (1..100_000).map(|row| below(&format!("c{row:06}"), &format!("c{:06}", row - 1))).collect();
    rows.push(below("c000000", ""));
    let (registry, rejects) = columns(&rows);
    assert_eq!((registry.columns.len(), rejects.len()), (100_000, 0));
    assert!(registry.kinds.iter().all(|kind| *kind == Some(ColumnKind::News)));

    // The same chain bitten into its own tail.
    rows.pop();
    rows.push(below("c000000", "c000007"));
    let (registry, rejects) = columns(&rows);
    assert_eq!((registry.columns.len(), rejects.len()), (0, 100_000));
    assert!(rejects.iter().all(|(code, _)| *code == RejectCode::ParentCycle));
}

#[test]
fn what_leads_into_a_circle_is_in_it_and_what_leads_elsewhere_is_not() {
    let rows = [below("a", "b"), below("b", "c"), below("c", "b"), below("d", "e"), below("e", ""), below("f", "f"), below("g", "nowhere"), below("h", "g")];
    let (registry, mut rejects) = columns(&rows);
    rejects.sort_unstable_by_key(|(_, line)| *line);
    let circle = |line| (RejectCode::ParentCycle, line);
    assert_eq!(rejects, [circle(1), circle(2), circle(3), (RejectCode::ParentIsItself, 6), (RejectCode::UnknownParent, 7)]);
    let kinds: Vec<_> = registry.columns.iter().map(|column| column.column_id.as_str()).zip(registry.kinds).collect();
    assert_eq!(kinds, [("d", Some(ColumnKind::News)), ("e", Some(ColumnKind::News)), ("h", None)]);
}
