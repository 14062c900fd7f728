"""`Standard`: what a census is judged by."""

from __future__ import annotations

import html
import json
import os
from functools import cached_property
from typing import Any

from . import _native
from ._native import Frame, SettingError


class Standard:
    """A standard (or an overlay on one) in its resolved form: clauses with their limits, and where each figure is from.

    >>> zibo = Standard.load("zibo-2017")
    >>> zibo
    Standard('zibo-2017@1', 22 clauses, 39 unverified figures)
    >>> strict = zibo.overlay('''
    ... id = "strict-2018"
    ... revision = 1
    ... title = "示例"
    ... document = "示例办发〔2018〕3号"
    ... [clause.blank_columns.limits]
    ... columns = { amount = 3, unit = "count", edge = "at_least", grade = "B", source = "第五条" }
    ... ''')
    >>> len(zibo.diff(strict))
    1
    """

    def __init__(self, native: _native.Standard) -> None:
        self._native = native

    @staticmethod
    def load(name: str | os.PathLike[str]) -> Standard:
        """The standard of a name (`id` for its newest revision, or `id@revision`) or of a TOML file that may extend one.

        Raises `SettingError` for an unknown name and for a file that is wrong: file, line, key, and what to do.
        """
        return Standard(_native.Standard.load(os.fspath(name)))

    @staticmethod
    def parse(text: str, file: str = "overlay.toml") -> Standard:
        """The standard of a TOML text, which may extend one that ships with the package. `file` is its name in messages."""
        return Standard(_native.Standard.parse(text, file))

    def overlay(self, text: str | os.PathLike[str], file: str = "overlay.toml") -> Standard:
        """This standard with an overlay: a TOML text, or the path of a file, that extends it (docs/STANDARDS.md); `extends` may be left out.

        Raises `SettingError` where the overlay extends another standard.
        """
        if isinstance(text, os.PathLike):
            path = os.fspath(text)
            try:
                with open(path, encoding="utf-8") as source:
                    text, file = source.read(), os.path.basename(path)
            except (OSError, UnicodeDecodeError) as error:
                raise SettingError(f"{path}: {error}; give a readable UTF-8 file") from error
        return Standard(self._native.overlay(text, file))

    @staticmethod
    def names() -> list[str]:
        """The standards that ship with the package, as `id@revision`.

        >>> Standard.names()
        ['national-2015@1', 'zibo-2017@1']
        """
        return _native.Standard.names()

    def diff(self, other: Standard) -> Frame:
        """What this standard and `other` have differently: `figure`, `left`, `right` (texts; null where one lacks the figure)."""
        return self._native.diff(other._native)

    @cached_property
    def _described(self) -> dict[str, Any]:
        described: dict[str, Any] = json.loads(self._native.describe())
        return described

    @property
    def id(self) -> str:
        """Its identifier."""
        return str(self._described["id"])

    @property
    def revision(self) -> int:
        """Its revision: a corrected figure is a new one."""
        return int(self._described["revision"])

    @property
    def title(self) -> str:
        """Its title in Chinese."""
        return str(self._described["title"])

    @property
    def document(self) -> str:
        """Number of the document (文号)."""
        return str(self._described["document"])

    @property
    def digest(self) -> str:
        """SHA-256 of the resolved form in hexadecimal: what verdicts refer to."""
        return self._native.digest

    @property
    def chain(self) -> list[str]:
        """Bases and overlays, the first base first."""
        return list(self._described["chain"])

    @property
    def clauses(self) -> list[dict[str, Any]]:
        """Its clauses: `clause` (key), `item`, `title`, `text`, `indicator`, `effect`, `grade`, `source`, `limits`, `select`, `points`."""
        return list(self._described["clauses"])

    @property
    def readings(self) -> dict[str, str]:
        """The value of every switch."""
        return dict(self._described["readings"])

    @property
    def overrides(self) -> list[dict[str, Any]]:
        """Figures that overlays changed: `figure`, `was`, `is`, `by`, `source`."""
        return list(self._described["overrides"])

    @property
    def unverified(self) -> list[dict[str, Any]]:
        """Figures without a verified source: `figure`, `value`, `grade`, `source`."""
        return list(self._described["unverified"])

    def to_json(self) -> str:
        """All files of the standard, so that it can be made again by this or a later release."""
        return self._native.to_json()

    @staticmethod
    def from_json(text: str) -> Standard:
        """The standard of `to_json`. Raises `SettingError` for a text that is none."""
        return Standard(_native.Standard.from_json(text))

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return Standard.from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Standard) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"Standard('{self.id}@{self.revision}', {len(self.clauses)} clauses, {len(self.unverified)} unverified figures)"

    def _repr_html_(self) -> str:
        def row(clause: dict[str, Any]) -> str:
            limits = "; ".join(f"{name}: {limit['text']} ({limit['grade']})" for name, limit in clause["limits"].items())
            return "".join(f"<td>{html.escape(text)}</td>" for text in (clause["clause"], clause["title"], clause["effect"], limits, clause["source"]))

        rows = "".join(f"<tr>{row(clause)}</tr>" for clause in self.clauses)
        headings = "".join(f"<th>{name}</th>" for name in ("clause", "title", "effect", "limits", "source"))
        return f"<p>{html.escape(repr(self))}<br>{html.escape(self.title)} {html.escape(self.document)}</p><table><tr>{headings}</tr>{rows}</table>"
