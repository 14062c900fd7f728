"""Reading 2: counts are intervals; certain >= limit fails, possible < limit passes, the rest is not assessed."""

import pytest

from support import OUTSIDE, SITE, UNIT


def unread(folder, number, kind="other"):
    """Columns that nobody looked into."""
    for index in range(number):
        folder.column(f"u{index}", kind).coverage("column", f"u{index}", complete="false", gap="script_only")
    return folder


@pytest.mark.parametrize(
    ("blank", "unknown", "result"),
    [(3, 1, "pass"), (4, 0, "pass"), (4, 1, "not_assessed"), (0, 5, "not_assessed"), (0, 4, "pass"), (5, 0, "fail"), (5, 3, "fail")],
)
def test_unread_columns_are_possibly_blank(folder, blank, unknown, result):
    census = unread(folder.blank(blank), unknown).judge()
    assert census.result("blank_columns") == result
    assert census.measured("blank_columns") == blank
    assert census.possible("blank_columns") == blank + unknown


@pytest.mark.parametrize(
    ("stale", "unknown", "result"), [(9, 0, "pass"), (9, 1, "not_assessed"), (8, 1, "pass"), (10, 1, "fail")]
)
def test_unread_columns_are_possibly_overdue(folder, stale, unknown, result):
    census = unread(folder.stale(stale, "personnel"), unknown, "personnel").judge()
    assert census.result("overdue_columns") == result


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"date_state": "unreadable"}, "the supplier says so"), ({"published_on": "2017年冬"}, "a cell that is no date"), ({}, "neither date nor state")],
)
def test_an_unreadable_date_is_possible_not_certain(folder, fields, why):
    census = folder.stale(4).column("u").update("u", **fields).judge()
    assert census.result("core_columns_not_updated") == "not_assessed", why
    assert census.measured("core_columns_not_updated") == 4
    assert census.possible("core_columns_not_updated") == 5
    assert census.measured("blank_columns") == census.possible("blank_columns") == 0


def test_an_unreadable_date_beside_a_fresh_one_harms_nobody(folder):
    folder.stale(4).column("u", last="2017-11-20").update("u", "2017年冬")
    assert folder.judge().result("core_columns_not_updated") == "pass"


def test_a_bad_date_is_a_reject_and_an_unreadable_state_is_not(folder):
    folder.column("u").update("u", date_state="unreadable").column("w").update("w", "2017-13-40")
    rejected = folder.judge().rejected("updates")
    assert [row["column"] for row in rejected] == ["published_on"]


def test_a_rejected_column_row_is_possible_in_every_column_clause(folder):
    folder.stale(4).blank(4).column("bad", kind="no_such_kind")
    census = folder.judge()
    assert census.result("core_columns_not_updated") == "not_assessed"
    assert census.result("blank_columns") == "not_assessed"
    assert census.possible("blank_columns") == 5


def test_a_row_that_names_nothing_known_is_charged_to_nobody(folder):
    folder.stale(4).blank(4)
    folder.update("no-such-column", "2017-13-40").column("x", site="3703009999")
    census = folder.judge()
    assert census.state() == "qualified"
    assert len(census.rejected("updates")) == 1
    assert len(census.rejected("columns")) == 1


@pytest.mark.parametrize(("status", "result"), [("confirmed", "fail"), ("suspected", "not_assessed"), ("dismissed", "pass")])
def test_reviews(folder, status, result):
    assert folder.review(status=status).judge().result("serious_error") == result


def test_a_rejected_review_is_a_possible_error(folder):
    assert folder.review(found_at="yesterday").judge().result("serious_error") == "not_assessed"


def test_a_rejected_ticket_is_a_possible_case(folder):
    census = folder.ticket("t1", "2017-13-40").judge()
    assert census.result("interaction_unanswered") == "not_assessed"
    assert census.measured("interaction_unanswered") == 0


@pytest.mark.parametrize("field", ["valid", "needs_reply"])
def test_an_unknown_ticket_is_a_possible_case(folder, field):
    census = folder.ticket("t1", "2017-01-10", **{field: ""}).judge()
    assert census.result("interaction_unanswered") == "not_assessed"


def test_bad_input_names_no_unit_in_public(folder):
    folder.ticket("t1", "2017-10-10", received_on="2017-13-40").ticket("t2", "2017-10-10", valid="")
    census = folder.judge()
    assert census.overdue(UNIT) == (0, 0, 0)
    assert census["overdue_tickets_total"] == 0
    assert UNIT not in census.text("notice.md")


def test_rejected_visits_are_possible_failures(folder):
    """7 of 141 stay under 5 %, 8 of 141 would not."""
    folder.fail_visits(7)
    folder.add("visits", site_code=SITE, visited_at="2017-11-25T08:05:00+08:00", vantage="v2")
    census = folder.judge()
    assert len(census.rejected("visits")) == 1
    assert census.result("site_unreachable") == "not_assessed"
    assert (census.measured("site_unreachable"), census.possible("site_unreachable")) == (7, 8)
    assert census.outcome("site_unreachable")["of"] == 141


def test_home_page_stale_or_unread(empty):
    """One stale and one unread home column: it may have been updated."""
    folder = empty().site(home=False).column("h1", last=OUTSIDE["news"], on_home="true")
    assert folder.judge().result("home_not_updated") == "fail"
    folder.column("h2", on_home="true").update("h2", date_state="unreadable")
    assert folder.judge().result("home_not_updated") == "not_assessed"
    folder.column("h3", last="2017-11-20", on_home="true")
    assert folder.judge().result("home_not_updated") == "pass"
