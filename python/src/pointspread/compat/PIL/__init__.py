"""The filters of Pillow, version 13.0.0, for its images and for arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import ImageFilter

__all__ = ["ImageFilter", "box_blur", "gaussian_blur", "kernel", "unsharp_mask"]


def gaussian_blur(image: Any, radius: float | Sequence[float] = 2) -> Any:
    """An image filtered by :class:`ImageFilter.GaussianBlur`."""
    return ImageFilter.GaussianBlur(radius).filter(image)


def box_blur(image: Any, radius: float | Sequence[float]) -> Any:
    """An image filtered by :class:`ImageFilter.BoxBlur`."""
    return ImageFilter.BoxBlur(radius).filter(image)


def unsharp_mask(image: Any, radius: float = 2, percent: int = 150, threshold: int = 3) -> Any:
    """An image filtered by :class:`ImageFilter.UnsharpMask`."""
    return ImageFilter.UnsharpMask(radius, percent, threshold).filter(image)


def kernel(image: Any, size: tuple[int, int], kernel: Sequence[float], scale: float | None = None, offset: float = 0) -> Any:
    """An image filtered by :class:`ImageFilter.Kernel`."""
    return ImageFilter.Kernel(size, kernel, scale, offset).filter(image)
