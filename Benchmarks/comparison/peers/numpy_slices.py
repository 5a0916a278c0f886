"""NumPy as people write a gradient with it: pad, subtract slices, take the root."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, GradientMagnitude

NAME = "NumPy"


def version() -> str:
    return np.__version__


def set_threads(count: int) -> None:
    pass


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    if isinstance(case.work, GradientMagnitude) and case.axes == (2, 3):
        yield Candidate("NumPy slices", partial(_magnitude, array, np.empty_like(array)))


def _magnitude(array: Array, out: Array) -> Array:
    padded = np.pad(array, ((0, 0), (0, 0), (1, 1), (1, 1)), mode="reflect")
    down = (padded[:, :, 2:, 1:-1] - padded[:, :, :-2, 1:-1]) / 2
    across = (padded[:, :, 1:-1, 2:] - padded[:, :, 1:-1, :-2]) / 2
    return np.sqrt(down**2 + across**2, out=out)
