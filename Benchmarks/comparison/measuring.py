"""Times of candidates, in rounds in which each has its turn, so that what else the machine does meets all of them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Effort:
    """How much to measure."""

    rounds: int = 7
    """At least so many of each candidate that is not slow."""

    seconds: float = 1.0
    """About so long for each candidate that is quick."""

    slow_rounds: int = 3
    """So many of a candidate whose calls take longer than all those seconds."""

    most_rounds: int = 50
    shortest_round: float = 0.002
    """Quick calls are repeated so long, because the clock is read once a round."""


QUICK = Effort(rounds=3, seconds=0.1, slow_rounds=1)


@dataclass
class Timing:
    """What is measured of one candidate; times are seconds for one call."""

    call: Callable[[], Any]
    repeats: int
    rounds: int
    seconds: list[float] = field(default_factory=list)

    def measure(self) -> None:
        start = perf_counter()
        for _ in range(self.repeats):
            self.call()
        self.seconds.append((perf_counter() - start) / self.repeats)

    @property
    def median(self) -> float:
        return median(self.seconds)


def measured(calls: list[Callable[[], Any]], effort: Effort) -> list[Timing]:
    """Times of all calls, their rounds spread evenly over the same stretch of time."""
    with _without_collection():
        timings = [_prepared(call, effort) for call in calls]
        most = max(timing.rounds for timing in timings)
        for turn in range(most):
            for timing in timings:
                if turn * timing.rounds // most < (turn + 1) * timing.rounds // most:
                    timing.measure()
    return timings


def _prepared(call: Callable[[], Any], effort: Effort) -> Timing:
    """Warms up, and finds how often to call from the second call."""
    call()
    start = perf_counter()
    call()
    seconds = max(perf_counter() - start, 1e-7)
    if seconds > effort.seconds:
        return Timing(call, 1, effort.slow_rounds)
    repeats = max(1, round(effort.shortest_round / seconds))
    rounds = round(effort.seconds / (seconds * repeats))
    return Timing(call, repeats, min(max(rounds, effort.rounds), effort.most_rounds))


@contextmanager
def _without_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
