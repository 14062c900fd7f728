"""The columnar part of RESULTS.md, and the table on the screen."""

from runner import machine
from runner.plan import SLOW
from runner.ratios import MIB, measured_bandwidth

IDLE = 0.5
BUSY = ": **the machine was busy, the figures are no measurement**"


def table(head, rows):
    """A Markdown table, padded so that it reads as text too."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in cells]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def works(ratios):
    rows = [[ratio.title, ratio.target.says, f"{ratio.value:.3g}" if ratio.value < 1000 else f"{ratio.value:,.0f}", sign(ratio.target, ratio.target.floor),
             sign(ratio.target, ratio.target.aim), "" if ratio.share is None else f"{ratio.share:.0%}", ratio.against, ratio.verdict]
            for ratio in ratios]
    return table(["work", "ratio", "measured", "floor", "aim", "of bandwidth", "against", "result"], rows)


def sign(target, figure):
    if figure is None:
        return ""
    return f"{'≥' if target.kind == 'at_least' else '≤'} {figure:g}"


def contenders(result):
    rows = []
    for name, samples in result.samples.items():
        seconds, middle = [sample.seconds for sample in samples], result.seconds_of(name)
        rate = samples[0].rows / middle / 1e6
        rows.append([name, len(samples), f"{middle:.4g}", f"{min(seconds):.4g}", f"{max(seconds):.4g}", f"{rate:,.4g}", f"{result.peak_of(name) / MIB:,.0f}"])
    return table(["contender", "runs", "median s", "min s", "max s", "M rows/s", "peak MiB"], rows)


def remarks(result):
    """Sentences below the table of a part."""
    found = [f"Load average {result.load[0]:.2f} before, {result.load[1]:.2f} after; {result.seconds:.0f} s."]
    if result.left_out:
        found.append(f"Left out, over {SLOW:g} times slower than the fastest peer on the smaller data: {', '.join(result.left_out)}.")
    for name, samples in result.samples.items():
        if "wrong_share" in samples[0].answer:
            found.append(f"{name} is wrong on {samples[0].answer['wrong_share']:.1%} of its dates.")
    return " ".join(found)


def data_sets(results):
    """Every data set once, with its size on disk and the parts that use it."""
    users = {}
    for result in results.values():
        for contender in result.part.contenders:
            users.setdefault(contender.data, {})[result.part.title] = None
    return users


def written(results, ratios, shelf, quick):
    """The text that goes into RESULTS.md."""
    sizes = [[data.said, f"{folder_size(shelf.root / data.name) / MIB:,.0f}", "; ".join(users)] for data, users in data_sets(results).items()]
    text = ["# Columnar path against its peers", "", intro(results, quick), "", "## Machine", ""]
    text += [table(["what", "value"], machine.facts() + bandwidth(results)), "", "## Data", ""]
    text += [table(["data", "MiB on disk", "used by"], sizes), "", "## Works", "", works(ratios), "", "## Contenders", ""]
    for result in results.values():
        text += [f"### {result.part.title}", "", contenders(result), "", remarks(result), ""]
    return "\n".join(text)


def intro(results, quick):
    rounds = max(len(samples) for result in results.values() for samples in result.samples.values())
    minutes = sum(result.seconds for result in results.values()) / 60
    before = next(iter(results.values())).load[0]
    return (f"Written by `cargo xtask bench columnar{' --quick' if quick else ''}`: every contender in a process of its own, interleaved, at most "
            f"{rounds} rounds, two threads;\nthe work alone is timed, after loading and a warm-up of at least 0.3 s; all answers agree. It took {minutes:.0f} minutes "
            f"without making the data. The load average before it was {before:.2f}{BUSY if before > IDLE else ''}.")


def bandwidth(results):
    if "bandwidth" not in results:
        return []
    measured = measured_bandwidth(results["bandwidth"])
    return [("memory bandwidth", f"{measured['ours'] / 1e9:.1f} GB/s on two threads, {measured['ours, one thread'] / 1e9:.1f} GB/s on one")]


def folder_size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
