"""The filters of ``scipy.ndimage``, version 1.17.1."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..._conventions import nested
from .._exponential import exponential
from ._support import Array, applied, as_input, axis_index, check_no_truth_values, checked_axes, copied, modes, sequence

__all__ = [
    "convolve",
    "convolve1d",
    "correlate",
    "correlate1d",
    "gaussian_filter",
    "gaussian_filter1d",
    "gaussian_gradient_magnitude",
    "gaussian_laplace",
    "laplace",
    "prewitt",
    "sobel",
    "uniform_filter",
    "uniform_filter1d",
]


def correlate1d(
    input: Any,
    weights: Any,
    axis: int = -1,
    output: Any = None,
    mode: str = "reflect",
    cval: float = 0.0,
    origin: int = 0,
) -> Array:
    """Taps along one axis; see ``scipy.ndimage.correlate1d``."""
    return _line("correlate1d", input, weights, axis, output, mode, cval, origin)


def convolve1d(
    input: Any,
    weights: Any,
    axis: int = -1,
    output: Any = None,
    mode: str = "reflect",
    cval: float = 0.0,
    origin: int = 0,
) -> Array:
    """Taps along one axis, turned round; see ``scipy.ndimage.convolve1d``."""
    return _line("convolve1d", input, weights, axis, output, mode, cval, origin)


def _line(function: str, input: Any, weights: Any, axis: int, output: Any, mode: str, cval: float, origin: int) -> Array:
    array = as_input(input)
    weights = _weights(weights)
    if weights.ndim != 1 or not weights.size:
        raise RuntimeError("no filter weights given")
    axis = axis_index(axis, array.ndim)
    given = {"weights": nested(weights), "axis": axis, "origin": origin, **_border(mode, cval)}
    return applied(function, array, output, given)


def correlate(
    input: Any,
    weights: Any,
    output: Any = None,
    mode: str = "reflect",
    cval: float = 0.0,
    origin: Any = 0,
    *,
    axes: Any = None,
) -> Array:
    """A kernel over several axes; see ``scipy.ndimage.correlate``."""
    return _dense("correlate", input, weights, output, mode, cval, origin, axes)


def convolve(
    input: Any,
    weights: Any,
    output: Any = None,
    mode: str = "reflect",
    cval: float = 0.0,
    origin: Any = 0,
    *,
    axes: Any = None,
) -> Array:
    """A kernel over several axes, turned by 180°; see ``scipy.ndimage.convolve``."""
    return _dense("convolve", input, weights, output, mode, cval, origin, axes)


def _dense(function: str, input: Any, weights: Any, output: Any, mode: str, cval: float, origin: Any, axes: Any) -> Array:
    array = as_input(input)
    weights = _weights(weights)
    axes = checked_axes(axes, array.ndim)
    if weights.ndim != len(axes) or not all(weights.shape):
        raise RuntimeError(f"weights.ndim ({weights.ndim}) must match len(axes) ({len(axes)})")
    origins = sequence(origin, len(axes))
    if not isinstance(mode, str) and np.iterable(mode):
        raise RuntimeError("A sequence of modes is not supported")
    if len(axes) == array.ndim:
        # All axes are taken in their own order, whatever was said.
        axes = tuple(range(array.ndim))
    given = {"weights": nested(weights), "origin": origins, "axes": axes, **_border(mode, cval)}
    return applied(function, array, output, given)


def gaussian_filter1d(
    input: Any,
    sigma: float,
    axis: int = -1,
    order: int = 0,
    output: Any = None,
    mode: str = "reflect",
    cval: float = 0.0,
    truncate: float = 4.0,
    *,
    radius: int | None = None,
) -> Array:
    """A Gaussian along one axis; see ``scipy.ndimage.gaussian_filter1d``."""
    array = as_input(input)
    if sigma == 0:
        raise ZeroDivisionError("sigma: expected a number other than 0, found 0; leave the axis out")
    axis = axis_index(axis, array.ndim)
    given = {
        "sigma": float(sigma),
        "axis": axis,
        "order": order,
        "truncate": float(truncate),
        "radius": _radius(radius),
        **_border(mode, cval),
        "exponential": exponential(),
    }
    return applied("gaussian_filter1d", array, output, given)


def gaussian_filter(
    input: Any,
    sigma: Any,
    order: Any = 0,
    output: Any = None,
    mode: Any = "reflect",
    cval: float = 0.0,
    truncate: float = 4.0,
    *,
    radius: Any = None,
    axes: Any = None,
) -> Array:
    """A Gaussian along one axis after the other; see ``scipy.ndimage.gaussian_filter``."""
    array = as_input(input)
    axes = checked_axes(axes, array.ndim)
    count = len(axes)
    given = {
        "axes": axes,
        "order": sequence(order, count),
        **_gaussian(sigma, count, truncate, radius, count),
        **_border(mode, cval, count),
    }
    if not any(each > 1e-15 for each in given["sigma"]):
        return copied(array, output)
    return applied("gaussian_filter", array, output, given)


def uniform_filter1d(
    input: Any,
    size: int,
    axis: int = -1,
    output: Any = None,
    mode: str = "reflect",
    cval: float = 0.0,
    origin: int = 0,
) -> Array:
    """A mean along one axis; see ``scipy.ndimage.uniform_filter1d``."""
    array = as_input(input)
    axis = axis_index(axis, array.ndim)
    if size < 1:
        raise RuntimeError("incorrect filter size")
    given = {"size": int(size), "axis": axis, "origin": origin, **_border(mode, cval)}
    return applied("uniform_filter1d", array, output, given)


def uniform_filter(
    input: Any,
    size: Any = 3,
    output: Any = None,
    mode: Any = "reflect",
    cval: float = 0.0,
    origin: Any = 0,
    *,
    axes: Any = None,
) -> Array:
    """A mean along one axis after the other; see ``scipy.ndimage.uniform_filter``."""
    array = as_input(input)
    axes = checked_axes(axes, array.ndim)
    count = len(axes)
    sizes = tuple(int(each) if each > 1 else 1 for each in sequence(size, count))
    given = {"size": sizes, "axes": axes, "origin": sequence(origin, count), **_border(mode, cval, count)}
    if not any(each > 1 for each in sizes):
        return copied(array, output)
    return applied("uniform_filter", array, output, given)


def sobel(input: Any, axis: int = -1, output: Any = None, mode: Any = "reflect", cval: float = 0.0) -> Array:
    """A derivative along one axis, smoothed with 1, 2, 1 along the others; see ``scipy.ndimage.sobel``."""
    return _smoothed("sobel", input, axis, output, mode, cval)


def prewitt(input: Any, axis: int = -1, output: Any = None, mode: Any = "reflect", cval: float = 0.0) -> Array:
    """A derivative along one axis, smoothed with 1, 1, 1 along the others; see ``scipy.ndimage.prewitt``."""
    return _smoothed("prewitt", input, axis, output, mode, cval)


def _smoothed(function: str, input: Any, axis: int, output: Any, mode: Any, cval: float) -> Array:
    array = as_input(input)
    axis = axis_index(axis, array.ndim)
    return applied(function, array, output, {"axis": axis, **_border(mode, cval, array.ndim)})


def laplace(input: Any, output: Any = None, mode: Any = "reflect", cval: float = 0.0, *, axes: Any = None) -> Array:
    """Second differences along all axes, added; see ``scipy.ndimage.laplace``."""
    array = as_input(input)
    axes = checked_axes(axes, array.ndim)
    if not axes:
        return copied(array, output)
    check_no_truth_values("laplace", array, output)
    return applied("laplace", array, output, {"axes": axes, **_border(mode, cval, len(axes))})


def gaussian_laplace(
    input: Any,
    sigma: Any,
    output: Any = None,
    mode: Any = "reflect",
    cval: float = 0.0,
    *,
    axes: Any = None,
    truncate: float = 4.0,
    radius: Any = None,
) -> Array:
    """Second derivatives of Gaussians, added; see ``scipy.ndimage.gaussian_laplace``."""
    array = as_input(input)
    axes = checked_axes(axes, array.ndim)
    given = {
        "axes": axes,
        **_gaussian(sigma, len(axes), truncate, radius, array.ndim),
        **_border(mode, cval, len(axes)),
    }
    if not axes:
        return copied(array, output)
    check_no_truth_values("gaussian_laplace", array, output)
    return applied("gaussian_laplace", array, output, given)


def gaussian_gradient_magnitude(
    input: Any,
    sigma: Any,
    output: Any = None,
    mode: Any = "reflect",
    cval: float = 0.0,
    *,
    axes: Any = None,
    truncate: float = 4.0,
    radius: Any = None,
) -> Array:
    """The root of the sum of squares of derivatives of Gaussians; see ``scipy.ndimage.gaussian_gradient_magnitude``."""
    array = as_input(input)
    axes = checked_axes(axes, array.ndim)
    given = {
        "axes": axes,
        **_gaussian(sigma, array.ndim, truncate, radius, array.ndim),
        **_border(mode, cval, len(axes)),
    }
    if not axes:
        return copied(array, output)
    check_no_truth_values("gaussian_gradient_magnitude", array, output)
    return applied("gaussian_gradient_magnitude", array, output, given)


def _gaussian(sigma: Any, count: int, truncate: float, radius: Any, radius_count: int) -> dict[str, Any]:
    """The widths and the ends of Gaussians."""
    return {
        "sigma": tuple(float(each) for each in sequence(sigma, count)),
        "truncate": float(truncate),
        "radius": None if radius is None else tuple(map(_radius, sequence(radius, radius_count))),
        "exponential": exponential(),
    }


def _radius(radius: Any) -> int | None:
    if radius is not None and (not isinstance(radius, (int, np.integer)) or radius < 0):
        raise ValueError("Radius must be a nonnegative integer.")
    return None if radius is None else int(radius)


def _border(mode: Any, cval: float, count: int = 1) -> dict[str, Any]:
    return {"mode": modes(mode, count), "cval": float(cval)}


def _weights(weights: Any) -> Array:
    weights = np.asarray(weights)
    if weights.dtype.kind == "c":
        raise TypeError("weights: expected real numbers, found complex ones; filter with their parts one by one")
    return np.asarray(weights, np.float64)
