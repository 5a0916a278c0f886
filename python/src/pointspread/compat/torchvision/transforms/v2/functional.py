"""``torchvision.transforms.v2.functional``, for arrays of shape (…, C, H, W)."""

from __future__ import annotations

from typing import Any

from ...._torch import Array, filtered
from ..functional import _with_colours, gaussian_blur

__all__ = ["adjust_sharpness", "gaussian_blur"]


def adjust_sharpness(inpt: Any, sharpness_factor: float) -> Array:
    """Mixes an image of one channel or three with its mean of 3 × 3 samples, with one rounding less than the first version."""
    given = {"sharpness_factor": float(sharpness_factor)}
    return filtered("torchvision.v2.adjust_sharpness", _with_colours(inpt), given)
