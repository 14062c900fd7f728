"""Reading 1: looking is a fact of its own."""

import pytest

from support import INSIDE, OUTSIDE, SITE, VETOES

NO_COLUMN_DATA = ("tickets", "reviews")


@pytest.fixture
def undeclared(empty):
    """A passing site whose columns and updates nobody declared complete."""
    return empty(complete=NO_COLUMN_DATA).site()


def test_the_default_site_passes_every_veto(folder):
    census = folder.judge()
    assert {clause: census.result(clause) for clause in VETOES} == dict.fromkeys(VETOES, "pass")
    assert census.state() == "qualified"


def test_nothing_found_under_a_declared_table_is_blank(folder):
    assert folder.blank(5).judge().result("blank_columns") == "fail"


def test_nothing_found_without_looking_is_a_gap(undeclared):
    census = undeclared.blank(5).judge()
    assert census.result("blank_columns") == "not_assessed"
    assert "not_collected" in census.gaps("blank_columns")
    assert census.measured("blank_columns") == 0
    assert census.state() == "not_assessed"


@pytest.mark.parametrize("declared", ["columns", "updates"])
def test_columns_and_updates_must_both_be_declared(empty, declared):
    census = empty(complete=(declared, *NO_COLUMN_DATA)).site().blank(5).judge()
    assert census.result("blank_columns") == "not_assessed"


def test_a_column_observed_with_zero_items_is_blank(undeclared):
    undeclared.blank(5)
    for index in range(5):
        undeclared.coverage("column", f"b{index}", items_seen="0")
    census = undeclared.judge()
    assert census.result("blank_columns") == "fail"
    assert census.measured("blank_columns") == 5


def test_a_coverage_row_for_all_columns_covers_each(undeclared):
    assert undeclared.blank(5).coverage("columns").judge().measured("blank_columns") == 5


@pytest.mark.parametrize("spoilt", [{"complete": "false"}, {"gap": "budget_reached"}])
def test_an_incomplete_look_covers_nothing(undeclared, spoilt):
    census = undeclared.blank(5).coverage("columns", **spoilt).judge()
    assert census.result("blank_columns") == "not_assessed"


@pytest.mark.parametrize(("first_day", "result"), [("2017-11-11", "fail"), ("2017-11-12", "not_assessed"), ("", "fail")])
def test_the_look_must_reach_back_over_the_whole_window(undeclared, first_day, result):
    census = undeclared.stale(5).coverage("columns", **{"from": first_day}).judge()
    assert census.result("core_columns_not_updated") == result


@pytest.mark.parametrize(("last_day", "result"), [("2017-11-25", "fail"), ("2017-11-24", "not_assessed")])
def test_the_look_must_reach_the_checkpoint(undeclared, last_day, result):
    census = undeclared.stale(5).coverage("columns", to=last_day).judge()
    assert census.result("core_columns_not_updated") == result


@pytest.mark.parametrize(
    ("observed_at", "result"),
    [("2017-11-25T00:00:00+08:00", "fail"), ("2017-11-24T16:00:00Z", "fail"), ("2017-11-24T15:59:59Z", "not_assessed")],
)
def test_an_empty_end_is_the_day_of_the_look(undeclared, observed_at, result):
    census = undeclared.stale(5).coverage("columns", observed_at=observed_at).judge()
    assert census.result("core_columns_not_updated") == result


def test_a_column_seen_empty_in_its_window_only_is_stale_or_blank(undeclared):
    """Certain in ②, only possible in ① and ③: nobody looked before the window."""
    census = undeclared.columns(5).coverage("columns", **{"from": "2017-11-11"}).judge()
    assert census.measured("overdue_columns") == 5
    assert (census.measured("core_columns_not_updated"), census.possible("core_columns_not_updated")) == (0, 5)
    assert (census.measured("blank_columns"), census.possible("blank_columns")) == (0, 5)


@pytest.mark.parametrize(("older", "newer", "result"), [("true", "false", "not_assessed"), ("false", "true", "fail")])
def test_the_newest_look_decides(undeclared, older, newer, result):
    undeclared.blank(5)
    undeclared.coverage("columns", observed_at="2017-11-25T21:00:00+08:00", complete=newer)
    undeclared.coverage("columns", observed_at="2017-11-25T09:00:00+08:00", complete=older)
    assert undeclared.judge().result("blank_columns") == result


def test_a_coverage_row_goes_before_the_declaration(folder):
    census = folder.blank(5).coverage("columns", complete="false", gap="script_only").judge()
    assert census.result("blank_columns") == "not_assessed"
    assert "script_only" in census.gaps("blank_columns")


def test_a_fresh_update_needs_no_coverage(undeclared):
    census = undeclared.columns(5, last=INSIDE["news"]).judge()
    assert census.result("core_columns_not_updated") == "pass"
    assert census.result("blank_columns") == "pass"


def test_old_updates_without_coverage_leave_stale_possible(undeclared):
    census = undeclared.columns(5, last=OUTSIDE["news"]).judge()
    assert census.result("core_columns_not_updated") == "not_assessed"
    assert census.result("blank_columns") == "pass"


@pytest.mark.parametrize(
    ("table", "subject", "clause"),
    [("tickets", "tickets", "interaction_unanswered"), ("reviews", "serious_error", "serious_error")],
)
def test_no_case_found_passes_only_under_coverage(empty, table, subject, clause):
    declared = [name for name in ("columns", "updates", "tickets", "reviews") if name != table]
    undeclared = empty(complete=declared).site()
    assert undeclared.judge().result(clause) == "not_assessed"
    assert undeclared.coverage(subject).judge().result(clause) == "pass"


@pytest.mark.parametrize(("first_day", "result"), [("2016-11-25", "pass"), ("2016-11-26", "not_assessed")])
def test_tickets_must_be_covered_for_twelve_months(empty, first_day, result):
    undeclared = empty(complete=("columns", "updates", "reviews")).site().coverage("tickets", **{"from": first_day})
    assert undeclared.judge().result("interaction_unanswered") == result


def test_a_proven_case_fails_without_coverage(empty):
    undeclared = empty(complete=()).site().review().ticket("t1", "2017-01-10")
    census = undeclared.judge()
    assert census.result("serious_error") == "fail"
    assert census.result("interaction_unanswered") == "fail"
    assert census.state() == "unqualified"


@pytest.mark.parametrize(
    ("table", "clause"),
    [("tickets", "interaction_unanswered"), ("reviews", "serious_error")],
)
def test_a_declared_table_without_a_file_is_not_declared(folder, table, clause):
    assert folder.judge().result(clause) == "pass"
    assert folder.drop(table).judge().result(clause) == "not_assessed"


def test_without_the_updates_file_no_column_is_blank(folder):
    census = folder.blank(6).drop("updates").judge()
    assert census.measured("blank_columns") == 0
    assert census.result("blank_columns") == "not_assessed"


def test_a_site_without_a_column_row_is_a_gap_under_a_complete_table(empty):
    census = empty().site().site("3703000002", home=False).judge()
    for clause in ("home_not_updated", "core_columns_not_updated", "overdue_columns", "blank_columns"):
        assert census.result(clause, "3703000002") == "not_assessed", clause
        assert "not_collected" in census.gaps(clause, "3703000002"), clause
    assert census.state(SITE) == "qualified"


def test_without_a_home_column_the_home_page_is_not_assessed(empty):
    census = empty().site(home=False).column("c1", last="2017-11-20").judge()
    assert census.result("home_not_updated") == "not_assessed"
    assert census.result("blank_columns") == "pass"


def test_visits_need_no_declaration(empty):
    assert empty(complete=()).site().judge().result("site_unreachable") == "pass"


def test_no_visit_at_all_is_not_assessed(empty):
    assert empty().site(visits=False).judge().result("site_unreachable") == "not_assessed"


def test_home_coverage_proves_a_stale_home_page(undeclared):
    undeclared.tables["updates"].clear()
    undeclared.update(f"{SITE}-home", OUTSIDE["news"])
    assert undeclared.judge().result("home_not_updated") == "not_assessed"
    assert undeclared.coverage("home", **{"from": "2017-11-11"}).judge().result("home_not_updated") == "fail"
