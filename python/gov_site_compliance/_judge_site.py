"""`judge_site` and `SiteEvidence`: one site alone."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypedDict

from . import _native, _settings
from ._standard import Standard
from ._verdict import Verdict

if TYPE_CHECKING:
    from typing_extensions import Unpack


class SiteTables(TypedDict, total=False):
    """The tables of one site by name, as `SiteEvidence` takes them."""

    site: Any
    columns: Any
    updates: Any
    visits: Any
    tickets: Any
    reviews: Any
    site_life: Any
    site_addresses: Any
    units: Any
    channels: Any
    exemptions: Any
    coverage: Any
    activities: Any
    links: Any
    services: Any
    service_files: Any
    systems: Any
    complete: Iterable[str]


class SiteEvidence:
    """The tables of one site, taken over once: to be judged by several standards, at several checkpoints, or where every microsecond counts.

    `site` is its row as a mapping, or an Arrow table of one row; each other table is an Arrow table or rows as mappings (fields of
    docs/TABLES.md to text, numbers, bools, dates, datetimes or None; an empty list says that there are none). Rows as mappings are read
    as those of a CSV file, moments without a zone as Shanghai time. `complete` names the tables that hold everything (see `judge`).

    Raises `InputError` as `judge` does.

    >>> site = {"site_code": "3799000001", "site_name": "示例市教育局", "home_url": "http://jyj.example/", "role": "department", "level": "city",
    ...         "division": "市本级", "sponsor": "示例市教育局"}
    >>> columns = [{"column_id": 1, "site_code": "3799000001", "column_name": "教育新闻", "kind": "news", "on_home": True}]
    >>> updates = [{"column_id": 1, "url": "http://jyj.example/1.html", "published_on": dt.date(2018, 3, 10)}]
    >>> evidence = SiteEvidence(site=site, columns=columns, updates=updates, complete=["columns", "updates"])
    >>> [judge_site(evidence, checkpoint=day).vetoes for day in (dt.date(2018, 3, 24), dt.date(2018, 3, 25))]
    [[], ['home_not_updated']]
    """

    def __init__(
        self,
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
        complete: Iterable[str] = (),
    ) -> None:
        given = {
            "sites": site, "site_life": site_life, "site_addresses": site_addresses, "units": units, "columns": columns, "channels": channels,
            "exemptions": exemptions, "coverage": coverage, "tickets": tickets, "reviews": reviews, "activities": activities, "links": links,
            "services": services, "service_files": service_files, "systems": systems, "updates": updates, "visits": visits,
        }
        declared = _settings.complete(complete, given)
        tables = _settings.tables(given)
        self._native = _native.SiteEvidence(tables, complete=declared)
        self._tables = [name for name, _ in tables]
        _settings.tell_dropped(self._native.dropped(), stacklevel=3)

    def __repr__(self) -> str:
        return f"SiteEvidence({', '.join(self._tables)})"


def judge_site(
    evidence: SiteEvidence | None = None,
    *,
    standard: str | os.PathLike[str] | Standard = "zibo-2017",
    checkpoint: dt.date,
    visits_until: dt.date | None = None,
    period: tuple[dt.date, dt.date] | None = None,
    **tables: Unpack[SiteTables],
) -> Verdict:
    """Judges one site by its rows: the verdict that a census of all sites gives it.

    `evidence` is a `SiteEvidence`; in its place its tables may be given here (`site=…, columns=…, complete=…`). Where many sites are
    judged by one standard, load it once (`Standard.load`) and hand it over. Everything else is as in `judge`.

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
    if evidence is None:
        if "site" not in tables:
            raise TypeError("judge_site() needs evidence, or site=… and further tables")
        evidence = SiteEvidence(**tables)
    elif tables:
        raise TypeError(f"judge_site() takes evidence or tables, not both: {', '.join(tables)}")
    head = _settings.head(
        checkpoint=checkpoint, visits_until=visits_until, period=period, title="", issuer="", document_no=None, reconstruction=False,
        name_best=0, upcoming_checks=(), notice=None,
    )
    return Verdict(_native.judge_site(evidence._native, head, standard=_settings.standard(standard)))
