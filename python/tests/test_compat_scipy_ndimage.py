"""The filters of ``scipy.ndimage`` give SciPy's own results, bit for bit."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from cases import CASES, FLOATS, INTEGERS, Array, assert_same, cases, outcome, samples, sizes, taps
from conftest import RunPython
from scipy import ndimage as theirs

import pointspread
from pointspread.compat.scipy import ndimage as ours

MODES = ("reflect", "grid-mirror", "mirror", "nearest", "wrap", "grid-wrap", "constant", "grid-constant")
TYPES = (*INTEGERS, *FLOATS)

Random = np.random.Generator
Arguments = tuple[tuple[Any, ...], dict[str, Any]]


@pytest.fixture(autouse=True)
def quiet() -> Any:
    # SciPy warns where it takes the root of what has wrapped around.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def compare(function: str, *given: Any, **named: Any) -> None:
    expected = getattr(theirs, function)(*given, **named)
    found = getattr(ours, function)(*given, **named)
    assert_same(found, expected, function, given[0].dtype, given[0].shape, given[1:], named)


# What each function is called with, for an array and random numbers.


def shared(random: Random, rank: int = 0, *, many: bool = False) -> dict[str, Any]:
    """The arguments that all functions have."""
    mode: Any = str(random.choice(MODES))
    if many and random.random() < 0.3:
        mode = [str(each) for each in random.choice(MODES, rank)]
    output = TYPES[random.integers(len(TYPES))] if random.random() < 0.3 else None
    return {"output": output, "mode": mode, "cval": float(random.choice([0, 5.5, -3, 1e6]))}


def an_axis(random: Random, array: Array) -> int:
    return int(random.integers(-array.ndim, array.ndim))


def some_axes(random: Random, array: Array) -> tuple[int, ...] | None:
    """All axes, or some of them in any order."""
    if random.random() < 0.6:
        return None
    return tuple(int(axis) for axis in random.permutation(array.ndim)[: random.integers(1, array.ndim + 1)])


def an_origin(random: Random, count: int, *, turned: bool = False) -> int:
    origin = int(random.integers(-(count // 2), (count - 1) // 2 + 1))
    return -origin - (count % 2 == 0) if turned else origin


def a_count(random: Random) -> int:
    return int(random.integers(1, 12) if random.random() < 0.8 else random.integers(12, 150))


def a_sigma(random: Random) -> float:
    return float(random.choice([0.3, 0.5, 0.8, 1, 1.5, 2.2, 4, random.random() * 6 + 0.1]))


def line(random: Random, array: Array, *, turned: bool = False) -> Arguments:
    weights = taps(random, a_count(random))
    origin = an_origin(random, len(weights), turned=turned)
    return (weights, an_axis(random, array)), {"origin": origin, **shared(random)}


def dense(random: Random, array: Array, *, turned: bool = False) -> Arguments:
    axes = some_axes(random, array)
    weights = random.standard_normal(random.integers(1, 5, len(axes or array.shape)))
    weights[random.random(weights.shape) < random.choice([0, 0.4])] = 0
    if random.random() < 0.3:
        weights = np.abs(weights) / max(np.abs(weights).sum(), 1)
    origin: Any = [an_origin(random, count, turned=turned) for count in weights.shape]
    if axes and len(axes) < array.ndim:
        # Kernels lie along ascending axes, origins along those that are named.
        origin = 0
    return (weights,), {"origin": origin, "axes": axes, **shared(random)}


def gaussian_line(random: Random, array: Array) -> Arguments:
    radius = int(random.integers(40)) if random.random() < 0.3 else None
    named = {"order": int(random.integers(7)), "truncate": float(random.choice([4, 3, 2.5])), "radius": radius}
    return (a_sigma(random), an_axis(random, array)), {**named, **shared(random)}


def gaussian(random: Random, array: Array) -> Arguments:
    axes = some_axes(random, array)
    count = len(axes or array.shape)
    sigma: Any = a_sigma(random)
    order: Any = int(random.choice([0, 0, 0, 1, 2, 3]))
    radius: Any = None
    if random.random() < 0.5:
        sigma = [float(each) for each in random.random(count) * 3 * (random.random(count) < 0.8)]
        order = [int(each) for each in random.integers(0, 5, count)]
    if random.random() < 0.2:
        radius = [int(each) for each in random.integers(0, 9, count)]
    return (sigma,), {"order": order, "radius": radius, "axes": axes, **shared(random, count, many=True)}


def uniform_line(random: Random, array: Array) -> Arguments:
    size = a_count(random)
    return (size, an_axis(random, array)), {"origin": an_origin(random, size), **shared(random)}


def uniform(random: Random, array: Array) -> Arguments:
    axes = some_axes(random, array)
    size = [int(each) for each in random.integers(0, 9, len(axes or array.shape))]
    origin = [an_origin(random, max(each, 1)) for each in size]
    return (size,), {"origin": origin, "axes": axes, **shared(random, len(size), many=True)}


def derivative(random: Random, array: Array) -> Arguments:
    return (an_axis(random, array),), shared(random, array.ndim, many=True)


def laplacian(random: Random, array: Array) -> Arguments:
    axes = some_axes(random, array)
    return (), {"axes": axes, **shared(random, len(axes or array.shape), many=True)}


def gaussian_derivatives(random: Random, array: Array, *, spread: bool) -> Arguments:
    axes = some_axes(random, array)
    count = len(axes or array.shape)
    sigma: Any = a_sigma(random)
    if random.random() < 0.3:
        sigma = [float(each) for each in random.random(count if spread else array.ndim) * 3]
    truncate = float(random.choice([4, 3]))
    return (sigma,), {"axes": axes, "truncate": truncate, **shared(random, count, many=True)}


FUNCTIONS: dict[str, Callable[[Random, Array], Arguments]] = {
    "correlate1d": line,
    "convolve1d": lambda random, array: line(random, array, turned=True),
    "correlate": dense,
    "convolve": lambda random, array: dense(random, array, turned=True),
    "gaussian_filter1d": gaussian_line,
    "gaussian_filter": gaussian,
    "uniform_filter1d": uniform_line,
    "uniform_filter": uniform,
    "sobel": derivative,
    "prewitt": derivative,
    "laplace": laplacian,
    "gaussian_laplace": lambda random, array: gaussian_derivatives(random, array, spread=True),
    "gaussian_gradient_magnitude": lambda random, array: gaussian_derivatives(random, array, spread=False),
}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_random_cases_are_equal(function: str) -> None:
    for random in cases():
        array = samples(random, sizes(random, None), TYPES[random.integers(len(TYPES))])
        given, named = FUNCTIONS[function](random, array)
        compare(function, array, *given, **named)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_all_modes_and_types_are_equal(function: str) -> None:
    """At all sizes that are smaller than the reach, too."""
    arguments = {
        "correlate1d": ([1, 2.5, -3, 0.25],),
        "convolve1d": ([1, 2.5, -3, 0.25],),
        "correlate": ([[1, 2.5, -3, 0.25], [0.5, -1, 2, 3]],),
        "convolve": ([[1, 2.5, -3, 0.25], [0.5, -1, 2, 3]],),
        "uniform_filter1d": (4,),
    }
    given = arguments.get(function, (1.5,) if "gaussian" in function else ())
    for random, (mode, dtype, shape) in zip(
        cases(10**9), itertools.product(MODES, TYPES, ((1, 1), (1, 2), (3, 1), (2, 5))), strict=False
    ):
        array = samples(random, shape, dtype)
        compare(function, array, *given, mode=mode, cval=3)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_large_images_are_equal(dtype: Any) -> None:
    array = (np.random.default_rng(11).random((1201, 1999)) * 255).astype(dtype)
    weights = np.random.default_rng(12).random((3, 5)) - 0.4
    expected = [theirs.gaussian_filter(array, 2), theirs.sobel(array), theirs.correlate(array, weights)]
    for threads in (1, 2):
        pointspread.set_threads(threads)
        found = [ours.gaussian_filter(array, 2), ours.sobel(array), ours.correlate(array, weights)]
        for one, other in zip(found, expected, strict=True):
            assert_same(one, other, threads)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_arrays_without_samples_stay_without(function: str) -> None:
    array = np.zeros((0, 3), np.int16)
    for random in cases(10):
        given, named = FUNCTIONS[function](random, array)
        compare(function, array, *given, **named)
    if function in ("gaussian_filter", "uniform_filter", "laplace"):
        compare(function, np.array(5.5), *([1] if function != "laplace" else []))


ADDING = ("laplace", "gaussian_laplace", "gaussian_gradient_magnitude")
"""Functions that add results, where SciPy joins truth values."""


@pytest.mark.parametrize("function", [name for name in FUNCTIONS if name not in ADDING])
def test_truth_values_are_bytes(function: str) -> None:
    for random in cases(CASES // 10):
        array = samples(random, sizes(random, 2), bool)
        given, named = FUNCTIONS[function](random, array)
        named["output"] = None
        compare(function, array, *given, **named)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_any_layout_and_any_result_are_equal(function: str) -> None:
    for random in cases(CASES // 10):
        array = samples(random, (9, 8, 7), np.float32)[::-1, ::2].transpose(2, 0, 1)
        given, named = FUNCTIONS[function](random, array)
        named["output"] = None
        compare(function, array, *given, **named)
        expected = getattr(theirs, function)(array, *given, **named)
        result = np.empty((7, 9, 8), np.float32)[:, :, ::2]
        assert getattr(ours, function)(array, *given, **{**named, "output": result}) is result
        assert_same(result, expected)
        array = array.copy()
        assert getattr(ours, function)(array, *given, **{**named, "output": array}) is array
        assert_same(array, expected)


def test_either_exponential_is_equal(run_python: RunPython) -> None:
    """The taps of the original depend on the processor; NumPy can be told to forget some of it."""
    program = """
        import numpy as np
        from scipy import ndimage as theirs
        from pointspread.compat._exponential import exponential
        from pointspread.compat.scipy import ndimage as ours

        impulse = np.zeros(121)
        impulse[60] = 1
        for place, sigma in enumerate(np.random.default_rng(7).random(140) * 12 + 0.1):
            for order in {0, place % 7}:
                given = dict(order=order, radius=int(min(60, sigma * 40)))
                expected = theirs.gaussian_filter1d(impulse, sigma, **given)
                assert (ours.gaussian_filter1d(impulse, sigma, **given) == expected).all(), (sigma, order)
        print(exponential())
    """
    features = np.lib.introspect.opt_func_info(func_name="^exp$", signature="^float64$")["exp"]["dd"]["available"]
    disabled = " ".join(name for name in features.split() if not name.startswith("baseline"))
    found = [run_python(program, env={**os.environ, "NPY_DISABLE_CPU_FEATURES": names}) for names in ("", disabled)]
    assert found[1] == "libm"
    assert found[0] in ("libm", "numpyAVX512")


ERRORS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("correlate1d", ([1, 2], []), {}),
    ("correlate1d", ([1, 2], [[1]]), {}),
    ("correlate1d", ([1, 2], [1, 2]), {"axis": 1}),
    ("correlate1d", ([1, 2], [1, 2]), {"origin": 1}),
    ("correlate1d", ([1, 2], [1, 2]), {"mode": "border"}),
    ("correlate1d", ([1, 2], [1, 2]), {"output": np.zeros(3)}),
    ("correlate1d", ([1, 2], [1, 2]), {"output": "str"}),
    ("correlate1d", ([1, 2], [1, 2]), {"cval": 1j}),
    ("correlate1d", (np.zeros(2, np.float16), [1, 2]), {}),
    ("convolve1d", ([1, 2], [1, 2]), {"origin": 1}),
    ("correlate", ([1, 2], [[1, 2]]), {}),
    ("correlate", ([1, 2], []), {}),
    ("correlate", ([1, 2], [1, 2]), {"origin": 2}),
    ("correlate", ([1, 2], [1, 2]), {"origin": [0, 0]}),
    ("correlate", ([1, 2], [1, 2]), {"mode": ["reflect"]}),
    ("correlate", ([[1, 2]], [[1, 2]]), {"axes": (0, 0)}),
    ("correlate", ([[1, 2]], [[1, 2]]), {"axes": 1.5}),
    ("gaussian_filter1d", ([1, 2], 0), {}),
    ("gaussian_filter1d", ([1, 2], 1), {"order": -1}),
    ("gaussian_filter1d", ([1, 2], 1), {"radius": -1}),
    ("gaussian_filter1d", ([1, 2], 1), {"radius": 1.5}),
    ("gaussian_filter1d", ([1, 2], float("nan")), {}),
    ("gaussian_filter", ([1, 2], [1, 2]), {}),
    ("gaussian_filter", ([1, 2], 1), {"order": [1, 2]}),
    ("gaussian_filter", ([1, 2], 1), {"mode": ["reflect", "wrap"]}),
    ("gaussian_filter", ([1, 2], 1), {"axes": 2}),
    ("uniform_filter1d", ([1, 2], 0), {}),
    ("uniform_filter1d", ([1, 2], 3), {"origin": 2}),
    ("uniform_filter", ([1, 2], 3), {"origin": -2}),
    ("uniform_filter", ([1, 2], [3, 3]), {}),
    ("sobel", ([1, 2],), {"axis": 3}),
    ("prewitt", ([1, 2],), {"mode": ["wrap", "wrap"]}),
    ("laplace", ([1, 2],), {"mode": "none"}),
    ("gaussian_laplace", ([1, 2], [1, 1]), {}),
    ("gaussian_gradient_magnitude", ([1, 2], [1, 1]), {}),
]


@pytest.mark.parametrize(("function", "given", "named"), ERRORS)
def test_errors_are_of_the_same_kind(function: str, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    expected = outcome(getattr(theirs, function), *given, **named)
    assert isinstance(expected, type)
    assert outcome(getattr(ours, function), *given, **named) is expected


@pytest.mark.parametrize("function", ADDING)
def test_truth_values_are_not_added(function: str) -> None:
    given = () if function == "laplace" else (1,)
    with pytest.raises(TypeError, match="truth values"):
        getattr(ours, function)(np.zeros(3, bool), *given)
    array = np.array([True, False, False, True])
    compare(function, array, *given, output=np.int16)


def test_complex_numbers_are_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        ours.gaussian_filter(np.zeros(3, complex), 1)


def test_signatures_are_equal() -> None:
    import inspect

    for name in FUNCTIONS:
        expected = inspect.signature(getattr(theirs, name)).parameters
        found = inspect.signature(getattr(ours, name)).parameters
        for parameter in expected.values():
            if parameter.kind is not inspect.Parameter.VAR_KEYWORD:
                assert found[parameter.name].replace(annotation=parameter.annotation) == parameter, name
