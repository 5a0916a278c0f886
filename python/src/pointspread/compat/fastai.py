"""The blur that people pass around in fastai's forum, with its slips; fastai has none of its own.

>>> from pointspread import compat
>>> import numpy as np
>>> compat.fastai.gaussian_blur(np.ones((1, 9, 9), np.float32), kernel_size=5, sigma=1.0).shape
(1, 5, 5)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .._conventions import filtered

Array = np.ndarray[Any, Any]

__all__ = ["gaussian_blur"]


def gaussian_blur(image: Any, kernel_size: int, sigma: float) -> Array:
    """Blurs arrays of shape (…, H, W) where the kernel meets samples only, by a deviation √2 times what is asked for."""
    return filtered("fastai.gaussian_blur", np.asarray(image), {"kernel_size": kernel_size, "sigma": sigma}, axes=(-2, -1))
