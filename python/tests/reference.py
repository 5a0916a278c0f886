"""The same results by SciPy, in 64-bit floats."""

from __future__ import annotations

from typing import Any

import numpy as np
from drawing import padded, scipy_border
from scipy import ndimage

Array = np.ndarray[Any, Any]


def by_axis(array: Array, axes: tuple[int, ...], kernels: list[Array], border: Any, origins: Any = None) -> Array:
    """SciPy's correlation along one axis after the other, with constants that stand outside the whole."""
    result = array.astype(np.float64)
    origins = origins or [0] * len(axes)
    reach = 1.0
    for axis, kernel, origin in zip(axes, kernels, origins, strict=True):
        outside = scipy_border(border)
        if "cval" in outside:
            outside["cval"] *= reach
        result = ndimage.correlate1d(result, kernel, axis, origin=origin, **outside)
        reach *= kernel.sum()
    return result


def dense(array: Array, kernel: Array, axes: tuple[int, ...], border: Any, origin: Any = None, turned: bool = False) -> Array:
    """SciPy's correlation, or its convolution, with a kernel of some axes.

    On an array that NumPy has continued first: where a kernel reaches farther than four times the array, SciPy's `reflect` reads
    what lies before it in memory.
    """
    whole = array.astype(np.float64)
    inside: list[slice] = [slice(None)] * array.ndim
    shape = [1] * array.ndim
    origins = [0] * array.ndim
    for place, (axis, count) in enumerate(zip(axes, kernel.shape, strict=True)):
        whole = padded(whole, axis, count, count, (border, border))
        inside[axis] = slice(count, -count)
        shape[axis] = count
        origins[axis] = origin[place] if origin else 0
    filtering = ndimage.convolve if turned else ndimage.correlate
    result: Array = filtering(whole, kernel.reshape(shape), mode="constant", origin=origins)[tuple(inside)]
    return result
