"""Which exponential function NumPy takes on this processor."""

from __future__ import annotations

from functools import cache

import numpy as np


@cache
def exponential() -> str:
    """The function that taps of Gaussians are made with: ``"numpyAVX512"``, or ``"libm"``, as NumPy reports."""
    try:
        loops = np.lib.introspect.opt_func_info(func_name="^exp$", signature="^float64$")
        current = loops["exp"]["dd"]["current"]
    except (AttributeError, KeyError):
        return "libm"
    return "numpyAVX512" if current.startswith(("X86_V4", "AVX512")) else "libm"
