"""Linear filters of MATLAB, along the first two axes of an array; names that MATLAB's functions take are keywords here.

Only Octave's functions of these names have been run, and of ``imgaussfilt`` none.

>>> from pointspread import compat
>>> import numpy as np
>>> h = compat.matlab.fspecial("sobel")
>>> compat.matlab.imfilter(np.eye(3), h, "replicate").tolist()
[[2.0, -1.0, -1.0], [3.0, 0.0, -3.0], [1.0, 1.0, -2.0]]
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .._conventions import Value, filtered, kernel, nested

Array = np.ndarray[Any, Any]

__all__ = ["conv2", "fspecial", "imfilter", "imgaussfilt"]

_BORDERS = ("replicate", "symmetric", "circular")
_PARAMETERS = {
    "average": ("hsize",),
    "disk": ("radius",),
    "gaussian": ("hsize", "sigma"),
    "laplacian": ("alpha",),
    "log": ("hsize", "sigma"),
    "unsharp": ("alpha",),
}


def fspecial(type: str, *parameters: Any) -> Array:
    """A kernel by its name and its parameters, in MATLAB's order: ``fspecial("gaussian", 5, 1.2)``."""
    names = _PARAMETERS.get(type, ())
    if len(parameters) > len(names):
        raise ValueError(f"{type}: expected at most {len(names)} parameters, found {len(parameters)}; leave some out")
    return kernel("matlab.fspecial", {"type": type, **dict(zip(names, map(nested, parameters), strict=False))})


def imfilter(A: Any, h: Any, *options: Any) -> Array:
    """A correlation, or a convolution, in the type of the samples.

    Options are a border (``"replicate"``, ``"symmetric"``, ``"circular"`` or a number), ``"same"`` or ``"full"``, and ``"corr"``
    or ``"conv"``, in any order: ``imfilter(photo, h, "symmetric", "conv")``.
    """
    given: dict[str, Value] = {"h": nested(h)}
    for option in options:
        if option in _BORDERS:
            given["padding"] = option
        elif option in ("same", "full"):
            given["shape"] = option
        elif option in ("corr", "conv"):
            given["conv"] = int(option == "conv")
        elif isinstance(option, str):
            words = ", ".join((*_BORDERS, "same", "full", "corr", "conv"))
            raise ValueError(f"imfilter: expected a number or one of {words}, found '{option}'; use one of them")
        else:
            given["value"] = float(option)
    return _filtered("imfilter", A, given)


def conv2(A: Any, B: Any, shape: str = "full") -> Array:
    """A convolution with zeros outside; the result is ``"full"``, ``"same"`` or ``"valid"``."""
    return _filtered("conv2", A, {"B": nested(B), "shape": shape})


def imgaussfilt(A: Any, sigma: float = 0.5, *, FilterSize: Any = None, Padding: Any = "replicate") -> Array:
    """Blurs by a sampled Gaussian; sizes are along columns and rows, and the border is one of :func:`imfilter`."""
    border = {"padding": Padding} if isinstance(Padding, str) else {"value": float(Padding)}
    size = None if FilterSize is None else nested(FilterSize)
    return _filtered("imgaussfilt", A, {"sigma": nested(sigma), "FilterSize": size, **border})


def _filtered(function: str, A: Any, given: dict[str, Value]) -> Array:
    return filtered(f"matlab.{function}", np.asarray(A), given, axes=(0, 1))
