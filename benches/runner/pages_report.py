"""The part of RESULTS.md about saved pages, and the same ratios for machines."""

from statistics import geometric_mean

from runner import machine, report

PACKAGES = ("gne", "trafilatura", "htmldate", "lxml", "pyarrow")
WORKS = {"parse": "the bare parse", "apart": "decoding and digest", "readers": "all readers, fastest turn", "whole": "all that it does", "article": "the article alone",
         "saved": "all readers, bytes as saved"}


def rows(ratios):
    """Ratios as mappings."""
    return [{"work": ratio.target.work, "way": ratio.title, "of": ratio.against, "value": round(ratio.value, 4), "floor": ratio.target.floor,
             "kind": ratio.target.kind, "floor_met": ratio.floor_met} for ratio in ratios]


def contenders(result):
    """Milliseconds a page, of the works that a contender times."""
    found = []
    for name, pages in result.pages.items():
        for work in next(iter(pages.values())):
            times = [1000 * page[work] for page in pages.values()]
            found.append([name, WORKS[work], len(times), *(f"{time:.4g}" for time in (geometric_mean(times), sum(times) / len(times), min(times), max(times)))])
    if result.batch is not None:
        pages = len(result.pages["extract"])
        found.append(["batch", "all pages at once", pages, "", f"{1000 * result.batch / pages:.4g}", "", ""])
    return report.table(["contender", "work", "pages", "geometric mean ms", "mean ms", "min ms", "max ms"], found)


def written(result, ratios):
    """The text that goes into RESULTS.md."""
    busy = report.BUSY if result.load[0] > report.IDLE else ""
    intro = (f"Written by `cargo xtask bench pages`: every contender in a process of its own, interleaved, {result.rounds} rounds, one thread; "
             f"of every page the fastest round counts.\nArticles alone are compared with the peers, and all are given the text. It took {result.seconds / 60:.0f} minutes. "
             f"The load average before it was {result.load[0]:.2f}{busy}.")
    parts = ["# Readers of pages against the parser and their peers", "", intro, "", "## Machine", "", report.table(["what", "value"], machine.facts(PACKAGES)), ""]
    return "\n".join([*parts, "## Works", "", report.works(ratios), "", "## Contenders", "", contenders(result), ""])
