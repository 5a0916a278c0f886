"""Whether results are right: a fast wrong answer is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from .candidate import Candidate
from .cases import Case
from .work import Array, Convention, by_blocks

OTHER_QUALITY_LIMIT = 0.25
"""The largest error, relative to max|x|, of results that are meant to be others: more is not the same work."""


class WrongResult(Exception):
    """A result that is not what was asked for."""


class Check:
    """Compares results of a case with the reference in float64, or with what the original makes of it."""

    def __init__(self, case: Case, array: Array, originals: Sequence[Candidate]) -> None:
        self._case = case
        if isinstance(case.work, Convention):
            (original,) = originals
            self._reference = original.result(original.call()).astype(np.float64)
        else:
            self._reference = by_blocks(partial(case.work.reference, axes=case.axes), array, case.axes)
        self._largest = float(np.abs(array).max())

    def error(self, candidate: Candidate, value: Any) -> float:
        """The largest difference relative to max|x|; an error where it is above what the case allows."""
        result = candidate.result(value)
        if result.shape != self._case.shape or result.dtype != np.dtype(self._case.dtype):
            raise WrongResult(
                f"{self._case.name}: expected {self._case.shape} of {self._case.dtype} from {candidate.name}, "
                f"found {result.shape} of {result.dtype}"
            )
        error = max(
            (
                float(np.abs(part.astype(np.float64) - expected).max()) / self._largest
                for part, expected in zip(self._inside(result, candidate), self._inside(self._reference, candidate), strict=True)
            ),
            default=float("nan"),
        )
        limit = OTHER_QUALITY_LIMIT if candidate.quality else self._case.limit
        if not error <= limit:
            raise WrongResult(f"{self._case.name}: expected an error of {candidate.name} up to {limit:.1e}, found {error:.1e}")
        return error

    def _inside(self, array: Array, candidate: Candidate) -> Array:
        """Without the samples that the library's border reaches."""
        margin = candidate.margin
        return array[
            tuple(
                slice(margin, size - margin) if axis in self._case.axes else slice(None)
                for axis, size in enumerate(self._case.shape)
            )
        ]
