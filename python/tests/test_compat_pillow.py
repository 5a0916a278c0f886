"""Pillow's filters, beside Pillow itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from cases import assert_same, cases, samples, sizes
from PIL import Image
from PIL import ImageFilter as Original

from pointspread import compat
from pointspread.compat.PIL import ImageFilter as Ours

# Channels of an array, and the mode of the image that Pillow makes of it.
CHANNELS = {0: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
PRESETS = [
    "BLUR",
    "CONTOUR",
    "DETAIL",
    "EDGE_ENHANCE",
    "EDGE_ENHANCE_MORE",
    "EMBOSS",
    "FIND_EDGES",
    "SHARPEN",
    "SMOOTH",
    "SMOOTH_MORE",
]
RADII = (0, 0.1, 0.25, 0.5, 0.7, 1, 1.3, 1.5, 2, 2.5, 3, 4, 5.5, 8, 13.7, 20, 50, 3000.5, 1e9)


def picture(generator: np.random.Generator, dtype: Any = np.uint8) -> np.ndarray[Any, Any]:
    shape = sizes(generator)
    channels = int(generator.choice(list(CHANNELS))) if dtype == np.uint8 else 0
    return samples(generator, (*shape, channels) if channels else shape, dtype)


def radius(generator: np.random.Generator) -> Any:
    first, second = (
        float(generator.choice(RADII)) if generator.random() < 0.7 else float(generator.random() * 10) for _ in range(2)
    )
    return first if generator.random() < 0.5 else (first, second)


def assert_equal(array: np.ndarray[Any, Any], name: str, *arguments: Any) -> None:
    expected = np.asarray(Image.fromarray(array).filter(getattr(Original, name)(*arguments)))
    assert_same(getattr(Ours, name)(*arguments).filter(array), expected, (name, arguments, array.shape))


@pytest.mark.parametrize("name", ["GaussianBlur", "BoxBlur"])
def test_blurs(name: str) -> None:
    for generator in cases():
        array = picture(generator)
        assert_equal(array, name, radius(generator))


def test_five_channels_are_filtered_one_by_one() -> None:
    for generator in cases(20):
        array = samples(generator, (*sizes(generator), 5), np.uint8)
        result = compat.PIL.gaussian_blur(array, 1.7)
        for channel in range(5):
            expected = Image.fromarray(np.ascontiguousarray(array[..., channel])).filter(Original.GaussianBlur(1.7))
            assert_same(result[..., channel], np.asarray(expected))


def test_the_sign_of_a_standard_deviation_does_not_matter() -> None:
    for generator in cases(20):
        assert_equal(picture(generator), "GaussianBlur", (-2.5, 1.2))


def test_unsharp_mask() -> None:
    for generator in cases():
        sigma = float(generator.choice(RADII[1:-2]))
        percent = int(generator.choice([0, 50, 100, 150, 300, -40, 100000, generator.integers(-500, 500)]))
        assert_equal(picture(generator), "UnsharpMask", sigma, percent, int(generator.choice([-1, 0, 3, 10, 255])))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_kernels(dtype: Any) -> None:
    for generator in cases():
        side = int(generator.choice([3, 5]))
        taps = generator.standard_normal(side**2).round(2) if generator.random() < 0.5 else generator.integers(-3, 6, side**2)
        scale: list[float] = [float(sum(taps)) or 1.0, 7.0, 1.5, -0.3]
        offset = float(generator.choice([0, 10, -3.25, 1000]))
        scales = (float(generator.choice(scale)), offset) if sum(taps) == 0 or generator.random() < 0.7 else ()
        assert_equal(picture(generator, dtype), "Kernel", (side, side), taps.tolist(), *scales)


@pytest.mark.parametrize("name", PRESETS)
def test_presets(name: str) -> None:
    for generator in cases(40):
        assert_equal(picture(generator, generator.choice([np.uint8, np.uint16])), name)


@pytest.mark.parametrize("mode", ["L", "LA", "La", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "HSV", "I;16", "I;16B"])
def test_images_in_images_out(mode: str) -> None:
    generator = np.random.default_rng(5)
    bands = len(Image.new(mode, (1, 1)).getbands()) * (2 if mode.startswith("I") else 1)
    image = Image.frombytes(mode, (9, 7), generator.integers(0, 256, 63 * bands, dtype=np.uint8).tobytes())
    for name, *arguments in (("GaussianBlur", 1), ("BoxBlur", 2), ("UnsharpMask",), ("SHARPEN",), ("GaussianBlur", 0)):
        try:
            expected = image.filter(getattr(Original, name)(*arguments))
        except ValueError as error:
            with pytest.raises(ValueError, match=str(error)):
                getattr(Ours, name)(*arguments).filter(image)
            continue
        result = getattr(Ours, name)(*arguments).filter(image)
        assert (type(result), result.mode, result.size) == (type(expected), mode, (9, 7))
        assert result.tobytes() == expected.tobytes()


@pytest.mark.parametrize("size", [(0, 5), (5, 0)])
def test_images_without_pixels(size: tuple[int, int]) -> None:
    image = Image.new("L", size)
    for made in (Ours.GaussianBlur(1), Ours.BoxBlur(1), Ours.UnsharpMask(), Ours.SHARPEN()):
        assert made.filter(image).size == size


@pytest.mark.parametrize(
    ("name", "arguments", "kind"),
    [
        ("GaussianBlur", (float("nan"),), ValueError),
        ("GaussianBlur", (1e20,), ValueError),
        ("GaussianBlur", ((1, 2, 3),), TypeError),
        ("BoxBlur", (-1,), ValueError),
        ("BoxBlur", (float("inf"),), ValueError),
        ("BoxBlur", ((1, 2, 3),), TypeError),
        ("UnsharpMask", (float("nan"),), ValueError),
        ("UnsharpMask", ((1, 2),), TypeError),
        ("UnsharpMask", (2, 150.5), TypeError),
        ("UnsharpMask", (2, 150, 3.5), TypeError),
        ("Kernel", ((5, 3), [1] * 15), ValueError),
        ("Kernel", ((3, 3), [1] * 8), ValueError),
        ("Kernel", ((7, 7), [1] * 49), ValueError),
    ],
)
def test_errors_are_of_the_same_kind(name: str, arguments: Any, kind: type[Exception]) -> None:
    array = np.zeros((9, 9), np.uint8)
    with pytest.raises(kind):
        Image.fromarray(array).filter(getattr(Original, name)(*arguments))
    with pytest.raises(kind):
        getattr(Ours, name)(*arguments).filter(array)


def test_a_scale_of_zero_is_refused() -> None:
    """Pillow divides by it, and what becomes of the quotients is undefined."""
    with pytest.raises(ValueError, match="scale other than 0"):
        Ours.Kernel((3, 3), [0] * 9).filter(np.zeros((9, 9), np.uint8))


def test_other_types_are_refused() -> None:
    with pytest.raises(ValueError, match="expected uint8"):
        Ours.GaussianBlur(2).filter(np.zeros((9, 9), np.float32))
    with pytest.raises(TypeError):
        Ours.GaussianBlur(2).filter(np.zeros(9, np.uint8))


def test_kernels_of_other_images_are_refused() -> None:
    """Pillow filters bits as bytes, a and b of LAB as they lie in its memory, and signed whole numbers without their sign."""
    for mode in "1", "LAB", "I", "F", "P":
        with pytest.raises(ValueError, match=r"mode|palette"):
            Ours.SHARPEN().filter(Image.new(mode, (9, 9)))


@pytest.mark.parametrize("shape", [(1423, 1471), (1021, 2057, 3), (1021, 16501)])
def test_large_images_of_odd_width(shape: tuple[int, ...]) -> None:
    array = np.random.default_rng(4).integers(0, 256, shape, dtype=np.uint8)
    assert_equal(array, "GaussianBlur", (2.3, 17.5))
    assert_equal(array, "BoxBlur", 7.25)


def test_every_size_up_to_that_of_a_kernel() -> None:
    generator = np.random.default_rng(6)
    for height in range(1, 7):
        for width in range(1, 7):
            array = generator.integers(0, 256, (height, width), dtype=np.uint8)
            assert_equal(array, "GaussianBlur", (0.6, 2.5))
            for name in PRESETS:
                assert_equal(array, name)
