"""What the tests of conventions share: how many cases, from which seed, of what they are made, and when results are equal."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

CASES = int(os.environ.get("POINTSPREAD_CASES", "200"))
"""How many random cases each function is compared in."""

SEED = int(os.environ.get("POINTSPREAD_SEED") or secrets.randbits(32))
"""From which all cases of a run are made; another one each time, unless it is given."""

DRAWN: Counter[str] = Counter()
"""How many cases each test has had."""

INTEGERS = tuple(np.dtype(f"{kind}{size}") for kind in "iu" for size in (1, 2, 4, 8))
FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


def count_case() -> None:
    """Counts a case of the test that runs."""
    DRAWN[os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]] += 1


def cases(count: int = CASES) -> Iterator[np.random.Generator]:
    """A generator of random numbers for each case; what fails says the seed, which shows the case again in its place."""
    for case in range(count):
        count_case()
        try:
            yield np.random.default_rng((SEED, case))
        except GeneratorExit:
            print(f"case {case} of POINTSPREAD_SEED={SEED}")
            raise


def sizes(random: np.random.Generator, rank: int | None = 2, most: int = 70) -> tuple[int, ...]:
    """Sizes from 1 up, small ones more often; without a rank one to three axes, smaller the more there are."""
    if rank is None:
        rank = int(random.choice([1, 2, 2, 3]))
        most = (70, 31, 13)[rank - 1]
    return tuple(int(random.integers(1, (most if random.random() < 0.4 else min(most, 12)) + 1)) for _ in range(rank))


def samples(random: np.random.Generator, shape: tuple[int, ...], dtype: Any, decades: int = 15) -> Array:
    """All numbers of a type, small ones, its ends only, or a flat field; real ones around 1, now and then decades away."""
    dtype = np.dtype(dtype)
    kind = str(random.choice(["all", "small", "ends", "flat"]))
    if dtype.kind == "b":
        return random.random(shape) < 0.5
    if dtype.kind == "f":
        if kind == "flat":
            return np.full(shape, random.random()).astype(dtype)
        scales = 10.0 ** random.integers(-decades, decades + 1, shape) if kind == "ends" else 1.0
        with np.errstate(over="ignore"):
            return (random.standard_normal(shape) * scales).astype(dtype)
    limits = np.iinfo(dtype)
    if kind == "small":
        return random.integers(0, 100, shape).astype(dtype)
    if kind == "ends":
        return random.choice(np.array([limits.min, limits.max], dtype), shape)
    if kind == "flat":
        return np.full(shape, random.integers(limits.min, limits.max, dtype=dtype, endpoint=True))
    return random.integers(limits.min, limits.max, shape, dtype=dtype, endpoint=True)


def taps(random: np.random.Generator, count: int) -> Array:
    """Taps of any kind: none in particular, symmetric, antisymmetric, or a mean."""
    weights = random.standard_normal(count)
    kinds = (weights, (weights + weights[::-1]) / 2, (weights - weights[::-1]) / 2, np.abs(weights) / np.abs(weights).sum())
    return kinds[random.integers(4)]


def assert_same(ours: Any, theirs: Any, *words: Any) -> None:
    """The same type, shape and bits; NaN are equal to each other."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape), words
    ours, theirs = np.ascontiguousarray(ours), np.ascontiguousarray(theirs)
    differ = ours.view(f"u{ours.itemsize}") != theirs.view(f"u{ours.itemsize}")
    if ours.dtype.kind == "f":
        differ &= ~(np.isnan(ours) & np.isnan(theirs))
    if differ.any():
        found = f"{np.count_nonzero(differ)} of {differ.size} differ: {ours[differ][:3]} instead of {theirs[differ][:3]}"
        raise AssertionError(f"{found}; {words}")


def outcome(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What a function returns, or the class of the error that it raises."""
    try:
        return function(*given, **named)
    except Exception as error:
        return type(error)
