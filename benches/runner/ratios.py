"""Ratios out of results, and whether they reach their targets."""

import tomllib
from dataclasses import dataclass
from statistics import median

ALONE = "ours, one thread"
# a key and a day: 8 and 4 bytes; a dictionary holds 4 bytes for a key
BYTES = {"dense": 12, "sparse": 12, "text": 8}
MIB = 1024 * 1024


@dataclass(frozen=True)
class Target:
    """A row of targets.toml."""

    work: str
    says: str
    kind: str
    floor: float
    aim: float | None = None
    or_bandwidth: float | None = None

    def reaches(self, ratio, figure):
        return ratio >= figure if self.kind == "at_least" else ratio <= figure


@dataclass(frozen=True)
class Ratio:
    """A measured ratio beside its target."""

    target: Target
    title: str
    value: float
    against: str
    share: float | None = None

    @property
    def floor_met(self):
        enough = self.target.or_bandwidth
        return self.target.reaches(self.value, self.target.floor) or (None not in (enough, self.share) and self.share >= enough)

    @property
    def aim_met(self):
        return self.target.aim is None or self.target.reaches(self.value, self.target.aim)

    @property
    def verdict(self):
        if not self.floor_met:
            return "**floor missed**"
        if self.target.aim is None:
            return "met"
        return "aim met" if self.aim_met else "floor met"


def targets(path):
    """The targets by their work."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["target"]
    return {row["work"]: Target(**row) for row in rows}


def ratios(results, known):
    """Every ratio that the results allow, in the order of the parts."""
    found = []
    for result in results.values():
        for work in result.part.targets:
            value, against = MEASURES.get(work, against_peers)(result)
            share = share_of_bandwidth(result, results.get("bandwidth")) if known[work].or_bandwidth else None
            found.append(Ratio(known[work], result.part.title, value, against, share))
    return found


def against_peers(result):
    name, seconds = result.fastest_peer()
    return seconds / result.seconds_of("ours"), name


def share_of_peers(result):
    ratio, name = against_peers(result)
    return 1 / ratio, name


def against_read(result):
    return result.seconds_of("ours") / result.seconds_of("bare read"), "bare read"


def against_one_thread(result):
    return result.seconds_of(ALONE) / result.seconds_of("ours"), "one thread"


def against_numpy(result):
    name, seconds = min(((name, result.seconds_of(name)) for name in ("numpy weekend", "numpy all-days")), key=lambda pair: pair[1])
    return seconds / result.seconds_of("ours"), name


def against_chinesecalendar(result):
    slow, quick = (result.seconds_of(name) / result.samples[name][0].rows for name in ("chinesecalendar", "ours"))
    return slow / quick, "chinesecalendar"


def against_rust(result):
    return result.seconds_of("ours") / result.seconds_of("in Rust"), "Rust"


def against_bare_python(result):
    return result.seconds_of("ours") / result.seconds_of("bare Python"), "bare Python"


def peak(result):
    return result.peak_of("the census") / MIB, "MiB"


def growth(result):
    return result.peak_of("updates ten times") / result.peak_of("updates once"), "updates once"


MEASURES = {"verdict": share_of_peers, "parquet-read": against_read, "parquet-peers": share_of_peers, "memory": peak, "memory-growth": growth,
            "threads": against_one_thread, "workdays-numpy": against_numpy,
            "workdays-chinesecalendar": against_chinesecalendar, "one-site": share_of_peers,
            "python-frames": against_rust, "python-import": against_bare_python}


def bytes_a_second(result, name):
    """Bytes that a contender went through in a second, by its own count or by that of keys and days."""
    contender = next(contender for contender in result.part.contenders if contender.name == name)
    sample = result.samples[name][0]
    return (sample.bytes or sample.rows * BYTES[contender.data.ids]) / result.seconds_of(name)


def share_of_bandwidth(result, bandwidth):
    """Which share of what two threads can read from memory the work read; None where the work does not tell its bytes."""
    told = result.samples["ours"][0].bytes or result.part.key.startswith(("a-", "b-"))
    return bytes_a_second(result, "ours") / measured_bandwidth(bandwidth)["ours"] if bandwidth and told else None


def measured_bandwidth(bandwidth):
    """Bytes a second of the bandwidth work, by contender."""
    return {name: median((sample.bytes or sample.rows) / sample.seconds for sample in samples) for name, samples in bandwidth.samples.items()}
