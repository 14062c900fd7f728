"""`compare`."""

from __future__ import annotations

from . import _native
from ._census import Census
from ._native import InputError


def compare(a: Census, b: Census) -> _native.Comparison:
    """What changed from census `a` to census `b`: two quarters, two runs, or one body of evidence under two standards.

    The `Comparison` has four frames, each sorted, and `len()`, the number of rows in all four. What ends in `_before` or `_after` is
    null where the site or the ticket is in one census only.

    - `verdicts`: sites whose verdict (`excluded` for a site left out with approval), score, failed vetoes or open vetoes differ, by code:
      `site_code, site_name, before, after`, then before and after of `vetoes`, `not_assessed`, `score`, `score_low`, `score_high`,
      `verdict_basis` (`score` or `vetoes`) and `basis`, the standard.
    - `outcomes`: clauses whose result, counts or points off differ, at sites that both judged, by site and clause: `site_code, site_name, clause,
      title`, then before and after of `result`, `measured`, `possible`, `of`, `limit`, `points_off`, `points_off_most`; null where the standard of
      that side has no such clause, or nothing was measured. A limit alone, which moves with the standard or the number of visits, is no
      difference; points are one only where both censuses score the site.
    - `findings`: by site, clause, table and key, `change` and the columns of `Census.findings` with `certain_before, day_before,
      detail_before`. `change` is `added` or `removed` for a finding of one census only, and `changed` where both have one at the same key,
      but of another day, detail or certainty; `source_ref` and `basis` are not looked at.
    - `tickets`: tickets whose unit, state, deadline or answer differs, by id: `ticket_id, site_code, unit, unit_before`, then before and
      after of `state`, `deadline`, `answered_on`, `working_days_over`, `basis`.

    Raises `InputError` for anything else than two `Census`.

    Where checkpoints or standards differ, `repr` says so: another checkpoint alone makes findings come, go and change.

        >>> import datetime as dt
        >>> import gov_site_compliance as gsc
        >>> import pyarrow as pa
        >>> sites = pa.table({"site_code": ["3703000001"], "site_name": ["示例"], "home_url": ["http://a.gov.cn/"],
        ...                   "role": ["portal"], "level": ["city"], "division": ["市本级"], "sponsor": ["示例"]})
        >>> census = gsc.judge(sites=sites, checkpoint=dt.date(2017, 11, 29))
        >>> len(compare(census, census))
        0
    """
    for census in (a, b):
        if not isinstance(census, Census):
            raise InputError(f"a {type(census).__name__} is no Census; compare what judge or judge_folder gave")
    return _native.compare(a._native, b._native)
