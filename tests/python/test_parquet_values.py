"""One field in many Arrow types: the same census as from CSV; days and instants meet at midnight in Shanghai."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pyarrow as pa
import pytest
from test_parquet_dress import DICTIONARY, SHANGHAI, TYPED, arrow_table, assert_same, dressed, write

from support import INSIDE, OUTSIDE, judge, read_csv

WHOLE = [pa.int16(), pa.uint16(), pa.int32(), pa.uint32(), pa.int64(), pa.uint64(), pa.float64(), pa.string(), DICTIONARY]
NUMBER = [pa.float64(), pa.float32(), pa.decimal128(9, 3), pa.decimal128(38, 6), pa.int32(), pa.int64(), pa.duration("us"), pa.duration("ms")]
YES = [pa.bool_(), pa.int8(), pa.uint8(), pa.int64(), pa.string()]
ZONES = [None, "UTC", "+08:00", "Asia/Shanghai", "-05:00", "America/New_York"]
TIMES = [pa.timestamp(unit, zone) for unit in ("ms", "us", "ns") for zone in ZONES]
DAYS = [pa.date32(), pa.date64(), *TIMES]
IDS = [pa.int64(), pa.uint64(), pa.string(), pa.large_string(), pa.string_view(), DICTIONARY]


@pytest.fixture
def numbered(empty):
    """A site whose ids are whole numbers, with something for most clauses to count."""
    folder = empty().site(home=False).column("1", on_home="true", last="2017-11-25")
    folder.columns(4, last=OUTSIDE["news"], prefix="10").columns(2, "notice", OUTSIDE["notice"], prefix="20").blank(3, prefix="30")
    folder.column("40", opened_on="2017-11-20", depth="2").column("50", closed_on="2017-01-01")
    folder.update("1", published_at="2017-11-24T23:59:59+08:00").update("40", "2018-01-01", observed_at="2017-11-25T00:00:00+08:00")
    folder.ticket("1", "2017-01-03").ticket("2", "2017-11-01", answered_on="2017-11-20", complex="true", promised_days="5", promised_unit="working")
    folder.coverage("column", "300", items_seen="0").coverage("tickets", from_="", **{"from": "2016-01-01", "to": "2017-11-25"})
    return folder.spoil_visits(3, duration_ms="15000").spoil_visits(1, status="404").spoil_visits(1, manual="true", status="403")


def pair(folder, tmp_path, dress):
    """Census of a folder in CSV and in a dress."""
    path = folder.write()
    plain = judge(path, tmp_path / "csv")
    return judge(dressed(path, dress), tmp_path / "parquet"), plain


@pytest.mark.parametrize("kind", WHOLE, ids=str)
def test_whole_numbers(numbered, tmp_path, kind):
    numbered.tables["columns"][-1]["depth"] = "1"
    assert_same(*pair(numbered, tmp_path, replace(TYPED, whole=kind) if kind not in (pa.string(), DICTIONARY) else replace(TYPED, typed=False, text=kind)))


@pytest.mark.parametrize("kind", YES, ids=str)
def test_yes_and_no(numbered, tmp_path, kind):
    assert_same(*pair(numbered, tmp_path, replace(TYPED, yes=kind)))


@pytest.mark.parametrize("kind", DAYS, ids=str)
def test_days(numbered, tmp_path, kind):
    assert_same(*pair(numbered, tmp_path, replace(TYPED, day=kind)))


@pytest.mark.parametrize("kind", TIMES, ids=str)
def test_times(numbered, tmp_path, kind):
    assert_same(*pair(numbered, tmp_path, replace(TYPED, time=kind)))


def with_field(folder, table, field, values, kind):
    """The folder with one table in Parquet, one field of it made from the values (one a row)."""
    path = folder.write()
    headings, rows = read_csv(path / f"{table}.csv")
    arrow = arrow_table(table, headings, rows)
    arrow = arrow.set_column(headings.index(field), field, pa.array(values, kind))
    (path / f"{table}.csv").unlink()
    write(path / f"{table}.parquet", arrow)
    return path


@pytest.mark.parametrize("kind", NUMBER, ids=str)
def test_durations(numbered, tmp_path, kind):
    rows = numbered.tables["visits"]
    plain = numbered.judge()
    make = (lambda text: timedelta(milliseconds=float(text))) if pa.types.is_duration(kind) else Decimal if pa.types.is_decimal(kind) else float
    values = [int(row["duration_ms"]) if pa.types.is_integer(kind) else make(row["duration_ms"]) for row in rows]
    assert_same(judge(with_field(numbered, "visits", "duration_ms", values, kind), tmp_path / "out"), plain)


@pytest.mark.parametrize(("kind", "make"), [(pa.float64(), float), (pa.decimal128(18, 3), Decimal), (pa.decimal128(18, 4), Decimal)], ids=str)
@pytest.mark.parametrize(("text", "failed"), [("14999.999", 0), ("15000", 7), ("15000.001", 7)])
def test_fifteen_seconds_are_not_rounded(folder, tmp_path, kind, make, text, failed):
    number = len(folder.tables["visits"])
    values = [make(text)] * 7 + [make("800")] * (number - 7)
    assert judge(with_field(folder, "visits", "duration_ms", values, kind), tmp_path / "out").measured("site_unreachable") == failed


# ---- ids


@pytest.mark.parametrize("kind", IDS, ids=str)
@pytest.mark.parametrize("table", ["columns", "updates"])
def test_ids_equal_their_decimal_text(numbered, tmp_path, table, kind):
    """One table has numbers, the other text."""
    plain = numbered.judge()
    values = [row["column_id"] for row in numbered.tables[table]]
    values = [int(value) for value in values] if pa.types.is_integer(kind) else pa.array(values).cast(kind)
    assert_same(judge(with_field(numbered, table, "column_id", values, kind), tmp_path / "out"), plain)


@pytest.mark.parametrize("table", ["sites", "columns", "visits", "tickets"])
def test_site_codes_may_be_numbers(numbered, tmp_path, table):
    plain = numbered.judge()
    values = [int(row["site_code"]) for row in numbered.tables[table]]
    assert_same(judge(with_field(numbered, table, "site_code", values, pa.int64()), tmp_path / "out"), plain)


@pytest.mark.parametrize("number", [0, -7, 2**63 - 1, 2**63, 2**64 - 1])
def test_ids_of_the_widest_numbers(folder, tmp_path, number):
    kind = pa.uint64() if number >= 2**63 else pa.int64()
    folder.stale(4).column("wide").update(str(number), "2017-01-01")
    folder.tables["columns"][-1]["column_id"] = str(number)
    rows = [row for row in folder.tables["updates"] if row["column_id"] == str(number)]
    path = folder.write()
    write(path / "updates" / "a.parquet", arrow_table("updates", list(rows[0]), [row for row in folder.tables["updates"] if row not in rows]))
    wide = arrow_table("updates", list(rows[0]), rows)
    write(path / "updates" / "b.parquet", wide.set_column(0, "column_id", pa.array([number], kind)))
    (path / "updates.csv").unlink()
    census = judge(path, tmp_path / "out")
    assert census.rows("rejected.csv") == []
    assert census.measured("core_columns_not_updated") == 5


def test_a_leading_zero_is_another_id(folder, tmp_path):
    folder.column("007").update("007", "2017-11-20")
    values = [7 if row["column_id"] == "007" else None for row in folder.tables["updates"]]
    census = judge(with_field(folder, "updates", "column_id", values, pa.int64()), tmp_path / "out")
    assert {(row["code"], row["original"]) for row in census.rejected("updates")} >= {("unknown_column", "7")}
    assert all(row["code"] in ("unknown_column", "missing_value") for row in census.rejected("updates"))


# ---- midnight in Shanghai


@pytest.mark.parametrize(
    ("at", "fresh"),
    [
        (datetime(2017, 11, 10, 15, 59, 59, tzinfo=timezone.utc), False),
        (datetime(2017, 11, 10, 16, 0, 0, tzinfo=timezone.utc), True),
        (datetime(2017, 11, 10, 23, 59, 59, tzinfo=SHANGHAI), False),
        (datetime(2017, 11, 11, 0, 0, 0, tzinfo=SHANGHAI), True),
        (datetime(2017, 11, 10, 23, 59, 59), False),
        (datetime(2017, 11, 11, 0, 0, 0), True),
    ],
    ids=str,
)
@pytest.mark.parametrize("field", ["published_on", "published_at"])
def test_an_instant_is_a_day_in_shanghai(empty, tmp_path, at, fresh, field):
    """Without a zone the clock on the wall is meant."""
    assert (INSIDE["news"], OUTSIDE["news"]) == ("2017-11-11", "2017-11-10")
    folder = empty().site(home=False).column("home", on_home="true").update("home", published_at="2017-01-01T00:00:00+08:00")
    path = folder.write()
    (path / "updates.csv").unlink()
    kind = pa.timestamp("us", "UTC" if at.tzinfo else None)
    write(path / "updates.parquet", pa.table({"column_id": ["home"], "url": ["http://a.example/"], field: pa.array([at], kind)}))
    assert judge(path, tmp_path / "out").result("home_not_updated") == ("pass" if fresh else "fail")


def test_nanoseconds_are_cut_not_rounded(empty, tmp_path):
    """The last nanosecond of a day belongs to the day, before 1970 too."""
    folder = empty().site(home=False).column("home", on_home="true").update("home", "2017-01-01")
    path = folder.write()
    (path / "updates.csv").unlink()
    last = (date(2017, 11, 11) - date(1970, 1, 1)).days * 86_400 * 10**9 - 1
    write(path / "updates.parquet", pa.table({"column_id": ["home"], "url": ["u"], "published_on": pa.array([last], pa.timestamp("ns"))}))
    assert judge(path, tmp_path / "out").result("home_not_updated") == "fail"


# ---- null and blank


@pytest.mark.parametrize("field", ["title", "date_state", "published_at", "observed_at"])
def test_a_field_of_nulls_is_empty(folder, tmp_path, field):
    for row in folder.stale(3).tables["updates"]:
        row[field] = ""
    plain = folder.judge()
    nulls = [None] * len(folder.tables["updates"])
    assert_same(judge(with_field(folder, "updates", field, nulls, pa.null()), tmp_path / "out"), plain)


@pytest.mark.parametrize("kind", [pa.string(), DICTIONARY, pa.string_view()], ids=str)
def test_blank_text_is_empty_and_cells_are_trimmed(folder, tmp_path, kind):
    folder.stale(4)
    values = pa.array([f" {row['column_id']}\t" for row in folder.tables["updates"]]).cast(kind)
    path = with_field(folder, "updates", "column_id", values, kind)
    census = judge(path, tmp_path / "out")
    assert census.rows("rejected.csv") == []
    assert census.measured("core_columns_not_updated") == 4
    blank = with_field(folder, "updates", "column_id", pa.array([" \u3000"] * len(values)).cast(kind), kind)
    assert {row["code"] for row in judge(blank, tmp_path / "out").rejected("updates")} == {"missing_value"}
