"""The package over tables in memory: `frames` from Parquet, as `columnar frames` holds them, `batch` from CSV, as the oracle reads them."""

import sys
import tomllib
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))
import common  # noqa: E402
import gov_site_compliance as gsc  # noqa: E402

ARGS = common.options(["frames", "batch"], ["pyarrow", "polars"])
SETTINGS = tomllib.loads((ARGS.data / "census.toml").read_text(encoding="utf-8"))
PERIOD = (date(2017, 10, 1), date(2017, 12, 31))
# texts that the Rust reader keeps as dictionaries: codes and words
REPEATED = ["site_code", "role", "level", "kind", "promised_unit", "reply_kind", "status", "vantage", "failure"]


def from_parquet():
    """Every table in one chunk; codes and words as dictionaries, other texts as views: as the Rust reader hands them out."""
    names = {path.stem for path in ARGS.data.glob("*.parquet")} | {path.parent.name for path in ARGS.data.glob("*/*.parquet")}
    return {name: views(pa.concat_tables(map(read, common.parts(ARGS.data, name)))).unify_dictionaries().combine_chunks() for name in sorted(names)}


def read(path):
    return pq.read_table(path, read_dictionary=REPEATED)


def views(table):
    def type_of(field):
        return pa.string_view() if pa.types.is_string(field.type) else field.type
    return table.cast(pa.schema([(field.name, type_of(field)) for field in table.schema]))


def from_csv():
    """Every table in one chunk, in the types that pyarrow sees in the texts; empty cells are nulls."""
    seen = pyarrow.csv.ConvertOptions(strings_can_be_null=True)
    return {path.stem: pyarrow.csv.read_csv(path, convert_options=seen).combine_chunks() for path in sorted(ARGS.data.glob("*.csv"))}


def held(table):
    """A table as its holder has it."""
    return pl.from_arrow(table) if ARGS.variant == "polars" else table


TABLES = {"frames": from_parquet, "batch": from_csv}[ARGS.work]()
ROWS = sum(TABLES[name].num_rows for name in ("updates", "visits"))
TABLES = {name: held(table) for name, table in TABLES.items()}


def judge():
    return gsc.judge(**TABLES, checkpoint=common.checkpoint(ARGS.data), period=PERIOD, complete=SETTINGS["complete"],
                     threads=common.THREADS, progress=False)


def summary(census):
    verdicts = pa.table(census.verdicts)["verdict"].to_pylist()
    counts = {"judged": len(verdicts), "unqualified": verdicts.count("unqualified"), "not_assessed": verdicts.count("not_assessed")}
    return counts | ({"findings_in_batches": len(census.findings)} if ARGS.work == "frames" else {})


common.report(f"package, {ARGS.variant}", ARGS.work, judge, summary, rows=ROWS)
