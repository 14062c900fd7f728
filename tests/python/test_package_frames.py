"""Tables as pyarrow, Polars, pandas and DuckDB hold them, with any headings and spellings, or with nothing in them: the census of the plain texts."""

import re
from dataclasses import replace
from datetime import datetime

import duckdb
import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from package_tables import codes, judge_tables, numbered_folder, results, tables_of
from support import REPOSITORY, Folder
from test_parquet_dress import TYPED


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return numbered_folder(tmp_path_factory.mktemp("frames"))


@pytest.fixture(scope="module")
def wanted(folder):
    return judge_tables(folder, tables_of(folder))


# ---- types of the libraries


def enums(table):
    """Every column as a Polars Enum of its own words."""
    frame = pl.from_arrow(table)
    return frame.with_columns(pl.col(name).cast(pl.Enum(frame[name].drop_nulls().unique(maintain_order=True))) for name in frame.columns)


def without_types(frame):
    """Columns without any value as Null, which is what Polars makes of rows that lack them."""
    return frame.with_columns(pl.lit(None).alias(name) for name in frame.columns if frame[name].null_count() == frame.height)


OF_TEXTS = {
    "polars_null": lambda table: without_types(pl.from_arrow(table)),
    "pandas_null": lambda table: without_types(pl.from_arrow(table)).to_pandas(),
    "polars_views": pl.from_arrow,
    "polars_categorical": lambda table: pl.from_arrow(table).with_columns(pl.all().cast(pl.Categorical)),
    "polars_enum": enums,
    "pandas_str": lambda table: table.to_pandas(),
    "pandas_object": lambda table: table.to_pandas().astype(object),
    "pandas_category": lambda table: table.to_pandas().astype("category"),
    "pandas_arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "pandas_index": lambda table: table.to_pandas().set_index(np.arange(table.num_rows) * 3 + 5),
    "duckdb_table": lambda table: duckdb.from_arrow(table),
    "run_of_nulls": lambda table: pa.concat_tables([table.slice(0, 0), table]),
}


@pytest.mark.parametrize("hand", OF_TEXTS)
def test_texts_of_the_libraries(folder, wanted, hand):
    found = judge_tables(folder, {name: OF_TEXTS[hand](table) for name, table in tables_of(folder).items()})
    assert results(found) == results(wanted)


def duckdb_enums(table):
    """Words of lists as a DuckDB ENUM."""
    connection = duckdb.connect()
    given = connection.from_arrow(table)
    chosen = []
    for name in table.column_names:
        words = sorted(set(table[name].drop_null().to_pylist())) if name in ("kind", "status", "subject", "role", "level", "state", "failure") else []
        cast = f"::enum({', '.join(repr(word) for word in words)})" if words else ""
        chosen.append(f'"{name}"{cast} as "{name}"')
    return given.project(", ".join(chosen))


def test_duckdb_enums(folder, wanted):
    made = {name: duckdb_enums(table) for name, table in tables_of(folder).items()}
    assert results(judge_tables(folder, made)) == results(wanted)


OF_TYPES = {
    "pyarrow": lambda table: table,
    "polars": pl.from_arrow,
    "pandas_numpy": lambda table: table.to_pandas(),
    "pandas_nullable": lambda table: table.to_pandas(
        types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.float64(): pd.Float64Dtype()}.get
    ),
    "pandas_arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "duckdb": lambda table: duckdb.from_arrow(table),
}


@pytest.mark.parametrize(
    "dress",
    [TYPED, replace(TYPED, time=pa.timestamp("ns", "Asia/Shanghai"), whole=pa.int32()), replace(TYPED, time=pa.timestamp("us"))],
    ids=["utc", "east", "naive"],
)
@pytest.mark.parametrize("hand", OF_TYPES)
def test_typed_columns_of_the_libraries(folder, wanted, hand, dress):
    """pandas turns whole numbers with gaps into floats and 是/否 with gaps into objects: they mean the same."""
    made = {name: OF_TYPES[hand](table) for name, table in tables_of(folder, dress).items()}
    assert results(judge_tables(folder, made)) == results(wanted)


def test_days_of_pandas_as_timestamps(folder, wanted):
    tables = tables_of(folder)
    frame = tables["tickets"].to_pandas()
    for name in ("submitted_on", "answered_on"):
        frame[name] = pd.to_datetime(frame[name])
    assert results(judge_tables(folder, tables | {"tickets": frame})) == results(wanted)


# ---- headings and words


def chinese_headings():
    """Table -> field -> Chinese heading, as `docs/TABLES.md` has them."""
    found, table = {}, None
    for line in (REPOSITORY / "docs" / "TABLES.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            heading = re.match(r"### `(\w+)`", line)
            table = heading and heading[1]
        elif table and (field := re.match(r"\| `(\w+)` \| ([^|]+) \|", line)):
            found.setdefault(table, {})[field[1]] = field[2].strip()
    return found


CHINESE = chinese_headings()
HEADINGS = {
    "chinese": lambda table, field: CHINESE[table][field],
    "capitals": lambda _, field: field.upper(),
    "mixed": lambda table, field: CHINESE[table][field] if len(field) % 2 else field.title(),
    "spaces": lambda _, field: f" {field} ",
}


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_in_any_language(folder, wanted, language):
    renamed = {
        name: table.rename_columns([HEADINGS[language](name, field) for field in table.column_names]) for name, table in tables_of(folder).items()
    }
    found, plain = results(judge_tables(folder, renamed)), results(wanted)
    assert found == plain


WORDS = {"kind": {"news": "动态要闻", "notice": "通知公告", "other": "其他"}, "on_home": {"true": "是"}, "finished_topic": {"false": "否"}}


@pytest.mark.parametrize("kind", [pa.string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())], ids=str)
@pytest.mark.parametrize(
    "change",
    [lambda field, text: WORDS.get(field, {}).get(text, text), lambda field, text: text.upper(), lambda _, text: f" {text}\t"],
    ids=["chinese", "capitals", "spaces"],
)
def test_words_in_any_spelling(folder, wanted, kind, change):
    tables = tables_of(folder)
    columns = tables["columns"]
    for field in ("kind", "on_home", "finished_topic"):
        cells = [cell and change(field, cell) for cell in columns[field].to_pylist()]
        columns = columns.set_column(columns.column_names.index(field), field, pa.array(cells).cast(kind))
    assert results(judge_tables(folder, tables | {"columns": columns})) == results(wanted)


@pytest.mark.parametrize("blank", ["", " ", None, "\t"], ids=repr)
def test_blank_texts_are_unknown_like_nulls(folder, wanted, blank):
    """Zeros are not: they are values."""
    tables = {}
    for name, table in tables_of(folder).items():
        tables[name] = pa.table({field: pa.array([cell or blank for cell in table[field].to_pylist()], pa.string()) for field in table.column_names})
    assert results(judge_tables(folder, tables)) == results(wanted)


# ---- nothing in them


EMPTY = {
    "no_chunk": lambda schema: pa.Table.from_batches([], schema),
    "empty_chunks": lambda schema: pa.Table.from_batches([pa.RecordBatch.from_pylist([], schema)] * 2, schema),
    "reader": lambda schema: pa.RecordBatchReader.from_batches(schema, [pa.RecordBatch.from_pylist([], schema)]),
    "polars": lambda schema: pl.from_arrow(schema.empty_table()),
    "pandas": lambda schema: schema.empty_table().to_pandas(),
    "duckdb": lambda schema: duckdb.from_arrow(schema.empty_table()),
}


@pytest.mark.parametrize("table", ["columns", "updates", "visits", "tickets", "reviews", "coverage"])
@pytest.mark.parametrize("form", EMPTY)
def test_empty_tables(folder, table, form):
    tables = tables_of(folder)
    schema = tables[table].schema
    wanted = judge_tables(folder, tables | {table: tables[table].slice(0, 0)})
    assert results(judge_tables(folder, tables | {table: EMPTY[form](schema)})) == results(wanted)


def test_a_reader_without_any_batch_is_refused(folder):
    """One that was read before looks the same, and nobody may take it for «nothing there»."""
    tables = tables_of(folder)
    with pytest.raises(gsc.InputError, match="updates"):
        judge_tables(folder, tables | {"updates": pa.RecordBatchReader.from_batches(tables["updates"].schema, [])})


def test_columns_of_nulls_in_typed_tables(folder):
    """A key that is null everywhere rejects every row, whatever its type."""
    number = len(folder.tables["updates"])
    found = []
    for kind in (pa.null(), pa.int32(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())):
        tables = tables_of(folder)
        updates = tables["updates"].set_column(0, "column_id", pa.array([None] * number, kind))
        found.append(codes(judge_tables(folder, tables | {"updates": updates}), "updates"))
    assert found == [found[0]] * 4
    assert [code for _, _, code in found[0]] == ["missing_value"] * number


# ---- zones


AT = [
    (datetime(2017, 11, 10, 16, 0), "UTC", True),
    (datetime(2017, 11, 10, 15, 59, 59), "UTC", False),
    (datetime(2017, 11, 11, 0, 0), None, True),
    (datetime(2017, 11, 10, 23, 59, 59), None, False),
    (datetime(2017, 11, 10, 11, 0), "America/New_York", True),
    (datetime(2017, 11, 10, 10, 59, 59), "America/New_York", False),
]


@pytest.mark.parametrize(("at", "zone", "fresh"), AT, ids=str)
@pytest.mark.parametrize(
    "hand", [lambda table: table, pl.from_arrow, lambda table: table.to_pandas(), duckdb.from_arrow], ids=["pyarrow", "polars", "pandas", "duckdb"]
)
def test_an_instant_is_a_day_in_shanghai(tmp_path, at, zone, fresh, hand):
    """2017-11-11 is the last day inside the window of news: five stale columns are a veto, four are none."""
    folder = Folder(tmp_path).site().stale(4).column("x")
    aware = pd.Timestamp(at).tz_localize(zone) if zone else pd.Timestamp(at)
    tables = tables_of(folder)
    days = pa.array([aware], pa.timestamp("us", zone))
    added = pa.table({"column_id": ["x"], "url": ["http://www.example.gov.cn/x"], "published_on": days})
    before = tables["updates"].select(["column_id", "url", "published_on"])
    parsed = pa.array([datetime.fromisoformat(cell) for cell in before["published_on"].to_pylist()], pa.timestamp("us"))
    before = before.set_column(2, "published_on", pa.compute.assume_timezone(parsed, "Asia/Shanghai").cast(days.type) if zone else parsed)
    census = judge_tables(folder, tables | {"updates": hand(pa.concat_tables([before, added]))})
    failed = {row["clause"]: row["measured"] for row in results(census)["outcomes"]}
    assert failed["core_columns_not_updated"] == (4 if fresh else 5)
