"""`gov_site_compliance.calendar` against the year files, the program and `chinesecalendar`, over columns of all kinds."""

import bisect
import datetime as dt
import doctest
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import chinese_calendar
import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from gov_site_compliance import calendar
from hypothesis import given, settings
from hypothesis import strategies as st

from support import FIRST_YEAR, LAST_YEAR, run
from test_calendar_packages import COMPARED, WORKED_SATURDAY, load, worked

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
FIRST, LAST = dt.date(1992, 1, 1), dt.date(2199, 12, 31)
KNOWN = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
# Friday: the Saturday after it was worked, 1 to 8 October were off
FRIDAY, MONDAY = dt.date(2017, 9, 29), dt.date(2017, 10, 9)


# ---- the answers, counted off day by day ---------------------------------------------------------------------------


def all_days(first, last):
    return [first + dt.timedelta(number) for number in range((last - first).days + 1)]


OF_FILES = set().union(*(worked(load(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)))
WORKED = [day for day in all_days(FIRST, LAST) if (day in OF_FILES if KNOWN[0] <= day <= KNOWN[1] else day.weekday() < 5)]


def add(day, n):
    """The answer, and whether it is guessed."""
    if day is None or n is None:
        return None, None
    if n == 0:
        return day, False
    answer = WORKED[bisect.bisect_right(WORKED, day) + n - 1] if n > 0 else WORKED[bisect.bisect_left(WORKED, day) + n]
    return answer, not KNOWN[0] <= min(day + dt.timedelta(1) if n > 0 else answer, answer) <= max(answer, day - dt.timedelta(n < 0)) <= KNOWN[1]


def count(start, end):
    if start is None or end is None:
        return None
    if end < start:
        return bisect.bisect_left(WORKED, end) - bisect.bisect_left(WORKED, start)
    return bisect.bisect_right(WORKED, end) - bisect.bisect_right(WORKED, start)


# ---- columns of all kinds: how they are made of moments in Shanghai, and how they are read -------------------------


class Hand(NamedTuple):
    kind: type
    make: Callable
    numbers: Callable
    read: Callable


def aware(moments):
    return [moment and moment.replace(tzinfo=SHANGHAI).astimezone(dt.timezone.utc) for moment in moments]


def dates(moments):
    return [moment and moment.date() for moment in moments]


def of_numpy(unit):
    make = lambda moments: np.array(moments, "M8[us]").astype(f"M8[{unit}]")
    return Hand(np.ndarray, make, lambda numbers: np.array(numbers, "int16"), lambda found: found.tolist())


def of_pandas(series, numbers=lambda numbers: pd.array(numbers, dtype="Int64")):
    """An index that is no range, and a name."""
    def indexed(make):
        return lambda values: pd.Series(make(values), index=[f"r{number}" for number in range(len(values))], name="day")

    def read(found):
        assert found.name == "day" and list(found.index) == [f"r{number}" for number in range(len(found))]
        return [None if pd.isna(value) else value.date() if isinstance(value, dt.datetime) else value for value in found.tolist()]
    return Hand(pd.Series, indexed(series), indexed(numbers), read)


def of_polars(dtype, make=lambda moments: moments):
    def read(found):
        assert found.name == "day"
        return found.to_list()
    days = lambda moments: pl.Series("day", make(moments), dtype=dtype)
    return Hand(pl.Series, days, lambda numbers: pl.Series("n", numbers, dtype=pl.Int8), read)


def of_pyarrow(kind, make=lambda moments: moments):
    numbers = lambda numbers: pa.array(numbers, pa.int64())
    return Hand(pa.Array, lambda moments: pa.array(make(moments), kind), numbers, lambda found: found.to_pylist())


def cut(column, parts):
    """A ChunkedArray of slices of a longer array, with empty ones between."""
    padded = pa.concat_arrays([column.slice(0, 1), column, column.slice(0, 1)])
    start, length = min(1, len(column)), len(column)
    cuts = [0, *sorted(number % (length + 1) for number in parts), length]
    return pa.chunked_array([padded.slice(start + left, right - left) for left, right in zip(cuts, cuts[1:], strict=False)], column.type)


def whole_seconds(moments):
    return [moment and moment.replace(microsecond=0) for moment in moments]


HANDS = {f"numpy {unit}": of_numpy(unit) for unit in ("D", "h", "m", "s", "ms", "us", "ns")}
for unit in ("s", "ms", "us", "ns"):
    HANDS[f"pandas {unit}"] = of_pandas(of_numpy(unit).make)
HANDS |= {
    "pandas zone": of_pandas(lambda moments: pd.Series(aware(moments), dtype="datetime64[us, UTC]").array),
    "pandas objects": of_pandas(lambda moments: pd.Series(dates(moments), dtype=object).array),
    "pandas date32": of_pandas(lambda moments: pd.array(dates(moments), dtype=pd.ArrowDtype(pa.date32()))),
    "pandas timestamp": of_pandas(
        lambda moments: pd.array(aware(moments), dtype=pd.ArrowDtype(pa.timestamp("ns", "UTC"))),
        lambda numbers: pd.array(numbers, dtype="int32[pyarrow]"),
    ),
    "polars Date": of_polars(pl.Date, dates),
    "polars zone": of_polars(pl.Datetime("us", "UTC"), aware),
    "pyarrow date32": of_pyarrow(pa.date32(), dates),
    "pyarrow date64": of_pyarrow(pa.date64(), dates),
}
HANDS |= {f"polars {unit}": of_polars(pl.Datetime(unit)) for unit in ("ms", "us", "ns")}
for unit in ("s", "ms", "us", "ns"):
    HANDS[f"pyarrow {unit}"] = of_pyarrow(pa.timestamp(unit), whole_seconds)
    HANDS[f"pyarrow {unit} zone"] = of_pyarrow(pa.timestamp(unit, "America/New_York"), lambda moments: aware(whole_seconds(moments)))

moments = st.datetimes(dt.datetime(2003, 6, 1), dt.datetime(2027, 6, 30))
rows = st.lists(st.tuples(st.none() | moments, st.integers(-80, 80)), max_size=12)
by_hand = pytest.mark.parametrize("hand", HANDS.values(), ids=HANDS)
often = settings(max_examples=60, deadline=None, database=None)


@by_hand
@often
@given(rows=rows, n=st.integers(-80, 80), parts=st.none() | st.lists(st.integers(0, 12), max_size=4))
def test_columns_of_all_kinds_give_the_answers_counted_off(hand, rows, n, parts):
    given_days, numbers = [moment for moment, _ in rows], [number for _, number in rows]
    days, each = hand.make(given_days), hand.numbers(numbers)
    if parts is not None and isinstance(days, pa.Array):
        days, each = cut(days, parts), pa.chunked_array([each])
    for shift, asked in ((n, [n] * len(rows)), (each, numbers)):
        found = calendar.add_workdays(days, shift, project=True)
        expected = [add(day, number) for day, number in zip(dates(given_days), asked, strict=True)]
        assert isinstance(found.value, pa.ChunkedArray if isinstance(days, pa.ChunkedArray) else hand.kind)
        assert hand.read(found.value) == [answer for answer, _ in expected]
        marks = [mark if mark is not None or not isinstance(days, np.ndarray) else False for _, mark in expected]
        assert hand.read(found.projected) == marks
        if isinstance(days, pa.ChunkedArray):
            assert [len(chunk) for chunk in found.value.chunks] == [len(chunk) for chunk in days.chunks]
    counted(hand, days, found.value, dates(given_days), [answer for answer, _ in expected])


def counted(hand, start, end, starts, ends):
    if isinstance(start, np.ndarray) and None in starts:
        with pytest.raises(gsc.InputError, match=rf"element {starts.index(None)} \(from 0\) is NaT"):
            calendar.count_workdays(start, end, project=True)
        return
    found = calendar.count_workdays(start, end, project=True)
    assert hand.read(found.value) == [count(*pair) for pair in zip(starts, ends, strict=True)]
    one = calendar.count_workdays(FRIDAY, end, project=True).value
    assert hand.read(one) == [count(FRIDAY, day) for day in ends]
    other = calendar.count_workdays(start, FRIDAY, project=True).value
    assert hand.read(other) == [count(day, FRIDAY) for day in starts]


@by_hand
@often
@given(days=st.lists(st.none() | st.datetimes(dt.datetime.combine(KNOWN[0], dt.time()), dt.datetime.combine(KNOWN[1], dt.time(23, 59))), max_size=12))
def test_every_day_is_worked_or_not(hand, days):
    column = hand.make(days)
    if isinstance(column, np.ndarray) and None in days:
        with pytest.raises(gsc.InputError, match="is NaT"):
            calendar.is_workday(column)
    else:
        found = calendar.is_workday(column)
        assert isinstance(found, hand.kind)
        assert hand.read(found) == [day and day in OF_FILES for day in dates(days)]


# ---- other people's answers ----------------------------------------------------------------------------------------


def test_each_known_day_as_chinesecalendar_has_it():
    days = all_days(dt.date(COMPARED[0], 1, 1), dt.date(COMPARED[-1], 12, 31))
    found = calendar.is_workday(np.array(days, "M8[D]"))
    assert [day for day, mark in zip(days, found, strict=True) if mark != chinese_calendar.is_workday(day)] == [WORKED_SATURDAY]
    assert [calendar.is_workday(day) for day in days] == found.tolist()


@pytest.mark.parametrize(("day", "n"), [(FRIDAY, 2), (MONDAY, -2), (dt.date(2018, 2, 14), 15), (dt.date(2026, 12, 31), 1), (dt.date(2003, 1, 1), -3)])
def test_one_day_as_the_program_says(day, n):
    said = json.loads(run("workdays", "add", day, "--project", "--json", "--", n).stdout)
    found = calendar.add_workdays(day, n, project=True)
    assert (found.value.isoformat(), found.projected) == (said["result"], said["projected"])
    said = json.loads(run("workdays", "count", day, found.value, "--project", "--json").stdout)
    assert calendar.count_workdays(day, found.value, project=True) == (said["result"], said["projected"]) == (n, found.projected)


def test_known_years_and_their_notices():
    assert calendar.known_years() == list(range(FIRST_YEAR, LAST_YEAR + 1))
    for year in calendar.known_years():
        fields = ("number", "title", "issued", "grade", "source")
        assert calendar.notices(year) == [{field: notice.get(field) for field in fields} for notice in load(year)["notice"]]
    with pytest.raises(gsc.SettingError, match="working days of 1999 are not known"):
        calendar.notices(1999)


# ---- single values -------------------------------------------------------------------------------------------------


def test_one_day_gives_plain_values():
    answer, number, truth = calendar.add_workdays(FRIDAY, 2), calendar.count_workdays(FRIDAY, MONDAY), calendar.is_workday(FRIDAY)
    assert (type(answer), answer, type(number), number, truth) == (dt.date, MONDAY, int, 2, True)
    assert calendar.add_workdays(FRIDAY, np.int8(2)) == MONDAY
    assert calendar.add_workdays(FRIDAY, 2, project=True) == (MONDAY, False)


def test_a_moment_is_its_day_in_shanghai():
    evening = dt.datetime(2017, 9, 29, 16, 30, tzinfo=dt.timezone.utc)
    assert calendar.add_workdays(evening, 0) == dt.date(2017, 9, 30)
    assert calendar.add_workdays(pd.Timestamp(evening), 0) == dt.date(2017, 9, 30)
    assert calendar.add_workdays(evening.replace(tzinfo=None), 0) == dt.date(2017, 9, 29)
    assert type(calendar.add_workdays(pd.Timestamp(evening), 0)) is dt.date


def test_one_day_of_numpy_gives_numpy():
    friday = np.datetime64("2017-09-29T18:00")
    assert repr(calendar.add_workdays(friday, 2)) == repr(np.datetime64("2017-10-09"))
    assert isinstance(calendar.count_workdays(friday, np.datetime64("2017-10-09")), np.int64)
    assert calendar.is_workday(friday) is np.True_
    assert np.isnat(calendar.add_workdays(np.datetime64("NaT"), 2))
    with pytest.raises(gsc.InputError, match="NaT"):
        calendar.is_workday(np.datetime64("NaT"))


# ---- shapes and kinds ----------------------------------------------------------------------------------------------


def test_numpy_arrays_are_broadcast_and_keep_their_shape():
    days = np.array([["2017-09-29"], ["2017-10-05"]], "M8[D]")
    found = calendar.add_workdays(days, np.array([[0, 1, 2]], "uint64"))
    assert found.shape == (2, 3) and found.dtype == "M8[D]"
    assert found.tolist() == [[add(day, n)[0] for n in range(3)] for [day] in days.tolist()]
    assert calendar.count_workdays(days.T, days).tolist() == [[0, -2], [1, 0]]
    assert calendar.add_workdays(FRIDAY, np.array([[1], [2]])).tolist() == [[dt.date(2017, 9, 30)], [MONDAY]]
    assert calendar.add_workdays(np.datetime64("NaT"), np.array([1, 2])).tolist() == [None, None]
    assert calendar.add_workdays(days[::-1, 0], 0).tolist() == [dt.date(2017, 10, 5), FRIDAY], "strides"
    assert calendar.add_workdays(days.astype(">M8[s]"), 0).tolist() == days.tolist(), "byte order"
    days.flags.writeable = False
    assert calendar.add_workdays(days[:, 0], 0).tolist() == [FRIDAY, dt.date(2017, 10, 5)]
    with pytest.raises(gsc.InputError, match="shape"):
        calendar.add_workdays(days[:, 0], np.array([1, 2, 3]))


def test_types_of_pandas():
    moments = pd.Series([dt.datetime(2017, 9, 29, 16, 30), None])
    for unit in ("s", "ms", "us", "ns"):
        days = moments.astype(f"datetime64[{unit}]")
        assert calendar.add_workdays(days, 2).dtype == f"datetime64[{unit}]"
        assert calendar.add_workdays(days.dt.tz_localize("UTC"), 0).tolist()[0] == pd.Timestamp("2017-09-30"), "without a zone, the day in Shanghai"
    assert (calendar.count_workdays(days, MONDAY).dtype, calendar.is_workday(days).dtype) == ("Int64", "boolean")
    arrow = days.astype("date32[pyarrow]")
    found = calendar.add_workdays(arrow, 2), calendar.count_workdays(arrow, MONDAY), calendar.is_workday(arrow)
    assert [str(answer.dtype) for answer in found] == ["date32[day][pyarrow]", "int32[pyarrow]", "bool[pyarrow]"]
    assert str(calendar.add_workdays(FRIDAY, pd.Series([2, 3])).dtype) == "datetime64[s]"
    numbers = pd.Series([2, 3], index=[1, 0])
    with pytest.raises(gsc.InputError, match="align"):
        calendar.add_workdays(days, numbers)
    assert calendar.add_workdays(days, numbers.sort_index()).tolist() == [pd.Timestamp(add(FRIDAY, 3)[0]), pd.NaT]


def test_a_null_among_the_numbers_makes_the_answer_null():
    days, numbers = [FRIDAY, FRIDAY], [None, 2]
    assert calendar.add_workdays(pl.Series(days), pl.Series(numbers)).to_list() == [None, MONDAY]
    assert calendar.add_workdays(pa.array(days), pa.array(numbers, pa.uint8())).to_pylist() == [None, MONDAY]
    found = calendar.add_workdays(pd.Series(days, dtype="datetime64[s]"), pd.Series(numbers, dtype="UInt8"))
    assert found.tolist() == [pd.NaT, pd.Timestamp(MONDAY)]
    assert calendar.add_workdays(FRIDAY, pl.Series("n", numbers)).to_list() == [None, MONDAY]


def test_one_day_of_numpy_beside_a_column_of_others():
    assert calendar.count_workdays(np.datetime64(FRIDAY), pl.Series([MONDAY])).to_list() == [2]


def test_columns_without_elements_and_without_values():
    for empty in (np.array([], "M8[D]"), pl.Series("day", [], dtype=pl.Date), pa.array([], pa.date32()), pa.chunked_array([], pa.date32())):
        assert type(calendar.add_workdays(empty, 1)) is type(empty)
        assert len(calendar.add_workdays(empty, 1, project=True).projected) == 0
    assert calendar.add_workdays(pl.Series("day", [None]), 1).to_list() == [None]
    assert calendar.is_workday(pa.nulls(2)).to_pylist() == [None, None]
    nothing = pd.Series([None, None], dtype=object)
    assert calendar.add_workdays(nothing, 1).tolist() == [None, None]


def test_within_an_expression_of_polars():
    frame = pl.DataFrame({"received_on": [FRIDAY, None]})
    expression = pl.col("received_on").map_batches(lambda days: calendar.add_workdays(days, 2), return_dtype=pl.Date)
    assert frame.lazy().select(expression).collect()["received_on"].to_list() == [MONDAY, None]


def test_what_comes_in_is_left_as_it_is():
    days = np.array(["2017-09-29", "NaT"], "M8[D]")
    calendar.add_workdays(days, 2)[0] = np.datetime64("1999-01-01")
    assert days.tolist() == [FRIDAY, None]


# ---- errors --------------------------------------------------------------------------------------------------------

BEYOND = KNOWN[1] + dt.timedelta(5)


MAKERS = [lambda days: np.array(days, "M8[D]"), pl.Series, pa.array, lambda days: pa.chunked_array([[day] for day in days]), pd.Series]


@pytest.mark.parametrize("make", MAKERS)
def test_the_first_day_that_rests_on_an_unknown_year_is_named(make):
    days = make([FRIDAY, None, KNOWN[1], BEYOND])
    known = rf"the working days of {LAST_YEAR + 1} are not known \(known years: {FIRST_YEAR} to {LAST_YEAR}\)"
    guess = "project=True guesses them: Monday to Friday worked, no holiday"
    with pytest.raises(gsc.SettingError, match=rf"^element 2 \(from 0\), {KNOWN[1]}: {known}; {guess}$"):
        calendar.add_workdays(days, 1)
    with pytest.raises(gsc.SettingError, match=rf"^element 3 \(from 0\), {FRIDAY} to {BEYOND}: {known}; project=True"):
        calendar.count_workdays(FRIDAY, days)
    with pytest.raises(gsc.SettingError, match=rf"^element 3 \(from 0\), {BEYOND}: {known}$"):
        calendar.is_workday(days)


def test_an_unknown_year_of_one_day():
    for ask in (lambda: calendar.add_workdays(BEYOND, 1), lambda: calendar.count_workdays(FRIDAY, BEYOND), lambda: calendar.is_workday(BEYOND)):
        with pytest.raises(gsc.SettingError, match=f"{BEYOND}: the working days of {LAST_YEAR + 1} are not known"):
            ask()


def test_days_out_of_range():
    for day in (FIRST - dt.timedelta(1), LAST + dt.timedelta(1), dt.date.min, dt.date.max):
        with pytest.raises(gsc.InputError, match=f"days: {day} lies outside {FIRST} to {LAST}"):
            calendar.add_workdays(day, 1, project=True)
        column, said = pl.Series([FRIDAY, day]), rf"days: element 1 \(from 0\): the day lies outside {FIRST} to {LAST}"
        for n, project in ((0, False), (1, False), (0, True), (1, True), (pl.Series([1, 0]), False)):
            with pytest.raises(gsc.InputError, match=said):
                calendar.add_workdays(column, n, project=project)
        with pytest.raises(gsc.InputError, match=said):
            calendar.is_workday(column)
        with pytest.raises(gsc.InputError, match=rf"end: element 0 \(from 0\): the day lies outside"):
            calendar.count_workdays(FIRST, np.array([day], "M8[D]"), project=True)
    assert calendar.add_workdays(FIRST, 0) == FIRST and calendar.add_workdays(LAST, 0) == LAST
    with pytest.raises(gsc.InputError, match="days: element 0"):
        calendar.add_workdays(np.array([2**62], "int64").view("M8[D]"), 1)


def test_answers_out_of_range():
    for n in (60_000, 2**31 - 1, -(2**31)):
        with pytest.raises(gsc.InputError, match="answer: .* lies outside"):
            calendar.add_workdays(FRIDAY, n, project=True)
        with pytest.raises(gsc.InputError, match=r"answers: element 1 \(from 0\): the day lies outside"):
            calendar.add_workdays(pl.Series([None, FRIDAY]), n, project=True)
        with pytest.raises(gsc.SettingError, match="not known"):
            calendar.add_workdays(FRIDAY, n)


@pytest.mark.parametrize("n", [2**31, -(2**31) - 1, 2**63, 10**30])
def test_numbers_out_of_range(n):
    with pytest.raises(gsc.InputError, match=f"n: {n} working days are more than there are days"):
        calendar.add_workdays(FRIDAY, n)
    if abs(n) <= 2**63:
        numbers = np.array([n], "uint64" if n == 2**63 else "int64")
        for column in (numbers, pd.Series(numbers)):
            with pytest.raises(gsc.InputError, match=f"{n} working days are more than there are days"):
                calendar.add_workdays(FRIDAY, column)
        with pytest.raises(gsc.InputError, match=rf"n: element 0 \(from 0\): {n} working days"):
            calendar.add_workdays(FRIDAY, pl.Series(numbers))


WRONG = {
    "list": ([FRIDAY], "days: a list is neither a single value nor a column; give a NumPy array, .* makes one of a list"),
    "text": ("2017-09-29", "days: a str is neither"),
    "None": (None, "days: a NoneType is neither"),
    "NaT": (pd.NaT, "days: NaT is no day"),
    "number": (5, "days: 5 is no day"),
    "expression": (pl.col("day"), "days: a polars.expr.expr.Expr is neither"),
    "frame": (pl.DataFrame({"day": [FRIDAY]}), "days: a polars.dataframe.frame.DataFrame is neither"),
    "numpy objects": (np.array([FRIDAY]), "days: an array of object; cast it to datetime64"),
    "numpy numbers": (np.array([1]), "days: an array of int64; cast it to datetime64"),
    "numpy masked": (np.ma.masked_array(np.array([FRIDAY], "M8[D]"), [True]), "days: a masked array"),
    "pandas texts": (pd.Series(["2017-09-29"]), "days: a Series of str holds no days; pd.to_datetime"),
    "pandas objects": (pd.Series([FRIDAY, "2017"], dtype=object), r"days: '2017' is no day \(element 1, from 0\)"),
    "pandas arrow texts": (pd.Series(["2017-09-29"], dtype=pd.ArrowDtype(pa.string())), "days: elements of type Utf8 are neither"),
    "polars texts": (pl.Series(["2017-09-29"]), "days: elements of type Utf8View are neither days nor whole numbers"),
    "polars numbers": (pl.Series([1]), "days: elements of type Int64 are no days: cast them to dates or timestamps"),
    "pyarrow times": (pa.array([dt.time(1)]), "days: elements of type Time64.* are no days"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_holds_no_days_is_refused(name):
    days, said = WRONG[name]
    with pytest.raises(gsc.InputError, match=said):
        calendar.add_workdays(days, 1)
    with pytest.raises(gsc.InputError, match=said):
        calendar.is_workday(days)


@pytest.mark.parametrize("n", [1.5, True, "1", None, [1], FRIDAY, np.array([1.0]), np.array(["2017-09-29"], "M8[D]")])
def test_what_holds_no_whole_numbers_is_refused(n):
    with pytest.raises(gsc.InputError, match="n: "):
        calendar.add_workdays(FRIDAY, n)


def test_two_columns_that_do_not_fit():
    with pytest.raises(gsc.InputError, match=r"start is a polars.*Series and end is a pyarrow.*: give both of one library"):
        calendar.count_workdays(pl.Series([FRIDAY]), pa.array([FRIDAY]))
    with pytest.raises(gsc.InputError, match="end: 2 elements, but start has 1: give both one length"):
        calendar.count_workdays(pl.Series([FRIDAY]), pl.Series([FRIDAY, FRIDAY]))
    with pytest.raises(gsc.InputError, match="n: elements of type Float64 are no whole numbers"):
        calendar.add_workdays(pl.Series([FRIDAY]), pl.Series([1.0]))


def test_no_library_is_needed():
    """Single dates go without any of them, and importing the package imports none."""
    package = str(Path(gsc.__file__).parents[1])
    asked = f"""
import sys
sys.path.insert(0, {package!r})
from gov_site_compliance import calendar
import datetime as dt
assert calendar.add_workdays(dt.date(2017, 9, 29), 2) == dt.date(2017, 10, 9)
print([name for name in ("numpy", "pandas", "polars", "pyarrow") if name in sys.modules])
"""
    found = subprocess.run([sys.executable, "-S", "-c", asked], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_the_examples_of_the_documentation():
    tried = doctest.testmod(calendar)
    assert (tried.failed, tried.attempted > 8) == (0, True)
