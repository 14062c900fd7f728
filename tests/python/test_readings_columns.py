"""Readings 12, 13 and 14: which columns count, which leave the counts, and what a blank one counts as."""

import pytest

from support import OUTSIDE, SITE

CORE = "core_columns_not_updated"
OVERDUE = "overdue_columns"
BLANK = "blank_columns"


# ---- 12: counted columns


@pytest.fixture
def heading(folder):
    """Four blank leaves under a parent without rows of its own."""
    return folder.column("parent", "other").blank(4, parent_id="parent")


def test_a_pure_heading_is_not_counted(heading):
    census = heading.judge()
    assert (census.result(BLANK), census.measured(BLANK)) == ("pass", 4)


@pytest.mark.parametrize(("value", "blank"), [("listing", 4), ("all", 5)])
def test_counted_columns_is_a_switch(heading, value, blank):
    assert heading.judge(readings={"counted_columns": value}).measured(BLANK) == blank


def test_a_parent_with_item_rows_of_its_own_is_counted(folder):
    folder.column("parent", last=OUTSIDE["news"]).columns(4, last=OUTSIDE["news"], parent_id="parent")
    assert folder.judge().measured(CORE) == 5


@pytest.mark.parametrize(("lists_items", "blank"), [("true", 5), ("false", 4), ("", 4)])
def test_the_supplier_may_say_whether_a_parent_lists_items(folder, lists_items, blank):
    folder.column("parent", "other", lists_items=lists_items).blank(4, parent_id="parent")
    assert folder.judge().measured(BLANK) == blank


@pytest.mark.parametrize(("lists_items", "blank"), [("true", 5), ("false", 0), ("", 5)])
def test_the_supplier_may_say_whether_a_leaf_lists_items(folder, lists_items, blank):
    assert folder.blank(5, lists_items=lists_items).judge().measured(BLANK) == blank


@pytest.mark.parametrize(("kind", "stale"), [("news", 5), ("personnel", 0)])
def test_a_column_without_a_kind_takes_its_parents(folder, kind, stale):
    folder.column("parent", kind)
    for index in range(5):
        folder.column(f"c{index}", "", OUTSIDE["news"], parent_id="parent")
    assert folder.judge().measured(CORE) == stale


def test_kinds_are_inherited_over_two_steps(folder):
    folder.column("top", "news").column("middle", "", parent_id="top").columns(5, "", OUTSIDE["news"], parent_id="middle")
    assert folder.judge().measured(CORE) == 5


# ---- 13: what leaves the counts


@pytest.mark.parametrize(
    ("fields", "blank"),
    [
        ({"redirects_to": "http://www.other.gov.cn/"}, 4),
        ({"finished_topic": "true"}, 4),
        ({"finished_topic": "false"}, 5),
        ({"closed_on": "2017-11-25"}, 4),
        ({"closed_on": "2017-11-26"}, 5),
        ({"opened_on": "2017-11-26"}, 4),
        ({"opened_on": "2017-11-25"}, 5),
    ],
)
def test_these_columns_leave_the_counts(folder, fields, blank):
    census = folder.blank(4).column("x", "other", **fields).judge()
    assert census.measured(BLANK) == census.measured(OVERDUE) == blank


def test_they_leave_the_count_of_stale_columns_too(folder):
    census = folder.stale(4).column("x", "news", OUTSIDE["news"], finished_topic="true").judge()
    assert census.measured(CORE) == census.measured(OVERDUE) == 4


@pytest.mark.parametrize(
    ("first", "second", "blank"),
    [
        ("http://www.a.gov.cn/x", "http://www.a.gov.cn/x", 1),
        ("http://www.a.gov.cn/x", "HTTP://WWW.A.gov.cn:80/x#top", 1),
        ("http://www.a.gov.cn/x", "http://www.a.gov.cn/X", 2),
        ("http://www.a.gov.cn/x", "http://www.a.gov.cn/x/", 2),
        ("http://www.a.gov.cn/x", "http://www.a.gov.cn/x?page=1", 2),
        ("", "", 2),
    ],
)
def test_repeated_urls_within_a_site_count_once(folder, first, second, blank):
    folder.column("x1", "other", url=first).column("x2", "other", url=second)
    assert folder.judge().measured(BLANK) == blank


@pytest.mark.parametrize(("full", "empty_one", "blank"), [("a", "b", 0), ("b", "a", 1), ("10", "9", 0), ("9", "10", 1)])
def test_the_smallest_id_stays(folder, full, empty_one, blank):
    url = "http://www.a.gov.cn/x"
    folder.column(full, "other", "2017-11-20", url=url).column(empty_one, "other", url=url)
    assert folder.judge().measured(BLANK) == blank


def test_a_column_that_left_the_counts_hides_no_repeated_url(folder):
    url = "http://www.a.gov.cn/x"
    folder.column("a", "other", url=url, finished_topic="true").column("b", "other", url=url)
    assert folder.judge().measured(BLANK) == 1


def test_urls_repeat_within_one_site_only(empty):
    url = "http://www.a.gov.cn/x"
    folder = empty().site().site("3703000002").column("x1", "other", url=url).column("x2", "other", url=url, site="3703000002")
    census = folder.judge()
    assert (census.measured(BLANK), census.measured(BLANK, "3703000002")) == (1, 1)


@pytest.mark.parametrize(
    ("exemption", "blank", "overdue"),
    [
        ({"indicator": BLANK}, 4, 5),
        ({"indicator": OVERDUE}, 5, 4),
        ({"indicator": ""}, 4, 4),
        ({"indicator": "", "approval_no": ""}, 5, 5),
        ({"indicator": "", "to": "2017-11-24"}, 5, 5),
        ({"indicator": "", "to": "2017-11-25"}, 4, 4),
        ({"indicator": "", "from_": "2017-11-26"}, 5, 5),
    ],
)
def test_an_exempt_column_leaves_the_indicator_named(folder, exemption, blank, overdue):
    census = folder.blank(5).exempt("b0", **exemption).judge()
    assert (census.measured(BLANK), census.measured(OVERDUE)) == (blank, overdue)


# ---- 14: blank columns


def test_a_blank_column_counts_in_three_and_once_in_two(folder):
    census = folder.blank(3, "news").blank(2, "other", prefix="o").judge()
    assert (census.measured(CORE), census.measured(OVERDUE), census.measured(BLANK)) == (0, 5, 5)


def test_stale_and_blank_columns_add_up_in_two(folder):
    census = folder.stale(6, "personnel").blank(4, "plan").judge()
    assert (census.result(OVERDUE), census.measured(OVERDUE), census.measured(BLANK)) == ("fail", 10, 4)


@pytest.mark.parametrize(("value", "stale"), [("no", 0), ("yes", 5)])
def test_blank_in_core_is_a_switch(folder, value, stale):
    assert folder.blank(5, "news").judge(readings={"blank_in_core": value}).measured(CORE) == stale


def test_blank_in_core_means_core_kinds(folder):
    assert folder.blank(5, "other").judge(readings={"blank_in_core": "yes"}).measured(CORE) == 0


def test_the_near_miss_of_blank_core_columns_is_shown(folder):
    """Four blank news columns beside four stale ones: a failure under the other reading."""
    census = folder.stale(4).blank(4, "news").judge()
    assert census.result(CORE) == "pass"
    assert "blank_in_core" in census.everything()


def test_a_kind_without_a_window_is_never_overdue(folder):
    census = folder.columns(10, "other", "2015-01-01").columns(10, "topic", "2015-01-01", prefix="t").judge()
    assert census.result(OVERDUE) == "pass"
    assert census.possible(OVERDUE) == 0


@pytest.mark.parametrize(("kind", "core"), [("news", 1), ("notice", 1), ("policy", 1), ("personnel", 0), ("plan", 0)])
def test_core_is_one_joint_count_of_three_kinds(folder, kind, core):
    census = folder.stale(1, kind).judge()
    assert (census.measured(CORE), census.measured(OVERDUE)) == (core, 1)


def test_news_and_notices_are_counted_jointly(folder):
    folder.stale(2, "news", "n").stale(2, "notice", "m").stale(1, "policy", "p")
    assert folder.judge().result(CORE) == "fail"


@pytest.mark.parametrize("kind", ["interpretation", "overview", "leaders", "finance", "statistics", "service", "consultation", "survey", "interview", "complaint"])
def test_other_kinds_have_no_window(folder, kind):
    census = folder.column("x", kind, "2010-01-01").judge()
    assert census.measured(OVERDUE) == census.measured(CORE) == 0


def test_the_counts_of_one_site_do_not_touch_another(empty):
    census = empty().site().site("3703000002").blank(6, site="3703000002").judge()
    assert census.state(SITE) == "qualified"
    assert census.state("3703000002") == "unqualified"
