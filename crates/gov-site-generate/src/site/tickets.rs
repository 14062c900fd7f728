//! Citizen messages and reviews of a site.

use gov_site_compliance::Day;

use super::{CHECKPOINT, Proof};
use crate::{options::Options, random::Stream};

/// First day of the twelve months before the checkpoint.
const YEAR: i32 = 17_134;
/// The latest day whose three months are over at the checkpoint: 2017-08-28.
const TOO_LATE: i32 = 17_406;

/// A citizen message.
#[derive(Clone, Debug)]
pub(crate) struct Ticket {
    pub number: usize,
    /// 1 consultation, 2 survey.
    pub channel: u8,
    pub submitted_on: i32,
    pub answered_on: Option<i32>,
    pub reply_kind: Option<&'static str>,
    pub complex: bool,
    pub extended_on: Option<i32>,
    pub valid: Option<bool>,
    pub needs_reply: Option<bool>,
    /// What it proves of poor response.
    pub proof: Proof,
}

/// A review by a person.
#[derive(Clone, Debug)]
pub(crate) struct Review {
    pub number: usize,
    pub kind: &'static str,
    pub status: &'static str,
    /// What it proves of serious errors.
    pub proof: Proof,
}

impl Ticket {
    /// An open one on the consultation channel.
    pub(crate) fn open(number: usize, submitted_on: i32, proof: Proof) -> Ticket {
        Ticket {
            number,
            channel: 1,
            submitted_on,
            answered_on: None,
            reply_kind: None,
            complex: false,
            extended_on: None,
            valid: Some(true),
            needs_reply: Some(true),
            proof,
        }
    }

    pub(crate) fn answered(mut self, on: i32) -> Ticket {
        (self.answered_on, self.reply_kind) = (Some(on), Some("answered"));
        self
    }
}

pub(super) fn plan(options: &Options, unanswered: usize, stream: &mut Stream) -> Vec<Ticket> {
    let harmless = stream.below(options.tickets * 2 + 1) as usize;
    let mut tickets: Vec<Ticket> = (0..harmless).map(|number| self::harmless(number, stream)).collect();
    tickets.extend((0..unanswered).map(|more| self::unanswered(harmless + more, stream)));
    tickets
}

/// A message that waited too long: more than three months to the answer or the checkpoint.
pub(crate) fn unanswered(number: usize, stream: &mut Stream) -> Ticket {
    let edge = stream.chance(30);
    let ticket = Ticket::open(number, if edge { TOO_LATE } else { stream.between(YEAR, TOO_LATE) }, Proof::Certain);
    match stream.below(4) {
        0 => late(number, stream),
        1 => Ticket { reply_kind: Some("interim"), answered_on: Some(ticket.submitted_on + 5), ..ticket },
        _ => ticket,
    }
}

/// Answered one day after the three months.
pub(crate) fn late(number: usize, stream: &mut Stream) -> Ticket {
    let submitted_on = stream.between(YEAR, TOO_LATE - 1);
    Ticket::open(number, submitted_on, Proof::Certain).answered(three_months_after(submitted_on) + 1)
}

fn three_months_after(day: i32) -> i32 {
    Day(day).plus_months(3).0
}

fn harmless(number: usize, stream: &mut Stream) -> Ticket {
    let open = |submitted_on| Ticket::open(number, submitted_on, Proof::Nothing);
    match stream.below(20) {
        0 => open(TOO_LATE + 1),
        1 => open(YEAR - 1),
        2 => {
            let submitted_on = stream.between(YEAR, TOO_LATE - 1);
            open(submitted_on).answered(three_months_after(submitted_on))
        }
        3 => Ticket { valid: Some(false), ..open(stream.between(YEAR, TOO_LATE)) },
        4 => Ticket { needs_reply: Some(false), ..open(stream.between(YEAR, TOO_LATE)) },
        5 => open(stream.between(TOO_LATE + 1, CHECKPOINT)),
        _ => answered_soon(number, stream),
    }
}

pub(crate) fn answered_soon(number: usize, stream: &mut Stream) -> Ticket {
    let submitted_on = stream.between(YEAR - 100, CHECKPOINT - 1);
    let answered_on = (submitted_on + stream.below(25) as i32).min(CHECKPOINT);
    let ticket = Ticket::open(number, submitted_on, Proof::Nothing).answered(answered_on);
    if stream.chance(10) { Ticket { reply_kind: Some("explained"), ..ticket } } else { ticket }
}

/// Confirmed errors; one site in ten has a review that was dismissed.
pub(super) fn reviews(errors: usize, stream: &mut Stream) -> Vec<Review> {
    let mut reviews: Vec<Review> =
        (0..errors).map(|number| Review { number, kind: "serious_misspelling", status: "confirmed", proof: Proof::Certain }).collect();
    if stream.chance(10) {
        reviews.push(Review { number: errors, kind: "harmful_content", status: "dismissed", proof: Proof::Nothing });
    }
    reviews
}
