"""Polars and this program count alike where the rules are simple: no parents, redirects, exemptions, gaps.

The rules in Polars are written down again here, from the notice and not from this program.
"""

from datetime import date

import polars as pl
import pytest
from test_parquet_generated import IDS, generate

from support import judge

CHECKPOINT = date(2017, 11, 29)
WINDOW = {
    "news": date(2017, 11, 15),
    "notice": date(2017, 5, 29),
    "policy": date(2017, 5, 29),
    "personnel": date(2016, 11, 29),
    "plan": date(2016, 11, 29),
}
CORE = ["news", "notice", "policy"]
LIMITS = {"blank_columns": 5, "core_columns_not_updated": 5, "overdue_columns": 10}


def scan(folder, table):
    file = folder / f"{table}.parquet"
    return pl.scan_parquet(file if file.exists() else folder / table / "*.parquet")


def counted(folder):
    """Site code -> clause -> number of columns; a column never seen with an item is blank, one without a fresh item stale."""
    past = pl.when(pl.col("published_on") <= CHECKPOINT).then("published_on")
    activity = scan(folder, "updates").group_by("column_id").agg(last=past.max(), items=pl.len())
    first = pl.col("kind").replace_strict(WINDOW, default=None, return_dtype=pl.Date)
    old = (pl.col("last") < pl.col("first")).fill_null(True)
    columns = (
        scan(folder, "columns")
        .select(pl.col("site_code").cast(pl.String), "column_id", pl.col("kind").cast(pl.String))
        .join(activity, on="column_id", how="left")
        .with_columns(first=first, blank=pl.col("items").is_null())
        .with_columns(stale=~pl.col("blank") & pl.col("first").is_not_null() & old)
    )
    sums = columns.group_by("site_code").agg(
        blank_columns=pl.col("blank").sum(),
        core_columns_not_updated=(pl.col("stale") & pl.col("kind").is_in(CORE)).sum(),
        overdue_columns=(pl.col("stale") | pl.col("blank")).sum(),
    )
    return {row.pop("site_code"): row for row in sums.collect().to_dicts()}


def ours(census, field):
    """Site code -> clause -> one field of its outcome."""
    return {
        verdict["site_code"]: {outcome["clause"]: outcome[field] for outcome in verdict["outcomes"] if outcome["clause"] in LIMITS}
        for verdict in census["verdicts"]
    }


@pytest.fixture(scope="module", params=IDS)
def clean(request, tmp_path_factory):
    """A census without anomalies in Parquet, its census by this program and its counts by Polars."""
    base = tmp_path_factory.mktemp("polars")
    folder = generate(base / "in", "--ids", request.param, "--seed", "7", "--format", "parquet", "--order", "shuffled", "--anomalies", "0")
    census = judge(folder, base / "out")
    counts = counted(folder)
    return census, {verdict["site_code"]: counts[verdict["site_code"]] for verdict in census["verdicts"]}


def test_the_counts_agree_for_every_site(clean):
    census, polars = clean
    assert ours(census, "measured") == polars
    assert ours(census, "possible") == polars


def test_the_vetoes_agree_for_every_site(clean):
    census, polars = clean
    wanted = {site: {clause: "fail" if number >= LIMITS[clause] else "pass" for clause, number in row.items()} for site, row in polars.items()}
    assert ours(census, "result") == wanted


def test_the_clean_census_is_worth_comparing(clean):
    """Some sites are vetoed and some are not, and nothing is rejected."""
    census, polars = clean
    assert census.rows("rejected.csv") == []
    assert {any(row[clause] >= limit for clause, limit in LIMITS.items()) for row in polars.values()} == {True, False}
