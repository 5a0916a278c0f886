"""The difference of two Gaussians."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Lengths
from ._parameters import made, sigma_of, unit_of


def difference_of_gaussians(
    array: Any,
    sigma: float,
    wider_sigma: float,
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
    """Subtract a wider Gaussian blur from a narrower one.

    >>> difference_of_gaussians(np.array([0.0, 0.0, 1.0, 0.0, 0.0]), 1, 1.6).round(2)
    array([-0.1 ,  0.03,  0.15,  0.03, -0.1 ])

    Parameters
    ----------
    array : any array
    sigma, wider_sigma : numbers of 0 or more
        The standard deviations, in samples or in the unit of ``spacing``.

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_difference, (sigma, wider_sigma), array, options, out, threads)


def _difference(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    sigma, wider_sigma = parameters
    return made(
        c.library.pointspread_filter_difference,
        c.Difference(sigma=sigma_of(sigma), wider_sigma=sigma_of(wider_sigma, "wider_sigma"), unit=unit_of(options)),
        options,
    )
