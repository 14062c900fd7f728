"""Progress: what a caller wants of it, and the bar that stands in by default."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ._native import SettingError

Progress = Callable[[str, int, int], object]
"""Called as `progress(stage, done, total)`; `total` is 0 where it is not known."""

_PATIENCE = 0.5
"""Seconds before a bar shows: most work is done sooner."""


class _Bar:
    """A bar of tqdm that begins anew with each stage."""

    def __init__(self, in_notebook: bool) -> None:
        self._in_notebook = in_notebook
        self._stage = ""
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self.close()
            self._stage, self._bar = stage, self._open(stage)
        self._bar.total = total or None
        self._bar.update(done - self._bar.n)

    def _open(self, stage: str) -> Any:
        fit = "tqdm.notebook" if self._in_notebook and "ipywidgets" in sys.modules else "tqdm.std"
        return import_module(fit).tqdm(desc=stage, unit="", unit_scale=True, leave=False, delay=_PATIENCE)

    def close(self) -> None:
        """Takes the bar off the screen."""
        if self._bar is not None:
            self._bar.close()


def _is_notebook() -> bool:
    """Whether a Jupyter kernel runs this process; asks nothing that is not loaded already."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and hasattr(shell, "kernel")


def listener(progress: Progress | bool | None) -> tuple[Progress | None, Callable[[], None]]:
    """What is to be called, and what closes it. `None`: a bar in terminals and notebooks; `True`: a bar anyway; `False`: nothing."""
    in_notebook = _is_notebook()
    if progress is None:
        progress = in_notebook or sys.stderr.isatty()
    if not callable(progress) and not isinstance(progress, bool):
        raise SettingError(f"progress: {type(progress).__name__} cannot be called; give a function of (stage, done, total), True, False or None")
    if isinstance(progress, bool):
        bar = _Bar(in_notebook)
        return (bar, bar.close) if progress else (None, lambda: None)
    return progress, lambda: None
