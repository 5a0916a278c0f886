"""The linear filters of ``cv2``, version 5.0.0.

>>> from pointspread import compat
>>> import numpy as np
>>> compat.cv2.GaussianBlur(np.array([[0, 0, 255, 0, 0]], np.uint8), (3, 3), 0)
array([[  0,  64, 128,  64,   0]], dtype=uint8)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from .._conventions import filtered, kernel

Array = np.ndarray[Any, Any]

CV_8U, CV_8S, CV_16U, CV_16S, CV_32S, CV_32F, CV_64F = range(7)
_DEPTHS = ("uint8", "int8", "uint16", "int16", "int32", "float32", "float64")

BORDER_CONSTANT, BORDER_REPLICATE, BORDER_REFLECT, BORDER_WRAP, BORDER_REFLECT_101 = range(5)
BORDER_REFLECT101 = BORDER_DEFAULT = BORDER_REFLECT_101
BORDER_ISOLATED = 16
_BORDERS = ("BORDER_CONSTANT", "BORDER_REPLICATE", "BORDER_REFLECT", "BORDER_WRAP", "BORDER_REFLECT_101")

ALGO_HINT_DEFAULT, ALGO_HINT_ACCURATE, ALGO_HINT_APPROX = range(3)


class error(Exception):
    """What a function cannot do; also the name in ``cv2``."""


def GaussianBlur(
    src: Any,
    ksize: Any,
    sigmaX: float,
    dst: Array | None = None,
    sigmaY: float = 0,
    borderType: int = BORDER_DEFAULT,
    hint: int = ALGO_HINT_DEFAULT,
) -> Array:
    """A Gaussian along rows and columns; see ``cv2.GaussianBlur``. The hint changes nothing, as in the package for x86-64."""
    given = {"ksize": _size(ksize), "sigmaX": sigmaX, "sigmaY": sigmaY, "borderType": _border(borderType)}
    return _filtered("GaussianBlur", src, given, dst)


def getGaussianKernel(ksize: int, sigma: float, ktype: int = CV_64F) -> Array:
    """The taps of a Gaussian as a column; see ``cv2.getGaussianKernel``."""
    return _kernel("getGaussianKernel", {"ksize": ksize, "sigma": sigma}, ktype).reshape(-1, 1)


def _filtered(function: str, src: Any, given: dict[str, Any], dst: Array | None = None) -> Array:
    """What a function makes of an image: of rows and columns, and maybe channels behind them."""
    image = src if isinstance(src, np.ndarray) else np.asarray(src)
    if image.ndim > 3 or image.size == 0:
        raise error(f"src: expected an image of two axes, or three with channels, found the shape {image.shape}; give an image")
    # As the arrays of cv2: a line is one row, and one channel is none.
    image = np.atleast_2d(image)
    if image.ndim == 3 and image.shape[2] == 1:
        image = image[:, :, 0]
    try:
        result = filtered("opencv." + function, image, given, axes=(0, 1), channel_axis=2 if image.ndim == 3 else None)
    except (ValueError, TypeError) as reason:
        raise error(str(reason)) from None
    if dst is None or dst.shape != result.shape or dst.dtype != result.dtype:
        return result
    dst[...] = result
    return dst


def _kernel(function: str, given: dict[str, Any], ktype: int) -> Array:
    """The kernel that a function makes, in the type that is asked for."""
    given["ktype"] = _depth(ktype)
    try:
        return kernel("opencv." + function, given).astype(given["ktype"])
    except (ValueError, TypeError) as reason:
        raise error(str(reason)) from None


def _size(size: Any) -> tuple[int, ...]:
    """A width and a height."""
    if not isinstance(size, Iterable):
        raise error(f"ksize: expected a width and a height, found {size!r}; give two numbers")
    return tuple(size)


def _border(code: int) -> str:
    """The name of a border by its number, isolated or not."""
    place = code & ~BORDER_ISOLATED
    if not 0 <= place < len(_BORDERS):
        raise error(f"borderType: expected one of {', '.join(_BORDERS)}, found {code}; use one of them")
    return _BORDERS[place]


def _depth(code: int) -> str | None:
    """The type by its number; nothing for that of the samples."""
    if code == -1:
        return None
    if not 0 <= code < len(_DEPTHS):
        raise error(f"depth: expected a type from CV_8U to CV_64F, found {code}; use one of them")
    return _DEPTHS[code]
