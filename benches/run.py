"""Runs the columnar comparison; `cargo xtask bench columnar` starts it with everything it needs.

    python benches/run.py --generator target/release/gov-site-compliance --columnar target/release/columnar \
        --data target/bench-data --report out.md [--quick] [--gate] [--only a-sorted --only workdays]

Exit codes: 0 done, 1 a contender failed or answers differ or, with --gate, a floor is missed.
"""

import argparse
import time
from pathlib import Path

from runner import plan, ratios, report
from runner.data import Shelf
from runner.rounds import Runner

TARGETS = Path(__file__).resolve().parent / "targets.toml"
ROUNDS, QUICK_ROUNDS = 9, 3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--generator", type=Path, required=True, help="gov-site-compliance with the feature parquet")
    parser.add_argument("--columnar", type=Path, required=True, help="our contender")
    parser.add_argument("--data", type=Path, required=True, help="where the data sets lie")
    parser.add_argument("--report", type=Path, required=True, help="the text that is written")
    parser.add_argument("--quick", action="store_true", help="three rounds over small data")
    parser.add_argument("--gate", action="store_true", help="a missed floor is a failure")
    parser.add_argument("--only", action="append", default=[], metavar="PART", help="parts whose key starts so")
    return parser.parse_args()


def chosen(quick, only):
    parts = plan.parts(quick)
    picked = [part for part in parts if not only or part.key == "bandwidth" or part.key.startswith(tuple(only))]
    if only and len(picked) < 2:
        raise SystemExit(f"no part starts with {' or '.join(only)}; there are {', '.join(part.key for part in parts)}")
    return picked


def main():
    options, started = arguments(), time.perf_counter()
    shelf = Shelf(options.data, options.generator)
    runner = Runner(shelf, options.columnar, QUICK_ROUNDS if options.quick else ROUNDS)
    for part in chosen(options.quick, options.only):
        runner.run(part)
    found = ratios.ratios(runner.results, ratios.targets(TARGETS))
    options.report.write_text(report.written(runner.results, found, shelf, options.quick), encoding="utf-8")
    print(f"\n{report.works(found)}\n")
    generating = sum(result.generating for result in runner.results.values())
    print(f"{(time.perf_counter() - started) / 60:.1f} minutes, {generating / 60:.1f} of them for making data")
    missed = [ratio for ratio in found if not ratio.floor_met]
    for ratio in missed:
        print(f"floor missed: {ratio.title}: {ratio.target.says} is {ratio.value:.3g}, wanted {report.sign(ratio.target, ratio.target.floor)}")
    if missed and options.gate:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
