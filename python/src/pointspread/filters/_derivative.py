"""Differences along one axis."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Kind, Lengths
from ._parameters import KINDS, made, size_of, unit_of


def derivative(
    array: Any,
    axis: int,
    *,
    kind: Kind = "central",
    size: int | None = None,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Take the first derivative along one axis: 1 on a unit ramp, positive along increasing index.

    >>> derivative(np.array([0.0, 1.0, 4.0, 9.0]), 0)
    array([0.5, 2. , 4. , 2.5])

    Parameters
    ----------
    array : any array
    axis : whole number
        The axis; a negative one counts from the end.
    kind : "central", "forward", "sobel", "prewitt" or "scharr"
        Which differences are taken; the last three smooth along all other filtered axes.
    size : whole number
        The number of taps; 3 if left out, 2 for "forward".

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_derivative, (axis, kind, size), array, options, out, threads)


def _derivative(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    axis, kind, size = parameters
    return made(
        c.library.pointspread_filter_derivative,
        c.Derivative(
            axis=arguments.integer(axis, "axis", 32),
            unit=unit_of(options),
            kind=arguments.choice(kind, KINDS, "kind"),
            taps=size_of(size),
        ),
        options,
    )
