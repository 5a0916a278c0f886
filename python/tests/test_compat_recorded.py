"""Keras, DIPlib, ITK, libvips and MATLAB beside what the originals, or Octave, have recorded."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest
import record_diplib
import record_itk
import record_keras
import record_octave
import record_vips
from cases import count_case
from recording import Case, difference, load

from pointspread import _conventions

MODULES: dict[str, ModuleType] = {
    "diplib": record_diplib,
    "itk": record_itk,
    "keras": record_keras,
    "octave": record_octave,
    "vips": record_vips,
}
CASES = {name: list(load(name)) for name in MODULES}


def bound(name: str, case: Case) -> float:
    """How far results may lie from the original's, relative to the largest."""
    if name in ("itk", "vips"):
        return 0.0
    if name == "octave":
        return 0.0 if case.dtype != "float64" else 1e-14
    # Derivatives of bytes cancel what is 255 times as large.
    return 1e-14 if case.dtype == "float64" else 4e-6 if case.dtype == "uint8" else 1.5e-6


@pytest.mark.parametrize(("name", "function"), sorted({(name, case.function) for name in MODULES for case, _ in CASES[name]}))
def test_recorded_results(name: str, function: str) -> None:
    for case, expected in CASES[name]:
        if case.function != function:
            continue
        count_case()
        actual = MODULES[name].ours(case)
        assert (actual.shape, actual.dtype) == (expected.shape, expected.dtype), case
        assert difference(actual, expected) <= bound(name, case), case


def test_keras_does_what_it_says_where_sizes_are_equal() -> None:
    array = np.random.default_rng(2).random((9, 11))
    given = {"kernel_size": 5, "sigma": 1.3}
    expected = _conventions.filtered("keras.gaussian_blur", array, given)
    for backend in record_keras.BACKENDS:
        result = _conventions.filtered(f"keras.gaussian_blur.{backend}", array, given)
        np.testing.assert_allclose(result, expected, rtol=0, atol=1e-15)


def test_keras_blurs_columns_by_the_first_deviation() -> None:
    array = np.zeros((9, 9))
    array[4, 4] = 1
    given = {"kernel_size": _conventions.nested([3, 3]), "sigma": _conventions.nested([2.0, 0.3])}
    result = _conventions.filtered("keras.gaussian_blur", array, given)
    assert result[3, 4] > 10 * result[4, 3]


def test_large_variances_of_itk_are_finite() -> None:
    array = np.zeros(99)
    array[49] = 1
    result = _conventions.filtered("itk.DiscreteGaussian", array, {"variance": 800.0, "maximumKernelWidth": 49})
    assert result.sum() == pytest.approx(1)
    assert (np.diff(result[:50]) > 0).all()


def test_dali_makes_sizes_and_deviations_of_each_other() -> None:
    array = np.zeros((31, 31))
    array[15, 15] = 1
    by_sigma = _conventions.filtered("dali.gaussian_blur", array, {"sigma": 1.5})
    assert np.count_nonzero(by_sigma[15]) == 11
    by_size = _conventions.filtered("dali.gaussian_blur", array, {"window_size": 11})
    np.testing.assert_allclose(by_size, _conventions.filtered("dali.gaussian_blur", array, {"window_size": 11, "sigma": 2.0}))
    with pytest.raises(ValueError, match="neither"):
        _conventions.filtered("dali.gaussian_blur", array, {})


def test_the_kernel_of_the_forum_is_wider_and_its_result_smaller() -> None:
    array = np.zeros((41, 41))
    array[20, 20] = 1
    result = _conventions.filtered("fastai.gaussian_blur", array, {"kernel_size": 21, "sigma": 2.0})
    assert result.shape == (21, 21)
    places = np.arange(21) - 10
    assert np.sqrt((result.sum(0) * places**2).sum()) == pytest.approx(2 * np.sqrt(2), rel=1e-2)


def test_imgaussfilt_of_the_documentation() -> None:
    array = np.zeros((15, 15))
    array[7, 7] = 1
    row = _conventions.filtered("matlab.imgaussfilt", array, {"sigma": 1.2})[7]
    assert np.count_nonzero(row) == 7
    assert (_conventions.filtered("matlab.imgaussfilt", np.full((5, 5), 7, np.uint8), {}) == 7).all()


@pytest.mark.parametrize(
    ("function", "given"),
    [
        ("keras.gaussian_blur", {"kernel_size": 0}),
        ("keras.gaussian_blur", {"sigma": -1.0}),
        ("keras.conv", {}),
        ("diplib.GaussFIR", {"derivativeOrder": 4}),
        ("diplib.GaussFIR", {"sigmas": _conventions.nested([1, 2, 3])}),
        ("diplib.Gauss", {"sigmas": 11.0}),
        ("diplib.Gauss", {"method": "IIR"}),
        ("itk.DiscreteGaussian", {"variance": -1.0}),
        ("itk.DiscreteGaussian", {"maximumError": 1.0}),
        ("vips.gaussblur", {"sigma": 0.0}),
        ("vips.conv", {"mask": _conventions.nested([[0.5]]), "precision": "integer"}),
        ("matlab.imfilter", {"h": _conventions.nested([1.0])}),
        ("matlab.imgaussfilt", {"FilterSize": 4}),
        ("fastai.gaussian_blur", {"kernel_size": 5}),
    ],
)
def test_errors(function: str, given: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        _conventions.filtered(function, np.zeros((9, 9)), given)
