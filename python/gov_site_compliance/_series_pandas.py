"""pandas Series: `datetime64` of any unit, with or without zone, dates of pyarrow, and plain dates as objects."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

from ._native import Column, InputError
from ._series import SHANGHAI, Kind, of, one_day
from ._series_numpy import signed


class Pandas(Kind):
    """The index and the name are kept. Null is NaT or NA; numbers and truths are of the types that have one: Int64, boolean."""

    def holds(self, value: Any) -> bool:
        return of("pandas", "Series", value)

    def days_in(self, name: str, value: Any) -> Column:
        # by name, since it has no stubs
        pd = import_module("pandas")

        if isinstance(value.dtype, pd.ArrowDtype):
            return Column.from_arrow(name, value.array.__arrow_array__())
        if isinstance(value.dtype, pd.DatetimeTZDtype):
            value = value.dt.tz_convert(SHANGHAI).dt.tz_localize(None)
        if value.dtype.kind == "M":
            return Column.from_days(name, value.to_numpy().astype("datetime64[D]").view("int64"))
        if value.dtype == object:
            return _from_objects(name, value)
        raise InputError(f"{name}: a Series of {value.dtype} holds no days; pd.to_datetime makes some")

    def numbers_in(self, name: str, value: Any) -> Column:
        pd = import_module("pandas")

        if isinstance(value.dtype, pd.ArrowDtype):
            return Column.from_arrow(name, value.array.__arrow_array__())
        if value.dtype.kind not in "iu":
            raise InputError(f"{name}: a Series of {value.dtype} holds no whole numbers; cast it to Int64")
        plain = getattr(value.dtype, "numpy_dtype", value.dtype)
        numbers = signed(name, value.to_numpy(dtype=plain, na_value=0))
        return Column.from_numbers(name, numbers, value.isna().to_numpy())

    def days_out(self, column: Column, like: Any) -> Any:
        pd = import_module("pandas")

        if isinstance(like.dtype, pd.ArrowDtype):
            return _series(_of_arrow(column), like)
        days = column.to_numpy()[0].view("datetime64[D]")
        if like.dtype == object:
            return _series(days.astype(object), like, dtype=object)
        return _series(days.astype(f"datetime64[{_unit(like.dtype)}]"), like)

    def values_out(self, column: Column, like: Any) -> Any:
        import numpy as np
        pd = import_module("pandas")

        if isinstance(like.dtype, pd.ArrowDtype):
            return _series(_of_arrow(column), like)
        values, mask = column.to_numpy()
        array = pd.arrays.BooleanArray if values.dtype == bool else pd.arrays.IntegerArray
        return _series(array(values, np.zeros(len(values), bool) if mask is None else mask), like)

    def alike(self, first: Any, second: Any) -> tuple[Any, Any]:
        if not first.index.equals(second.index):
            raise InputError("both Series must have one index: align them first")
        return first, second


def _from_objects(name: str, value: Any) -> Column:
    import numpy as np

    missing = value.isna()
    days = [None if null else _day_at(name, position, day) for position, (day, null) in enumerate(zip(value, missing, strict=True))]
    return Column.from_days(name, np.array(days, dtype="datetime64[D]").view("int64"))


def _day_at(name: str, position: int, value: Any) -> dt.date:
    try:
        return one_day(name, value)
    except InputError as error:
        raise InputError(f"{error} (element {position}, from 0)") from None


def _of_arrow(column: Column) -> Any:
    pd = import_module("pandas")
    pa = import_module("pyarrow")

    return pd.arrays.ArrowExtensionArray(pa.chunked_array(column))


def _unit(dtype: Any) -> str:
    """The unit of a Series of days; seconds, the coarsest of pandas, beside a Series of numbers."""
    import numpy as np

    if dtype.kind != "M":
        return "s"
    return str(getattr(dtype, "unit", None) or np.datetime_data(dtype)[0])


def _series(values: Any, like: Any, **options: Any) -> Any:
    pd = import_module("pandas")

    return pd.Series(values, index=like.index, name=like.name, **options)
