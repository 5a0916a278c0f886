"""How far a result may lie from the exact one."""

from __future__ import annotations

from typing import Any

import numpy as np

_HALF_STEP = 2.0**-24


def error_bound(array: np.ndarray[Any, Any], taps: list[np.ndarray[Any, Any]], border: Any = None) -> float:
    """The largest error before rounding of passes that are made one after the other, each with so many taps.

    Sums of 32-bit floats: each tap is rounded once, each product with its sum once, so that a pass of n taps is off by at most
    (n + 1) · 2^-24 · Σ|taps| · max|x|; one more for the result. 64-bit sums: 1e-12, which is generous.
    """
    largest = float(np.max(np.abs(array.astype(np.float64)), initial=0))
    ends = border if isinstance(border, list) else [border]
    for end in [each for pair in ends for each in (pair, *(pair if isinstance(pair, tuple) else ()))]:
        if isinstance(end, tuple) and end and end[0] == "constant":
            largest = max(largest, abs(end[1]))
    total = float(np.prod([np.sum(np.abs(each)) for each in taps]))
    if array.dtype in (np.float64, np.int32, np.int64, np.uint32, np.uint64):
        return 1e-12 * total * largest
    steps = sum(each.size + 1 for each in taps) + 1
    return 1.01 * steps * _HALF_STEP * total * largest


def rounded(values: np.ndarray[Any, Any], dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """Half to even, within the range of the type."""
    if dtype.kind == "f":
        with np.errstate(over="ignore"):
            return values.astype(dtype)
    limits = np.iinfo(dtype)
    # In Python's own integers, because floats do not hold the limits of 64 bits.
    whole = [min(max(int(value), int(limits.min)), int(limits.max)) for value in np.rint(values).ravel()]
    return np.array(whole, dtype).reshape(values.shape)


def assert_close(found: np.ndarray[Any, Any], exact: np.ndarray[Any, Any], bound: float) -> None:
    """Makes sure that numbers lie between what exact ones, less and more by the bound, are rounded to.

    For integers this is the exact result rounded half to even, or the other side where a tie is within the bound.
    """
    assert found.shape == exact.shape
    low, high = rounded(exact - bound, found.dtype), rounded(exact + bound, found.dtype)
    wrong = ~((low <= found) & (found <= high))
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        raise AssertionError(
            f"{wrong.sum()} of {wrong.size} numbers are wrong, first at {place}: "
            f"expected {exact[place]!r} to within {bound}, found {found[place]!r}"
        )
