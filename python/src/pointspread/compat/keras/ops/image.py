"""``keras.ops.image``, for arrays of shape (H, W, C) and (N, H, W, C), or (C, H, W) and (N, C, H, W).

>>> from pointspread import compat
>>> import numpy as np
>>> photo = np.zeros((9, 9, 3))
>>> photo[4, 4] = 1
>>> flat = compat.keras.ops.image.gaussian_blur(photo, (1, 3))
>>> np.flatnonzero(flat[:, 4, 0]), np.flatnonzero(flat[4, :, 0])
(array([4]), array([3, 4, 5]))
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...._conventions import filtered, nested
from ._format import are_channels_last

Array = np.ndarray[Any, Any]

__all__ = ["gaussian_blur"]


def gaussian_blur(
    images: Any,
    kernel_size: Any = (3, 3),
    sigma: Any = (1.0, 1.0),
    data_format: str | None = None,
    *,
    backend: str | None = None,
) -> Array:
    """Blurs by a Gaussian, zeros outside; sizes and deviations are along columns and rows, as ``keras.ops.image`` documents it.

    No backend does that where the two differ. ``backend`` names the one whose defects are wanted: ``"jax"``, ``"numpy"``,
    ``"tensorflow"`` or ``"torch"``.
    """
    array = np.asarray(images)
    if array.ndim not in (3, 4):
        raise ValueError(f"images: expected 3 axes, or 4 for a batch, found shape {array.shape}; add axes of size 1")
    function = "keras.gaussian_blur" if backend is None else f"keras.gaussian_blur.{backend}"
    axes = (-3, -2) if are_channels_last(data_format) else (-2, -1)
    return filtered(function, array, {"kernel_size": nested(kernel_size), "sigma": nested(sigma)}, axes=axes)
