"""Ctrl-C ends a census that would run for long, as a KeyboardInterrupt; the same Python then judges as before.

The table is one batch many times over: no memory, and hours of work. The script tells by a pipe when the work goes on, and is sent SIGINT then.
"""

import signal
import subprocess
import sys
import threading
import time

import pytest

from package_tables import command, environment
from support import REPOSITORY

# What the issue asks for is a second; a machine that is busy with other tests gets more.
SLACK = 10.0
# then a script that nothing stops is ended, and its test fails
LIMIT = 60.0

HEAD = """
import signal, sys, threading
import datetime as dt
import numpy as np
import pyarrow as pa
import gov_site_compliance as gsc

signal.signal(signal.SIGINT, signal.default_int_handler)
SITES = pa.Table.from_pylist([
    {"site_code": "1", "site_name": "甲", "home_url": "http://a.example/", "role": "portal", "level": "city", "division": "市本级", "sponsor": "甲"}
])
COLUMNS = pa.table({"column_id": [1, 2], "site_code": ["1", "1"], "column_name": ["x"] * 2, "kind": ["news"] * 2, "on_home": ["true"] * 2})
ROWS = 100_000
BATCH = pa.record_batch({
    "column_id": pa.array(np.arange(ROWS) % 2 + 1),
    "url": pa.array([f"http://www.example.gov.cn/{number}" for number in range(ROWS)]),
    "published_on": pa.array(np.full(ROWS, 17490, np.int32)).view(pa.date32()),
})
VISITS = pa.record_batch({
    "site_code": ["1"] * ROWS,
    "visited_at": pa.array(np.full(ROWS, 1511136000, np.int64)).view(pa.timestamp("s", "UTC")),
    "vantage": ["v"] * ROWS,
    "status": pa.array(np.full(ROWS, 200)),
})
LONG = pa.Table.from_batches([BATCH] * 200_000)

def say(word):
    sys.stdout.write(word + "\\n")
    sys.stdout.flush()

def judge(updates, **options):
    return gsc.judge(sites=SITES, columns=COLUMNS, updates=updates, checkpoint=dt.date(2017, 11, 25), complete=["columns", "updates"], **options)

WANTED = judge(pa.Table.from_batches([BATCH])).to_json()

class Quiet:
    '''A table of whose kind nobody knows anything.'''
    def __init__(self, table):
        self.table = table
    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)

class Told(Quiet):
    '''It says when it is asked for.'''
    def __arrow_c_stream__(self, requested_schema=None):
        stream = super().__arrow_c_stream__(requested_schema)
        say("running")
        return stream

def interrupted(call):
    try:
        call()
    except KeyboardInterrupt:
        say("interrupted")
    else:
        say("ended by itself")
    assert judge(pa.Table.from_batches([BATCH])).to_json() == WANTED
    say("judged again")
"""


class Script:
    """A script under way; whatever happens, it is ended."""

    def __init__(self, text):
        new = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if sys.platform == "win32" else {}
        self.process = subprocess.Popen(
            command(HEAD + text),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=REPOSITORY,
            env=environment(),
            **new,
        )

    def __enter__(self):
        self.limit = threading.Timer(LIMIT, self.process.kill)
        self.limit.start()
        return self

    def __exit__(self, *_):
        self.limit.cancel()
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            pipe.close()

    def line(self):
        said = self.process.stdout.readline().strip()
        assert said, self.process.stderr.read()
        return said

    def interrupt(self):
        self.process.send_signal(getattr(signal, "CTRL_C_EVENT", signal.SIGINT))

    def end(self):
        """The lines that are left; `communicate` would miss those that were read ahead."""
        self.process.stdin.close()
        lines, errors = self.process.stdout.read().splitlines(), self.process.stderr.read()
        assert self.process.wait() == 0, errors
        assert "panicked" not in errors
        return lines


def assert_interrupted(text):
    with Script(text) as script:
        assert script.line() == "running"
        at = time.monotonic()
        script.interrupt()
        assert script.line() == "interrupted"
        assert time.monotonic() - at < SLACK
        assert script.end() == ["judged again"]


def test_a_table_in_memory():
    """No line of Python runs while the rows are folded."""
    assert_interrupted("interrupted(lambda: judge(Told(LONG), progress=False))")


@pytest.mark.parametrize("threads", [1, 2])
def test_with_any_number_of_threads(threads):
    assert_interrupted(f"interrupted(lambda: judge(Told(LONG), progress=False, threads={threads}))")


def test_a_table_of_pyarrow():
    """Not even a look over its buffers, which hold twenty thousand million rows, keeps the signal waiting."""
    assert_interrupted("""
given = dict(sites=Told(SITES), columns=COLUMNS, updates=LONG)
interrupted(lambda: gsc.judge(**given, checkpoint=dt.date(2017, 11, 25), complete=["columns", "updates"], progress=False))
""")


def test_a_table_that_reports_its_progress():
    assert_interrupted("""
said = []
def progress(stage, done, total):
    if stage == "updates" and done and not said:
        said.append(stage)
        say("running")
interrupted(lambda: judge(Quiet(LONG), progress=progress))
""")


def test_a_callback_that_waits():
    """The signal finds Python inside of the callback."""
    assert_interrupted("""
def progress(stage, done, total):
    if stage == "judge":
        say("running")
        sys.stdin.readline()
interrupted(lambda: judge(pa.Table.from_batches([BATCH]), progress=progress))
""")


def test_a_stream_of_python():
    """The signal finds Python inside of the generator that the census pulls."""
    assert_interrupted("""
def stream():
    for number in range(10**9):
        if number == 3:
            say("running")
            sys.stdin.readline()
        yield BATCH
interrupted(lambda: judge(pa.RecordBatchReader.from_batches(BATCH.schema, stream()), progress=False))
""")


def test_a_stream_of_visits():
    assert_interrupted("""
visits = pa.Table.from_batches([VISITS] * 200_000)
interrupted(lambda: gsc.judge(sites=SITES, visits=Told(visits), checkpoint=dt.date(2017, 11, 25), progress=False))
""")


def test_a_stream_of_rejected_rows():
    """Rows that name nothing known take another way; memory of them is the census's own business, time is not."""
    assert_interrupted("""
lost = BATCH.set_column(0, "column_id", pa.array(np.full(ROWS, 9)))
def stream():
    for number in range(10**9):
        if number == 3:
            say("running")
            sys.stdin.readline()
        yield lost
interrupted(lambda: judge(pa.RecordBatchReader.from_batches(lost.schema, stream()), progress=False))
""")


def test_pages():
    """Hours of them: one page many times over."""
    assert_interrupted("""
page = ("<ul>" + "<li><a href='1.html'>关于放假的通知</a> 2017-11-29</li>" * 500 + "</ul>").encode()
zeros = pa.array(np.zeros(10_000_000, np.int8))
pages = pa.table({"url": pa.nulls(10_000_000), "body": pa.DictionaryArray.from_arrays(zeros, pa.array([page]))})
said = []
def progress(stage, done, total):
    if done and not said:
        said.append(stage)
        say("running")
interrupted(lambda: gsc.extract_batch(pages, progress=progress))
""")


def test_a_handler_of_ones_own():
    """What the handler raises comes out of the census."""
    with Script("""
class Stop(BaseException):
    pass
def handler(*_):
    raise Stop
signal.signal(signal.SIGINT, handler)
try:
    judge(Told(LONG), progress=False)
except Stop:
    say("stopped")
""") as script:
        assert script.line() == "running"
        script.interrupt()
        assert script.line() == "stopped"
        script.end()


def test_three_interrupts_in_one_python():
    with Script("""
for _ in range(3):
    interrupted(lambda: judge(Told(LONG), progress=False))
""") as script:
        for _ in range(3):
            assert script.line() == "running"
            script.interrupt()
            assert script.line() == "interrupted"
            assert script.line() == "judged again"
        assert script.end() == []


def test_an_interrupt_leaves_no_thread_behind():
    with Script("""
import psutil
judge(pa.Table.from_batches([BATCH]))
before = psutil.Process().num_threads()
for _ in range(3):
    interrupted(lambda: judge(Told(LONG), progress=False))
say(str(psutil.Process().num_threads() - before))
""") as script:
        for _ in range(3):
            assert script.line() == "running"
            script.interrupt()
            assert [script.line(), script.line()] == ["interrupted", "judged again"]
        assert int(script.line()) <= 0
        script.end()
