"""The filters of ``compat.cv2`` against those of OpenCV, bit by bit."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from cases import Array, assert_same, cases, samples, sizes

from pointspread.compat import cv2 as ours

cv2.setNumThreads(1)

BORDERS = (cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT, cv2.BORDER_REFLECT_101)
TYPES = (np.uint8, np.uint16, np.int16, np.float32, np.float64)
SIGMAS = (0, -1, 0.1, 0.3, 0.5, 0.8, 1, 1.1, 1.4, 2, 3, 5, 8, 20)


def image(generator: np.random.Generator, dtype: Any, most: int = 70) -> Array:
    """An image of one to five channels."""
    channels = int(generator.choice([0, 0, 1, 2, 3, 4, 5]))
    return samples(generator, sizes(generator, most=most) + ((channels,) if channels else ()), dtype)


def border(generator: np.random.Generator, *more: int) -> int:
    return int(generator.choice([*BORDERS, *more])) | int(generator.choice([0, 0, cv2.BORDER_ISOLATED]))


def same(name: str, *arguments: Any, **named: Any) -> None:
    """Whether a function does what OpenCV's does, or refuses what that refuses."""
    what = f"{name}{tuple(a.shape if isinstance(a, np.ndarray) else a for a in arguments)} {named}"
    try:
        expected = getattr(cv2, name)(*arguments, **named)
    except cv2.error:
        with pytest.raises(ours.error):
            getattr(ours, name)(*arguments, **named)
        return
    assert_same(getattr(ours, name)(*arguments, **named), expected, what)


@pytest.mark.parametrize("dtype", TYPES)
def test_gaussian_blur(dtype: Any) -> None:
    for generator in cases():
        ksize = [int(generator.choice([1, 3, 5, 7, 9, 11, 13, 15, 23, 31, 45, 101])) for _ in range(2)]
        sigma = float(generator.choice(SIGMAS) if generator.random() < 0.5 else generator.random() * 9 + 0.05)
        other = float(generator.choice([0, 0.3, 0.5, 1, 1.7, 2.5, 6]))
        if generator.random() < 0.3:
            ksize, sigma = [0, int(generator.choice([0, 0, 3]))], max(sigma, 0.3)
        wrap = (cv2.BORDER_WRAP,) if dtype in (np.uint8, np.uint16) else ()
        same("GaussianBlur", image(generator, dtype), ksize, sigma, sigmaY=other, borderType=border(generator, *wrap))


def test_get_gaussian_kernel() -> None:
    for generator in cases():
        sigma = float(generator.choice(SIGMAS) if generator.random() < 0.5 else generator.random() * 9 + 0.05)
        ktype = int(generator.choice([cv2.CV_32F, cv2.CV_64F]))
        same("getGaussianKernel", int(generator.integers(1, 256)), sigma, ktype)


@pytest.mark.parametrize("size", [(), (5,), (1, 9), (9, 1), (4, 5, 1), (0, 5), (2, 3, 4, 5)])
def test_shapes(size: tuple[int, ...]) -> None:
    same("GaussianBlur", np.full(size, 7, np.uint8), (3, 3), 1)


@pytest.mark.parametrize("dtype", [np.int8, np.int32, np.float16, np.uint32, np.int64])
def test_types_without_code(dtype: Any) -> None:
    same("GaussianBlur", np.ones((5, 6), dtype), (3, 3), 1)


@pytest.mark.parametrize(
    "arguments",
    [((2, 3), 1.0), ((0, 0), 0.0), ((-1, 3), -1.0), ((3, 3), 1.0, None, 0.0, 5), ((3, 3), 1.0, None, 0.0, -1)],
)
def test_refused(arguments: tuple[Any, ...]) -> None:
    same("GaussianBlur", np.ones((5, 6), np.uint8), *arguments)


def test_wrap_is_not_for_floats() -> None:
    same("GaussianBlur", np.ones((5, 6), np.float32), (3, 3), 1, borderType=cv2.BORDER_WRAP)


def test_given_result() -> None:
    picture = np.arange(30, dtype=np.uint8).reshape(5, 6)
    result = np.empty_like(picture)
    assert ours.GaussianBlur(picture, (3, 3), 1, result) is result
    assert_same(result, cv2.GaussianBlur(picture, (3, 3), 1))
