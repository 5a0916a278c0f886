"""DIPlib: arrays of any rank; it has the border reflect101, not symmetric, so results are compared inside."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable
from functools import partial

import diplib as dip
import numpy as np

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Box, Gaussian

NAME = "DIPlib"


def version() -> str:
    return importlib.metadata.version("diplib")


def set_threads(count: int) -> None:
    dip.SetNumberOfThreads(count)


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    # Of sizes that grow, the volumes are left, which OpenCV cannot do.
    if case.group == "growth" and array.ndim < 3:
        return
    if case.dtype != "f4" or len(case.axes) != array.ndim:
        return
    image, out = dip.Image(array), np.empty_like(array)
    into = {"out": dip.Image(out), "boundaryCondition": ["mirror"]}
    if isinstance(work, Gaussian):
        # A truncation that means the same radius, which DIPlib rounds up.
        truncation = (work.radius - 0.5) / work.sigma
        call = partial(dip.Gauss, image, sigmas=[work.sigma], method="FIR", truncation=truncation, **into)
        yield Candidate("dip.Gauss FIR", call, lambda _: out, margin=work.radius)
        if work.sigma >= 20:
            call = partial(dip.Gauss, image, sigmas=[work.sigma], method="IIR", **into)
            yield Candidate("dip.Gauss IIR", call, lambda _: out, margin=work.radius, quality="a recursive filter")
    elif isinstance(work, Box):
        kernel = dip.Kernel([work.width] * array.ndim, "rectangular")
        yield Candidate("dip.Uniform", partial(dip.Uniform, image, kernel=kernel, **into), lambda _: out, margin=work.radius)
