"""What the tests of conventions share: how many cases, from which seed, of which numbers, and when results are equal."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from typing import Any

import numpy as np

CASES = int(os.environ.get("POINTSPREAD_CASES", "200"))

Array = np.ndarray[Any, Any]


def cases(count: int = CASES) -> Iterator[np.random.Generator]:
    """Random numbers for each of so many cases; POINTSPREAD_SEED makes them those of an earlier run."""
    seed = int(os.environ.get("POINTSPREAD_SEED") or secrets.randbits(32))
    print(f"POINTSPREAD_SEED={seed} POINTSPREAD_CASES={count}")
    for case in range(count):
        yield np.random.default_rng((seed, case))


def sizes(generator: np.random.Generator, rank: int = 2, most: int = 70) -> tuple[int, ...]:
    """Sizes from 1, small ones more often."""
    return tuple(int(generator.integers(1, most if generator.random() < 0.4 else 12)) for _ in range(rank))


def samples(generator: np.random.Generator, shape: tuple[int, ...], dtype: Any) -> Array:
    """Noise, the two ends of the type only, or a flat field; real numbers are of about 1."""
    dtype = np.dtype(dtype)
    kind = generator.choice(["noise", "noise", "ends", "flat"])
    if dtype.kind == "f":
        return (generator.standard_normal(shape) if kind != "flat" else np.full(shape, generator.random())).astype(dtype)
    limits = np.iinfo(dtype)
    if kind == "ends":
        return generator.choice(np.array([limits.min, limits.max], dtype), shape)
    if kind == "flat":
        return np.full(shape, generator.integers(limits.min, limits.max, dtype=dtype, endpoint=True))
    return generator.integers(limits.min, limits.max, shape, dtype=dtype, endpoint=True)


def assert_same(actual: Any, expected: Any, what: Any = "") -> None:
    """Whether two arrays are of one type and shape and equal in every bit; NaN are equal to each other."""
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert (actual.dtype, actual.shape) == (expected.dtype, expected.shape), what
    actual, expected = np.ascontiguousarray(actual), np.ascontiguousarray(expected)
    differs = actual.view(f"u{actual.itemsize}") != expected.view(f"u{actual.itemsize}")
    if actual.dtype.kind == "f":
        differs &= ~(np.isnan(actual) & np.isnan(expected))
    if differs.any():
        place = tuple(int(index) for index in np.argwhere(differs)[0])
        assert not differs.any(), (
            f"{what}: {differs.sum()} of {differs.size}, first {actual[place]} at {place}, not {expected[place]}"
        )
