"""What a census is asked beside its tables, checked before it goes to the native part."""

from __future__ import annotations

import datetime as dt
import os
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from . import _native
from ._native import SettingError
from ._standard import Standard

Period = tuple[dt.date, dt.date]


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
        "period": None if period is None else (day("period", period[0]), day("period", period[1])),
        "title": title,
        "issuer": issuer,
        "document_no": document_no,
        "reconstruction": reconstruction,
        "name_best": name_best,
        "upcoming_checks": [(name, day("upcoming_checks", on)) for name, on in upcoming_checks],
        "notice": None if notice is None else os.fspath(notice),
    }


def day(name: str, value: dt.date) -> dt.date:
    """A civil date. A datetime is refused: its date depends on a zone that nobody named."""
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise SettingError(f"{name}: {type(value).__name__} is no civil date; give datetime.date(2017, 11, 29), the day in Shanghai")
    return value


def standard(named: str | os.PathLike[str] | Standard) -> _native.Standard | str:
    """A standard, or its name or file, for the native part."""
    return named._native if isinstance(named, Standard) else os.fspath(named)


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
    return number
