"""The Gaussian and its derivatives."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Lengths, Sampling
from ._parameters import SAMPLINGS, made, radius_of, unit_of


def gaussian(
    array: Any,
    sigma: Lengths,
    *,
    order: int | Sequence[int] = 0,
    truncate: float = 4.0,
    radius: int | None = None,
    sampling: Sampling = "sampled",
    accuracy: float | None = None,
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
    """Blur by a Gaussian, or take a derivative of the blurred array.

    >>> gaussian(np.eye(3), 0.5).round(2)
    array([[0.81, 0.18, 0.01],
           [0.18, 0.64, 0.18],
           [0.01, 0.18, 0.81]])

    Parameters
    ----------
    array : any array
    sigma : number of 0 or more, or one for each filtered axis
        The standard deviation, in samples or in the unit of ``spacing``. 0 leaves an axis as it is, bit for bit.
    order : 0 to 4, or one for each filtered axis
        The order of the derivative, in place of a blur.
    truncate : number above 0
        Where the Gaussian is cut off, in standard deviations: the radius is ⌊truncate · sigma + ½⌋.
    radius : whole number
        The taps on each side instead.
    sampling : "sampled", "integrated" or "discrete"
        How the continuous function becomes taps.
    accuracy : 1e-12 to 1
        The ideal Gaussian, which is not cut off, to within this error relative to max|x|, in place of truncate and radius.

    Returns
    -------
    array of the same shape; of the same type, but float32 for derivatives of integers.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_gaussian, (sigma, order, truncate, radius, sampling, accuracy), array, options, out, threads)


def _gaussian(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    sigma, order, truncate, radius, sampling, accuracy = parameters
    return made(
        c.library.pointspread_filter_gaussian,
        c.Gaussian(
            sigma=c.numbers(arguments.numbers(sigma, "sigma")),
            unit=unit_of(options),
            sampling=arguments.choice(sampling, SAMPLINGS, "sampling"),
            order=c.integers(arguments.integers(order, "order")),
            truncate=arguments.number(truncate, "truncate"),
            radius=radius_of(radius),
            accuracy=0.0 if accuracy is None else _accuracy(accuracy),
        ),
        options,
    )


def _accuracy(accuracy: Any) -> float:
    value = arguments.number(accuracy, "accuracy")
    if not value > 0:
        raise arguments.invalid("accuracy", "a number above 0", value, "give the largest relative error, or leave it out")
    return value
