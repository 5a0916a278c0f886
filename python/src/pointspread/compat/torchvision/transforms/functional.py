"""``torchvision.transforms.functional``, for arrays of shape (…, C, H, W)."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..._torch import Array, filtered, pair


def gaussian_blur(img: Any, kernel_size: Any, sigma: Any = None) -> Array:
    """Blurs by a Gaussian of so many taps (along x and y), and of a deviation that follows from them unless it is given."""
    if not isinstance(kernel_size, (int, list, tuple)):
        raise TypeError(f"kernel_size should be int or a sequence of integers. Got {type(kernel_size)}")
    if not isinstance(kernel_size, int) and len(kernel_size) != 2:
        raise ValueError(f"If kernel_size is a sequence its length should be 2. Got {len(kernel_size)}")
    if sigma is not None and not isinstance(sigma, (int, float, list, tuple)):
        raise TypeError(f"sigma should be either float or sequence of floats. Got {type(sigma)}")
    given = {"kernel_size": pair(kernel_size), "sigma": None if sigma is None else pair(sigma)}
    return filtered("torchvision.gaussian_blur", _image(img), given)


def adjust_sharpness(img: Any, sharpness_factor: float) -> Array:
    """Mixes an image of one channel or three with its mean of 3 × 3 samples: 0 is the mean, 1 the image."""
    return filtered("torchvision.adjust_sharpness", _with_colours(img), {"sharpness_factor": float(sharpness_factor)})


def _image(img: Any) -> Array:
    image = np.asarray(img)
    if image.ndim < 3:
        raise TypeError(f"Tensor is not a torch image: an array of shape {image.shape}")
    return image


def _with_colours(img: Any) -> Array:
    image = _image(img)
    if image.shape[-3] not in (1, 3):
        raise TypeError(f"Input image tensor permitted channel values are 1 or 3, but found {image.shape[-3]}")
    return image
