"""Readings 6, 7, 9 and 18: order of the verdict, totals, dates of effect, rates."""

import re
from decimal import Decimal

import pytest

from support import SITE


def many(empty, number, unqualified=0, not_assessed=0, **options):
    """A census of sites, the first ones spoilt."""
    folder = empty(**options)
    for index in range(number):
        code = f"370300{index:04}"
        folder.site(code, visits=index >= unqualified + not_assessed or index < unqualified)
        if index < unqualified:
            folder.review(f"r{index}", site=code)
    return folder


# ---- 6: order of the verdict


def test_a_failed_veto_goes_before_a_gap_and_the_gap_is_listed(empty):
    census = empty().site(visits=False).review().judge()
    assert census.state() == "unqualified"
    assert census.vetoes() == ["serious_error"]
    assert [item["clause"] for item in census.verdict()["not_assessed"]] == ["site_unreachable"]


def test_a_gap_without_a_failed_veto_is_not_assessed(empty):
    census = empty().site(visits=False).judge()
    assert census.state() == "not_assessed"
    assert census.vetoes() == []
    assert [item["clause"] for item in census.verdict()["not_assessed"]] == ["site_unreachable"]


def test_every_gap_is_listed(empty):
    census = empty(complete=("columns", "updates")).site(visits=False).judge()
    clauses = sorted(item["clause"] for item in census.verdict()["not_assessed"])
    assert clauses == ["interaction_unanswered", "serious_error", "site_unreachable"]
    assert all(item["gaps"] for item in census.verdict()["not_assessed"])


def test_without_points_the_verdict_rests_on_the_vetoes(folder):
    verdict = folder.judge().verdict()
    assert verdict["verdict"] == "qualified"
    assert verdict["score"] is None
    assert verdict["basis"] == "vetoes"
    assert verdict["score_range"] == ["0.00", "100.00"], "services have no points, and nobody looked at them"


def test_the_basis_of_the_verdict_is_said(folder):
    assert "按单项否决判定" in folder.judge().everything()


def test_several_vetoes_are_all_named(folder):
    census = folder.review().blank(5).fail_visits(7).judge()
    assert census.vetoes() == ["blank_columns", "serious_error", "site_unreachable"]


def test_all_vetoes_exempt_is_not_assessed(folder):
    assert folder.exempt().judge().state() == "not_assessed"


# ---- 7: totals


def test_the_totals_add_up(empty):
    folder = many(empty, 6, unqualified=2, not_assessed=1)
    folder.life("closed", "2017-06-01", site="3703000005")
    census = folder.judge()
    assert census["sites_registered"] == 6
    assert census["sites_excluded"] == 1
    assert census["sites_total"] == 5
    assert census["sites_assessed"] == 4
    assert census["sites_not_assessed"] == 1
    assert census["sites_qualified"] == 2
    assert census["sites_unqualified"] == 2
    assert census["pass_rate"] == "50.00"
    assert census["coverage"] == "80.00"


def test_coverage_under_the_limit_is_printed_in_the_notice(empty):
    full = many(empty, 8, name="full").judge()
    partly = many(empty, 8, not_assessed=1, name="partly").judge()
    assert partly["coverage"] == "87.50"
    assert re.search(r"87\.50?\s*[%％]", partly.text("notice.md"))
    assert not re.search(r"87\.50?\s*[%％]", full.text("notice.md"))


def test_rates_over_zero_are_null(empty):
    census = empty().site(visits=False).judge()
    assert census["sites_assessed"] == 0
    assert census["pass_rate"] is None
    assert census["coverage"] == "0.00"


def test_without_any_site_coverage_is_null_too(folder):
    census = folder.life("closed", "2017-06-01").judge()
    assert census["sites_total"] == 0
    assert census["coverage"] is None
    assert census["pass_rate"] is None


# ---- 9: dates of effect


def test_a_checkpoint_outside_the_dates_of_effect_is_a_warning(empty):
    pattern = re.compile(r"生效|施行|实施|有效期|effect|in force", re.IGNORECASE)

    def warnings(name, checkpoint):
        return len(pattern.findall(empty(name, checkpoint=checkpoint).site().judge().text("notice.md")))

    assert warnings("outside", "2009-11-25") > warnings("inside", "2017-11-25")


# ---- 18: rates


@pytest.mark.parametrize(
    ("sites", "unqualified", "pass_rate"),
    [(3, 1, "66.67"), (3, 2, "33.33"), (8, 1, "87.50"), (7, 0, "100.00"), (7, 7, "0.00"), (160, 1, "99.38"), (160, 159, "0.63")],
)
def test_rates_have_two_places_rounded_half_up(empty, sites, unqualified, pass_rate):
    assert many(empty, sites, unqualified).judge()["pass_rate"] == pass_rate


def test_the_rate_of_a_group_is_rounded_half_up_too(empty):
    """1 of 160 is 0.625 %: half up 0.63, half to even 0.62."""
    census = many(empty, 160, 1).judge()
    assert {group["unqualified_rate"] for group in census.groups("level").values()} == {"0.63"}


def test_the_rate_of_a_group_without_an_assessed_site_is_null(empty):
    census = empty().site(visits=False).judge()
    assert {group["unqualified_rate"] for group in census["groups"]} == {None}


def test_rates_are_decimal_strings(folder):
    census = folder.judge()
    assert Decimal(census["pass_rate"]) == 100
    assert census.state(SITE) == "qualified"
