"""The discrete Gaussian of ``SimpleITK``, version 2.5.7, along all axes of an array.

Numbers for each axis begin with x, the last axis.

>>> from pointspread import compat
>>> import numpy as np
>>> compat.SimpleITK.DiscreteGaussian(np.full((3, 5), 100, np.uint8), 4.0).tolist()[0]
[100, 100, 100, 100, 100]
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .._conventions import filtered, nested

Array = np.ndarray[Any, Any]

__all__ = ["DiscreteGaussian"]


def DiscreteGaussian(
    image1: Any,
    variance: Any = (1.0, 1.0, 1.0),
    maximumKernelWidth: int = 32,
    maximumError: Any = 0.01,
    useImageSpacing: bool = True,
) -> Array:
    """A Gaussian of the discrete line, the nearest sample outside; see ``SimpleITK.DiscreteGaussian``.

    Samples of an array are 1 apart, so that ``useImageSpacing`` changes nothing.
    """
    array = np.asarray(image1)
    given = {
        "variance": nested(_numbers(variance, array.ndim)),
        "maximumKernelWidth": maximumKernelWidth,
        "maximumError": nested(_numbers(maximumError, array.ndim)),
        "useImageSpacing": int(useImageSpacing),
    }
    try:
        return filtered("itk.DiscreteGaussian", array, given, axes=tuple(range(array.ndim)))
    except ValueError as error:
        raise RuntimeError(str(error)) from None


def _numbers(values: Any, count: int) -> Array:
    """One for all axes, or one for each; those for axes that the array has not are left out, as there."""
    return np.ravel(values)[: max(count, 1)]
