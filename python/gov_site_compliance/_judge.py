"""`judge` and `judge_folder`."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from typing import Any

from . import _native

Progress = Callable[[str, int, int], None]


def judge(
    *,
    sites: Any,
    columns: Any = None,
    updates: Any = None,
    visits: Any = None,
    tickets: Any = None,
    reviews: Any = None,
    site_life: Any = None,
    site_addresses: Any = None,
    units: Any = None,
    channels: Any = None,
    exemptions: Any = None,
    coverage: Any = None,
    standard: str = "zibo-2017",
    checkpoint: dt.date,
    visits_until: dt.date | None = None,
    period: tuple[dt.date, dt.date] | None = None,
    complete: Iterable[str] = (),
    title: str = "",
    issuer: str = "",
    name_best: int = 3,
    project_workdays: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> _native.Census:
    """Judges a census whose tables are in memory.

    Each table is anything with the Arrow PyCapsule interface, with the fields of the data dictionary (docs/TABLES.md) under their
    names; only `sites` must be there. `complete` names the tables that hold everything for all sites, so that what is not in
    them does not exist; whatever else nobody looked at leaves a site not assessed. Timestamps with a zone are converted, those
    without are Shanghai time; ids may be whole numbers or texts.

    `progress(stage, done, total)` is called from this thread, `total` is 0 where it is not known.

    Raises `InputError` for a table that is none, of a wrong type or without a compulsory field, and `SettingError` for a standard
    or a date that cannot be used. Bad rows are no error: see `Census.rejected`.
    """
    given = {
        "sites": sites, "site_life": site_life, "site_addresses": site_addresses, "units": units, "columns": columns, "channels": channels,
        "exemptions": exemptions, "coverage": coverage, "tickets": tickets, "reviews": reviews, "updates": updates, "visits": visits,
    }
    head = {"checkpoint": checkpoint, "visits_until": visits_until, "period": period, "title": title, "issuer": issuer, "name_best": name_best}
    tables = [(name, table) for name, table in given.items() if table is not None]
    return _native.judge(
        tables, head, standard=standard, complete=list(complete), project_workdays=project_workdays, threads=threads, progress=progress
    )


def judge_folder(
    path: str | os.PathLike[str],
    *,
    standard: str | None = None,
    checkpoint: dt.date | None = None,
    project_workdays: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> _native.Census:
    """Judges a census folder as `gov-site-compliance census` does: same verdicts, same `census.json`, same notice.

    `standard` (a name, or a TOML file) and `checkpoint` go before what `census.toml` says.
    """
    return _native.judge_folder(
        os.fspath(path), standard=standard, checkpoint=checkpoint, project_workdays=project_workdays, threads=threads, progress=progress
    )
