"""Taps and kernels, as arrays of float64 that are correctly rounded and the same on every machine.

Lengths are in samples. Parameters that have no meaning raise ``ValueError``, those of a wrong type ``TypeError``.
"""

from __future__ import annotations

from ctypes import c_int64, c_void_p
from typing import Any

import numpy as np

from . import _arguments as arguments
from . import _library as c
from ._types import Array, Kind, Sampling
from .filters._parameters import KINDS, SAMPLINGS, radius_of, size_of


def gaussian_taps(
    sigma: float, *, order: int = 0, truncate: float = 4.0, radius: int | None = None, sampling: Sampling = "sampled"
) -> Array:
    """The taps of a Gaussian, or of its derivative of an order from 0 to 4, as a correlation kernel.

    >>> gaussian_taps(1, radius=1).round(3)
    array([0.274, 0.452, 0.274])

    There are 2 · radius + 1, where the radius is ⌊truncate · sigma + ½⌋ if it is left out. ``sampling`` says how the continuous
    function becomes taps: "sampled", "integrated" or "discrete".
    """
    return _weights(
        c.library.pointspread_kernel_gaussian,
        arguments.number(sigma, "sigma"),
        arguments.integer(order, "order", 32),
        arguments.number(truncate, "truncate"),
        radius_of(radius),
        arguments.choice(sampling, SAMPLINGS, "sampling"),
    )


def box_taps(width: float) -> Array:
    """The taps of a mean over a width in samples; one that is not whole is centred, its ends lighter.

    >>> box_taps(4)
    array([0.25, 0.25, 0.25, 0.25])
    """
    return _weights(c.library.pointspread_kernel_box, arguments.number(width, "width"))


def derivative_taps(kind: Kind = "central", *, size: int | None = None) -> Array:
    """The taps of a first derivative along its axis, 3 of them if the size is left out; they give 1 on a unit ramp.

    >>> derivative_taps("sobel")
    array([-0.5,  0. ,  0.5])
    """
    place = arguments.choice(kind, KINDS, "kind")
    return _weights(c.library.pointspread_kernel_derivative, place, size_of(size), 0)


def smoothing_taps(kind: Kind, *, size: int | None = None) -> Array:
    """The taps across a first derivative, which sum to 1.

    >>> smoothing_taps("sobel")
    array([0.25, 0.5 , 0.25])
    """
    place = arguments.choice(kind, KINDS, "kind")
    return _weights(c.library.pointspread_kernel_derivative, place, size_of(size), 1)


def motion_kernel(length: float, angle: float, *, direction: float = 0.0) -> Array:
    """The streak of a motion: a length in samples, at an angle in degrees counter-clockwise from the +x axis as displayed.

    >>> motion_kernel(3, 0)
    array([[0.33333333, 0.33333333, 0.33333333]])
    """
    return _weights(
        c.library.pointspread_kernel_motion,
        arguments.number(length, "length"),
        arguments.number(angle, "angle"),
        arguments.number(direction, "direction"),
    )


def laplacian_kernel(rank: int) -> Array:
    """The sum of the second differences along each of so many axes.

    >>> laplacian_kernel(1)
    array([ 1., -2.,  1.])
    """
    return _weights(c.library.pointspread_kernel_laplacian, arguments.integer(rank, "rank", 32))


def _weights(function: Any, *parameters: Any) -> Array:
    """The weights of a kernel that the library makes."""
    kernel: c_void_p = c.made(function, *parameters)
    try:
        extents = (c_int64 * c.library.pointspread_kernel_rank(kernel))()
        c.library.pointspread_kernel_extents(kernel, extents)
        weights = np.empty(tuple(extents), np.float64)
        c.library.pointspread_kernel_weights(kernel, weights.ctypes.data)
        return weights
    finally:
        c.library.pointspread_kernel_free(kernel)
