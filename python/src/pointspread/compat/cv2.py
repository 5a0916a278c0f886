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

from .._conventions import filtered, nested
from .._conventions import kernel as _made

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
    given: dict[str, Any] = {"ksize": _size(ksize), "sigmaX": sigmaX, "sigmaY": sigmaY, "borderType": _border(borderType)}
    return _filtered("GaussianBlur", src, given, dst)


def getGaussianKernel(ksize: int, sigma: float, ktype: int = CV_64F) -> Array:
    """The taps of a Gaussian as a column; see ``cv2.getGaussianKernel``."""
    return _kernel("getGaussianKernel", {"ksize": ksize, "sigma": sigma}, ktype).reshape(-1, 1)


def sepFilter2D(
    src: Any,
    ddepth: int,
    kernelX: Any,
    kernelY: Any,
    dst: Array | None = None,
    anchor: Any = (-1, -1),
    delta: float = 0,
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """Taps along rows, then along columns; see ``cv2.sepFilter2D``."""
    taps = [np.asarray(each) for each in (kernelX, kernelY)]
    if taps[0].dtype != taps[1].dtype or any(each.size != max(each.shape, default=1) for each in taps):
        raise error("kernel: expected two rows or columns of taps of one type; give such arrays")
    given: dict[str, Any] = {
        "kernelX": nested(taps[0].ravel()),
        "kernelY": nested(taps[1].ravel()),
        "ddepth": _depth(ddepth),
        "anchor": _size(anchor),
        "delta": delta,
        "borderType": _border(borderType),
    }
    return _filtered("sepFilter2D", src, given, dst)


def filter2D(
    src: Any,
    ddepth: int,
    kernel: Any,
    dst: Array | None = None,
    anchor: Any = (-1, -1),
    delta: float = 0,
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """A correlation with rows of taps; see ``cv2.filter2D``."""
    given: dict[str, Any] = {
        "kernel": nested(np.atleast_2d(kernel)),
        "ddepth": _depth(ddepth),
        "anchor": _size(anchor),
        "delta": delta,
        "borderType": _border(borderType),
    }
    return _filtered("filter2D", src, given, dst)


def blur(
    src: Any,
    ksize: Any,
    dst: Array | None = None,
    anchor: Any = (-1, -1),
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """The mean of a box; see ``cv2.blur``."""
    given: dict[str, Any] = {"ksize": _size(ksize), "anchor": _size(anchor), "borderType": _border(borderType)}
    return _filtered("blur", src, given | {"isolated": borderType // BORDER_ISOLATED}, dst)


def boxFilter(
    src: Any,
    ddepth: int,
    ksize: Any,
    dst: Array | None = None,
    anchor: Any = (-1, -1),
    normalize: bool = True,
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """The mean or the sum of a box; see ``cv2.boxFilter``."""
    given: dict[str, Any] = {
        "ddepth": _depth(ddepth),
        "ksize": _size(ksize),
        "anchor": _size(anchor),
        "normalize": int(normalize),
        "borderType": _border(borderType),
        "isolated": borderType // BORDER_ISOLATED,
    }
    return _filtered("boxFilter", src, given, dst)


def sqrBoxFilter(
    src: Any,
    ddepth: int,
    ksize: Any,
    dst: Array | None = None,
    anchor: Any = (-1, -1),
    normalize: bool = True,
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """The mean or the sum of the squares in a box; see ``cv2.sqrBoxFilter``."""
    given: dict[str, Any] = {
        "ddepth": _depth(ddepth),
        "ksize": _size(ksize),
        "anchor": _size(anchor),
        "normalize": int(normalize),
    }
    return _filtered("sqrBoxFilter", src, given | {"borderType": _border(borderType, isolated=False)}, dst)


def Sobel(
    src: Any,
    ddepth: int,
    dx: int,
    dy: int,
    dst: Array | None = None,
    ksize: int = 3,
    scale: float = 1,
    delta: float = 0,
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """A derivative, smoothed across; see ``cv2.Sobel``."""
    given: dict[str, Any] = {
        "ddepth": _depth(ddepth),
        "dx": dx,
        "dy": dy,
        "ksize": ksize,
        "scale": scale,
        "delta": delta,
        "borderType": _border(borderType),
    }
    return _filtered("Sobel", src, given, dst)


def Scharr(
    src: Any,
    ddepth: int,
    dx: int,
    dy: int,
    dst: Array | None = None,
    scale: float = 1,
    delta: float = 0,
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """A derivative, smoothed across by 3, 10, 3; see ``cv2.Scharr``."""
    given: dict[str, Any] = {"ddepth": _depth(ddepth), "dx": dx, "dy": dy, "scale": scale, "delta": delta}
    return _filtered("Scharr", src, given | {"borderType": _border(borderType)}, dst)


def Laplacian(
    src: Any,
    ddepth: int,
    dst: Array | None = None,
    ksize: int = 1,
    scale: float = 1,
    delta: float = 0,
    borderType: int = BORDER_DEFAULT,
) -> Array:
    """The sum of both second derivatives; see ``cv2.Laplacian``."""
    given: dict[str, Any] = {"ddepth": _depth(ddepth), "ksize": ksize, "scale": scale, "delta": delta}
    return _filtered("Laplacian", src, given | {"borderType": _border(borderType)}, dst)


def spatialGradient(
    src: Any,
    dx: Array | None = None,
    dy: Array | None = None,
    ksize: int = 3,
    borderType: int = BORDER_DEFAULT,
) -> tuple[Array, Array]:
    """Both first derivatives of bytes; see ``cv2.spatialGradient``."""
    if ksize != 3:
        raise error(f"ksize: expected 3, found {ksize}; leave it out")
    given: dict[str, Any] = {"borderType": _border(borderType)}
    return (
        _filtered("spatialGradient", src, given | {"component": "dx"}, dx),
        _filtered("spatialGradient", src, given | {"component": "dy"}, dy),
    )


def stackBlur(src: Any, ksize: Any, dst: Array | None = None) -> Array:
    """Taps that rise and fall; see ``cv2.stackBlur``."""
    return _filtered("stackBlur", src, {"ksize": _size(ksize)}, dst)


def pyrDown(src: Any, dst: Array | None = None, dstsize: Any = None, borderType: int = BORDER_DEFAULT) -> Array:
    """Half the image, smoothed; see ``cv2.pyrDown``."""
    given: dict[str, Any] = {"dstsize": _optional_size(dstsize), "borderType": _border(borderType, isolated=False)}
    return _filtered("pyrDown", src, given, dst)


def pyrUp(src: Any, dst: Array | None = None, dstsize: Any = None, borderType: int = BORDER_DEFAULT) -> Array:
    """Twice the image, smoothed; see ``cv2.pyrUp``."""
    given: dict[str, Any] = {"dstsize": _optional_size(dstsize), "borderType": _border(borderType, isolated=False)}
    return _filtered("pyrUp", src, given, dst)


def getGaborKernel(
    ksize: Any,
    sigma: float,
    theta: float,
    lambd: float,
    gamma: float,
    psi: float = np.pi / 2,
    ktype: int = CV_64F,
) -> Array:
    """A wave under a Gaussian; see ``cv2.getGaborKernel``."""
    given: dict[str, Any] = {"ksize": _size(ksize), "sigma": sigma, "theta": theta, "lambd": lambd, "gamma": gamma, "psi": psi}
    return _kernel("getGaborKernel", given, ktype)


def getDerivKernels(
    dx: int,
    dy: int,
    ksize: int,
    kx: Array | None = None,
    ky: Array | None = None,
    normalize: bool = False,
    ktype: int = CV_32F,
) -> tuple[Array, Array]:
    """The taps of a derivative as columns; see ``cv2.getDerivKernels``."""
    given: dict[str, Any] = {"dx": dx, "dy": dy, "ksize": ksize, "normalize": int(normalize)}
    taps = [_kernel("getDerivKernels", given | {"kernel": name}, ktype).reshape(-1, 1) for name in ("kx", "ky")]
    return (_given_back(taps[0], kx), _given_back(taps[1], ky))


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
        return filtered("opencv." + function, image, given, axes=(0, 1), channel_axis=2 if image.ndim == 3 else None, out=dst)
    except (ValueError, TypeError) as reason:
        if dst is not None and str(reason).startswith("out:"):
            # Of another shape or type, or memory that the library does not write to.
            return _given_back(_filtered(function, image, given), dst)
        raise error(str(reason)) from None


def _given_back(result: Array, dst: Array | None) -> Array:
    """The result, in the array that was given for it if it fits there."""
    if dst is None or dst.shape != result.shape or dst.dtype != result.dtype:
        return result
    dst[...] = result
    return dst


def _kernel(function: str, given: dict[str, Any], ktype: int) -> Array:
    """The kernel that a function makes, in the type that is asked for."""
    given["ktype"] = _depth(ktype)
    try:
        return _made("opencv." + function, given).astype(given["ktype"])
    except (ValueError, TypeError) as reason:
        raise error(str(reason)) from None


def _size(size: Any) -> tuple[int, ...]:
    """A width and a height."""
    if not isinstance(size, Iterable):
        raise error(f"ksize: expected a width and a height, found {size!r}; give two numbers")
    return tuple(size)


def _optional_size(size: Any) -> tuple[int, ...] | None:
    """A width and a height, or nothing for none or zeros."""
    return None if size is None or not any(size) else _size(size)


def _border(code: int, *, isolated: bool = True) -> str:
    """The name of a border by its number, isolated or not where that makes no difference."""
    place = code & ~BORDER_ISOLATED if isolated else code
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
