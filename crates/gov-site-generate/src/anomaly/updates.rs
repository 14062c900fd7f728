//! Anomalies of updates.

use gov_site_compliance::Day;

use super::columns::stale_news;
use crate::{
    ids::IdForm,
    options::Options,
    random::Stream,
    sheet::Cell,
    site::{CHECKPOINT, Site, State, kind, set_stale},
};

/// What an odd update says beside its column.
#[derive(Default)]
struct Item {
    published_on: Option<String>,
    date_state: Option<&'static str>,
    observed_on: Option<i32>,
    without_address: bool,
}

fn push(site: &mut Site, column: Cell, item: Item) {
    let address = format!("/odd.html?{}", site.odd_updates.len());
    let observed = item.observed_on.map(|day| format!("{}T09:00:00+08:00", Day(day)));
    site.odd_updates.push(vec![
        column,
        if item.without_address { Cell::Empty } else { address.into() },
        item.published_on.into(),
        item.date_state.into(),
        observed.into(),
    ]);
}

fn push_to(site: &mut Site, options: &Options, place: usize, item: Item) -> bool {
    let column = IdForm::of(options).site(site.index).cell(place);
    push(site, column, item);
    true
}

fn day(day: i32) -> Option<String> {
    Some(Day(day).to_string())
}

/// A news column without plain updates: only the odd one.
fn only(site: &mut Site, options: &Options, state: State, item: Item) -> bool {
    let Some([place]) = site.spares() else { return false };
    let column = &mut site.columns[place];
    column.set_kind(kind("news"));
    (column.state, column.items) = (state, 0);
    push_to(site, options, place, item)
}

/// A stale news column with an odd update beside its plain ones.
fn beside(site: &mut Site, options: &Options, stream: &mut Stream, state: State, item: Item) -> bool {
    let Some(column) = stale_news(site, stream) else { return false };
    column.state = state;
    let place = column.place;
    push_to(site, options, place, item)
}

pub(super) fn undated(site: &mut Site, options: &Options, _: &mut Stream) -> bool {
    only(site, options, State::Stale, Item { date_state: Some("not_shown"), ..Item::default() })
}

pub(super) fn unreadable(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let date_state = stream.chance(50).then_some("unreadable");
    beside(site, options, stream, State::PerhapsStale, Item { date_state, ..Item::default() })
}

pub(super) fn bad_date(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let text = stream.pick(&["29.11.2017", "2017-11-31", "11-29", "昨天", "2017年冬"]);
    beside(site, options, stream, State::PerhapsStale, Item { published_on: Some(text.into()), ..Item::default() })
}

pub(super) fn out_of_range(site: &mut Site, options: &Options, _: &mut Stream) -> bool {
    only(site, options, State::PerhapsStale, Item { published_on: Some("1899-12-30".into()), ..Item::default() })
}

pub(super) fn future_dated(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let item = Item { published_on: day(CHECKPOINT - 1), observed_on: Some(CHECKPOINT - 9), ..Item::default() };
    beside(site, options, stream, State::Fresh, item)
}

pub(super) fn after_checkpoint(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let item = Item { published_on: day(CHECKPOINT + 1 + stream.below(5) as i32), observed_on: Some(CHECKPOINT + 6), ..Item::default() };
    only(site, options, State::Stale, item)
}

pub(super) fn missing_address(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let item = Item { published_on: day(CHECKPOINT - 3), without_address: true, ..Item::default() };
    beside(site, options, stream, State::PerhapsStale, item)
}

pub(super) fn unknown_column(site: &mut Site, options: &Options, _: &mut Stream) -> bool {
    let unknown = IdForm::of(options).beyond(options.all_columns() + site.index);
    for back in 0..2 {
        push(site, unknown.clone(), Item { published_on: day(CHECKPOINT - back), ..Item::default() });
    }
    true
}

pub(super) fn repeated(site: &mut Site, options: &Options, stream: &mut Stream) -> bool {
    let Some([place]) = site.spares() else { return false };
    set_stale(&mut site.columns[place], kind("plan"), stream);
    push_to(site, options, place, Item { published_on: day(CHECKPOINT - 600), ..Item::default() });
    site.odd_updates.push(site.odd_updates[0].clone());
    true
}
