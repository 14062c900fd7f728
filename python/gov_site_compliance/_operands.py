"""Operands of the calendar: single values, or columns of one library."""

from __future__ import annotations

from typing import Any

from ._native import InputError
from ._series import Kind, is_one, of, one_day, one_number
from ._series_arrow import Polars, PyArrow
from ._series_numpy import NumPy
from ._series_pandas import Pandas

KINDS: tuple[Kind, ...] = (NumPy(), Pandas(), Polars(), PyArrow())


def read(numbers: tuple[str, ...] = (), **values: Any) -> tuple[Kind | None, Any, list[Any]]:
    """The library of the columns among the values, the first of these, and all values as the native functions take them.

    Without any column there is no library, and dates and whole numbers are what is left. `numbers` names the values that are no days.
    """
    columns = _columns(values)
    if not columns:
        return None, None, [one_number(name, value) if name in numbers else one_day(name, value) for name, value in values.items()]
    kind = _kind(columns)
    if len(columns) == 2:
        columns = dict(zip(columns, kind.alike(*columns.values()), strict=True))
    taken: list[Any] = []
    for name, value in (values | columns).items():
        if name in columns:
            taken.append(kind.numbers_in(name, value) if name in numbers else kind.days_in(name, value))
        else:
            taken.append(one_number(name, value) if name in numbers else one_day(name, value))
    return kind, next(iter(columns.values())), taken


def _columns(values: dict[str, Any]) -> dict[str, Any]:
    columns = {name: value for name, value in values.items() if not is_one(value)}
    # beside a column of another library, one day of NumPy is one day
    others = {name: value for name, value in columns.items() if not of("numpy", "datetime64", value)}
    of_numpy = any(of("numpy", "ndarray", value) for value in others.values())
    return columns if of_numpy else others or columns


def _kind(columns: dict[str, Any]) -> Kind:
    kinds = {name: _kind_of(name, value) for name, value in columns.items()}
    first, *others = kinds.values()
    if any(other is not first for other in others):
        raise InputError(" and ".join(f"{name} is a {_type(value)}" for name, value in columns.items()) + ": give both of one library")
    return first


def _kind_of(name: str, value: Any) -> Kind:
    for kind in KINDS:
        if kind.holds(value):
            return kind
    raise InputError(
        f"{name}: a {_type(value)} is neither a single value nor a column; give a NumPy array, a pandas or Polars Series or a pyarrow array"
        " (np.array(days, 'datetime64[D]') makes one of a list)"
    )


def _type(value: Any) -> str:
    return f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
