"""Sites of 60 columns, some 6,000 updates and 672 visits, judged by the plain-Python oracle from rows read before.

The folder is CSV. Timed is what follows reading: grouping the rows by site and judging; for one site the seconds are the median
of many runs.
"""

import json
import statistics
import sys
import time
import tomllib
from pathlib import Path

import common

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests/oracle"))
from oracle import Frame, group_by_site, judge_site  # noqa: E402
from oracle_calendar import Workdays  # noqa: E402
from oracle_tables import load_tables  # noqa: E402

ARGS = common.options(["one-site", "batch"], ["plain"])
RUNS = 30 if ARGS.work == "one-site" else 1


def main():
    census = tomllib.loads((ARGS.data / "census.toml").read_text(encoding="utf-8"))
    frame = Frame(census, workdays=Workdays.read(), present={path.stem for path in ARGS.data.glob("*.csv")})
    tables = load_tables(ARGS.data)
    times = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        verdicts = [judge_site(site, frame) for site in group_by_site(tables).values()]
        times.append(time.perf_counter() - started)
    rows = {name: len(tables.good[name]) for name in ("columns", "updates", "visits")}
    seconds = statistics.median(times[1:])
    line = {"contender": "plain-Python oracle", "work": ARGS.work, "seconds": seconds, "rows": sum(rows.values())}
    print(json.dumps(line | {"answer": answer(rows, [verdict["verdict"] for verdict in verdicts])}), flush=True)


def answer(rows, words):
    if ARGS.work == "one-site":
        return rows | {"verdict": words[0]}
    return {"judged": len(words), "unqualified": words.count("unqualified"), "not_assessed": words.count("not_assessed")}


main()
