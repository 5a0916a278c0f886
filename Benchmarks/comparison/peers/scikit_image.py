"""scikit-image, which calls SciPy."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable
from functools import partial

import numpy as np
from skimage import filters

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Convention, Gaussian

NAME = "scikit-image"


def version() -> str:
    return importlib.metadata.version("scikit-image")


def set_threads(count: int) -> None:
    pass


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    if isinstance(work, Convention) and work.library == NAME:
        call = partial(filters.gaussian, array, *work.arguments, out=np.empty_like(array), **work.options)
        yield Candidate(work.function, call)
    if case.group == "growth" or array.ndim != 2 or array.dtype.kind != "f":
        return
    if isinstance(work, Gaussian) and work.sigma < 20:
        yield Candidate(
            "skimage.filters.gaussian",
            partial(
                filters.gaussian,
                array,
                work.sigma,
                mode="reflect",
                truncate=work.radius / work.sigma,
                preserve_range=True,
                out=np.empty_like(array),
            ),
        )
