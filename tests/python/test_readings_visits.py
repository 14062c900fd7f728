"""Reading 10: what a visit is, what failed, what is suspected, and when there were too few."""

import pytest

from support import CHECKPOINT, SITE, moment

CLAUSE = "site_unreachable"
FAILURES = ["dns", "connect", "tls", "timeout", "reset", "redirect_loop", "protocol", "empty_body"]
FAILED_STATUS = [404, 410, 500, 502, 503, 504, 520, 522, 599]
SUSPECTED_STATUS = [401, 403, 405, 412, 418, 429, 451, 521]
ANSWERED_STATUS = [200, 204, 301, 302, 400, 402, 406, 409, 411, 417, 499]


def more_visits(folder, number, day=CHECKPOINT, minute=5, **fields):
    """Visits beside the usual ones; `minute` 5 lies in the first slot of the day."""
    for index in range(number):
        usual = {"visited_at": moment(day, minute), "vantage": f"x{index}", "status": "200", "duration_ms": "800"}
        folder.add("visits", site_code=SITE, **{**usual, **fields})
    return folder


def remove_visits(folder, number, day=CHECKPOINT):
    mine = [row for row in folder.tables["visits"] if row["visited_at"].startswith(day)]
    for row in mine[:number]:
        folder.tables["visits"].remove(row)
    return folder


# ---- enough visits


def test_a_day_of_nineteen_visits_is_not_assessed(folder):
    census = remove_visits(folder, 1).judge()
    assert census.result(CLAUSE) == "not_assessed"
    assert "too_few_visits" in census.gaps(CLAUSE)


def test_every_day_counts_not_the_sum(folder):
    more_visits(remove_visits(folder, 1), 50, day="2017-11-20")
    assert folder.judge().result(CLAUSE) == "not_assessed"


def test_a_thin_day_is_not_assessed_whatever_failed(folder):
    census = remove_visits(folder.fail_visits(140), 1).judge()
    assert census.result(CLAUSE) == "not_assessed"
    assert census.state() == "not_assessed"


@pytest.mark.parametrize(("visit_slots", "result"), [("ten_minutes", "not_assessed"), ("none", "pass")])
def test_visits_in_one_slot_are_one_for_the_count_of_slots(folder, visit_slots, result):
    """Twenty visits, two of them in one ten-minute slot."""
    more_visits(remove_visits(folder, 1), 1, minute=75)
    assert folder.judge(readings={"visit_slots": visit_slots}).result(CLAUSE) == result


def test_slots_are_wanted_unless_told_otherwise(folder):
    more_visits(remove_visits(folder, 1), 1, minute=75)
    assert folder.judge().result(CLAUSE) == "not_assessed"


def test_without_slots_twenty_rows_are_still_wanted(folder):
    assert remove_visits(folder, 1).judge(readings={"visit_slots": "none"}).result(CLAUSE) == "not_assessed"


def test_slots_begin_at_the_full_ten_minutes(folder):
    """Minutes 79 and 80 are in two slots although one minute apart."""
    remove_visits(folder, 2)
    more_visits(folder, 1, minute=79)
    more_visits(folder, 1, minute=80)
    assert folder.judge().result(CLAUSE) == "pass"


def test_the_week_is_seven_dates(folder):
    more_visits(folder, 20, day="2017-11-18", status="500")
    more_visits(folder, 20, day="2017-11-26", status="500")
    census = folder.judge()
    assert (census.result(CLAUSE), census.measured(CLAUSE), census.outcome(CLAUSE)["of"]) == ("pass", 0, 140)


def test_days_are_days_in_shanghai(folder):
    """16:00 in UTC is midnight in Shanghai: the first moment of the next day."""
    more_visits(folder, 1, status="500", visited_at="2017-11-18T16:00:00Z")
    more_visits(folder, 1, status="500", visited_at="2017-11-18T15:59:59Z")
    census = folder.judge()
    assert (census.measured(CLAUSE), census.outcome(CLAUSE)["of"]) == (1, 141)


def test_the_week_ends_where_the_folder_says(empty):
    assert empty(visits_until="2017-11-20").site().judge().result(CLAUSE) == "pass"


def test_the_week_ends_at_the_checkpoint_unless_told(empty):
    folder = empty(visits_until="2017-11-20").site()
    del folder.toml["visits_until"]
    assert folder.judge().result(CLAUSE) == "not_assessed"


# ---- the share


@pytest.mark.parametrize(("failed", "result"), [(0, "pass"), (6, "pass"), (7, "fail"), (8, "fail"), (140, "fail")])
def test_five_percent_fail(folder, failed, result):
    census = folder.fail_visits(failed).judge()
    outcome = census.outcome(CLAUSE)
    assert (outcome["result"], outcome["measured"], outcome["of"], outcome["limit"]) == (result, failed, 140, 7)


@pytest.mark.parametrize(("failed", "result"), [(13, "pass"), (14, "fail")])
def test_every_row_counts_whatever_its_vantage(folder, failed, result):
    """A second vantage sees the site at the same moments: 280 visits."""
    seconds = [{**row, "vantage": "v2"} for row in folder.tables["visits"]]
    folder.tables["visits"].extend(seconds)
    assert folder.fail_visits(failed).judge().result(CLAUSE) == result


def test_identical_visits_count_as_they_stand(folder):
    folder.tables["visits"].extend([dict(row) for row in folder.tables["visits"]])
    census = folder.judge()
    assert census.outcome(CLAUSE)["of"] == 280
    assert census.rejected("visits") == []


# ---- failed


@pytest.mark.parametrize("failure", FAILURES)
def test_failures_fail(folder, failure):
    assert folder.spoil_visits(7, status="", failure=failure).judge().result(CLAUSE) == "fail"


@pytest.mark.parametrize("status", FAILED_STATUS)
def test_these_statuses_fail(folder, status):
    assert folder.spoil_visits(7, status=str(status)).judge().result(CLAUSE) == "fail"


@pytest.mark.parametrize("status", ANSWERED_STATUS)
def test_any_other_status_answers(folder, status):
    census = folder.spoil_visits(140, status=str(status)).judge()
    assert (census.result(CLAUSE), census.possible(CLAUSE)) == ("pass", 0)


@pytest.mark.parametrize(
    ("duration", "result"), [("14999", "pass"), ("14999.6", "pass"), ("14999.999", "pass"), ("15000", "fail"), ("15000.0", "fail"), ("15000.001", "fail")]
)
def test_a_complete_answer_must_come_before_fifteen_seconds(folder, duration, result):
    assert folder.spoil_visits(7, duration_ms=duration).judge().result(CLAUSE) == result


def test_an_answer_with_an_empty_body_failed(folder):
    assert folder.spoil_visits(7, failure="empty_body").judge().result(CLAUSE) == "fail"


def test_neither_status_nor_failure_is_a_reject(folder):
    census = more_visits(folder, 1, status="").judge()
    assert len(census.rejected("visits")) == 1


# ---- suspected


@pytest.mark.parametrize("status", SUSPECTED_STATUS)
def test_these_statuses_are_suspected(folder, status):
    census = folder.spoil_visits(7, status=str(status)).judge()
    assert (census.result(CLAUSE), census.measured(CLAUSE), census.possible(CLAUSE)) == ("not_assessed", 0, 7)


def test_a_challenge_is_suspected(folder):
    assert folder.spoil_visits(7, status="", failure="challenge").judge().possible(CLAUSE) == 7


def test_few_suspected_visits_pass(folder):
    assert folder.spoil_visits(6, status="403").judge().result(CLAUSE) == "pass"


def test_certain_failures_fail_beside_suspected_ones(folder):
    census = folder.fail_visits(140).spoil_visits(50, status="403", failure="").judge()
    assert census.result(CLAUSE) == "fail"


@pytest.mark.parametrize(("value", "result"), [("possible", "not_assessed"), ("failed", "fail"), ("ok", "pass")])
def test_suspected_status_is_a_switch(folder, value, result):
    census = folder.spoil_visits(7, status="403").judge(readings={"suspected_status": value})
    assert census.result(CLAUSE) == result


def test_a_slow_suspected_visit_failed(folder):
    assert folder.spoil_visits(7, status="403", duration_ms="15000").judge().result(CLAUSE) == "fail"


# ---- manual visits


def manual_beside(folder, number, **fields):
    """Suspected visits, each with a manual one in its slot."""
    folder.spoil_visits(number, status="403")
    for row in [row for row in folder.tables["visits"] if row["status"] == "403"]:
        later = row["visited_at"].replace(":00+08:00", ":30+08:00")
        folder.add("visits", **{**row, "visited_at": later, "vantage": "人工", "status": "200", "manual": "true", **fields})
    return folder


def test_a_manual_visit_replaces_the_suspected_one_of_its_slot(folder):
    census = manual_beside(folder, 7).judge()
    assert (census.result(CLAUSE), census.possible(CLAUSE), census.outcome(CLAUSE)["of"]) == ("pass", 0, 140)


def test_a_manual_visit_may_confirm_the_failure(folder):
    census = manual_beside(folder, 7, status="", failure="timeout").judge()
    assert (census.result(CLAUSE), census.measured(CLAUSE)) == ("fail", 7)


def test_a_manual_visit_of_another_slot_replaces_nothing(folder):
    folder.spoil_visits(7, status="403")
    more_visits(folder, 1, day="2017-11-25", minute=15, manual="true")
    assert folder.judge().possible(CLAUSE) == 7


def test_a_manual_visit_does_not_replace_a_certain_failure(folder):
    folder.fail_visits(7)
    failed = folder.tables["visits"][0]
    folder.add("visits", **{**failed, "status": "200", "failure": "", "manual": "true"})
    census = folder.judge()
    assert (census.measured(CLAUSE), census.outcome(CLAUSE)["of"]) == (7, 141)


# ---- faults of the monitor


def test_a_monitor_fault_leaves_both_counts(folder):
    census = more_visits(folder, 20, status="", failure="monitor_fault").judge()
    assert (census.result(CLAUSE), census.measured(CLAUSE), census.outcome(CLAUSE)["of"]) == ("pass", 0, 140)


def test_a_monitor_fault_fills_no_slot(folder):
    assert folder.spoil_visits(1, status="", failure="monitor_fault").judge().result(CLAUSE) == "not_assessed"
