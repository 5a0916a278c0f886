"""Keras, DIPlib, ITK, libvips and MATLAB beside what the originals, or Octave, have recorded; DALI and fastai as documented."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import record_diplib
import record_itk
import record_keras
import record_octave
import record_vips
from cases import CASES, SEED, count_case
from recording import Array, Case, difference, load, originals

from pointspread import _conventions, compat

MODULES: dict[str, ModuleType] = {
    "diplib": record_diplib,
    "itk": record_itk,
    "keras": record_keras,
    "octave": record_octave,
    "vips": record_vips,
}
FUNCTIONS = sorted({(name, case.function) for name in MODULES for case, _ in load(name)})


@cache
def compared(name: str) -> list[tuple[Case, Array]]:
    return originals(MODULES[name], CASES, SEED)


def bound(name: str, case: Case) -> float:
    """How far results may lie from the original's, relative to the largest."""
    if name in ("itk", "vips"):
        return 0.0
    if name == "octave":
        return 0.0 if case.dtype != "float64" else 1e-14
    # Derivatives of bytes cancel what is 255 times as large.
    return 1e-14 if case.dtype == "float64" else 4e-6 if case.dtype == "uint8" else 1.5e-6


@pytest.mark.parametrize(("name", "function"), FUNCTIONS)
def test_results_of_the_original(name: str, function: str) -> None:
    for case, expected in compared(name):
        if case.function != function:
            continue
        count_case()
        actual = MODULES[name].ours(case)
        assert (actual.shape, actual.dtype) == (expected.shape, expected.dtype), case
        assert difference(actual, expected) <= bound(name, case), case


def test_keras_does_what_it_says_where_sizes_are_equal() -> None:
    images = np.random.default_rng(2).random((2, 9, 11, 3))
    blur = compat.keras.ops.image.gaussian_blur
    expected = blur(images, (5, 5), (1.3, 1.3))
    for backend in record_keras.BACKENDS:
        np.testing.assert_allclose(blur(images, (5, 5), (1.3, 1.3), backend=backend), expected, rtol=0, atol=1e-15)


def test_keras_blurs_columns_by_the_first_deviation() -> None:
    array = np.zeros((9, 9, 1))
    array[4, 4] = 1
    result = compat.keras.ops.image.gaussian_blur(array, (3, 3), (2.0, 0.3))
    assert result[3, 4, 0] > 10 * result[4, 3, 0]


def test_channels_of_keras_are_first_or_last() -> None:
    images = np.random.default_rng(3).random((2, 3, 7, 8))
    last = np.moveaxis(images, 1, 3)
    given = {"kernel_size": (3, 5), "sigma": (0.7, 1.5)}
    first = compat.keras.ops.image.gaussian_blur(images, **given, data_format="channels_first")
    for result in compat.keras.ops.image.gaussian_blur(last, **given), compat.keras.ops.image.gaussian_blur(last[1], **given):
        np.testing.assert_array_equal(np.moveaxis(result, -1, -3), first if result.ndim == 4 else first[1])
    kernel = np.arange(6.0).reshape(2, 3, 1, 1)
    convolved = compat.keras.ops.conv(images[:, :1], kernel, (2, 1), "same", "channels_first")
    assert convolved.shape == (2, 1, 4, 8)
    expected = compat.keras.ops.conv(last[..., :1], kernel, (2, 1), "same")
    np.testing.assert_array_equal(convolved[:, 0], expected[..., 0])


def test_large_variances_of_itk_are_finite() -> None:
    array = np.zeros(99)
    array[49] = 1
    result = compat.SimpleITK.DiscreteGaussian(array, 800.0, 49)
    assert result.sum() == pytest.approx(1)
    assert (np.diff(result[:50]) > 0).all()


def test_numbers_of_itk_for_axes_that_there_are_not() -> None:
    array = np.random.default_rng(4).random((6, 7))
    expected = compat.SimpleITK.DiscreteGaussian(array, [4.0, 1.0])
    np.testing.assert_array_equal(compat.SimpleITK.DiscreteGaussian(array, [4.0, 1.0, 9.0]), expected)
    assert not np.array_equal(compat.SimpleITK.DiscreteGaussian(array, [1.0, 4.0]), expected)
    np.testing.assert_array_equal(
        compat.SimpleITK.DiscreteGaussian(array), compat.SimpleITK.DiscreteGaussian(array, 1.0, useImageSpacing=False)
    )


def test_boundaries_of_diplib() -> None:
    array = np.random.default_rng(5).random((8, 9))
    mirror = compat.diplib.Gauss(array, [1.5])
    np.testing.assert_array_equal(compat.diplib.Gauss(array, [1.5], boundaryCondition=["mirror", "mirror"]), mirror)
    np.testing.assert_array_equal(compat.diplib.GaussFIR(array, 1.5, boundaryCondition="mirror"), mirror)
    assert not np.array_equal(compat.diplib.Gauss(array, [1.5], boundaryCondition=["add zeros"]), mirror)


def test_bands_of_vips_are_filtered_alike() -> None:
    photo = np.random.default_rng(6).integers(0, 256, (7, 8, 3), np.uint8)
    for band in range(3):
        for name, given in (("gaussblur", (1.1,)), ("conv", ([[1, 2, 0]],))):
            function = getattr(compat.pyvips, name)
            np.testing.assert_array_equal(function(photo, *given)[..., band], function(photo[..., band], *given))
    np.testing.assert_array_equal(compat.pyvips.gaussmat(1.5, 0.2, separable=True), [[8, 16, 20, 16, 8]])


def test_options_of_imfilter() -> None:
    image, h = np.arange(12.0).reshape(3, 4), [[1.0, 2.0]]
    imfilter = compat.matlab.imfilter
    np.testing.assert_array_equal(imfilter(image, h, "corr", "same", 0), imfilter(image, h))
    np.testing.assert_array_equal(imfilter(image, h, "conv", "full", 1), imfilter(image, h, 1, "full", "conv"))
    assert imfilter(image, h, "full", 1).shape == (3, 5)
    assert imfilter(image, h, 5)[0, 3] == 13
    assert imfilter(image, h, "replicate")[0, 1] == 5
    assert imfilter(image, h, "conv", "replicate")[0, 1] == 4


def test_imgaussfilt_of_the_documentation() -> None:
    array = np.zeros((15, 15))
    array[7, 7] = 1
    imgaussfilt = compat.matlab.imgaussfilt
    assert np.count_nonzero(imgaussfilt(array, 1.2)[7]) == 7
    sized = imgaussfilt(array, 1.2, FilterSize=(3, 5))
    assert (np.count_nonzero(sized[:, 7]), np.count_nonzero(sized[7])) == (3, 5)
    assert (imgaussfilt(np.full((5, 5), 7, np.uint8)) == 7).all()
    assert (imgaussfilt(np.full((5, 5), 7.0), Padding=0)[0] < 7).all()


def test_dali_makes_sizes_and_deviations_of_each_other() -> None:
    array = np.zeros((31, 31))
    array[15, 15] = 1
    blur = compat.nvidia.dali.fn.gaussian_blur
    by_sigma = blur(array, sigma=1.5)
    assert np.count_nonzero(by_sigma[15]) == 11
    by_size = blur(array, window_size=11)
    np.testing.assert_allclose(by_size, blur(array, window_size=11, sigma=2.0))
    frames = np.stack([array, array.T])[..., None]
    np.testing.assert_array_equal(blur(frames, sigma=1.5, layout="FHWC")[0, ..., 0], by_sigma)


def test_the_kernel_of_the_forum_is_wider_and_its_result_smaller() -> None:
    array = np.zeros((41, 41))
    array[20, 20] = 1
    result = compat.fastai.gaussian_blur(array, kernel_size=21, sigma=2.0)
    assert result.shape == (21, 21)
    places = np.arange(21) - 10
    assert np.sqrt((result.sum(0) * places**2).sum()) == pytest.approx(2 * np.sqrt(2), rel=1e-2)


X = np.zeros((9, 9))
IMAGE = X[..., None]
BATCH = IMAGE[None]
KERNEL = np.ones((3, 3, 1, 1))


@pytest.mark.parametrize(
    ("kind", "words", "call"),
    [
        (ValueError, "images", lambda: compat.keras.ops.image.gaussian_blur(X)),
        (ValueError, "data_format", lambda: compat.keras.ops.image.gaussian_blur(IMAGE, data_format="last")),
        (ValueError, "kernel_size", lambda: compat.keras.ops.image.gaussian_blur(IMAGE, (0, 3))),
        (ValueError, "sigma", lambda: compat.keras.ops.image.gaussian_blur(IMAGE, (3, 3), (-1.0, 1.0))),
        (ValueError, "type", lambda: compat.keras.ops.image.gaussian_blur(IMAGE.astype(np.uint8))),
        (ValueError, "convention", lambda: compat.keras.ops.image.gaussian_blur(IMAGE, backend="cntk")),
        (ValueError, "inputs", lambda: compat.keras.ops.conv(np.zeros((1, 9, 9, 2)), KERNEL)),
        (ValueError, "inputs", lambda: compat.keras.ops.conv(BATCH, KERNEL, data_format="channels_first")),
        (ValueError, "kernel", lambda: compat.keras.ops.conv(BATCH, np.ones((3, 3, 1, 2)))),
        (ValueError, "kernel", lambda: compat.keras.ops.conv(BATCH, np.ones((3, 1, 1)))),
        (ValueError, "padding", lambda: compat.keras.ops.conv(BATCH, KERNEL, padding="full")),
        (ValueError, "strides", lambda: compat.keras.ops.conv(BATCH, KERNEL, strides=0)),
        (compat.diplib.ParameterError, "derivativeOrder", lambda: compat.diplib.GaussFIR(X, [1.0], [4])),
        (compat.diplib.ParameterError, "sigmas", lambda: compat.diplib.GaussFIR(X, [1, 2, 3])),
        (compat.diplib.ParameterError, "sigmas", lambda: compat.diplib.Gauss(X, [11.0])),
        (compat.diplib.ParameterError, "method", lambda: compat.diplib.Gauss(X, method="IIR")),
        (compat.diplib.ParameterError, "boundary", lambda: compat.diplib.Gauss(X, boundaryCondition=["mirror", "periodic"])),
        (compat.diplib.ParameterError, "inRepresentation", lambda: compat.diplib.GaussFT(X, inRepresentation="frequency")),
        (RuntimeError, "variance", lambda: compat.SimpleITK.DiscreteGaussian(X, -1.0)),
        (RuntimeError, "variance", lambda: compat.SimpleITK.DiscreteGaussian(np.zeros((3, 3, 3)), [1.0, 2.0])),
        (RuntimeError, "maximumError", lambda: compat.SimpleITK.DiscreteGaussian(X, maximumError=1.0)),
        (compat.pyvips.Error, "sigma", lambda: compat.pyvips.gaussblur(X, 0.0)),
        (compat.pyvips.Error, "precision", lambda: compat.pyvips.gaussblur(X, 1.0, precision="approximate")),
        (compat.pyvips.Error, "mask", lambda: compat.pyvips.conv(X, [[0.5]], precision="integer")),
        (compat.pyvips.Error, "image", lambda: compat.pyvips.conv(X[0], [[1]])),
        (compat.pyvips.Error, "separable", lambda: compat.pyvips.gaussmat(1.5, 0.2)),
        (compat.pyvips.Error, "sigma", lambda: compat.pyvips.gaussmat(-1.5, 0.2, separable=True)),
        (ValueError, "h", lambda: compat.matlab.imfilter(X, [1.0])),
        (ValueError, "imfilter", lambda: compat.matlab.imfilter(X, [[1.0]], "reflect")),
        (ValueError, "shape", lambda: compat.matlab.conv2(X, [[1.0]], "most")),
        (ValueError, "FilterSize", lambda: compat.matlab.imgaussfilt(X, FilterSize=4)),
        (ValueError, "type", lambda: compat.matlab.fspecial("motion")),
        (ValueError, "disk", lambda: compat.matlab.fspecial("disk", 3, 4)),
        (ValueError, "kernel_size", lambda: compat.fastai.gaussian_blur(X, 0, 1.0)),
        (ValueError, "window_size: .*neither", lambda: compat.nvidia.dali.fn.gaussian_blur(X)),
        (ValueError, "layout", lambda: compat.nvidia.dali.fn.gaussian_blur(X, sigma=1.0, layout="HWC")),
    ],
)
def test_errors(kind: type[Exception], words: str, call: Callable[[], Any]) -> None:
    with pytest.raises(kind) as raised:
        call()
    assert re.match(words, str(raised.value)), raised.value
    assert re.fullmatch(r"[^\n]+: expected [^\n]+, found [^\n]+; [^\n]+", str(raised.value)), raised.value


@pytest.mark.parametrize("function", ["keras.conv", "fastai.gaussian_blur", "vips.gaussblur", "matlab.imfilter"])
def test_arguments_that_calls_by_name_cannot_do_without(function: str) -> None:
    with pytest.raises(ValueError, match="expected a value, found none"):
        _conventions.filtered(function, X, {})
