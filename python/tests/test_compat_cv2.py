"""The filters of ``compat.cv2`` against those of OpenCV, bit by bit."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from cases import CASES, Array, assert_same, cases, samples, sizes

import pointspread
from pointspread.compat import cv2 as ours

cv2.setNumThreads(1)

BORDERS = (cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE, cv2.BORDER_REFLECT, cv2.BORDER_REFLECT_101)
TYPES = (np.uint8, np.uint16, np.int16, np.float32, np.float64)
SIGMAS = (0, -1, 0.1, 0.3, 0.5, 0.8, 1, 1.1, 1.4, 2, 3, 5, 8, 20)

DECADES = 0
"""Far from 1, results leave the whole numbers of 32 bits, of which OpenCV then makes the smallest, and we the nearest."""


def image(generator: np.random.Generator, dtype: Any, most: int = 70) -> Array:
    """An image of one to five channels."""
    channels = int(generator.choice([0, 0, 1, 2, 3, 4, 5]))
    return samples(generator, sizes(generator, most=most) + ((channels,) if channels else ()), dtype, DECADES)


def border(generator: np.random.Generator, *more: int) -> int:
    return int(generator.choice([*BORDERS, *more])) | int(generator.choice([0, 0, cv2.BORDER_ISOLATED]))


def same(name: str, *arguments: Any, **named: Any) -> None:
    """Whether a function does what OpenCV's does, or refuses what that refuses."""
    described = tuple((a.shape, a.dtype.name) if isinstance(a, np.ndarray) else a for a in arguments)
    what = f"{name}{described} {named}"
    try:
        expected = getattr(cv2, name)(*arguments, **named)
    except cv2.error:
        with pytest.raises(ours.error):
            print(what, getattr(ours, name)(*arguments, **named).dtype)
        return
    assert_same(getattr(ours, name)(*arguments, **named), expected, what)


def fits(name: str, picture: Array, target: int, *arguments: Any, **named: Any) -> bool:
    """Whether results are far below 2^31: OpenCV makes the smallest number of a whole type of larger ones."""
    if target in (cv2.CV_32F, cv2.CV_64F) or (target == -1 and picture.dtype.kind == "f"):
        return True
    try:
        wide = getattr(cv2, name)(picture.astype(np.float64), cv2.CV_64F, *arguments, **named)
    except cv2.error:
        return True
    return bool(np.abs(wide).max() < 2**24)


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


DEPTHS = (cv2.CV_8U, cv2.CV_8S, cv2.CV_16U, cv2.CV_16S, cv2.CV_32S, cv2.CV_32F, cv2.CV_64F)


def depth(generator: np.random.Generator) -> int:
    """That of the samples, or another."""
    return int(generator.choice([-1, *DEPTHS]))


def delta(generator: np.random.Generator) -> float:
    return float(generator.choice([0, 0, 1, -20, 0.5, generator.standard_normal() * 10]))


def taps(generator: np.random.Generator) -> Array:
    """Taps of any symmetry: whole, in 256ths that sum to 1, or real."""
    kind = generator.choice(["whole", "binary", "real", "special"])
    symmetry = generator.choice(["symmetric", "antisymmetric", "none"])
    count = int(generator.choice([1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 11, 13, 15, 31]))
    if kind == "special":
        special = [[1, 2, 1], [1, -2, 1], [-1, 0, 1], [1, 0, -2, 0, 1], [3, 10, 3], [1, 4, 6, 4, 1], [-1, -2, 0, 2, 1]]
        return np.array(special[generator.integers(len(special))], float)
    if kind == "binary":
        side = generator.integers(0, 20, count // 2)
        middle = [256 - 2 * side.sum()] if count % 2 else []
        return np.array([*side, *middle, *side[::-1]]) / 256
    found = generator.integers(-4, 5, count).astype(float) if kind == "whole" else generator.standard_normal(count)
    if symmetry == "none" or count % 2 == 0:
        return found / (1 if kind == "whole" else np.sqrt(count))
    return found + found[::-1] if symmetry == "symmetric" else found - found[::-1]


@pytest.mark.parametrize("dtype", TYPES)
def test_sep_filter_2d(dtype: Any) -> None:
    for generator in cases():
        kernels = [taps(generator).astype(generator.choice([np.float32, np.float64])) for _ in range(2)]
        kernels[1] = kernels[1].astype(kernels[0].dtype)
        anchor = [int(generator.integers(k.size)) if generator.random() < 0.2 else -1 for k in kernels]
        picture, target = image(generator, dtype), depth(generator)
        named = {"anchor": anchor, "delta": delta(generator), "borderType": border(generator)}
        if fits("sepFilter2D", picture, target, *kernels, **named):
            same("sepFilter2D", picture, target, *kernels, **named)


@pytest.mark.parametrize("dtype", TYPES)
def test_filter_2d(dtype: Any) -> None:
    for generator in cases():
        target = depth(generator)
        size = generator.integers(1, 8 if generator.random() < 0.8 else 11, 2)
        kernel = generator.standard_normal(size) / np.sqrt(size.prod())
        if generator.random() < 0.5:
            kernel = np.rint(kernel * 8) / 8
        anchor = [int(generator.integers(n)) if generator.random() < 0.2 else -1 for n in size[::-1]]
        picture = image(generator, dtype)
        known = {np.uint8: (0, 3), np.float32: (5,)}
        direct = target in known.get(dtype, ()) or (target == -1 and dtype in known)
        if kernel.size >= (130 if direct else 50):
            continue
        same(
            "filter2D",
            picture,
            target,
            kernel.astype(generator.choice([np.float32, np.float64])),
            anchor=anchor,
            delta=delta(generator),
            borderType=border(generator),
        )


@pytest.mark.parametrize("dtype", TYPES)
def test_filter_2d_by_fourier(dtype: Any) -> None:
    for generator in cases():
        size = generator.integers(12, 20, 2)
        kernel = generator.standard_normal(size) / np.sqrt(size.prod())
        kernel = kernel.astype(generator.choice([np.float32, np.float64]))
        picture, code = image(generator, dtype, most=40), border(generator)
        expected = cv2.filter2D(picture, -1, kernel, borderType=code)
        found = ours.filter2D(picture, -1, kernel, borderType=code)
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        largest = np.abs(picture.astype(float)).max() * np.abs(kernel).sum()
        scale = 16 * np.finfo(dtype).eps * largest if expected.dtype.kind == "f" else 1
        assert np.abs(found.astype(float) - expected).max() <= scale, (picture.shape, kernel.shape, kernel.dtype)


def rough(generator: np.random.Generator, picture: Array) -> Array:
    """Real numbers also of very different sizes."""
    if picture.dtype.kind != "f" or generator.random() < 0.5:
        return picture
    return (picture * 10.0 ** generator.integers(-15, 15, picture.shape)).astype(picture.dtype)


@pytest.mark.parametrize("name", ["blur", "boxFilter", "sqrBoxFilter"])
@pytest.mark.parametrize("dtype", [*TYPES, np.int32])
def test_boxes(dtype: Any, name: str) -> None:
    for generator in cases():
        picture = rough(generator, image(generator, dtype))
        target = depth(generator)
        if picture.dtype.kind == "i" and target in (cv2.CV_8U, cv2.CV_16U):
            # OpenCV's vectors make the largest number of negative sums, what is left of a row 0.
            picture = np.maximum(picture, 0) >> (12 if dtype is np.int32 else 0)
        ksize = [int(size) for size in generator.integers(1, 26 if generator.random() < 0.5 else 8, 2)]
        anchor = [int(generator.integers(size)) if generator.random() < 0.2 else -1 for size in ksize]
        code = border(generator)
        if code & cv2.BORDER_ISOLATED and 1 in picture.shape[:2]:
            # OpenCV does not check an anchor outside the box that it makes smaller, and reads elsewhere.
            anchor = [-1, -1]
        if name == "blur":
            same(name, picture, ksize, anchor=anchor, borderType=code)
        else:
            if name == "sqrBoxFilter":
                code &= ~cv2.BORDER_ISOLATED
            named = {"anchor": anchor, "normalize": bool(generator.random() < 0.7), "borderType": code}
            if fits(name, picture, target, ksize, **named):
                same(name, picture, target, ksize, **named)


@pytest.mark.parametrize("dtype", TYPES)
def test_sobel(dtype: Any) -> None:
    for generator in cases():
        ksize = int(generator.choice([-1, 0, 1, 3, 3, 5, 7, 9, 31]))
        orders = [int(order) for order in generator.choice([0, 1, 2, 3], 2)]
        scale = float(generator.choice([1, 1, 0.125, 0.3, generator.standard_normal()]))
        picture = image(generator, dtype)
        # The largest taps make errors that no whole number holds.
        target = depth(generator) if ksize < 31 else cv2.CV_64F
        named = {"ksize": ksize, "scale": scale, "delta": delta(generator), "borderType": border(generator)}
        if fits("Sobel", picture, target, *orders, **named):
            same("Sobel", picture, target, *orders, **named)


@pytest.mark.parametrize("dtype", TYPES)
def test_scharr(dtype: Any) -> None:
    for generator in cases():
        orders = [(0, 1), (1, 0)][generator.integers(2)]
        scale = float(generator.choice([1, 1, 0.125, 0.3, generator.standard_normal()]))
        picture, target = image(generator, dtype), depth(generator)
        named = {"scale": scale, "borderType": border(generator)}
        if fits("Scharr", picture, target, *orders, **named):
            same("Scharr", picture, target, *orders, **named)


@pytest.mark.parametrize("dtype", TYPES)
def test_laplacian(dtype: Any) -> None:
    for generator in cases():
        scale = float(generator.choice([1, 1, 0.125, 0.3, generator.standard_normal()]))
        picture, target = image(generator, dtype), depth(generator)
        ksize = int(generator.choice([1, 3, 3, 5, 7, 9, 15]))
        named = {"ksize": ksize, "scale": scale, "delta": delta(generator), "borderType": border(generator)}
        if dtype is np.float32 and ksize == 5 and picture[0, 0].size == 1:
            # The vendor's library sums the ends of rows, and the upper and lower edge, by twos.
            if target not in (-1, cv2.CV_32F):
                continue
            expected = cv2.Laplacian(picture, target, **named)
            found = ours.Laplacian(picture, target, **named)
            largest = np.abs(picture).max() * 72 * abs(scale) + abs(named["delta"])
            assert np.abs(found - expected).max() <= 4 * np.finfo(np.float32).eps * largest
        elif fits("Laplacian", picture, target, **named):
            if dtype is np.float64 and target not in (-1, cv2.CV_32F, cv2.CV_64F):
                same_but_for_halves(picture, target, **named)
            else:
                same("Laplacian", picture, target, **named)


def same_but_for_halves(picture: Array, target: int, **named: Any) -> None:
    """Whether whole results of the Laplacian differ by 1, and only where the sum lies half-way but for its last bits."""
    try:
        expected = cv2.Laplacian(picture, target, **named).astype(np.int64)
    except cv2.error:
        return same("Laplacian", picture, target, **named)
    found = ours.Laplacian(picture, target, **named).astype(np.int64)
    sums = ours.Laplacian(picture, cv2.CV_64F, **named)
    differ = found != expected
    assert np.all(np.abs(found - expected) <= 1)
    # As if they had been rounded to float32 on the way.
    near = np.finfo(np.float32).eps * np.maximum(np.abs(sums), 1)
    assert np.all((np.abs(np.abs(sums - np.rint(sums)) - 0.5) <= near)[differ])


def test_spatial_gradient() -> None:
    for generator in cases():
        picture = samples(generator, sizes(generator), np.uint8)
        code = int(generator.choice([cv2.BORDER_REFLECT_101, cv2.BORDER_REPLICATE]))
        expected = cv2.spatialGradient(picture, borderType=code)
        for found, wanted in zip(ours.spatialGradient(picture, borderType=code), expected, strict=True):
            assert_same(found, wanted, (picture.shape, code))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16])
def test_pyramids(dtype: Any) -> None:
    for generator in cases():
        picture = image(generator, dtype)
        height, width = picture.shape[:2]
        code = int(generator.choice([*BORDERS, cv2.BORDER_WRAP]))
        same("pyrDown", picture, borderType=code)
        # Half of an even number and one more reads what is no neighbour.
        less = [int(generator.integers(2)) for _ in range(2)]
        same("pyrDown", picture, dstsize=[max((width + 1) // 2 - less[0], 1), max((height + 1) // 2 - less[1], 1)])
        same("pyrUp", picture)
        more = [int(generator.integers(-1, 2)) if size > 1 else 0 for size in (width, height)]
        same("pyrUp", picture, dstsize=[2 * width + more[0], 2 * height + more[1]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ["pyrDown", "pyrUp"])
def test_pyramids_of_real_numbers(dtype: Any, name: str) -> None:
    for generator in cases():
        picture = image(generator, dtype)
        found, expected = getattr(ours, name)(picture), getattr(cv2, name)(picture)
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        assert np.abs(found - expected).max() <= 4 * np.finfo(dtype).eps * np.abs(picture).max()


def test_stack_blur() -> None:
    for generator in cases():
        picture = image(generator, np.uint8)
        ksize = [2 * int(radius) + 1 for radius in generator.integers(0, 40 if generator.random() < 0.3 else 8, 2)]
        found, expected = ours.stackBlur(picture, ksize), cv2.stackBlur(picture, ksize)
        # OpenCV takes wrong neighbours for the last columns of large kernels.
        width = picture.shape[1] if ksize[0] < 13 else max(picture.shape[1] - ksize[0] // 4, 0)
        assert_same(found[:, :width], expected[:, :width], (picture.shape, ksize))


@pytest.mark.parametrize("dtype", [np.uint16, np.int16, np.float32])
def test_stack_blur_of_other_types(dtype: Any) -> None:
    for generator in cases():
        channels = int(generator.integers(1, 5))
        picture = samples(generator, (*(int(size) for size in generator.integers(12, 50, 2)), channels), dtype)
        # Rows of sizes that OpenCV computes rightly, columns of sizes whose sums it can hold.
        ksize = [int(generator.choice([1, 3, 11])), 2 * int(generator.integers(0, 6)) + 1]
        found, expected = ours.stackBlur(picture, ksize), cv2.stackBlur(picture, ksize)
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        # OpenCV slides sums of float32 along rows and columns, and rounds once for each sample.
        scale = np.abs(picture).max() * sum(picture.shape[:2]) * 2.0**-24 if dtype is np.float32 else 2
        assert np.abs(found.astype(float) - expected).max() <= scale


def test_get_gabor_kernel() -> None:
    for generator in cases():
        ksize = [int(generator.integers(0, 20)) for _ in range(2)]
        sigma, lambd, gamma = (float(number) for number in generator.random(3) * 6 + 0.3)
        theta, psi = (float(number) for number in generator.standard_normal(2) * 2)
        ktype = int(generator.choice([cv2.CV_32F, cv2.CV_64F]))
        found = ours.getGaborKernel(ksize, sigma, theta, lambd, gamma, psi, ktype)
        expected = cv2.getGaborKernel(ksize, sigma, theta, lambd, gamma, psi, ktype)
        assert (found.dtype, found.shape) == (expected.dtype, expected.shape)
        assert np.abs(found - expected).max() <= 64 * np.finfo(expected.dtype).eps


def test_get_deriv_kernels() -> None:
    for dx, dy, ksize in np.ndindex(4, 4, 18):
        size = 2 * ksize - 3
        for normalize, ktype in ((False, cv2.CV_32F), (True, cv2.CV_32F), (True, cv2.CV_64F)):
            try:
                expected = cv2.getDerivKernels(dx, dy, size, normalize=normalize, ktype=ktype)
            except cv2.error:
                with pytest.raises(ours.error):
                    ours.getDerivKernels(dx, dy, size, normalize=normalize, ktype=ktype)
                continue
            found = ours.getDerivKernels(dx, dy, size, normalize=normalize, ktype=ktype)
            for a, b in zip(found, expected, strict=True):
                assert_same(a, b, (dx, dy, size, normalize))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("code", BORDERS)
def test_every_small_size(dtype: Any, code: int) -> None:
    generator = np.random.default_rng(0)
    for height, width, channels in np.ndindex(3, 18, 2):
        picture = samples(generator, (2 * height + 1, width + 1, 2 * channels + 1), dtype)
        for size in ((3, 3), (5, 1), (7, 5)):
            same("GaussianBlur", picture, size, 0, borderType=code)
            same("blur", picture, size, borderType=code)
        same("sepFilter2D", picture, -1, np.array([0.2, 0.5, -0.1, 0.4]), np.array([1.0, 2.0]), borderType=code)
        same("filter2D", picture, -1, np.arange(6.0).reshape(2, 3) / 15, borderType=code)
        same("Sobel", picture, cv2.CV_64F, 1, 1, ksize=5, borderType=code)
        same("Laplacian", picture, -1, ksize=3, borderType=code)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_large_images(dtype: Any, threads: int) -> None:
    pointspread.set_threads(threads)
    for generator in cases(50 if CASES >= 2000 else 2):
        height, width = 2 * int(generator.integers(350, 400)) + 1, 2 * int(generator.integers(1500, 1700)) + 1
        size = int(generator.choice([3, 5, 9, 23]))
        if dtype is np.float32:
            # Small kernels, and the ends of rows, have a slow arithmetic of their own.
            width, size = width // 8 * 8, max(size, 9)
        same("GaussianBlur", samples(generator, (height, width), dtype), (size, 7), 1.7)


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


def test_given_results_of_any_kind() -> None:
    picture = np.arange(30, dtype=np.uint8).reshape(5, 6)
    expected = cv2.GaussianBlur(picture, (3, 3), 1)
    for other in (np.empty((5, 6), np.float32), np.empty((6, 5), np.uint8)):
        # As OpenCV, which gives a new one back.
        assert_same(ours.GaussianBlur(picture, (3, 3), 1, other), expected)
    for memory in (np.empty((10, 12), np.uint8)[::2, ::-2], np.empty(31, np.uint8)[1:].reshape(6, 5).T):
        assert ours.GaussianBlur(picture, (3, 3), 1, memory) is memory
        assert_same(memory, expected)
    assert ours.GaussianBlur(picture, (3, 3), 1, picture) is picture
    assert_same(picture, expected)
