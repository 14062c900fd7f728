"""Runs the comparison over saved pages; `cargo xtask bench pages` starts it with everything it needs.

    python benches/run_pages.py --program target/dist/pages --report out.md --table out.jsonl FOLDER… [--articles FOLDER…] [--quick] [--gate]

Exit codes: 0 done, 1 a contender failed or, with --gate, a floor is missed.
"""

import argparse
import json
from pathlib import Path

from runner import pages, pages_report, ratios, report

TARGETS = Path(__file__).resolve().parent / "targets.toml"
ROUNDS, QUICK_ROUNDS = 9, 3


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True, help="our contender")
    parser.add_argument("--report", type=Path, required=True, help="the text that is written")
    parser.add_argument("--table", type=Path, required=True, help="the ratios that are written, a JSON a line")
    parser.add_argument("folders", nargs="*", type=Path, default=[], help="saved pages of any kind")
    parser.add_argument("--articles", nargs="+", type=Path, default=[], help="saved articles, which the peers read too")
    parser.add_argument("--quick", action="store_true", help="three rounds")
    parser.add_argument("--gate", action="store_true", help="a missed floor is a failure")
    return parser.parse_args()


def main():
    options = arguments()
    if not options.folders + options.articles:
        raise SystemExit("no pages: name folders of saved pages, and those of articles behind --articles")
    result = pages.run(options.program, options.folders, options.articles, QUICK_ROUNDS if options.quick else ROUNDS)
    found = pages.ratios(result, ratios.targets(TARGETS))
    options.report.write_text(pages_report.written(result, found), encoding="utf-8")
    options.table.write_text("".join(json.dumps(row) + "\n" for row in pages_report.rows(found)), encoding="utf-8")
    print(f"\n{report.works(found)}\n")
    if not options.articles:
        print("no peers: they read articles only, and no folder of articles is named behind --articles")
    missed = [ratio for ratio in found if not ratio.floor_met]
    for ratio in missed:
        print(f"floor missed: {ratio.title}: {ratio.target.says} is {ratio.value:.3g}, wanted {report.sign(ratio.target, ratio.target.floor)}")
    if missed and options.gate:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
