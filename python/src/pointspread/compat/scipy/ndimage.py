"""The filters of ``scipy.ndimage``, version 1.17.1."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..._conventions import filtered, nested

Array = np.ndarray[Any, Any]


def correlate1d(
    input: Any,
    weights: Any,
    axis: int = -1,
    output: Any = None,
    mode: str = "reflect",
    cval: float = 0.0,
    origin: int = 0,
) -> Array:
    """Taps along one axis; see ``scipy.ndimage.correlate1d``."""
    array = np.asarray(input)
    given = {"weights": nested(weights), "axis": axis, "mode": mode, "cval": cval, "origin": origin}
    return filtered("scipy.ndimage.correlate1d", array, given)
