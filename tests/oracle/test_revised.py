"""The decisions D4 to D19 as revised before the core was written: small cases computed by hand; checkpoint 2017-11-20."""

import pytest
from census_folder import CODE, HOME as SITE

from test_oracle import BLANK, CORE, ERROR, HOME, OVERDUE, REPLY, VISITS, clock

COVERED = ["columns", "updates", "tickets", "reviews"]


def counts(census, *clauses):
    seen = census.judge()["verdicts"][CODE]["outcomes"]
    return [(seen[c]["certain"], seen[c]["possible"]) for c in clauses]


# D4, D11: excused

def test_excused_column_counts_nowhere_but_is_no_update_of_the_home_page(census):
    census.column("k", "news", [{"date_state": "not_shown"}], opened_on="2017-11-06", on_home="true")
    assert counts(census, HOME, CORE, OVERDUE, BLANK) == [(1, 1), (0, 0), (0, 0), (0, 0)]
    assert census.outcome(HOME)["result"] == "not_assessed"


def test_column_opened_before_its_window_is_stale(census):
    census.column("k", "news", [{"date_state": "not_shown"}], opened_on="2017-11-05", on_home="true")
    assert counts(census, HOME, CORE, OVERDUE) == [(1, 1), (1, 1), (1, 1)]


def test_column_opened_inside_the_longer_window_only(census):
    """Opened 2017-09-01: excused as a notice (six months), stale through the two weeks of the home page."""
    census.column("k", "notice", ["2017-05-01"], opened_on="2017-09-01", on_home="true")
    assert counts(census, HOME, CORE) == [(1, 1), (0, 0)]


# D5: nobody saw days after observed_at; items_seen

@pytest.mark.parametrize("cover, possible", [
    ({"observed_at": "2017-11-19T20:00", "to": "2017-11-30"}, (0, 5)), ({"observed_at": "2017-11-20T00:00", "to": "2017-11-30"}, (5, 5)),
    ({"observed_at": "2017-11-25T08:00", "to": "2017-11-20"}, (5, 5)), ({"observed_at": "2017-11-25T08:00", "to": "2017-11-19"}, (0, 5)),
])
def test_to_is_clamped_to_the_observed_day(census, cover, possible):
    census.columns(5, "news", ["2017-11-05"]).cover("columns", **cover)
    assert counts(census, CORE) == [possible]


@pytest.mark.parametrize("items, certain", [("5", 5), ("6", 5), ("7", 0)])
def test_items_seen_of_all_columns_together(census, items, certain):
    """Five accepted rows and a rejected one: six."""
    census.columns(5, "news", ["2017-11-05"]).column("z", "other", [{"published_on": "昨天"}]).cover("columns", items_seen=items)
    assert counts(census, CORE) == [(certain, 5)]


@pytest.mark.parametrize("items, result", [("2", "pass"), ("3", "not_assessed")])
def test_items_seen_of_tickets(census, items, result):
    census.ticket(submitted_on="2017-11-01").ticket(submitted_on="2010-11-01")
    assert census.cover("tickets", items_seen=items).outcome(REPLY)["result"] == result


def test_items_seen_is_not_compared_for_home_and_errors(census):
    census.column("k", "news", ["2017-11-05"], on_home="true").cover("home", items_seen="9").cover("serious_error", items_seen="9")
    assert census.outcome(HOME)["result"] == "fail"
    assert census.outcome(ERROR)["result"] == "pass"


# D6: the list of columns

def with_own_covers(census, count, days):
    census.complete = []
    for number in range(count):
        census.column(f"k{number}", "news", days, on_home="true").cover("column", column_id=f"k{number}", observed_at="2017-11-20T22:00")
    return census


def test_list_without_a_statement_is_whole(census):
    with_own_covers(census, 4, ["2017-11-05"])
    assert census.short(CORE) == ("pass", 4, 4, 5)
    assert census.short(HOME) == ("fail", 4, 4, 4)


@pytest.mark.parametrize("cover, core", [
    ({"complete": "false"}, "not_assessed"), ({"gap": "login"}, "not_assessed"), ({"items_seen": "5"}, "not_assessed"),
    ({"items_seen": "4"}, "pass"), ({"to": "2017-11-19"}, "pass"), ({"from": "2017-11-20"}, "pass"), ({"observed_at": "夜里"}, "not_assessed"),
    ({"subject": "home", "complete": "false"}, "pass"),
])
def test_who_did_not_see_all_columns_can_fail_a_site_but_not_pass_it(census, cover, core):
    with_own_covers(census, 4, ["2017-11-05"]).cover(**({"subject": "columns"} | cover))
    assert census.outcome(CORE)["result"] == core
    census.column("k4", "news", ["2017-11-05"]).cover("column", column_id="k4", observed_at="2017-11-20T22:00")
    if "observed_at" not in cover:
        assert census.short(CORE) == ("fail", 5, 5, 5)


def test_newest_statement_about_the_list_decides(census):
    with_own_covers(census, 4, ["2017-11-05"]).cover("columns", complete="false")
    assert census.outcome(HOME)["result"] == "not_assessed"
    census.complete = ["columns", "updates"]
    assert census.outcome(CORE)["result"] == "not_assessed"
    assert census.cover("columns", observed_at="2017-11-20T21:00").outcome(CORE)["result"] == "pass"


# D8, D16: home page

def test_home_needs_one_column_that_is_certainly_counted(census):
    census.column("k0", "news", ["2017-11-05"], on_home="true").exemption(column_id="k0", to="永久")
    assert census.short(HOME) == ("not_assessed", 1, 1, 1)
    assert counts(census, CORE, OVERDUE) == [(0, 1), (0, 1)]
    census.column("k1", "news", ["2017-11-05"], on_home="true")
    assert census.short(HOME) == ("fail", 2, 2, 2)


def test_absent_column_never_makes_the_home_page_pass(census):
    census.column("k0", "news", ["2017-11-20"], on_home="true").exemption(column_id="k0", to="永久")
    assert census.short(HOME) == ("not_assessed", 0, 1, 1)


# D9: rejected rows of updates and columns

@pytest.mark.parametrize("row, core, overdue, blank", [
    ({"published_on": "2017-11-31"}, (0, 1), (0, 1), (0, 0)), ({"published_on": "2017-11-19", "date_state": "unreadable"}, (0, 1), (0, 1), (0, 0)),
    ({"published_on": "2017-11-19", "url": ""}, (0, 1), (0, 1), (0, 1)), ({"published_on": "2017-11-31", "url": ""}, (0, 1), (0, 1), (0, 1)),
    ({"published_on": "2017-11-19", "observed_at": "夜里"}, (0, 1), (0, 1), (0, 0)),
])
def test_rejected_updates(census, row, core, overdue, blank):
    census.column("k", "news", [row])
    assert counts(census, CORE, OVERDUE, BLANK) == [core, overdue, blank]


def test_rejected_update_beside_a_sound_one_leaves_no_blank(census):
    census.column("k", "news", ["2017-11-05", {"published_on": "2017-11-19", "url": ""}])
    assert counts(census, CORE, BLANK) == [(0, 1), (0, 0)]
    census.column("m", "news", ["2017-11-06", {"published_on": "2017-11-19", "url": ""}])
    assert counts(census, CORE, BLANK) == [(0, 1), (0, 0)]


def test_rejected_update_of_a_kind_without_window(census):
    census.column("k", "other", [{"published_on": "2017-11-19", "url": ""}])
    assert counts(census, OVERDUE, BLANK) == [(0, 1), (0, 1)]


def test_parent_of_a_rejected_column_is_a_parent(census):
    census.column("p", "leaders")
    assert counts(census, BLANK) == [(1, 1)]
    census.column("q", "坏", parent_id="p")
    assert counts(census, BLANK) == [(0, 1)]


@pytest.mark.parametrize("rejected, expected", [("a", (0, 2)), ("z", (1, 2))])
def test_address_of_a_rejected_column(census, rejected, expected):
    census.column("k", "leaders", url="http://a.cn").column(rejected, "坏", url="http://A.cn/")
    assert counts(census, BLANK) == [expected]


def test_conflicting_duplicates_count_one_each(census):
    census.columns(2, "leaders").column("c", "leaders").column("c", "leaders", depth="2").column("c", "leaders", depth="3")
    assert counts(census, BLANK) == [(2, 5)]


def test_child_of_a_rejected_parent_stays(census):
    census.column("p", "坏").column("q", "leaders", parent_id="p")
    assert counts(census, BLANK) == [(1, 2)]


def test_child_of_an_unknown_parent_is_a_reject(census):
    census.column("q", "leaders", parent_id="nobody")
    report = census.judge()
    assert report["rejected"] == {"columns": 1}
    assert counts(census, BLANK) == [(0, 1)]


def test_unknown_kind_counts_under_any_window_or_none(census):
    """Stale for two weeks, fresh for six months: as news it counts in (1) and (2), as a notice in neither."""
    census.column("p", "坏").column("q", None, ["2017-10-01"], parent_id="p", on_home="true")
    assert counts(census, HOME, CORE, OVERDUE, BLANK) == [(1, 2), (0, 2), (0, 2), (0, 1)]
    census.column("r", None, parent_id="p")
    assert counts(census, CORE, OVERDUE, BLANK) == [(0, 2), (1, 3), (1, 2)]


def test_unknown_kind_beyond_every_window(census):
    census.column("p", "坏").column("q", None, ["2001-10-01"], parent_id="p")
    assert counts(census, CORE, OVERDUE, BLANK) == [(0, 2), (0, 2), (0, 1)]


# D10: parents without rows

@pytest.mark.parametrize("cover, expected", [
    ({}, [(0, 0), (0, 0), (0, 0)]), ({"from": "2001-01-01"}, [(0, 1), (0, 1), (0, 0)]), ({"complete": "false"}, [(0, 1), (0, 1), (0, 0)]),
])
def test_parent_without_rows(census, cover, expected):
    census.column("p", "news").column("q", "other", ["2017-11-01"], parent_id="p").cover("column", column_id="p", **cover)
    assert counts(census, CORE, OVERDUE, BLANK) == expected
    assert census.outcome(OVERDUE, counted_columns="all")["possible"] == 1


def test_repeated_address_behind_a_possible_heading(census):
    census.column("a", "leaders", url=SITE).column("b", "other", ["2017-11-01"], parent_id="a").column("c", "leaders", url=SITE)
    assert counts(census, BLANK) == [(1, 1)]
    census.cover("column", column_id="a", complete="false")
    assert counts(census, BLANK) == [(0, 1)]


# D13: visits

def test_slots_are_counted_before_manual_visits_take_their_place(census):
    """The manual visit takes two suspected ones of its slot, but twenty visits were made that day."""
    census.week([{"status": 403}])
    census.rows["visits"].pop(1)
    census.visit("2017-11-14T00:02", status=403).visit("2017-11-14T00:09", status=200, manual="1")
    assert census.outcome(VISITS)["result"] == "not_assessed"
    row = census.outcome(VISITS, visit_slots="none")
    assert (row["result"], row["possible"], row["of"]) == ("pass", 0, 139)


def test_rejected_visits_keep_suspicion_possible_under_every_switch(census):
    census.week([{"status": 403}] * 8).visit("2017-11-20T00:05")
    for switch in ("possible", "failed", "ok"):
        assert census.short(VISITS, suspected_status=switch) == ("not_assessed", 0, 9, 8)


@pytest.mark.parametrize("row, certain, possible", [
    ({"failure": "dns", "status": 403}, 1, 1), ({"failure": "challenge", "duration_ms": "15000"}, 1, 1),
    ({"failure": "challenge", "status": 500}, 0, 1), ({"failure": "monitor_fault", "duration_ms": "20000"}, 0, 0),
    ({"status": 500, "failure": "challenge", "duration_ms": "14999"}, 0, 1),
])
def test_order_of_precedence(census, row, certain, possible):
    census.week([{"status": 200}] * 140).visit("2017-11-20T00:05", **row)
    assert census.short(VISITS)[1:3] == (certain, possible)


def test_manual_monitor_fault_replaces_nothing(census):
    census.week([{"status": 403}]).visit("2017-11-14T00:09", failure="monitor_fault", manual="1")
    assert census.short(VISITS) == ("pass", 0, 1, 7)


# D14: tickets

def test_tickets_of_a_rejected_channel_stay_with_unknown_kind(census):
    census.add("channels", channel_id="h", site_code=CODE, kind="坏")
    census.ticket(submitted_on="2017-01-31", channel_id="h", channel_kind="survey")
    census.ticket(submitted_on="2017-01-31", channel_id="h", channel_kind="", site_code="")
    assert census.short(REPLY) == ("not_assessed", 0, 2, 1)
    assert "tickets" not in census.judge()["rejected"]


def test_tickets_of_a_rejected_channel_stay_on_the_reply_clock(census):
    census.add("channels", channel_id="h", site_code=CODE, kind="坏")
    assert clock(census, channel_id="h", channel_kind="").judge()["overdue_tickets_total"] == 1


@pytest.mark.parametrize("seen, expected", [
    ("2017-04-30T23:59", ("not_assessed", 0, 1, 1)), ("2017-05-01T00:00", ("fail", 1, 1, 1)), ("", ("fail", 1, 1, 1)),
])
def test_open_ticket_last_seen(census, seen, expected):
    census.complete = ["columns", "updates"]
    census.ticket(submitted_on="2017-01-31", observed_at=seen)
    assert census.short(REPLY) == expected
    assert census.cover("tickets").short(REPLY) == ("fail", 1, 1, 1)


def test_rejected_rows_count_whatever_else_they_say(census):
    census.ticket(submitted_on="1999-13-31", channel_kind="survey", valid="false")
    census.review(indicator=BLANK, status="坏").review(status="dismissed", kind="坏")
    census.week().visit("1999-01-01T10:00").visit("2017-11-20T10:00", url="http://elsewhere.cn/")
    assert census.short(REPLY)[1:3] == (0, 1)
    assert census.short(ERROR)[1:3] == (0, 2)
    row = census.outcome(VISITS)
    assert (row["possible"], row["of"]) == (2, 142)


# D18, D19

def test_rejected_site_stays_in_the_registry(census):
    census.week().column("n", "news", ["2017-11-20"], on_home="true")
    census.site("3703000002", role="坏").review(site_code="3703000002", review_id="other")
    report = census.judge()
    assert "reviews" not in report["rejected"]
    assert {row["result"] for row in report["verdicts"]["3703000002"]["outcomes"].values()} == {"not_assessed"}
    assert (report["sites_registered"], report["sites_assessed"], report["coverage"]) == (2, 1, "50.00")


def test_site_rows_in_conflict_are_one_site(census):
    census.site("3703000002").site("3703000002", sponsor="丙")
    assert census.judge()["sites_registered"] == 2


def test_open_quote_voids_the_declaration(census):
    census.judge()
    path = census.folder / "reviews.csv"
    path.write_text('review_id,site_code,indicator,kind,status,found_at\n"r1,x', encoding="utf-8")
    from oracle import judge_census
    outcomes = judge_census(census.folder)["verdicts"][CODE]["outcomes"]
    assert (outcomes[ERROR]["result"], outcomes[ERROR]["possible"]) == ("not_assessed", 0)
    assert outcomes[REPLY]["result"] == "pass"
    assert COVERED == census.complete
