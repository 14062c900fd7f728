"""What every library's columns of days have in common, and single days and numbers."""

from __future__ import annotations

import abc
import datetime as dt
import operator
import sys
from typing import Any

from ._native import Column, InputError

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


class Kind(abc.ABC):
    """One library's columns: in, and out again as what came in."""

    @abc.abstractmethod
    def holds(self, value: Any) -> bool:
        """Whether the value is a column of this library. Without importing it: whoever has a column of it has imported it already."""

    @abc.abstractmethod
    def days_in(self, name: str, value: Any) -> Column:
        """A column of days."""

    @abc.abstractmethod
    def numbers_in(self, name: str, value: Any) -> Column:
        """A column of whole numbers."""

    @abc.abstractmethod
    def days_out(self, column: Column, like: Any) -> Any:
        """Days as the library holds them; `like` has the shape, the index or the name."""

    @abc.abstractmethod
    def values_out(self, column: Column, like: Any) -> Any:
        """Numbers or truths."""

    def marks_out(self, column: Column, like: Any) -> Any:
        """Truths that stand beside answers."""
        return self.values_out(column, like)

    def alike(self, first: Any, second: Any) -> tuple[Any, Any]:
        """Two columns made to fit each other element by element, as the library does it."""
        return first, second


def is_one(value: Any) -> bool:
    """Whether this is one day or one number, not a column."""
    return isinstance(value, dt.date) or (isinstance(value, int) and not isinstance(value, bool)) or of("numpy", "integer", value)


def of(library: str, type_name: str, value: Any) -> bool:
    """Whether the value is of a type of a library that may not be there."""
    return isinstance(value, getattr(sys.modules.get(library), type_name, ()))


def one_day(name: str, value: Any) -> dt.date:
    """A date; of a moment with a zone the day it falls on in Shanghai, of one without its own."""
    if of("numpy", "datetime64", value):
        value = value.astype("datetime64[D]").item()
    # NaT is a datetime, and differs from itself
    if not isinstance(value, dt.date) or value != value:
        raise InputError(f"{name}: {value!r} is no day")
    if not isinstance(value, dt.datetime):
        return value
    try:
        return (value if value.tzinfo is None else value.astimezone(SHANGHAI)).date()
    except OverflowError as error:
        raise InputError(f"{name}: {value} is no day: {error}") from None


def one_number(name: str, value: Any) -> int:
    """A number of working days."""
    if not is_one(value) or isinstance(value, dt.date):
        raise InputError(f"{name}: {value!r} is no whole number")
    number = operator.index(value)
    if not -(2**31) <= number < 2**31:
        raise InputError(f"{name}: {number} working days are more than there are days")
    return number
