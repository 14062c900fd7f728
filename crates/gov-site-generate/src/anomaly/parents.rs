//! Anomalies of the tree of columns.

use crate::{
    options::Options,
    random::Stream,
    site::{Site, State, kind, set_fresh, set_stale},
};

pub(super) fn foreign(site: &mut Site, options: &Options, _: &mut Stream) -> bool {
    let Some([place]) = site.spares() else { return false };
    // With a single site the parent does not exist at all, which is rejected likewise.
    let elsewhere = if site.index + 1 == options.sites && site.index > 0 { site.index - 1 } else { site.index + 1 };
    site.columns[place].parent = Some((elsewhere, 0));
    site.columns[place].state = State::Rejected;
    site.effect.rejected_columns += 1;
    site.effect.lost_parent = true;
    true
}

pub(super) fn cycle(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    let Some([first, second]) = site.spares() else { return false };
    for (place, above) in [(first, second), (second, first)] {
        site.columns[place].parent = Some((site.index, above));
        site.columns[place].state = State::Rejected;
    }
    site.effect.rejected_columns += 2;
    site.effect.lost_parent = true;
    true
}

pub(super) fn tree(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let Some([heading, first, second, stale]) = site.spares() else { return false };
    let news = kind("news");
    let above = &mut site.columns[heading];
    above.set_kind(news);
    above.set_blank();
    (above.state, above.lists_items) = (State::Out, None);
    for place in [first, second] {
        set_fresh(&mut site.columns[place], news, stream);
    }
    set_stale(&mut site.columns[stale], news, stream);
    for place in [first, second, stale] {
        site.columns[place].kind = None;
        site.columns[place].parent = Some((site.index, heading));
    }
    true
}
