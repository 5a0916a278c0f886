"""``nvidia.dali.fn``, by its documentation: nothing of the original has been run.

>>> from pointspread import compat
>>> import numpy as np
>>> compat.nvidia.dali.fn.gaussian_blur(np.array([[0, 0, 100, 0, 0]], np.uint8), window_size=3)
array([[ 0, 24, 52, 24,  0]], dtype=uint8)
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...._conventions import filtered

Array = np.ndarray[Any, Any]

__all__ = ["gaussian_blur"]


def gaussian_blur(data: Any, *, sigma: float = 0.0, window_size: int = 0, layout: str | None = None) -> Array:
    """Blurs by a Gaussian; of deviation and size, one that is 0 follows from the other; see ``nvidia.dali.fn.gaussian_blur``.

    A layout such as ``"HWC"`` or ``"FHWC"`` names the axes; those of channels and frames are not filtered. All are without one.
    """
    array = np.asarray(data)
    names = layout or "." * array.ndim
    if len(names) != array.ndim:
        raise ValueError(f"layout: expected a letter for each of {array.ndim} axes, found '{layout}'; name each")
    axes = tuple(place for place, name in enumerate(names) if name not in "CF")
    given = {"sigma": sigma or None, "window_size": window_size or None}
    return filtered("dali.gaussian_blur", array, given, axes=axes)
