"""Whatever the types, the chunks and the order of columns: the census of the plain texts.

`docs/TABLES.md` says of which type a field is; each type may come in the Arrow types of `ARRAYS`. Hypothesis draws one for each
field, cuts every column into chunks of its own out of a longer array, empties cells and changes the order of the columns.
"""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import duckdb
import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from package_support import codes, options_of, results
from test_parquet_dress import COMPULSORY, KINDS, SHANGHAI, TEXT, TYPED, YES_NO, arrow_table

from support import INSIDE, OUTSIDE, REPOSITORY, Folder, headings_of

EXAMPLES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
ZONES = [None, "UTC", "+08:00", "Asia/Shanghai", "-05:00", "America/New_York"]
TEXTS = [pa.string(), pa.large_string(), pa.string_view()]
CATEGORIES = [pa.dictionary(index, pa.string()) for index in (pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32())]
CATEGORIES += [pa.dictionary(pa.int32(), pa.large_string())]
WHOLES = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]
TIMES = [pa.timestamp(unit, zone) for unit in ("s", "ms", "us", "ns") for zone in ZONES]
ARRAYS = {
    "date": [pa.date32(), pa.date64(), *TIMES],
    "time": TIMES,
    "是/否": [pa.bool_(), *WHOLES],
    "integer": [*WHOLES, pa.float64()],
    "decimal": [pa.float64(), pa.float32(), pa.decimal128(18, 3), pa.decimal128(38, 6), pa.int32(), pa.int64()],
}


# ---- the evidence: whole numbers as ids, something for most clauses to count


def census_folder(path):
    folder = Folder(path).site(home=False).column("1", on_home="true", last="2017-11-25")
    folder.columns(4, last=OUTSIDE["news"], prefix="10").columns(2, "notice", OUTSIDE["notice"], prefix="20").blank(3, prefix="30")
    folder.column("40", last=INSIDE["news"], opened_on="2017-11-20", depth="2").column("50", closed_on="2017-01-01", finished_topic="false")
    folder.update("1", published_at="2017-11-24T23:59:59+08:00").update("40", "2018-01-01", observed_at="2017-11-25T00:00:00+08:00")
    folder.update("1", date_state="not_shown", title="标题").update("101", "2017-13-40").update("60", "2017-11-01")
    folder.ticket("1", "2017-01-03").ticket("2", "2017-11-01", answered_on="2017-11-20", complex="true", promised_days="5", promised_unit="working")
    folder.ticket("3", "2017-11-01", answered_on="2017-11-03", reply_kind="answered", valid="")
    folder.coverage("column", "300", items_seen="0").coverage("tickets", **{"from": "2016-01-01", "to": "2017-11-25"})
    folder.review("1", "suspected").life("running", "2015-01-01")
    return folder.spoil_visits(3, duration_ms="15000").spoil_visits(1, status="404").spoil_visits(1, manual="true", status="403")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return census_folder(tmp_path_factory.mktemp("dtypes"))


def judge(folder, tables):
    return gsc.judge(**tables, **options_of(folder))


# ---- cells to arrays


def day_cell(text, kind):
    at = date.fromisoformat(text)
    return at if pa.types.is_date(kind) else datetime(at.year, at.month, at.day, 23, 59, 59, tzinfo=SHANGHAI if kind.tz else None)


def time_cell(text, kind):
    at = datetime.fromisoformat(text)
    at = at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
    return at if kind.tz else at.astimezone(SHANGHAI).replace(tzinfo=None)


def yes_cell(text, kind):
    return YES_NO[text] if pa.types.is_boolean(kind) else int(YES_NO[text])


def number_cell(text, kind):
    if pa.types.is_integer(kind):
        return int(text)
    return Decimal(text) if pa.types.is_decimal(kind) else float(text)


CELLS = {"date": day_cell, "time": time_cell, "是/否": yes_cell, "integer": number_cell, "decimal": number_cell}


def array_of(word, cells, kind):
    """The texts as an array of a type, or as texts where one of them does not fit."""
    if kind == pa.null():
        return pa.nulls(len(cells))
    texts = pa.array([cell or None for cell in cells], pa.string())
    make = CELLS.get(word, number_cell)
    try:
        if pa.types.is_dictionary(kind) or kind in TEXTS:
            return texts.cast(kind)
        return pa.array([make(cell, kind) if cell else None for cell in cells], kind)
    except (ValueError, KeyError, ArithmeticError, pa.ArrowException):
        return texts


def spelt_as_numbers(cells):
    """Whether every id is the decimal text of a whole number, so that a number means the same."""
    return all(re.fullmatch(r"0|-?[1-9][0-9]*", cell) for cell in cells if cell)


def types_of(word, cells):
    """The types in which a column may come."""
    if word == "text":
        return [*TEXTS, *CATEGORIES, *(WHOLES if any(cells) and spelt_as_numbers(cells) else [])]
    return [*TEXTS, *CATEGORIES, *ARRAYS.get(word, [])] if any(cells) else [*TEXTS, *CATEGORIES, *ARRAYS.get(word, []), pa.null()]


# ---- layouts


def chunked(array, cuts, before, after):
    """The array in chunks, each a slice out of a longer one."""
    longer = pa.concat_arrays([array[:before], array, array[len(array) - after :]]) if len(array) else array
    inner = longer.slice(min(before, len(array)), len(array)) if len(array) else longer
    edges = [0, *sorted(min(cut, len(array)) for cut in cuts), len(array)]
    return pa.chunked_array([inner.slice(first, last - first) for first, last in zip(edges, edges[1:])], array.type)


@st.composite
def drawn_column(draw, word, cells):
    kind = draw(st.sampled_from(types_of(word, cells)))
    cuts = draw(st.lists(st.integers(0, len(cells)), max_size=3))
    return chunked(array_of(word, cells, kind), cuts, draw(st.integers(0, 9)), draw(st.integers(0, 9)))


@st.composite
def drawn_table(draw, table, rows):
    """Rows of texts as an Arrow table of any dress."""
    names = draw(st.permutations(headings_of(table, rows)))
    needless = [name for name in names if not any(row.get(name) for row in rows) and name not in COMPULSORY[table]]
    left_out = draw(st.sets(st.sampled_from(needless))) if needless else set()
    columns = {name: [row.get(name) or "" for row in rows] for name in names if name not in left_out}
    made = {name: draw(drawn_column(KINDS[table][name], cells)) for name, cells in columns.items()}
    if draw(st.booleans()):
        made["天气"] = pa.chunked_array([pa.array([[1.5]] * len(rows), pa.list_(pa.float64()))])
    return pa.table(made)


@st.composite
def emptied(draw, table, rows):
    """The rows with some optional cells emptied."""
    free = [name for name in headings_of(table, rows) if name not in COMPULSORY[table]]
    wiped = draw(st.sets(st.tuples(st.integers(0, max(len(rows) - 1, 0)), st.sampled_from(free)), max_size=5)) if free else set()
    return [{name: "" if (number, name) in wiped else cell for name, cell in row.items()} for number, row in enumerate(rows)]


@EXAMPLES
@given(data=st.data())
def test_any_types_and_chunks_give_the_census_of_the_texts(folder, data):
    made = {table: data.draw(emptied(table, rows), label=table) for table, rows in folder.tables.items()}
    plain = {table: arrow_table(table, headings_of(table, rows), rows, TEXT) for table, rows in made.items()}
    dressed = {table: data.draw(drawn_table(table, rows), label=table) for table, rows in made.items()}
    wanted, found = judge(folder, plain), judge(folder, dressed)
    assert results(found) == results(wanted)
    assert found.to_json() == wanted.to_json()


@EXAMPLES
@given(data=st.data(), table=st.sampled_from(["sites", "columns", "updates", "visits", "tickets", "coverage", "reviews", "site_life"]))
def test_a_slice_is_the_rows_that_it_shows(folder, data, table):
    """Rows before and after the slice do not count, not even broken ones."""
    plain = arrow_table(table, headings_of(table, folder.tables[table]), folder.tables[table], TEXT)
    first, last = sorted(data.draw(st.tuples(st.integers(0, plain.num_rows), st.integers(0, plain.num_rows))))
    broken = pa.table({name: pa.array(["不是"] * 3) for name in plain.column_names})
    around = pa.concat_tables([broken, plain, broken]).combine_chunks()
    tables = {name: arrow_table(name, headings_of(name, rows), rows, TEXT) for name, rows in folder.tables.items()}
    found = judge(folder, tables | {table: around.slice(3 + first, last - first)})
    wanted = judge(folder, tables | {table: pa.table(plain.slice(first, last - first).to_pydict(), plain.schema)})
    assert results(found) == results(wanted)


# ---- one type after the other, for all fields of its word


@pytest.fixture(scope="module")
def wanted(folder):
    return judge(folder, {table: arrow_table(table, headings_of(table, rows), rows, TEXT) for table, rows in folder.tables.items()})


def dressed(folder, word, kind):
    """The tables with one type for every field of a word; all other fields are texts."""
    made = {}
    for table, rows in folder.tables.items():
        columns = {name: [row.get(name) or "" for row in rows] for name in headings_of(table, rows)}
        chosen = {name: kind if KINDS[table][name] == word else pa.string() for name in columns}
        made[table] = pa.table({name: array_of(KINDS[table][name], cells, chosen[name]) for name, cells in columns.items()})
    return made


SINGLE = [(word, kind) for word in ("date", "time", "是/否", "integer", "decimal") for kind in [*ARRAYS[word], *TEXTS, *CATEGORIES]]
SINGLE += [("text", kind) for kind in [*TEXTS, *CATEGORIES]]


@pytest.mark.parametrize(("word", "kind"), SINGLE, ids=lambda value: str(value).replace("是/否", "yes_no"))
def test_each_type_alone(folder, wanted, word, kind):
    assert results(judge(folder, dressed(folder, word, kind))) == results(wanted)


def of_kind(folder, table, field, kind):
    """All tables as texts, but one field as whole numbers."""
    tables = {name: arrow_table(name, headings_of(name, rows), rows, TEXT) for name, rows in folder.tables.items()}
    numbers = pa.array([int(row[field]) for row in folder.tables[table]], kind)
    return tables | {table: tables[table].set_column(tables[table].column_names.index(field), field, numbers)}


@pytest.mark.parametrize("kind", [pa.int64(), pa.uint64()], ids=str)
@pytest.mark.parametrize(("table", "field"), [(table, "site_code") for table in ("sites", "columns", "visits", "tickets", "coverage", "reviews", "site_life")])
def test_site_codes_may_be_numbers(folder, wanted, table, field, kind):
    assert results(judge(folder, of_kind(folder, table, field, kind))) == results(wanted)


@pytest.mark.parametrize("kind", [kind for kind in WHOLES if kind not in (pa.int8(), pa.uint8())], ids=str)
@pytest.mark.parametrize(("table", "field"), [("columns", "column_id"), ("updates", "column_id")])
def test_column_ids_of_any_width(folder, wanted, table, field, kind):
    """The other table has them as texts."""
    assert results(judge(folder, of_kind(folder, table, field, kind))) == results(wanted)


@pytest.mark.parametrize("kind", WHOLES, ids=str)
@pytest.mark.parametrize(("table", "field"), [("tickets", "ticket_id"), ("reviews", "review_id")])
def test_other_ids_of_any_width(folder, wanted, table, field, kind):
    assert results(judge(folder, of_kind(folder, table, field, kind))) == results(wanted)


# ---- types of the libraries


def tables_as_texts(folder):
    return {table: arrow_table(table, headings_of(table, rows), rows, TEXT) for table, rows in folder.tables.items()}


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
    found = judge(folder, {name: OF_TEXTS[hand](table) for name, table in tables_as_texts(folder).items()})
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
    made = {name: duckdb_enums(table) for name, table in tables_as_texts(folder).items()}
    assert results(judge(folder, made)) == results(wanted)


OF_TYPES = {
    "pyarrow": lambda table: table,
    "polars": pl.from_arrow,
    "pandas_numpy": lambda table: table.to_pandas(),
    "pandas_nullable": lambda table: table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype(), pa.float64(): pd.Float64Dtype()}.get),
    "pandas_arrow": lambda table: table.to_pandas(types_mapper=pd.ArrowDtype),
    "duckdb": lambda table: duckdb.from_arrow(table),
}


@pytest.mark.parametrize("dress", [TYPED, replace(TYPED, time=pa.timestamp("ns", "Asia/Shanghai"), whole=pa.int32()), replace(TYPED, time=pa.timestamp("us"))], ids=["utc", "east", "naive"])
@pytest.mark.parametrize("hand", OF_TYPES)
def test_typed_columns_of_the_libraries(folder, wanted, hand, dress):
    """pandas turns whole numbers with gaps into floats and 是/否 with gaps into objects: they mean the same."""
    typed = {table: arrow_table(table, headings_of(table, rows), rows, dress) for table, rows in folder.tables.items()}
    assert results(judge(folder, {name: OF_TYPES[hand](table) for name, table in typed.items()})) == results(wanted)


def test_days_of_pandas_as_timestamps(folder, wanted):
    tables = tables_as_texts(folder)
    frame = tables["tickets"].to_pandas()
    for name in ("submitted_on", "answered_on"):
        frame[name] = pd.to_datetime(frame[name])
    assert results(judge(folder, tables | {"tickets": frame})) == results(wanted)


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
        name: table.rename_columns([HEADINGS[language](name, field) for field in table.column_names]) for name, table in tables_as_texts(folder).items()
    }
    found, plain = results(judge(folder, renamed)), results(wanted)
    assert found == plain


WORDS = {"kind": {"news": "动态要闻", "notice": "通知公告", "other": "其他"}, "on_home": {"true": "是"}, "finished_topic": {"false": "否"}}


@pytest.mark.parametrize("kind", [pa.string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())], ids=str)
@pytest.mark.parametrize("change", [lambda field, text: WORDS.get(field, {}).get(text, text), lambda field, text: text.upper(), lambda _, text: f" {text}\t"], ids=["chinese", "capitals", "spaces"])
def test_words_in_any_spelling(folder, wanted, kind, change):
    tables = tables_as_texts(folder)
    columns = tables["columns"]
    for field in ("kind", "on_home", "finished_topic"):
        cells = [cell and change(field, cell) for cell in columns[field].to_pylist()]
        columns = columns.set_column(columns.column_names.index(field), field, pa.array(cells).cast(kind))
    assert results(judge(folder, tables | {"columns": columns})) == results(wanted)


@pytest.mark.parametrize("blank", ["", " ", None, "\t"], ids=repr)
def test_blank_texts_are_unknown_like_nulls(folder, wanted, blank):
    """Zeros are not: they are values."""
    tables = {}
    for name, table in tables_as_texts(folder).items():
        tables[name] = pa.table({field: pa.array([cell or blank for cell in table[field].to_pylist()], pa.string()) for field in table.column_names})
    assert results(judge(folder, tables)) == results(wanted)


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
    tables = tables_as_texts(folder)
    schema = tables[table].schema
    wanted = judge(folder, tables | {table: tables[table].slice(0, 0)})
    assert results(judge(folder, tables | {table: EMPTY[form](schema)})) == results(wanted)


def test_a_reader_without_any_batch_is_refused(folder):
    """One that was read before looks the same, and nobody may take it for «nothing there»."""
    tables = tables_as_texts(folder)
    with pytest.raises(gsc.InputError, match="updates"):
        judge(folder, tables | {"updates": pa.RecordBatchReader.from_batches(tables["updates"].schema, [])})


def test_columns_of_nulls_in_typed_tables(folder):
    """A key that is null everywhere rejects every row, whatever its type."""
    number = len(folder.tables["updates"])
    found = []
    for kind in (pa.null(), pa.int32(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())):
        tables = tables_as_texts(folder)
        updates = tables["updates"].set_column(0, "column_id", pa.array([None] * number, kind))
        found.append(codes(judge(folder, tables | {"updates": updates}), "updates"))
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
@pytest.mark.parametrize("hand", [lambda table: table, pl.from_arrow, lambda table: table.to_pandas(), duckdb.from_arrow], ids=["pyarrow", "polars", "pandas", "duckdb"])
def test_an_instant_is_a_day_in_shanghai(tmp_path, at, zone, fresh, hand):
    """2017-11-11 is the last day inside the window of news: five stale columns are a veto, four are none."""
    folder = Folder(tmp_path).site().stale(4).column("x")
    aware = pd.Timestamp(at).tz_localize(zone) if zone else pd.Timestamp(at)
    tables = tables_as_texts(folder)
    days = pa.array([aware], pa.timestamp("us", zone))
    added = pa.table({"column_id": ["x"], "url": ["http://www.example.gov.cn/x"], "published_on": days})
    before = tables["updates"].select(["column_id", "url", "published_on"])
    parsed = pa.array([datetime.fromisoformat(cell) for cell in before["published_on"].to_pylist()], pa.timestamp("us"))
    before = before.set_column(2, "published_on", pa.compute.assume_timezone(parsed, "Asia/Shanghai").cast(days.type) if zone else parsed)
    census = judge(folder, tables | {"updates": hand(pa.concat_tables([before, added]))})
    failed = {row["clause"]: row["measured"] for row in results(census)["outcomes"]}
    assert failed["core_columns_not_updated"] == (4 if fresh else 5)
