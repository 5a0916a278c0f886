"""PointSpread, as people call it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
import pointspread as ps

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Box, Convention, Dense, Gaussian

NAME = "PointSpread"


def version() -> str:
    return ps.__version__


def set_threads(count: int) -> None:
    ps.set_threads(count)


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    where: dict[str, Any] = {"axes": case.axes} if case.channel_axis is None else {"channel_axis": case.channel_axis}
    options: dict[str, Any] = {**where, "out": np.empty_like(array)}
    work = case.work
    if isinstance(work, Convention):
        yield Candidate(f"compat.{work.function}", _original(work, array))
        return
    if isinstance(work, Gaussian):
        how = {"radius": work.radius} if work.accuracy is None else {"accuracy": work.accuracy}
        call = partial(ps.gaussian, array, work.sigma, **how, **options)
    elif isinstance(work, Box):
        call = partial(ps.box, array, work.width, **options)
    elif isinstance(work, Dense):
        call = partial(ps.correlate, array, work.kernel(), tolerance=work.tolerance, **options)
    else:
        call = partial(ps.gradient_magnitude, array, border="reflect101", **options)
    yield Candidate(NAME, call)


def described(candidate: Candidate) -> dict[str, Any]:
    """The plan of a call that is not made under another library's name."""
    call: Any = candidate.call
    options = {name: value for name, value in call.keywords.items() if name != "out"}
    return ps.describe(call.func, *call.args, **options)


_OUTPUTS = {"OpenCV": "dst", "SciPy": "output", "scikit-image": "out"}
"""What functions call the memory that they may be given."""


def _original(work: Convention, array: Array) -> Callable[[], Any]:
    """The function that bears the original's name."""
    module, _, name = work.function.rpartition(".")
    function = getattr(import_module(f"pointspread.compat.{module}"), name)
    memory = {_OUTPUTS[work.library]: np.empty_like(array)} if work.library in _OUTPUTS else {}
    return partial(function, array, *work.arguments, **work.options, **memory)
