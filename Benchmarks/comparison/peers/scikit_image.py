"""scikit-image, which calls SciPy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import skimage
from skimage import filters

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Gaussian

NAME = "scikit-image"


def version() -> str:
    return skimage.__version__


def set_threads(count: int) -> None:
    pass


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    if (
        case.group == "gaussian"
        and isinstance(work, Gaussian)
        and array.ndim == 2
        and array.dtype.kind == "f"
        and work.sigma < 20
    ):
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
