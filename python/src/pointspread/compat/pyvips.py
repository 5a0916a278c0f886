"""Convolutions of ``pyvips``, as libvips 8.18.7 computes them without vector instructions.

They are methods of its images there, and functions of arrays here: of shape (H, W), or (H, W, bands).

>>> from pointspread import compat
>>> import numpy as np
>>> compat.pyvips.gaussblur(np.array([[0, 0, 200, 0, 0]], np.uint8), 1)
array([[ 0, 55, 91, 55,  0]], dtype=uint8)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _conventions
from .._conventions import Value, nested

Array = np.ndarray[Any, Any]

__all__ = ["Error", "conv", "gaussblur", "gaussmat"]


class Error(Exception):
    """What an operation cannot do; also the name in ``pyvips``."""


def gaussblur(image: Any, sigma: float, *, min_ampl: float = 0.2, precision: str = "integer") -> Array:
    """Blurs by the taps of :func:`gaussmat` along rows, then along columns; see ``pyvips.Image.gaussblur``."""
    return _filtered("gaussblur", image, {"sigma": sigma, "min_ampl": min_ampl, "precision": precision})


def conv(image: Any, mask: Any, *, precision: str = "float", scale: float = 1.0, offset: float = 0.0) -> Array:
    """A correlation with rows of taps; see ``pyvips.Image.conv``, of whose masks ``scale`` and ``offset`` are parts."""
    given = {"mask": nested(mask), "precision": precision, "scale": float(scale), "offset": float(offset)}
    return _filtered("conv", image, given)


def gaussmat(sigma: float, min_ampl: float, *, separable: bool = False, precision: str = "integer") -> Array:
    """The taps of a Gaussian as a row, for which ``separable`` has to be true; see ``pyvips.Image.gaussmat``."""
    if not separable:
        raise Error("separable: expected true, found false; multiply the taps with each other to have rows of them")
    try:
        taps = _conventions.kernel("vips.gaussmat", {"sigma": sigma, "min_ampl": min_ampl, "precision": precision})
    except ValueError as error:
        raise Error(str(error)) from None
    return taps[None]


def _filtered(function: str, image: Any, given: dict[str, Value]) -> Array:
    array = np.asarray(image)
    if array.ndim not in (2, 3):
        raise Error(f"image: expected shape (H, W) or (H, W, bands), found {array.shape}; give an image")
    try:
        return _conventions.filtered(f"vips.{function}", array, given, axes=(0, 1))
    except ValueError as error:
        raise Error(str(error)) from None
