"""互动回应差 and the reply clock (readings 16 and 17, D14, D15)."""

from datetime import timedelta

from oracle_calendar import add_months, window_start
from oracle_coverage import subject_cover
from oracle_outcome import FAIL, NOT_ASSESSED, PASS, outcome

ANSWERS = ("answered", "explained", None)
ORDINARY, COMPLEX = 7, 15


def answered_on(ticket, checkpoint):
    """Day of the answer, if it is one and lies not after the checkpoint."""
    day = ticket["answered_on"]
    if day is None or ticket["reply_kind"] not in ANSWERS or day > checkpoint:
        return None
    return day


def needs_answer(ticket):
    """True, False, or None where valid or needs_reply is unknown."""
    facts = (ticket["valid"], ticket["needs_reply"])
    if False in facts:
        return False
    return None if None in facts else True


def is_unanswered(ticket, frame, covered):
    """True for longer than three months without an answer, submitted within a year; None for not known to be so."""
    submitted = ticket["submitted_on"]
    if not window_start(frame.checkpoint, (12, "months")) <= submitted <= frame.checkpoint:
        return False
    late_counts, last = frame.switches["late_answers_count"] == "yes", add_months(submitted, 3)
    answer = answered_on(ticket, frame.checkpoint)
    if answer:
        return late_counts and answer > last
    if frame.checkpoint <= last:
        return False
    return True if covered or seen_too_late(ticket, last, frame, late_counts) else None


def seen_too_late(ticket, last, frame, late_counts):
    """The row was read when it was too late already; without a time of reading it stands as it is."""
    if ticket["observed_at"] is None:
        return True
    seen = ticket["observed_at"].date()
    return seen > last if late_counts else seen >= frame.checkpoint


def is_poor(ticket, frame, covered):
    """True if the veto counts this ticket, None if it may."""
    facts = (ticket["kind"] and ticket["kind"] == "consultation", needs_answer(ticket),
             is_unanswered(ticket, frame, covered))
    if False in facts:
        return False
    return None if None in facts else True


def judge_interaction(site, frame):
    rejected = len(site.rejected["tickets"])
    cover = subject_cover(site, "tickets", frame.declares("tickets"), {"tickets": len(site.tickets) + rejected})
    start = window_start(frame.checkpoint, (12, "months"))
    covered = cover.holds(start, frame.checkpoint)
    late = [is_poor(ticket, frame, covered) for ticket in site.tickets]
    certain, unknown = late.count(True), late.count(None)
    gaps = {"input_rejected"} if rejected else set()
    return one_is_enough(certain, certain + unknown + rejected, cover, start, frame.checkpoint, gaps)


def one_is_enough(certain, possible, cover, start, end, gaps):
    """A proven case fails even without coverage; passing needs it."""
    if certain:
        return outcome(FAIL, certain, possible, 1)
    covered = cover.holds(start, end)
    if not possible and covered:
        return outcome(PASS, 0, 0, 1)
    return outcome(NOT_ASSESSED, 0, possible, 1, gaps if covered else gaps | cover.gaps())


def judge_errors(site, frame):
    """严重错误: reviews under this clause found up to the checkpoint."""
    day = frame.checkpoint
    status = [row["status"] for row in site.reviews
              if row["indicator"] == "serious_error" and row["found_at"].date() <= day]
    certain = status.count("confirmed")
    rejected = len(site.rejected["reviews"])
    cover = subject_cover(site, "serious_error", frame.declares("reviews"))
    gaps = {"input_rejected"} if rejected else set()
    possible = certain + status.count("suspected") + rejected
    return one_is_enough(certain, possible, cover, day, day, gaps)


def promised(ticket, channels):
    """Promise of the ticket, else of its channel, as (days, unit)."""
    if ticket["promised_days"] is not None:
        return ticket["promised_days"], ticket["promised_unit"]
    channel = channels.get(ticket["channel_id"])
    if channel and channel["promised_days"] is not None:
        return channel["promised_days"], channel["promised_unit"]
    return None


def general_deadline(ticket, received, frame):
    seventh = frame.workdays.nth_after(received, ORDINARY)
    extended = ticket["extended_on"]
    if not ticket["complex"] or extended is None or extended > frame.checkpoint:
        return seventh
    if extended > seventh and frame.switches["extension"] == "within_first_limit":
        return seventh
    return frame.workdays.nth_after(received, COMPLEX)


def promised_deadline(promise, received, frame):
    days, unit = promise
    if unit == "calendar":
        return received + timedelta(days=days)
    return frame.workdays.nth_after(received, days)


def deadline_of(ticket, received, channels, frame):
    general = general_deadline(ticket, received, frame)
    promise, rule = promised(ticket, channels), frame.switches["promise"]
    if promise is None or rule == "ignored":
        return general
    bound = promised_deadline(promise, received, frame)
    return bound if rule == "always_binds" else min(bound, general)


def promise_lost(ticket, channels, frame):
    """Whether the ticket hangs on a promise that stood in a rejected channel row; a shorter one would not help it."""
    lost = ticket["promised_days"] is None and ticket["channel_id"] is not None and ticket["channel_id"] not in channels
    return lost and frame.switches["promise"] == "always_binds"


def reply_state(ticket, channels, frame):
    """late, open, carried_over, or None for a ticket that is in time or outside the count."""
    received = ticket["received_on"] or ticket["submitted_on"]
    if not needs_answer(ticket) or received > frame.checkpoint:
        return None
    answer, old = answered_on(ticket, frame.checkpoint), received < frame.period_from
    if (answer and old) or promise_lost(ticket, channels, frame):
        return None
    deadline = deadline_of(ticket, received, channels, frame)
    if answer:
        return "late" if answer > deadline else None
    if frame.checkpoint <= deadline:
        return None
    return "carried_over" if old else "open"


def overdue_tickets(tickets, channels, frame):
    """(total, by unit, carried over) of the follow-up count."""
    units, carried = {}, 0
    for ticket in tickets:
        state = reply_state(ticket, channels, frame)
        if state == "carried_over":
            carried += 1
        elif state:
            unit = units.setdefault(ticket["unit"], {"total": 0, "answered_late": 0, "open": 0})
            unit["answered_late" if state == "late" else "open"] += 1
    for unit in units.values():
        late = unit["answered_late"] if frame.switches["overdue_total"] == "late_and_open" else 0
        unit["total"] = unit["open"] + late
    return sum(unit["total"] for unit in units.values()), dict(sorted(units.items())), carried
