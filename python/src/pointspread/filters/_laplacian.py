"""The Laplacian."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Lengths
from ._parameters import made, sigma_of, unit_of


def laplacian(
    array: Any,
    sigma: float | None = None,
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
    """Add up the second derivatives along all filtered axes, of the array or of a Gaussian blur of it.

    >>> laplacian(np.array([0.0, 1.0, 4.0, 9.0, 16.0]))[1:-1]
    array([2., 2., 2.])

    Parameters
    ----------
    array : any array
    sigma : number above 0
        The standard deviation of the blur, in samples or in the unit of ``spacing``. The result is not multiplied by sigma².

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_laplacian, (sigma,), array, options, out, threads)


def _laplacian(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    return made(
        c.library.pointspread_filter_laplacian,
        c.Laplacian(sigma=-1.0 if parameters[0] is None else sigma_of(parameters[0]), unit=unit_of(options)),
        options,
    )
