//! Anomalies of tickets and reviews.

use crate::{
    options::Options,
    random::Stream,
    site::{CHECKPOINT, Proof, Review, Site, Ticket, tickets as planned},
};

fn next(site: &Site) -> usize {
    site.tickets.len()
}

pub(super) fn unanswered(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    site.tickets.push(planned::unanswered(next(site), stream));
    true
}

pub(super) fn late(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    site.tickets.push(planned::late(next(site), stream));
    true
}

pub(super) fn after_checkpoint(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let ticket = Ticket::open(next(site), stream.between(CHECKPOINT - 120, CHECKPOINT - 93), Proof::Certain);
    site.tickets.push(ticket.answered(CHECKPOINT + 1));
    true
}

pub(super) fn complex(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let submitted_on = stream.between(CHECKPOINT - 60, CHECKPOINT - 30);
    let ticket = Ticket::open(next(site), submitted_on, Proof::Nothing).answered(submitted_on + 16);
    site.tickets.push(Ticket { complex: true, extended_on: Some(submitted_on + 4), ..ticket });
    true
}

pub(super) fn survey(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let ticket = Ticket::open(next(site), stream.between(CHECKPOINT - 300, CHECKPOINT - 150), Proof::Nothing);
    site.tickets.push(Ticket { channel: 2, ..ticket });
    true
}

pub(super) fn unknown_validity(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let ticket = Ticket::open(next(site), stream.between(CHECKPOINT - 300, CHECKPOINT - 150), Proof::Possible);
    let valid = stream.chance(50).then_some(true);
    site.tickets.push(Ticket { valid, needs_reply: if valid.is_some() { None } else { Some(true) }, ..ticket });
    true
}

pub(super) fn out_of_order(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let submitted_on = stream.between(CHECKPOINT - 300, CHECKPOINT - 150);
    let ticket = Ticket::open(next(site), submitted_on, Proof::Possible).answered(submitted_on - 1);
    site.tickets.push(ticket);
    true
}

pub(super) fn repeated(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let ticket = planned::answered_soon(next(site), stream);
    site.tickets.push(ticket.clone());
    site.tickets.push(ticket);
    true
}

pub(super) fn conflicting(site: &mut Site, _: &Options, stream: &mut Stream) -> bool {
    let ticket = Ticket { proof: Proof::Possible, ..planned::answered_soon(next(site), stream) };
    let other = Ticket { answered_on: None, reply_kind: None, ..ticket.clone() };
    site.tickets.extend([ticket, other]);
    true
}

fn review(site: &mut Site, status: &'static str, proof: Proof) -> bool {
    let number = site.reviews.len();
    site.reviews.push(Review { number, kind: "false_content", status, proof });
    true
}

pub(super) fn confirmed_review(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    review(site, "confirmed", Proof::Certain)
}

pub(super) fn suspected_review(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    review(site, "suspected", Proof::Possible)
}

pub(super) fn dismissed_review(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    review(site, "dismissed", Proof::Nothing)
}

pub(super) fn conflicting_review(site: &mut Site, _: &Options, _: &mut Stream) -> bool {
    let number = site.reviews.len();
    for status in ["confirmed", "dismissed"] {
        site.reviews.push(Review { number, kind: "false_content", status, proof: Proof::Possible });
    }
    true
}
