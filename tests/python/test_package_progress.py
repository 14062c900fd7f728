"""The bar that stands in where nobody listens to progress: in terminals and notebooks, and nowhere else."""

import io
import os
import pty
import subprocess
import sys
import types

import gov_site_compliance as gsc
from gov_site_compliance import _progress

from support import REPOSITORY, ZIBO


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown_on(monkeypatch, stderr):
    """A standard error of the test's own, with bars that show at once. Set within the test: pytest sets its own before."""
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(_progress, "_PATIENCE", 0)
    return stderr


def test_a_terminal_shows_each_stage(monkeypatch):
    terminal = shown_on(monkeypatch, Terminal())
    gsc.judge_folder(ZIBO)
    assert "sites" in terminal.getvalue() and "judge" in terminal.getvalue()


def test_nothing_is_shown_where_nobody_sees_it(monkeypatch):
    shown = shown_on(monkeypatch, io.StringIO())
    gsc.judge_folder(ZIBO)
    assert shown.getvalue() == ""
    gsc.judge_folder(ZIBO, progress=True)
    assert "judge" in shown.getvalue()


def test_no_bar_where_none_is_wanted(monkeypatch):
    terminal = shown_on(monkeypatch, Terminal())
    gsc.judge_folder(ZIBO, progress=False)
    gsc.judge_folder(ZIBO, progress=lambda *_: None)
    assert terminal.getvalue() == ""


def test_a_notebook_shows_a_bar_without_a_terminal(monkeypatch):
    shown = shown_on(monkeypatch, io.StringIO())
    shell = types.SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", types.SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.delitem(sys.modules, "ipywidgets", raising=False)
    gsc.judge_folder(ZIBO)
    assert "judge" in shown.getvalue()


def test_short_work_leaves_the_screen_as_it_is():
    """A real terminal, and a census that is judged long before the bar would show."""
    ours, theirs = pty.openpty()
    code = "import gov_site_compliance as gsc; gsc.judge_folder('examples/zibo-2017q4')"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, stderr=theirs, check=True)
    os.close(theirs)
    os.set_blocking(ours, False)
    try:
        shown = os.read(ours, 1 << 16)
    except (BlockingIOError, OSError):
        shown = b""
    os.close(ours)
    assert done.returncode == 0 and shown == b""
