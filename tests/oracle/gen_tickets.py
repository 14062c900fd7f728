"""Tickets, channels and reviews of a generated site, and the tickets of the reply clock."""

from datetime import datetime, time, timedelta

from oracle_calendar import add_months

ONE_DAY = timedelta(days=1)
UNITS = ["市发展和改革委员会", "市住房和城乡建设局", "市信访局", "市环境保护局", "市统计局", "市体育局"]


def ticket(site, **fields):
    number = site.book.next_number()
    site.book.add("tickets", **({
        "ticket_id": f"t{number}", "site_code": site.code, "channel_kind": "consultation",
        "unit": site.rng.choice(UNITS), "valid": "true", "needs_reply": "true"} | fields))


def channel(site, kind="consultation", **fields):
    own = f"ch{site.book.next_number()}"
    site.book.add("channels", channel_id=own, site_code=site.code, kind=kind, **fields)
    return own


def unanswered_since(site):
    """A submission day whose three months ended before the checkpoint."""
    day = add_months(site.day, -3) - timedelta(days=site.rng.choice((4, 4, 30, 200)))
    return day


def seen(site, submitted, early=False):
    """When an open ticket was read: never told, too early to be too late, or late enough."""
    last = add_months(submitted, 3)
    days = (last, last - ONE_DAY, submitted) if early else (None, None, last + ONE_DAY, site.day, site.day + ONE_DAY)
    day = site.rng.choice(days)
    return day and datetime.combine(day, site.rng.choice((time(0, 0), time(12, 0), time(23, 59))))


def make_unanswered(site, covered=True):
    """A ticket that the veto counts; without coverage only what is proven by its own row."""
    submitted = unanswered_since(site)
    match site.rng.randrange(8) if covered else site.rng.choice((0, 3, 4, 6, 6)):
        case 6: ticket(site, submitted_on=submitted, observed_at=seen(site, submitted))
        case 7: ticket(site, submitted_on=submitted, answered_on=submitted, reply_kind="forwarded",
                       observed_at=seen(site, submitted, early=True))
        case 0: ticket(site, submitted_on=submitted)
        case 1: ticket(site, submitted_on=add_months(site.day, -12))
        case 2: ticket(site, submitted_on=submitted, answered_on=site.day, reply_kind="interim")
        case 3: ticket(site, submitted_on=submitted, answered_on=add_months(submitted, 3) + ONE_DAY)
        case 4: ticket(site, submitted_on=submitted, answered_on=site.day + ONE_DAY, reply_kind="answered")
        case 5: ticket(site, submitted_on=submitted, site_code=None, channel_kind=None,
                       channel_id=channel(site, form="领导信箱"))


def make_harmless(site):
    """Tickets that the veto must not count."""
    submitted = unanswered_since(site)
    match site.rng.randrange(8):
        case 0: ticket(site, submitted_on=submitted, answered_on=add_months(submitted, 3))
        case 1: ticket(site, submitted_on=submitted, channel_kind="survey")
        case 2: ticket(site, submitted_on=submitted, valid="false", needs_reply=None)
        case 3: ticket(site, submitted_on=submitted, needs_reply="false")
        case 4: ticket(site, submitted_on=add_months(site.day, -12) - ONE_DAY)
        case 5: ticket(site, submitted_on=add_months(site.day, -3) + timedelta(days=4))
        case 6: ticket(site, submitted_on=site.day + ONE_DAY)
        case 7: ticket(site, submitted_on=submitted, channel_kind=None,
                       channel_id=channel(site, kind=site.rng.choice(("complaint", "petition", "discipline"))))


def make_doubtful(site):
    submitted = unanswered_since(site)
    match site.rng.randrange(7):
        case 4: ticket(site, submitted_on=submitted, channel_kind=site.rng.choice((None, "survey")),
                       channel_id=channel(site, kind="信箱"))
        case 5: ticket(site, submitted_on=submitted, channel_kind=None, site_code=site.rng.choice((None, site.code)),
                       channel_id=channel(site, kind=None))
        case 6: ticket(site, submitted_on="不详", channel_kind="survey", valid="false")
        case 0: ticket(site, submitted_on=submitted, valid=None)
        case 1: ticket(site, submitted_on=submitted, needs_reply=None)
        case 2: ticket(site, submitted_on=site.rng.choice(("2017/1", "上月", "2017-02-29")))
        case 3: ticket(site, submitted_on=submitted, answered_on=submitted - ONE_DAY)


def cover(site, subject, **fields):
    site.book.add("coverage", **({"site_code": site.code, "subject": subject, "observed_at": site.evening,
                                  "complete": "true"} | fields))


def make_interaction(site, edge):
    start = add_months(site.day, -12)
    covered = site.rng.random() < 0.8
    for _ in range({"limit": 1, "limit+1": 2}.get(edge, 0)):
        make_unanswered(site, covered)
    if edge in ("limit", "limit+1") and not covered:
        cover(site, "tickets", observed_at=site.evening + ONE_DAY, complete="false")
        return
    if site.rng.random() < 0.5:
        make_harmless(site)
    if edge == "undecidable" and site.rng.random() < 0.6:
        make_doubtful(site)
        edge = "limit-1"
    if edge == "undecidable":
        bad = site.rng.choice(({"from": start + ONE_DAY}, {"complete": "false"}, {"gap": "login"},
                               {"to": site.day - ONE_DAY}, {"complete": None}, {"items_seen": 9},
                               {"observed_at": site.evening - ONE_DAY, "to": site.day + ONE_DAY}))
        if "observed_at" in bad:
            undeclared_cover(site, bad)
            return
        if site.rng.random() < 0.3:
            submitted = unanswered_since(site)
            ticket(site, submitted_on=submitted, observed_at=seen(site, submitted, early=True))
        cover(site, "tickets", **({"observed_at": site.evening + ONE_DAY, "from": start} | bad))
    elif site.rng.random() < 0.1:
        mine = sum(row.get("site_code") == site.code for row in site.book.rows["tickets"][-9:])
        cover(site, "tickets", **{"observed_at": site.evening + ONE_DAY, "items_seen": mine, "to": site.day + 9 * ONE_DAY})
    if not site.folder.declares("tickets"):
        cover(site, "tickets", **{"from": site.rng.choice((start, None))})


def undeclared_cover(site, bad):
    """The only row about tickets: read before the checkpoint, though it says otherwise."""
    cover(site, "tickets", **bad)


def review(site, status, found_at=None, **fields):
    site.book.add("reviews", **({
        "review_id": f"r{site.book.next_number()}", "site_code": site.code, "indicator": "serious_error",
        "kind": site.rng.choice(("serious_misspelling", "false_content", "harmful_content")), "status": status,
        "found_at": found_at or datetime.combine(site.day, time(23, 59)) - timedelta(days=site.rng.randrange(400))}
        | fields))


def make_errors(site, edge):
    for _ in range({"limit": 1, "limit+1": 2}.get(edge, 0)):
        review(site, "confirmed", site.rng.choice((None, datetime.combine(site.day, time(23, 59)))))
    if site.rng.random() < 0.3:
        review(site, "dismissed")
    if site.rng.random() < 0.2:
        review(site, "confirmed", datetime.combine(site.day + ONE_DAY, time(0, 0)))
    if edge == "undecidable" and site.rng.random() < 0.6:
        status = site.rng.choice(("suspected", "suspected", "存疑"))
        review(site, status, indicator=site.rng.choice(("serious_error", "blank_columns")) if status == "存疑" else "serious_error")
        edge = "limit-1"
    if edge == "undecidable":
        bad = site.rng.choice(({"complete": "false"}, {"gap": "blocked"}, {"to": site.day - ONE_DAY},
                               {"complete": "也许"}))
        cover(site, "serious_error", **({"observed_at": site.evening + ONE_DAY} | bad))
    if not site.folder.declares("reviews"):
        cover(site, "serious_error")


def make_clock_ticket(site, workdays):
    """One ticket near its deadline; the site is only a carrier of the checkpoint and may be left out."""
    rng, day = site.rng, site.day
    received = day - timedelta(days=rng.choice((0, 5, 9, 10, 11, 12, 20, 22, 30, 45, 70, 85)))
    fields = {"site_code": rng.choice((site.code, None)), "received_on": received, "submitted_on": received,
              "channel_kind": rng.choice(("consultation", "complaint", "survey", "petition"))}
    seventh, fifteenth = workdays.nth_after(received, 7), workdays.nth_after(received, 15)
    if rng.random() < 0.3:
        del fields["received_on"]
    if rng.random() < 0.4:
        fields |= {"complex": rng.choice(("true", "true", "false", None)),
                   "extended_on": rng.choice((seventh, seventh + ONE_DAY, workdays.nth_after(received, 8), None))}
    if rng.random() < 0.4:
        fields |= {"promised_days": rng.choice((3, 5, 10, 15, 20)), "promised_unit": rng.choice(("working", "calendar"))}
    if rng.random() < 0.3:
        fields |= {"channel_kind": None, "channel_id": channel(
            site, promised_days=rng.choice((2, 5, 30)), promised_unit=rng.choice(("working", "calendar")))}
    if rng.random() < 0.7:
        fields |= {"answered_on": rng.choice((seventh, seventh + ONE_DAY, fifteenth, fifteenth + ONE_DAY,
                                              received + timedelta(days=5), received + timedelta(days=6))),
                   "reply_kind": rng.choice((None, "answered", "explained", "interim", "forwarded"))}
    if rng.random() < 0.1:
        fields |= {rng.choice(("valid", "needs_reply")): rng.choice((None, "false"))}
    ticket(site, **fields)
