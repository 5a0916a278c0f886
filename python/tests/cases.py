"""Random cases for comparisons with other frameworks: how many, from which seed, and what they are made of."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

CASES = int(os.environ.get("POINTSPREAD_CASES", "200"))
"""How many random cases each function is compared in."""

INTEGERS = tuple(np.dtype(f"{kind}{size}") for kind in "iu" for size in (1, 2, 4, 8))
FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


def each_case(count: int = CASES) -> Iterator[np.random.Generator]:
    """A generator of random numbers for each case; what fails says the seed, which shows the case again in its place."""
    seed = int(os.environ.get("POINTSPREAD_SEED", secrets.randbits(32)))
    for case in range(count):
        try:
            yield np.random.default_rng((seed, case))
        except GeneratorExit:
            print(f"case {case} of POINTSPREAD_SEED={seed}")
            raise


def sizes(random: np.random.Generator, rank: int | None = None) -> tuple[int, ...]:
    """The shape of an array of one to three axes, smaller the more there are."""
    rank = rank or int(random.choice([1, 2, 2, 3]))
    return tuple(int(size) for size in random.integers(1, (71, 31, 13)[rank - 1], rank))


def samples(random: np.random.Generator, shape: tuple[int, ...], dtype: Any) -> Array:
    """Samples of any size: small ones, all that the type has, or its ends only."""
    dtype = np.dtype(dtype)
    kind = random.integers(3)
    if dtype.kind == "b":
        return random.random(shape) < 0.5
    if dtype.kind == "f":
        scale = 10.0 ** random.integers(-15, 16, shape) if kind == 0 else 100.0
        return (random.standard_normal(shape) * scale).astype(dtype)
    limits = np.iinfo(dtype)
    if kind == 0:
        return random.integers(limits.min, limits.max, shape, dtype=dtype, endpoint=True)
    return (random.integers(0, 100, shape) if kind == 1 else random.choice([limits.min, limits.max], shape)).astype(dtype)


def taps(random: np.random.Generator, count: int) -> Array:
    """Taps of any kind: none in particular, symmetric, antisymmetric, or a mean."""
    weights = random.standard_normal(count)
    kinds = (weights, (weights + weights[::-1]) / 2, (weights - weights[::-1]) / 2, np.abs(weights) / np.abs(weights).sum())
    return kinds[random.integers(4)]


def assert_same(ours: Any, theirs: Any, *words: Any) -> None:
    """The same type, shape and numbers; NaN is NaN."""
    assert type(ours) is type(theirs), (type(ours), type(theirs), *words)
    assert (ours.dtype, ours.shape) == (theirs.dtype, theirs.shape), words
    differ = (ours != theirs) & ~((ours != ours) & (theirs != theirs))
    if np.any(differ):
        found = f"{np.count_nonzero(differ)} of {differ.size} differ: {ours[differ][:3]} instead of {theirs[differ][:3]}"
        raise AssertionError(f"{found}; {words}")


def outcome(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What a function returns, or the class of the error that it raises."""
    try:
        return function(*given, **named)
    except Exception as error:
        return type(error)
