"""Runs a case: all candidates, checked and measured, for each number of threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np

from .candidate import Candidate
from .cases import Case
from .checking import Check
from .limits import OPERATIONS_OF_PRODUCT, Demand, product
from .measuring import Effort, measured
from .peers import Library, ours
from .work import Convention


@dataclass(frozen=True)
class Figure:
    """What was measured of one candidate with one number of threads."""

    library: str
    name: str
    threads: int
    milliseconds: float
    fastest: float
    rounds: int
    error: float
    margin: int
    quality: str


@dataclass(frozen=True)
class Outcome:
    """What was measured of one case."""

    case: Case
    figures: list[Figure]
    copy: dict[int, float]
    """Milliseconds of np.copyto of the same array, in the rounds with so many threads."""

    product: dict[int, float]
    """Milliseconds of a product of two matrices on one thread, in the same rounds."""

    demand: Demand | None
    """What our plan asks for; nothing of functions of other libraries."""

    def ours(self, threads: int) -> Figure:
        return next(each for each in self.figures if each.library == "PointSpread" and each.threads == threads)

    def best_peer(self, threads: int) -> Figure | None:
        """The fastest peer with results of the same quality; with fewer threads where more make it slower."""
        peers = [each for each in self.figures if each.library != "PointSpread" and each.threads <= threads and not each.quality]
        return min(peers, key=lambda each: each.milliseconds, default=None)

    def ratio(self, threads: int) -> float | None:
        """How many times as long the best peer takes."""
        peer = self.best_peer(threads)
        return peer.milliseconds / self.ours(threads).milliseconds if peer else None

    def pace(self, threads: int) -> float | None:
        """Our fused operations in a time, as a share of those of products of matrices on as many threads."""
        if self.demand is None or self.demand.operations is None:
            return None
        seconds = self.ours(threads).milliseconds / self.product[threads]
        return self.demand.operations / seconds / OPERATIONS_OF_PRODUCT / threads

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.case.name,
            "title": self.case.title,
            "shape": self.case.shape,
            "dtype": np.dtype(self.case.dtype).name,
            "copy_milliseconds": self.copy,
            "product_milliseconds": self.product,
            "demand": asdict(self.demand) if self.demand else None,
            "figures": [asdict(figure) for figure in self.figures],
        }


def compared(case: Case, libraries: Sequence[Library], threads: Sequence[int], effort: Effort) -> Outcome | None:
    """Checks and measures every candidate of every library; nothing where the library is missing that ours reproduces."""
    array = case.array()
    candidates = [
        (library, candidate)
        for library in libraries
        for candidate in library.candidates(case, array)
        # Where the border reaches everything, nothing is left to compare.
        if 2 * candidate.margin < min(array.shape[axis] for axis in case.axes)
    ]
    originals: list[Candidate] = []
    demand = None
    if isinstance(case.work, Convention):
        originals = [candidate for library, candidate in candidates if library.NAME == case.work.library]
        if not originals:
            return None
    else:
        demand = Demand.of(next(ours.described(candidate) for library, candidate in candidates if library is ours))
    check = Check(case, array, originals)
    figures, copies, products = [], {}, {}
    for count in threads:
        for library in libraries:
            library.set_threads(count)
        errors = [check.error(candidate, candidate.call()) for _, candidate in candidates]
        copy = partial(np.copyto, np.empty_like(array), array)
        timings = measured([copy, product(case.dtype), *(candidate.call for _, candidate in candidates)], effort)
        copies[count], products[count] = (timing.median * 1e3 for timing in timings[:2])
        figures += [
            Figure(
                library.NAME,
                candidate.name,
                count,
                timing.median * 1e3,
                min(timing.seconds) * 1e3,
                len(timing.seconds),
                error,
                candidate.margin,
                candidate.quality,
            )
            for (library, candidate), timing, error in zip(candidates, timings[2:], errors, strict=True)
        ]
    return Outcome(case, figures, copies, products, demand)
