"""Memory of large results that is used again."""

from __future__ import annotations

import gc

import numpy as np
import pytest

import pointspread as ps
from pointspread import _memory as memory

IMAGE = np.random.default_rng(1).random((3001, 3001)).astype(np.float32)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    gc.collect()
    memory._kept.clear()


def address(array: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> int:
    return array.__array_interface__["data"][0]


def test_results_take_the_memory_of_those_that_are_gone() -> None:
    expected = ps.gaussian(IMAGE, 1, out=np.empty_like(IMAGE))
    first = ps.gaussian(IMAGE, 1)
    place = address(first)
    del first
    assert sum(block.nbytes for block in memory._kept) == IMAGE.nbytes
    second = ps.gaussian(IMAGE, 1)
    assert address(second) == place and not memory._kept
    assert np.array_equal(second, expected)


def test_memory_that_is_looked_at_is_not_used_again() -> None:
    part = ps.gaussian(IMAGE, 1)[::2, 1:]
    copy = part.copy()
    for _ in range(3):
        ps.box(IMAGE, 5)
    assert np.array_equal(part, copy)
    view = memoryview(ps.gaussian(IMAGE, 1))
    copy = np.array(view)
    ps.box(IMAGE, 5)
    assert np.array_equal(np.asarray(view), copy)


def test_no_more_is_kept_than_the_limit() -> None:
    results = [ps.box(IMAGE[: 3001 - rows], 3) for rows in range(9)]
    assert sum(result.nbytes for result in results) > memory.MOST
    results.clear()
    assert 0 < sum(block.nbytes for block in memory._kept) <= memory.MOST


def test_results_behave_like_any_array() -> None:
    result = ps.gaussian(IMAGE, 1)
    assert type(result) is np.ndarray and type(result + 1) is np.ndarray and type(result[3:]) is np.ndarray
    assert result.flags.c_contiguous and result.flags.writeable and result.flags.aligned
    assert ps.gaussian(IMAGE[:50, :50], 1).flags.owndata
