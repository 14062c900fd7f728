"""`Verdict` and `Explanation`: what came of one site, and why."""

from __future__ import annotations

import html
import json
from functools import cached_property
from typing import Any

from . import _native


class Verdict:
    """What came of one site under one standard at one checkpoint, with everything that it rests on.

    It is made of JSON and is pickled as that: the same evidence gives the same text.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @staticmethod
    def from_json(text: str) -> Verdict:
        """The verdict of `to_json`. Raises `InputError` for a text that is none."""
        _native.check_verdict(text)
        return Verdict(text)

    def to_json(self) -> str:
        """The whole as JSON: verdict, outcomes, findings, standard, checkpoint."""
        return self._text

    @cached_property
    def _parsed(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self._text)
        return parsed

    @property
    def site_code(self) -> str:
        """网站标识码."""
        return str(self._parsed["site_code"])

    @property
    def site_name(self) -> str:
        """网站名称."""
        return str(self._parsed["site_name"])

    @property
    def verdict(self) -> str:
        """检查结果: `qualified`, `unqualified`, `not_assessed`, or `excluded` for a site that is left out with approval."""
        return str(self._parsed["verdict"])

    @property
    def checkpoint(self) -> str:
        """监测时间点: the day at whose end the site was judged, as ISO text."""
        return str(self._parsed["checkpoint"])

    @property
    def standard(self) -> dict[str, Any]:
        """The standard: `id`, `revision`, `digest`, `title`, `document`, `chain`, `in_force`."""
        return dict(self._parsed["standard"])

    @property
    def _judged(self) -> dict[str, Any]:
        return self._parsed["judged"] or {}

    @property
    def vetoes(self) -> list[str]:
        """Keys of the failed vetoes (单项否决)."""
        return [outcome["clause"] for outcome in self._judged.get("vetoes", ())]

    @property
    def not_assessed(self) -> list[str]:
        """Keys of the vetoes that could not be assessed."""
        return [clause["clause"] for clause in self._judged.get("not_assessed", ())]

    @property
    def outcomes(self) -> list[dict[str, Any]]:
        """What came of each clause: `clause`, `title`, `result`, `measured`, `possible`, `of`, `limit`, `margin`, `gaps`, `sentence`."""
        return list(self._judged.get("outcomes", ()))

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What was counted: `clause`, `table`, `key`, `certain`, `day`, `detail`, `source_ref`."""
        return list(self._parsed["findings"])

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What a reader must know beside the verdict: `code`, `key`, `text`."""
        return list(self._parsed["warnings"])

    @property
    def rejected(self) -> list[dict[str, Any]]:
        """Rows that could not be used, where the site was judged alone: `table`, `row`, `column`, `code`, `reason`, `expected`, `original`."""
        return list(self._parsed["rejected"])

    @property
    def evidence_digest(self) -> str:
        """SHA-256 of the facts of the site, empty for an excluded one."""
        return str(self._judged.get("evidence_digest", ""))

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Verdict.from_json, (self._text,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verdict) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        why = ", ".join(self.vetoes or self.not_assessed)
        return f"Verdict({self.site_code} {self.site_name}: {self.verdict}{f' ({why})' if why else ''})"

    def _repr_html_(self) -> str:
        def row(outcome: dict[str, Any]) -> str:
            return "".join(f"<td>{html.escape(outcome[name])}</td>" for name in ("clause", "title", "result", "sentence"))

        rows = "".join(f"<tr>{row(outcome)}</tr>" for outcome in self.outcomes)
        return f"<p>{html.escape(repr(self))}</p><table><tr><th>clause</th><th>title</th><th>result</th><th>sentence</th></tr>{rows}</table>"


class Explanation:
    """Why a site has its verdict, clause by clause: from the text of the rule to the rows.

    The rows are those of the tables that were judged; those of a folder are read again, so a folder that was changed meanwhile shows
    what it holds now. A census out of a pickle holds none and explains without them.
    """

    def __init__(self, text: str, verdict: Verdict) -> None:
        self.text = text
        self.verdict = verdict

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Explanation({self.verdict!r})"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text)}</pre>"
