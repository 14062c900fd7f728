"""A thousand calls hold no more memory than one: nothing of a census stays behind, whether it was judged or refused.

The bound is a tenth of what one call takes in, for each call: whoever forgets a table, a result or an error of each call is over it.
"""

import pytest

from package_tables import script

HEAD = """
import gc, os, sys
import datetime as dt
import numpy as np
import pyarrow as pa
import psutil
import gov_site_compliance as gsc

CALLS = 1000
SITE = {"site_name": "甲", "home_url": "http://a.example/", "role": "portal", "level": "city", "division": "市本级", "sponsor": "甲"}
SITES = pa.Table.from_pylist([SITE | {"site_code": code} for code in "12"])
COLUMN = {"column_name": "栏目", "kind": "news", "on_home": "true"}
COLUMNS = pa.Table.from_pylist([COLUMN | {"column_id": str(number), "site_code": "12"[number % 2]} for number in range(40)])
UPDATES = pa.Table.from_pylist([
    {"column_id": str(number % 50), "url": f"http://www.example.gov.cn/items/{number}.html", "published_on": dt.date(2017, 11, 1 + number % 29)}
    for number in range(2000)
])
GIVEN = dict(sites=SITES, columns=COLUMNS, updates=UPDATES, checkpoint=dt.date(2017, 11, 25), complete=["columns", "updates"])
TAKEN = UPDATES.nbytes

def resident():
    gc.collect()
    pa.default_memory_pool().release_unused()
    return psutil.Process().memory_info().rss

def measure(call, calls=CALLS, taken=TAKEN):
    for _ in range(calls // 4):
        call()
    before, blocks = resident(), sys.getallocatedblocks()
    for _ in range(calls):
        call()
    print(resident() - before, calls * taken // 10, sys.getallocatedblocks() - blocks, calls)
"""


def assert_steady(text, kept=0.5):
    """The growth in bytes stays under the bound, and Python holds fewer new blocks than `kept` for each call."""
    grown, bound, blocks, calls = map(int, script(HEAD + text, timeout=600).split())
    assert grown < bound, f"{grown} bytes in {calls} calls"
    assert blocks < calls * kept, f"{blocks} blocks of Python in {calls} calls"


CALLS = {
    "judge": "measure(lambda: gsc.judge(**GIVEN))",
    "every_result": """
def call():
    census = gsc.judge(**GIVEN)
    for name in ("verdicts", "outcomes", "findings", "groups", "overdue_tickets", "tickets", "rejected"):
        pa.table(getattr(census, name))
    repr(census), census.to_json(), census.notice()
measure(call)
""",
    "a_reader": "measure(lambda: gsc.judge(**(GIVEN | {'updates': UPDATES.to_reader(max_chunksize=500)})))",
    "progress": "measure(lambda: gsc.judge(**GIVEN, progress=lambda *told: None))",
}

PAGES = {
    "extract": "measure(lambda: gsc.extract(PAGE), taken=len(PAGE))",
    "extract_batch": "measure(lambda: pa.table(gsc.extract_batch(TABLE)), calls=300, taken=TABLE.nbytes)",
    "extract_refused": """
def call():
    try:
        gsc.extract(PAGE, max_bytes=10)
    except gsc.UnreadError:
        return
    raise SystemExit("was not refused")
measure(call, taken=len(PAGE))
""",
}

FAILING = {
    "a_missing_field": "given = GIVEN | {'updates': UPDATES.drop_columns(['url'])}",
    "a_wrong_type": "given = GIVEN | {'updates': UPDATES.set_column(2, 'published_on', pa.array([1.5] * 2000))}",
    "no_table": "given = GIVEN | {'updates': [1, 2, 3]}",
    "an_unknown_standard": "given = GIVEN | {'standard': 'none'}",
}


@pytest.mark.parametrize("name", CALLS)
def test_a_thousand_censuses(name):
    assert_steady(CALLS[name])


@pytest.mark.parametrize("name", PAGES)
def test_a_thousand_pages(name):
    assert_steady(f"""
PAGE = ("<ul>" + "<li><a href='1.html'>关于放假的通知</a> 2017-11-29</li>" * 100 + "</ul>").encode()
TABLE = pa.table({{"url": [None, "http://a.example/"] * 5, "body": [PAGE, None] * 5}})
{PAGES[name]}
""")


@pytest.mark.parametrize("name", FAILING)
def test_a_thousand_refusals(name):
    assert_steady(f"""
{FAILING[name]}
def call():
    try:
        gsc.judge(**given)
    except gsc.ComplianceError:
        return
    raise SystemExit("was not refused")
measure(call)
""")


def test_a_thousand_streams_that_fail_midway():
    """pyarrow itself keeps two blocks of every stream that fails on its way out of Python."""
    text = """
batches = UPDATES.to_batches(max_chunksize=500)
def stream():
    yield from batches[:2]
    raise OSError("the line is dead")
def call():
    try:
        gsc.judge(**(GIVEN | {"updates": pa.RecordBatchReader.from_batches(UPDATES.schema, stream())}))
    except gsc.InputError:
        return
    raise SystemExit("was not refused")
measure(call)
"""
    assert_steady(text, kept=2.5)


def test_a_thousand_callbacks_that_raise():
    assert_steady("""
def progress(*told):
    raise RuntimeError("enough")
def call():
    try:
        gsc.judge(**GIVEN, progress=progress)
    except RuntimeError:
        return
    raise SystemExit("did not raise")
measure(call)
""")


def test_a_thousand_single_sites():
    assert_steady("""
columns = [row for row in COLUMNS.to_pylist() if row["site_code"] == "1"]
updates = [{"column_id": row["column_id"], "url": "http://www.example.gov.cn/x", "published_on": dt.date(2017, 11, 20)} for row in columns]
site = SITES.to_pylist()[0]
options = dict(standard="zibo-2017", checkpoint=dt.date(2017, 11, 25), complete=["columns", "updates"])
measure(lambda: gsc.judge_site(site=site, columns=columns, updates=updates, **options), taken=20_000)
""")


def test_a_thousand_single_sites_that_are_refused():
    assert_steady("""
site = SITES.to_pylist()[0]
def call():
    try:
        gsc.judge_site(site=site, updates=iter([{"column_id": "1", "url": "x"}, 7]), standard="zibo-2017", checkpoint=dt.date(2017, 11, 25))
    except (gsc.ComplianceError, TypeError):
        return
    raise SystemExit("was not refused")
measure(call, taken=20_000)
""")


def test_a_thousand_pickles():
    assert_steady("""
import pickle
census = gsc.judge(**GIVEN)
measure(lambda: pickle.loads(pickle.dumps(census)))
""")


def test_a_thousand_standards():
    assert_steady("""
measure(lambda: gsc.Standard.load("zibo-2017").to_json(), taken=20_000)
""")
