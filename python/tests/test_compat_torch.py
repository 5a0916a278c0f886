"""PyTorch's padding and single-channel convolutions, torchvision and kornia, beside what the originals have recorded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import record_torch
from cases import count_case
from recording import Case, difference, load

from pointspread import _conventions, compat

CASES = list(load("torch"))


def bound(case: Case) -> float:
    """How far results may lie from the original's, relative to the largest."""
    if case.function == "torch.pad":
        return 0.0
    if case.dtype == "float64":
        return 1e-14
    if case.function.startswith("torchvision") and case.dtype != "float32":
        # A sum in 32 bits may fall to the other side of a half: with 8 bits in none of the recorded cases.
        return 1.0 if case.dtype == "int16" else 0.0
    return 1.5e-6


@pytest.mark.parametrize("function", sorted({case.function for case, _ in CASES}))
def test_recorded_results(function: str) -> None:
    for case, expected in CASES:
        if case.function != function:
            continue
        count_case()
        actual = record_torch.ours(case)
        assert (actual.shape, actual.dtype) == (expected.shape, expected.dtype), case
        assert difference(actual, expected) <= bound(case), case


def test_sigma_follows_from_the_size() -> None:
    image = np.random.default_rng(1).random((3, 20, 20))
    given = compat.torchvision.gaussian_blur(image, [5, 9], [1.1, 1.7])
    np.testing.assert_allclose(compat.torchvision.gaussian_blur(image, (5, 9)), given, rtol=0, atol=1e-15)


def test_a_mirror_is_smaller_than_the_image() -> None:
    image = np.zeros((1, 1, 5, 5), np.float32)
    for call in (
        lambda: compat.torchvision.gaussian_blur(image, [11, 3]),
        lambda: compat.kornia.gaussian_blur2d(image, (3, 11), (1.0, 1.0)),
        lambda: compat.kornia.box_blur(image, (13, 3), "circular"),
    ):
        with pytest.raises(RuntimeError, match="padding"):
            call()


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("5",), TypeError),
        (([5],), ValueError),
        (([4, 5],), ValueError),
        (([5, 5], 0.0), ValueError),
        (([5, 5], [1.0, -1.0]), ValueError),
        (([5, 5], "1"), TypeError),
    ],
)
def test_errors_of_torchvision(arguments: Any, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        compat.torchvision.gaussian_blur(np.zeros((3, 9, 9), np.float32), *arguments)


def test_sharpness_of_images_that_it_does_not_take() -> None:
    with pytest.raises(TypeError):
        compat.torchvision.adjust_sharpness(np.zeros((2, 9, 9), np.uint8), 2.0)
    with pytest.raises(TypeError):
        compat.torchvision.adjust_sharpness(np.zeros((9, 9), np.uint8), 2.0)
    with pytest.raises(ValueError, match="sharpness_factor"):
        compat.torchvision.adjust_sharpness(np.zeros((3, 9, 9), np.uint8), -1.0)


def test_sharpness_of_small_images_does_nothing() -> None:
    image = np.arange(6, dtype=np.uint8).reshape(1, 2, 3)
    assert np.array_equal(compat.torchvision.adjust_sharpness(image, 0.3), image)


def test_the_random_transform() -> None:
    transform = compat.torchvision.transforms.GaussianBlur(5, generator=np.random.default_rng(3))
    drawn = [transform.get_params(*transform.sigma) for _ in range(1000)]
    assert 0.1 <= min(drawn) < 0.12
    assert 1.98 < max(drawn) <= 2.0
    image = np.random.default_rng(0).random((3, 9, 9))
    assert transform(image).shape == image.shape
    for arguments in ((4,), ((3, -1),), (3, 0), (3, (0.0, 1.0)), (3, (2.0, 1.0)), (3, "1")):
        with pytest.raises(ValueError):
            compat.torchvision.transforms.GaussianBlur(*arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("gaussian_blur2d", ((4, 3), (1.0, 1.0))),
        ("gaussian_blur2d", ((3, 3), (0.0, 1.0))),
        ("box_blur", ((0, 3),)),
        ("box_blur", ((3, 3), "mirror")),
        ("motion_blur", (1, 0.0, 0.0)),
        ("motion_blur", (4, 0.0, 0.0)),
        ("laplacian", (1,)),
    ],
)
def test_errors_of_kornia(name: str, arguments: Any) -> None:
    with pytest.raises(compat.kornia.filters.BaseError):
        getattr(compat.kornia, name)(np.zeros((1, 1, 9, 9)), *arguments)


def test_kornia_takes_images_of_four_axes() -> None:
    with pytest.raises(ValueError, match="expected shape"):
        compat.kornia.box_blur(np.zeros((9, 9)), 3)
    with pytest.raises(ValueError, match="expected shape"):
        compat.kornia.filter2d(np.zeros((2, 1, 9, 9)), np.ones((3, 3, 3)))


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"weight": _conventions.nested(np.ones(3)), "stride": 2, "padding_rule": "same"}, "a stride of 1"),
        ({"weight": _conventions.nested(np.ones(30))}, "padding"),
        ({"weight": _conventions.nested(np.ones(3)), "padding": -1}, "0 or more"),
        ({"weight": _conventions.nested(np.ones((3, 3)))}, "rank"),
    ],
)
def test_errors_of_convolutions(given: dict[str, Any], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        _conventions.filtered("torch.conv", np.zeros(9), given)
