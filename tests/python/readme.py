"""The text of README.md and its code blocks, for the tests that run them as a reader would.

In printed text `…` stands for anything: alone or with a remark on a line of its own for any lines, inside a line for any
characters. All other lines must be there, in their order.
"""

import re

from support import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:^`(?P<file>[\w/.]+)`\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


def section(heading):
    """The text under a heading of the second level."""
    return re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)[1]


def missing(shown, printed):
    """The first line of `shown` that `printed` does not have in its place, or None."""
    left = iter(line.rstrip() for line in printed.splitlines())
    for line in map(str.rstrip, shown.splitlines()):
        if line.startswith("…"):
            continue
        pattern = re.compile(".*".join(map(re.escape, line.split("…"))))
        if not any(pattern.fullmatch(candidate) for candidate in left):
            return line
    return None
