"""Reading the same fields of updates and visits from Parquet and doing next to nothing with them.

Every value is decoded: `pyarrow` and `polars` hand out batches, `duckdb` sums something cheap over each field (a plain
count could be answered from the statistics of the file).
"""

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

import common

ARGS = common.options(["scan"], ["polars", "duckdb", "pyarrow"])


def fields(table):
    """The fields of the projection that the files have."""
    present = pq.read_schema(common.parts(ARGS.data, table)[0]).names
    return [name for name in ARGS.projection[table] if name in present]


TABLES = {table: (common.parts(ARGS.data, table), fields(table)) for table in ARGS.projection}


def with_polars():
    rows = {table: 0 for table in TABLES}
    for table, (files, names) in TABLES.items():
        for batch in pl.scan_parquet(files).select(names).collect_batches(maintain_order=False):
            rows[table] += batch.height
    return rows


def with_pyarrow():
    rows = {table: 0 for table in TABLES}
    pa.set_cpu_count(common.THREADS)
    for table, (files, names) in TABLES.items():
        # without this, columns of the longest table would pile up behind a slow consumer
        for batch in ds.dataset(files).scanner(columns=names, batch_readahead=4, fragment_readahead=1).to_batches():
            rows[table] += batch.num_rows
    return rows


def with_duckdb():
    con = duckdb.connect()
    con.execute(f"set threads = {common.THREADS}; set preserve_insertion_order = false")
    rows = {}
    for table, (files, names) in TABLES.items():
        source = f"read_parquet([{', '.join(repr(path) for path in files)}])"
        kinds = con.sql(f"describe select {', '.join(names)} from {source}").fetchall()
        touches = ", ".join(touch(name, kind) for name, kind, *_ in kinds)
        rows[table] = con.sql(f"select count(*), {touches} from {source}").fetchall()[0][0]
    return rows


def touch(name, kind):
    if kind == "VARCHAR" or kind.startswith("ENUM"):
        return f"sum(strlen({name}::varchar))"
    if kind == "BOOLEAN":
        return f"count_if({name})"
    if kind.startswith("TIMESTAMP"):
        return f"bit_xor(epoch_us({name}))"
    if kind == "DATE":
        return f"max({name} + 1)"
    return f"max({name} + 1)" if kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")) else f"bit_xor({name})"


BODY = {"polars": with_polars, "duckdb": with_duckdb, "pyarrow": with_pyarrow}[ARGS.variant]
common.report(f"{ARGS.variant} scan", "scan", BODY, lambda rows: rows)
