"""Working days of mainland China: Monday to Friday, less the holidays and with the weekends that the State Council's yearly notices have worked.

Each function takes one value or a column, and gives back what it was given:

| days | days back | numbers, truths |
|---|---|---|
| `datetime.date`, `datetime.datetime`, `pandas.Timestamp` | `datetime.date` | `int`, `bool` |
| NumPy `datetime64` of any unit, array of any shape or scalar | `datetime64[D]`, same shape | `int64`, `bool` |
| pandas Series of `datetime64` | same unit, without zone, index and name kept | `Int64`, `boolean` |
| pandas Series of `ArrowDtype` | `date32[pyarrow]` | `int32[pyarrow]`, `bool[pyarrow]` |
| pandas Series of dates as objects | the same | `Int64`, `boolean` |
| Polars Series of Date or Datetime | Date, name kept | Int32, Boolean |
| pyarrow Array or ChunkedArray of dates or timestamps | the same of `date32` | `int32`, `bool` |

A moment with a zone is the day it falls on in Shanghai, one without is Shanghai time. Null stays null; NumPy has NaT for days only, so a
NaT among what is counted or asked there raises `InputError`, as `numpy.busday_count` does. A single value goes with a column of any
length, NumPy arrays are broadcast, two Series of pandas must have one index. Days lie within 1992-01-01 to 2199-12-31. In an expression
of Polars: `pl.col("received_on").map_batches(lambda days: calendar.add_workdays(days, 15), return_dtype=pl.Date)`.

The years of `known_years()` have an arrangement that was published. An answer that rests on another year raises `SettingError`, which
names the first such element; with `project=True` it is guessed (Monday to Friday worked, no holiday), and every answer comes with a mark
that says whether it is a guess: see `Projected`.

    >>> import datetime as dt
    >>> friday = dt.date(2017, 9, 29)  # the Saturday after it was worked, 1 to 8 October were off
    >>> add_workdays(friday, 2)
    datetime.date(2017, 10, 9)
    >>> count_workdays(friday, dt.date(2017, 10, 9))
    2
    >>> is_workday(dt.date(2017, 9, 30))
    True

    >>> import numpy as np
    >>> add_workdays(np.array(["2017-09-29", "NaT"], "datetime64[D]"), 1)
    array(['2017-09-30',        'NaT'], dtype='datetime64[D]')
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, NamedTuple, overload

from . import _native
from ._operands import read
from ._series import Kind

__all__ = ["Projected", "add_workdays", "count_workdays", "is_workday", "known_years", "notices"]


class Projected(NamedTuple):
    """What `project=True` gives: an answer, or a column of them, that may rest on guessed years.

    `value` is the answer; `projected` says, alike in kind and shape, whether a year without a known arrangement was guessed for it (null where the
    answer is, False for a NaT of NumPy).
    """

    value: Any
    projected: Any


@overload
def add_workdays(days: dt.date, n: int, *, project: Literal[False] = False) -> dt.date: ...
@overload
def add_workdays(days: Any, n: Any, *, project: Literal[True]) -> Projected: ...
@overload
def add_workdays(days: Any, n: Any, *, project: bool = False) -> Any: ...
def add_workdays(days: Any, n: Any, *, project: bool = False) -> Any:
    """The `n`-th working day after each day (before it, if `n` is negative; the day itself for 0).

    `n` is a whole number or a column of them, of the library of `days`; columns and what comes back: see the module.

    Raises `InputError` for what is no day or no whole number, and for days out of range; `SettingError` for an answer in a year that is not known.

        >>> add_workdays(dt.date(2017, 10, 9), -2)
        datetime.date(2017, 9, 29)
        >>> add_workdays(dt.date(2100, 1, 1), 1, project=True)
        Projected(value=datetime.date(2100, 1, 4), projected=True)
    """
    kind, like, (days, n) = read(days=days, n=n, numbers=("n",))
    if kind is None:
        answer = _native.workday_add(days, n, project)
        return Projected(*answer) if project else answer[0]
    answers, projected = _native.workdays_add(days, n, project)
    return _given(kind.days_out(answers, like), projected, kind, like)


@overload
def count_workdays(start: dt.date, end: dt.date, *, project: Literal[False] = False) -> int: ...
@overload
def count_workdays(start: Any, end: Any, *, project: Literal[True]) -> Projected: ...
@overload
def count_workdays(start: Any, end: Any, *, project: bool = False) -> Any: ...
def count_workdays(start: Any, end: Any, *, project: bool = False) -> Any:
    """Working days after `start` up to and including `end`, negative if `end` lies before: `count_workdays(d, add_workdays(d, n)) == n`.

    Columns, and what comes back: see the module. Raises as `add_workdays` does.

        >>> count_workdays(dt.date(2017, 10, 1), dt.date(2017, 10, 8))
        0
    """
    kind, like, (start, end) = read(start=start, end=end)
    if kind is None:
        answer = _native.workday_count(start, end, project)
        return Projected(*answer) if project else answer[0]
    answers, projected = _native.workdays_count(start, end, project)
    return _given(kind.values_out(answers, like), projected, kind, like)


@overload
def is_workday(days: dt.date) -> bool: ...
@overload
def is_workday(days: Any) -> Any: ...
def is_workday(days: Any) -> Any:
    """Whether each day is worked. Columns, and what comes back: see the module.

    Raises `InputError` for what is no day, `SettingError` for a day of a year that is not known.

        >>> is_workday(dt.date(2017, 10, 2))
        False
    """
    kind, like, (days,) = read(days=days)
    if kind is None:
        return _native.workday_is(days)
    return kind.values_out(_native.workdays_is(days), like)


def known_years() -> list[int]:
    """The years whose arrangement of working days is known, in order.

        >>> known_years()[0]
        2004
    """
    return _native.known_years()


def notices(year: int) -> list[dict[str, Any]]:
    """The notices that arrange a year: `number` and `issued` (None where not known), `title`, `grade` (how sure: A to D) and `source`.

    Raises `SettingError` for a year that is not known.

        >>> [notice["number"] for notice in notices(2017)]
        ['国办发明电〔2016〕17号']
    """
    return _native.year_notices(year)


def _given(answers: Any, projected: _native.Column | None, kind: Kind, like: Any) -> Any:
    return answers if projected is None else Projected(answers, kind.marks_out(projected, like))
