"""The Gaussian filters of ``diplib``, version 3.6.1, along all axes of an array.

Numbers for each axis begin with x, the last axis.

>>> from pointspread import compat
>>> import numpy as np
>>> compat.diplib.GaussFIR(np.array([0.0, 0, 1, 0, 0]), [0.5]).round(3)
array([0.001, 0.106, 0.787, 0.106, 0.001])
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .._conventions import Value, filtered, nested

Array = np.ndarray[Any, Any]

__all__ = ["Error", "Gauss", "GaussFIR", "GaussFT", "ParameterError"]


class Error(Exception):
    """What all of DIPlib's errors are."""


class ParameterError(Error):
    """A parameter that a function does not take."""


def Gauss(
    image: Any,
    sigmas: Any = (1.0,),
    derivativeOrder: Any = (0,),
    method: str = "best",
    boundaryCondition: Any = (),
    truncation: float = 3.0,
) -> Array:
    """A Gaussian or a derivative of one, by sums or by Fourier transforms; see ``diplib.Gauss``."""
    return _filtered("Gauss", image, sigmas, derivativeOrder, truncation, boundaryCondition, method=method)


def GaussFIR(
    image: Any, sigmas: Any = (1.0,), derivativeOrder: Any = (0,), boundaryCondition: Any = (), truncation: float = 3.0
) -> Array:
    """A Gaussian or a derivative of one, by sums; see ``diplib.GaussFIR``."""
    return _filtered("GaussFIR", image, sigmas, derivativeOrder, truncation, boundaryCondition)


def GaussFT(
    image: Any,
    sigmas: Any = (1.0,),
    derivativeOrder: Any = (0,),
    truncation: float = 3.0,
    inRepresentation: str = "spatial",
    outRepresentation: str = "spatial",
    boundaryCondition: Any = (),
) -> Array:
    """A Gaussian or a derivative of one, by Fourier transforms of samples; see ``diplib.GaussFT``."""
    for name, found in (("inRepresentation", inRepresentation), ("outRepresentation", outRepresentation)):
        if found != "spatial":
            raise ParameterError(f"{name}: expected spatial, found '{found}'; give samples, not their transform")
    return _filtered("GaussFT", image, sigmas, derivativeOrder, truncation, boundaryCondition)


def _filtered(function: str, image: Any, sigmas: Any, orders: Any, truncation: float, conditions: Any, **given: Value) -> Array:
    array = np.asarray(image)
    borders = {conditions} if isinstance(conditions, str) else set(conditions)
    if len(borders) > 1:
        raise ParameterError(f"boundaryCondition: expected one for all axes, found {len(borders)}; filter axis by axis")
    given |= {"sigmas": nested(sigmas), "derivativeOrder": nested(orders), "truncation": float(truncation)}
    try:
        return filtered(
            f"diplib.{function}", array, {**given, "boundaryCondition": next(iter(borders), None)}, axes=tuple(range(array.ndim))
        )
    except ValueError as error:
        raise ParameterError(str(error)) from None
