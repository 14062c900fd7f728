"""The example census in Parquet, whatever the types and however cut, gives the bytes that its CSV gives."""

import shutil

import polars as pl
import pytest
from test_parquet_dress import DRESSES, TEXT, TYPED, assert_same, counts, dressed, rejects, replace

from support import ZIBO, judge, read_csv, write_csv

# parts of one table whose types and fields differ
PARTS = {
    "two_alike": [TYPED, TYPED],
    "text_beside_typed": [TEXT, TYPED, DRESSES["typed_naive"]],
    "many_kinds": [*DRESSES.values()],
    "fields_differ": [DRESSES["no_empty_fields"], TEXT, replace(TYPED, drop_empty=True, row_group=3)],
}

# table -> bad rows, each made from the first row of the table by what stands here
SPOILT = {
    "columns": [{"column_id": "x1", "kind": "gossip"}, {"column_id": "x2", "opened_on": "2017-06-01", "closed_on": "2017-05-01"}],
    "updates": [{"published_on": "1990-01-01"}, {"published_on": "2017年冬"}, {"column_id": "nowhere"}, {"column_id": ""}, {"url": ""}],
    "visits": [{"status": "99"}, {"status": "", "failure": ""}, {"duration_ms": "-1"}, {"manual": "perhaps"}, {"site_code": "9999999999"}],
    "tickets": [{"unit": "示例单位91"}, {"ticket_id": "x3", "answered_on": "2016-10-31"}, {"ticket_id": "x4", "channel_id": "nowhere"}],
    "coverage": [{"complete": "false"}],
    "sites": [{"site_code": "3703009990", "role": "palace"}],
}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory):
    return judge(ZIBO, tmp_path_factory.mktemp("csv"))


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(ZIBO, tmp_path / "zibo")


def spoil(folder):
    for table, changes in SPOILT.items():
        headings, rows = read_csv(folder / f"{table}.csv")
        write_csv(folder / f"{table}.csv", headings, [*rows, *({**rows[0], **change} for change in changes)])
    return folder


@pytest.mark.parametrize("name", DRESSES)
def test_one_file_a_table(copy, wanted, name):
    census = judge(dressed(copy, DRESSES[name]), copy.parent / "out")
    assert_same(census, wanted)
    assert rejects(census) == {}


@pytest.mark.parametrize("name", PARTS)
def test_folders_of_parts(copy, wanted, name):
    assert_same(judge(dressed(copy, *PARTS[name]), copy.parent / "out"), wanted)


@pytest.mark.parametrize("table", ["sites", "columns", "updates", "visits", "tickets", "coverage"])
def test_one_table_beside_csv(copy, wanted, table):
    assert_same(judge(dressed(copy, TYPED, tables=[table]), copy.parent / "out"), wanted)


def test_files_written_by_polars(copy, wanted):
    for file in sorted(copy.glob("*.csv")):
        frame = pl.read_csv(file, infer_schema_length=None, try_parse_dates=True, schema_overrides={"site_code": pl.String})
        frame.write_parquet(file.with_suffix(".parquet"))
        file.unlink()
    assert_same(judge(copy, copy.parent / "out"), wanted)


@pytest.mark.parametrize("dresses", [[TEXT], [TEXT] * 4], ids=["file", "parts"])
def test_rejected_rows_of_text_say_the_same(copy, dresses):
    plain = judge(spoil(copy), copy.parent / "csv")
    census = judge(dressed(copy, *dresses), copy.parent / "out")
    assert_same(census, plain)
    assert rejects(census, "reason", "expected", "original") == rejects(plain, "reason", "expected", "original")
    assert sum(rejects(plain).values()) >= sum(map(len, SPOILT.values()))


@pytest.mark.parametrize("name", ["typed", "typed_east", "typed_naive", "days_as_times", "many_row_groups"])
def test_rejected_rows_of_typed_cells_are_the_same(copy, name):
    """Parts keep a bad cell's field text in its own part only."""
    plain = judge(spoil(copy), copy.parent / "csv")
    census = judge(dressed(copy, *[DRESSES[name]] * 5), copy.parent / "out")
    assert_same(census, plain)
    assert rejects(census, "reason", "original") == rejects(plain, "reason", "original")


def test_every_row_is_counted(copy, wanted):
    """Rows of a table are those of all its parts."""
    numbers = counts(judge(dressed(copy, TYPED, TEXT, TYPED), copy.parent / "out"))
    assert {table: row["rows"] for table, row in numbers.items()} == {file.stem: len(read_csv(file)[1]) for file in ZIBO.glob("*.csv")}
    assert numbers == counts(wanted)
