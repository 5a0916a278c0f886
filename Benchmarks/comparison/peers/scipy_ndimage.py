"""SciPy's filters for arrays of any rank, always on one thread; of integers they round between passes, and are left out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import scipy
from scipy import ndimage, signal

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Box, Convention, Dense, Gaussian

NAME = "SciPy"


def version() -> str:
    return scipy.__version__


def set_threads(count: int) -> None:
    pass


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    if isinstance(work, Convention) and work.library == NAME:
        call = partial(ndimage.gaussian_filter, array, *work.arguments, output=np.empty_like(array), **work.options)
        yield Candidate(work.function, call)
    if array.dtype.kind != "f" or case.group == "growth":
        return
    options = {"mode": "reflect", "output": np.empty_like(array), "axes": case.axes}
    if isinstance(work, Gaussian) and work.sigma < 20:
        yield Candidate(
            "scipy.ndimage.gaussian_filter",
            partial(ndimage.gaussian_filter, array, work.sigma, radius=work.radius, **options),
        )
    elif isinstance(work, Box):
        yield Candidate("scipy.ndimage.uniform_filter", partial(ndimage.uniform_filter, array, work.width, **options))
    elif isinstance(work, Dense) and work.tolerance > 0:
        yield Candidate("scipy.signal.fftconvolve", partial(_convolved, array, work.kernel().astype(array.dtype)))
    elif isinstance(work, Dense):
        yield Candidate("scipy.ndimage.correlate", partial(ndimage.correlate, array, work.kernel(), **options))


def _convolved(array: Array, kernel: Array) -> Array:
    padded = np.pad(array, kernel.shape[0] // 2, mode="symmetric")
    return signal.fftconvolve(padded, kernel[::-1, ::-1], mode="valid")
