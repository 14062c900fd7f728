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


def is_unanswered(ticket, frame):
    """Longer than three months without an answer, submitted within a year."""
    submitted = ticket["submitted_on"]
    if not window_start(frame.checkpoint, (12, "months")) <= submitted <= frame.checkpoint:
        return False
    answer = answered_on(ticket, frame.checkpoint)
    if answer and frame.switches["late_answers_count"] == "no":
        return False
    return (answer or frame.checkpoint) > add_months(submitted, 3)


def judge_interaction(site, frame):
    late = [needs_answer(t) for t in site.tickets
            if t["kind"] == "consultation" and is_unanswered(t, frame)]
    certain, unknown = late.count(True), late.count(None)
    rejected = len(site.rejected["tickets"])
    cover = subject_cover(site, "tickets", frame.declares("tickets"))
    start = window_start(frame.checkpoint, (12, "months"))
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
    rejected = sum(row["indicator"] in (None, "serious_error") for row in site.rejected["reviews"])
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


def reply_state(ticket, channels, frame):
    """late, open, carried_over, or None for a ticket that is in time or outside the count."""
    received = ticket["received_on"] or ticket["submitted_on"]
    if not needs_answer(ticket) or received > frame.checkpoint:
        return None
    answer, old = answered_on(ticket, frame.checkpoint), received < frame.period_from
    if answer and old:
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
