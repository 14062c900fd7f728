"""Readings 3, 4 and 5: items without a date, rows after the checkpoint, and the ends of windows."""

import pytest

from support import CHECKPOINT, INSIDE, OUTSIDE, SITE, UNIT

CORE = "core_columns_not_updated"
OVERDUE = "overdue_columns"
BLANK = "blank_columns"


def five_columns(folder, **update):
    """Five news columns, each with one update."""
    for index in range(5):
        folder.column(f"c{index}").update(f"c{index}", **update)
    return folder


# ---- 3: dates that are absent or unreadable


def test_an_item_without_a_shown_date_counts_as_no_update(folder):
    census = five_columns(folder, date_state="not_shown").judge()
    assert census.result(CORE) == "fail"
    assert census.measured(CORE) == 5
    assert census.possible(BLANK) == 0


@pytest.mark.parametrize("text", ["11-20", "11月20日"])
def test_month_and_day_without_a_year_is_a_gap(folder, text):
    census = five_columns(folder, published_on=text).judge()
    assert census.result(CORE) == "not_assessed"
    assert "unreadable_date" in census.gaps(CORE) or "input_rejected" in census.gaps(CORE)


@pytest.mark.parametrize(
    ("published_at", "result"),
    [("2017-11-10T16:00:00Z", "pass"), ("2017-11-10T15:59:59Z", "fail"), ("2017-11-11T00:00:00", "pass"), ("2017-11-10T23:59:59", "fail")],
)
def test_an_empty_date_takes_the_shanghai_day_of_the_time(folder, published_at, result):
    assert five_columns(folder, published_at=published_at).judge().result(CORE) == result


@pytest.mark.parametrize("state", ["not_shown", "unreadable"])
def test_a_date_beside_a_missing_one_is_a_reject(folder, state):
    census = folder.column("c").update("c", "2017-11-20", date_state=state).judge()
    assert len(census.rejected("updates")) == 1


def test_a_shown_date_may_say_so(folder):
    census = five_columns(folder, published_on="2017-11-20", date_state="shown").judge()
    assert census.rejected("updates") == []
    assert census.result(CORE) == "pass"


# ---- 4: rows after the checkpoint


def test_an_update_after_the_checkpoint_is_stale_not_blank(folder):
    census = five_columns(folder, published_on="2017-11-26").judge()
    assert census.result(CORE) == "fail"
    assert census.possible(BLANK) == 0


def test_an_update_of_the_checkpoint_day_counts(folder):
    assert five_columns(folder, published_on=CHECKPOINT).judge().result(CORE) == "pass"


def test_a_late_observation_removes_nothing(folder):
    late = {"published_on": "2017-11-20", "observed_at": "2017-12-05T09:00:00+08:00"}
    assert five_columns(folder, **late).judge().result(CORE) == "pass"


def test_a_future_date_is_an_anomaly_only_if_later_than_its_observation(empty):
    """An item read after the checkpoint may well be newer than the checkpoint."""

    def anomalies(name, observed_at):
        folder = empty(name).site().column("c", last="2017-11-20")
        return folder.update("c", "2017-11-28", observed_at=observed_at).judge()["warnings"]

    plain = anomalies("later", "2017-11-29T09:00:00+08:00")
    same_day = anomalies("same", "2017-11-28T00:00:00+08:00")
    anomaly = anomalies("anomaly", "2017-11-27T23:59:59+08:00")
    assert len(plain) == len(same_day) == len(anomaly) - 1


def test_an_answer_after_the_checkpoint_is_not_known_yet(folder):
    census = folder.ticket("t1", "2017-11-01", answered_on="2017-11-26").judge()
    assert census.overdue(UNIT) == (1, 0, 1)


@pytest.mark.parametrize(
    ("found_at", "result"),
    [("2017-11-25T23:59:59+08:00", "fail"), ("2017-11-25T15:59:59Z", "fail"), ("2017-11-25T16:00:00Z", "pass"), ("2017-11-26T00:00:00+08:00", "pass")],
)
def test_reviews_after_the_checkpoint_are_ignored(folder, found_at, result):
    assert folder.review(found_at=found_at).judge().result("serious_error") == result


def test_a_filing_after_the_checkpoint_is_ignored(folder):
    folder.add("site_addresses", site_code=SITE, filed_on="2017-11-26", url="http://new.example.gov.cn/", changed_on="")
    assert folder.judge().result("site_unreachable") == "pass"


def test_the_checkpoint_of_the_command_line_goes_before_the_folder(folder):
    five_columns(folder, published_on="2017-11-26")
    folder.toml["visits_until"] = folder.toml["checkpoint"]
    assert folder.judge().result(CORE) == "fail"
    assert folder.judge("--checkpoint", "2017-11-26").result(CORE) == "pass"


# ---- 5: windows include both ends


@pytest.mark.parametrize(("kind", "clause"), [("news", CORE), ("notice", CORE), ("policy", CORE), ("personnel", OVERDUE), ("plan", OVERDUE)])
def test_both_ends_of_each_window(empty, kind, clause):
    inside = empty("inside").site().columns(10, kind, INSIDE[kind]).judge()
    outside = empty("outside").site().columns(10, kind, OUTSIDE[kind]).judge()
    assert (inside.result(clause), inside.measured(clause)) == ("pass", 0)
    assert (outside.result(clause), outside.measured(clause)) == ("fail", 10)


@pytest.mark.parametrize(
    ("checkpoint", "kind", "first_day", "day_before"),
    [
        ("2017-08-31", "notice", "2017-02-28", "2017-02-27"),
        ("2016-08-31", "notice", "2016-02-29", "2016-02-28"),
        ("2016-02-29", "plan", "2015-02-28", "2015-02-27"),
        ("2017-03-31", "policy", "2016-09-30", "2016-09-29"),
    ],
)
def test_months_are_calendar_months_clamped_at_their_ends(empty, checkpoint, kind, first_day, day_before):
    fresh = empty("fresh", checkpoint=checkpoint).site().columns(10, kind, first_day).judge()
    stale = empty("stale", checkpoint=checkpoint).site().columns(10, kind, day_before).judge()
    assert fresh.measured(OVERDUE) == 0
    assert stale.measured(OVERDUE) == 10


@pytest.mark.parametrize(("published_at", "result"), [("2017-11-25T23:59:59+08:00", "pass"), ("2017-11-26T00:00:00+08:00", "fail")])
def test_the_checkpoint_ends_with_the_day_in_shanghai(folder, published_at, result):
    assert five_columns(folder, published_at=published_at).judge().result(CORE) == result
