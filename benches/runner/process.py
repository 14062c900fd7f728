"""One contender in a process of its own: its line, and its peak memory as the system counted it."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass

THREADS = 2
SHOWN = 1_500


@dataclass(frozen=True)
class Sample:
    """What one process told and cost."""

    seconds: float
    rows: int
    answer: dict
    peak: int
    bytes: int | None = None
    projection: dict | None = None
    pages: dict | None = None


def run(command):
    """Runs a contender to its end; a contender that fails ends the bench."""
    environment = os.environ | {"POLARS_MAX_THREADS": str(THREADS), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints)
        output = child.stdout.read().decode("utf-8", "replace")
        child.stdout.close()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip()
            raise SystemExit(f"a contender failed (exit {child.returncode}): {said[-SHOWN:]}\nrepeat it with\n  {typed(command)}")
    return read(output, peak_of(usage), command)


def typed(command):
    return " ".join(f"'{word}'" if set(word) & set(' {}"') else word for word in command)


def peak_of(usage):
    """Bytes of the largest resident set; Linux counts in KiB, macOS in bytes."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def read(output, peak, command):
    """The last line of a contender as a sample."""
    lines = output.strip().splitlines()
    try:
        line = json.loads(lines[-1])
        return Sample(float(line["seconds"]), int(line["rows"]), dict(line["answer"]), peak, line.get("bytes"), line.get("projection"),
                      line.get("pages"))
    except (IndexError, KeyError, TypeError, ValueError) as error:
        wanted = '{"contender", "work", "seconds", "rows", "answer": {…}}'
        raise SystemExit(f"expected a last line {wanted}, found {lines[-1:]} ({error!r})\nrepeat it with\n  {typed(command)}") from None
