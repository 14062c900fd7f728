"""Which contenders meet over which data.

A part is one table of the report: its contenders run interleaved, round by round. A part `after` a smaller one leaves out
the peers that were much slower (`SLOW`) than the fastest there: they will not become the fastest, and cost minutes.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from runner.data import DataSet
from runner.process import THREADS

BENCHES = Path(__file__).resolve().parents[1]
SLOW = 1.5
# what a full verdict needs, for contenders that do not say it themselves
PROJECTION = {"updates": ["column_id", "url", "published_on", "date_state"],
              "visits": ["site_code", "visited_at", "vantage", "url", "failure", "status", "duration_ms", "manual"]}


@dataclass(frozen=True)
class Contender:
    """Words of a command line; the paths of program and data are added when it is run. Without a script it is our program."""

    name: str
    data: DataSet
    words: tuple
    script: str | None = None

    @property
    def ours(self):
        return self.script is None or self.script.startswith("package/")


@dataclass(frozen=True)
class Part:
    """Contenders that are compared with each other."""

    key: str
    title: str
    contenders: list
    after: str | None = None
    rounds: int | None = None
    targets: tuple = field(default_factory=tuple)


def ours(work, data, threads=THREADS, name="ours"):
    return Contender(name, data, (work, "--threads", str(threads)))


def peer(name, script, work, data, variant=None):
    words = [work] + (["--variant", variant] if variant else [])
    words += ["--sorted"] if data.order == "sorted" else []
    words += ["--dictionary"] if data.ids == "text" else []
    return Contender(name, data, tuple(words), f"peers/{script}")


def package(name, script, work, data, variant=None):
    """Ours through Python."""
    return Contender(name, data, (work, "--variant", variant) if variant else (work,), f"package/{script}")


def peers(work, data):
    """Everybody who can do work A or B on such data."""
    found = [peer("polars streaming", "with_polars.py", work, data, "streaming"),
             peer("polars in-memory", "with_polars.py", work, data, "in-memory"),
             peer("duckdb", "with_duckdb.py", work, data),
             peer("pandas", "with_pandas.py", work, data)]
    if data.ids == "text":
        found.append(peer("duckdb enum", "with_duckdb.py", work, data, "enum"))
    elif data.order == "sorted":
        found.append(peer("numpy runs", "with_numpy.py", work, data, "runs"))
    elif data.ids == "dense":
        found.append(peer("numpy dense", "with_numpy.py", work, data, "dense"))
    return found


def size(data):
    return f"{data.sites * data.columns * data.updates / 1e6:,.0f} M updates"


def activity(name, data, after=None):
    contenders = [ours("a", data), ours("a", data, 1, "ours, one thread"), *peers("a", data)]
    return Part(f"a-sorted-{name}", f"A, sorted, {size(data)}", contenders, after, targets=("a-sorted", "threads"))


def judged(name, data, after=None):
    kind = "sorted" if data.order == "sorted" else f"shuffled-{data.ids}"
    alone = [ours("b", data, 1, "ours, one thread")] if kind == "sorted" else []
    targets = (f"b-{kind}", "threads") if alone else (f"b-{kind}",)
    return Part(f"b-{kind}-{name}", f"B, {kind.replace('-', ', ')}, {size(data)}", [ours("b", data), *alone, *peers("b", data)], after, targets=targets)


def sizes(work, small, large, **form):
    """A work at 10 M updates and, unless the run is quick, at 100 M."""
    first = work("10m", DataSet(small, **form))
    return [first] + ([work("100m", DataSet(large, **form), first.key)] if large else [])


def verdict(data, after):
    return Part("verdict", f"full verdict against work B, {size(data)}", [ours("verdict", data), *peers("b", data)], after, targets=("verdict",))


def parquet(data):
    scans = [peer(f"{name} scan", "scan.py", "scan", data, name) for name in ("polars", "duckdb", "pyarrow")]
    contenders = [ours("parquet", data), ours("parquet-read", data, name="bare read"), *scans]
    return Part("parquet", f"streamed from Parquet, {size(data)}", contenders, targets=("parquet-read", "parquet-peers"))


def memory(many, few):
    """Each census once, without a run to warm up: what stays behind of that is no memory that the work needs."""
    once = ours("parquet-once", many, name="the census")
    growth = [ours("parquet-once", few, name="updates once"), ours("parquet-once", replace(few, updates=10 * few.updates), name="updates ten times")]
    return Part("memory", f"peak memory, {many.sites:,} and {few.sites:,} sites", [once, *growth], rounds=3, targets=("memory", "memory-growth"))


def workdays(data):
    variants = ("weekend", "all-days", "table")
    contenders = [ours("workdays", data), *(peer(f"numpy {variant}", "workdays.py", "workdays", data, variant) for variant in variants),
                  peer("chinesecalendar", "workdays.py", "workdays", data, "chinesecalendar")]
    return Part("workdays", "working days over arrays", contenders, targets=("workdays-numpy", "workdays-chinesecalendar"))


def one_site():
    data = DataSet(1, format="csv")
    return Part("one-site", "one site", [ours("one-site", data, 1), peer("oracle", "oracle_site.py", "one-site", data)], targets=("one-site",))


def python_frames(data):
    contenders = [package("ours", "census.py", "frames", data, "pyarrow"), package("ours, Polars", "census.py", "frames", data, "polars"),
                  ours("frames", data, name="in Rust")]
    return Part("python-frames", f"tables in memory through Python, {size(data)}", contenders, targets=("python-frames",))


def python_batch():
    """The oracle takes minutes for what it reads: three rounds."""
    data = DataSet(100, format="csv")
    contenders = [package("ours", "census.py", "batch", data), peer("oracle", "oracle_site.py", "batch", data)]
    return Part("python-batch", f"{data.sites} sites through Python", contenders, rounds=3, targets=("python-batch",))


def python_site():
    data = DataSet(1, format="csv")
    contenders = [package("ours", "one_site.py", "one-site", data, "arrow"), package("ours, rows as dicts", "one_site.py", "one-site", data, "rows"),
                  peer("oracle", "oracle_site.py", "one-site", data)]
    return Part("python-site", "one site through Python", contenders, targets=("python-site",))


def python_import():
    data = DataSet(1, format="csv")
    contenders = [package(name, "startup.py", "startup", data, variant) for name, variant in (("ours", "package"), ("bare Python", "bare"))]
    return Part("python-import", "starting Python and importing the package", contenders, targets=("python-import",))


def bandwidth(data):
    contenders = [ours("bandwidth", data), ours("bandwidth", data, 1, "ours, one thread")]
    return Part("bandwidth", "memory bandwidth", contenders)


def parts(quick):
    """All parts of a run, in their order."""
    small, large, many, few = (1_667, None, 8_000, 800) if quick else (1_667, 16_667, 80_000, 8_000)
    found = [bandwidth(DataSet(small)), *sizes(activity, small, large), *sizes(judged, small, large)]
    for ids in ("dense", "sparse"):
        found += sizes(judged, small, large, order="shuffled", ids=ids)
    # at 100 M, loading shuffled text takes every contender minutes for a work of seconds
    found += sizes(judged, small, None, order="shuffled", ids="text")
    last = "b-sorted-10m" if quick else "b-sorted-100m"
    found += [verdict(DataSet(many), last), parquet(DataSet(many)), memory(DataSet(many), DataSet(few)), workdays(DataSet(small)), one_site()]
    return [*found, python_frames(DataSet(small)), python_batch(), python_site(), python_import()]
