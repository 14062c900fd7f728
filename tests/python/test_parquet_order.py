"""Order of rows, row groups and parts changes nothing; in tables with keys identical rows collapse and contradictory ones are rejected."""

import random

import pytest
from test_parquet_dress import TEXT, TYPED, assert_same, counts, replace, write_parts
from test_rejects import GOOD

from support import judge, read_csv

KEYED = [table for table in GOOD if table not in ("updates", "visits")]
CHANGES = {
    "sites": {"site_name": "又名"},
    "site_life": {"to": "2020-01-01"},
    "site_addresses": {"url": "http://other.gov.cn/"},
    "columns": {"column_name": "又名"},
    "channels": {"kind": "survey"},
    "tickets": {"unit": "示例单位91"},
    "reviews": {"status": "confirmed"},
    "exemptions": {"to": "2020-01-01"},
    "coverage": {"complete": "false"},
}
WHERE = {
    "one_row_group": [TYPED],
    "row_groups": [replace(TYPED, row_group=1)],
    "parts": [TYPED, TYPED],
    "parts_of_other_types": [TEXT, TYPED],
}


def parquet(path, table, rows, dresses):
    """One table of the folder as parts; the last row is alone in the last part."""
    headings, _ = read_csv(path / f"{table}.csv")
    (path / f"{table}.csv").unlink()
    parts = [rows] if len(dresses) == 1 else [rows[:-1], rows[-1:]]
    write_parts(path, table, headings, parts, dresses)
    return path


@pytest.mark.parametrize("dresses", WHERE.values(), ids=WHERE)
@pytest.mark.parametrize("table", KEYED)
def test_identical_rows_collapse(folder, tmp_path, table, dresses):
    path = folder.add(table, **GOOD[table]).write()
    once = judge(path, tmp_path / "once")
    rows = read_csv(path / f"{table}.csv")[1]
    census = judge(parquet(path, table, [*rows, rows[-1]], dresses), tmp_path / "twice")
    assert census.rows("rejected.csv") == []
    assert census.bytes == once.bytes
    assert counts(census)[table]["collapsed"] == 1


@pytest.mark.parametrize("dresses", WHERE.values(), ids=WHERE)
@pytest.mark.parametrize("table", CHANGES)
def test_contradictory_rows_are_all_rejected(folder, tmp_path, table, dresses):
    path = folder.add(table, **GOOD[table]).add(table, **{**GOOD[table], **CHANGES[table]}).write()
    plain = judge(path, tmp_path / "csv")
    census = judge(parquet(path, table, read_csv(path / f"{table}.csv")[1], dresses), tmp_path / "out")
    assert [row["code"] for row in census.rejected(table)] == ["conflicting_duplicate"] * 2
    assert len({(row["file"], row["row"]) for row in census.rejected(table)}) == 2
    assert_same(census, plain)


@pytest.mark.parametrize("table", ["updates", "visits"])
def test_updates_and_visits_count_as_they_stand(folder, tmp_path, table):
    path = folder.add(table, **GOOD[table]).add(table, **GOOD[table]).write()
    plain = judge(path, tmp_path / "csv")
    census = judge(parquet(path, table, read_csv(path / f"{table}.csv")[1], [TYPED, TYPED]), tmp_path / "out")
    assert_same(census, plain)
    assert counts(census)[table]["collapsed"] == 0


@pytest.fixture
def varied(empty):
    """Three sites whose columns, updates and visits lie among each other."""
    folder = empty()
    for number in (1, 2, 3):
        code = f"370300000{number}"
        folder.site(code).stale(number + 2, site=code, prefix=f"s{number}-").blank(number, site=code, prefix=f"b{number}-")
        folder.fail_visits(3 * number, code).update(f"s{number}-0", "2017-13-40").column(f"bad{number}", "gossip", site=code)
    return folder.update("nowhere", "2017-11-01").column("twice").column("twice", "plan")


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_rows_and_parts_changes_nothing(varied, tmp_path, seed):
    path = varied.write()
    plain = judge(path, tmp_path / "csv")
    dice = random.Random(seed)
    for table in ("sites", "columns", "updates", "visits"):
        headings, rows = read_csv(path / f"{table}.csv")
        (path / f"{table}.csv").unlink()
        dice.shuffle(rows)
        cuts = sorted(dice.choices(range(len(rows) + 1), k=3))
        parts = [rows[first:last] for first, last in zip([0, *cuts], [*cuts, len(rows)])]
        write_parts(path, table, headings, parts, [replace(TYPED, row_group=dice.choice([None, 1, 7])) for _ in parts])
    assert_same(judge(path, tmp_path / "out"), plain)


def test_the_names_of_parts_are_free(varied, tmp_path):
    path = varied.write()
    plain = judge(path, tmp_path / "csv")
    headings, rows = read_csv(path / "visits.csv")
    (path / "visits.csv").unlink()
    write_parts(path, "visits", headings, [rows[:100], rows[100:]], [TYPED, TYPED])
    (path / "visits" / "part-0.parquet").rename(path / "visits" / "z 网站 2017-11.parquet")
    assert_same(judge(path, tmp_path / "out"), plain)
