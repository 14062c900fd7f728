"""`judge` over tables in Spark (extra `spark`): the cluster folds, this process judges.

Updates and visits are folded where their rows lie; a row for each column and site crosses the network, and a bad row travels as it
is. All other tables come to this process, which judges by the same native code as `gov_site_compliance.judge`, with the same result.

    from gov_site_compliance import spark as gsc_spark
    census = gsc_spark.judge(session, sites=session.read.parquet("sites"), updates=session.read.parquet("updates"), ...)
"""

from __future__ import annotations

import datetime as dt
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from . import _native, _settings
from ._census import Census
from ._progress import Progress, listener
from ._standard import Standard

try:
    import pyarrow as pa  # type: ignore[import-untyped, unused-ignore]
    from pyspark.sql import DataFrame, SparkSession, functions
except ImportError as _absent:
    raise ImportError(f"gov_site_compliance.spark: {_absent}; it needs PySpark 4 and pyarrow: pip install 'gov-site-compliance[spark]'") from _absent

__all__ = ["judge"]

_FACTS = "kind string, key string, facts string, rows binary"
_FOLDED = ("updates", "visits")
Batches = Iterator[pa.RecordBatch]


def judge(
    spark: SparkSession,
    *,
    sites: Any,
    columns: Any = None,
    updates: Any = None,
    visits: Any = None,
    tickets: Any = None,
    reviews: Any = None,
    site_life: Any = None,
    site_addresses: Any = None,
    units: Any = None,
    channels: Any = None,
    exemptions: Any = None,
    coverage: Any = None,
    activities: Any = None,
    links: Any = None,
    services: Any = None,
    service_files: Any = None,
    systems: Any = None,
    standard: str | os.PathLike[str] | Standard = "zibo-2017",
    checkpoint: dt.date,
    visits_until: dt.date | None = None,
    period: tuple[dt.date, dt.date] | None = None,
    complete: Iterable[str] = (),
    title: str = "",
    issuer: str = "",
    document_no: str | None = None,
    reconstruction: bool = False,
    name_best: int = 3,
    upcoming_checks: Iterable[tuple[str, dt.date]] = (),
    notice: str | os.PathLike[str] | None = None,
    project_workdays: bool = False,
    strict: bool = False,
    threads: int | None = None,
    progress: Progress | bool | None = None,
    partitions: int | None = None,
) -> Census:
    """Judges a census whose tables are Spark data frames; each may as well be a local table, as `gov_site_compliance.judge` takes it,
    or a list of tables where one is in parts of different types.

    The result equals that of `gov_site_compliance.judge` over the same rows, whatever their order and partitions, but for the place
    of rejected rows (`file`, `row`) of updates and visits: rows in Spark have no number, so `row` counts the bad ones, and is 0 where
    an update names a column that is not in `columns`.

    Timestamps of Spark (`TimestampType`) are moments, whatever `spark.sql.session.timeZone` says; those without a zone
    (`TimestampNTZType`) are Shanghai time. Columns that are no fields of a table are not read.

    `partitions` is the number of partitions in which facts are merged; without it Spark decides. `threads` and `progress` are about
    this process; everything else is as in `gov_site_compliance.judge`. Ctrl-C ends the jobs of this call.

    Raises what `gov_site_compliance.judge` raises, most of it before a job of updates and visits starts, and Spark's own errors. Every
    executor needs this package in the same version (docs/SPARK.md).
    """
    given = {
        "sites": sites, "site_life": site_life, "site_addresses": site_addresses, "units": units, "columns": columns, "channels": channels,
        "exemptions": exemptions, "coverage": coverage, "tickets": tickets, "reviews": reviews, "activities": activities, "links": links,
        "services": services, "service_files": service_files, "systems": systems, "updates": updates, "visits": visits,
    }
    given = {name: None if isinstance(table, list | tuple) and not table else table for name, table in given.items()}
    present = dict(_settings.tables(given))
    head = _settings.head(
        checkpoint=checkpoint, visits_until=visits_until, period=period, title=title, issuer=issuer, document_no=document_no,
        reconstruction=reconstruction, name_best=name_best, upcoming_checks=upcoming_checks, notice=notice,
    )
    declared = _settings.complete(complete, given)
    # An executor reads no file of this machine: the standard goes there as it is.
    resolved = standard if isinstance(standard, Standard) else Standard.load(standard)
    with _Jobs(spark):
        tables, facts = _collected(present, head, resolved, partitions)
    call, close = listener(progress)
    try:
        return Census(_native.judge(
            tables, head, standard=resolved._native, complete=declared, project_workdays=project_workdays, strict=strict,
            threads=_settings.threads(threads), progress=call, facts=facts,
        ))
    finally:
        close()


def _collected(
    given: dict[str, Any], head: dict[str, Any], standard: Standard, partitions: int | None
) -> tuple[list[tuple[str, Any]], pa.Table | None]:
    """All tables in this process, and facts in the place of the rows that stay in the cluster."""
    tables = [(name, _checked(name, part)) for name, table in given.items() for part in (table if isinstance(table, list | tuple) else [table])]
    local = [(name, _local(name, table)) for name, table in tables]
    facts = None
    for name, table in tables:
        if _stays(name, table):
            part = table.mapInArrow(_folder(name, local, head, standard), _FACTS)
            facts = part if facts is None else facts.unionAll(part)
    if facts is None:
        return local, None
    number = () if partitions is None else (partitions,)
    return local, facts.repartition(*number, "kind", "key").mapInArrow(_merge, _FACTS).toArrow()


def _checked(name: str, table: Any) -> Any:
    """A table with the columns that are fields; what hinders reading it is told before any job starts."""
    if isinstance(table, DataFrame):
        known = _native.known_columns(name, table.columns)
        _settings.tell_dropped(((name, column) for column in table.columns if column not in known), stacklevel=5)
        table = table.select(*(functions.col("`" + column.replace("`", "``") + "`") for column in known))
        _native.check_table(name, table.limit(0).toArrow())
        return table
    if hasattr(table, "__arrow_c_stream__"):
        table = pa.table(table)
    _native.check_table(name, table)
    return table


def _stays(name: str, table: Any) -> bool:
    """Whether the rows of a table stay in the cluster."""
    return name in _FOLDED and isinstance(table, DataFrame)


def _local(name: str, table: Any) -> Any:
    """A table in this process; without rows where they stay in the cluster, since a table without rows is there."""
    if not isinstance(table, DataFrame):
        return table
    return (table.limit(0) if _stays(name, table) else table).toArrow()


def _folder(name: str, local: list[tuple[str, Any]], head: dict[str, Any], standard: Standard) -> Callable[[Batches], Batches]:
    """What an executor does with its share of a table."""
    if name == "updates":
        return partial(_fold_updates, head=head, standard=standard)
    sites = [(name, _written(table)) for name, table in local if name in ("sites", "site_addresses")]
    return partial(_fold_visits, sites=sites, head=head, standard=standard)


def _fold_updates(batches: Batches, *, head: dict[str, Any], standard: Standard) -> Batches:
    yield from _batches(_native.fold_updates(batches, head, standard=standard._native))


def _fold_visits(batches: Batches, *, sites: list[tuple[str, bytes]], head: dict[str, Any], standard: Standard) -> Batches:
    tables = [(name, pa.ipc.open_stream(stream).read_all()) for name, stream in sites]
    yield from _batches(_native.fold_visits(batches, tables, head, standard=standard._native))


def _merge(batches: Batches) -> Batches:
    yield from _batches(_native.merge_facts(batches))


def _batches(facts: _native.Frame) -> Batches:
    return iter(pa.table(facts).to_batches())


def _written(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    written: bytes = sink.getvalue().to_pybytes()
    return written


class _Jobs:
    """Jobs of one call: an interrupt ends them, wherever they run."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark
        self._tag = f"gov_site_compliance-{uuid.uuid4()}"

    def __enter__(self) -> None:
        self._spark.addTag(self._tag)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._spark.removeTag(self._tag)
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            self._spark.interruptTag(self._tag)
