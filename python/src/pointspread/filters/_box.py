"""The mean of neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Lengths
from ._parameters import made


def box(
    array: Any,
    width: Lengths,
    *,
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
    """Replace every sample by the mean of a box around it.

    >>> box(np.array([0.0, 3.0, 0.0, 0.0]), 3)
    array([1., 1., 1., 0.])

    Parameters
    ----------
    array : any array
    width : number of 1 or more, or one for each filtered axis
        In samples or in the unit of ``spacing``. An even width has its anchor at n / 2; one that is not whole is centred, its
        two ends counting in part.

    Returns
    -------
    array of the same shape and type.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_box, (width,), array, options, out, threads)


def _box(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    width = arguments.numbers(parameters[0], "width")
    if options.spacing is not None:
        spacing = arguments.numbers(options.spacing, "spacing")
        width = tuple(
            width[min(axis, len(width) - 1)] / spacing[min(axis, len(spacing) - 1)]
            for axis in range(max(len(width), len(spacing)))
        )
    return made(c.library.pointspread_filter_box, c.Box(width=c.numbers(width)), options)
