"""Synthetic censuses, made once by `gov-site-compliance generate` and again when their options change."""

import shutil
import subprocess
import time
from dataclasses import dataclass

SEED = 7


@dataclass(frozen=True)
class DataSet:
    """A census folder: sites, updates per column, and in which form the updates lie."""

    sites: int
    updates: int = 100
    order: str = "sorted"
    ids: str = "dense"
    format: str = "parquet"
    columns: int = 60
    visits: int = 672
    # a site; the works speak of none, and a full verdict needs some
    tickets: int = 2

    @property
    def name(self):
        return f"{self.sites}-sites-{self.updates}-updates-{self.order}-{self.ids}-{self.format}"

    @property
    def said(self):
        sites = f"{self.sites:,} site{'s' if self.sites > 1 else ''}"
        return f"{sites} × {self.columns} columns × {self.updates:,} updates, {self.order}, {self.ids} ids, {self.format}"

    def options(self):
        words = {"sites": self.sites, "columns": self.columns, "updates": self.updates, "visits": self.visits,
                 "tickets": self.tickets, "seed": SEED, "format": self.format, "order": self.order, "ids": self.ids, "anomalies": 0}
        return [word for name, value in words.items() for word in (f"--{name}", str(value))]


class Shelf:
    """The folder in which the data sets lie."""

    def __init__(self, root, program):
        self.root, self.program = root, program
        self.root.mkdir(parents=True, exist_ok=True)

    def fetch(self, data):
        """The folder of a data set, and the seconds that making it took (0: it was there)."""
        folder, stamp = self.root / data.name, self.root / f"{data.name}.made-from.txt"
        wanted = " ".join(data.options())
        if folder.is_dir() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            return folder, 0.0
        stamp.unlink(missing_ok=True)
        shutil.rmtree(folder, ignore_errors=True)
        print(f"  generating {data.said} …", flush=True)
        started = time.perf_counter()
        command = [str(self.program), "generate", str(folder), *data.options()]
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False).returncode:
            raise SystemExit(f"no data; repeat it with\n  {' '.join(command)}")
        stamp.write_text(wanted, encoding="utf-8")
        return folder, time.perf_counter() - started
