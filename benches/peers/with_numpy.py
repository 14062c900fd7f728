"""Works A and B in numpy on one thread: `runs` needs sorted keys, `dense` needs integer keys from 0 without great holes."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import common

ARGS = common.options(["a", "b"], ["runs", "dense"])
AT = common.day_number(common.checkpoint(ARGS.data))
NEVER = np.int32(-(2**31))


def load(table):
    files = common.parts(ARGS.data, table)
    return pa.concat_tables([pq.read_table(path, columns=common.FIELDS[table]) for path in files])


def numbers(column, dtype):
    return column.cast(dtype).combine_chunks().to_numpy(zero_copy_only=False)


COLUMNS = load("columns") if ARGS.work == "b" else None
UPDATES = load("updates")
KEYS, DAYS = numbers(UPDATES["column_id"], pa.int64()), numbers(UPDATES["published_on"], pa.int32())
ROWS = UPDATES.num_rows
del UPDATES


def past():
    """Days after the checkpoint are no last day; without any, the copy is saved."""
    return DAYS if DAYS.max() <= AT else np.where(DAYS <= AT, DAYS, NEVER)


def runs():
    start = np.concatenate(([0], np.flatnonzero(KEYS[1:] != KEYS[:-1]) + 1))
    return KEYS[start], np.maximum.reduceat(past(), start), np.diff(np.concatenate((start, [ROWS])))


def dense():
    count = np.bincount(KEYS)
    last = np.full(count.size, NEVER, np.int32)
    np.maximum.at(last, KEYS, past())
    keys = np.flatnonzero(count)
    return keys, last[keys], count[keys]


ACTIVITY = {"runs": runs, "dense": dense}[ARGS.variant]


def sites():
    keys, last, _ = ACTIVITY()
    column = numbers(COLUMNS["column_id"], pa.int64())
    position = np.minimum(np.searchsorted(keys, column), keys.size - 1)
    blank = keys[position] != column
    site, kind = (COLUMNS[name].combine_chunks().dictionary_encode() for name in ("site_code", "kind"))
    kinds = kind.dictionary.to_pylist()
    starts = common.windows(common.checkpoint(ARGS.data))
    first = np.array([common.day_number(starts[name]) if name in starts else NEVER for name in kinds], np.int32)
    stale = ~blank & (last[position] < first[kind.indices.to_numpy()])
    core = stale & np.isin(kind.indices.to_numpy(), [number for number, name in enumerate(kinds) if name in common.CORE])
    codes, size = site.indices.to_numpy(), len(site.dictionary)
    counts = [np.bincount(codes[mark], minlength=size) for mark in (blank, core, stale | blank)]
    vetoed = np.any([count >= limit for count, limit in zip(counts, common.LIMITS.values())], axis=0)
    return *counts, vetoed


def summary_a(result):
    keys, last, count = result
    return common.answer_a(keys.size, count.sum(), last[last != NEVER].astype(np.int64).sum())


def summary_b(result):
    return common.answer_b(result[0].size, *(mark.sum() for mark in result))


WORK = {"a": (ACTIVITY, summary_a), "b": (sites, summary_b)}
common.report(f"numpy {ARGS.variant}", ARGS.work, *WORK[ARGS.work], rows=ROWS)
