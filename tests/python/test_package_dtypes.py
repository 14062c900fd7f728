"""Whatever the types, the chunks and the order of columns: the census of the plain texts.

`docs/TABLES.md` says of which type a field is; each type may come in the Arrow types of `ARRAYS`. Hypothesis draws one for each
field, cuts every column into chunks of its own out of a longer array, empties cells and changes the order of the columns.
"""

import re
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from package_tables import judge_tables, numbered_folder, results, tables_of
from support import headings_of
from test_parquet_dress import COMPULSORY, KINDS, SHANGHAI, TEXT, YES_NO, arrow_table

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return numbered_folder(tmp_path_factory.mktemp("dtypes"))


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
    wanted, found = judge_tables(folder, plain), judge_tables(folder, dressed)
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
    tables = tables_of(folder)
    found = judge_tables(folder, tables | {table: around.slice(3 + first, last - first)})
    wanted = judge_tables(folder, tables | {table: pa.table(plain.slice(first, last - first).to_pydict(), plain.schema)})
    assert results(found) == results(wanted)


# ---- one type after the other, for all fields of its word


@pytest.fixture(scope="module")
def wanted(folder):
    return judge_tables(folder, tables_of(folder))


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
    assert results(judge_tables(folder, dressed(folder, word, kind))) == results(wanted)


def of_kind(folder, table, field, kind):
    """All tables as texts, but one field as whole numbers."""
    tables = tables_of(folder)
    numbers = pa.array([int(row[field]) for row in folder.tables[table]], kind)
    return tables | {table: tables[table].set_column(tables[table].column_names.index(field), field, numbers)}


@pytest.mark.parametrize("kind", [pa.int64(), pa.uint64()], ids=str)
@pytest.mark.parametrize(
    ("table", "field"), [(table, "site_code") for table in ("sites", "columns", "visits", "tickets", "coverage", "reviews", "site_life")]
)
def test_site_codes_may_be_numbers(folder, wanted, table, field, kind):
    assert results(judge_tables(folder, of_kind(folder, table, field, kind))) == results(wanted)


# as pandas and DuckDB write whole numbers with gaps, or too wide ones
WHOLE_BY_VALUE = [pa.float64(), pa.decimal128(38, 0)]
WIDE_ENOUGH = [kind for kind in WHOLES if kind not in (pa.int8(), pa.uint8())]


@pytest.mark.parametrize("kind", [*WIDE_ENOUGH, *WHOLE_BY_VALUE], ids=str)
@pytest.mark.parametrize(("table", "field"), [("columns", "column_id"), ("updates", "column_id")])
def test_column_ids_of_any_width(folder, wanted, table, field, kind):
    """The other table has them as texts."""
    assert results(judge_tables(folder, of_kind(folder, table, field, kind))) == results(wanted)


@pytest.mark.parametrize("kind", WHOLES, ids=str)
@pytest.mark.parametrize(("table", "field"), [("tickets", "ticket_id"), ("reviews", "review_id")])
def test_other_ids_of_any_width(folder, wanted, table, field, kind):
    assert results(judge_tables(folder, of_kind(folder, table, field, kind))) == results(wanted)
