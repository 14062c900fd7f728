"""Works A and B in Polars, with the engine `streaming` or `in-memory`; sorted keys are declared as such."""

import polars as pl

import common

ARGS = common.options(["a", "b"], ["streaming", "in-memory"])
AT = common.checkpoint(ARGS.data)


def load(table):
    if ARGS.dictionary:
        return pl.from_arrow(common.dictionaries(ARGS.data, table)).with_columns(pl.col("column_id").cast(pl.Categorical)).rechunk()
    return pl.read_parquet(common.parts(ARGS.data, table), columns=common.FIELDS[table]).rechunk()


COLUMNS = load("columns") if ARGS.work == "b" else None
UPDATES = load("updates")
if ARGS.sorted and not ARGS.dictionary:
    UPDATES = UPDATES.with_columns(pl.col("column_id").set_sorted())


def activity():
    past = pl.when(pl.col("published_on") <= AT).then(pl.col("published_on"))
    return UPDATES.lazy().group_by("column_id").agg(last=past.max(), n=pl.len())


def activities():
    return activity().collect(engine=ARGS.variant)


def sites():
    core, overdue = pl.col("stale") & pl.col("kind").is_in(common.CORE), pl.col("stale") | pl.col("blank")
    late = (pl.col("last") < pl.col("start")).fill_null(True)
    start = pl.col("kind").cast(pl.String).replace_strict(common.windows(AT), default=None, return_dtype=pl.Date)
    columns = COLUMNS.lazy().join(activity(), on="column_id", how="left").with_columns(start=start)
    columns = columns.with_columns(blank=pl.col("n").is_null(),
                                   stale=pl.col("n").is_not_null() & pl.col("start").is_not_null() & late)
    counts = columns.group_by("site_code").agg(blank=pl.col("blank").sum(), core=core.sum(), overdue=overdue.sum())
    vetoed = pl.any_horizontal(pl.col(name) >= limit for name, limit in common.LIMITS.items())
    return counts.with_columns(vetoed=vetoed).collect(engine=ARGS.variant)


def summary_a(frame):
    return common.answer_a(frame.height, frame["n"].sum(), frame["last"].to_physical().cast(pl.Int64).sum())


def summary_b(frame):
    return common.answer_b(frame.height, *(frame[name].sum() for name in ("blank", "core", "overdue", "vetoed")))


WORK = {"a": (activities, summary_a), "b": (sites, summary_b)}
common.report(f"polars {ARGS.variant}", ARGS.work, *WORK[ARGS.work], rows=UPDATES.height)
