"""Reading 17: the reply clock. The 7th working day after 2017-11-01 is 2017-11-10, the 15th 2017-11-22."""

import re
from datetime import date

import pytest

from support import LAST_YEAR, SITE, UNIT, run

IN_TIME = (0, 0, 0)
LATE = (1, 1, 0)
OPEN = (1, 0, 1)


def overdue(folder, received_on="2017-11-01", readings=None, **fields):
    usual = {"received_on": received_on, "reply_kind": "answered" if fields.get("answered_on") else ""}
    folder.ticket("t1", fields.pop("submitted_on", received_on), **{**usual, **fields})
    return folder.judge(readings=readings).overdue()


# ---- the ordinary limit


@pytest.mark.parametrize(("answered_on", "expected"), [("2017-11-09", IN_TIME), ("2017-11-10", IN_TIME), ("2017-11-11", LATE), ("2017-11-13", LATE)])
def test_seven_working_days(folder, answered_on, expected):
    assert overdue(folder, answered_on=answered_on) == expected


@pytest.mark.parametrize(("answered_on", "expected"), [("2017-10-16", IN_TIME), ("2017-10-17", LATE)])
def test_holidays_are_no_working_days_and_a_worked_saturday_is(empty, answered_on, expected):
    """2017-09-30 was worked, 2017-10-01 to 10-08 were off."""
    period = {"from": date(2017, 9, 1), "to": date(2017, 12, 31)}
    assert overdue(empty(period=period).site(), "2017-09-29", answered_on=answered_on) == expected


@pytest.mark.parametrize(("checkpoint", "expected"), [("2017-11-24", IN_TIME), ("2017-11-25", OPEN)])
def test_open_on_the_day_of_the_deadline_is_not_yet_overdue(empty, checkpoint, expected):
    """The 7th working day after 2017-11-15 is 2017-11-24."""
    assert overdue(empty(checkpoint=checkpoint).site(), "2017-11-15") == expected


def test_open_past_the_deadline(folder):
    assert overdue(folder) == OPEN


def test_an_answer_after_the_checkpoint_is_open(folder):
    assert overdue(folder, answered_on="2017-11-27") == OPEN


@pytest.mark.parametrize(
    ("submitted_on", "received_on", "expected"), [("2017-11-01", "", LATE), ("2017-11-01", "2017-11-02", IN_TIME), ("2017-10-10", "2017-11-02", IN_TIME)]
)
def test_the_clock_starts_with_the_receipt_else_the_submission(folder, submitted_on, received_on, expected):
    assert overdue(folder, received_on, submitted_on=submitted_on, answered_on="2017-11-13") == expected


# ---- which tickets


@pytest.mark.parametrize("kind", ["consultation", "survey", "interview", "complaint", "petition", "discipline"])
def test_every_channel_kind_counts(folder, kind):
    assert overdue(folder, channel_kind=kind) == OPEN


def test_a_ticket_without_a_site_counts(folder):
    assert overdue(folder, site_code="") == OPEN


def test_a_ticket_of_an_excluded_site_counts(folder):
    assert overdue(folder.life("closed", "2017-01-01")) == OPEN


@pytest.mark.parametrize("field", ["valid", "needs_reply"])
@pytest.mark.parametrize("value", ["false", ""])
def test_only_valid_tickets_that_need_a_reply(folder, field, value):
    assert overdue(folder, **{field: value}) == IN_TIME


@pytest.mark.parametrize(
    ("received_on", "expected", "carried"), [("2017-10-01", OPEN, 0), ("2017-09-30", IN_TIME, 1)]
)
def test_open_tickets_from_before_the_period_are_carried_over(folder, received_on, expected, carried):
    folder.ticket("t1", received_on, received_on=received_on)
    census = folder.judge()
    assert census.overdue() == expected
    assert census.carried_over() == carried
    assert census["overdue_tickets_total"] == expected[0]


def test_answered_tickets_from_before_the_period_are_nowhere(folder):
    folder.ticket("t1", "2017-09-01", received_on="2017-09-01", answered_on="2017-10-20", reply_kind="answered")
    census = folder.judge()
    assert (census.overdue(), census.carried_over()) == (IN_TIME, 0)


# ---- complex tickets


@pytest.mark.parametrize(
    ("fields", "answered_on", "expected"),
    [
        ({"complex": "true", "extended_on": "2017-11-10"}, "2017-11-22", IN_TIME),
        ({"complex": "true", "extended_on": "2017-11-10"}, "2017-11-23", LATE),
        ({"complex": "true", "extended_on": "2017-11-11"}, "2017-11-22", LATE),
        ({"complex": "true", "extended_on": "2017-11-13"}, "2017-11-22", LATE),
        ({"complex": "true", "extended_on": ""}, "2017-11-22", LATE),
        ({"complex": "false", "extended_on": "2017-11-10"}, "2017-11-22", LATE),
        ({"complex": "", "extended_on": "2017-11-10"}, "2017-11-22", LATE),
    ],
)
def test_fifteen_days_only_if_complex_and_extended_in_time(folder, fields, answered_on, expected):
    assert overdue(folder, answered_on=answered_on, **fields) == expected


@pytest.mark.parametrize(("value", "expected"), [("within_first_limit", LATE), ("any_time", IN_TIME)])
def test_extension_is_a_switch(folder, value, expected):
    fields = {"complex": "true", "extended_on": "2017-11-13", "answered_on": "2017-11-22"}
    assert overdue(folder, readings={"extension": value}, **fields) == expected


# ---- promises


@pytest.mark.parametrize(
    ("promised", "answered_on", "expected"),
    [(5, "2017-11-08", IN_TIME), (5, "2017-11-09", LATE), (10, "2017-11-10", IN_TIME), (10, "2017-11-13", LATE)],
)
def test_a_promise_binds_where_it_is_shorter(folder, promised, answered_on, expected):
    promise = {"promised_days": promised, "promised_unit": "working"}
    assert overdue(folder, answered_on=answered_on, **promise) == expected


@pytest.mark.parametrize(
    ("value", "promised", "answered_on", "expected"),
    [
        ("shorter_binds", 5, "2017-11-09", LATE),
        ("shorter_binds", 10, "2017-11-13", LATE),
        ("always_binds", 5, "2017-11-09", LATE),
        ("always_binds", 10, "2017-11-15", IN_TIME),
        ("always_binds", 10, "2017-11-16", LATE),
        ("ignored", 5, "2017-11-10", IN_TIME),
        ("ignored", 10, "2017-11-13", LATE),
    ],
)
def test_promise_is_a_switch(folder, value, promised, answered_on, expected):
    promise = {"promised_days": promised, "promised_unit": "working"}
    assert overdue(folder, readings={"promise": value}, answered_on=answered_on, **promise) == expected


def test_a_promise_binds_over_complexity(folder):
    promise = {"promised_days": 5, "promised_unit": "working"}
    extended = {"complex": "true", "extended_on": "2017-11-03"}
    assert overdue(folder, answered_on="2017-11-09", **promise, **extended) == LATE


@pytest.mark.parametrize(
    ("promised", "answered_on", "expected"),
    [(3, "2017-11-04", IN_TIME), (3, "2017-11-05", LATE), (5, "2017-11-06", IN_TIME), (5, "2017-11-07", LATE)],
)
def test_calendar_days_end_on_their_date(folder, promised, answered_on, expected):
    """2017-11-04 was a Saturday."""
    promise = {"promised_days": promised, "promised_unit": "calendar"}
    assert overdue(folder, answered_on=answered_on, **promise) == expected


@pytest.mark.parametrize(
    ("promised", "answered_on", "expected"), [(9, "2017-11-10", IN_TIME), (10, "2017-11-10", IN_TIME), (10, "2017-11-11", LATE), (30, "2017-11-11", LATE)]
)
def test_a_longer_calendar_promise_does_not_bind(folder, promised, answered_on, expected):
    promise = {"promised_days": promised, "promised_unit": "calendar"}
    assert overdue(folder, answered_on=answered_on, **promise) == expected


@pytest.mark.parametrize(
    ("own", "channels", "answered_on", "expected"),
    [("", "3", "2017-11-06", IN_TIME), ("", "3", "2017-11-07", LATE), ("6", "3", "2017-11-09", IN_TIME), ("3", "6", "2017-11-07", LATE)],
)
def test_the_tickets_own_promise_goes_before_its_channels(folder, own, channels, answered_on, expected):
    promise = {"promised_days": channels, "promised_unit": "working"}
    folder.add("channels", channel_id="ch1", site_code=SITE, kind="consultation", **promise)
    ticket = {"promised_days": own, "promised_unit": "working" if own else ""}
    assert overdue(folder, answered_on=answered_on, channel_id="ch1", channel_kind="", **ticket) == expected


@pytest.mark.parametrize(("days", "named"), [(7, False), (8, True)])
def test_a_promise_longer_than_the_limit_is_a_finding_on_the_channel(folder, days, named):
    folder.add("channels", channel_id="channel-77", site_code=SITE, kind="consultation", promised_days=days, promised_unit="working")
    assert ("channel-77" in folder.judge().text("findings.csv")) == named


# ---- answers and totals


@pytest.mark.parametrize(
    ("reply_kind", "expected"), [("answered", IN_TIME), ("explained", IN_TIME), ("", IN_TIME), ("interim", OPEN), ("forwarded", OPEN)]
)
def test_what_is_an_answer(folder, reply_kind, expected):
    assert overdue(folder, answered_on="2017-11-06", reply_kind=reply_kind) == expected


def test_an_explanation_counts_from_its_own_date(folder):
    assert overdue(folder, answered_on="2017-11-13", reply_kind="explained") == LATE


def late_and_open(folder):
    """Two answered late, one open, one in time."""
    for name, answered_on in (("t1", "2017-11-13"), ("t2", "2017-11-20"), ("t3", ""), ("t4", "2017-11-02")):
        folder.ticket(name, "2017-11-01", answered_on=answered_on)
    return folder


@pytest.mark.parametrize(("value", "total"), [("late_and_open", 3), ("open", 1)])
def test_overdue_total_is_a_switch(folder, value, total):
    census = late_and_open(folder).judge(readings={"overdue_total": value})
    assert census["overdue_tickets_total"] == total
    assert census.overdue() == (total, 2, 1)


def test_late_and_open_is_the_default(folder):
    assert late_and_open(folder).judge()["overdue_tickets_total"] == 3


def test_units_without_an_overdue_ticket_are_not_listed(folder):
    folder.ticket("t1", "2017-11-01").ticket("t2", "2017-11-01", unit="示例单位91", answered_on="2017-11-02")
    assert [row["unit"] for row in folder.judge()["overdue_tickets_by_unit"]] == [UNIT]


def test_the_unit_is_the_handling_one_not_the_sponsor(folder):
    rows = folder.ticket("t1", "2017-11-01").judge()["overdue_tickets_by_unit"]
    assert [(row["unit"], row["total"]) for row in rows] == [(UNIT, 1)]


def test_a_deadline_in_an_unknown_year_is_never_a_silent_guess(empty):
    """The arrangement of the year is not known: the run refuses, or marks what it projects."""
    unknown = LAST_YEAR + 1
    folder = empty(checkpoint=f"{unknown}-01-30").site()
    path = folder.ticket("t1", f"{unknown}-01-04").write()
    process = run("census", path, "--out", folder.base / "out")
    files = "".join(file.read_text(encoding="utf-8-sig") for file in folder.base.glob("out/*.*"))
    marked = re.search(r"project(ed|ion)|推算|推定|预测|暂定", process.stdout + process.stderr + files)
    assert process.returncode != 0 or marked
    assert process.returncode == 0 or str(unknown) in process.stderr
