"""What the frameworks on top of PyTorch share: images as the last two axes, and errors of PyTorch's kinds."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _conventions
from .._conventions import Value

Array = np.ndarray[Any, Any]


def filtered(function: str, array: Array, given: dict[str, Value], axes: Any = (-2, -1)) -> Array:
    """What a function makes of the last axes of an array."""
    try:
        return _conventions.filtered(function, array, given, axes=axes)
    except ValueError as error:
        # What PyTorch itself refuses, it refuses when it runs.
        if str(error).startswith("padding:"):
            raise RuntimeError(str(error)) from None
        raise


def pair(value: Any) -> Value:
    """One number, or two, as the library takes them."""
    return tuple(map(float, value)) if isinstance(value, (list, tuple, np.ndarray)) else float(value)
