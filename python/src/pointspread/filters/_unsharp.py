"""The unsharp mask."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Lengths
from ._parameters import made, unit_of


def unsharp(
    array: Any,
    sigma: Lengths,
    *,
    amount: float = 1.0,
    threshold: float = 0.0,
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
    """Sharpen by the difference to a Gaussian blur: x + amount · (x − blur x) where |x − blur x| > threshold.

    >>> unsharp(np.array([0.0, 0.0, 1.0, 1.0]), 1).round(2)
    array([-0.06, -0.3 ,  1.3 ,  1.06])

    Parameters
    ----------
    array : any array
    sigma : number of 0 or more, or one for each filtered axis
        The standard deviation of the blur, in samples or in the unit of ``spacing``.
    amount : number
        How much of the difference is added.
    threshold : number of 0 or more
        The difference that is left alone, in the units of the samples.

    Returns
    -------
    array of the same shape and type; integers saturate, floats are not clipped.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_unsharp, (sigma, amount, threshold), array, options, out, threads)


def _unsharp(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    sigma, amount, threshold = parameters
    return made(
        c.library.pointspread_filter_unsharp,
        c.Unsharp(
            sigma=c.numbers(arguments.numbers(sigma, "sigma")),
            unit=unit_of(options),
            amount=arguments.number(amount, "amount"),
            threshold=arguments.number(threshold, "threshold"),
        ),
        options,
    )
