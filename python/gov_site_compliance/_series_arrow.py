"""Polars Series, and Array and ChunkedArray of pyarrow: across the border as they are."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ._native import Column
from ._series import Kind, of


class Polars(Kind):
    """Series of Date or Datetime; the name is kept."""

    def holds(self, value: Any) -> bool:
        return of("polars", "Series", value)

    def days_in(self, name: str, value: Any) -> Column:
        import polars as pl

        # a Series of the type Null crosses in a form that only Polars reads
        return Column.from_arrow(name, value.cast(pl.Date) if value.dtype == pl.Null else value)

    def numbers_in(self, name: str, value: Any) -> Column:
        import polars as pl

        return Column.from_arrow(name, value.cast(pl.Int32) if value.dtype == pl.Null else value)

    def days_out(self, column: Column, like: Any) -> Any:
        import polars as pl

        # by alias, since a Series without elements would lose the name
        return pl.Series(column).alias(like.name)

    def values_out(self, column: Column, like: Any) -> Any:
        return self.days_out(column, like)


class PyArrow(Kind):
    """Dates or timestamps; an Array gives an Array, a ChunkedArray one with the same chunks."""

    def holds(self, value: Any) -> bool:
        return of("pyarrow", "Array", value) or of("pyarrow", "ChunkedArray", value)

    def days_in(self, name: str, value: Any) -> Column:
        return Column.from_arrow(name, value)

    def numbers_in(self, name: str, value: Any) -> Column:
        return Column.from_arrow(name, value)

    def days_out(self, column: Column, like: Any) -> Any:
        # by name, since it has no stubs
        pa = import_module("pyarrow")

        return pa.chunked_array(column) if isinstance(like, pa.ChunkedArray) else pa.array(column)

    def values_out(self, column: Column, like: Any) -> Any:
        return self.days_out(column, like)
