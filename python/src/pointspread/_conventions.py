"""Functions of other frameworks, by name: what :mod:`pointspread.compat` is made of."""

from __future__ import annotations

import ctypes
import json
from ctypes import c_char_p, c_double, c_int64, c_void_p
from typing import Any

import numpy as np

from . import _library as c
from ._plans import Options, apply
from ._types import Array

Value = Any
"""Words, a number, or numbers nested in tuples; ``None`` where the framework's default holds."""


def filtered(
    function: str,
    array: Array,
    given: dict[str, Value],
    *,
    axes: Any = None,
    channel_axis: int | None = None,
    out: Array | None = None,
    threads: int | None = None,
    tolerance: float = 0.0,
) -> Array:
    """What a function of a framework makes of an array."""
    parameters = (function, *((name, value) for name, value in given.items() if value is not None))
    return apply(_filter, parameters, array, Options(axes=axes, channel_axis=channel_axis, tolerance=tolerance), out, threads)


def _filter(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    return _made(c.library.pointspread_filter_convention, parameters)


def kernel(function: str, given: dict[str, Value]) -> Array:
    """The kernel that a function of a framework makes."""
    parameters = (function, *((name, value) for name, value in given.items() if value is not None))
    handle = _made(c.library.pointspread_kernel_convention, parameters)
    try:
        extents = (c_int64 * c.library.pointspread_kernel_rank(handle))()
        c.library.pointspread_kernel_extents(handle, extents)
        weights = np.empty(tuple(extents))
        c.library.pointspread_kernel_weights(handle, weights.ctypes.data)
        return weights
    finally:
        c.library.pointspread_kernel_free(handle)


def frameworks() -> list[dict[str, Any]]:
    """Every framework that there is: name, version and functions, each with its exactness and the evidence for it."""
    needed = c.library.pointspread_conventions_json(None, 0)
    text = ctypes.create_string_buffer(needed)
    c.library.pointspread_conventions_json(text, needed)
    found: list[dict[str, Any]] = json.loads(text.value)
    return found


def nested(values: Any) -> Value:
    """Numbers of any shape as tuples, which a plan can be kept by."""
    values = np.asarray(values, np.float64)
    return (values.shape, values.tobytes())


def _made(function: Any, parameters: tuple[Any, ...]) -> c_void_p:
    name, *given = parameters
    described = (c.Argument * len(given))(*(_argument(*each) for each in given))
    return c.made(function, name.encode(), described, len(given))


def _argument(name: str, value: Value) -> c.Argument:
    if isinstance(value, str):
        return c.Argument(name=name.encode(), text=value.encode())
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], bytes):
        shape, weights = value
    else:
        numbers = np.asarray(value, np.float64)
        shape, weights = numbers.shape, numbers.tobytes()
    values = (c_double * (len(weights) // 8)).from_buffer_copy(weights)
    return c.Argument(name=name.encode(), text=c_char_p(), values=values, extents=(c_int64 * len(shape))(*shape), rank=len(shape))
