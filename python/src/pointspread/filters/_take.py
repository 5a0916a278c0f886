"""Slices along one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import _arguments as arguments
from .._types import Array


def take(array: Any, indices: Sequence[int], *, axis: int, out: Array | None = None) -> Array:
    """Pick slices along one axis, as a copy that keeps the axis where it was.

    >>> take(np.arange(6).reshape(2, 3), [2, 0], axis=1)
    array([[2, 0],
           [5, 3]])

    Parameters
    ----------
    array : any array
    indices : whole numbers
        Places along the axis, in any order, also repeated; a negative one counts from the end.
    axis : whole number
        The axis; a negative one counts from the end.
    out : array
        To write to, of the result's shape and type.

    Returns
    -------
    array of the same type, whose size along the axis is the number of indices.
    """
    array = arguments.as_array(array)
    axis = arguments.integer(axis, "axis")
    if not -array.ndim <= axis < array.ndim:
        raise arguments.invalid("axis", f"{-array.ndim} to {array.ndim - 1}", axis, "name an axis that the array has")
    if not arguments.is_sequence(indices):
        raise arguments.unsuitable("indices", "a sequence of whole numbers", type(indices).__name__, "give a list")
    places = [arguments.integer(index, "indices") for index in indices]
    size = array.shape[axis]
    for place in places:
        if not -size <= place < size:
            raise arguments.invalid(
                "indices", f"an index from {-size} to {size - 1} along axis {axis}", place, "pick slices that there are"
            )
    shape = (*array.shape[: axis % array.ndim], len(places), *array.shape[axis % array.ndim + 1 :])
    if out is not None:
        if not isinstance(out, np.ndarray):
            raise arguments.unsuitable("out", "a NumPy array", type(out).__name__, "give an array, or leave it out")
        if out.shape != shape or out.dtype != array.dtype:
            raise arguments.invalid(
                "out",
                f"an array of shape {shape} and type {array.dtype}",
                f"shape {out.shape} and type {out.dtype}",
                "give such an array, or leave it out",
            )
    return np.take(array, np.array(places, np.intp), axis=axis, out=out)
