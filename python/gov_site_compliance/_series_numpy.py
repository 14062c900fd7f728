"""NumPy: `datetime64` of any unit and integers of any width; arrays of any shape, and scalars."""

from __future__ import annotations

from typing import Any

from ._native import Column, InputError
from ._series import Kind, of


class NumPy(Kind):
    """Null is NaT, which only days can be."""

    def holds(self, value: Any) -> bool:
        return of("numpy", "ndarray", value) or of("numpy", "datetime64", value)

    def days_in(self, name: str, value: Any) -> Column:
        return Column.from_days(name, _flat(name, value, "M", "datetime64[D]").view("int64"))

    def numbers_in(self, name: str, value: Any) -> Column:
        return Column.from_numbers(name, signed(name, _flat(name, value, "iu", None)))

    def days_out(self, column: Column, like: Any) -> Any:
        return column.to_numpy()[0].view("datetime64[D]").reshape(like.shape)[()]

    def values_out(self, column: Column, like: Any) -> Any:
        values, mask = column.to_numpy()
        if mask is not None:
            raise InputError(f"element {mask.argmax()} (from 0) is NaT: NumPy has no number and no truth for it, drop it first")
        return values.reshape(like.shape)[()]

    def marks_out(self, column: Column, like: Any) -> Any:
        return column.to_numpy()[0].reshape(like.shape)[()]

    def alike(self, first: Any, second: Any) -> tuple[Any, Any]:
        import numpy as np

        try:
            first, second = np.broadcast_arrays(first, second, subok=True)
        except ValueError as error:
            raise InputError(str(error)) from None
        return first, second


def signed(name: str, numbers: Any) -> Any:
    """Integers as int64; an unsigned one that is too large would turn negative."""
    if numbers.dtype == "uint64" and (numbers >> 63).any():
        raise InputError(f"{name}: {numbers.max()} working days are more than there are days")
    return numbers.astype("int64", copy=False)


def _flat(name: str, value: Any, kinds: str, dtype: str | None) -> Any:
    import numpy as np

    if isinstance(value, np.ma.MaskedArray):
        raise InputError(f"{name}: a masked array; fill it with NaT, or drop what is masked")
    if value.dtype.kind not in kinds:
        raise InputError(f"{name}: an array of {value.dtype}; cast it to {dtype or 'int64'}")
    return np.ascontiguousarray(value, dtype=dtype).reshape(-1)
