"""``torchvision.transforms``: the random blur, and the functions that it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Number
from typing import Any

import numpy as np

from . import functional, v2

__all__ = ["GaussianBlur", "functional", "v2"]


class GaussianBlur:
    """Blurs an array with a standard deviation that is drawn for each call, evenly from a range.

    The numbers drawn are those of ``generator``, not PyTorch's.
    """

    def __init__(self, kernel_size: Any, sigma: Any = (0.1, 2.0), *, generator: np.random.Generator | None = None) -> None:
        sizes = (kernel_size, kernel_size) if isinstance(kernel_size, int) else tuple(kernel_size)
        self.kernel_size = sizes * 2 if len(sizes) == 1 else sizes
        if len(self.kernel_size) != 2:
            raise ValueError("Kernel size should be a tuple/list of two integers")
        if any(size <= 0 or size % 2 == 0 for size in self.kernel_size):
            raise ValueError("Kernel size value should be an odd and positive number.")
        if isinstance(sigma, Number):
            sigma = (sigma, sigma)
        if not isinstance(sigma, Sequence) or len(sigma) != 2:
            raise ValueError("sigma should be a single number or a list/tuple with length 2.")
        if not 0 < sigma[0] <= sigma[1]:
            raise ValueError("sigma values should be positive and of the form (min, max).")
        self.sigma = sigma
        self.generator = np.random.default_rng() if generator is None else generator

    def get_params(self, sigma_min: float, sigma_max: float) -> float:
        """A standard deviation from a range."""
        return float(self.generator.uniform(sigma_min, sigma_max))

    def __call__(self, img: Any) -> Any:
        """The blurred array."""
        sigma = self.get_params(*self.sigma)
        return functional.gaussian_blur(img, self.kernel_size, [sigma, sigma])
