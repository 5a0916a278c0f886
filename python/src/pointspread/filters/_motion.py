"""Blur along a line."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo
from ._parameters import made


def motion(
    array: Any,
    length: float,
    angle: float,
    *,
    direction: float = 0.0,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Blur along a straight line, as when a camera moves, over two axes: rows and columns.

    >>> motion(np.array([[0.0, 3.0, 0.0, 0.0]]), 3, 0)
    array([[1., 1., 1., 0.]])

    Parameters
    ----------
    array : any array
    length : number above 0
        In samples.
    angle : number
        In degrees, counter-clockwise from the +x axis as displayed.
    direction : -1 to 1
        How much more the end that the angle points to counts than the other.

    Returns
    -------
    array of the same shape and type.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, None, halo, origin, tolerance)
    return apply(_motion, (length, angle, direction), array, options, out, threads)


def _motion(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    length, angle, direction = parameters
    return made(
        c.library.pointspread_filter_motion,
        c.Motion(
            length=arguments.number(length, "length"),
            angle=arguments.number(angle, "angle"),
            direction=arguments.number(direction, "direction"),
        ),
        options,
    )
