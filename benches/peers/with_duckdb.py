"""Works A and B in DuckDB, from tables in memory. Integer keys of a small range are aggregated by direct addressing.

The variant `enum` holds text keys as an enumeration, `plain` as they come.
"""

import duckdb

import common

ARGS = common.options(["a", "b"], ["plain", "enum"])
AT = common.checkpoint(ARGS.data)
CON = duckdb.connect()
# the threshold is in bits of the range of the keys; 12 is what DuckDB starts with
CON.execute(f"set threads = {common.THREADS}; set perfect_ht_threshold = 24; set preserve_insertion_order = true")


def source(table):
    files = ", ".join(f"'{path}'" for path in common.parts(ARGS.data, table))
    return f"(select {', '.join(common.FIELDS[table])} from read_parquet([{files}]))"


def load(table):
    if ARGS.variant == "plain":
        CON.execute(f"create table {table} as from {source(table)}")
        return
    CON.register("held", common.dictionaries(ARGS.data, table))
    CON.execute(f"create table {table} as select column_id::key as column_id, * exclude (column_id) from held")
    CON.unregister("held")


if ARGS.variant == "enum":
    CON.execute(f"create type key as enum (select distinct column_id::varchar from {source('columns')})")
if ARGS.work == "b":
    load("columns")
load("updates")

# `max(case …)` is twice as fast as `max(…) filter (…)`
ACTIVITY = f"""select column_id, max(case when published_on <= date '{AT}' then published_on end) as last, count(*) as n
    from updates group by column_id"""
STARTS = " ".join(f"when '{kind}' then date '{start}'" for kind, start in common.windows(AT).items())
VETOED = " or ".join(f"{name} >= {limit}" for name, limit in common.LIMITS.items())
SITES = f"""with activity as ({ACTIVITY}),
    windowed as (select columns.*, last, n, case kind {STARTS} end as start
        from columns left join activity using (column_id)),
    judged as (select site_code, kind, n is null as is_blank,
        n is not null and start is not null and coalesce(last < start, true) as stale from windowed),
    counted as (select site_code, count(*) filter (is_blank) as blank, count(*) filter (stale or is_blank) as overdue,
        count(*) filter (stale and kind in {common.CORE}) as core from judged group by site_code)
    select *, {VETOED} as vetoed from counted"""


def run(query):
    return lambda: CON.sql(query).to_arrow_table()


def summed(answer, query):
    """The answer out of the result; sums are exact integers."""
    def summary(result):
        CON.register("result", result)
        return answer(*CON.sql(query).fetchall()[0])
    return summary


A = summed(common.answer_a, "select count(*), sum(n), sum(last - date '1970-01-01') from result")
B = summed(common.answer_b, "select count(*), sum(blank), sum(core), sum(overdue), count(*) filter (vetoed) from result")
WORK = {"a": (run(ACTIVITY), A), "b": (run(SITES), B)}
ROWS = CON.sql("select count(*) from updates").fetchall()[0][0]
NAME = "duckdb enum" if ARGS.variant == "enum" else "duckdb"
common.report(NAME, ARGS.work, *WORK[ARGS.work], rows=ROWS)
