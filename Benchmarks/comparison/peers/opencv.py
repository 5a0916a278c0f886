"""OpenCV: planes and interleaved images, plane by plane in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from math import sqrt

import cv2
import numpy as np

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Box, Convention, Dense, Gaussian

NAME = "OpenCV"


def version() -> str:
    return cv2.__version__


def set_threads(count: int) -> None:
    cv2.setNumThreads(count)


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work, out = case.work, np.empty_like(array)
    border = {"borderType": cv2.BORDER_REFLECT}
    if isinstance(work, Convention):
        if work.library == NAME:
            yield Candidate(work.function, partial(cv2.GaussianBlur, array, *work.arguments, dst=out))
    elif isinstance(work, Gaussian) and len(case.axes) == 2:
        taps = 2 * work.radius + 1
        blur = partial(cv2.GaussianBlur, ksize=(taps, taps), sigmaX=work.sigma, **border)
        if case.axes == (0, 1):
            yield Candidate("cv2.GaussianBlur", partial(blur, array, dst=out))
        else:
            planes, results = (each.reshape(-1, *each.shape[-2:]) for each in (array, out))
            yield Candidate("cv2.GaussianBlur per plane", partial(_each, blur, list(planes), list(results)), lambda _: out)
        if work.sigma >= 20:
            # The width of the triangle with the variance of the Gaussian.
            width = 2 * round(sqrt(6 * work.sigma**2 + 1) - 1) + 1
            stack = partial(cv2.stackBlur, array, (width, width), dst=np.empty_like(array))
            yield Candidate("cv2.stackBlur", stack, margin=work.radius, quality="a triangle")
    elif isinstance(work, Box) and len(case.axes) == 2:
        yield Candidate("cv2.blur", partial(cv2.blur, array, (work.width, work.width), dst=out, **border))
    elif isinstance(work, Dense):
        kernel = work.kernel().astype(np.float32)
        yield Candidate("cv2.filter2D", partial(cv2.filter2D, array, -1, kernel, dst=out, **border))


def _each(blur: Callable[..., Array], planes: list[Array], results: list[Array]) -> None:
    for plane, result in zip(planes, results, strict=True):
        blur(plane, dst=result)
