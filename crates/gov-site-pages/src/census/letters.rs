//! Tickets from pages of letters.

use gov_site_compliance::{ChannelKind, Coverage, Day, Gap, ReplyKind, Site, Subject, Ticket};

use super::{SavedPage, SiteRows, coverage, short_id, source_ref};
use crate::date_text::Written;
use crate::letters::{LetterItem, Letters};
use crate::shown::ShownDate;

/// Tickets and coverage of one page of letters. Whether a letter is valid and needs a reply no page shows: such a ticket is possible
/// (reading 2). A letter that is said to be answered on a day that is not shown is no ticket, only a gap.
///
/// No page makes the tickets of a site complete, a blank one neither: there are other channels.
pub(super) fn rows(site: &Site, page: &SavedPage, letters: &Letters, out: &mut SiteRows) {
    let tickets: Vec<Ticket> = letters.items.iter().filter_map(|letter| ticket(site, page, letter)).collect();
    let gap = if tickets.len() < letters.items.len() { Gap::UnreadableDate } else { Gap::Incomplete };
    let place = letters.blank.as_ref().map_or("", |blank| blank.place.as_str());
    out.coverage.push(Coverage { complete: false, gap: Some(gap), ..coverage(site, Subject::Tickets, None, page, place) });
    out.tickets.extend(tickets);
}

/// One row for what several pages show: tickets and services by id, coverage of the tickets by site; the newest stays.
pub(super) fn settle(out: &mut SiteRows) {
    out.tickets.sort_by(|left, right| (&left.ticket_id, right.observed_at).cmp(&(&right.ticket_id, left.observed_at)));
    out.tickets.dedup_by(|left, right| left.ticket_id == right.ticket_id);
    let newest = out.coverage.iter().filter(|row| row.subject == Subject::Tickets).max_by_key(|row| (row.gap, row.observed_at)).cloned();
    out.coverage.retain(|row| row.subject != Subject::Tickets);
    out.coverage.extend(newest);
}

fn ticket(site: &Site, page: &SavedPage, letter: &LetterItem) -> Option<Ticket> {
    let asked = letter.asked.as_ref()?;
    let submitted_on = day(asked)?;
    let answered_on = letter.answered.as_ref().and_then(day);
    let says_answered = letter.status.as_deref().is_some_and(|status| ["已答", "已回", "办结", "已复", "已处理"].iter().any(|word| status.contains(word)));
    if answered_on.is_none() && (says_answered || letter.answered.is_some()) {
        return None;
    }
    let key = letter.url.clone().unwrap_or_else(|| format!("{}{submitted_on}", letter.title));
    Some(Ticket {
        ticket_id: short_id(site, &key),
        site_code: Some(site.site_code.clone()),
        channel_id: None,
        channel_kind: Some(channel_kind(letter)),
        unit: letter.unit.clone().unwrap_or_else(|| site.sponsor.clone()),
        submitted_on,
        received_on: None,
        answered_on,
        reply_kind: answered_on.map(|_| ReplyKind::Answered),
        complex: None,
        extended_on: None,
        promised_days: None,
        promised_unit: None,
        valid: None,
        needs_reply: None,
        observed_at: Some(page.observed_at),
        url: letter.url.clone(),
        note: None,
        source_ref: Some(source_ref(page, &asked.place, &asked.text)),
    })
}

fn day(shown: &ShownDate) -> Option<Day> {
    if let Written::Day(day) = shown.date { Some(day) } else { None }
}

fn channel_kind(letter: &LetterItem) -> ChannelKind {
    let says = |word: &str| letter.category.as_deref().is_some_and(|category| category.contains(word));
    if says("投诉") || says("举报") { ChannelKind::Complaint } else { ChannelKind::Consultation }
}
