"""What several filters ask for: names, units, widths, sizes; and how a filter is made of them."""

from __future__ import annotations

from ctypes import byref, c_void_p
from typing import Any

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options

SAMPLINGS = ("sampled", "integrated", "discrete")
KINDS = ("central", "forward", "sobel", "prewitt", "scharr")
MODES = ("same", "full", "valid")
RESULTS = ("components", "magnitude", "orientation")


def radius_of(radius: Any) -> int:
    if radius is None:
        return -1
    value = arguments.integer(radius, "radius")
    if value < 0:
        raise arguments.invalid("radius", "0 or more", value, "give the number of taps on each side, or leave it out")
    return value


def size_of(size: Any) -> int:
    if size is None:
        return 0
    taps = arguments.integer(size, "size")
    if taps < 1:
        raise arguments.invalid("size", "1 or more taps", taps, "give the number of taps, or leave it out")
    return taps


def sigma_of(sigma: Any, name: str = "sigma") -> float:
    value = arguments.number(sigma, name)
    if not 0 <= value < float("inf"):
        raise arguments.invalid(name, "a finite number of 0 or more", value, "give the standard deviation")
    return value


def unit_of(options: Options) -> int:
    """Samples, or the unit of the spacing."""
    return 0 if options.spacing is None else 1


def made(function: Any, structure: Any, options: Options) -> c_void_p:
    """Makes a filter from its parameters and the border."""
    structure.border = arguments.borders(options.border)
    return c.made(function, byref(structure))
