"""Parquet that is whole but wrong: types, fields, files that contradict each other; nothing is lost, every error says what and where."""

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_parquet_dress import TEXT, TYPED, arrow_table, assert_same, counts, dressed, replace, write

from support import SITE, judge, read_csv, run



@pytest.fixture
def typed(folder):
    """A census folder with all tables in Parquet."""
    return dressed(folder.stale(4).update("s0", "2017-01-01", title="题目").write(), TYPED)


def refused(path, *words):
    """The census stops with exit code 3 and a message with all the words; nothing is written."""
    out = path.parent / "refused"
    process = run("census", path, "--out", out)
    assert process.returncode == 3, (process.returncode, process.stdout, process.stderr)
    assert "panicked" not in process.stderr
    assert [word for word in words if word not in process.stderr] == [], process.stderr
    assert not (out / "census.json").exists()
    return process.stderr


def change(file, field, values):
    """Put other values (a number of rows or an array) under a field of a Parquet file."""
    arrow = pq.ParquetFile(file).read()
    return write(file, arrow.set_column(arrow.column_names.index(field), field, values))


def rows_of(file):
    return pq.ParquetFile(file).metadata.num_rows


# ---- wrong types


def column_of(value, kind, number):
    return pa.array([value] * number, kind)


WRONG = [
    ("updates", "published_on", 1.5, pa.float64(), "Float64"),
    ("updates", "published_on", 17490, pa.int64(), "Int64"),
    ("updates", "published_on", True, pa.bool_(), "Boolean"),
    ("updates", "published_on", [17490], pa.list_(pa.int32()), "List"),
    ("updates", "published_on", {"day": 1}, pa.struct([("day", pa.int32())]), "Struct"),
    ("updates", "published_on", [("a", 1)], pa.map_(pa.string(), pa.int32()), "Map"),
    ("updates", "column_id", Decimal("1.5"), pa.decimal128(10, 1), "Decimal128"),
    ("updates", "url", b"http", pa.binary(), "Binary"),
    ("updates", "title", date(2017, 1, 1), pa.date32(), "Date32"),
    ("visits", "site_code", True, pa.bool_(), "Boolean"),
    ("visits", "visited_at", date(2017, 11, 20), pa.date32(), "Date32"),
    ("visits", "visited_at", 1511136000, pa.int64(), "Int64"),
    ("visits", "status", True, pa.bool_(), "Boolean"),
    ("visits", "duration_ms", date(2017, 11, 20), pa.date32(), "Date32"),
    ("visits", "manual", Decimal(1), pa.decimal128(1, 0), "Decimal128"),
    ("sites", "site_code", True, pa.bool_(), "Boolean"),
    ("sites", "role", 3, pa.int64(), "Int64"),
    ("columns", "kind", ["news"], pa.list_(pa.string()), "List"),
    ("columns", "on_home", date(2017, 11, 20), pa.date32(), "Date32"),
]


@pytest.mark.parametrize(("table", "field", "value", "kind", "found"), WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_a_wrong_type_is_named(typed, table, field, value, kind, found):
    file = typed / f"{table}.parquet"
    change(file, field, column_of(value, kind, rows_of(file)))
    refused(typed, f"{table}.parquet", table, field, found)


def test_a_wrong_type_in_a_later_part_is_named(typed):
    arrow = pq.ParquetFile(typed / "updates.parquet").read()
    write(typed / "updates" / "part-0.parquet", arrow)
    (typed / "updates.parquet").unlink()
    change(write(typed / "updates" / "part-1.parquet", arrow), "published_on", column_of(1.5, pa.float64(), arrow.num_rows))
    assert "part-0" not in refused(typed, "updates/part-1.parquet", "published_on", "Float64")


def test_a_wrong_type_is_told_without_any_row(typed):
    """The schema decides, not the luck of the rows."""
    file = typed / "updates.parquet"
    schema = pa.schema([("column_id", pa.string()), ("url", pa.string()), ("published_on", pa.float64())])
    write(file, schema.empty_table())
    refused(typed, "updates.parquet", "published_on", "Float64")


def test_check_and_explain_refuse_too(typed):
    file = typed / "updates.parquet"
    change(file, "published_on", column_of(1.5, pa.float64(), rows_of(file)))
    for args in (["check", typed], ["explain", typed, SITE]):
        process = run(*args)
        assert process.returncode == 3
        assert "published_on" in process.stderr


# ---- fields


@pytest.mark.parametrize(
    ("table", "fields"),
    [("updates", ["url"]), ("updates", ["column_id", "url"]), ("visits", ["visited_at"]), ("sites", ["site_code", "role"]), ("columns", ["site_code"])],
    ids=str,
)
def test_a_missing_compulsory_field_is_named(typed, table, fields):
    file = typed / f"{table}.parquet"
    write(file, pq.ParquetFile(file).read().drop_columns(fields))
    refused(typed, f"{table}.parquet", *fields)


def test_a_field_missing_in_one_part_is_named(typed):
    arrow = pq.ParquetFile(typed / "updates.parquet").read()
    write(typed / "updates" / "part-0.parquet", arrow)
    write(typed / "updates" / "part-1.parquet", arrow.drop_columns(["url"]))
    (typed / "updates.parquet").unlink()
    refused(typed, "updates/part-1.parquet", "url")


@pytest.mark.parametrize("second", ["信息网址", "URL"])
def test_a_field_given_twice_is_named(typed, second):
    file = typed / "updates.parquet"
    arrow = pq.ParquetFile(file).read()
    write(file, arrow.append_column(second, arrow.column("url")))
    refused(typed, "updates.parquet", "url", second)


@pytest.mark.parametrize(
    ("value", "kind"),
    [([1, 2], pa.list_(pa.int32())), ({"a": 1}, pa.struct([("a", pa.int32())])), ([("a", 1)], pa.map_(pa.string(), pa.int32())), (b"x", pa.binary())],
    ids=["list", "struct", "map", "binary"],
)
def test_a_field_that_nobody_knows_is_dropped_whatever_its_type(typed, tmp_path, value, kind):
    plain = judge(typed, tmp_path / "plain")
    file = typed / "updates.parquet"
    arrow = pq.ParquetFile(file).read()
    write(file, arrow.append_column("extra", column_of(value, kind, arrow.num_rows)))
    census = judge(typed, tmp_path / "out")
    assert_same(census, plain)
    assert "extra" in json.dumps(json.loads(census.text("run.json"))["dropped_headings"])
    assert "extra" in run("check", typed).stdout


# ---- nulls and dates


@pytest.mark.parametrize(("table", "field"), [("updates", "column_id"), ("updates", "url"), ("visits", "site_code"), ("visits", "visited_at")])
@pytest.mark.parametrize("kind", ["own", "null"])
def test_null_keys_are_rejected_and_counted(typed, tmp_path, table, field, kind):
    file = typed / f"{table}.parquet"
    number = rows_of(file)
    own = pq.ParquetFile(file).schema_arrow.field(field).type
    change(file, field, pa.array([None] * number, own if kind == "own" else pa.null()))
    census = judge(typed, tmp_path / "out")
    rejected = census.rejected(table)
    assert [(row["column"], row["code"], row["original"]) for row in rejected] == [(field, "missing_value", "")] * number
    assert sorted(int(row["row"]) for row in rejected) == list(range(1, number + 1))
    assert counts(census)[table] == {"rows": number, "accepted": 0, "rejected": number, "collapsed": 0}


def test_null_keys_among_others(typed, tmp_path):
    """Rows are counted from one, over row groups too."""
    file = typed / "updates.parquet"
    arrow = pq.ParquetFile(file).read()
    ids = [None if index in (1, 4) else value for index, value in enumerate(arrow.column("column_id").to_pylist())]
    write(file, arrow.set_column(0, "column_id", pa.array(ids)), replace(TYPED, row_group=2))
    rejected = judge(typed, tmp_path / "out").rejected("updates")
    assert sorted(int(row["row"]) for row in rejected) == [2, 5]
    assert {row["file"] for row in rejected} == {"updates.parquet"}


WIDE = [
    *((number, pa.date32()) for number in (-(2**31), 2**31 - 1, -1, 0, 8034, 84006)),
    *((number, pa.timestamp(unit, zone)) for number in (-(2**63) + 1, 2**63 - 1, 0) for unit in ("ms", "us", "ns") for zone in (None, "UTC")),
]


@pytest.mark.parametrize(("number", "kind"), WIDE, ids=str)
def test_a_date_far_away_is_rejected(typed, tmp_path, number, kind):
    """1991-12-31 and 2200-01-01 are the nearest of them; the widest numbers overflow nothing."""
    file = typed / "updates.parquet"
    change(file, "published_on", pa.array([number] * rows_of(file), pa.int32() if pa.types.is_date(kind) else pa.int64()).cast(kind))
    rejected = judge(typed, tmp_path / "out").rejected("updates")
    assert {(row["column"], row["code"]) for row in rejected} == {("published_on", "date_out_of_range")}
    assert len(rejected) == rows_of(file)


@pytest.mark.parametrize(("number", "kind"), [case for case in WIDE if pa.types.is_timestamp(case[1])], ids=str)
def test_a_time_far_away_is_rejected(typed, tmp_path, number, kind):
    file = typed / "visits.parquet"
    change(file, "visited_at", pa.array([number] * rows_of(file), pa.int64()).cast(kind))
    rejected = judge(typed, tmp_path / "out").rejected("visits")
    assert {(row["column"], row["code"]) for row in rejected} == {("visited_at", "date_out_of_range")}


@pytest.mark.parametrize(("number", "accepted"), [(8034, False), (8035, True), (84005, True), (84006, False)])
def test_the_first_and_the_last_day(typed, tmp_path, number, accepted):
    """1992-01-01 to 2199-12-31."""
    assert (date(1992, 1, 1) - date(1970, 1, 1)).days == 8035
    assert (date(2199, 12, 31) - date(1970, 1, 1)).days == 84005
    file = typed / "updates.parquet"
    change(file, "published_on", pa.array([number] * rows_of(file), pa.int32()).cast(pa.date32()))
    assert (judge(typed, tmp_path / "out").rejected("updates") == []) is accepted


def test_the_original_of_a_typed_cell_is_its_text(typed, tmp_path):
    file = typed / "updates.parquet"
    change(file, "published_on", pa.array([date(1990, 1, 1)] * rows_of(file)))
    assert {row["original"] for row in judge(typed, tmp_path / "out").rejected("updates")} == {"1990-01-01"}


@pytest.mark.parametrize(
    ("field", "value", "kind", "code"),
    [
        ("status", 99, pa.int64(), "status_out_of_range"),
        ("status", 600, pa.int64(), "status_out_of_range"),
        ("status", 200.5, pa.float64(), "fraction"),
        ("status", float("inf"), pa.float64(), "not_an_integer"),
        ("manual", 2, pa.int8(), "not_a_boolean"),
        ("duration_ms", float("inf"), pa.float64(), "not_a_number"),
        ("failure", "tired", pa.dictionary(pa.int8(), pa.string()), "unknown_word"),
    ],
)
def test_a_typed_value_out_of_its_range_is_rejected(typed, tmp_path, field, value, kind, code):
    file = typed / "visits.parquet"
    array = pa.array([value] * rows_of(file), kind)
    change(file, field, array)
    rejected = judge(typed, tmp_path / "out").rejected("visits")
    assert {(row["column"], row["code"]) for row in rejected} == {(field, code)}
    assert len(rejected) == rows_of(file)


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), 2**31], ids=str)
@pytest.mark.parametrize(("table", "field"), [("visits", "status"), ("visits", "duration_ms"), ("columns", "depth")])
def test_the_widest_numbers_overflow_nothing(folder, tmp_path, table, field, value):
    folder.columns(3, last="2017-11-20", depth="1")
    path = dressed(folder.write(), TYPED)
    file = path / f"{table}.parquet"
    change(file, field, column_of(value, pa.int64(), rows_of(file)))
    census = judge(path, tmp_path / "out")
    assert census.process.returncode == 0
    numbers = counts(census)[table]
    assert numbers["accepted"] + numbers["rejected"] == numbers["rows"]


# ---- files beside each other


@pytest.mark.parametrize("table", ["sites", "updates", "tickets"])
def test_csv_beside_parquet_is_refused(folder, table):
    path = folder.ticket("t1", "2017-11-01").write()
    headings, rows = read_csv(path / f"{table}.csv")
    write(path / f"{table}.parquet", arrow_table(table, headings, rows))
    assert "remove" in refused(path, f"{table}.csv", f"{table}.parquet").lower()


@pytest.mark.parametrize("other", ["updates.csv", "updates.parquet"])
def test_a_folder_of_parts_beside_a_file_is_refused(folder, other):
    path = folder.write()
    headings, rows = read_csv(path / "updates.csv")
    arrow = arrow_table("updates", headings, rows)
    write(path / "updates" / "a.parquet", arrow)
    if other != "updates.csv":
        (path / "updates.csv").unlink()
        write(path / other, arrow)
    assert "remove" in refused(path, other, "updates/").lower()


@pytest.mark.parametrize("inside", [[], ["readme.txt"], ["_SUCCESS"]], ids=str)
def test_a_table_folder_without_parts_is_refused(typed, inside):
    """It is neither an empty table nor an absent one; nobody may take it for «nothing there»."""
    (typed / "updates.parquet").unlink()
    (typed / "updates").mkdir()
    for name in inside:
        (typed / "updates" / name).write_text("", encoding="utf-8")
    refused(typed, "updates", ".parquet")


def test_files_of_other_programs_beside_the_parts_do_no_harm(typed, tmp_path):
    plain = judge(typed, tmp_path / "plain")
    (typed / "updates").mkdir()
    (typed / "updates.parquet").rename(typed / "updates" / "part-0.parquet")
    for name in ("_SUCCESS", ".part-0.parquet.crc", "readme.txt"):
        (typed / "updates" / name).write_text("x", encoding="utf-8")
    assert_same(judge(typed, tmp_path / "out"), plain)


def test_parquet_that_is_no_table_is_reported(typed):
    write(typed / "weather.parquet", pa.table({"a": [1]}))
    process = run("check", typed)
    assert process.returncode == 0
    assert "weather.parquet" in process.stdout


def test_a_compression_that_is_not_built_in_is_named(typed):
    for compression, name in (("brotli", "brotli"), ("gzip", "gzip")):
        file = typed / "updates.parquet"
        write(file, pq.ParquetFile(file).read(), replace(TYPED, compression=compression))
        message = refused(typed, "updates.parquet").lower()
        assert name in message
        assert any(other in message for other in ("snappy", "zstd", "lz4", "uncompressed")), message


# ---- nothing in them


def empty_of(folder, table):
    """CSV with headings only."""
    path = folder.write()
    headings, _ = read_csv(path / f"{table}.csv")
    (path / f"{table}.csv").write_text(",".join(headings) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("table", ["columns", "updates", "visits", "tickets"])
@pytest.mark.parametrize("groups", [0, 1, 2])
def test_no_rows_are_an_empty_table(folder, tmp_path, table, groups):
    """A declared table without rows says that there is nothing, with or without an empty row group."""
    path = empty_of(folder.blank(5), table)
    plain = judge(path, tmp_path / "csv")
    headings, _ = read_csv(path / f"{table}.csv")
    (path / f"{table}.csv").unlink()
    nothing = arrow_table(table, headings, [])
    with pq.ParquetWriter(path / f"{table}.parquet", nothing.schema) as writer:
        for _ in range(groups):
            writer.write_table(nothing)
    assert_same(judge(path, tmp_path / "out"), plain)


def test_an_empty_part_beside_a_full_one(typed, tmp_path):
    plain = judge(typed, tmp_path / "plain")
    arrow = pq.ParquetFile(typed / "visits.parquet").read()
    (typed / "visits.parquet").unlink()
    for name, rows in (("a", arrow.slice(0, 0)), ("b", arrow), ("c", arrow.slice(0, 0))):
        write(typed / "visits" / f"{name}.parquet", rows)
    assert_same(judge(typed, tmp_path / "out"), plain)


def test_strict_refuses_rejected_rows_of_parquet(folder, tmp_path):
    path = dressed(folder.update(f"{SITE}-home", "2017-13-40").write(), TEXT)
    process = run("census", path, "--out", tmp_path / "out", "--strict")
    assert process.returncode == 4
    assert not (tmp_path / "out" / "census.json").exists()
