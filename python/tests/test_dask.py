"""Filters of dask arrays have the bits of the same filters of whole arrays."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pointspread as ps

da = pytest.importorskip("dask.array")
psd = pytest.importorskip("pointspread.dask")

SIDES = ["symmetric", "reflect101", "replicate", "wrap", "zeros", ("constant", 0.3), ("constant", -7)]
TYPES = ["uint8", "int16", "int32", "uint64", "float16", "float32", "float64"]


def assert_same_bits(lazy: Any, whole: np.ndarray[Any, Any], name: object = "") -> None:
    """Compares shape, type and every bit, but for those that tell one NaN from another."""
    assert isinstance(lazy, da.Array)
    assert (lazy.shape, lazy.dtype, lazy._meta.dtype, lazy._meta.ndim) == (whole.shape, whole.dtype, whole.dtype, whole.ndim)
    result = lazy.compute(scheduler="synchronous")
    assert (type(result), result.shape, result.dtype) == (np.ndarray, whole.shape, whole.dtype), name
    bits = f"u{whole.itemsize}"
    with np.errstate(invalid="ignore"):
        same = (np.ascontiguousarray(result).view(bits) == np.ascontiguousarray(whole).view(bits)) | (
            (result != result) & (whole != whole)
        )
    assert same.all(), f"{name}: {np.argwhere(~same)[:4].tolist()} of {whole.shape}"


@st.composite
def chunkings(draw: Any, most: int) -> tuple[int, ...]:
    """The sizes of one to four chunks along an axis, also of chunks without samples."""
    smallest = draw(st.sampled_from([0, 1, 1, 1]))
    return tuple(draw(st.lists(st.integers(smallest, most), min_size=1, max_size=4)))


def sample_array(seed: int, shape: tuple[int, ...], dtype: str) -> np.ndarray[Any, Any]:
    random = np.random.default_rng(seed)
    if np.dtype(dtype).kind in "iu":
        info = np.iinfo(dtype)
        return random.integers(info.min, info.max, shape, dtype, endpoint=True)
    array = random.normal(size=shape).astype(dtype)
    array[random.random(shape) < 0.1] = -0.0
    return array


def per_axis(draw: Any, values: Any, count: int) -> Any:
    """One value, or one for each filtered axis."""
    return draw(values) if draw(st.booleans()) else [draw(values) for _ in range(count)]


@st.composite
def calls(draw: Any, axis_count: int, filtered: list[int]) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """A filter of so many axes, and its parameters."""
    name = draw(
        st.sampled_from([name for name in psd.__all__ if axis_count == 2 or name not in ("motion", "gradient_orientation")])
    )
    sigmas = st.sampled_from([0, 0.4, 0.7, 1.3, 3, 9])
    kinds = st.sampled_from(["central", "forward", "sobel", "scharr"])
    if name == "gaussian":
        return (
            name,
            (per_axis(draw, sigmas, axis_count),),
            {
                "order": draw(st.sampled_from([0, 0, 1, 2])),
                "sampling": draw(st.sampled_from(["sampled", "integrated", "discrete"])),
                "accuracy": draw(st.sampled_from([None, None, 1e-3])),
            },
        )
    if name == "box":
        return name, (per_axis(draw, st.sampled_from([1, 2, 3, 4.5, 8, 25]), axis_count),), {}
    if name == "motion":
        return name, (draw(st.sampled_from([3, 6.5, 15])), draw(st.sampled_from([0, 37, 90]))), {}
    if name in ("correlate", "convolve"):
        options = {"mode": draw(st.sampled_from(["same", "same", "valid", "full"]))}
        extents = [draw(st.integers(1, 7)) for _ in range(axis_count)]
        weights = np.random.default_rng(draw(st.integers(0, 99))).normal(size=extents)
        if draw(st.booleans()):
            options["anchor"] = [draw(st.integers(0, extent - 1)) for extent in extents]
        if draw(st.booleans()):
            return name, (), {"separable": [np.arange(1.0, extent + 1) for extent in extents], **options}
        return name, (weights,), options
    if name == "derivative":
        return name, (draw(st.sampled_from(filtered)),), {"kind": draw(kinds)}
    if name.startswith("gradient"):
        return name, (), {"kind": draw(kinds)}
    if name == "laplacian":
        return name, (draw(st.sampled_from([None, 0.7, 2])),), {}
    if name == "unsharp":
        return name, (per_axis(draw, sigmas, axis_count),), {"amount": 0.8, "threshold": draw(st.sampled_from([0, 0.1]))}
    return name, (draw(sigmas), draw(sigmas)), {}


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_filter_of_any_chunks_has_the_bits_of_the_whole(data: Any) -> None:
    draw = data.draw
    rank = draw(st.integers(1, 3))
    chunks = tuple(draw(chunkings(14 if rank < 3 else 7)) for _ in range(rank))
    shape = tuple(map(sum, chunks))
    axes = draw(st.sets(st.integers(0, rank - 1), min_size=1))
    filtered = sorted(axes)
    options: dict[str, Any] = {"axes": tuple(draw(st.permutations(filtered)))}
    if len(filtered) < rank and draw(st.booleans()):
        options = {"channel_axis": draw(st.sampled_from([axis for axis in range(rank) if axis not in axes]))}
        filtered = [axis for axis in range(rank) if axis != options["channel_axis"]]
    side = st.sampled_from(SIDES)
    options["border"] = per_axis(draw, st.one_of(side, st.tuples(side, side)), len(filtered))
    name, parameters, own = draw(calls(len(filtered), filtered))
    if name not in ("motion", "correlate", "convolve") and draw(st.booleans()):
        options["spacing"] = per_axis(draw, st.sampled_from([0.5, 1, 0.7]), len(filtered))
    array = sample_array(draw(st.integers(0, 2**32 - 1)), shape, draw(st.sampled_from(TYPES)))
    # Of 64-bit integers the library takes halos away in float64, where a filter does nothing else.
    if own.get("mode", "same") == "same" and array.itemsize < 8 and draw(st.integers(0, 3)) == 0:
        halo = [(draw(st.integers(0, size // 3)), draw(st.integers(0, size // 3))) for size in shape]
        options |= {"halo": halo, "origin": [draw(st.integers(0, 50)) for _ in shape]}

    lazy, whole = getattr(psd, name), getattr(ps, name)
    try:
        expected = whole(array, *parameters, **own, **options)
    except (ValueError, TypeError) as error:
        with pytest.raises(type(error)) as raised:
            lazy(da.from_array(array, chunks=chunks), *parameters, **own, **options)
        assert str(raised.value) == str(error)
        return
    result = lazy(da.from_array(array, chunks=chunks), *parameters, **own, **options)
    if own.get("mode", "same") == "same" and "halo" not in options:
        assert result.chunks[-rank:] == chunks
    assert_same_bits(result, expected, (name, parameters, own, options))


@pytest.mark.parametrize("border", SIDES, ids=str)
@pytest.mark.parametrize("radius", [1, 2, 3, 5, 9, 10, 11, 19, 20, 21, 50])
def test_a_border_may_reach_beyond_the_next_chunk(border: Any, radius: int) -> None:
    array = sample_array(7, (10,), "float64")
    taps = np.random.default_rng(radius).random(2 * radius + 1)
    for chunks in [(10,), (1, 9), (9, 1), (1, 2, 3, 4), (1,) * 10, (4, 3, 3)]:
        chunked = da.from_array(array, chunks=(chunks,))
        assert_same_bits(psd.correlate(chunked, taps, border=border), ps.correlate(array, taps, border=border), chunks)
        one_sided = {"anchor": 0, "border": ("replicate", border)}
        assert_same_bits(psd.correlate(chunked, taps, **one_sided), ps.correlate(array, taps, **one_sided), chunks)


@pytest.mark.parametrize("border", ["symmetric", "reflect101", "replicate", "wrap", "zeros", ["wrap", ("constant", 3)]])
@pytest.mark.parametrize("mode", ["same", "valid", "full"])
def test_chunks_take_their_share_of_tiles(border: Any, mode: str) -> None:
    """Transforms round every output of a tile together, so that a chunk needs all of its tiles."""
    random = np.random.default_rng(5)
    kernel = random.normal(size=(21, 26))
    array = random.random((700, 350), np.float32)
    options: dict[str, Any] = dict(border=border, mode=mode, tolerance=1e-5, origin=(-30, 1000))
    assert ps.describe(ps.correlate, array, kernel, **options)["method"] == "fourier"
    lazy = psd.correlate(da.from_array(array, chunks=((130, 500, 70), (200, 7, 143))), kernel, **options)
    assert_same_bits(lazy, ps.correlate(array, kernel, **options))


def test_not_a_number_stays_where_it_is() -> None:
    array = sample_array(3, (9, 12), "float32")
    array[4, 3], array[0, 11] = np.nan, np.inf
    assert_same_bits(psd.box(da.from_array(array, chunks=(2, 5)), 3), ps.box(array, 3))


def test_other_byte_orders_and_strides_are_read() -> None:
    array = sample_array(5, (12, 14), "float32")
    for other in (array.astype(">f4"), array[::-2, 1::3], array.T):
        assert_same_bits(psd.gaussian(da.from_array(other, chunks=3), 1), ps.gaussian(other, 1))


def test_arrays_that_are_not_lazy_become_so() -> None:
    assert_same_bits(psd.gaussian(np.eye(5), 1), ps.gaussian(np.eye(5), 1))
    assert_same_bits(psd.gaussian([[1.0, 2.0]], 1), ps.gaussian([[1.0, 2.0]], 1))
    assert_same_bits(psd.correlate(np.eye(5), da.ones((3, 3))), ps.correlate(np.eye(5), np.ones((3, 3))))
    assert_same_bits(psd.gaussian(np.float64(3), 1), np.asarray(ps.gaussian(np.float64(3), 1)))


def test_later_changes_of_the_parameters_do_not_count() -> None:
    kernel = np.ones((3, 3))
    lazy = psd.correlate(da.eye(8, chunks=4), kernel)
    kernel[:] = 5
    assert_same_bits(lazy, ps.correlate(np.eye(8), np.ones((3, 3))))


@pytest.mark.parametrize("scheduler", ["threads", "processes", "synchronous"])
def test_every_scheduler_gives_the_same_bits(scheduler: str) -> None:
    array = sample_array(11, (40, 50), "uint8")
    lazy = psd.gradient(da.from_array(array, chunks=(13, 21)), kind="sobel", border="wrap")
    assert np.array_equal(lazy.compute(scheduler=scheduler), ps.gradient(array, kind="sobel", border="wrap"))
    assert lazy.chunks == ((2,), (13, 13, 13, 1), (21, 21, 8))


def test_filters_follow_one_another() -> None:
    array = sample_array(13, (31, 29), "float32")
    lazy = psd.unsharp(psd.gaussian(da.from_array(array, chunks=(8, 9)) + 1, 2), 1)[3:20, ::2]
    assert_same_bits(lazy, ps.unsharp(ps.gaussian(array + 1, 2), 1)[3:20, ::2])


def test_only_the_samples_that_are_reached_are_asked_for() -> None:
    """A chunk is made of the chunks around it, of which slices as thin as the reach are cut out."""
    lazy = psd.gaussian(da.zeros((90, 90), chunks=10), 0.5, border="wrap")
    layer = lazy.dask.layers[lazy.name]
    tasks = {task.key: task for task in layer.tasks((lazy.name, 4, 4))}
    slices = [task for key, task in tasks.items() if key != (lazy.name, 4, 4)]
    assert len(slices) == 8
    assert {tuple(np.subtract(task.args[2], task.args[1])) for task in slices} == {(2, 10), (10, 2), (2, 2)}
    alone, depends = layer.cull({(lazy.name, 0, 0)}, set())
    chunks = {key[1:] for needed in depends.values() for key in needed if key[0] == layer.source}
    assert len(alone) == 9
    assert chunks == {(row, column) for row in (8, 0, 1) for column in (8, 0, 1)}


def test_every_chunk_knows_where_it_lies_in_the_whole() -> None:
    lazy = psd.box(da.zeros((10, 9), chunks=(4, 5)), 3, halo=[(1, 0), (2, 1)], origin=[100, 7])
    layer = lazy.dask.layers[lazy.name]
    assert lazy.chunks == ((3, 4, 2), (3, 3))
    assert [[part.origin for part in parts] for parts in layer.axes] == [[100, 103, 107], [7, 10]]


@pytest.mark.parametrize("border", ["symmetric", "reflect101", "replicate", "wrap", ("constant", 0.5)])
def test_samples_that_are_left_out_are_the_same_in_every_chunk(border: Any) -> None:
    image = np.random.default_rng(8).random((211, 173), dtype=np.float32)
    wanted = ps.gaussian(image, sigma=(10, 8), accuracy=1e-2, border=border)
    assert ps.describe(ps.gaussian, image, sigma=(10, 8), accuracy=1e-2)["method"] == "decimated"
    lazy = psd.gaussian(da.from_array(image, chunks=(67, 59)), sigma=(10, 8), accuracy=1e-2, border=border)
    assert np.array_equal(lazy.compute(), wanted)


def test_a_graph_of_a_million_chunks_takes_no_memory_until_it_is_needed() -> None:
    lazy = psd.gaussian(da.zeros((100, 1000, 10000), chunks=(1, 10, 100)), 1, axes=(0, 1, 2))
    layer = lazy.dask.layers[lazy.name]
    assert lazy.npartitions == 1_000_000
    assert not layer.is_materialized()
    assert sum(len(parts) for parts in layer.axes) == 300
    assert lazy[:1, :10, :100].compute(scheduler="synchronous").shape == (1, 10, 100)
    assert not layer.is_materialized()


def test_equal_calls_are_computed_once() -> None:
    array = da.zeros((10, 10), chunks=5)
    assert psd.gaussian(array, 1).name == psd.gaussian(array, sigma=1).name
    names = {psd.gaussian(array, 1, **options).name for options in ({}, {"border": "wrap"}, {"origin": [1, 2]}, {"radius": 2})}
    assert len(names) == 4


@pytest.mark.parametrize("name", psd.__all__)
def test_signatures_are_those_of_the_whole(name: str) -> None:
    lazy, whole = inspect.signature(getattr(psd, name)), inspect.signature(getattr(ps, name))
    assert list(lazy.parameters) == [parameter for parameter in whole.parameters if parameter != "out"]
    assert lazy.parameters["threads"].default == 1
    assert "dask" in (getattr(psd, name).__doc__ or "")


@pytest.mark.parametrize(
    "call",
    [
        lambda module, array: module.gaussian(array, -1),
        lambda module, array: module.gaussian(array, 1, border="reflect"),
        lambda module, array: module.gaussian(array, 1, border="supplied"),
        lambda module, array: module.gaussian(array, 1, border=["wrap", "wrap", "wrap"]),
        lambda module, array: module.gaussian(array, 1, axes=2),
        lambda module, array: module.gaussian(array, 1, halo=[(1, 1)]),
        lambda module, array: module.gaussian(array, 1, tolerance=-1),
        lambda module, array: module.gaussian(array > 0, 1),
        lambda module, array: module.correlate(array),
        lambda module, array: module.correlate(array, np.ones((3, 3)), halo=[(1, 1), (1, 1)], mode="full"),
        lambda module, array: module.box(array[None], 3),
        lambda module, array: module.gaussian(array, 1, threads="many"),
        lambda module, array: module.gaussian(array, 1, threads=-1),
    ],
)
def test_errors_are_raised_by_the_call_itself(call: Any) -> None:
    with pytest.raises((ValueError, TypeError)) as whole:
        call(ps, np.ones((6, 7)))
    with pytest.raises(whole.type) as lazy:
        call(psd, da.ones((6, 7), chunks=3))
    assert str(lazy.value) == str(whole.value)


def test_unknown_parameters_chunks_and_masks_are_refused() -> None:
    array = da.ones((6, 7), chunks=3)
    for options in ({"colour": 1}, {"out": None}):
        with pytest.raises(TypeError, match=r"gaussian\(\) got an unexpected keyword argument"):
            psd.gaussian(array, 1, **options)
    with pytest.raises(TypeError, match=r"gaussian\(\) missing a required argument: 'sigma'"):
        psd.gaussian(array)
    with pytest.raises(ValueError, match="chunks of known sizes"):
        psd.gaussian(array[array[:, 0] > 0], 1)
    with pytest.raises(TypeError, match="a masked array"):
        psd.gaussian(da.ma.masked_less(array, 0), 1)


def test_dask_is_loaded_when_it_is_asked_for_and_missed_in_one_line() -> None:
    program = """
import sys
import pointspread
assert "dask" not in sys.modules
sys.modules["dask"] = None
try:
    import pointspread.dask
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert "pip install 'pointspread[dask]'" in done.stdout
