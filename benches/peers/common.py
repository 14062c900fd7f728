"""What all peers share: where the tables lie, the windows of work B, and the one line that a contender prints."""

import argparse
import json
import time
import tomllib
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

EPOCH = date(1970, 1, 1)
FIELDS = {"columns": ["column_id", "site_code", "kind"], "updates": ["column_id", "published_on"]}
CORE = ("news", "notice", "policy")
LIMITS = {"blank": 5, "core": 5, "overdue": 10}
THREADS = 2
# seconds, as in ../src/bin/columnar/line.rs: a core that was idle while the data was loaded takes a while to come back
WARM = 0.3


def options(works, variants):
    """The command line of a peer."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=works)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--variant", choices=variants, default=variants[0])
    parser.add_argument("--sorted", action="store_true", help="the updates are sorted by column_id")
    parser.add_argument("--dictionary", action="store_true", help="column_id is text, held as a dictionary")
    parser.add_argument("--projection", type=json.loads, default={}, help="fields by table, for the scans")
    return parser.parse_args()


def parts(data, table):
    """The Parquet files of a table: one file, or a folder of parts."""
    single = data / f"{table}.parquet"
    found = [single] if single.exists() else sorted((data / table).glob("*.parquet"))
    if not found:
        raise SystemExit(f"{data} holds neither {table}.parquet nor {table}/*.parquet")
    return [str(path) for path in found]


def dictionaries(data, table):
    """A table with one dictionary for all its text keys; making it is loading, and not timed."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    read = [pq.read_table(path, columns=FIELDS[table], read_dictionary=["column_id"]) for path in parts(data, table)]
    return pa.concat_tables(read).unify_dictionaries().combine_chunks()


def checkpoint(data):
    """The last day that counts, out of census.toml."""
    settings = data / "census.toml"
    found = tomllib.loads(settings.read_text(encoding="utf-8")).get("checkpoint") if settings.exists() else None
    return date.fromisoformat(str(found)) if found else date(2017, 11, 29)


def windows(at):
    """The first day that is new enough, by kind of column (2015); kinds without a window never grow stale."""
    half, year = months_before(at, 6), months_before(at, 12)
    return {"news": at - timedelta(days=14), "notice": half, "policy": half, "personnel": year, "plan": year}


def months_before(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_number(day):
    return (day - EPOCH).days


def answer_a(columns, items, last_days):
    """Columns with items, their items, and the sum of their last days (days since 1970)."""
    return {"columns": int(columns), "items": int(items), "last_days": int(last_days)}


def answer_b(sites, blank, core, overdue, vetoed):
    """Sites, their blank, stale core and overdue columns, and how many sites a veto hits."""
    return {"sites": int(sites), "blank": int(blank), "core": int(core), "overdue": int(overdue), "vetoed": int(vetoed)}


def report(contender, work, body, summary, rows=None):
    """Warms up, once and until `WARM` is over, times `body` once, and prints the line; `summary` turns its result into the answer, untimed.

    Without `rows` the answer is a count by table, and the rows are their sum.
    """
    begun = time.perf_counter()
    body()
    while time.perf_counter() - begun < WARM:
        body()
    started = time.perf_counter()
    result = body()
    seconds = time.perf_counter() - started
    answer = summary(result)
    rows = sum(answer.values()) if rows is None else rows
    line = {"contender": contender, "work": work, "seconds": seconds, "rows": rows, "answer": answer}
    print(json.dumps(line), flush=True)
