"""What a census is asked beside its tables, checked before it goes to the native part."""

from __future__ import annotations

import datetime as dt
import os
import warnings
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from . import _native
from ._native import InputError, SettingError
from ._standard import Standard

Period = tuple[dt.date, dt.date]


_MOST_THREADS = 1024
_FIRST, _LAST = dt.date(1992, 1, 1), dt.date(2199, 12, 31)


def head(
    *,
    checkpoint: dt.date,
    visits_until: dt.date | None,
    period: Period | None,
    title: str,
    issuer: str,
    document_no: str | None,
    reconstruction: bool,
    name_best: int,
    upcoming_checks: Iterable[tuple[str, dt.date]],
    notice: str | os.PathLike[str] | None,
) -> dict[str, Any]:
    """The head of a census as the native part takes it."""
    if name_best < 0:
        raise SettingError(f"name_best: {name_best} groups cannot be named; give 0 or more")
    return {
        "checkpoint": day("checkpoint", checkpoint),
        "visits_until": None if visits_until is None else day("visits_until", visits_until),
        "period": None if period is None else _period(period),
        "title": text("title", title),
        "issuer": text("issuer", issuer),
        "document_no": None if document_no is None else text("document_no", document_no),
        "reconstruction": reconstruction,
        "name_best": name_best,
        "upcoming_checks": [(text("upcoming_checks", name), day("upcoming_checks", on)) for name, on in upcoming_checks],
        "notice": None if notice is None else os.fspath(notice),
    }


def day(name: str, value: dt.date) -> dt.date:
    """A civil date. A datetime is refused: its date depends on a zone that nobody named."""
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise SettingError(f"{name}: {type(value).__name__} is no civil date; give datetime.date(2017, 11, 29), the day in Shanghai")
    if not _FIRST <= value <= _LAST:
        raise SettingError(f"{name}: {value} lies outside of {_FIRST} to {_LAST}, the dates that can be judged; correct it")
    return value


def _period(period: Period) -> Period:
    """First and last day of a period."""
    try:
        first, last = period
    except (TypeError, ValueError):
        raise SettingError("period: give its first and its last day, as (datetime.date(2017, 10, 1), datetime.date(2017, 12, 31))") from None
    first, last = day("period", first), day("period", last)
    if first > last:
        raise SettingError(f"period: it ends on {last}, before it begins on {first}; swap the two")
    return first, last


def text(name: str, value: str) -> str:
    """A text that can be written down: half of a surrogate pair cannot."""
    if not isinstance(value, str):
        raise SettingError(f"{name}: {type(value).__name__} is no text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise SettingError(f"{name}: {error}; give text that can be written as UTF-8") from error
    return value


def optional_text(name: str, value: str | None) -> str | None:
    """A text that can be written down, or none."""
    return None if value is None else text(name, value)


def max_bytes(number: int) -> int:
    """The most bytes of a page: the parser counts no further than 32 bits."""
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number < 2**31:
        raise SettingError(f"max_bytes: {number!r}; give the most bytes of a page as a whole number, 1 to {2**31 - 1}")
    return number


def templates(given: str | os.PathLike[str] | None) -> str | None:
    """The path of a file of templates, or its text, for the native part."""
    if given is None:
        return None
    if not isinstance(given, (str, os.PathLike)):
        raise SettingError(f"templates: {type(given).__name__} are no templates; give the path of a TOML file, or its text")
    return text("templates", os.fspath(given))


def standard(named: str | os.PathLike[str] | Standard) -> _native.Standard | str:
    """A standard, or its name or file, for the native part."""
    if isinstance(named, Standard):
        return named._native
    if not isinstance(named, (str, os.PathLike)):
        raise SettingError(f"standard: {type(named).__name__} is no standard; give a name, a TOML file or a Standard")
    return text("standard", os.fspath(named))


def tables(given: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Tables that are there, by name."""
    if given["sites"] is None:
        raise InputError("sites: None; hand over the table of sites, the one that must be there")
    return [(name, handed(table)) for name, table in given.items() if table is not None]


def handed(table: Any) -> Any:
    """A table as the native part can take it: Polars hands columns of nothing over in a form that Arrow does not know."""
    kind = type(table)
    if kind.__name__ != "DataFrame" or not kind.__module__.startswith("polars"):
        return table
    empty = [name for name, dtype in table.schema.items() if str(dtype) == "Null"]
    if not empty:
        return table
    polars = import_module("polars")
    return table.with_columns(polars.lit(None, polars.String).alias(name) for name in empty)


def complete(declared: Iterable[str], given: Mapping[str, object]) -> list[str]:
    """Tables that are declared complete; a name that is none is refused, and one that is not handed over has no effect."""
    if isinstance(declared, str):
        raise SettingError(f'complete: a text; give a list of tables, such as complete=["{declared}"]')
    names = list(declared)
    for name in names:
        if name not in given:
            raise SettingError(f"complete: there is no table `{name}`; the tables are {', '.join(given)}")
        if given[name] is None:
            warnings.warn(f"complete declares {name}, which is not handed over: without effect; an empty table says that there is nothing", stacklevel=4)
    return names


def threads(number: int | None) -> int | None:
    """Threads, at least one."""
    if number is not None and number < 1:
        raise SettingError(f"threads: {number}; give 1 or more, or None for one a core")
    if number is not None and number > _MOST_THREADS:
        raise SettingError(f"threads: {number}; give {_MOST_THREADS} at most, or None for one a core")
    return number


def tell_dropped(dropped: Iterable[tuple[str, str]], *, stacklevel: int) -> None:
    """Warns of columns that had no effect: one of them may be a field with a slip in its name."""
    names = [f"{table}: {heading}" for table, heading in dropped]
    if names:
        warnings.warn(f"dropped, since no table has such a field: {'; '.join(names)} (docs/TABLES.md names them all)", stacklevel=stacklevel + 1)
