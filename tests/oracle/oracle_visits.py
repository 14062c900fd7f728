"""站点无法访问: the week of visits to the filed address (readings 10 and 11, D13)."""

from datetime import timedelta

from oracle_outcome import FAIL, NOT_ASSESSED, PASS, outcome
from oracle_urls import normalise

SUSPECTED_STATUS = frozenset({401, 403, 405, 412, 418, 429, 451, 521})
GONE = frozenset({404, 410})
OPEN_WITHIN_MS = 15_000
DAYS, SLOTS_A_DAY = 7, 20
ANSWERED, FAILED, SUSPECTED, OUT = "answered", "failed", "suspected", "out"


def classify(row):
    """What one visit shows; the slow ones failed whatever their status."""
    failure, status = row["failure"], row["status"]
    if failure == "monitor_fault":
        return OUT
    if row["duration_ms"] is not None and row["duration_ms"] >= OPEN_WITHIN_MS:
        return FAILED
    if failure is not None:
        return SUSPECTED if failure == "challenge" else FAILED
    if status in SUSPECTED_STATUS:
        return SUSPECTED
    return FAILED if status in GONE or 500 <= status <= 599 else ANSWERED


def filed_addresses(site, frame):
    """The filed address of each day of the week, normalised."""
    filings = sorted((row["filed_on"], row["url"]) for row in site.addresses
                     if row["filed_on"] <= frame.checkpoint)
    addresses = {}
    for day in frame.visit_days:
        known = [url for filed_on, url in filings if filed_on <= day]
        addresses[day] = normalise(known[-1] if known else site.row["home_url"])
    return addresses


def counted_visits(site, frame):
    """(slot, class, manual) of every visit of the week to the filed address."""
    addresses = filed_addresses(site, frame)
    counted = []
    for row in site.visits:
        moment = row["visited_at"]
        filed = addresses.get(moment.date())
        if filed is None or (row["url"] and normalise(row["url"]) != filed):
            continue
        kind = classify(row)
        if kind is not OUT:
            counted.append(((moment.date(), moment.hour * 6 + moment.minute // 10), kind, row["manual"]))
    return counted


def replace_by_manual(counted):
    """A manual visit takes the suspected ones of its slot away."""
    manual = {slot for slot, _, by_hand in counted if by_hand}
    return [(slot, kind) for slot, kind, by_hand in counted
            if by_hand or kind is not SUSPECTED or slot not in manual]


def enough_each_day(visits, frame):
    """Counted before manual visits take the place of others (D13)."""
    filled = [slot for slot, _, _ in visits]
    if frame.switches["visit_slots"] != "none":
        filled = set(filled)
    by_day = dict.fromkeys(frame.visit_days, 0)
    for day, _ in filled:
        by_day[day] += 1
    return all(count >= SLOTS_A_DAY for count in by_day.values())


def judge_visits(site, frame):
    before = counted_visits(site, frame)
    visits = replace_by_manual(before)
    rejected = len(site.rejected["visits"])
    failed = sum(kind is FAILED for _, kind in visits)
    suspected = sum(kind is SUSPECTED for _, kind in visits)
    if not rejected and frame.switches["suspected_status"] == "failed":
        failed, suspected = failed + suspected, 0
    elif not rejected and frame.switches["suspected_status"] == "ok":
        suspected = 0
    possible, total = failed + suspected + rejected, len(visits) + rejected
    result, gaps = result_of_visits(site, frame, before, failed, possible, total)
    return outcome(result, failed, possible, -(-total // 20), gaps) | {"of": total}


def result_of_visits(site, frame, visits, failed, possible, total):
    gaps = set()
    if site.rejected["site_addresses"]:
        gaps.add("input_rejected")
    opened = site.row["opened_on"]
    if not visits:
        gaps.add("not_collected")
    elif (opened is not None and opened >= frame.visit_days[0]) or not enough_each_day(visits, frame):
        gaps.add("too_few_visits")
    if gaps:
        return NOT_ASSESSED, gaps
    if failed * 20 >= total:
        return FAIL, gaps
    if possible * 20 < total:
        return PASS, gaps
    return NOT_ASSESSED, {"input_rejected"} if site.rejected["visits"] else {"blocked"}


def week_of(last):
    return [last - timedelta(days=DAYS - 1 - i) for i in range(DAYS)]
