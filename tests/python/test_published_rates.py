"""The published rates come out at their decimals."""

import csv
from decimal import ROUND_HALF_UP, Decimal

import pytest

from support import DATA


def published():
    with open(DATA / "published-results.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["stated_rate_of"] == "pass"]


@pytest.mark.parametrize("row", published(), ids=lambda row: row["id"])
def test_the_stated_rate(empty, row):
    checked, unqualified = int(row["checked"]), int(row["unqualified"])
    folder = empty()
    for index in range(checked):
        folder.site(f"370300{index:04}")
        if index < unqualified:
            folder.review(f"r{index}", site=f"370300{index:04}")
    census = folder.judge()
    assert (census["sites_assessed"], census["sites_unqualified"]) == (checked, unqualified)
    stated = Decimal(row["stated_rate_percent"])
    exact = Decimal(100 * (checked - unqualified)) / checked
    assert Decimal(census["pass_rate"]) == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(census["pass_rate"]).quantize(stated, ROUND_HALF_UP) == stated


def test_the_seed_has_no_stated_rate_but_one_follows(empty):
    folder = empty()
    for index in range(74):
        folder.site(f"370300{index:04}")
        if index < 17:
            folder.review(f"r{index}", site=f"370300{index:04}")
    assert folder.judge()["pass_rate"] == "77.03"
