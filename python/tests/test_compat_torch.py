"""PyTorch's padding and single-channel convolutions, torchvision and kornia, beside what the originals have recorded."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
import record_torch
from cases import CASES, SEED, count_case
from recording import Array, Case, difference, load, originals

from pointspread import _conventions, compat

functional = compat.torch.nn.functional
FUNCTIONS = sorted({case.function for case, _ in load("torch")})
SHARE = 2e-5
"""Of bytes that torchvision's sums may round to a neighbour."""


@cache
def compared() -> list[tuple[Case, Array]]:
    return originals(record_torch, CASES, SEED)


def bound(case: Case) -> float:
    """How far results may lie from the original's, relative to the largest."""
    if case.function == "torch.pad":
        return 0.0
    if case.dtype == "float64":
        return 1e-14
    if case.function.startswith("torchvision") and case.dtype != "float32":
        # A sum in 32 bits may fall to the other side of a half.
        return 1.0
    return 1.5e-6


@pytest.mark.parametrize("function", FUNCTIONS)
def test_results_of_the_original(function: str) -> None:
    differing = bytes_compared = 0
    for case, expected in compared():
        if case.function != function:
            continue
        count_case()
        actual = record_torch.ours(case)
        assert (actual.shape, actual.dtype) == (expected.shape, expected.dtype), case
        assert difference(actual, expected) <= bound(case), case
        if case.dtype == "uint8":
            differing += int(np.count_nonzero(actual != expected))
            bytes_compared += expected.size
    if function.startswith("torchvision"):
        assert differing <= max(1, SHARE * bytes_compared)


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


ARRAY = np.zeros((1, 9))
TAPS = np.ones((1, 1, 3))
PLANES = np.zeros((2, 1, 5, 6), np.float32)


@pytest.mark.parametrize(
    ("what", "call"),
    [
        ("padding: .*a stride of 1", lambda: functional.conv1d(ARRAY, TAPS, stride=2, padding="same")),
        ("padding_rule", lambda: functional.conv1d(ARRAY, TAPS, padding="full")),
        ("padding", lambda: functional.conv1d(ARRAY, np.ones((1, 1, 30)))),
        ("padding: .*0 or more", lambda: functional.conv1d(ARRAY, TAPS, padding=-1)),
        ("stride", lambda: functional.conv1d(ARRAY, TAPS, stride=0)),
        ("stride", lambda: functional.conv2d(PLANES, np.ones((1, 1, 3, 3), np.float32), stride=(1, 1, 1))),
        ("output_padding", lambda: functional.conv_transpose1d(ARRAY, TAPS, output_padding=1)),
        ("groups", lambda: functional.conv1d(np.zeros((2, 9)), np.ones((2, 1, 3)), groups=2)),
        ("input: .*one channel", lambda: functional.conv1d(np.zeros((3, 2, 9)), TAPS)),
        ("input: .*2 or 3 axes", lambda: functional.conv1d(np.zeros(9), TAPS)),
        ("input: .*4 or 5 axes", lambda: functional.conv_transpose3d(PLANES[0], TAPS)),
        ("input: .*floating", lambda: functional.conv1d(np.zeros((1, 9), np.int64), TAPS)),
        ("weight", lambda: functional.conv1d(ARRAY, np.ones((2, 1, 3)))),
        ("weight", lambda: functional.conv2d(PLANES, TAPS)),
        ("weight: .*float32", lambda: functional.conv2d(PLANES, np.ones((1, 1, 3, 3)))),
        ("bias: .*float64", lambda: functional.conv1d(ARRAY, TAPS, np.zeros(1, np.float32))),
        ("bias: .*shape", lambda: functional.conv1d(ARRAY, TAPS, np.zeros(2))),
        ("pad: .*pairs", lambda: functional.pad(ARRAY, (1,))),
        ("pad: .*at most", lambda: functional.pad(ARRAY, (1, 1, 1, 1, 1, 1))),
        ("padding", lambda: functional.pad(ARRAY, (9, 0), "reflect")),
        ("mode", lambda: functional.pad(ARRAY, (1, 1), "mirror")),
        ("value: .*none", lambda: functional.pad(ARRAY, (1, 1), "replicate", 3.0)),
        ("value: .*uint8", lambda: functional.pad(np.zeros((1, 9), np.uint8), (1, 1), value=300)),
        ("value: .*uint8", lambda: functional.pad(np.zeros((1, 9), np.uint8), (1, 1), value=0.5)),
    ],
)
def test_errors_of_functional(what: str, call: Callable[[], Any]) -> None:
    with pytest.raises(RuntimeError) as raised:
        call()
    assert re.match(what, str(raised.value)), raised.value
    assert re.fullmatch(r"[^\n]+: expected [^\n]+, found [^\n]+; [^\n]+", str(raised.value)), raised.value


def test_the_kernel_has_no_more_axes_than_the_array() -> None:
    with pytest.raises(ValueError, match="rank"):
        _conventions.filtered("torch.conv", np.zeros(9), {"weight": _conventions.nested(np.ones((3, 3)))})


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_transposed_convolution_is_the_adjoint_of_a_convolution(rank: int) -> None:
    """⟨conv(x), y⟩ = ⟨x, conv_transpose(y)⟩ for any x and y; the bias is added to every output."""
    generator = np.random.default_rng(rank)
    weight = generator.standard_normal((1, 1, *generator.integers(1, 4, rank)))
    array = generator.standard_normal((2, 1, *generator.integers(6, 9, rank)))
    given = {"stride": 2, "padding": 1, "dilation": [2, 1, 1][:rank]}
    convolved = getattr(functional, f"conv{rank}d")(array, weight, **given)
    other = generator.standard_normal(convolved.shape)
    transpose = getattr(functional, f"conv_transpose{rank}d")
    shape = transpose(other, weight, **given).shape
    more = [wanted - found for wanted, found in zip(array.shape[2:], shape[2:], strict=True)]
    returned = transpose(other, weight, **given, output_padding=more)
    assert returned.shape == array.shape
    assert (convolved * other).sum() == pytest.approx((array * returned).sum(), rel=1e-12)
    added = transpose(other, weight, np.array([0.25]), **given, output_padding=more)
    np.testing.assert_allclose(added, returned + 0.25, rtol=0, atol=1e-15)


def test_batches_of_one_channel() -> None:
    generator = np.random.default_rng(8)
    images, weight = generator.random((3, 1, 6, 7)), generator.random((1, 1, 2, 3))
    together = functional.conv2d(images, weight, padding=(1, 0))
    for image, result in zip(images, together, strict=True):
        np.testing.assert_array_equal(functional.conv2d(image, weight, padding=(1, 0)), result)
    assert functional.conv2d(images[:0], weight).shape == (0, 1, 5, 5)


def test_a_layer_pads_by_its_mode_and_then_convolves() -> None:
    generator = np.random.default_rng(9)
    image, weight = generator.random((1, 6, 7)), generator.random((1, 1, 3, 4))
    for mode in "reflect", "replicate", "circular":
        expected = functional.conv2d(functional.pad(image, (2, 2, 1, 1), mode), weight)
        given = {"weight": _conventions.nested(weight[0, 0]), "padding": (1.0, 2.0), "padding_mode": mode}
        layer = _conventions.filtered("torch.conv", image, given, axes=(1, 2))
        np.testing.assert_allclose(layer, expected, rtol=0, atol=1e-15)
