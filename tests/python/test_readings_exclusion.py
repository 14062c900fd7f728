"""Reading 8: which sites and columns the census leaves out, and what it says of those it does not."""

import pytest

from support import SITE


@pytest.mark.parametrize("state", ["closed", "suspended", "exempt"])
@pytest.mark.parametrize(
    ("first_day", "last_day", "excluded"),
    [
        ("2017-11-25", "", True),
        ("2017-11-26", "", False),
        ("2017-01-01", "2017-11-25", True),
        ("2017-01-01", "2017-11-24", False),
    ],
)
def test_the_interval_must_cover_the_checkpoint(folder, state, first_day, last_day, excluded):
    census = folder.life(state, first_day, last_day).judge()
    assert census.excluded() == ({SITE} if excluded else set())
    assert len(census["verdicts"]) == (0 if excluded else 1)
    assert census["sites_excluded"] == (1 if excluded else 0)


@pytest.mark.parametrize("state", ["running", "moved"])
def test_running_and_moved_exclude_nothing(folder, state):
    assert folder.life(state, "2017-01-01").judge().excluded() == set()


@pytest.mark.parametrize("approved", ["false", ""])
def test_closed_without_approval_is_judged_as_it_stands(folder, approved):
    census = folder.life("closed", "2017-01-01", approved=approved).fail_visits(140).judge()
    assert census.excluded() == set()
    assert census.state() == "unqualified"


def test_closed_beyond_its_interval_is_judged_as_it_stands(folder):
    census = folder.life("suspended", "2017-10-01", "2017-11-01", reason="升级改造").fail_visits(140).judge()
    assert census.state() == "unqualified"


def test_an_excluded_site_is_named_with_its_reason(folder):
    entry = folder.life("closed", "2017-01-01").judge()["excluded"][0]
    assert entry["site_code"] == SITE
    assert entry["site_name"] == "示例单位001"
    assert entry["reason"]


def test_a_closed_site_that_answers_is_a_warning(folder):
    assert "带病运行" in folder.life("closed", "2017-01-01").judge().everything()


def test_a_closed_site_that_does_not_answer_is_none(folder):
    census = folder.life("closed", "2017-01-01").fail_visits(140).judge()
    assert "带病运行" not in census.everything()


def test_a_running_site_that_answers_is_none(folder):
    assert "带病运行" not in folder.judge().everything()


@pytest.mark.parametrize(
    ("opened_on", "result"), [("2017-11-18", "pass"), ("2017-11-19", "not_assessed"), ("2017-11-25", "not_assessed"), ("", "pass")]
)
def test_visits_of_a_site_opened_inside_the_week_are_not_assessed(empty, opened_on, result):
    assert empty().site(opened_on=opened_on).judge().result("site_unreachable") == result


@pytest.mark.parametrize(("opened_on", "stale"), [("2017-11-10", 5), ("2017-11-11", 0), ("2017-11-25", 0), ("", 5)])
def test_a_column_opened_inside_its_window_is_not_stale(folder, opened_on, stale):
    for index in range(5):
        folder.column(f"c{index}", opened_on=opened_on).update(f"c{index}", date_state="not_shown")
    census = folder.judge()
    assert census.measured("core_columns_not_updated") == stale
    assert census.measured("overdue_columns") == stale


def test_a_column_opened_inside_its_window_may_be_blank(folder):
    assert folder.blank(5, "news", opened_on="2017-11-20").judge().measured("blank_columns") == 5


# ---- exemptions


@pytest.mark.parametrize("approval", [{"approval_no": "1号"}, {"approval_no": "", "approved_by": "市政府办公厅"}])
def test_an_approved_exemption_makes_the_clause_not_applicable(folder, approval):
    census = folder.review().exempt(indicator="serious_error", **approval).judge()
    assert census.result("serious_error") == "not_applicable"
    assert census.state() == "qualified"


def test_an_exemption_without_approval_is_none(folder):
    census = folder.review().exempt(indicator="serious_error", approval_no="").judge()
    assert census.result("serious_error") == "fail"


@pytest.mark.parametrize(
    ("first_day", "last_day", "result"),
    [
        ("2017-11-25", "", "not_applicable"),
        ("2017-11-26", "", "fail"),
        ("2017-01-01", "2017-11-25", "not_applicable"),
        ("2017-01-01", "2017-11-24", "fail"),
    ],
)
def test_an_exemption_must_cover_the_checkpoint(folder, first_day, last_day, result):
    folder.review().exempt(indicator="serious_error", from_=first_day, to=last_day)
    assert folder.judge().result("serious_error") == result


def test_an_exemption_of_one_indicator_leaves_the_others(folder):
    census = folder.blank(5).exempt(indicator="serious_error").judge()
    assert census.result("blank_columns") == "fail"
