"""`judge` and `judge_folder`."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from typing import Any

from . import _native, _settings
from ._census import Census
from ._progress import Progress, listener
from ._standard import Standard


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
    activities: Any = None,
    links: Any = None,
    services: Any = None,
    service_files: Any = None,
    systems: Any = None,
    standard: str | os.PathLike[str] | Standard = "zibo-2017",
    checkpoint: dt.date,
    visits_until: dt.date | None = None,
    period: tuple[dt.date, dt.date] | None = None,
    complete: Iterable[str] = (),
    title: str = "",
    issuer: str = "",
    document_no: str | None = None,
    reconstruction: bool = False,
    name_best: int = 3,
    upcoming_checks: Iterable[tuple[str, dt.date]] = (),
    notice: str | os.PathLike[str] | None = None,
    project_workdays: bool = False,
    strict: bool = False,
    threads: int | None = None,
    progress: Progress | bool | None = None,
) -> Census:
    """Judges a census whose tables are in memory.

    Each table is anything with the Arrow PyCapsule interface (pyarrow, Polars, DuckDB, pandas 3 with pyarrow), with the fields of the
    data dictionary (docs/TABLES.md) under their English names or Chinese headings; only `sites` must be there. Timestamps with a zone
    are converted, those without are Shanghai time; ids may be whole numbers or texts. Tables of pandas are copied, since NumPy's memory
    may change; all others are shared and must not be changed in place while they are judged.

    `complete` names the tables that hold everything for all sites, so that what is not in them does not exist; whatever else nobody
    looked at leaves a site not assessed. `checkpoint` (监测时间点) is the day in Shanghai at whose end everything is judged,
    `visits_until` the last day of the visit week (default: the checkpoint), `period` the first and last day of the period whose
    tickets count. `standard` is a name, a TOML file or a `Standard`. `notice` names a `notice.toml` with the texts of the notice.
    `name_best` divisions are named as better (where `census.toml` says nothing, none is). `project_workdays` guesses working days of
    years without a known arrangement. `strict` refuses rejected rows.

    A column that is no field is dropped, with a warning (see `Census.report`).

    `progress(stage, done, total)` is called from this thread; by default a bar shows in terminals and notebooks, `False` shows none.
    Ctrl-C ends the work.

    Raises `InputError` for a table that is none, of a wrong type or without a compulsory field (and, if `strict`, for rejected rows,
    which it has as `rejects`), and `SettingError` for a standard or a date that cannot be used. Bad rows are no error otherwise: see
    `Census.rejected`.

    >>> rows = {"site_code": ["3799000001"], "site_name": ["示例市教育局"], "home_url": ["http://jyj.example/"], "role": ["department"],
    ...         "level": ["city"], "division": ["市本级"], "sponsor": ["示例市教育局"]}
    >>> import polars as pl
    >>> judge(sites=pl.DataFrame(rows), checkpoint=dt.date(2017, 11, 29))
    Census(, checkpoint 2017-11-29: 1 sites, 0 qualified, 0 unqualified, 1 not assessed)
    """
    given = {
        "sites": sites, "site_life": site_life, "site_addresses": site_addresses, "units": units, "columns": columns, "channels": channels,
        "exemptions": exemptions, "coverage": coverage, "tickets": tickets, "reviews": reviews, "activities": activities, "links": links,
        "services": services, "service_files": service_files, "systems": systems, "updates": updates, "visits": visits,
    }
    head = _settings.head(
        checkpoint=checkpoint, visits_until=visits_until, period=period, title=title, issuer=issuer, document_no=document_no,
        reconstruction=reconstruction, name_best=name_best, upcoming_checks=upcoming_checks, notice=notice,
    )
    declared = _settings.complete(complete, given)
    tables = _settings.tables(given)
    call, close = listener(progress)
    try:
        census = Census(_native.judge(
            tables, head, standard=_settings.standard(standard), complete=declared, project_workdays=project_workdays, strict=strict,
            threads=_settings.threads(threads), progress=call,
        ))
    finally:
        close()
    return _told(census)


def judge_folder(
    path: str | os.PathLike[str],
    *,
    standard: str | os.PathLike[str] | Standard | None = None,
    checkpoint: dt.date | None = None,
    project_workdays: bool = False,
    strict: bool = False,
    threads: int | None = None,
    progress: Progress | bool | None = None,
) -> Census:
    """Judges a census folder as `gov-site-compliance census` does: same verdicts, same `census.json`, same notice.

    `standard` (a name, a TOML file or a `Standard`) and `checkpoint` go before what `census.toml` says. The rest is as in `judge`.

    >>> judge_folder("examples/zibo-2017q4", standard="national-2015")
    Census(淄博市2017年第四季度政府网站普查, checkpoint 2017-11-29: 74 sites, 57 qualified, 17 unqualified, 0 not assessed)
    """
    call, close = listener(progress)
    try:
        census = Census(_native.judge_folder(
            os.fspath(path), standard=None if standard is None else _settings.standard(standard),
            checkpoint=None if checkpoint is None else _settings.day("checkpoint", checkpoint),
            project_workdays=project_workdays, strict=strict, threads=_settings.threads(threads), progress=call,
        ))
    finally:
        close()
    return _told(census)


def _told(census: Census) -> Census:
    """Warns of columns that had no effect."""
    _settings.tell_dropped(census.report["dropped_headings"], stacklevel=3)
    return census
