"""Whatever NumPy users call an array goes in, and what cannot be filtered is said to be so."""

from __future__ import annotations

import array as standard
import gc
from typing import Any

import numpy as np
import pytest
from drawing import FLOATS, INTEGERS, Drawn, arrays, disguised
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from PIL import Image

import pointspread as ps

IMAGE = np.random.default_rng(1).random((9, 12)).astype(np.float32)
SOFT = ps.gaussian(IMAGE, 1)


class OnlyDLPack:
    """An array that can be exchanged and nothing else."""

    def __init__(self, array: np.ndarray[Any, Any]) -> None:
        self._array = array

    def __dlpack__(self, **options: Any) -> Any:
        return self._array.__dlpack__(**options)

    def __dlpack_device__(self) -> Any:
        return self._array.__dlpack_device__()


class OnDevice(OnlyDLPack):
    """An array in memory that NumPy cannot look at."""

    def __dlpack__(self, **options: Any) -> Any:
        raise BufferError("not in the memory of this device")


class OnlyArray:
    """An array as data frames and tensors are."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray[Any, Any]:
        return IMAGE


class Subclass(np.ndarray[Any, Any]):
    """An array that is NumPy's and something more."""


@given(arrays())
def test_memory_does_not_matter(drawn: Drawn) -> None:
    """The same bits for any strides, byte order and alignment of input and result, and input that is left alone."""
    before = drawn.array.copy()
    expected = ps.gaussian(drawn.plain, 1.5, axes=drawn.axes)
    found = ps.gaussian(drawn.array, 1.5, axes=drawn.axes)
    assert found.dtype == drawn.plain.dtype and found.dtype.isnative
    assert found.tobytes() == expected.tobytes()
    assert drawn.array.tobytes() == before.tobytes()
    out = disguised(np.zeros_like(drawn.plain), drawn.generator)
    if out.flags.writeable and out.flags.aligned and out.dtype.isnative:
        assert ps.gaussian(drawn.array, 1.5, axes=drawn.axes, out=out) is out
        assert out.tobytes() == expected.tobytes()


@given(arrays(FLOATS + INTEGERS), st.sampled_from(["symmetric", "wrap", "zeros"]))
def test_in_place(drawn: Drawn, border: str) -> None:
    array = np.array(drawn.plain)
    expected = ps.box(array, 3, axes=drawn.axes, border=border)
    assert ps.box(array, 3, axes=drawn.axes, border=border, out=array) is array
    assert array.tobytes() == expected.tobytes()


@pytest.mark.parametrize("shift", [-7, -1, 1, 5, 40])
def test_overlap(shift: int) -> None:
    """Results that overlap their input, before and behind it, also backwards."""
    memory = np.random.default_rng(2).random(1000)
    array, out = memory[100:500].reshape(20, 20), memory[100 + shift : 500 + shift].reshape(20, 20)
    expected = ps.gaussian(array.copy(), 2)
    assert np.array_equal(ps.gaussian(array, 2, out=out), expected)
    array, out = memory[100:500].reshape(20, 20), memory[100 + shift : 500 + shift].reshape(20, 20)[::-1, ::-1]
    expected = ps.gaussian(array.copy(), 2)
    assert np.array_equal(ps.gaussian(array, 2, out=out), expected)


@pytest.mark.parametrize("shape", [(40, 50), (1, 1), (1, 7), (7, 1)])
def test_one_repeated_element(shape: tuple[int, int]) -> None:
    repeated = np.broadcast_to(np.float32(5), shape)
    assert np.array_equal(ps.box(repeated, 3), np.full(shape, 5, np.float32))
    row = np.broadcast_to(np.arange(shape[1], dtype=np.float32), shape)
    assert np.array_equal(ps.gaussian(row, 1), ps.gaussian(np.array(row), 1))


def test_sizes_of_one_with_odd_strides() -> None:
    memory = np.arange(100, dtype=np.float32)
    for shape, strides in (((1, 5), (3, 4)), ((5, 1), (8, 2)), ((1, 5), (7, 0)), ((1, 1), (1, 1))):
        array = as_strided(memory, shape, strides)
        assert np.array_equal(ps.gaussian(array, 1), ps.gaussian(np.array(array), 1))
        if 0 not in strides:
            out = as_strided(np.zeros(100, np.float32), shape, strides)
            assert np.array_equal(ps.gaussian(array, 1, out=out), ps.gaussian(np.array(array), 1))


def test_windows_that_overlap() -> None:
    windows = sliding_window_view(np.arange(30.0), 7)
    assert np.array_equal(ps.gaussian(windows, 1), ps.gaussian(windows.copy(), 1))


def test_plans_do_not_remember_alignment() -> None:
    """A plan that was made for an aligned array serves one of the same strides that is not, also in a long call."""
    for side in (10, 1200):
        aligned = np.random.default_rng(3).random((side, side))
        shifted = np.zeros(aligned.nbytes + 1, np.uint8)[1:].view(np.float64).reshape(side, side)
        shifted[...] = aligned
        assert not shifted.flags.aligned
        assert np.array_equal(ps.gaussian(aligned, 12), ps.gaussian(shifted, 12))


def test_no_axes_and_no_elements() -> None:
    for number in (np.float32(3), np.array(3.0), 3.5):
        result = ps.gaussian(number, 1)
        assert result.shape == () and result == number
    assert ps.box(7, 3).dtype == np.int64
    for shape in ((0,), (0, 5), (5, 0), (2, 0, 3)):
        empty = np.zeros(shape, np.float32)
        for filtering in (ps.gaussian, ps.unsharp):
            assert filtering(empty, 1, axes=-1).shape == shape
        assert ps.gradient(empty, axes=-1).shape == shape
        for axes in range(len(shape)):
            assert ps.describe(ps.gaussian, empty, 1, axes=axes)["scratch_bytes"] == 0
    assert ps.correlate(np.zeros((2, 3)), np.ones((3, 1)), mode="valid").shape == (0, 3)
    assert ps.gaussian([], 1).shape == (0,)


@pytest.mark.parametrize(
    "given",
    [
        IMAGE.tolist,
        lambda: memoryview(IMAGE),
        lambda: OnlyArray(),
        lambda: OnlyDLPack(IMAGE),
        lambda: Image.fromarray(IMAGE),
        lambda: IMAGE.view(Subclass),
        lambda: IMAGE.astype(">f4"),
    ],
    ids=["list", "buffer", "__array__", "__dlpack__", "Pillow", "subclass", "byte order"],
)
def test_other_arrays(given: Any) -> None:
    found = ps.gaussian(given(), 1)
    assert type(found) is np.ndarray
    assert np.allclose(found, SOFT, rtol=0, atol=1e-6)


def test_arrays_of_the_standard_library() -> None:
    for code in "bBhHiIlLqQfd":
        numbers = standard.array(code, [1, 2, 30])
        assert np.array_equal(ps.box(numbers, 3), ps.box(np.array(numbers), 3))
    assert ps.box(bytearray(b"\x01\x02\x06"), 3).dtype == np.uint8


def test_images_of_pillow() -> None:
    colours = Image.fromarray(np.random.default_rng(4).integers(0, 255, (6, 7, 3), np.uint8))
    assert np.array_equal(ps.gaussian(colours, 1, channel_axis=-1), ps.gaussian(np.array(colours), 1, axes=(0, 1)))


@pytest.mark.parametrize(
    "given",
    [
        lambda: np.ma.masked_array(IMAGE, IMAGE > 0.5),
        lambda: IMAGE + 1j,
        lambda: IMAGE > 0.5,
        lambda: IMAGE.astype(object),
        lambda: IMAGE.astype(np.longdouble),
        lambda: np.array(["a", "b"]),
        lambda: np.zeros(3, "M8[s]"),
        lambda: np.zeros(3, [("a", "f4")]),
        lambda: "text",
        lambda: b"bytes",
        lambda: None,
        lambda: [[1, 2], [3]],
        lambda: [1, "2"],
        lambda: [True, False],
        lambda: {1, 2},
        lambda: OnDevice(IMAGE),
        lambda: Image.fromarray(IMAGE > 0.5),
    ],
)
def test_what_is_no_array_of_numbers(given: Any) -> None:
    with pytest.raises(TypeError, match=r"^array: expected .*, found .*; .*"):
        ps.gaussian(given(), 1)


def test_results_are_no_views() -> None:
    for sigma in (0, 1):
        array = IMAGE.copy()
        assert not np.shares_memory(ps.gaussian(array, sigma), array)


def test_arrays_that_die() -> None:
    for side in range(1, 60):
        results = [ps.gaussian(np.random.default_rng(side).random((side, side)), 1 + side / 7) for _ in range(3)]
        gc.collect()
        assert all(np.array_equal(results[0], result) for result in results)


def test_parameters_that_can_change_are_read_every_time() -> None:
    class Sigma:
        value = 1.0

        def __float__(self) -> float:
            return self.value

    sigma: Any = Sigma()
    assert np.array_equal(ps.gaussian(IMAGE, sigma), SOFT)
    sigma.value = 3.0
    assert np.array_equal(ps.gaussian(IMAGE, sigma), ps.gaussian(IMAGE, 3))
    kernel = np.ones((3, 3))
    first = ps.correlate(IMAGE, kernel)
    kernel *= 2
    assert np.array_equal(ps.correlate(IMAGE, kernel), 2 * first)


def test_many_plans() -> None:
    """More layouts than plans are kept for."""
    for side in range(1, 400):
        assert ps.box(np.ones(side), 3).sum() == side
    assert ps.box(np.ones(1), 3).sum() == 1


@given(arrays(("float32", "float64", "uint8")), st.data())
def test_parts_give_the_bits_of_the_whole(drawn: Drawn, data: st.DataObject) -> None:
    """A part with the neighbours that it has, and the border where the whole ends."""
    axis, reach = drawn.axes[0], 3
    count = drawn.plain.shape[axis]
    first = data.draw(st.sampled_from([0, *range(reach, count)]))
    end = data.draw(st.sampled_from([*range(first + 1, count - reach + 1), count]))
    before, after = min(first, reach), min(count - end, reach)
    assume((first == 0 and end == count) or before + end - first + after >= reach)
    part = np.take(drawn.array, range(first - before, end + after), axis=axis)
    ends: Any = ("supplied" if before else "symmetric", "supplied" if after else "symmetric")
    found = ps.gaussian(
        part,
        0.8,
        axes=drawn.axes,
        border=[ends if each == axis else "symmetric" for each in drawn.axes],
        halo=[(before, after) if each == axis else (0, 0) for each in range(part.ndim)],
        origin=[first if each == axis else 0 for each in range(part.ndim)],
    )
    whole = ps.gaussian(drawn.plain, 0.8, axes=drawn.axes)
    assert np.array_equal(found, np.take(whole, range(first, end), axis=axis))


def test_spacing() -> None:
    """Lengths and slopes in units of the distance between samples, along the axes that it is said of."""
    volume = np.random.default_rng(6).random((6, 7, 8))
    for axes, spacing in (((0, 2), (2.0, 0.5)), ((1, 2), 4.0), ((0,), [3.0])):
        each = np.broadcast_to(spacing, len(axes))
        found = ps.gaussian(volume, 2, axes=axes, spacing=spacing)
        assert np.array_equal(found, ps.gaussian(volume, [2 / distance for distance in each], axes=axes))
        slope = ps.derivative(volume, axes[0], axes=axes, spacing=spacing)
        assert np.allclose(slope, ps.derivative(volume, axes[0], axes=axes) / each[0])
        width = [3 * distance for distance in each]
        assert np.allclose(ps.box(volume, width, axes=axes, spacing=spacing), ps.box(volume, 3, axes=axes))


@given(arrays(), st.data())
def test_take(drawn: Drawn, data: st.DataObject) -> None:
    axis = data.draw(st.integers(-drawn.plain.ndim, drawn.plain.ndim - 1))
    size = drawn.plain.shape[axis]
    indices = data.draw(st.lists(st.integers(-size, size - 1), max_size=5))
    found = ps.take(drawn.array, indices, axis=axis)
    expected = np.stack([np.take(drawn.plain, index, axis) for index in indices], axis) if indices else found
    assert np.array_equal(found, expected) and found.shape[axis] == len(indices)
    out = np.empty_like(found)
    assert ps.take(drawn.array, indices, axis=axis, out=out) is out
    assert np.array_equal(out, expected)
