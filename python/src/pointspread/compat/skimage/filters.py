"""The linear filters of ``skimage.filters``, version 0.26.0."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from ..._conventions import filtered
from .._exponential import exponential
from ..scipy._support import axis_index, checked_axes, modes, sequence

Array = np.ndarray[Any, Any]

__all__ = [
    "difference_of_gaussians",
    "farid",
    "farid_h",
    "farid_v",
    "gaussian",
    "laplace",
    "prewitt",
    "prewitt_h",
    "prewitt_v",
    "roberts",
    "roberts_neg_diag",
    "roberts_pos_diag",
    "scharr",
    "scharr_h",
    "scharr_v",
    "sobel",
    "sobel_h",
    "sobel_v",
    "unsharp_mask",
]


def gaussian(
    image: Any,
    sigma: Any = 1.0,
    *,
    mode: str = "nearest",
    cval: float = 0,
    preserve_range: bool = False,
    truncate: float = 4.0,
    channel_axis: int | None = None,
    out: Array | None = None,
) -> Array:
    """See ``skimage.filters.gaussian``."""
    image = _image(image)
    if np.any(np.asarray(sigma) < 0.0):
        raise ValueError("Sigma values less than zero are not valid")
    if out is not None and not np.issubdtype(out.dtype, np.floating):
        raise ValueError(f"dtype of `out` must be float; got {out.dtype!r}.")
    if channel_axis is not None and np.iterable(sigma) and len(tuple(sigma)) == image.ndim:
        # The channels have a width of their own.
        channel_axis = None
    given = {
        "sigma": _widths(sigma, image, channel_axis),
        "mode": modes(mode, 1),
        "cval": float(cval),
        "preserve_range": int(preserve_range),
        "truncate": float(truncate),
        "output": None if out is None else out.dtype.name,
        "exponential": exponential(),
    }
    if out is None:
        return _applied("gaussian", image, given, channel_axis)
    if out.shape != image.shape:
        raise RuntimeError("output shape not correct")
    if out.dtype.isnative and out.flags.aligned and out.flags.writeable:
        return _applied("gaussian", image, given, channel_axis, out)
    out[...] = _applied("gaussian", image, given, channel_axis)
    return out


def difference_of_gaussians(
    image: Any,
    low_sigma: Any,
    high_sigma: Any = None,
    *,
    mode: str = "nearest",
    cval: float = 0,
    channel_axis: int | None = None,
    truncate: float = 4.0,
) -> Array:
    """See ``skimage.filters.difference_of_gaussians``."""
    image = _image(image)
    count = image.ndim - (channel_axis is not None)
    low = np.atleast_1d(np.asarray(low_sigma, float))
    high = low * 1.6 if high_sigma is None else np.atleast_1d(np.asarray(high_sigma, float))
    for widths, name in ((low, "low_sigma"), (high, "high_sigma")):
        if len(widths) not in (1, count):
            raise ValueError(f"{name} must have length equal to number of spatial dimensions of input")
    low, high = low * np.ones(count), high * np.ones(count)
    if any(high < low):
        raise ValueError("high_sigma must be equal to or larger than low_sigma for all axes")
    if any(low < 0):
        raise ValueError("Sigma values less than zero are not valid")
    given = {
        "low_sigma": tuple(low.tolist()),
        "high_sigma": tuple(high.tolist()),
        "mode": modes(mode, 1),
        "cval": float(cval),
        "truncate": float(truncate),
        "exponential": exponential(),
    }
    return _applied("difference_of_gaussians", image, given, channel_axis)


def unsharp_mask(
    image: Any, radius: Any = 1.0, amount: float = 1.0, preserve_range: bool = False, *, channel_axis: int | None = None
) -> Array:
    """See ``skimage.filters.unsharp_mask``; a negative channel axis is counted from the end, as its documentation says."""
    image = _image(image)
    if np.any(np.asarray(radius) < 0.0):
        raise ValueError("Sigma values less than zero are not valid")
    given = {
        "radius": _widths(radius, image, channel_axis),
        "amount": float(amount),
        "preserve_range": int(preserve_range),
        "exponential": exponential(),
    }
    return _applied("unsharp_mask", image, given, channel_axis)


def sobel(image: Any, mask: Any = None, *, axis: Any = None, mode: str = "reflect", cval: float = 0.0) -> Array:
    """See ``skimage.filters.sobel``."""
    return _edges("sobel", image, mask, axis, mode, cval)


def scharr(image: Any, mask: Any = None, *, axis: Any = None, mode: str = "reflect", cval: float = 0.0) -> Array:
    """See ``skimage.filters.scharr``."""
    return _edges("scharr", image, mask, axis, mode, cval)


def prewitt(image: Any, mask: Any = None, *, axis: Any = None, mode: str = "reflect", cval: float = 0.0) -> Array:
    """See ``skimage.filters.prewitt``."""
    return _edges("prewitt", image, mask, axis, mode, cval)


def farid(image: Any, mask: Any = None, *, axis: Any = None, mode: str = "reflect", cval: float = 0.0) -> Array:
    """See ``skimage.filters.farid``."""
    return _edges("farid", image, mask, axis, mode, cval)


def sobel_h(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.sobel_h``."""
    return sobel(_plane(image), mask, axis=0)


def sobel_v(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.sobel_v``."""
    return sobel(_plane(image), mask, axis=1)


def scharr_h(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.scharr_h``."""
    return scharr(_plane(image), mask, axis=0)


def scharr_v(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.scharr_v``."""
    return scharr(_plane(image), mask, axis=1)


def prewitt_h(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.prewitt_h``."""
    return prewitt(_plane(image), mask, axis=0)


def prewitt_v(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.prewitt_v``."""
    return prewitt(_plane(image), mask, axis=1)


def farid_h(image: Any, *, mask: Any = None) -> Array:
    """See ``skimage.filters.farid_h``."""
    return farid(_plane(image), mask, axis=0)


def farid_v(image: Any, *, mask: Any = None) -> Array:
    """See ``skimage.filters.farid_v``."""
    return farid(_plane(image), mask, axis=1)


def roberts(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.roberts``."""
    return _masked(_applied("roberts", _plane(image), {}), mask)


def roberts_pos_diag(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.roberts_pos_diag``."""
    return _masked(_applied("roberts_pos_diag", _plane(image), {}), mask)


def roberts_neg_diag(image: Any, mask: Any = None) -> Array:
    """See ``skimage.filters.roberts_neg_diag``."""
    return _masked(_applied("roberts_neg_diag", _plane(image), {}), mask)


def laplace(image: Any, ksize: int = 3, mask: Any = None) -> Array:
    """See ``skimage.filters.laplace``; the size changes nothing there either."""
    return _masked(_applied("laplace", _image(image), {}), mask)


def _edges(function: str, image: Any, mask: Any, axis: Any, mode: str, cval: float) -> Array:
    image = _image(image)
    axes = checked_axes(axis, image.ndim)
    given = {"axes": axes, "mode": modes(mode, 1), "cval": float(cval)}
    return _masked(_applied(function, image, given), mask)


def _applied(
    function: str, image: Array, given: dict[str, Any], channel_axis: int | None = None, out: Array | None = None
) -> Array:
    if channel_axis is not None:
        channel_axis = axis_index(channel_axis, image.ndim)
    return filtered(f"skimage.filters.{function}", image, given, channel_axis=channel_axis, out=out)


def _image(image: Any) -> Array:
    """The samples; truth values are 0 and 1."""
    array = np.asarray(image)
    if array.dtype.kind == "c":
        raise ValueError("complex valued input is not supported")
    return array.astype(np.float64) if array.dtype.kind == "b" else array


def _plane(image: Any) -> Array:
    array = _image(image)
    if array.ndim != 2:
        raise ValueError(f"The parameter `image` must be a 2-dimensional array, found {array.ndim} dimensions")
    return array


def _widths(sigma: Any, image: Array, channel_axis: int | None) -> tuple[float, ...]:
    return tuple(float(each) for each in sequence(sigma, image.ndim - (channel_axis is not None)))


def _masked(result: Array, mask: Any) -> Array:
    """The result where the mask and all its neighbours hold, 0 elsewhere."""
    if mask is None:
        return result
    mask = np.asarray(mask, bool)
    framed = np.pad(mask, 1)
    for shift in itertools.product(range(3), repeat=mask.ndim):
        mask = mask & framed[tuple(slice(start, start + size) for start, size in zip(shift, mask.shape, strict=True))]
    return np.asarray(result * mask)
