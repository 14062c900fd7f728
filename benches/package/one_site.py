"""`judge_site` over prepared evidence: one site of 60 columns, some 6,000 updates and 672 visits, from Arrow tables or from rows as dicts."""

import json
import statistics
import sys
import time
import tomllib
from datetime import date
from pathlib import Path

import pyarrow.csv

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import common  # noqa: E402
import gov_site_compliance as gsc  # noqa: E402

RUNS = 30
ARGS = common.options(["one-site"], ["arrow", "rows"])
SETTINGS = tomllib.loads((ARGS.data / "census.toml").read_text(encoding="utf-8"))
SEEN = pyarrow.csv.ConvertOptions(strings_can_be_null=True)
TABLES = {path.stem: pyarrow.csv.read_csv(path, convert_options=SEEN).combine_chunks() for path in sorted(ARGS.data.glob("*.csv"))}
EVIDENCE = TABLES if ARGS.variant == "arrow" else {name: table.to_pylist() for name, table in TABLES.items()}
SITE = EVIDENCE.pop("sites")
PREPARED = gsc.SiteEvidence(site=SITE, **EVIDENCE, complete=SETTINGS["complete"])
STANDARD = gsc.Standard.load("zibo-2017")
PERIOD = (date(2017, 10, 1), date(2017, 12, 31))


def judge():
    return gsc.judge_site(PREPARED, standard=STANDARD, checkpoint=common.checkpoint(ARGS.data), period=PERIOD)


def main():
    times = []
    for _ in range(RUNS + 1):
        started = time.perf_counter()
        verdict = judge()
        times.append(time.perf_counter() - started)
    rows = {name: TABLES[name].num_rows for name in ("columns", "updates", "visits")}
    line = {"contender": f"package, {ARGS.variant}", "work": "one-site", "seconds": statistics.median(times[1:]), "rows": sum(rows.values())}
    print(json.dumps(line | {"answer": rows | {"verdict": verdict.verdict}}), flush=True)


main()
