"""What the functions of ``scipy.ndimage`` have in common: types, axes, sequences, results that the caller gives."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from typing import Any

import numpy as np

from ..._conventions import filtered

Array = np.ndarray[Any, Any]

# Where NumPy 1.24 has it, and where later ones have it.
_AxisError = getattr(np, "exceptions", np).AxisError

_MODES = frozenset(("reflect", "grid-mirror", "mirror", "nearest", "wrap", "grid-wrap", "constant", "grid-constant"))


def applied(function: str, array: Array, output: Any, given: dict[str, Any]) -> Array:
    """What a function makes of an array, in the memory or the type that was asked for."""
    if array.size == 0:
        return copied(array, output)
    target = _target(output, array)
    dtype = target.dtype if isinstance(target, np.ndarray) else target
    parameters = {**given, "output": _stored(dtype).name}
    name = f"scipy.ndimage.{function}"
    samples = array.view(np.uint8) if array.dtype.kind == "b" else array
    if not isinstance(target, np.ndarray):
        result = filtered(name, samples, parameters)
        return result.view(bool) if dtype.kind == "b" else result
    if dtype.kind != "b" and target.flags.writeable and not np.may_share_memory(array, target):
        return filtered(name, samples, parameters, out=target)
    result = filtered(name, samples, parameters)
    target[...] = result.view(bool) if dtype.kind == "b" else result
    return target


def copied(array: Array, output: Any) -> Array:
    """The samples in the memory or the type that was asked for, converted by NumPy, as SciPy leaves it to it."""
    target = _target(output, array)
    if not isinstance(target, np.ndarray):
        return array.astype(target)
    target[...] = array
    return target


def as_input(input: Any) -> Array:
    """The samples; complex numbers, ``float16`` and other types have no counterpart here."""
    array = np.asarray(input)
    _stored(array.dtype)
    return array


def _stored(dtype: Any) -> Any:
    """The type in which numbers are kept; truth values are kept as bytes, as SciPy does."""
    if dtype.kind == "b":
        return np.dtype(np.uint8)
    if dtype.kind == "c":
        raise TypeError("input: expected real numbers, found complex ones; filter their parts one by one")
    if dtype.kind not in "iuf" or dtype.itemsize not in (1, 2, 4, 8) or dtype == np.float16:
        raise RuntimeError("data type not supported")
    return dtype.newbyteorder("=")


def check_no_truth_values(function: str, array: Array, output: Any) -> None:
    """Refuses truth values where SciPy joins several of them by "or", since they are not added here."""
    target = _target(output, array)
    if (target.dtype if isinstance(target, np.ndarray) else target).kind == "b":
        raise TypeError(f"output: expected numbers, found truth values; {function} adds, so give another type of output")


def _target(output: Any, array: Array) -> Any:
    """The array that the result is written to, or the type of a new one."""
    if output is None:
        return array.dtype
    if isinstance(output, (type, np.dtype)):
        return np.dtype(output)
    if isinstance(output, str):
        dtype = np.dtype(output)
        if not issubclass(dtype.type, np.number):
            raise RuntimeError("output must have numeric dtype")
        return dtype
    target = np.asarray(output)
    if target.shape != array.shape:
        raise RuntimeError("output shape not correct")
    return target


def axis_index(axis: Any, rank: int) -> int:
    """An axis as a number from 0."""
    index = operator.index(axis)
    if not -rank <= index < rank:
        raise _AxisError(index, rank)
    return index % rank


def checked_axes(axes: Any, rank: int) -> tuple[int, ...]:
    """The axes as numbers from 0; all of them where none are named."""
    if axes is None:
        return tuple(range(rank))
    if np.isscalar(axes):
        return (axis_index(axes, rank),)
    if not isinstance(axes, Iterable):
        raise ValueError("axes must be an integer, iterable of integers, or None")
    named = [operator.index(axis) for axis in axes]
    for axis in named:
        if not -rank <= axis < rank:
            raise ValueError(f"specified axis: {axis} is out of range")
    if len({axis % rank for axis in named}) != len(named):
        raise ValueError("axes must be unique")
    return tuple(axis % rank for axis in named)


def sequence(value: Any, count: int) -> tuple[Any, ...]:
    """One value for each of so many axes."""
    if isinstance(value, str) or not np.iterable(value):
        return (value,) * count
    values = tuple(value)
    if len(values) != count:
        raise RuntimeError("sequence argument must have length equal to input rank")
    return values


def modes(mode: Any, count: int) -> str:
    """The names of borders, between commas."""
    names = sequence(mode, count)
    for name in names:
        if name not in _MODES:
            raise RuntimeError("boundary mode not supported")
    return ",".join(names) if len(set(names)) > 1 else names[0] if names else "reflect"
