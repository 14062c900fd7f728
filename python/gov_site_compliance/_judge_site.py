"""`judge_site`: one site alone."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from typing import Any

from . import _native, _settings
from ._standard import Standard
from ._verdict import Verdict


def judge_site(
    *,
    site: Any,
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
) -> Verdict:
    """Judges one site by its rows: the verdict that a census of all sites gives it.

    `site` is its row as a mapping, or an Arrow table of one row; each other table is an Arrow table or rows as mappings (fields of
    docs/TABLES.md to text, numbers, bools, dates, datetimes or None; an empty list says that there are none). Rows as mappings are read
    as those of a CSV file. Where many sites are judged by one standard, load it once (`Standard.load`) and hand it over; tables in
    Arrow are read fastest. Everything else is as in `judge`.

    Raises as `judge`, and `InputError` where there is not exactly one site. Rows that cannot be used are in `Verdict.rejected`.

    >>> judge_site(
    ...     site={"site_code": "3799000001", "site_name": "示例市教育局", "home_url": "http://jyj.example/", "role": "department", "level": "city",
    ...           "division": "市本级", "sponsor": "示例市教育局"},
    ...     reviews=[{"review_id": "r1", "site_code": "3799000001", "indicator": "serious_error", "kind": "serious_misspelling",
    ...               "status": "confirmed", "found_at": dt.datetime(2017, 11, 20, 9)}],
    ...     checkpoint=dt.date(2017, 11, 29),
    ... )
    Verdict(3799000001 示例市教育局: unqualified (serious_error))
    """
    given = {
        "sites": site, "site_life": site_life, "site_addresses": site_addresses, "units": units, "columns": columns, "channels": channels,
        "exemptions": exemptions, "coverage": coverage, "tickets": tickets, "reviews": reviews, "activities": activities, "links": links,
        "services": services, "service_files": service_files, "systems": systems, "updates": updates, "visits": visits,
    }
    head = _settings.head(
        checkpoint=checkpoint, visits_until=visits_until, period=period, title="", issuer="", document_no=None, reconstruction=False,
        name_best=0, upcoming_checks=(), notice=None,
    )
    declared = _settings.complete(complete, given)
    tables = _settings.tables(given)
    return Verdict(_native.judge_site(tables, head, standard=_settings.standard(standard), complete=declared))
