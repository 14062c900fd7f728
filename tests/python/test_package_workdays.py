"""`calendar`: working days over single days, NumPy, pandas, Polars and pyarrow, as the year files and the program have them."""

import datetime as dt
import functools
import json

import gov_site_compliance as gsc
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import tomllib
from hypothesis import given, settings
from hypothesis import strategies as st

from support import CALENDARS, FIRST_YEAR, LAST_YEAR, run

FIRST, LAST = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
KNOWN = st.dates(FIRST, LAST)
DAYS = [dt.date(2017, 9, 29), dt.date(2017, 10, 7), dt.date(2018, 2, 11), dt.date(2018, 2, 15), dt.date(2018, 12, 31)]


def worked_days():
    """Every working day of the known years, in order, from the files."""
    found = []
    for path in sorted(CALENDARS.glob("*.toml")):
        year = tomllib.loads(path.read_text(encoding="utf-8"))
        off, work = set(year["off"]), set(year["work"])
        day = dt.date(year["year"], 1, 1)
        while day.year == year["year"]:
            if (day.weekday() < 5 and day not in off) or day in work:
                found.append(day)
            day += dt.timedelta(1)
    return found


WORKED = worked_days()
WORKED_SET = set(WORKED)


def counted(start, end):
    """Working days after `start` up to and including `end`."""
    return sum(start < day <= end for day in WORKED)


# ---- single days


def test_known_years():
    assert gsc.calendar.known_years() == list(range(FIRST_YEAR, LAST_YEAR + 1))


@settings(max_examples=300, deadline=None)
@given(day=KNOWN)
def test_a_day_is_worked_as_its_file_says(day):
    assert gsc.calendar.is_workday(day) is (day in WORKED_SET)


@settings(max_examples=100, deadline=None)
@given(days=st.tuples(KNOWN, KNOWN).map(sorted))
def test_working_days_between_two_days(days):
    start, end = days
    assert gsc.calendar.count_workdays(start, end) == counted(start, end)


@settings(max_examples=100, deadline=None)
@given(day=st.dates(FIRST + dt.timedelta(400), LAST - dt.timedelta(400)), number=st.integers(-200, 200).filter(bool))
def test_the_nth_working_day(day, number):
    later = [other for other in WORKED if other > day]
    earlier = [other for other in WORKED if other < day]
    assert gsc.calendar.add_workdays(day, number) == (later[number - 1] if number > 0 else earlier[number])


@pytest.mark.parametrize(("day", "number"), [("2017-09-29", 7), ("2017-09-30", 1), ("2018-02-11", 1), ("2017-10-16", -7), ("2018-01-02", 0)])
def test_as_the_program_counts(day, number):
    process = run("workdays", "add", "--json", day, number)
    assert process.returncode == 0, process.stderr
    shown = gsc.calendar.add_workdays(dt.date.fromisoformat(day), number)
    assert shown.isoformat() in process.stdout
    assert type(shown) is dt.date
    assert json.loads(process.stdout)


def test_types_of_single_days():
    assert type(gsc.calendar.is_workday(dt.date(2017, 9, 29))) is bool
    assert type(gsc.calendar.count_workdays(dt.date(2017, 9, 29), dt.date(2017, 10, 16))) is int
    assert gsc.calendar.count_workdays(dt.date(2017, 9, 29), dt.date(2017, 9, 29)) == 0


# ---- many days


@functools.cache
def seven_later():
    """The seventh working day after each of `DAYS`, asked one by one."""
    return [gsc.calendar.add_workdays(day, 7) for day in DAYS]


def test_numpy():
    found = gsc.calendar.add_workdays(np.array(DAYS, "datetime64[D]"), 7)
    assert isinstance(found, np.ndarray) and found.dtype == "datetime64[D]"
    assert found.astype(object).tolist() == seven_later()
    flags = gsc.calendar.is_workday(np.array(DAYS, "datetime64[D]"))
    assert isinstance(flags, np.ndarray) and flags.dtype == bool
    assert flags.tolist() == [day in WORKED_SET for day in DAYS]
    numbers = gsc.calendar.count_workdays(np.array(DAYS, "datetime64[D]"), np.array(seven_later(), "datetime64[D]"))
    assert isinstance(numbers, np.ndarray) and numbers.tolist() == [7] * len(DAYS)


def test_a_numpy_day_alone():
    found = gsc.calendar.add_workdays(np.datetime64("2017-09-29"), 7)
    assert found == np.datetime64(seven_later()[0])
    assert gsc.calendar.is_workday(np.datetime64("2017-09-29")) == True  # noqa: E712 (np.bool_)


def test_pandas_keeps_its_index():
    series = pd.Series(pd.to_datetime(DAYS), index=list("abcde"), name="received")
    found = gsc.calendar.add_workdays(series, 7)
    assert isinstance(found, pd.Series)
    assert found.index.tolist() == list("abcde")
    assert [day.date() if hasattr(day, "date") else day for day in found] == seven_later()
    flags = gsc.calendar.is_workday(series)
    assert flags.index.tolist() == list("abcde") and [bool(flag) for flag in flags] == [day in WORKED_SET for day in DAYS]
    assert gsc.calendar.count_workdays(series, found).tolist() == [7] * len(DAYS)


def test_polars():
    found = gsc.calendar.add_workdays(pl.Series("received", DAYS), 7)
    assert isinstance(found, pl.Series) and found.dtype == pl.Date
    assert found.to_list() == seven_later()
    assert gsc.calendar.is_workday(pl.Series(DAYS)).to_list() == [day in WORKED_SET for day in DAYS]
    assert gsc.calendar.count_workdays(pl.Series(DAYS), found).to_list() == [7] * len(DAYS)


@pytest.mark.parametrize(
    "make", [lambda days: pa.array(days), lambda days: pa.chunked_array([pa.array(days[:2]), pa.array(days[2:])])], ids=["array", "chunked"]
)
def test_pyarrow(make):
    found = gsc.calendar.add_workdays(make(DAYS), 7)
    assert isinstance(found, (pa.Array, pa.ChunkedArray)) and found.type == pa.date32()
    assert found.to_pylist() == seven_later()
    assert gsc.calendar.is_workday(make(DAYS)).to_pylist() == [day in WORKED_SET for day in DAYS]
    assert gsc.calendar.count_workdays(make(DAYS), found).to_pylist() == [7] * len(DAYS)


EMPTY = {
    "numpy": (lambda days: np.array(days, "datetime64[D]"), lambda found: [None if np.isnat(day) else day for day in found]),
    "pandas": (lambda days: pd.Series(pd.to_datetime(days)), lambda found: [None if pd.isna(day) else day for day in found]),
    "polars": (lambda days: pl.Series(days, dtype=pl.Date), lambda found: found.to_list()),
    "pyarrow": (lambda days: pa.array(days, pa.date32()), lambda found: found.to_pylist()),
}


@pytest.mark.parametrize("library", EMPTY)
def test_unknown_days_stay_unknown(library):
    make, read = EMPTY[library]
    found = read(gsc.calendar.add_workdays(make([DAYS[0], None, DAYS[1]]), 7))
    assert [day is None for day in found] == [False, True, False]
    assert len(read(gsc.calendar.add_workdays(make([]), 7))) == 0


@pytest.mark.parametrize("library", EMPTY)
def test_a_number_for_each_day(library):
    """The number may be an array of the same kind."""
    make, read = EMPTY[library]
    numbers = {"numpy": np.array, "pandas": pd.Series, "polars": pl.Series, "pyarrow": pa.array}[library]([1, 2, 3, -4, 5])
    found = read(gsc.calendar.add_workdays(make(DAYS), numbers))
    wanted = [gsc.calendar.add_workdays(day, number) for day, number in zip(DAYS, [1, 2, 3, -4, 5])]
    assert [pd.Timestamp(day).date() for day in found] == wanted


@settings(max_examples=60, deadline=None)
@given(days=st.lists(st.dates(FIRST + dt.timedelta(60), LAST - dt.timedelta(60)), max_size=30), number=st.integers(-20, 20))
def test_many_days_are_single_days(days, number):
    wanted = [gsc.calendar.add_workdays(day, number) for day in days]
    assert gsc.calendar.add_workdays(pl.Series(days, dtype=pl.Date), number).to_list() == wanted
    assert gsc.calendar.add_workdays(np.array(days, "datetime64[D]"), number).astype(object).tolist() == wanted


ZONED = [("2017-09-29T16:00:00+00:00", dt.date(2017, 9, 30)), ("2017-09-29T15:59:59+00:00", dt.date(2017, 9, 29))]


@pytest.mark.parametrize(("at", "day"), ZONED)
def test_instants_are_days_in_shanghai(at, day):
    """Zone-aware times are converted; naive ones are Shanghai time."""
    stamp = pd.Timestamp(at)
    wanted = gsc.calendar.add_workdays(day, 7)
    assert pd.Timestamp(gsc.calendar.add_workdays(pd.Series([stamp]), 7)[0]).date() == wanted
    assert pd.Timestamp(gsc.calendar.add_workdays(pa.array([stamp], pa.timestamp("us", "UTC")), 7)[0].as_py()).date() == wanted
    naive = stamp.tz_convert("Asia/Shanghai").tz_localize(None)
    assert pd.Timestamp(gsc.calendar.add_workdays(pd.Series([naive]), 7)[0]).date() == wanted


# ---- years that nobody knows


BEYOND = dt.date.fromisocalendar(LAST_YEAR + 2, 20, 3)


def test_an_unknown_year_is_refused():
    for call in (
        lambda: gsc.calendar.add_workdays(BEYOND, 1),
        lambda: gsc.calendar.is_workday(BEYOND),
        lambda: gsc.calendar.count_workdays(DAYS[0], BEYOND),
        lambda: gsc.calendar.add_workdays(pl.Series([DAYS[0], BEYOND]), 1),
        lambda: gsc.calendar.add_workdays(LAST, 300),
        lambda: gsc.calendar.is_workday(FIRST - dt.timedelta(1)),
    ):
        with pytest.raises(gsc.ComplianceError, match=r"\d{4}"):
            call()


def test_an_unknown_year_is_projected_on_demand():
    """Monday to Friday, and marked as a guess; a known year is none."""
    after = gsc.calendar.add_workdays(BEYOND, 5, project=True)
    assert (after.value, after.projected) == (BEYOND + dt.timedelta(7), True)
    number = gsc.calendar.count_workdays(BEYOND, BEYOND + dt.timedelta(7), project=True)
    assert (number.value, number.projected) == (5, True)
    known = gsc.calendar.add_workdays(DAYS[0], 7, project=True)
    assert (known.value, known.projected) == (gsc.calendar.add_workdays(DAYS[0], 7), False)


def test_each_day_of_a_column_is_marked():
    found = gsc.calendar.add_workdays(pl.Series([DAYS[0], BEYOND]), 5, project=True)
    assert found.value.to_list() == [gsc.calendar.add_workdays(DAYS[0], 5), BEYOND + dt.timedelta(7)]
    assert found.projected.to_list() == [False, True]


# ---- what cannot be used


NO_DAYS = [None, "2017-09-29", 7, 1.5, [1], object(), np.array([1, 2]), pl.Series(["x"]), pa.array([True]), pd.Series([1.5])]


@pytest.mark.parametrize("other", NO_DAYS, ids=lambda other: type(other).__name__)
def test_what_is_no_day(other):
    with pytest.raises((TypeError, gsc.ComplianceError)):
        gsc.calendar.add_workdays(other, 7)


@pytest.mark.parametrize("number", [None, "7", 1.5, 10**30, -(10**30)], ids=repr)
def test_what_is_no_number(number):
    with pytest.raises((TypeError, ValueError, OverflowError, gsc.ComplianceError)):
        gsc.calendar.add_workdays(DAYS[0], number)


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max], ids=str)
@pytest.mark.parametrize("project", [False, True])
@pytest.mark.parametrize("number", [1, -1, 2**31, -(2**63)])
def test_the_first_and_the_last_day_of_python(day, number, project):
    with pytest.raises(gsc.ComplianceError, match=f"{day.year}|{abs(number)}"):
        gsc.calendar.add_workdays(day, number, project=project)


def test_arrays_of_different_lengths():
    with pytest.raises((ValueError, gsc.ComplianceError)):
        gsc.calendar.count_workdays(pl.Series(DAYS), pl.Series(DAYS[:2]))
