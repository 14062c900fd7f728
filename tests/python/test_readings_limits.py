"""Reading 19: every limit at one below, at and one above, strict (超过) and inclusive (超过(含))."""

import re

import pytest

from support import LIMITS, OUTSIDE


def stale_news(folder, number):
    folder.stale(number, "news")


def stale_personnel(folder, number):
    folder.stale(number, "personnel")


def blank(folder, number):
    folder.blank(number)


def failed_visits(folder, number):
    folder.fail_visits(number)


def errors(folder, number):
    for index in range(number):
        folder.review(f"r{index}")


def unanswered(folder, number):
    for index in range(number):
        folder.ticket(f"t{index}", "2017-03-01")


# clause -> how to bring about a count, and the count that national-2015 fails from (5 % of 140 visits are 7)
CAUSES = {
    "core_columns_not_updated": (stale_news, 5),
    "overdue_columns": (stale_personnel, 10),
    "blank_columns": (blank, 5),
    "site_unreachable": (failed_visits, 7),
    "serious_error": (errors, 1),
    "interaction_unanswered": (unanswered, 1),
}


@pytest.mark.parametrize("clause", CAUSES)
@pytest.mark.parametrize(("step", "inclusive", "strict"), [(-1, "pass", "pass"), (0, "fail", "pass"), (1, "fail", "fail")])
def test_around_the_limit(folder, clause, step, inclusive, strict):
    cause, limit = CAUSES[clause]
    cause(folder, limit + step)
    default = folder.judge()
    assert default.measured(clause) == limit + step
    assert default.result(clause) == inclusive
    assert folder.judge(limits={clause: "at_least"}).result(clause) == inclusive
    assert folder.judge(limits={clause: "above"}).result(clause) == strict


@pytest.mark.parametrize("clause", ["core_columns_not_updated", "overdue_columns", "blank_columns", "serious_error", "interaction_unanswered"])
@pytest.mark.parametrize(("edge", "number", "result"), [("at_least", 2, "pass"), ("at_least", 3, "fail"), ("above", 3, "pass"), ("above", 4, "fail")])
def test_an_overlay_may_change_the_amount(folder, clause, edge, number, result):
    CAUSES[clause][0](folder, number)
    assert folder.judge(limits={clause: (edge, 3)}).result(clause) == result


@pytest.mark.parametrize(
    ("percent", "edge", "failed", "result"),
    [
        ("10", "at_least", 13, "pass"),
        ("10", "at_least", 14, "fail"),
        ("10", "above", 14, "pass"),
        ("10", "above", 15, "fail"),
        ("2.5", "at_least", 3, "pass"),
        ("2.5", "at_least", 4, "fail"),
    ],
)
def test_an_overlay_may_change_the_share(folder, percent, edge, failed, result):
    census = folder.fail_visits(failed).judge(limits={"site_unreachable": (edge, percent)})
    assert census.result("site_unreachable") == result


@pytest.mark.parametrize(("stale", "fresh", "result"), [(2, 1, "pass"), (3, 0, "fail")])
def test_the_home_page_fails_when_all_its_columns_do(empty, stale, fresh, result):
    folder = empty().site(home=False)
    folder.columns(stale, last=OUTSIDE["news"], on_home="true").columns(fresh, last="2017-11-20", prefix="f", on_home="true")
    assert folder.judge().result("home_not_updated") == result


@pytest.mark.parametrize("clause", [clause for clause, (_, limit) in CAUSES.items() if limit > 1])
def test_a_near_miss_is_shown_with_its_margin(folder, clause):
    cause, limit = CAUSES[clause]
    cause(folder, limit - 1)
    outcome = folder.judge().outcome(clause)
    numbers = re.findall(r"\d+", outcome["sentence"])
    assert outcome["result"] == "pass"
    assert outcome["limit"] == limit
    assert str(limit - 1) in numbers
    assert str(limit) in numbers


def test_only_the_changed_clause_changes(folder):
    folder.blank(5).stale(5)
    census = folder.judge(limits={"blank_columns": "above"})
    assert census.result("blank_columns") == "pass"
    assert census.result("core_columns_not_updated") == "fail"


@pytest.mark.parametrize("clause", sorted(LIMITS))
def test_every_output_says_that_an_overlay_was_used(folder, clause):
    census = folder.judge(limits={clause: "above"})
    assert census["standard"]["id"] == "my-overlay"
    assert "my-overlay" in census.text("notice.md")
    assert "my-overlay" in census.text("run.json")
    assert "my-overlay" in census.process.stdout


def test_the_digest_follows_the_figures_not_the_file(folder):
    plain = folder.judge()
    inclusive = folder.judge(limits={"blank_columns": "at_least"})
    again = folder.judge(limits={"blank_columns": "at_least"})
    strict = folder.judge(limits={"blank_columns": "above"})
    assert inclusive["standard"]["digest"] == again["standard"]["digest"]
    assert len({census["standard"]["digest"] for census in (plain, strict)}) == 2
    assert inclusive["standard"]["digest"] != strict["standard"]["digest"]
