"""The linear filters of Pillow's ``ImageFilter``.

A filter is called as ``filter.filter(image)``: on an image of Pillow, with an image as the result; or on an array of rows and
columns, and of channels as its last axis if there are any, with an array as the result.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..._conventions import Value, filtered, nested

_BLURRED = ("L", "LA", "La", "RGB", "RGBA", "RGBa", "RGBX", "CMYK")
_CORRELATED = (*_BLURRED, "PA", "YCbCr", "HSV", "I;16", "I;16B", "I;16L")


class Filter:
    """What all filters share."""

    _function: str
    _modes: tuple[str, ...] = _CORRELATED

    def _given(self) -> dict[str, Value]:
        return {}

    def filter(self, image: Any) -> Any:
        """The filtered image, of the same kind."""
        if not hasattr(image, "frombytes"):
            return self._filtered(np.asarray(image))
        if image.mode not in self._modes:
            raise ValueError("cannot filter palette images" if image.mode == "P" else "image has wrong mode")
        result = image.copy()
        samples = np.asarray(image)
        if samples.size:
            result.frombytes(self._filtered(samples).astype(samples.dtype, copy=False).tobytes())
        return result

    def _filtered(self, array: Any) -> Any:
        if array.ndim not in (2, 3):
            raise TypeError(f"Cannot handle this data type: an array of shape {array.shape}")
        channels = 2 if array.ndim == 3 else None
        return filtered("pillow." + self._function, array, self._given(), channel_axis=channels)


class GaussianBlur(Filter):
    """Three boxes along each axis, together about as wide as a Gaussian; one standard deviation, or one for x and one for y."""

    name = "GaussianBlur"
    _function = name
    _modes = _BLURRED

    def __init__(self, radius: float | Sequence[float] = 2) -> None:
        self.radius = radius

    def filter(self, image: Any) -> Any:
        """The filtered image, of the same kind."""
        return image.copy() if _is_zero(self.radius) else super().filter(image)

    def _given(self) -> dict[str, Value]:
        return {"radius": _radius(self.radius)}


class BoxBlur(Filter):
    """The mean of the box that reaches a radius to each side, or one along x and one along y."""

    name = "BoxBlur"
    _function = name
    _modes = _BLURRED

    def __init__(self, radius: float | Sequence[float]) -> None:
        xy = radius if isinstance(radius, (tuple, list)) else (radius, radius)
        if not all(value >= 0 for value in xy):
            raise ValueError("radius must be >= 0")
        if any(value >= 2**31 for value in xy):
            raise ValueError("radius too large")
        self.radius = radius

    def filter(self, image: Any) -> Any:
        """The filtered image, of the same kind."""
        return image.copy() if _is_zero(self.radius) else super().filter(image)

    def _given(self) -> dict[str, Value]:
        return {"radius": _radius(self.radius)}


class UnsharpMask(Filter):
    """Adds a percentage of the difference to a Gaussian blur where it is larger than a threshold."""

    name = "UnsharpMask"
    _function = name
    _modes = _BLURRED

    def __init__(self, radius: float = 2, percent: int = 150, threshold: int = 3) -> None:
        self.radius = radius
        self.percent = percent
        self.threshold = threshold

    def _given(self) -> dict[str, Value]:
        return {
            "radius": float(self.radius),
            "percent": operator.index(self.percent),
            "threshold": operator.index(self.threshold),
        }


class Kernel(Filter):
    """A kernel of 3 × 3 or 5 × 5 taps, turned upside down, divided by a scale, and an offset."""

    name = "Kernel"
    _function = name

    def __init__(self, size: tuple[int, int], kernel: Sequence[float], scale: float | None = None, offset: float = 0) -> None:
        if scale is None:
            scale = sum(kernel)
        if size[0] * size[1] != len(kernel):
            raise ValueError("not enough coefficients in kernel")
        self.filterargs = size, scale, offset, kernel

    def _given(self) -> dict[str, Value]:
        size, scale, offset, kernel = self.filterargs
        return {"size": nested(size), "kernel": nested(kernel), "scale": float(scale), "offset": float(offset)}


class BLUR(Filter):
    """The mean of the rim of 5 × 5 samples."""

    name = "Blur"
    _function = "BLUR"


class CONTOUR(Filter):
    """Dark lines along edges, on white."""

    name = "Contour"
    _function = "CONTOUR"


class DETAIL(Filter):
    """Slight sharpening by the four nearest neighbours."""

    name = "Detail"
    _function = "DETAIL"


class EDGE_ENHANCE(Filter):
    """Sharpening by eight neighbours."""

    name = "Edge-enhance"
    _function = "EDGE_ENHANCE"


class EDGE_ENHANCE_MORE(Filter):
    """Strong sharpening by eight neighbours."""

    name = "Edge-enhance More"
    _function = "EDGE_ENHANCE_MORE"


class EMBOSS(Filter):
    """The difference to the sample below and to the left, on grey."""

    name = "Emboss"
    _function = "EMBOSS"


class FIND_EDGES(Filter):
    """The difference to all eight neighbours."""

    name = "Find Edges"
    _function = "FIND_EDGES"


class SHARPEN(Filter):
    """Sharpening by eight neighbours."""

    name = "Sharpen"
    _function = "SHARPEN"


class SMOOTH(Filter):
    """A mean of 3 × 3 samples with a heavier middle."""

    name = "Smooth"
    _function = "SMOOTH"


class SMOOTH_MORE(Filter):
    """A mean of 5 × 5 samples with a heavier middle."""

    name = "Smooth More"
    _function = "SMOOTH_MORE"


def _is_zero(radius: Any) -> bool:
    return radius in (0, (0, 0)) if isinstance(radius, (int, float, tuple)) else False


def _radius(radius: Any) -> Value:
    if isinstance(radius, (int, float)):
        return float(radius)
    numbers = tuple(map(float, radius))
    if len(numbers) != 2:
        raise TypeError(f"argument 1 must be sequence of length 2, not {len(numbers)}")
    return numbers
