"""The convolutions and borders of NumPy, version 2.4.6."""

from __future__ import annotations

from typing import Any

import numpy as np

from .._conventions import filtered, nested

Array = np.ndarray[Any, Any]

__all__ = ["convolve", "correlate", "pad"]

_MODES = ("full", "same", "valid")
_BORDERS = ("constant", "edge", "reflect", "symmetric", "wrap")


def convolve(a: Any, v: Any, mode: str = "full") -> Array:
    """See ``numpy.convolve``."""
    first, second = np.array(a, copy=None, ndmin=1), np.array(v, copy=None, ndmin=1)
    if len(second) > len(first):
        first, second = second, first
    if len(first) == 0:
        raise ValueError("a cannot be empty")
    if len(second) == 0:
        raise ValueError("v cannot be empty")
    return _correlated(first, second[::-1], mode)


def correlate(a: Any, v: Any, mode: str = "valid") -> Array:
    """See ``numpy.correlate``."""
    first, second = np.array(a, copy=None, ndmin=1), np.array(v, copy=None, ndmin=1)
    if not len(first) or not len(second):
        raise ValueError("first array argument cannot be empty" if not len(first) else "second array argument cannot be empty")
    if len(second) > len(first):
        return _correlated(second, first, mode)[::-1]
    return _correlated(first, second, mode)


def _correlated(first: Array, second: Array, mode: str) -> Array:
    """A line with taps that are not longer."""
    if first.ndim != 1 or second.ndim != 1:
        raise ValueError("object too deep for desired array")
    if mode not in _MODES:
        raise ValueError(f"mode must be one of 'valid', 'same', or 'full' (got {mode!r})")
    dtype = np.result_type(first, second)
    if dtype.kind == "b":
        return _correlated(first.astype(np.int64), second.astype(np.int64), mode) > 0
    if dtype.kind not in "iuf" or dtype.itemsize > 8:
        raise TypeError(f"a: expected real numbers of up to 64 bits, found {dtype}; convert them")
    given = {"mode": mode, "kernel": nested(second), "type": dtype.name}
    return filtered("numpy.correlate", first.astype(dtype, copy=False), given)


def pad(array: Any, pad_width: Any, mode: str = "constant", **kwargs: Any) -> Array:
    """See ``numpy.pad``; the modes that are borders: constant, edge, reflect, symmetric and wrap."""
    array = np.asarray(array)
    widths = np.asarray(pad_width)
    if isinstance(pad_width, dict):
        widths = np.zeros((array.ndim, 2), int)
        for axis, width in pad_width.items():
            widths[axis] = width
    if widths.dtype.kind != "i":
        raise TypeError("`pad_width` must be of integral type.")
    if (widths < 0).any():
        raise ValueError("index can't contain negative values")
    pairs = np.broadcast_to(widths, (array.ndim, 2))
    if mode not in _BORDERS:
        raise ValueError(f"mode: expected one of {', '.join(_BORDERS)}, found {mode!r}; use one of these names")
    known = {"constant": {"constant_values"}, "reflect": {"reflect_type"}, "symmetric": {"reflect_type"}}.get(mode, set())
    unknown = set(kwargs) - known
    if unknown:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {unknown}")
    if kwargs.get("reflect_type", "even") != "even":
        raise ValueError("reflect_type: expected 'even', found another; an odd reflection is no border")
    if not array.ndim or not pairs.any():
        return np.array(array)
    value = np.asarray(kwargs.get("constant_values", 0))
    if value.size != 1:
        raise ValueError("constant_values: expected one number for all sides, found several; pad one side after the other")
    if mode != "constant" and not all(array.shape[axis] or not pairs[axis].any() for axis in range(array.ndim)):
        raise ValueError("can't extend empty axis using modes other than 'constant' or 'empty'")
    samples = array.view(np.uint8) if array.dtype.kind == "b" else array
    constant = float(value.astype(array.dtype).reshape(()))
    given = {"pad_width": nested(pairs), "mode": mode, "constant_values": constant}
    result = filtered("numpy.pad", samples, given)
    return np.asarray(result.view(bool)) if array.dtype.kind == "b" else result
