"""How the rows of a CSV table are written as Parquet in many dresses; the other Parquet tests import it.

The tests here ask only whether a dress keeps what it should keep, so that a difference found elsewhere is the program's.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from support import REPOSITORY, ZIBO, read_csv

SHANGHAI = timezone(timedelta(hours=8))
YES_NO = {"true": True, "1": True, "是": True, "false": False, "0": False, "否": False}
NAIVE = pa.timestamp("us")
UTC = pa.timestamp("us", "UTC")
EAST = pa.timestamp("us", "+08:00")
DICTIONARY = pa.dictionary(pa.int32(), pa.string())
RESULTS = ("census.json", "verdicts.csv", "findings.csv", "tickets.csv", "notice.md")


def declared():
    """(table -> field -> type word, table -> compulsory fields), as `docs/TABLES.md` declares them."""
    found, compulsory, table = {}, {}, None
    for line in (REPOSITORY / "docs" / "TABLES.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            heading = re.match(r"### `(\w+)`", line)
            table = heading and heading[1]
        elif table and (field := re.match(r"\| `(\w+)` \| [^|]* \| ([^|]+) \| ([^|]*) \|", line)):
            found.setdefault(table, {})[field[1]] = field[2].strip()
            if field[3].startswith("yes"):
                compulsory.setdefault(table, set()).add(field[1])
    return found, compulsory


KINDS, COMPULSORY = declared()


@dataclass(frozen=True)
class Dress:
    """Types and layout of one Parquet file; `typed` off: every cell is text."""

    typed: bool = True
    text: pa.DataType = pa.string()
    day: pa.DataType = pa.date32()
    time: pa.DataType = UTC
    yes: pa.DataType = pa.bool_()
    whole: pa.DataType = pa.int64()
    number: pa.DataType = pa.float64()
    blank: str | None = None  # what stands in text cells without a value
    drop_empty: bool = False  # leave out the optional fields that no row fills
    row_group: int | None = None
    compression: str = "snappy"
    options: tuple = ()  # further options of the writer


TEXT = Dress(typed=False)
TYPED = Dress()
DRESSES = {
    "text": TEXT,
    "text_blank": replace(TEXT, blank=""),
    "text_large": replace(TEXT, text=pa.large_string()),
    "text_view": replace(TEXT, text=pa.string_view()),
    "text_dictionary": replace(TEXT, text=DICTIONARY),
    "typed": TYPED,
    "typed_east": replace(TYPED, time=EAST, number=pa.decimal128(18, 3), whole=pa.int32()),
    "typed_naive": replace(TYPED, time=NAIVE, text=pa.large_string(), yes=pa.int8()),
    "typed_nanoseconds": replace(TYPED, time=pa.timestamp("ns", "Asia/Shanghai"), text=pa.string_view(), whole=pa.int16()),
    "days_as_times": replace(TYPED, day=NAIVE, time=pa.timestamp("ms", "UTC")),
    "days_with_zone": replace(TYPED, day=EAST, text=DICTIONARY),
    "no_empty_fields": replace(TYPED, drop_empty=True),
    "many_row_groups": replace(TYPED, row_group=7),
    "uncompressed": replace(TYPED, compression="none"),
    "zstd": replace(TYPED, compression="zstd", text=DICTIONARY, row_group=100),
    "lz4": replace(TYPED, compression="lz4", row_group=1000),
    "plain_pages_v2": replace(TYPED, options=(("use_dictionary", False), ("data_page_version", "2.0"))),
    "without_arrow_schema": replace(TYPED, options=(("store_schema", False), ("write_statistics", False))),
}


# ---- cells to arrays


def day_value(text, kind):
    at = date.fromisoformat(text)
    if pa.types.is_date(kind):
        return at
    return datetime(at.year, at.month, at.day, tzinfo=SHANGHAI if kind.tz else None)


def time_value(text, kind):
    at = datetime.fromisoformat(text)
    at = at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
    return at if kind.tz else at.astimezone(SHANGHAI).replace(tzinfo=None)


def typed_array(word, cells, dress):
    """The array of a field whose type is no text; a cell that does not fit raises."""
    make, kind = {
        "date": (lambda text: day_value(text, dress.day), dress.day),
        "time": (lambda text: time_value(text, dress.time), dress.time),
        "是/否": (lambda text: YES_NO[text], dress.yes),
        "integer": (int, dress.whole),
        "decimal": (Decimal if pa.types.is_decimal(dress.number) else float, dress.number),
    }[word]
    if word == "是/否" and not pa.types.is_boolean(kind):
        return pa.array([make(cell) if cell else None for cell in cells]).cast(kind)
    return pa.array([make(cell) if cell else None for cell in cells], kind)


def text_array(cells, dress):
    return pa.array([cell or dress.blank for cell in cells], pa.string()).cast(dress.text)


def array_of(word, cells, dress):
    """Text where the field is text, or where one of the cells does not fit its type."""
    if not dress.typed or word not in ("date", "time", "是/否", "integer", "decimal"):
        return text_array(cells, dress)
    try:
        return typed_array(word, cells, dress)
    except (ValueError, KeyError, ArithmeticError, pa.ArrowException):
        return text_array(cells, dress)


def arrow_table(table, headings, rows, dress=TYPED):
    """The rows of a table (dicts of text) as an Arrow table."""
    cells = {heading: [row.get(heading) or "" for row in rows] for heading in headings}
    if dress.drop_empty:
        cells = {heading: column for heading, column in cells.items() if any(column) or heading in COMPULSORY[table]}
    return pa.table({heading: array_of(KINDS[table].get(heading), column, dress) for heading, column in cells.items()})


# ---- tables to files


def write(path, arrow, dress=TYPED):
    """One Parquet file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(arrow, path, row_group_size=dress.row_group, compression=dress.compression, **dict(dress.options))
    return path


def pieces(rows, number):
    """The rows in `number` slices of about one length; short tables leave some of them empty."""
    cuts = [len(rows) * index // number for index in range(number + 1)]
    return [rows[first:last] for first, last in zip(cuts, cuts[1:])]


def write_parts(folder, table, headings, parts, dresses):
    """`folder/table/part-0.parquet` and so on."""
    for number, (rows, dress) in enumerate(zip(parts, dresses, strict=True)):
        write(folder / table / f"part-{number}.parquet", arrow_table(table, headings, rows, dress), dress)


def dressed(folder, *dresses, tables=None):
    """Turn CSV tables of a census folder into Parquet: one file with one dress, a folder of parts with more."""
    for file in sorted(folder.glob("*.csv")):
        if tables and file.stem not in tables:
            continue
        headings, rows = read_csv(file)
        file.unlink()
        if len(dresses) == 1:
            write(folder / f"{file.stem}.parquet", arrow_table(file.stem, headings, rows, dresses[0]), dresses[0])
        else:
            write_parts(folder, file.stem, headings, pieces(rows, len(dresses)), dresses)
    return folder


# ---- comparing results


def table_of(file):
    """`updates` of `updates.csv`, `updates.parquet`, `updates/part-0.parquet`."""
    return PurePosixPath(file.replace("\\", "/")).parts[0].split(".")[0]


def rejects(census, *names):
    """Rejected rows as a multiset, without file and row; `names` are the further columns to compare."""
    found = [{**row, "expected": without_place(row["expected"])} for row in census.rows("rejected.csv")]
    return Counter((table_of(row["file"]), row["column"], row["code"], *(row[name] for name in names)) for row in found)


def without_place(expected):
    """What was expected, without the place of the row that contradicts this one."""
    return re.sub(r"（另见 .*）$", "", expected)


def counts(census):
    """Table -> rows, accepted, rejected, collapsed, over all its files."""
    found = {}
    for entry in json.loads(census.text("run.json"))["tables"]:
        numbers = found.setdefault(entry["table"], Counter())
        numbers.update({name: entry[name] for name in ("rows", "accepted", "rejected", "collapsed")})
    return {table: dict(numbers) for table, numbers in found.items()}


def assert_same(census, wanted):
    """Equal bytes of every result, equal rejects, equal counts."""
    assert rejects(census) == rejects(wanted)
    assert census.data == wanted.data
    for name in RESULTS:
        assert (census.out / name).read_bytes() == (wanted.out / name).read_bytes(), name
    assert counts(census) == counts(wanted)


# ---- a dress keeps what it dresses


def plain(value, kind):
    """A cell of an Arrow table as the program would understand it."""
    if isinstance(value, datetime):
        value = value.astimezone(SHANGHAI) if value.tzinfo else value.replace(tzinfo=SHANGHAI)
        return value.date() if kind == "date" else value
    return Decimal(str(value)) if isinstance(value, float) else value


def understood(text, kind):
    if not text:
        return None
    readers = {"date": date.fromisoformat, "time": lambda text: time_value(text, UTC), "是/否": YES_NO.get, "integer": int, "decimal": Decimal}
    return readers[kind](text) if kind in readers else text


@pytest.mark.parametrize("name", [name for name, dress in DRESSES.items() if dress.typed])
@pytest.mark.parametrize("table", ["columns", "visits"])
def test_a_typed_dress_keeps_every_cell(tmp_path, table, name):
    headings, rows = read_csv(ZIBO / f"{table}.csv")
    file = write(tmp_path / "t.parquet", arrow_table(table, headings, rows[:50], DRESSES[name]), DRESSES[name])
    back = pq.ParquetFile(file).read().to_pylist()
    for row, again in zip(rows[:50], back, strict=True):
        for field, value in again.items():
            kind = KINDS[table].get(field)
            assert plain(value, kind) == understood(row[field], kind), field


def test_the_dresses_have_the_types_that_they_claim(tmp_path):
    headings, rows = read_csv(ZIBO / "visits.csv")
    schemas = {}
    for name, dress in DRESSES.items():
        file = pq.ParquetFile(write(tmp_path / f"{name}.parquet", arrow_table("visits", headings, rows[:20], dress), dress))
        schemas[name] = file.schema_arrow
        assert file.metadata.num_row_groups == -(-20 // (dress.row_group or 20))
    assert schemas["text_view"].field("visited_at").type == pa.string_view()
    assert schemas["text_large"].field("status").type == pa.large_string()
    assert pa.types.is_dictionary(schemas["text_dictionary"].field("vantage").type)
    assert schemas["typed_naive"].field("visited_at").type.tz is None
    assert schemas["typed_east"].field("visited_at").type.tz == "+08:00"
    assert schemas["typed_east"].field("duration_ms").type == pa.decimal128(18, 3)
    assert "failure" not in schemas["no_empty_fields"].names


def test_a_cell_that_does_not_fit_leaves_its_field_text():
    rows = [{"column_id": "a", "url": "u", "published_on": "2017-11-01"}, {"column_id": "b", "url": "u", "published_on": "2017-13-40"}]
    made = arrow_table("updates", list(rows[0]), rows)
    assert made.schema.field("published_on").type == pa.string()
    assert arrow_table("updates", list(rows[0]), rows[:1]).schema.field("published_on").type == pa.date32()


def test_tables_md_was_understood():
    assert KINDS["updates"]["published_on"] == "date"
    assert KINDS["visits"]["visited_at"] == "time"
    assert KINDS["visits"]["duration_ms"] == "decimal"
    assert KINDS["columns"]["on_home"] == "是/否"
    assert COMPULSORY["updates"] == {"column_id", "url"}
    assert {path.stem for path in Path(ZIBO).glob("*.csv")} <= set(KINDS)
