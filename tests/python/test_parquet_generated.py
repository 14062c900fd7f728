"""Generated censuses with every anomaly: CSV = Parquet = Parquet in shuffled order, facts and rejects included.

`GOV_SITE_TEST_SITES=2000` makes them as large as you like.
"""

import os

import pytest
from test_parquet_dress import assert_same, counts, rejects

from support import judge, run

SITES = os.environ.get("GOV_SITE_TEST_SITES", "300")
SIZE = ("--sites", SITES, "--columns", "12", "--updates", "6", "--visits", "150", "--tickets", "3")
IDS = ("dense", "sparse", "text")
SEEDS = {"dense": "1", "sparse": "2", "text": "3"}


def generate(folder, *args):
    """A generated census folder."""
    process = run("generate", folder, *SIZE, *args)
    assert process.returncode == 0, process.stderr
    return folder


def made(folder, ids, form, order):
    options = ("--ids", ids, "--seed", SEEDS[ids], "--format", form, "--order", order, "--anomalies", "0.8")
    return generate(folder / f"{form}-{order}", *options)


def judged(folder, ids, form, order):
    path = made(folder, ids, form, order)
    return judge(path, folder / f"{path.name}-out")


@pytest.fixture(scope="module", params=IDS)
def ids(request):
    return request.param


@pytest.fixture(scope="module")
def base(tmp_path_factory, ids):
    return tmp_path_factory.mktemp(ids)


@pytest.fixture(scope="module")
def rows(base, ids):
    """The census of the CSV folder."""
    return judged(base, ids, "csv", "sorted")


@pytest.mark.parametrize(("form", "order"), [("parquet", "sorted"), ("parquet", "shuffled"), ("csv", "shuffled")])
def test_every_form_gives_the_same(base, ids, rows, form, order):
    other = judged(base, ids, form, order)
    digests = [{verdict["site_code"]: verdict["evidence_digest"] for verdict in census["verdicts"]} for census in (rows, other)]
    assert digests[0] == digests[1]
    assert_same(other, rows)
    assert rejects(other, "reason") == rejects(rows, "reason")


def test_the_generated_census_is_worth_comparing(rows):
    """Every verdict and many kinds of rejects occur, and no row is lost."""
    assert {verdict["verdict"] for verdict in rows["verdicts"]} == {"qualified", "unqualified", "not_assessed"}
    assert len({code for _, _, code in rejects(rows)}) >= 5
    for table, number in counts(rows).items():
        assert number["accepted"] + number["rejected"] + number["collapsed"] == number["rows"], table


def test_no_table_of_the_parquet_folder_is_csv(base, ids):
    path = made(base / "look", ids, "parquet", "sorted")
    assert list(path.glob("*.csv")) == []
    assert any((path / name).exists() for name in ("updates.parquet", "updates"))
