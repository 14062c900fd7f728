//! Anomalies of the site as a whole: states, addresses, exemptions, coverage.

use super::columns::stale_news;
use crate::{
    ids::IdForm,
    options::Options,
    random::Stream,
    sheet::{ADDRESSES, COVERAGE, Cell, EXEMPTIONS, LIFE},
    site::{CHECKPOINT, Site, State, moment},
    truth::Clause,
};

/// A stale news column that comes to `state`; gives its id.
fn stale_column(site: &mut Site, options: &Options, stream: &mut Stream, state: State) -> Option<Cell> {
    let column = stale_news(site, stream)?;
    column.state = state;
    let place = column.place;
    Some(IdForm::of(options).site(site.index).cell(place))
}

fn exemption(site: &mut Site, column: Cell, indicator: Option<&'static str>, from: Option<i32>, approval: Option<&'static str>) {
    let from = from.map_or(Cell::Empty, Cell::Day);
    site.rare.push((&EXEMPTIONS, vec![site.code.clone().into(), column, indicator.into(), from, Cell::Empty, approval.into()]));
}

const APPROVAL: Option<&str> = Some("示例〔2017〕1号");

pub(super) fn approved_exemption(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let Some(column) = stale_column(site, options, stream, State::Out) else { return false };
    exemption(site, column, None, Some(CHECKPOINT - stream.below(400) as i32), APPROVAL);
    true
}

pub(super) fn unapproved_exemption(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let Some(column) = stale_column(site, options, stream, State::Stale) else { return false };
    exemption(site, column, None, Some(CHECKPOINT - 100), None);
    true
}

pub(super) fn rejected_exemption(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let Some(column) = stale_column(site, options, stream, State::PerhapsStale) else { return false };
    exemption(site, column, None, None, APPROVAL);
    true
}

pub(super) fn exempt_clause(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let clause = stream.pick(&[Clause::Core, Clause::Overdue, Clause::Blank, Clause::Home]);
    exemption(site, Cell::Empty, Some(clause.key()), Some(CHECKPOINT - 100), APPROVAL);
    site.effect.exempt = Some(clause);
    true
}

/// What a coverage row says of columns.
struct Seen {
    column: Cell,
    complete: Option<bool>,
    items: Option<i64>,
    gap: Option<&'static str>,
}

fn coverage(site: &mut Site, seen: Seen) {
    let subject = if seen.column == Cell::Empty { "columns" } else { "column" };
    site.rare.push((
        &COVERAGE,
        vec![
            site.code.clone().into(),
            subject.into(),
            seen.column,
            Cell::Moment(moment(CHECKPOINT, 72_000)),
            Cell::Empty,
            Cell::Empty,
            seen.complete.map_or(Cell::Empty, Cell::Bool),
            seen.items.map_or(Cell::Empty, Cell::Integer),
            seen.gap.into(),
        ],
    ));
}

pub(super) fn coverage_incomplete(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let (complete, items, gap) = match stream.below(3) {
        0 => (false, None, None),
        1 => (true, None, Some("blocked")),
        _ => (true, Some(1_000_000_000_000), None),
    };
    coverage(site, Seen { column: Cell::Empty, complete: Some(complete), items, gap });
    site.effect.list_open = true;
    true
}

pub(super) fn rejected_coverage(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    coverage(site, Seen { column: Cell::Empty, complete: None, items: None, gap: None });
    site.effect.list_open = true;
    true
}

pub(super) fn coverage_gap(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let Some(column) = stale_column(site, options, stream, State::PerhapsStale) else { return false };
    coverage(site, Seen { column, complete: Some(false), items: None, gap: Some("login") });
    true
}

fn address(site: &mut Site, filed_on: Option<i32>, changed_on: i32) -> bool {
    let url = format!("http://new{}.example.cn/", site.index);
    let filed_on = filed_on.map_or(Cell::Empty, Cell::Day);
    site.rare.push((&ADDRESSES, vec![site.code.clone().into(), filed_on, url.into(), Cell::Day(changed_on)]));
    true
}

pub(super) fn moved_address(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    address(site, Some(CHECKPOINT - 2), CHECKPOINT - 19)
}

pub(super) fn rejected_address(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    site.effect.visits_void = true;
    address(site, None, CHECKPOINT - 19)
}

pub(super) fn opened_in_week(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    site.effect.visits_void = true;
    site.opened_on = Some(stream.between(CHECKPOINT - 6, CHECKPOINT));
    true
}

fn life(site: &mut Site, state: &'static str, to: Option<i32>, approved: Option<bool>) -> bool {
    site.rare.push((
        &LIFE,
        vec![
            site.code.clone().into(),
            state.into(),
            Cell::Day(CHECKPOINT - 90),
            to.map_or(Cell::Empty, Cell::Day),
            approved.map_or(Cell::Empty, Cell::Bool),
            if approved == Some(true) { APPROVAL.into() } else { Cell::Empty },
        ],
    ));
    true
}

fn excluded(site: &mut Site, state: &'static str, to: Option<i32>) -> bool {
    site.effect.excluded = true;
    life(site, state, to, Some(true))
}

pub(super) fn closed(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    excluded(site, "closed", None)
}

pub(super) fn suspended(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    excluded(site, "suspended", Some(CHECKPOINT))
}

pub(super) fn exempt(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    excluded(site, "exempt", Some(CHECKPOINT + 100))
}

pub(super) fn closed_unapproved(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let approved = stream.chance(50).then_some(false);
    life(site, "closed", None, approved)
}

pub(super) fn unknown_state(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    site.effect.life_unknown = true;
    life(site, "guanting", None, Some(true))
}

pub(super) fn lost(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    site.effect.lost = true;
    true
}
