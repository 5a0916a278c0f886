"""The gradient, its length and its direction."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_void_p
from typing import Any

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Kind, Lengths
from ._parameters import KINDS, RESULTS, made, size_of, unit_of


def gradient(
    array: Any,
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
    """Take the first derivatives along all filtered axes.

    >>> gradient(np.array([[0.0, 1.0, 2.0], [2.0, 3.0, 4.0]]))[:, 0, 1]
    array([1., 1.])

    Parameters are those of :func:`derivative`.

    Returns
    -------
    array with a further axis, the first, that has one entry for each filtered axis, outermost first; a single one is not put
    behind a further axis. float32 for integers, of the same type otherwise.
    """
    return _apply_gradient(
        "components",
        array,
        kind,
        size,
        (border, axes, channel_axis, spacing, halo, origin, tolerance),
        out,
        threads,
    )


def gradient_magnitude(
    array: Any,
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
    """Take the length of the gradient: the root of the sum of the squared derivatives along all filtered axes.

    >>> gradient_magnitude(np.array([[0.0, 3.0, 6.0], [4.0, 7.0, 10.0], [8.0, 11.0, 14.0]]))[1, 1]
    np.float64(5.0)

    Parameters are those of :func:`derivative`.

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.
    """
    return _apply_gradient(
        "magnitude",
        array,
        kind,
        size,
        (border, axes, channel_axis, spacing, halo, origin, tolerance),
        out,
        threads,
    )


def gradient_orientation(
    array: Any,
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
    """Take the angle of the gradient over two axes, of which the last is x: atan2(∂y, ∂x), in radians in (−π, π].

    >>> gradient_orientation(np.array([[0.0, 0.0], [1.0, 1.0]]))[0, 0].round(3)
    np.float64(1.571)

    Parameters are those of :func:`derivative`.

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.
    """
    return _apply_gradient(
        "orientation",
        array,
        kind,
        size,
        (border, axes, channel_axis, spacing, halo, origin, tolerance),
        out,
        threads,
    )


def _apply_gradient(
    result: str, array: Any, kind: Any, size: Any, options: tuple[Any, ...], out: Any, threads: int | None
) -> Array:
    return apply(_gradient, (result, kind, size), array, options, out, threads)


def _gradient(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    result, kind, size = parameters
    return made(
        c.library.pointspread_filter_gradient,
        c.Gradient(
            result=RESULTS.index(result),
            unit=unit_of(options),
            kind=arguments.choice(kind, KINDS, "kind"),
            taps=size_of(size),
        ),
        options,
    )
