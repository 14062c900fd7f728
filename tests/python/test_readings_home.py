"""Reading 15: which columns make the home page, and when it counts as not updated."""

import pytest

from support import INSIDE, OUTSIDE, SITE

CLAUSE = "home_not_updated"


@pytest.fixture
def bare(empty):
    """A site without any column."""
    return empty().site(home=False)


@pytest.mark.parametrize(("last", "result"), [(INSIDE["news"], "pass"), (OUTSIDE["news"], "fail")])
def test_the_window_is_two_weeks(bare, last, result):
    assert bare.column("h", last=last, on_home="true").judge().result(CLAUSE) == result


def test_any_fresh_home_column_is_enough(bare):
    bare.columns(3, last=OUTSIDE["news"], on_home="true").column("h", last=INSIDE["news"], on_home="true")
    assert bare.judge().result(CLAUSE) == "pass"


def test_all_home_columns_must_be_stale(bare):
    census = bare.columns(4, last=OUTSIDE["news"], on_home="true").judge()
    assert (census.result(CLAUSE), census.measured(CLAUSE), census.outcome(CLAUSE)["of"]) == ("fail", 4, 4)


def test_columns_off_the_home_page_do_not_save_it(bare):
    bare.column("h", last=OUTSIDE["news"], on_home="true").column("c", last=INSIDE["news"], on_home="")
    assert bare.judge().result(CLAUSE) == "fail"


@pytest.mark.parametrize("kind", ["notice", "plan", "other"])
def test_the_two_weeks_hold_for_every_kind(bare, kind):
    assert bare.column("h", kind, OUTSIDE["news"], on_home="true").judge().result(CLAUSE) == "fail"


def test_a_blank_home_column_is_not_updated(bare):
    assert bare.column("h", on_home="true").judge().result(CLAUSE) == "fail"


def test_an_item_without_a_shown_date_is_no_update(bare):
    assert bare.column("h", on_home="true").update("h", date_state="not_shown").judge().result(CLAUSE) == "fail"


@pytest.mark.parametrize(
    ("navigation", "home", "second", "result"),
    [
        ("true", OUTSIDE["news"], INSIDE["news"], "pass"),
        ("true", INSIDE["news"], OUTSIDE["news"], "fail"),
        ("false", OUTSIDE["news"], INSIDE["news"], "fail"),
        ("false", INSIDE["news"], OUTSIDE["news"], "pass"),
        ("", INSIDE["news"], OUTSIDE["news"], "pass"),
    ],
)
def test_behind_a_navigation_page_the_second_level_is_judged(empty, navigation, home, second, result):
    folder = empty().site(home=False, home_is_navigation=navigation)
    folder.column("h", last=home, on_home="true").column("s", last=second, on_second_level="true")
    assert folder.judge().result(CLAUSE) == result


def test_a_navigation_page_without_second_level_columns_is_not_assessed(empty):
    census = empty().site(home_is_navigation="true").judge()
    assert census.result(CLAUSE) == "not_assessed"


def test_a_home_column_that_left_the_counts_does_not_save_the_page(bare):
    bare.column("h", last=OUTSIDE["news"], on_home="true")
    bare.column("t", last=INSIDE["news"], on_home="true", finished_topic="true")
    assert bare.judge().result(CLAUSE) == "fail"


def test_a_home_column_opened_inside_the_window_is_not_stale(bare):
    bare.column("h", on_home="true", opened_on="2017-11-20").update("h", date_state="not_shown")
    assert bare.judge().result(CLAUSE) != "fail"


def test_a_rejected_column_row_may_be_a_fresh_home_column(bare):
    bare.column("h", last=OUTSIDE["news"], on_home="true").column("bad", kind="no_such_kind")
    assert bare.judge().result(CLAUSE) == "not_assessed"


def test_an_exemption_for_the_home_page(bare):
    bare.column("h", last=OUTSIDE["news"], on_home="true").exempt(indicator=CLAUSE)
    assert bare.judge().result(CLAUSE) == "not_applicable"
    assert bare.judge().verdict(SITE)["verdict"] == "qualified"
