"""``kornia.filters``, for arrays of shape (B, C, H, W). Sizes and deviations are along y and x, in this order."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..._conventions import Value, nested
from .._torch import Array, filtered, pair


class BaseError(Exception):
    """What kornia's checks raise."""


class ShapeError(BaseError, ValueError):
    """An array of another shape than expected."""


def gaussian_blur2d(input: Any, kernel_size: Any, sigma: Any, border_type: str = "reflect", separable: bool = True) -> Array:
    """Blurs by a Gaussian; ``separable`` does not change what is computed here."""
    return _filtered("gaussian_blur2d", input, kernel_size=pair(kernel_size), sigma=pair(sigma), border_type=border_type)


def box_blur(input: Any, kernel_size: Any, border_type: str = "reflect", separable: bool = True) -> Array:
    """The mean of a box; ``separable`` does not change what is computed here."""
    return _filtered("box_blur", input, kernel_size=pair(kernel_size), border_type=border_type)


def motion_blur(
    input: Any, kernel_size: int, angle: float, direction: float, border_type: str = "reflect", mode: str = "nearest"
) -> Array:
    """Blurs along a line, whose weight lies at one end (±1) or is even (0)."""
    given = {"angle": float(angle), "direction": float(direction)}
    return _filtered("motion_blur", input, kernel_size=kernel_size, border_type=border_type, mode=mode, **given)


def spatial_gradient(input: Any, mode: str = "sobel", order: int = 1, normalized: bool = True) -> Array:
    """The derivatives along x and y, or along xx, xy and yy, as a new axis 2."""
    components = range(3 if order == 2 else 2)
    given = {"mode": mode, "order": order, "normalized": normalized}
    return np.stack([_filtered("spatial_gradient", input, component=place, **given) for place in components], 2)


def sobel(input: Any, normalized: bool = True, eps: float = 1e-6) -> Array:
    """The magnitude of the gradient."""
    return _filtered("sobel", input, normalized=normalized, eps=eps)


def laplacian(input: Any, kernel_size: Any, border_type: str = "reflect", normalized: bool = True) -> Array:
    """The sum of a box less its size times the middle."""
    return _filtered("laplacian", input, kernel_size=pair(kernel_size), border_type=border_type, normalized=normalized)


def unsharp_mask(input: Any, kernel_size: Any, sigma: Any, border_type: str = "reflect") -> Array:
    """Twice the image less its Gaussian blur."""
    return _filtered("unsharp_mask", input, kernel_size=pair(kernel_size), sigma=pair(sigma), border_type=border_type)


def filter2d(
    input: Any,
    kernel: Any,
    border_type: str = "reflect",
    normalized: bool = False,
    padding: str = "same",
    behaviour: str = "corr",
) -> Array:
    """Correlates, or convolves, with a kernel of shape (1, H, W), or with one of (B, H, W) for each image."""
    images, kernels = np.asarray(input), np.asarray(kernel)
    if kernels.ndim != 3 or len(kernels) not in (1, len(images)):
        raise ShapeError(f"kernel: expected shape (1, H, W) or ({len(images)}, H, W), found {kernels.shape}; give one for all")
    given = {"border_type": border_type, "normalized": normalized, "padding": padding, "behaviour": behaviour}
    if len(kernels) == 1:
        return _filtered("filter2d", images, kernel=nested(kernels[0]), **given)
    results = [
        _filtered("filter2d", image[None], kernel=nested(own), **given) for image, own in zip(images, kernels, strict=True)
    ]
    return np.concatenate(results)


def _filtered(function: str, input: Any, **given: Value) -> Array:
    array = np.asarray(input)
    if array.ndim != 4:
        raise ShapeError(f"input: expected shape (B, C, H, W), found {array.shape}; add axes of size 1")
    try:
        return filtered("kornia." + function, array, given)
    except ValueError as error:
        raise BaseError(str(error)) from None
