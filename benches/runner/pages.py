"""The comparison over saved pages: contenders interleaved round by round, and their ratios page by page.

Of every page the fastest round of each contender counts: these works take milliseconds, and whatever disturbs one only adds to it.
"""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean

from runner import process
from runner.plan import BENCHES
from runner.ratios import Ratio
from runner.rounds import load

PEERS = ("gne", "trafilatura", "htmldate")
BATCH = "batch"
# Ours by way: contender, and work that it times. htmldate finds the date alone, so it is compared with the article alone, too.
EVIDENCE = {"in Rust": ("rust", "whole"), "from Python": ("extract", "whole")}
ARTICLE = {"in Rust": ("rust", "article"), "from Python": ("extract-article", "whole")}


@dataclass
class Result:
    """Seconds by contender, page and work, and of the batch those of all pages."""

    pages: dict
    batch: float | None
    rounds: int
    load: tuple
    seconds: float


def commands(program, folders, articles):
    """The contenders by name. Ours in Rust reads all pages, the others the articles."""
    found = {"rust": [str(program), *map(str, folders + articles)]}
    if articles:
        scripts = dict.fromkeys(("extract", "extract-article", BATCH), "package/pages.py") | dict.fromkeys(PEERS, "peers/articles.py")
        found |= {name: [sys.executable, str(BENCHES / script), name, *map(str, articles)] for name, script in scripts.items()}
    return found


def run(program, folders, articles, rounds):
    before, started = load(), time.perf_counter()
    contenders = commands(program, folders, articles)
    samples = {name: [] for name in contenders}
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", flush=True)
        for name, command in contenders.items():
            samples[name].append(process.run(command))
    batch = min((sample.seconds for sample in samples.pop(BATCH, [])), default=None)
    pages = {name: fastest([sample.pages for sample in given]) for name, given in samples.items()}
    return checked(Result(pages, batch, rounds, (before, load()), time.perf_counter() - started))


def fastest(rounds):
    """Of every page and work the least of all rounds."""
    return {path: {work: min(pages[path][work] for pages in rounds) for work in works} for path, works in rounds[0].items()}


def checked(result):
    """All contenders over articles have to have read the same pages."""
    read = {name: set(pages) for name, pages in result.pages.items()}
    articles = read.get(PEERS[0], set())
    if not read["rust"] or not articles <= read["rust"] or any(read[name] != articles for name in read if name != "rust"):
        raise SystemExit(f"the contenders read different pages, or none: {({name: len(pages) for name, pages in read.items()})}\nnothing is reported")
    return result


def ratios(result, known):
    """Every ratio as geometric mean and of its worst page; of the batch, which has no pages of its own, over all of them."""
    rust = result.pages["rust"]
    readers = {path: (page["readers"] - page["apart"]) / page["parse"] for path, page in rust.items()}
    found = both(known["pages-readers"], "readers", readers, max)
    for name in PEERS:
        peer, target = result.pages.get(name, {}), known[f"pages-{name}"]
        found += against(result, peer, target, EVIDENCE)
        if peer:
            found.append(Ratio(target, "as a batch", total(peer) / result.batch, "sum of all pages"))
    return found + against(result, result.pages.get("htmldate", {}), known["pages-date"], ARTICLE)


def against(result, peer, target, ways):
    """How many times as long a peer takes, by the way in which ours is called."""
    found = []
    for way, (ours, work) in ways.items():
        found += both(target, way, {path: page["whole"] / result.pages[ours][path][work] for path, page in peer.items()}, min)
    return found


def both(target, title, values, worst):
    """A ratio as geometric mean and of its worst page."""
    if not values:
        return []
    page = worst(values, key=values.get)
    return [Ratio(target, title, geometric_mean(values.values()), "geometric mean"), Ratio(target, title, values[page], f"worst page, {Path(page).name}")]


def total(pages):
    return sum(page["whole"] for page in pages.values())
