"""Arrow data that contradicts itself, and tables that change under the census: an exception or rejected rows, never a crash.

Each runs in a Python of its own, so that a crash fails one test and not the run.
"""

import re

import pytest

from package_support import COUNTING
from package_tables import script

HEAD = """
import sys, threading
import datetime as dt
import numpy as np
import pyarrow as pa
import gov_site_compliance as gsc

SITE = "3703000001"
CODES = [SITE]
SITES = pa.Table.from_pylist([
    {"site_code": SITE, "site_name": "甲", "home_url": "http://a.example/", "role": "portal", "level": "city", "division": "市本级", "sponsor": "甲"}
])
COLUMNS = pa.table({"column_id": ["a", "b", "c"], "site_code": CODES * 3, "column_name": ["x"] * 3, "kind": ["news"] * 3})
UPDATES = pa.table({"column_id": ["a", "b", "c"], "url": ["u1", "u2", "u3"], "published_on": pa.array([dt.date(2017, 11, 20)] * 3)})

def judge(**tables):
    given = {"sites": SITES, "columns": COLUMNS, "updates": UPDATES, **tables}
    return gsc.judge(**given, checkpoint=dt.date(2017, 11, 25), complete=["columns", "updates"])

class Stream:
    '''A table of whose kind nobody knows anything.'''
    def __init__(self, table):
        self.table = table
    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)

class Batch:
    '''The same as one batch.'''
    def __init__(self, table):
        self.batch = table.combine_chunks().to_batches()[0]
    def __arrow_c_array__(self, requested_schema=None):
        return self.batch.__arrow_c_array__(requested_schema)

HANDS = {
    "table": lambda table: table,
    "reader": lambda table: table.to_reader(),
    "batch": lambda table: table.to_batches()[0],
    "stream": Stream,
    "array": Batch,
}

def rejects(census):
    return [(row["row"], row["column"], row["code"]) for row in pa.table(census.rejected).to_pylist()]

WANTED = judge().to_json()

def tell(**tables):
    '''Rejected rows, or the error that refuses the table; and the next census is right.'''
    try:
        print("rejected", rejects(judge(**tables)))
    except gsc.InputError as error:
        print("refused", error)
    assert judge().to_json() == WANTED
"""


def told(text):
    return script(HEAD + text).strip().splitlines()


# ---- bytes that are no text


NO_TEXT = {
    "string": "pa.StringArray.from_buffers(3, pa.py_buffer(np.array([0, 1, 3, 4], np.int32)), pa.py_buffer(b'a\\xff\\xfec'))",
    "large_string": "pa.LargeStringArray.from_buffers(3, pa.py_buffer(np.array([0, 1, 3, 4], np.int64)), pa.py_buffer(b'a\\xff\\xfec'))",
    "split_character": "pa.StringArray.from_buffers(3, pa.py_buffer(np.array([0, 1, 3, 4], np.int32)), pa.py_buffer(b'a' + '网'.encode()[:2] + b'c'))",
    "cast": "pa.array([b'a', b'\\xff\\xfe', b'c'], pa.binary()).view(pa.string())",
    "string_view": "pa.Array.from_buffers(pa.string_view(), 3, pa.array([b'a', b'\\xff' * 20, b'c'], pa.binary_view()).buffers())",
    "short_string_view": "pa.Array.from_buffers(pa.string_view(), 3, pa.array([b'a', b'\\xff\\xfe', b'c'], pa.binary_view()).buffers())",
    "dictionary": "pa.DictionaryArray.from_arrays(pa.array([0, 1, 2]), pa.array([b'a', b'\\xff\\xfe', b'c'], pa.binary()).view(pa.string()))",
}


HANDS = ["table", "reader", "batch", "stream", "array"]
# the address of an update is only asked whether it is filled
PLACES = [("UPDATES", "column_id"), ("COLUMNS", "column_name"), ("COLUMNS", "column_id")]


def spoilt(hand, array, places=PLACES):
    """What is told of each table of `places` whose field is the array; `words` in it are the true values of the field."""
    steps = [
        f"""
words = {table}["{field}"].combine_chunks()
tell({table.lower()}=HANDS["{hand}"]({table}.set_column({table}.column_names.index("{field}"), "{field}", {array})))"""
        for table, field in places
    ]
    return told("".join(steps))


def assert_named(lines, code):
    """The second row is rejected for its field, or the table and the field are refused."""
    assert len(lines) == len(PLACES)
    for line, (table, field) in zip(lines, PLACES):
        if line.startswith("rejected"):
            assert f"(2, '{field}', {code}" in line
        else:
            assert re.match(rf"refused.*\b{table.lower()}\b.*\b{field}\b", line), line


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("make", ["string", "string_view", "dictionary"])
def test_bytes_that_are_no_utf8(hand, make):
    assert_named(spoilt(hand, NO_TEXT[make]), "'not_utf8'")


@pytest.mark.parametrize("make", NO_TEXT)
def test_bytes_that_are_no_utf8_in_every_type(make):
    assert_named(spoilt("stream", NO_TEXT[make]), "'not_utf8'")


@pytest.mark.parametrize("hand", HANDS)
def test_bytes_that_are_no_utf8_under_a_heading_that_nobody_knows(hand):
    """Dropped unread, or refused."""
    for line in told("\n".join(f"tell(updates=HANDS['{hand}'](UPDATES.append_column('weather', {make})))" for make in NO_TEXT.values())):
        assert line == "rejected []" or re.match(r"refused.*\bupdates\b", line), line


def test_a_heading_that_is_no_utf8_is_no_crash():
    """A schema comes as bytes, too."""
    told("""
try:
    table = UPDATES.append_column(b"\\xff\\xfe", pa.array(["x"] * 3))
except (UnicodeDecodeError, TypeError, pa.ArrowException):
    table = UPDATES
tell(updates=table)
""")


# ---- addresses that a clause counts


ADDRESSES = f"STANDARD = gsc.Standard.parse('''{COUNTING}''')\n" + """
def count(column, array):
    '''What comes of the updates when this column, of three, is the one on the home page.'''
    on_home = pa.array([name == column for name in "abc"])
    given = {"sites": SITES, "columns": COLUMNS.append_column("on_home", on_home), "updates": Stream(UPDATES.set_column(1, "url", array))}
    try:
        census = gsc.judge(**given, checkpoint=dt.date(2017, 11, 25), complete=["columns", "updates"], standard=STANDARD)
    except gsc.InputError as error:
        return print("refused", error)
    [outcome] = [row for row in pa.table(census.outcomes).to_pylist() if row["clause"] == "enough_home_updates"]
    print(outcome["result"], outcome["measured"], outcome["possible"])
"""


@pytest.mark.parametrize("make", NO_TEXT)
def test_addresses_of_home_updates_that_are_no_utf8(make):
    """They are looked at as they are read; those of other columns are no matter."""
    lines = told(f"""{ADDRESSES}
for column in "abc":
    count(column, {NO_TEXT[make]})
""")
    assert [lines[0], lines[2]] == ["fail 9 9"] * 2
    assert re.match(r"refused.*\bupdates\b.*\burl\b", lines[1]), lines[1]


# ---- numbers that point nowhere


INDICES = {"too_high": "[0, 7, 2]", "far_too_high": "[0, 2**31 - 1, 2]", "negative": "[0, -1, 2]", "lowest": "[0, -(2**31), 2]"}


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("indices", ["far_too_high", "negative"])
def test_an_index_outside_its_dictionary(hand, indices):
    """Never does another word stand in for it."""
    assert_named(spoilt(hand, f"pa.DictionaryArray.from_arrays(pa.array({INDICES[indices]}, pa.int32()), words, safe=False)"), "'")


@pytest.mark.parametrize("indices", INDICES)
def test_an_index_of_any_size_outside_its_dictionary(indices):
    assert_named(spoilt("stream", f"pa.DictionaryArray.from_arrays(pa.array({INDICES[indices]}, pa.int32()), words, safe=False)"), "'")


def test_an_index_beyond_an_empty_dictionary():
    lines = told("""
array = pa.DictionaryArray.from_arrays(pa.array([0, 0, 0], pa.int8()), pa.array([], pa.string()), safe=False)
tell(updates=UPDATES.set_column(0, "column_id", array))
""")
    assert lines[0].startswith(("refused", "rejected"))


@pytest.mark.parametrize("hand", HANDS)
def test_offsets_that_run_backwards(hand):
    backwards = 'pa.StringArray.from_buffers(3, pa.py_buffer(np.array([0, 3, 1, 4], np.int32)), pa.py_buffer(b"abcd"))'
    assert all(re.match(rf"refused.*\b{table.lower()}\b", line) for line, (table, _) in zip(spoilt(hand, backwards), PLACES, strict=True))


def test_a_row_that_is_null_as_a_whole():
    """A struct array has rows that are null whatever stands in them: they may not count as rows with values."""
    lines = told("""
arrays = [UPDATES[name].combine_chunks() for name in UPDATES.column_names]
struct = pa.StructArray.from_arrays(arrays, names=UPDATES.column_names, mask=pa.array([False, True, False]))
class Rows:
    def __arrow_c_array__(self, requested_schema=None):
        return struct.__arrow_c_array__()
tell(updates=Rows())
""")
    assert lines[0].startswith("refused") or "(2, " in lines[0], lines


# ---- tables that change


def test_numbers_that_change_while_they_are_judged():
    """Another thread writes into the memory of the table: each row is read as one value or another, and none is lost."""
    lines = told("""
NUMBER = 400_000
ids = np.zeros(NUMBER, np.int64)
days = np.full(NUMBER, 17490, np.int32)
columns = pa.table({"column_id": pa.array([0, 1]), "site_code": CODES * 2, "column_name": ["x"] * 2, "kind": ["news"] * 2})
urls = pa.DictionaryArray.from_arrays(pa.array(np.zeros(NUMBER, np.int32)), ["u"])
updates = pa.table({"column_id": pa.array(ids), "url": urls, "published_on": pa.array(days).view(pa.date32())})
assert updates["column_id"].chunk(0).buffers()[1].address == ids.ctypes.data, "the table shares the memory"

stop = threading.Event()
def change():
    value = 0
    while not stop.is_set():
        value = (value + 1) % 3  # 2 is no column
        ids[:] = value
        days[:] = 17490 + value * 10**6
thread = threading.Thread(target=change)
thread.start()
try:
    for _ in range(30):
        census = judge(columns=columns, updates=updates)
        bad = rejects(census)
        assert len({row for row, *_ in bad}) == len(bad) <= NUMBER
        assert {(column, code) for _, column, code in bad} <= {("column_id", "unknown_column"), ("published_on", "date_out_of_range")}
finally:
    stop.set()
    thread.join()
ids[:] = 0
days[:] = 17490
assert rejects(judge(columns=columns, updates=updates)) == []
print("alive")
""")
    assert lines == ["alive"]


def test_letters_of_pandas_that_change_while_they_are_judged():
    """Objects are replaced in place by another thread: an error, a rejected row or the text, and no panic."""
    lines = told("""
import pandas as pd
NUMBER = 20_000
letters = np.array(["甲乙丙a"] * NUMBER, dtype=object)
frame = pd.DataFrame({"column_id": letters, "url": letters, "published_on": letters}, copy=False)

stop = threading.Event()
def change():
    turn = 0
    while not stop.is_set():
        turn += 1
        letters[::7] = "乙" * (turn % 50)
        letters[1::7] = None
        letters[:] = "甲乙丙a"
thread = threading.Thread(target=change)
thread.start()
try:
    for _ in range(30):
        try:
            census = judge(updates=frame)
            assert len(census.rejected) == NUMBER
            pa.table(census.rejected).validate(full=True)
        except gsc.InputError as error:
            assert "updates" in str(error)
finally:
    stop.set()
    thread.join()
assert judge().to_json() == WANTED
print("alive")
""")
    assert lines == ["alive"]


CHANGES = {
    "pandas_columns": """
import pandas as pd
frame = UPDATES.to_pandas()
def change(turn):
    frame["column_id"] = ["a", "b", "c"] if turn % 2 else ["nobody"] * 3
    frame["url"] = pd.Series(["u1", "u2", "u3"]) if turn % 3 else pd.Series([None] * 3, dtype=object)
    frame.loc[0, "title"] = str(turn)
""",
    "polars_columns": """
import polars as pl
frame = pl.from_arrow(UPDATES)
def change(turn):
    frame.replace_column(0, pl.Series("column_id", ["a", "b", "c"] if turn % 2 else ["nobody"] * 3))
    frame.replace_column(1, pl.Series("url", ["u1", "u2", "u3"] if turn % 3 else [None] * 3, dtype=pl.String))
""",
}


@pytest.mark.parametrize("library", CHANGES)
def test_columns_that_are_replaced_while_they_are_judged(library):
    lines = told(f"""
{CHANGES[library]}
stop = threading.Event()
def changing():
    turn = 0
    while not stop.is_set():
        turn += 1
        change(turn)
thread = threading.Thread(target=changing)
thread.start()
try:
    for _ in range(200):
        try:
            bad = rejects(judge(updates=frame))
            assert {{column for _, column, _ in bad}} <= {{"column_id", "url"}}
        except gsc.InputError as error:
            assert "updates" in str(error)
finally:
    stop.set()
    thread.join()
assert judge().to_json() == WANTED
print("alive")
""")
    assert lines == ["alive"]


def test_a_table_that_is_let_go_while_it_is_judged():
    """The last reference of Python dies in the middle; the census holds its own."""
    lines = told("""
import gc
def lent():
    ids = np.arange(300_000, dtype=np.int64) % 2
    urls = pa.array([f"http://www.example.gov.cn/{number}" for number in range(300_000)])
    days = pa.array(np.full(300_000, 17490, np.int32)).view(pa.date32())
    return {"updates": pa.table({"column_id": pa.array(ids), "url": urls, "published_on": days})}

class Once:
    def __init__(self, tables):
        self.tables = tables
    def __arrow_c_stream__(self, requested_schema=None):
        return self.tables.pop("updates").__arrow_c_stream__(requested_schema)

columns = pa.table({"column_id": pa.array([0, 1]), "site_code": CODES * 2, "column_name": ["x"] * 2, "kind": ["news"] * 2})
census = judge(columns=columns, updates=Once(lent()))
gc.collect()
waste = [np.full(300_000, 99, np.int64) for _ in range(20)]
assert rejects(census) == []
findings = pa.table(census.findings)
del census
gc.collect()
findings.validate(full=True)
print("alive")
""")
    assert lines == ["alive"]


def test_results_outlive_their_census():
    lines = told("""
import gc
import polars as pl
census = judge(updates=UPDATES.set_column(0, "column_id", pa.array(["a", "nobody", None])))
frames = [census.rejected, census.verdicts, census.outcomes]
before = [pa.table(frame).to_pylist() for frame in frames]
lent = [pl.DataFrame(frame) for frame in frames]
del census, frames
gc.collect()
waste = [bytearray(b"x" * 10_000) for _ in range(500)]
assert [frame.to_dicts() for frame in lent] == before
print("alive")
""")
    assert lines == ["alive"]
