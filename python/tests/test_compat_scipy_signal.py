"""The convolutions of ``scipy.signal`` and NumPy: exact where the original's order of summation is known, close elsewhere."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from cases import FLOATS, INTEGERS, Array, assert_same, cases, outcome, samples
from scipy import signal as theirs

from pointspread.compat import numpy as our_numpy
from pointspread.compat.scipy import signal as ours

MODES = ("full", "same", "valid")
BOUNDARIES = ("fill", "wrap", "symm")
TYPES = (*INTEGERS, *FLOATS)

Random = np.random.Generator


def a_pair(random: Random, rank: int, most: int, dtypes: Any = None) -> tuple[Array, Array]:
    """An array and a kernel, of which one may be larger than the other along any axis."""
    chosen = dtypes or [TYPES[random.integers(len(TYPES))] for _ in range(2)]
    pair = []
    for dtype, size in zip(chosen, (most, random.choice([6, most])), strict=True):
        array = samples(random, tuple(int(each) for each in random.integers(1, size, rank)), dtype)
        # Weights are doubles here.
        pair.append(array % 1000 if array.dtype.kind in "iu" and array.itemsize == 8 else array)
    return pair[0], pair[1].astype(chosen[1])


def assert_close(found: Any, expected: Any, first: Array, second: Array, *words: Any) -> None:
    """Real numbers to within the bound of the convention, whole ones exactly."""
    assert (found.dtype, found.shape) == (expected.dtype, expected.shape), words
    if expected.dtype.kind != "f":
        return assert_same(found, expected, *words)
    # The original transforms float32 in float32, also where the result is float64.
    bound = 2e-6 if np.float32 in (first.dtype, second.dtype) else 2e-14
    size = float(np.abs(first.astype(float)).max() * np.abs(second.astype(float)).sum())
    swapped = float(np.abs(second.astype(float)).max() * np.abs(first.astype(float)).sum())
    assert np.abs(found.astype(float) - expected).max(initial=0) <= bound * max(size, swapped), words
    return None


@pytest.mark.parametrize("function", ["convolve2d", "correlate2d"])
def test_planes_are_equal(function: str) -> None:
    for random in cases():
        first, second = a_pair(random, 2, 25)
        mode, boundary = str(random.choice(MODES)), str(random.choice(BOUNDARIES))
        given = (mode, boundary, float(random.choice([0, 3])))
        with np.errstate(all="ignore"):
            expected = outcome(getattr(theirs, function), first, second, *given)
        found = outcome(getattr(ours, function), first, second, *given)
        words = (function, first.dtype, first.shape, second.dtype, second.shape, given)
        if isinstance(expected, type):
            assert found is expected, words
        else:
            assert_same(found, expected, *words)


@pytest.mark.parametrize("function", ["convolve2d", "correlate2d"])
def test_all_modes_boundaries_and_types_of_planes_are_equal(function: str) -> None:
    for random, (dtype, mode, boundary) in zip(cases(10**9), itertools.product(TYPES, MODES, BOUNDARIES), strict=False):
        for shape in ((1, 1), (2, 5), (5, 9), (7, 4)):
            first, second = samples(random, (7, 9), dtype) % 50, samples(random, shape, dtype) % 50
            first, second = first.astype(dtype), second.astype(dtype)
            for one, other in ((first, second), (second, first)):
                expected = outcome(getattr(theirs, function), one, other, mode, boundary)
                found = outcome(getattr(ours, function), one, other, mode, boundary)
                if isinstance(expected, type):
                    assert found is expected
                else:
                    assert_same(found, expected, function, dtype, mode, boundary, shape)


@pytest.mark.parametrize("function", ["convolve", "correlate"])
def test_sums_of_any_rank_are_close(function: str) -> None:
    for random in cases():
        rank = int(random.choice([1, 1, 2, 3]))
        dtypes = None if random.random() < 0.5 else (TYPES[-1], TYPES[-1])
        first, second = a_pair(random, rank, (150, 20, 9)[rank - 1], dtypes)
        if first.dtype.kind != "f" or second.dtype.kind != "f":
            # Products of whole numbers that wrap around differ from method to method.
            first, second = (first % 11).astype(first.dtype), (second % 3).astype(second.dtype)
        mode = str(random.choice(MODES))
        method = "direct" if np.result_type(first, second).kind != "f" else str(random.choice(["auto", "direct", "fft"]))
        expected = outcome(getattr(theirs, function), first, second, mode, method)
        found = outcome(getattr(ours, function), first, second, mode, method)
        words = (function, first.dtype, first.shape, second.dtype, second.shape, mode, method)
        if isinstance(expected, type):
            assert found is expected, words
        else:
            assert_close(found, expected, first, second, *words)


@pytest.mark.parametrize("function", ["fftconvolve", "oaconvolve"])
def test_transformed_sums_are_close(function: str) -> None:
    for random in cases():
        rank = int(random.choice([1, 2, 2, 3]))
        first, second = (samples(random, tuple(int(each) for each in random.integers(1, 12, rank)), np.float64) for _ in range(2))
        if random.random() < 0.3:
            first, second = first.astype(np.float32), second.astype(np.float32)
        first, second = (array / np.abs(array).max() for array in (first, second))
        axes = None
        if random.random() < 0.4:
            axes = tuple(int(axis) for axis in random.permutation(rank)[: random.integers(1, rank + 1)])
            shape = [
                first.shape[axis] if axis not in axes and random.random() < 0.6 else second.shape[axis] for axis in range(rank)
            ]
            second = np.resize(second, shape)
        mode = str(random.choice(MODES))
        expected = outcome(getattr(theirs, function), first, second, mode, axes)
        found = outcome(getattr(ours, function), first, second, mode, axes)
        words = (function, first.dtype, first.shape, second.shape, mode, axes)
        if isinstance(expected, type):
            assert found is expected, words
        else:
            assert_close(found, expected, first, second, *words)


def test_large_kernels_are_close() -> None:
    random = np.random.default_rng(5)
    first, second = random.standard_normal((300, 401)), random.standard_normal((61, 40))
    for mode in MODES:
        assert_close(ours.fftconvolve(first, second, mode), theirs.fftconvolve(first, second, mode), first, second, mode)


@pytest.mark.parametrize("function", ["convolve", "correlate"])
def test_lines_of_numpy_are_close(function: str) -> None:
    for random in cases():
        dtypes = None if random.random() < 0.6 else (TYPES[-1], TYPES[-1])
        first, second = a_pair(random, 1, 120, dtypes)
        if np.result_type(first, second).kind != "f" or first.dtype != second.dtype:
            first, second = (first % 11).astype(first.dtype), (second % 3).astype(second.dtype)
        mode = str(random.choice(MODES))
        expected = getattr(np, function)(first, second, mode)
        found = getattr(our_numpy, function)(first, second, mode)
        assert_close(found, expected, first, second, function, first.dtype, first.shape, second.shape, mode)
    assert_same(our_numpy.convolve([True, False, True], [True, True]), np.convolve([True, False, True], [True, True]))


def test_pads_are_equal() -> None:
    types = (*TYPES, np.dtype(np.float16), np.dtype(bool))
    for random in cases():
        rank = int(random.choice([1, 2, 3]))
        array = samples(random, tuple(int(each) for each in random.integers(1, 8, rank)), types[random.integers(len(types))])
        if array.dtype.kind in "iu" and array.itemsize == 8:
            array = array // 1000
        mode = str(random.choice(["constant", "edge", "reflect", "symmetric", "wrap"]))
        width: Any = [[int(each) for each in random.integers(0, 20, 2)] for _ in range(rank)]
        if random.random() < 0.2:
            width = int(random.integers(5))
        named = {"constant_values": 7} if mode == "constant" and random.random() < 0.5 else {}
        assert_same(our_numpy.pad(array, width, mode, **named), np.pad(array, width, mode, **named), mode, width, array.dtype)


ERRORS: list[tuple[Any, str, tuple[Any, ...], dict[str, Any]]] = [
    ("signal", "convolve2d", ([1, 2], [[1]]), {}),
    ("signal", "convolve2d", ([[1, 2]], [[1]]), {"mode": "all"}),
    ("signal", "convolve2d", ([[1, 2]], [[1]]), {"boundary": "none"}),
    ("signal", "convolve2d", ([[1, 2]], [[1], [1]]), {"mode": "valid"}),
    ("signal", "convolve2d", ([[1.0, 2]], [[1]]), {"fillvalue": [1, 2]}),
    ("signal", "correlate2d", (np.zeros((2, 2), np.float16), np.zeros((2, 2), np.float16)), {}),
    ("signal", "convolve", ([1, 2], [[1]]), {}),
    ("signal", "convolve", ([1, 2], [1]), {"mode": "all"}),
    ("signal", "convolve", ([1, 2], [1]), {"method": "slow"}),
    ("signal", "correlate", ([1, 2], [[1]]), {}),
    ("signal", "fftconvolve", ([1, 2], [[1]]), {}),
    ("signal", "fftconvolve", ([[1, 2], [3, 4]], [[1, 2], [3, 4]]), {"axes": []}),
    ("signal", "fftconvolve", ([[1, 2], [3, 4]], [[1, 2], [3, 4]]), {"axes": 2}),
    ("signal", "fftconvolve", ([[1, 2], [3, 4]], [[1, 2, 3], [4, 5, 6]]), {"axes": 0}),
    ("numpy", "convolve", ([], [1]), {}),
    ("numpy", "convolve", ([1], []), {}),
    ("numpy", "convolve", ([1, 2], [1]), {"mode": "all"}),
    ("numpy", "correlate", ([], [1]), {}),
    ("numpy", "pad", ([1], -1), {}),
    ("numpy", "pad", ([1], 1.5), {}),
    ("numpy", "pad", ([1], 1, "none"), {}),
    ("numpy", "pad", ([1], 1, "wrap"), {"constant_values": 1}),
    ("numpy", "pad", ([1], [[1, 1], [1, 1]]), {}),
]


@pytest.mark.parametrize(("module", "function", "given", "named"), ERRORS)
def test_errors_are_of_the_same_kind(module: str, function: str, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    original, own = (theirs, ours) if module == "signal" else (np, our_numpy)
    expected = outcome(getattr(original, function), *given, **named)
    assert isinstance(expected, type)
    assert outcome(getattr(own, function), *given, **named) is expected
