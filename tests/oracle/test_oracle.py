"""Small cases computed by hand from readings.md; checkpoint 2017-11-20 (a Monday) unless told otherwise."""

from datetime import date

import pytest
from census_folder import CODE

from oracle import judge_census
from oracle_calendar import Workdays, add_months
from oracle_groups import percent
from oracle_urls import normalise

CORE, OVERDUE, BLANK = "core_columns_not_updated", "overdue_columns", "blank_columns"
HOME, VISITS = "home_not_updated", "site_unreachable"
ERROR, REPLY = "serious_error", "interaction_unanswered"


@pytest.mark.parametrize("day, months, expected", [
    ("2017-08-31", -6, "2017-02-28"), ("2016-02-29", -12, "2015-02-28"), ("2018-02-28", -6, "2017-08-28"),
    ("2017-11-30", 3, "2018-02-28"), ("2015-11-30", 3, "2016-02-29"), ("2017-12-31", -12, "2016-12-31"),
])
def test_months_are_clamped(day, months, expected):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize("year, count", [(2016, 250), (2017, 249), (2018, 250), (2020, 249), (2024, 251)])
def test_working_days_of_a_year(year, count):
    assert sum(day.year == year for day in Workdays.read().days) == count


@pytest.mark.parametrize("n, expected", [(0, "2017-09-25"), (5, "2017-09-30"), (6, "2017-10-09"),
                                         (7, "2017-10-10"), (15, "2017-10-20")])
def test_working_days_over_the_national_holiday(n, expected):
    assert Workdays.read().nth_after(date(2017, 9, 25), n) == date.fromisoformat(expected)


@pytest.mark.parametrize("part, whole, expected", [
    (57, 74, "77.03"), (1, 3, "33.33"), (2, 3, "66.67"), (1, 800, "0.13"), (1, 1, "100.00"), (0, 5, "0.00"), (0, 0, None),
])
def test_percentages_round_half_up(part, whole, expected):
    assert percent(part, whole) == expected


@pytest.mark.parametrize("text, expected", [
    ("HTTP://A.Gov.CN:80", "http://a.gov.cn/"), ("https://a.cn:443/x#y", "https://a.cn/x"),
    ("http://a.cn:8080/", "http://a.cn:8080/"), ("http://a.cn/A/", "http://a.cn/A/"),
    ("http://a.cn?q=1", "http://a.cn/?q=1"), (" 不是网址 ", "不是网址"), ("https://a.cn:80/", "https://a.cn:80/"),
])
def test_normalised_addresses(text, expected):
    assert normalise(text) == expected


@pytest.mark.parametrize("count, result", [(4, "pass"), (5, "fail"), (6, "fail")])
def test_core_limit_is_inclusive(census, count, result):
    census.columns(count, "news", ["2017-11-05"])
    assert census.short(CORE) == (result, count, count, 5)


@pytest.mark.parametrize("kind, edge, before", [
    ("news", "2017-11-06", "2017-11-05"), ("notice", "2017-05-20", "2017-05-19"), ("policy", "2017-05-20", "2017-05-19"),
])
def test_core_windows_include_their_first_day(census, kind, edge, before):
    census.columns(3, kind, [edge]).columns(2, kind, [before], prefix="m")
    assert census.short(CORE) == ("pass", 2, 2, 5)


def test_core_counts_news_and_notices_together(census):
    census.columns(3, "news", ["2017-11-01"]).columns(2, "policy", ["2017-05-01"], prefix="m")
    assert census.short(CORE) == ("fail", 5, 5, 5)


@pytest.mark.parametrize("count, result", [(9, "pass"), (10, "fail"), (11, "fail")])
def test_overdue_limit(census, count, result):
    census.columns(count, "plan", ["2016-11-19"]).column("z", "personnel", ["2016-11-20"])
    assert census.short(OVERDUE) == (result, count, count, 10)


def test_kinds_without_window_are_overdue_only_when_blank(census):
    census.columns(6, "other", ["2012-01-01"]).columns(4, "overview", prefix="m")
    assert census.short(OVERDUE) == ("pass", 4, 4, 10)
    assert census.short(BLANK) == ("pass", 4, 4, 5)


@pytest.mark.parametrize("count, result", [(4, "pass"), (5, "fail"), (6, "fail")])
def test_blank_limit(census, count, result):
    assert census.columns(count, "leaders").short(BLANK) == (result, count, count, 5)


def test_blank_columns_stay_out_of_core(census):
    census.columns(5, "news")
    assert census.short(CORE) == ("pass", 0, 0, 5)
    assert census.short(CORE, blank_in_core="yes") == ("fail", 5, 5, 5)
    assert census.short(OVERDUE) == ("pass", 5, 5, 10)


def test_future_items_make_a_column_stale_not_blank(census):
    census.columns(5, "news", ["2017-11-21"])
    assert census.short(CORE) == ("fail", 5, 5, 5)
    assert census.short(BLANK) == ("pass", 0, 0, 5)


@pytest.mark.parametrize("row, certain, possible", [
    ({"date_state": "not_shown"}, 5, 5), ({"date_state": "unreadable"}, 0, 5), ({}, 0, 5),
    ({"published_on": "11-20"}, 0, 5), ({"published_on": "2017-02-29"}, 0, 5),
    ({"published_at": "2017-11-05T16:00:00+00:00"}, 0, 0), ({"published_at": "2017-11-05T15:59:00+00:00"}, 5, 5),
    ({"published_on": "2017-11-20", "date_state": "not_shown"}, 0, 5), ({"published_on": "2017-11-20"}, 0, 0),
])
def test_what_an_item_proves(census, row, certain, possible):
    census.columns(5, "news", [row])
    assert census.short(CORE)[1:3] == (certain, possible)
    assert census.short(BLANK) == ("pass", 0, 0, 5)


def test_data_without_coverage_proves_only_what_it_shows(census):
    census.complete = []
    census.columns(5, "news", ["2017-11-01"]).columns(5, "news", ["2017-11-10"], prefix="m").columns(5, "other", prefix="n")
    assert census.short(CORE) == ("not_assessed", 0, 5, 5)
    assert census.outcome(CORE)["gaps"] == ["incomplete"]
    assert census.short(BLANK) == ("not_assessed", 0, 5, 5)
    assert census.outcome(BLANK)["gaps"] == ["not_collected"]


@pytest.mark.parametrize("cover, core, overdue, blank", [
    ({}, (0, 0), (5, 5), (5, 5)), ({"from": "2017-11-06"}, (0, 5), (5, 5), (0, 5)),
    ({"from": "2017-11-07"}, (0, 5), (0, 5), (0, 5)), ({"complete": "false"}, (0, 5), (0, 5), (0, 5)),
    ({"gap": "login"}, (0, 5), (0, 5), (0, 5)), ({"to": "2017-11-19"}, (0, 5), (0, 5), (0, 5)),
    ({"observed_at": "2017-11-19T23:59"}, (0, 5), (0, 5), (0, 5)), ({"observed_at": "夜里"}, (0, 5), (0, 5), (0, 5)),
    ({"observed_at": "2017-11-19T16:00:00+00:00"}, (0, 0), (5, 5), (5, 5)),
])
def test_coverage_of_empty_columns(census, cover, core, overdue, blank):
    census.columns(5, "news").cover("columns", **cover)
    seen = {clause: row for clause, row in census.judge()["verdicts"][CODE]["outcomes"].items()}
    assert [(seen[c]["certain"], seen[c]["possible"]) for c in (CORE, OVERDUE, BLANK)] == [core, overdue, blank]


def test_newest_coverage_row_decides(census):
    census.columns(5, "news", ["2017-11-01"])
    census.cover("columns", observed_at="2017-11-20T08:00", complete="false")
    assert census.short(CORE)[1:3] == (0, 5)
    census.cover("columns", observed_at="2017-11-20T09:00")
    assert census.short(CORE)[1:3] == (5, 5)
    census.cover("column", column_id="k0", observed_at="2017-11-20T09:00", complete="false")
    assert census.short(CORE)[1:3] == (4, 5)
    census.cover("column", column_id="k1", observed_at="2017-11-20T09:30", items_seen="2")
    assert census.short(CORE)[1:3] == (3, 5)
    census.cover("column", column_id="k2", observed_at="2017-11-20T09:30", items_seen="1")
    assert census.short(CORE)[1:3] == (3, 5)


@pytest.mark.parametrize("opened, core", [("2017-11-05", 5), ("2017-11-06", 0), ("2017-11-20", 0)])
def test_column_opened_inside_its_window_is_not_stale(census, opened, core):
    census.columns(5, "news", [{"date_state": "not_shown"}], opened_on=opened)
    assert census.short(CORE)[1:3] == (core, core)


def test_column_opened_inside_its_window_may_be_blank(census):
    assert census.columns(5, "news", opened_on="2017-11-15").short(BLANK) == ("fail", 5, 5, 5)


@pytest.mark.parametrize("field, counted", [
    ({"redirects_to": "http://b.cn/"}, 0), ({"finished_topic": "1"}, 0), ({"closed_on": "2017-11-20"}, 0),
    ({"closed_on": "2017-11-21"}, 5), ({"opened_on": "2017-11-21"}, 0), ({"opened_on": "2017-11-20"}, 5), ({"url": "http://a.cn/x"}, 1),
    ({"lists_items": "否"}, 0), ({}, 5),
])
def test_columns_that_leave_the_counts(census, field, counted):
    assert census.columns(5, "leaders", **field).short(BLANK)[1:3] == (counted, counted)


def test_repeated_address_keeps_the_smallest_id(census):
    census.column("c2", "leaders", ["2017-01-01"], url="http://a.cn").column("c10", "leaders", url="HTTP://A.cn:80/#x")
    assert census.short(BLANK)[1] == 1


def test_headings_count_only_with_rows(census):
    census.column("p", "leaders").column("q", None, parent_id="p")
    assert census.short(BLANK)[1] == 1
    assert census.short(BLANK, counted_columns="all")[1] == 2


def test_parent_with_rows_is_counted_and_hands_down_its_kind(census):
    census.column("p", "news", ["2017-11-01"]).column("q", None, ["2017-11-01"], parent_id="p")
    census.column("r", None, ["2017-11-01"], parent_id="q")
    assert census.short(CORE)[1] == 3


def test_rejected_column_is_one_more_possible(census):
    census.columns(4, "leaders").column("bad", "新闻")
    assert census.short(BLANK) == ("not_assessed", 4, 5, 5)
    assert census.outcome(BLANK)["gaps"] == ["input_rejected"]
    assert census.short(CORE) == ("pass", 0, 1, 5)
    assert census.short(HOME) == ("not_assessed", 0, 1, 1)


def test_duplicates(census):
    census.column("same", "leaders").column("same", "leaders")
    assert census.short(BLANK)[1:3] == (1, 1)
    census.column("clash", "leaders").column("clash", "leaders", depth="2")
    assert census.short(BLANK)[1:3] == (1, 3)


def test_no_column_row_is_not_collected(census):
    for clause in (HOME, CORE, OVERDUE, BLANK):
        assert census.outcome(clause)["result"] == "not_assessed"
    assert census.outcome(CORE)["gaps"] == ["not_collected"]


def test_rows_that_all_left_the_counts_pass(census):
    census.columns(6, "leaders", finished_topic="true")
    assert census.short(BLANK) == ("pass", 0, 0, 5)
    assert census.outcome(HOME)["result"] == "not_assessed"


def test_declared_table_without_file_is_not_declared(census):
    census.columns(5, "leaders").judge()
    (census.folder / "updates.csv").unlink()
    assert judge_census(census.folder)["verdicts"][CODE]["outcomes"][BLANK]["possible"] == 5


@pytest.mark.parametrize("stale, fresh, expected", [
    (1, 0, ("fail", 1, 1, 1)), (2, 1, ("pass", 2, 2, 3)), (3, 0, ("fail", 3, 3, 3)), (0, 1, ("pass", 0, 0, 1)),
])
def test_home_fails_only_when_every_column_is_stale(census, stale, fresh, expected):
    census.columns(stale, "other", ["2017-11-05"], on_home="true")
    census.columns(fresh, "plan", ["2017-11-06"], prefix="f", on_home="true")
    assert census.short(HOME) == expected


def test_navigation_home_uses_the_second_level(census):
    census.rows["sites"][0]["home_is_navigation"] = "true"
    census.column("a", "news", ["2017-11-20"], on_home="true").column("b", "news", ["2017-11-01"], on_second_level="1")
    assert census.short(HOME) == ("fail", 1, 1, 1)


def test_home_subject_covers_the_home_page_only(census):
    census.complete = []
    census.columns(5, "news", ["2017-11-01"], on_home="true").cover("home")
    assert census.short(HOME) == ("fail", 5, 5, 5)
    assert census.short(CORE) == ("not_assessed", 0, 5, 5)


@pytest.mark.parametrize("fields, certain", [
    ({"column_id": "k0"}, 4), ({"column_id": "k0", "indicator": BLANK}, 4), ({"column_id": "k0", "indicator": CORE}, 5),
    ({"column_id": "k0", "approval_no": ""}, 5), ({"column_id": "k0", "approval_no": "", "approved_by": "办"}, 4),
    ({"column_id": "k0", "to": "2017-11-20"}, 4), ({"column_id": "k0", "to": "2017-11-19"}, 5),
    ({"column_id": "k0", "from": "2017-11-21"}, 5),
])
def test_exempt_column(census, fields, certain):
    assert census.columns(5, "leaders").exemption(**fields).short(BLANK)[1:3] == (certain, certain)


def test_exempt_clause_and_site(census):
    census.columns(5, "leaders").exemption(indicator=BLANK)
    assert census.outcome(BLANK)["result"] == "not_applicable"
    assert census.outcome(OVERDUE)["result"] == "pass"
    assert census.exemption(**{"from": "2017-02-01"}).judge()["verdicts"][CODE]["verdict"] == "not_assessed"


def test_rejected_exemption_leaves_no_certain_failure(census):
    census.columns(5, "leaders").exemption(column_id="k0", to="永久")
    assert census.short(BLANK) == ("not_assessed", 4, 5, 5)


def test_rejected_exemption_of_a_clause_or_of_all(census):
    census.columns(5, "leaders").review().exemption(indicator=BLANK, to="永久")
    assert census.short(BLANK) == ("not_assessed", 5, 5, 5)
    assert census.outcome(ERROR)["result"] == "fail"
    assert census.exemption(to="永久").outcome(ERROR)["result"] == "not_assessed"


@pytest.mark.parametrize("failed, result", [(6, "pass"), (7, "fail"), (8, "fail")])
def test_five_percent_of_140_visits(census, failed, result):
    assert census.week([{"status": 404}] * failed).short(VISITS) == (result, failed, failed, 7)


@pytest.mark.parametrize("row, certain, possible", [
    ({"status": 200, "duration_ms": "14999.999"}, 0, 0), ({"status": 200, "duration_ms": "15000"}, 7, 7),
    ({"status": 403, "duration_ms": "15000"}, 7, 7), ({"status": 403}, 0, 7), ({"status": 521}, 0, 7),
    ({"status": 520}, 7, 7), ({"status": 410}, 7, 7), ({"status": 400}, 0, 0), ({"status": 302}, 0, 0),
    ({"failure": "challenge", "status": 200}, 0, 7), ({"failure": "tls"}, 7, 7), ({"failure": "empty_body", "status": 200}, 7, 7),
    ({"duration_ms": "10"}, 0, 7), ({"failure": "坏", "status": 200}, 0, 7),
])
def test_what_a_visit_shows(census, row, certain, possible):
    census.week([{"status": 200}] * 140)
    for slot in range(7):
        census.visit(f"2017-11-20T00:{slot}5", **row) if slot < 6 else census.visit("2017-11-20T01:05", **row)
    assert census.short(VISITS)[1:] == (certain, possible, 8)


def test_monitor_faults_leave_both_counts_and_fill_no_slot(census):
    census.week([{"status": 500}] * 6).visit("2017-11-20T20:00", failure="monitor_fault")
    assert census.outcome(VISITS)["of"] == 140
    census.rows["visits"][0] = census.rows["visits"][0] | {"failure": "monitor_fault", "status": ""}
    assert census.outcome(VISITS)["result"] == "not_assessed"


def test_a_thin_day_is_not_assessed_whatever_failed(census):
    census.week([{"status": 500}] * 50).rows["visits"].pop()
    assert census.short(VISITS) == ("not_assessed", 50, 50, 7)
    census.visit("2017-11-20T00:05", status=200)
    assert census.outcome(VISITS)["result"] == "not_assessed"
    assert census.outcome(VISITS, visit_slots="none")["result"] == "fail"


def test_suspected_switch(census):
    census.week([{"status": 403}] * 7)
    assert census.short(VISITS) == ("not_assessed", 0, 7, 7)
    assert census.short(VISITS, suspected_status="failed") == ("fail", 7, 7, 7)
    assert census.short(VISITS, suspected_status="ok") == ("pass", 0, 0, 7)


def test_manual_visit_replaces_the_suspected_ones_of_its_slot(census):
    census.week([{"status": 403}] * 7).visit("2017-11-14T00:09", status=200, manual="是")
    row = census.outcome(VISITS)
    assert (row["result"], row["possible"], row["of"]) == ("pass", 6, 140)


def test_suspected_manual_visit_counts_itself(census):
    census.week([{"status": 403}] * 7).visit("2017-11-14T00:09", status=403, manual="1")
    assert census.short(VISITS) == ("not_assessed", 0, 7, 7)


def test_rejected_visits_count_on_both_sides(census):
    census.week([{"status": 404}] * 6).visit("2017-11-20T00:00")
    row = census.outcome(VISITS)
    assert (row["result"], row["certain"], row["possible"], row["of"], row["limit"]) == ("pass", 6, 7, 141, 8)


def test_visits_go_to_the_address_filed_on_that_day(census):
    new = "http://new.a.gov.cn/"
    census.week().add("site_addresses", site_code=CODE, filed_on="2017-11-18", url=new)
    assert census.outcome(VISITS)["result"] == "pass"
    for row in census.rows["visits"]:
        row["url"] = "HTTP://www.A.gov.cn:80" if row["visited_at"] < "2017-11-18" else new
    assert census.outcome(VISITS)["result"] == "pass"
    for row in census.rows["visits"]:
        row["url"] = new
    assert census.short(VISITS) == ("not_assessed", 0, 0, 3)


@pytest.mark.parametrize("opened, result", [("2017-11-13", "pass"), ("2017-11-14", "not_assessed")])
def test_site_opened_inside_the_week(census, opened, result):
    census.rows["sites"][0]["opened_on"] = opened
    assert census.week().outcome(VISITS)["result"] == result


def test_visits_until_moves_the_week(census):
    census.week([{"status": 404}] * 7, until="2017-11-15")
    assert census.outcome(VISITS)["result"] == "not_assessed"
    census.extra = "visits_until = 2017-11-15\n"
    assert census.short(VISITS) == ("fail", 7, 7, 7)


@pytest.mark.parametrize("row, result, certain, possible", [
    ({}, "fail", 1, 1), ({"status": "suspected"}, "not_assessed", 0, 1), ({"status": "dismissed"}, "pass", 0, 0),
    ({"found_at": "2017-11-20T23:59"}, "fail", 1, 1), ({"found_at": "2017-11-21T00:00"}, "pass", 0, 0),
    ({"found_at": "2017-11-20T16:00:00+00:00"}, "pass", 0, 0), ({"indicator": BLANK}, "pass", 0, 0),
    ({"status": "也许"}, "not_assessed", 0, 1), ({"found_at": "2009-01-01T10:00"}, "fail", 1, 1),
])
def test_serious_error(census, row, result, certain, possible):
    assert census.review(**row).short(ERROR) == (result, certain, possible, 1)


def test_no_error_needs_coverage_a_proven_one_does_not(census):
    census.complete = []
    assert census.short(ERROR) == ("not_assessed", 0, 0, 1)
    census.cover("serious_error", to="2017-11-19")
    assert census.outcome(ERROR)["result"] == "not_assessed"
    census.cover("serious_error", observed_at="2017-11-20T21:00", **{"from": "2017-11-20"})
    assert census.short(ERROR) == ("pass", 0, 0, 1)
    census.rows["coverage"].clear()
    assert census.review().review().short(ERROR) == ("fail", 2, 2, 1)


@pytest.mark.parametrize("row, result, certain, possible", [
    ({"submitted_on": "2017-08-19"}, "fail", 1, 1), ({"submitted_on": "2017-08-20"}, "pass", 0, 0),
    ({"submitted_on": "2016-11-20"}, "fail", 1, 1), ({"submitted_on": "2016-11-19"}, "pass", 0, 0),
    ({"submitted_on": "2017-01-31", "answered_on": "2017-04-30"}, "pass", 0, 0),
    ({"submitted_on": "2017-01-31", "answered_on": "2017-05-01"}, "fail", 1, 1),
    ({"submitted_on": "2017-01-31", "answered_on": "2017-02-01", "reply_kind": "interim"}, "fail", 1, 1),
    ({"submitted_on": "2017-01-31", "answered_on": "2017-02-01", "reply_kind": "forwarded"}, "fail", 1, 1),
    ({"submitted_on": "2017-01-31", "answered_on": "2017-02-01", "reply_kind": "explained"}, "pass", 0, 0),
    ({"submitted_on": "2017-01-31", "valid": ""}, "not_assessed", 0, 1),
    ({"submitted_on": "2017-01-31", "needs_reply": ""}, "not_assessed", 0, 1),
    ({"submitted_on": "2017-01-31", "valid": "否", "needs_reply": ""}, "pass", 0, 0),
    ({"submitted_on": "2017-01-31", "channel_kind": "survey"}, "pass", 0, 0),
    ({"submitted_on": "2017-01-31", "answered_on": "2017-01-30"}, "not_assessed", 0, 1),
    ({"submitted_on": "2017-02-29"}, "not_assessed", 0, 1), ({"submitted_on": "2017-01-31", "unit": ""}, "not_assessed", 0, 1),
])
def test_interaction(census, row, result, certain, possible):
    assert census.ticket(**row).short(REPLY) == (result, certain, possible, 1)


def test_late_answers_switch(census):
    census.ticket(submitted_on="2017-01-31", answered_on="2017-11-20")
    assert census.short(REPLY) == ("fail", 1, 1, 1)
    assert census.short(REPLY, late_answers_count="no") == ("pass", 0, 0, 1)
    census.ticket(submitted_on="2017-01-31", answered_on="2017-11-21")
    assert census.short(REPLY, late_answers_count="no") == ("fail", 1, 1, 1)


def test_channel_gives_site_and_kind(census):
    census.add("channels", channel_id="h", site_code=CODE, kind="consultation")
    census.ticket(submitted_on="2017-01-31", site_code="", channel_kind="", channel_id="h")
    assert census.short(REPLY) == ("fail", 1, 1, 1)
    census.ticket(submitted_on="2017-01-31", channel_kind="survey", channel_id="h")
    census.ticket(submitted_on="2017-01-31", channel_id="nobody")
    assert census.short(REPLY) == ("fail", 1, 3, 1)


@pytest.mark.parametrize("start, result", [("2016-11-20", "pass"), ("2016-11-21", "not_assessed")])
def test_no_unanswered_message_needs_a_covered_year(census, start, result):
    census.complete = []
    assert census.cover("tickets", **{"from": start}).outcome(REPLY)["result"] == result


# Reply clock: received 2017-09-25, 7th working day 2017-10-10, 15th 2017-10-20

def clock(census, **fields):
    fields.setdefault("received_on", "2017-09-25")
    return census.ticket(submitted_on="2017-09-25", **fields)


@pytest.mark.parametrize("fields, total", [
    ({"answered_on": "2017-10-10"}, 0), ({"answered_on": "2017-10-11"}, 1), ({}, 1),
    ({"answered_on": "2017-10-10", "reply_kind": "interim"}, 1), ({"answered_on": "2017-10-10", "reply_kind": "explained"}, 0),
    ({"complex": "true", "answered_on": "2017-10-20"}, 1),
    ({"complex": "true", "extended_on": "2017-10-10", "answered_on": "2017-10-20"}, 0),
    ({"complex": "true", "extended_on": "2017-10-10", "answered_on": "2017-10-21"}, 1),
    ({"complex": "true", "extended_on": "2017-10-11", "answered_on": "2017-10-20"}, 1),
    ({"extended_on": "2017-10-10", "answered_on": "2017-10-20"}, 1),
    ({"promised_days": "5", "promised_unit": "working", "answered_on": "2017-09-30"}, 0),
    ({"promised_days": "5", "promised_unit": "working", "answered_on": "2017-10-01"}, 1),
    ({"promised_days": "6", "promised_unit": "calendar", "answered_on": "2017-10-01"}, 0),
    ({"promised_days": "6", "promised_unit": "calendar", "answered_on": "2017-10-02"}, 1),
    ({"promised_days": "10", "promised_unit": "working", "answered_on": "2017-10-11"}, 1),
    ({"valid": ""}, 0), ({"needs_reply": "false"}, 0), ({"channel_kind": "survey"}, 1), ({"site_code": ""}, 1),
    ({"received_on": "2017-11-09"}, 0), ({"received_on": "2017-11-08"}, 1), ({"received_on": "", "answered_on": "2017-10-11"}, 1),
])
def test_reply_clock(census, fields, total):
    assert clock(census, **fields).judge()["overdue_tickets_total"] == total


def test_reply_clock_switches(census):
    clock(census, complex="true", extended_on="2017-10-11", answered_on="2017-10-20")
    assert census.judge()["overdue_tickets_total"] == 1
    assert census.judge(extension="any_time")["overdue_tickets_total"] == 0
    clock(census, promised_days="10", promised_unit="working", answered_on="2017-10-13")
    clock(census, promised_days="3", promised_unit="working", answered_on="2017-10-10")
    assert census.judge()["overdue_tickets_total"] == 3
    assert census.judge(promise="always_binds")["overdue_tickets_total"] == 2
    assert census.judge(promise="ignored")["overdue_tickets_total"] == 2


def test_overdue_by_unit_and_carried_over(census):
    clock(census, unit="统计局", answered_on="2017-11-01")
    clock(census, unit="统计局")
    census.ticket(unit="体育局", submitted_on="2017-08-31")
    census.ticket(unit="体育局", submitted_on="2017-08-31", answered_on="2017-11-01")
    report = census.judge()
    assert report["overdue_tickets_by_unit"] == {"统计局": {"total": 2, "answered_late": 1, "open": 1}}
    assert (report["overdue_tickets_total"], report["carried_over"]) == (2, 1)
    assert census.judge(overdue_total="open")["overdue_tickets_total"] == 1


def test_promise_of_the_ticket_goes_before_its_channel(census):
    census.add("channels", channel_id="h", site_code=CODE, kind="consultation", promised_days="2", promised_unit="working")
    clock(census, channel_id="h", answered_on="2017-09-28")
    assert census.judge()["overdue_tickets_total"] == 1
    clock(census, channel_id="h", answered_on="2017-09-28", promised_days="3", promised_unit="working")
    assert census.judge()["overdue_tickets_total"] == 1


@pytest.mark.parametrize("fields, excluded", [
    ({"state": "closed"}, True), ({"state": "suspended", "to": "2017-11-20"}, True), ({"state": "exempt", "from": "2017-11-20"}, True),
    ({"state": "suspended", "to": "2017-11-19"}, False), ({"state": "closed", "from": "2017-11-21"}, False),
    ({"state": "closed", "approved": ""}, False), ({"state": "moved"}, False), ({"state": "running"}, False),
])
def test_excluded_sites(census, fields, excluded):
    census.add("site_life", **({"site_code": CODE, "from": "2017-10-01", "approved": "1"} | fields))
    assert (census.judge()["sites_excluded"] == 1) is excluded


def test_rejected_site_life_leaves_the_site_not_assessed(census):
    census.review().add("site_life", site_code=CODE, state="closed", approved="1", **{"from": "去年"})
    assert census.judge()["verdicts"][CODE]["verdict"] == "not_assessed"


def qualified(census):
    return census.week().column("n", "news", ["2017-11-20"], on_home="true")


def test_verdicts_and_totals(census):
    qualified(census).site("3703000002").site("3703000003").site("3703000004", role="坏")
    census.review(site_code="3703000003").add("site_life", site_code="3703000002", state="closed", approved="1",
                                              **{"from": "2017-01-01"})
    report = census.judge()
    verdicts = {code: row["verdict"] for code, row in report["verdicts"].items()}
    assert verdicts == {CODE: "qualified", "3703000003": "unqualified", "3703000004": "not_assessed"}
    assert report["excluded"] == {"3703000002": "closed"}
    assert (report["sites_registered"], report["sites_total"], report["sites_assessed"]) == (4, 3, 2)
    assert (report["pass_rate"], report["coverage"]) == ("50.00", "66.67")
    assert report["rejected"]["sites"] == 1


def test_groups(census):
    qualified(census).site("3703000002", division="桓台县", role="portal").review(site_code="3703000002")
    census.site("3703000003", division="市本级")
    census.add("site_life", site_code="3703000003", state="closed", approved="1", close_due_on="2017-10-01", **{"from": "2017-10-01"})
    census.extra = "[compare]\nname_best = 1\n"
    groups = {(g["by"], g["name"]): g for g in census.judge()["groups"]}
    assert groups["role", "department"]["better"] is True
    assert groups["role", "portal"]["unqualified_rate"] == "100.00"
    assert groups["division", "桓台县"]["better"] is True
    assert groups["division", "张店区"]["better"] is False
    assert groups["division", "市本级"]["closures_in_time"] == 1
    assert groups["level_role", "county/department"]["total"] == 1
