"""Reading 16: the veto of poor response."""

import pytest

from support import SITE

CLAUSE = "interaction_unanswered"
OTHER = "3703000002"


def result(folder, submitted_on, readings=None, **fields):
    return folder.ticket("t1", submitted_on, **fields).judge(readings=readings).result(CLAUSE)


@pytest.mark.parametrize(("submitted_on", "expected"), [("2017-08-25", "pass"), ("2017-08-24", "fail"), ("2017-11-25", "pass")])
def test_open_for_more_than_three_months(folder, submitted_on, expected):
    assert result(folder, submitted_on) == expected


@pytest.mark.parametrize(("submitted_on", "expected"), [("2016-11-25", "fail"), ("2016-11-24", "pass")])
def test_submitted_within_twelve_months(folder, submitted_on, expected):
    assert result(folder, submitted_on) == expected


@pytest.mark.parametrize(
    ("submitted_on", "answered_on", "expected"),
    [
        ("2017-03-01", "2017-06-01", "pass"),
        ("2017-03-01", "2017-06-02", "fail"),
        ("2016-11-30", "2017-02-28", "pass"),
        ("2016-11-30", "2017-03-01", "fail"),
        ("2017-05-31", "2017-08-31", "pass"),
        ("2017-05-31", "2017-09-01", "fail"),
        ("2017-01-31", "2017-04-30", "pass"),
        ("2017-01-31", "2017-05-01", "fail"),
    ],
)
def test_three_calendar_months_forward_and_clamped(folder, submitted_on, answered_on, expected):
    assert result(folder, submitted_on, answered_on=answered_on, reply_kind="answered") == expected


@pytest.mark.parametrize(("value", "expected"), [("yes", "fail"), ("no", "pass")])
def test_late_answers_count_is_a_switch(folder, value, expected):
    fields = {"answered_on": "2017-06-02", "reply_kind": "answered"}
    assert result(folder, "2017-03-01", {"late_answers_count": value}, **fields) == expected


def test_an_open_ticket_fails_under_either_value(folder):
    assert result(folder, "2017-03-01", {"late_answers_count": "no"}) == "fail"


@pytest.mark.parametrize(
    ("reply_kind", "expected"), [("answered", "pass"), ("explained", "pass"), ("", "pass"), ("interim", "fail"), ("forwarded", "fail")]
)
def test_what_is_an_answer(folder, reply_kind, expected):
    assert result(folder, "2017-03-01", answered_on="2017-03-05", reply_kind=reply_kind) == expected


def test_an_answer_after_the_checkpoint_is_none_yet(folder):
    assert result(folder, "2017-08-25", answered_on="2017-12-25", reply_kind="answered") == "pass"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("consultation", "fail"),
        ("survey", "pass"),
        ("interview", "pass"),
        ("complaint", "pass"),
        ("petition", "pass"),
        ("discipline", "pass"),
    ],
)
def test_only_consultation_counts(folder, kind, expected):
    assert result(folder, "2017-03-01", channel_kind=kind) == expected


@pytest.mark.parametrize(
    ("form", "kind", "expected"),
    [
        ("领导信箱", "consultation", "fail"),
        ("网友留言", "consultation", "fail"),
        ("建言献策", "consultation", "fail"),
        ("意见征集", "survey", "pass"),
        ("网上调查", "survey", "pass"),
        ("在线访谈", "interview", "pass"),
    ],
)
def test_a_ticket_takes_the_kind_of_its_channel(folder, form, kind, expected):
    folder.add("channels", channel_id="ch1", site_code=SITE, kind=kind, form=form)
    assert result(folder, "2017-03-01", channel_id="ch1", channel_kind="") == expected


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("valid", "true", "fail"),
        ("valid", "false", "pass"),
        ("valid", "", "not_assessed"),
        ("needs_reply", "true", "fail"),
        ("needs_reply", "false", "pass"),
        ("needs_reply", "", "not_assessed"),
    ],
)
def test_valid_and_needing_a_reply(folder, field, value, expected):
    assert result(folder, "2017-03-01", **{field: value}) == expected


def test_an_unknown_ticket_that_was_answered_in_time_is_no_case(folder):
    assert result(folder, "2017-03-01", valid="", answered_on="2017-03-02", reply_kind="answered") == "pass"


def results(empty, **fields):
    """Outcome of two sites; the channel belongs to the second."""
    folder = empty().site().site(OTHER).add("channels", channel_id="ch1", site_code=OTHER, kind="consultation")
    census = folder.ticket("t1", "2017-03-01", **fields).judge()
    return census.result(CLAUSE), census.result(CLAUSE, OTHER)


def test_the_site_of_a_ticket_goes_before_its_channels(empty):
    assert results(empty, site_code=SITE, channel_id="ch1", channel_kind="") == ("fail", "pass")


def test_a_ticket_without_a_site_takes_its_channels(empty):
    assert results(empty, site_code="", channel_id="ch1", channel_kind="") == ("pass", "fail")


def test_a_ticket_without_any_site_fails_nobody(empty):
    assert results(empty, site_code="") == ("pass", "pass")


def test_the_day_of_submission_counts_not_that_of_receipt(folder):
    assert result(folder, "2017-08-24", received_on="2017-09-20") == "fail"
