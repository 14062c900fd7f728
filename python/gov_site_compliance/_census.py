"""`Census`: what came of all sites."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import _native
from ._native import Frame
from ._standard import Standard
from ._verdict import Explanation, Verdict

# what `Census.write` can write
FORMATS = ("csv", "docx", "html", "json", "markdown", "xlsx")


class Census:
    """A judged census and its tables.

    Each table is a `Frame`, which Polars, pandas, DuckDB and pyarrow read without copying: `pl.DataFrame(census.verdicts)`.
    It is immutable and can be pickled. It shares the tables that it was judged from, so that `explain` can show rows; a pickle
    leaves them out.

    >>> census = judge_folder("examples/zibo-2017q4")
    >>> census
    Census(淄博市2017年第四季度政府网站普查, checkpoint 2017-11-29: 74 sites, 57 qualified, 17 unqualified, 0 not assessed)
    >>> len(census.verdicts), len(census.outcomes) % len(census.verdicts)
    (74, 0)
    """

    def __init__(self, native: _native.Census) -> None:
        self._native = native

    @property
    def verdicts(self) -> Frame:
        """A row for each site that is not excluded, by code: `site_code, site_name, verdict, role, level, division, sponsor, vetoes,
        not_assessed` (texts), `score, score_low, score_high` (decimals of two places), `evidence_digest, basis` (texts).

        `vetoes` are the keys of failed clauses (`a;b`), `not_assessed` the open ones with their gaps (`a:dns+login;b:not_collected`).
        The scores are null where a veto failed or the standard takes no points off; `score` also where an item lacks points, cap or coverage.
        """
        return self._native.verdicts

    @property
    def outcomes(self) -> Frame:
        """A row for each site and clause: `site_code, clause, title, effect` (`veto`, `deduct` or `report`), `result`, the counts `measured, possible,
        of, limit`, `margin` (limit − measured), `points_off` and `points_off_most` (decimals; of clauses that take points off a scored site), `gaps`,
        `readings`, `sentence`, `basis`."""
        return self._native.outcomes

    @property
    def findings(self) -> Frame:
        """A row for each thing that was counted: `site_code, clause, table, key, certain` (bool), `day` (date), `detail, source_ref, basis`."""
        return self._native.findings

    @property
    def groups(self) -> Frame:
        """A row for each group of sites: `by, name, title`, counts, `unqualified_rate` (percent as text), `better` (bool)."""
        return self._native.groups

    @property
    def overdue_tickets(self) -> Frame:
        """A row for each unit with overdue tickets: `unit, total, answered_late, open`."""
        return self._native.overdue_tickets

    @property
    def tickets(self) -> Frame:
        """A row for each ticket on the reply clock: deadline (date), state, working days over."""
        return self._native.tickets

    @property
    def rejected(self) -> Frame:
        """A row for each row that could not be used: `table, file, row, column, code, reason, expected, original`. Nothing is lost:
        such rows widen what is possible and decide nothing."""
        return self._native.rejected

    @property
    def report(self) -> dict[str, Any]:
        """What reading found: `tables` (rows accepted, rejected, collapsed, blank; format, encoding, sheet, and the headings that were taken
        for fields), `dropped_headings` (columns that are no fields), `skipped_sheets`, `rejected_by_code`, `after_checkpoint`."""
        report: dict[str, Any] = json.loads(self._native.report())
        return report

    @property
    def checkpoint(self) -> dt.date:
        """监测时间点: the day in Shanghai at whose end everything was judged."""
        return self._native.checkpoint

    @property
    def standard(self) -> Standard:
        """The standard that was applied."""
        return Standard(self._native.standard)

    def to_json(self) -> str:
        """`census.json`, the same bytes as the program writes (docs/census.schema.json)."""
        return self._native.to_json()

    def notice(self) -> str:
        """The notice (通报) in Markdown; texts that nobody gave are visible blanks."""
        return self._native.notice()

    def write(self, dir: str | os.PathLike[str], formats: Iterable[str] = FORMATS, *, draft: bool = False, audience: str = "office") -> list[Path]:
        """Writes the results into a folder, which is made if missing, and gives the files that were written.

        `formats` are of `json` (`census.json`), `csv` (`verdicts.csv, findings.csv, tickets.csv, rejected.csv, follow_up.csv`), `markdown`
        (`notice.md`, and a list for each unit in `units/`), `docx` (`notice.docx`, and a sheet for each unit that the notice names, for its
        objection, in `units/`), `xlsx` (`census.xlsx`) and `html` (`census.html`). `draft` marks every page (征求意见稿). `audience` is `office`,
        `public` (no working papers, no sources of rows) or `internal` (numbers of persons and contacts as they were handed in).

        The lists of units and the rows of coverage are read from the tables once more; a census out of a pickle has neither. Documents show at
        most 200,000 findings, `findings.csv` all. Raises `InputError` for an unknown word and for a file that cannot be written.

        >>> import tempfile
        >>> census = judge_folder("examples/zibo-2017q4")
        >>> sorted(path.name for path in census.write(tempfile.mkdtemp(), ["json", "docx"], draft=True))[-2:]
        ['淄川区人民政府.docx', '高青县人民政府.docx']
        """
        folder = Path(dir)
        written = self._native.write(folder, list(formats), draft=draft, audience=audience)
        return [folder / path for path in written]

    def explain(self, site_code: str, *, internal: bool = False) -> Explanation:
        """Why a site has its verdict; contacts, reviewers, quotations and numbers of persons are shown with `internal` only.

        Raises `InputError` for a code that no site has.

        >>> census = judge_folder("examples/zibo-2017q4")
        >>> print(census.explain("3703009004").verdict)
        Verdict(3703009004 淄博市农业局: unqualified (blank_columns))
        """
        text, verdict = self._native.explain(site_code, internal)
        return Explanation(text, Verdict(verdict))

    def __reduce__(self) -> tuple[Any, tuple[_native.Census]]:
        return Census, (self._native,)

    def __copy__(self) -> Census:
        return self

    def __deepcopy__(self, _: object) -> Census:
        return self

    def __repr__(self) -> str:
        return repr(self._native)

    def _repr_html_(self) -> str:
        return self._native._repr_html_()
