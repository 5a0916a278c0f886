"""The linear filters of scikit-image give its own results, bit for bit."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from cases import CASES, FLOATS, INTEGERS, Array, assert_same, cases, outcome, samples, sizes
from skimage import filters as theirs

from pointspread.compat.skimage import filters as ours

MODES = ("reflect", "mirror", "nearest", "wrap", "constant")
TYPES = (*INTEGERS, *FLOATS, np.dtype(np.float16), np.dtype(bool))

Random = np.random.Generator
Arguments = tuple[tuple[Any, ...], dict[str, Any]]


@pytest.fixture(autouse=True)
def quiet() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def compare(function: str, *given: Any, **named: Any) -> None:
    expected = getattr(theirs, function)(*given, **named)
    found = getattr(ours, function)(*given, **named)
    assert_same(found, expected, function, given[0].dtype, given[0].shape, given[1:], named)


def outside(random: Random) -> dict[str, Any]:
    return {"mode": str(random.choice(MODES)), "cval": float(random.choice([0, 0.5, -2]))}


def channels(random: Random, array: Array) -> int | None:
    return None if array.ndim < 2 or random.random() < 0.5 else int(random.integers(0, array.ndim))


def widths(random: Random, array: Array, channel_axis: int | None) -> Any:
    count = array.ndim - (channel_axis is not None)
    return float(random.random() * 4) if random.random() < 0.6 else [float(each) for each in random.random(count) * 3]


def gaussian(random: Random, array: Array) -> Arguments:
    channel_axis = channels(random, array)
    named = {"preserve_range": bool(random.integers(2)), "truncate": float(random.choice([4, 3])), "channel_axis": channel_axis}
    return (widths(random, array, channel_axis),), {**named, **outside(random)}


def difference(random: Random, array: Array) -> Arguments:
    channel_axis = channels(random, array)
    low = widths(random, array, channel_axis)
    high = None if random.random() < 0.5 else [float(each) + 1 for each in np.atleast_1d(low)]
    return (low, high), {"channel_axis": channel_axis, **outside(random)}


def unsharp(random: Random, array: Array) -> Arguments:
    channel_axis = channels(random, array)
    named = {"preserve_range": bool(random.integers(2)), "channel_axis": channel_axis}
    return (widths(random, array, channel_axis), float(random.choice([0, 0.5, 1, 2.3, -1]))), named


def edges(random: Random, array: Array) -> Arguments:
    axis: Any = None
    if random.random() < 0.6:
        axis = int(random.integers(0, array.ndim))
        if random.random() < 0.3:
            axis = tuple(int(each) for each in random.permutation(array.ndim)[: random.integers(1, array.ndim + 1)])
    mask = samples(random, array.shape, bool) if random.random() < 0.2 else None
    return (mask,), {"axis": axis, **outside(random)}


def masked(random: Random, array: Array) -> Arguments:
    return (), {"mask": samples(random, array.shape, bool) | True if random.random() < 0.2 else None}


FUNCTIONS: dict[str, Callable[[Random, Array], Arguments]] = {
    "gaussian": gaussian,
    "difference_of_gaussians": difference,
    "unsharp_mask": unsharp,
    **dict.fromkeys(("sobel", "scharr", "prewitt", "farid"), edges),
    "laplace": masked,
    **{
        name: masked
        for name in (
            *("sobel_h", "sobel_v", "scharr_h", "scharr_v", "prewitt_h", "prewitt_v", "farid_h", "farid_v"),
            *("roberts", "roberts_pos_diag", "roberts_neg_diag"),
        )
    },
}
PLANES = tuple(name for name in FUNCTIONS if name.endswith(("_h", "_v")) or name.startswith("roberts"))


def an_array(random: Random, function: str) -> Array:
    dtype = TYPES[random.integers(len(TYPES))]
    array = samples(random, sizes(random, 2 if function in PLANES else None), np.float32 if dtype == np.float16 else dtype)
    if dtype == np.float16:
        array = np.clip(array, -1000, 1000)
    if array.dtype.kind == "f" and random.random() < 0.5:
        array = np.abs(array) / max(float(np.abs(array).max()), 1e-30)
    return array.astype(dtype)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_random_cases_are_equal(function: str) -> None:
    for random in cases():
        array = an_array(random, function)
        given, named = FUNCTIONS[function](random, array)
        compare(function, array, *given, **named)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_all_types_and_small_sizes_are_equal(function: str) -> None:
    shapes = ((1, 1), (1, 2), (3, 1), (2, 5))
    modes = MODES if function in ("gaussian", "difference_of_gaussians", "sobel", "scharr", "prewitt", "farid") else (None,)
    given = (1.5,) if function == "difference_of_gaussians" else ()
    for random, (dtype, shape, mode) in zip(cases(10**9), itertools.product(TYPES, shapes, modes), strict=False):
        array = samples(random, shape, dtype) if dtype != np.float16 else random.random(shape).astype(dtype)
        named = {} if mode is None else {"mode": mode, "cval": 0.5}
        compare(function, array, *given, **named)


def test_results_are_written_where_they_are_wanted() -> None:
    for random in cases(CASES // 10):
        array = samples(random, (9, 8), np.uint8)
        for dtype in FLOATS:
            expected, found = np.empty((9, 8), dtype), np.empty((9, 8), dtype)
            theirs.gaussian(array, 1.5, out=expected)
            assert ours.gaussian(array, 1.5, out=found) is found
            assert_same(found, expected)


def test_a_negative_channel_axis_is_counted_from_the_end() -> None:
    """The original leaves the result of an unsharp mask undefined then."""
    array = np.random.default_rng(3).random((6, 7, 3))
    assert_same(ours.unsharp_mask(array, 2, channel_axis=-1), theirs.unsharp_mask(array, 2, channel_axis=2))


ERRORS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("gaussian", (np.zeros((2, 2)), -1), {}),
    ("gaussian", (np.zeros((2, 2)), [1, 2, 3]), {}),
    ("gaussian", (np.zeros((2, 2)), 1), {"mode": "none"}),
    ("gaussian", (np.zeros((2, 2)), 1), {"out": np.zeros((2, 2), int)}),
    ("gaussian", (np.zeros((2, 2)), 1), {"out": np.zeros((2, 3))}),
    ("difference_of_gaussians", (np.zeros((2, 2)), 2, 1), {}),
    ("difference_of_gaussians", (np.zeros((2, 2)), [1, 2, 3]), {}),
    ("unsharp_mask", (np.zeros((2, 2)), -1), {}),
    ("sobel_h", (np.zeros(3),), {}),
    ("roberts", (np.zeros((3, 3, 3)),), {}),
]


@pytest.mark.parametrize(("function", "given", "named"), ERRORS)
def test_errors_are_of_the_same_kind(function: str, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    expected = outcome(getattr(theirs, function), *given, **named)
    assert isinstance(expected, type)
    assert outcome(getattr(ours, function), *given, **named) is expected
