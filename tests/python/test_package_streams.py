"""Streams that fail, settings that cannot be used, libraries that are missing: what the error says, and that the next census is right."""

import datetime as dt
import subprocess

import gov_site_compliance as gsc
import pyarrow as pa
import pytest

from package_tables import command, environment, judge_tables, judged, results, tables_of
from support import REPOSITORY


@pytest.fixture
def small(folder):
    """A site that passes every veto, with a ticket and a review."""
    return folder.stale(4).update("s0", "2017-01-01", title="题目").ticket("t1", "2017-11-20").review(status="dismissed")


def refused(folder, tables, *words):
    """The census is refused with a message that has all the words."""
    with pytest.raises(gsc.InputError) as caught:
        judge_tables(folder, tables)
    assert [word for word in words if word not in str(caught.value)] == [], caught.value


# ---- streams that fail


def failing(table, error, after):
    """A reader that gives `after` batches and then raises."""
    batches = table.to_batches(max_chunksize=1)

    def stream():
        yield from batches[:after]
        raise error

    return pa.RecordBatchReader.from_batches(table.schema, stream())


@pytest.mark.parametrize("after", [0, 1, 3])
@pytest.mark.parametrize("table", ["updates", "visits", "columns"])
def test_an_iterator_that_fails_midway(small, table, after):
    tables = tables_of(small)
    refused(small, tables | {table: failing(tables[table], OSError("the line is dead"), after)}, table, "the line is dead")
    assert results(judge_tables(small, tables)) == results(judged(small))


class Broken:
    """An object whose way out raises."""

    def __init__(self, error):
        self.error = error

    def __arrow_c_stream__(self, requested_schema=None):
        raise self.error


@pytest.mark.parametrize("error", [ValueError("no such view"), KeyError("gone"), MemoryError("too much")], ids=repr)
def test_an_object_that_gives_no_stream(small, error):
    with pytest.raises((gsc.InputError, type(error))) as caught:
        judge_tables(small, tables_of(small) | {"updates": Broken(error)})
    if isinstance(caught.value, gsc.InputError):
        assert "updates" in str(caught.value)


@pytest.mark.parametrize("given", [None, 1, "stream", b"", object()], ids=lambda given: type(given).__name__)
def test_an_object_that_gives_something_else(small, given):
    class Odd:
        def __arrow_c_stream__(self, requested_schema=None):
            return given

    with pytest.raises((gsc.InputError, TypeError, ValueError), match="updates"):
        judge_tables(small, tables_of(small) | {"updates": Odd()})


def test_a_stream_that_was_read_before(small):
    """It is empty, and nobody may take it for «nothing there»."""
    tables = tables_of(small)
    read, used = tables["visits"].to_reader(), tables["visits"].to_reader()
    read.read_all()
    judge_tables(small, tables | {"visits": used})
    for reader in (read, used):
        refused(small, tables | {"visits": reader}, "visits")


# ---- settings


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"checkpoint": None}, "checkpoint"),
        ({"checkpoint": "soon"}, "checkpoint"),
        ({"period": (dt.date(2017, 12, 31), dt.date(2017, 10, 1))}, "period"),
        ({"period": dt.date(2017, 12, 31)}, "period"),
        ({"complete": ["weather"]}, "weather"),
        ({"threads": 0}, "threads"),
        ({"threads": -1}, "threads"),
        ({"progress": 7}, "progress"),
        ({"name_best": -1}, "name_best"),
        ({"standard": 7}, "standard"),
        ({"standard": "no-such-standard"}, "no-such-standard"),
        ({"visits_until": dt.date(2030, 1, 1)}, "2030-01-01"),
    ],
    ids=str,
)
def test_a_setting_that_cannot_be_used_is_named(small, options, word):
    with pytest.raises((gsc.SettingError, gsc.InputError, TypeError, ValueError, OverflowError)) as caught:
        judge_tables(small, tables_of(small), **options)
    assert word in str(caught.value)


# ---- pandas without pyarrow


WITHOUT_PYARROW = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "pyarrow":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocker())
import datetime as dt
import pandas as pd
import gov_site_compliance as gsc
fields = ("site_code", "site_name", "home_url", "role", "level", "division", "sponsor")
sites = pd.DataFrame([("1", "甲", "http://a.example/", "portal", "city", "市本级", "甲")], columns=fields)
try:
    gsc.judge(sites=sites, checkpoint=dt.date(2017, 11, 25))
except gsc.ComplianceError as error:
    print("refused", type(error).__name__, error)
print(len(gsc.judge_folder(sys.argv[1]).verdicts))
assert "pyarrow" not in sys.modules
"""


def test_pandas_without_pyarrow_says_what_is_missing(small):
    process = subprocess.run(
        command(WITHOUT_PYARROW, small.write()), capture_output=True, encoding="utf-8", cwd=REPOSITORY, env=environment(), timeout=120
    )
    assert process.returncode == 0, process.stderr
    said, number = process.stdout.splitlines()
    assert said.startswith("refused InputError") and "sites" in said and "pyarrow" in said
    assert number == "1", "the package itself needs no pyarrow"
