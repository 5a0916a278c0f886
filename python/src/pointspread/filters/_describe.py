"""What a call would do."""

from __future__ import annotations

from typing import Any

from .. import _arguments as arguments
from .._plans import Question


def describe(function: Any, array: Any, *parameters: Any, **options: Any) -> dict[str, Any]:
    """Say what a call would do, without doing it: the passes, the method and why it was chosen, memory, operations.

    >>> plan = describe(gaussian, np.zeros((480, 640), np.float32), sigma=2)
    >>> plan["reach"]
    [[8, 8], [8, 8]]

    Parameters
    ----------
    function : a filter of this module
    array : any array
        Only its layout matters: ``np.broadcast_to(np.float32(0), shape)`` takes no memory.
    parameters, options
        Those of the function.

    Returns
    -------
    dict with ``method``, ``reason``, ``operations``, ``scratch_bytes``, ``shape``, ``types``, ``reach`` (samples needed before
    and behind along each axis), ``branches`` (lists of passes, each with its taps and geometry), ``program`` (the same in words).
    """
    description: Any = function(Question(arguments.as_array(array)), *parameters, **options)
    if not isinstance(description, dict):
        raise arguments.unsuitable("function", "a filter of this package", repr(function), "give one, such as gaussian")
    return description
