"""What a call of a small array costs: from Python, and with a plan that is at hand."""

from __future__ import annotations

from ctypes import c_void_p
from functools import partial

import numpy as np
import pointspread as ps
from pointspread import _library, _plans

from .measuring import Effort, measured


def call_milliseconds(effort: Effort) -> dict[str, float]:
    """Medians of a Gaussian of 16 × 16 samples on one thread, and of a function that does nothing but ask for the version."""
    array = np.random.default_rng(7).random((16, 16), np.float32)
    result = np.empty_like(array)
    ps.set_threads(1)
    _plans._plans.clear()
    ps.gaussian(array, 1.0, out=result)
    (plan,) = _plans._plans.values()
    addresses = [c_void_p(each.ctypes.data) for each in (array, result)]
    calls = {
        "pointspread.gaussian, from Python": partial(ps.gaussian, array, 1.0, out=result),
        "pointspread_plan_run, a plan at hand": partial(_library.library.pointspread_plan_run, plan.handle, *addresses, 1),
        "pointspread_version, an empty call": _library.library.pointspread_version,
    }
    timings = measured(list(calls.values()), effort)
    return {name: timing.median * 1e3 for name, timing in zip(calls, timings, strict=True)}
