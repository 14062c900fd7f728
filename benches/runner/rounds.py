"""Runs the parts: contenders interleaved, answers compared, load noted."""

import json
import os
import sys
import time
from dataclasses import dataclass
from statistics import median

from runner import process
from runner.plan import BENCHES, PROJECTION, SLOW


@dataclass
class Result:
    """What a part measured."""

    part: object
    samples: dict
    left_out: list
    load: tuple
    seconds: float
    generating: float

    def seconds_of(self, name):
        return median(sample.seconds for sample in self.samples[name])

    def peak_of(self, name):
        return max(sample.peak for sample in self.samples[name])

    def peers(self):
        """Names of the peers that ran."""
        return [contender.name for contender in self.part.contenders if not contender.ours and contender.name in self.samples]

    def fastest_peer(self):
        """The name and the seconds of the fastest peer."""
        return min(((name, self.seconds_of(name)) for name in self.peers()), key=lambda pair: pair[1])


class Answers:
    """What was answered over each data set. One name has one value, whoever gives it, in whatever work."""

    def __init__(self):
        self.given = {}

    def check(self, contender, answer):
        known = self.given.setdefault(contender.data.name, {})
        for name, value in answer.items():
            if name.startswith("wrong"):
                continue
            first, who = known.setdefault(name, (value, contender))
            if first != value:
                work = f"{who.name} ({who.words[0]}) answers {first}, {contender.name} ({contender.words[0]}) answers {value}"
                raise SystemExit(f"over {contender.data.said} the answers for `{name}` differ: {work}\nnothing is reported")


class Runner:
    """Runs parts one after the other."""

    def __init__(self, shelf, program, rounds):
        self.shelf, self.program, self.rounds = shelf, program, rounds
        self.answers, self.results = Answers(), {}

    def run(self, part):
        print(f"{part.title}", flush=True)
        contenders, left_out = self.entrants(part)
        generating = sum(self.shelf.fetch(data)[1] for data in {contender.data: None for contender in contenders})
        started, before = time.perf_counter(), load()
        samples = {contender.name: [] for contender in contenders}
        projection = PROJECTION
        for _ in range(min(part.rounds or self.rounds, self.rounds)):
            for contender in contenders:
                sample = process.run(self.command(contender, projection))
                projection = sample.projection or projection
                self.answers.check(contender, sample.answer)
                samples[contender.name].append(sample)
        result = Result(part, samples, left_out, (before, load()), time.perf_counter() - started, generating)
        self.results[part.key] = result
        told = ", ".join(f"{name} {result.seconds_of(name):.4g}" for name in samples)
        print(f"  {result.seconds:.0f} s: {told}", flush=True)
        return result

    def entrants(self, part):
        """Those who run, and the peers left out for what a smaller part showed."""
        smaller = self.results.get(part.after)
        if smaller is None:
            return part.contenders, []
        limit = smaller.fastest_peer()[1] * SLOW
        quick = {name for name in smaller.peers() if smaller.seconds_of(name) <= limit}
        running = [contender for contender in part.contenders if contender.ours or contender.name in quick]
        return running, [contender.name for contender in part.contenders if contender not in running]

    def command(self, contender, projection):
        data = ["--data", str(self.shelf.root / contender.data.name)]
        if contender.script is None:
            return [str(self.program), contender.words[0], *data, *contender.words[1:]]
        fields = ["--projection", json.dumps(projection)] if contender.words[0] == "scan" else []
        return [sys.executable, str(BENCHES / contender.script), *contender.words, *data, *fields]


def load():
    """The load average of the last minute."""
    return os.getloadavg()[0]
