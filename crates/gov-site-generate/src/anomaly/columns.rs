//! Anomalies of single columns.

use crate::{
    options::Options,
    random::Stream,
    site::{CHECKPOINT, Column, Kind, Site, State, Window, kind, set_stale},
};

/// An ordinary column, made a stale one of news.
pub(super) fn stale_news<'a>(site: &'a mut Site, stream: &mut Stream) -> Option<&'a mut Column> {
    let [place] = site.spares()?;
    let column = &mut site.columns[place];
    set_stale(column, kind("news"), stream);
    Some(column)
}

/// Applies a change to an ordinary column, if there is one.
fn spare(site: &mut Site, change: impl FnOnce(&mut Column)) -> bool {
    let Some([place]) = site.spares() else { return false };
    change(&mut site.columns[place]);
    true
}

/// A stale column that leaves the counts by a change.
fn leaving(site: &mut Site, stream: &mut Stream, change: impl FnOnce(&mut Column)) -> bool {
    let Some(column) = stale_news(site, stream) else { return false };
    column.state = State::Out;
    change(column);
    true
}

/// A column whose row is rejected by a change.
fn rejected(site: &mut Site, change: impl FnOnce(&mut Column)) -> bool {
    site.effect.rejected_columns += 1;
    let done = spare(site, |column| {
        column.state = State::Rejected;
        change(column);
    });
    site.effect.rejected_columns -= u64::from(!done);
    done
}

pub(super) fn blank(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    spare(site, Column::set_blank)
}

pub(super) fn stale(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let kinds = ["news", "notice", "policy"];
    let wanted = 1 + stream.below(3) as usize;
    let mut done = false;
    for name in kinds.into_iter().take(wanted) {
        let Some([place]) = site.spares() else { break };
        set_stale(&mut site.columns[place], kind(name), stream);
        done = true;
    }
    done
}

pub(super) fn repeated(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    let Some([place]) = site.spares() else { return false };
    let again = site.columns[place].clone();
    site.more_columns.push(again);
    true
}

pub(super) fn conflicting(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    let Some([place]) = site.spares() else { return false };
    site.columns[place].state = State::Rejected;
    let other = Column { name: "另一栏目", ..site.columns[place].clone() };
    site.more_columns.push(other);
    site.effect.rejected_columns += 2;
    true
}

pub(super) fn without_kind(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    rejected(site, |column| column.kind = None)
}

pub(super) fn unknown_word(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    const NO_KIND: Kind = ("xinwen", Window::Free);
    rejected(site, |column| column.kind = Some(NO_KIND))
}

pub(super) fn missing_name(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    rejected(site, |column| column.name = "")
}

pub(super) fn redirecting(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    leaving(site, stream, |column| column.redirects = true)
}

pub(super) fn finished(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    leaving(site, stream, |column| column.is_finished = true)
}

pub(super) fn closed(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let closed_on = stream.between(CHECKPOINT - 30, CHECKPOINT);
    leaving(site, stream, |column| column.closed_on = Some(closed_on))
}

pub(super) fn opened(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let opened_on = stream.between(Window::News.first(), CHECKPOINT);
    leaving(site, stream, |column| column.opened_on = Some(opened_on))
}

pub(super) fn repeated_address(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let Some([first, second]) = site.spares() else { return false };
    set_stale(&mut site.columns[first], kind("news"), stream);
    set_stale(&mut site.columns[second], kind("news"), stream);
    // Both are alike, so that it does not matter which id is the smaller one.
    site.columns[second].state = State::Out;
    site.columns[second].address = site.columns[first].address;
    true
}
