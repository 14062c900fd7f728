"""Works A and B in pandas; text keys are a categorical."""

import pandas as pd

import common

ARGS = common.options(["a", "b"], ["plain"])
AT = common.checkpoint(ARGS.data)


def load(table):
    if ARGS.dictionary:
        return common.dictionaries(ARGS.data, table).to_pandas()
    frames = [pd.read_parquet(path, columns=common.FIELDS[table]) for path in common.parts(ARGS.data, table)]
    return pd.concat(frames, ignore_index=True)


UPDATES = load("updates")
COLUMNS = load("columns") if ARGS.work == "b" else None
if ARGS.dictionary and COLUMNS is not None:
    # keys of the same type are joined by their codes; columns without updates need a category too
    both = UPDATES["column_id"].cat.categories.union(COLUMNS["column_id"].cat.categories, sort=False)
    UPDATES["column_id"], COLUMNS["column_id"] = (frame["column_id"].cat.set_categories(both) for frame in (UPDATES, COLUMNS))
UPDATES["published_on"] = pd.to_datetime(UPDATES["published_on"])


def activity():
    past = UPDATES["published_on"]
    if past.max() > pd.Timestamp(AT):
        past = past.where(past <= pd.Timestamp(AT))
    return past.groupby(UPDATES["column_id"], sort=False, observed=True).agg(["max", "size"])


def sites():
    found = COLUMNS.merge(activity(), how="left", left_on="column_id", right_index=True)
    start = pd.to_datetime(found["kind"].astype(str).map(common.windows(AT)))
    blank = found["size"].isna()
    stale = ~blank & start.notna() & ~(found["max"] >= start)
    marks = {"blank": blank, "core": stale & found["kind"].isin(common.CORE), "overdue": stale | blank}
    counts = pd.DataFrame(marks).groupby(found["site_code"], sort=False, observed=True).sum()
    counts["vetoed"] = pd.concat([counts[name] >= limit for name, limit in common.LIMITS.items()], axis=1).any(axis=1)
    return counts


def summary_a(frame):
    days = (frame["max"].dropna() - pd.Timestamp(0)).dt.days
    return common.answer_a(len(frame), frame["size"].sum(), days.sum())


def summary_b(frame):
    return common.answer_b(len(frame), *(frame[name].sum() for name in ("blank", "core", "overdue", "vetoed")))


WORK = {"a": (activity, summary_a), "b": (sites, summary_b)}
common.report("pandas", ARGS.work, *WORK[ARGS.work], rows=len(UPDATES))
