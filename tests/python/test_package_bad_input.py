"""Bad input from Python: every error names the table and the field, every rejected row is named, and the rows around it count."""

import datetime as dt
import json

import duckdb
import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from package_tables import changed, codes, judge_tables, judged, results, rows, tables_of
from support import SITE
from test_parquet_bad_input import WRONG
from test_parquet_dress import COMPULSORY, TEXT, TYPED

TABLES = ("columns", "updates", "visits", "tickets", "reviews")


@pytest.fixture
def small(folder):
    """A site that passes every veto, with a ticket and a review."""
    return folder.stale(4).update("s0", "2017-01-01", title="题目").ticket("t1", "2017-11-20").review(status="dismissed")


def refused(folder, tables, *words, error=gsc.InputError, **options):
    """The census is refused with a message that has all the words."""
    with pytest.raises(error) as caught:
        judge_tables(folder, tables, **options)
    assert isinstance(caught.value, gsc.ComplianceError)
    said = str(caught.value)
    assert [word for word in words if word not in said] == [], said
    return said


def repeated(value, kind, number):
    return pa.array([value] * number, kind)


# ---- what is no table


NO_TABLES = {
    "list": [{"site_code": SITE}],
    "mapping": {"site_code": [SITE]},
    "text": "sites.csv",
    "number": 7,
    "numpy": np.array([1, 2]),
    "series": pl.Series("site_code", [SITE]),
    "array": pa.array([SITE]),
    "chunked": pa.chunked_array([[SITE]]),
    "schema": pa.schema([("site_code", pa.string())]),
    "lazy": pl.LazyFrame({"site_code": [SITE]}),
}


@pytest.mark.parametrize("what", NO_TABLES)
@pytest.mark.parametrize("table", ["sites", "updates"])
def test_what_is_no_table_is_named(small, table, what):
    refused(small, tables_of(small) | {table: NO_TABLES[what]}, table)


def test_a_census_without_sites(small):
    tables = tables_of(small)
    with pytest.raises((gsc.InputError, TypeError), match="sites"):
        judge_tables(small, tables | {"sites": None})
    del tables["sites"]
    with pytest.raises(TypeError, match="sites"):
        judge_tables(small, tables)


def test_a_table_that_nobody_knows(small):
    with pytest.raises(TypeError, match="weather"):
        judge_tables(small, tables_of(small), weather=pa.table({"a": [1]}))


# ---- wrong types and missing fields


@pytest.mark.parametrize(("table", "field", "value", "kind", "found"), WRONG, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("dress", [TEXT, TYPED], ids=["text", "typed"])
def test_a_wrong_type_is_named(small, table, field, value, kind, found, dress):
    tables = tables_of(small, dress)
    assert table in refused(small, changed(tables, table, field, repeated(value, kind, tables[table].num_rows)), table, field, found)


@pytest.mark.parametrize(
    "kind", [pa.float64(), pa.binary(), pa.large_binary(), pa.list_(pa.string()), pa.time64("us"), pa.month_day_nano_interval()], ids=str
)
def test_a_wrong_type_is_told_without_any_row(small, kind):
    tables = tables_of(small)
    schema = tables["updates"].schema.set(2, pa.field("published_on", kind))
    refused(small, tables | {"updates": schema.empty_table()}, "updates", "published_on")


@pytest.mark.parametrize("hand", [pl.from_arrow, lambda table: table.to_pandas(), duckdb.from_arrow], ids=["polars", "pandas", "duckdb"])
def test_a_wrong_type_in_any_hand(small, hand):
    tables = tables_of(small)
    updates = changed(tables, "updates", "published_on", repeated(1.5, pa.float64(), tables["updates"].num_rows))["updates"]
    refused(small, tables | {"updates": hand(updates)}, "updates", "published_on")


@pytest.mark.parametrize(("table", "field"), [(table, field) for table in ("sites", *TABLES) for field in sorted(COMPULSORY[table])])
def test_a_missing_compulsory_field_is_named(small, table, field):
    tables = tables_of(small)
    if field not in tables[table].column_names:
        tables[table] = tables[table].append_column(field, pa.nulls(tables[table].num_rows))
    refused(small, tables | {table: tables[table].drop_columns([field])}, table, field)


@pytest.mark.parametrize("second", ["信息网址", "URL"])
def test_a_field_given_twice_is_named(small, second):
    tables = tables_of(small)
    refused(small, tables | {"updates": tables["updates"].append_column(second, tables["updates"]["url"])}, "updates", "url")


@pytest.mark.parametrize("table", ["sites", *TABLES])
def test_a_table_without_columns(small, table):
    refused(small, tables_of(small) | {table: pa.table({})}, table)


def test_fields_that_nobody_knows_do_no_harm(small):
    tables = tables_of(small)
    wanted = results(judge_tables(small, tables))
    odd = {"list": pa.array([[1]] * tables["updates"].num_rows), "bytes": pa.array([b"\xff"] * tables["updates"].num_rows)}
    for name, array in odd.items():
        assert results(judge_tables(small, tables | {"updates": tables["updates"].append_column(name, array)})) == wanted


# ---- rows that cannot be used


@pytest.mark.parametrize("table", ["sites", *TABLES])
@pytest.mark.parametrize("chunk", [1, 3, 1000])
def test_null_keys_are_rejected_by_their_rows(small, table, chunk):
    """Rows are counted from one, over chunks too."""
    field = sorted(COMPULSORY[table])[0]
    tables = tables_of(small.site("3703000002").site("3703000003").ticket("t2", "2017-11-21").ticket("t3", "2017-11-22").review("r2").review("r3"))
    number = tables[table].num_rows
    lost = [1, number - 1]
    cells = [None if row in lost else cell for row, cell in enumerate(tables[table][field].to_pylist())]
    spoilt = changed(tables, table, field, pa.array(cells, pa.string()))[table]
    parts = pa.concat_tables([spoilt.slice(start, chunk) for start in range(0, number, chunk)])
    assert codes(judge_tables(small, tables | {table: parts}), table) == [(row + 1, field, "missing_value") for row in sorted(lost)]


def test_accepted_and_rejected_are_all_rows(small):
    """Every other ticket is bad: the good ones are on the clock, the bad ones are named."""
    for number in range(20):
        small.ticket(f"n{number}", "2017-11-20" if number % 2 else "2017-13-40")
    census = judged(small)
    accepted = {row["ticket_id"] for row in rows(census.tickets)}
    assert accepted == {"t1", *(f"n{number}" for number in range(1, 20, 2))}
    assert codes(census, "tickets") == [(row, "submitted_on", "no_such_day") for row in range(2, 22, 2)]
    assert [(entry["table"], entry["rows"]) for entry in json.loads(census.to_json())["rejected"]] == [("tickets", 10)]
    [report] = [entry for entry in census.report["tables"] if entry["table"] == "tickets"]
    assert (report["rows"], report["accepted"], report["rejected"]) == (21, 11, 10)


def days(*values, kind):
    return pa.array(values, pa.int32() if kind == pa.date32() else pa.int64()).view(kind)


FAR = [(number, pa.date32()) for number in (-(2**31), 2**31 - 1, -719162, 2932896, 8034, 84006)]
FAR += [
    (number, pa.timestamp(unit, zone))
    for number in (-(2**63) + 1, 2**63 - 1, -1)
    for unit in ("s", "ms", "us", "ns")
    for zone in (None, "UTC", "Asia/Shanghai")
]
FAR += [(number * 86_400_000, pa.date64()) for number in (-106_751_991_167, 106_751_991_167, -719_162)]


@pytest.mark.parametrize(("number", "kind"), FAR, ids=str)
def test_a_date_far_away_is_rejected(small, number, kind):
    """Year 1, year 9999, the days beside the range, the widest numbers."""
    tables = tables_of(small)
    count = tables["updates"].num_rows
    census = judge_tables(small, changed(tables, "updates", "published_on", days(*[number] * count, kind=kind)))
    assert codes(census, "updates") == [(row, "published_on", "date_out_of_range") for row in range(1, count + 1)]


@pytest.mark.parametrize(("number", "kind"), [case for case in FAR if pa.types.is_timestamp(case[1])], ids=str)
def test_a_time_far_away_is_rejected(small, number, kind):
    tables = tables_of(small)
    count = tables["visits"].num_rows
    census = judge_tables(small, changed(tables, "visits", "visited_at", days(*[number] * count, kind=kind)))
    assert {code[1:] for code in codes(census, "visits")} == {("visited_at", "date_out_of_range")}
    assert len(census.rejected) == count


OBJECTS = {
    "python_dates": [dt.date(1, 1, 1), dt.date(9999, 12, 31)],
    "python_datetimes": [dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31, 23, 59, 59)],
    "aware_datetimes": [dt.datetime(1, 1, 1, tzinfo=dt.timezone.utc), dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.timezone.utc)],
}


@pytest.mark.parametrize(
    "hand", [lambda column: pa.table(column), pl.DataFrame, lambda column: pd.DataFrame(column, dtype=object)], ids=["pyarrow", "polars", "pandas"]
)
@pytest.mark.parametrize("values", OBJECTS)
def test_the_first_and_the_last_day_of_python(small, values, hand):
    given = hand({"column_id": ["s0", "s1"], "url": ["a", "b"], "published_on": OBJECTS[values]})
    census = judge_tables(small, tables_of(small) | {"updates": given})
    assert codes(census, "updates") == [(row, "published_on", "date_out_of_range") for row in (1, 2)]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_nat_is_an_empty_cell(small, unit):
    """In an optional field it is unknown, in a compulsory one the row is rejected."""
    column = pd.Series(pd.array([pd.Timestamp("2017-11-20"), pd.NaT])).astype(f"datetime64[{unit}]")
    updates = pd.DataFrame({"column_id": ["s0", "s1"], "url": ["a", "b"], "published_on": column})
    assert codes(judge_tables(small, tables_of(small) | {"updates": updates}), "updates") == []
    visits = pd.DataFrame({"site_code": [SITE] * 2, "visited_at": column, "vantage": ["v"] * 2, "status": [200] * 2})
    assert codes(judge_tables(small, tables_of(small) | {"visits": visits}), "visits") == [(2, "visited_at", "missing_value")]


NAN = {
    "pyarrow": lambda table, field, nan: table.append_column(field, pa.array(nan)),
    "polars": lambda table, field, nan: pl.from_arrow(table).with_columns(pl.Series(field, nan)),
    "pandas": lambda table, field, nan: table.to_pandas().assign(**{field: nan}),
}


@pytest.mark.parametrize("hand", NAN)
@pytest.mark.parametrize("field", ["duration_ms", "manual"])
def test_nan_is_unknown(small, field, hand):
    """Never zero."""
    tables = tables_of(small)
    visits = tables["visits"].drop_columns([field])
    given = NAN[hand](visits, field, np.full(visits.num_rows, np.nan))
    assert results(judge_tables(small, tables | {"visits": given})) == results(judge_tables(small, tables | {"visits": visits}))


@pytest.mark.parametrize(
    ("field", "value", "kind", "code"),
    [
        ("status", 99, pa.int64(), "status_out_of_range"),
        ("status", 600, pa.uint16(), "status_out_of_range"),
        ("status", -(2**63), pa.int64(), "status_out_of_range"),
        ("status", 2**64 - 1, pa.uint64(), "number_too_long"),
        ("status", 200.5, pa.float64(), "fraction"),
        ("status", float("inf"), pa.float64(), "not_an_integer"),
        ("manual", 2, pa.int8(), "not_a_boolean"),
        ("manual", 0.5, pa.float64(), "not_a_boolean"),
        ("site_code", 1.5, pa.float64(), "unknown_site"),
        ("manual", "perhaps", pa.string_view(), "not_a_boolean"),
        ("duration_ms", float("inf"), pa.float64(), "not_a_number"),
        ("failure", "tired", pa.dictionary(pa.int8(), pa.string()), "unknown_word"),
        ("site_code", "3703009999", pa.string_view(), "unknown_site"),
        ("site_code", -1, pa.int64(), "unknown_site"),
    ],
)
def test_a_value_out_of_its_range_is_rejected(small, field, value, kind, code):
    tables = tables_of(small)
    count = tables["visits"].num_rows
    census = judge_tables(small, changed(tables, "visits", field, repeated(value, kind, count)))
    assert codes(census, "visits") == [(row, field, code) for row in range(1, count + 1)]
