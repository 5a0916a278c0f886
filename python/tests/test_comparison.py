"""Results against SciPy's, computed in 64-bit floats, on arrays of any type, shape and layout."""

from __future__ import annotations

from typing import Any

import numpy as np
from bounds import assert_close, error_bound
from drawing import FLOATS, NUMPY, Drawn, arrays, borders, padded, scipy_border
from hypothesis import assume, given
from hypothesis import strategies as st
from reference import by_axis, dense
from scipy import ndimage

import pointspread as ps

Array = np.ndarray[Any, Any]


def taps(generator: np.random.Generator, count: int) -> Array:
    """Any taps: of either sign, symmetric, antisymmetric, whole numbers, some of them 0."""
    drawn: Array = generator.standard_normal(count)
    kind = generator.integers(5)
    if kind == 1:
        drawn = drawn + drawn[::-1]
    elif kind == 2:
        drawn = drawn - drawn[::-1]
    elif kind == 3:
        drawn = generator.integers(-3, 4, count).astype(float)
    elif kind == 4:
        drawn = drawn * (generator.random(count) < 0.6)
    return drawn


widths = st.lists(st.integers(1, 9), min_size=3, max_size=3)


@given(arrays(), borders(), widths, st.booleans(), st.data())
def test_separable(drawn: Drawn, border: Any, counts: list[int], turned: bool, data: st.DataObject) -> None:
    kernels = [taps(drawn.generator, count) for count in counts[: len(drawn.axes)]]
    anchors = [data.draw(st.integers(0, kernel.size - 1)) for kernel in kernels]
    filtering = ps.convolve if turned else ps.correlate
    found = filtering(drawn.array, separable=kernels, anchor=anchors, axes=drawn.axes, border=border)
    if turned:
        kernels = [kernel[::-1] for kernel in kernels]
        anchors = [kernel.size - 1 - anchor for kernel, anchor in zip(kernels, anchors, strict=True)]
    origins = [anchor - kernel.size // 2 for kernel, anchor in zip(kernels, anchors, strict=True)]
    exact = by_axis(drawn.plain, drawn.axes, kernels, border, origins)
    assert_close(found, exact, error_bound(drawn.plain, kernels, border))


@given(arrays(), borders(), widths, st.booleans(), st.data())
def test_dense(drawn: Drawn, border: Any, counts: list[int], turned: bool, data: st.DataObject) -> None:
    counts = [min(count, 5) for count in counts[: len(drawn.axes)]]
    kernel = taps(drawn.generator, int(np.prod(counts))).reshape(counts)
    anchor = [data.draw(st.integers(0, count - 1)) for count in counts]
    filtering = ps.convolve if turned else ps.correlate
    found = filtering(drawn.array, kernel, anchor=anchor, axes=drawn.axes, border=border)
    origin = [index - count // 2 for index, count in zip(anchor, counts, strict=True)]
    exact = dense(drawn.plain, kernel, drawn.axes, border, origin, turned)
    assert_close(found, exact, error_bound(drawn.plain, [kernel], border))


def _end(draw: Any) -> Any:
    name = draw(st.sampled_from([*NUMPY, "constant"]))
    return ("constant", 2.0) if name == "constant" else name


@given(arrays(least_rank=1, most_axes=2), widths, st.sampled_from(["same", "full", "valid"]), st.booleans(), st.data())
def test_borders_by_end(drawn: Drawn, counts: list[int], mode: Any, is_dense: bool, data: st.DataObject) -> None:
    """Another border at every end of every axis, against a correlation with an array that is continued first."""
    kernels = [taps(drawn.generator, count) for count in counts[: len(drawn.axes)]]
    ends = [(_end(data.draw), _end(data.draw)) for _ in drawn.axes]
    whole = drawn.plain.astype(np.float64)
    for axis, kernel, pair in zip(drawn.axes, kernels, ends, strict=True):
        n = kernel.size
        before, after = {"same": (n // 2, n - 1 - n // 2), "full": (n - 1, n - 1), "valid": (0, 0)}[mode]
        assume(before + drawn.plain.shape[axis] + after >= n)
        whole = padded(whole, axis, before, after, pair)
    kernel = kernels[0] if len(kernels) == 1 else np.multiply.outer(*kernels)
    view = np.lib.stride_tricks.sliding_window_view(whole, kernel.shape, drawn.axes)  # type: ignore[call-overload]
    exact = np.tensordot(view, kernel, kernel.ndim)
    given_kernel = {"kernel": kernel} if is_dense else {"separable": kernels}
    found = ps.correlate(drawn.array, **given_kernel, axes=drawn.axes, border=list(ends), mode=mode)
    assert_close(found, exact, error_bound(drawn.plain, [*kernels, np.ones(1)], list(ends)))


sigmas = st.floats(0.3, 6)


@given(arrays(), borders(), st.lists(sigmas | st.just(0.0), min_size=3, max_size=3), st.floats(1, 5))
def test_gaussian(drawn: Drawn, border: Any, sigma: list[float], truncate: float) -> None:
    sigma = sigma[: len(drawn.axes)]
    found = ps.gaussian(drawn.array, sigma, truncate=truncate, axes=drawn.axes, border=border)
    exact = ndimage.gaussian_filter(
        drawn.plain.astype(np.float64), sigma, truncate=truncate, axes=drawn.axes, **scipy_border(border)
    )
    kernels = [ps.gaussian_taps(each, truncate=truncate) for each in sigma]
    assert_close(found, exact, error_bound(drawn.plain, kernels, border))


@given(arrays(), borders(), st.lists(st.integers(1, 30), min_size=3, max_size=3))
def test_box(drawn: Drawn, border: Any, counts: list[int]) -> None:
    counts = counts[: len(drawn.axes)]
    found = ps.box(drawn.array, counts, axes=drawn.axes, border=border)
    exact = ndimage.uniform_filter(drawn.plain.astype(np.float64), counts, axes=drawn.axes, **scipy_border(border))
    assert_close(found, exact, error_bound(drawn.plain, [np.full(count, 1 / count) for count in counts], border))


@given(arrays(), borders())
def test_laplacian(drawn: Drawn, border: Any) -> None:
    found = ps.laplacian(drawn.array, axes=drawn.axes, border=border)
    exact = ndimage.laplace(drawn.plain.astype(np.float64), axes=drawn.axes, **scipy_border(border))
    assert_close(found, exact, error_bound(drawn.plain, [np.array([1, -2, 1]), np.ones(len(drawn.axes))], border))


@given(arrays(), borders(), st.floats(0.5, 3), st.booleans())
def test_derivatives_of_a_gaussian(drawn: Drawn, border: Any, sigma: float, summed: bool) -> None:
    """The sum of second derivatives, and one mixed derivative, with the library's own taps in SciPy's correlation."""
    blur, first, second = (ps.gaussian_taps(sigma, order=order) for order in range(3))
    n = len(drawn.axes)
    if summed:
        found = ps.laplacian(drawn.array, sigma, axes=drawn.axes, border=border)
        sets = [[second if place == axis else blur for place in range(n)] for axis in range(n)]
    else:
        found = ps.gaussian(drawn.array, sigma, order=[1] * n, axes=drawn.axes, border=border)
        sets = [[first] * n]
    exact = np.sum([by_axis(drawn.plain, drawn.axes, kernels, border) for kernels in sets], axis=0)
    assert_close(found, exact, sum(error_bound(drawn.plain, kernels, border) for kernels in sets) * (1 + summed))


@given(arrays(), borders(), st.sampled_from(["sobel", "prewitt"]), st.data())
def test_smoothed_derivatives(drawn: Drawn, border: Any, kind: Any, data: st.DataObject) -> None:
    axis = data.draw(st.sampled_from(drawn.axes))
    found = ps.derivative(drawn.array, axis, kind=kind, axes=drawn.axes, border=border)
    difference, smoothing = np.array([-0.5, 0, 0.5]), np.array({"sobel": [1, 2, 1], "prewitt": [1, 1, 1]}[kind])
    kernels = [difference if each == axis else smoothing / smoothing.sum() for each in drawn.axes]
    assert_close(found, by_axis(drawn.plain, drawn.axes, kernels, border), error_bound(drawn.plain, kernels, border))


@given(arrays(("float64",)), borders())
def test_gradient(drawn: Drawn, border: Any) -> None:
    kernel = np.array([-0.5, 0, 0.5])
    exact = np.stack([by_axis(drawn.plain, (axis,), [kernel], border) for axis in drawn.axes])
    bound = error_bound(drawn.plain, [kernel], border)
    found = ps.gradient(drawn.array, axes=drawn.axes, border=border)
    assert_close(found, exact if len(drawn.axes) > 1 else exact[0], bound)
    magnitude = ps.gradient_magnitude(drawn.array, axes=drawn.axes, border=border)
    assert_close(magnitude, np.sqrt((exact**2).sum(0)), 3 * bound)
    if len(drawn.axes) == 2:
        orientation = ps.gradient_orientation(drawn.array, axes=drawn.axes, border=border)
        # A half turn where ∂y is as good as 0 and ∂x below it.
        steady = (np.hypot(*exact) > 1e-3 * np.abs(exact).max()) & ((np.abs(exact[0]) > 1e-9) | (exact[1] > 0))
        assert np.allclose(orientation[steady], np.arctan2(*exact)[steady], rtol=0, atol=1e-8)


@given(arrays(FLOATS), borders(), sigmas, st.floats(-1, 3))
def test_sharpening(drawn: Drawn, border: Any, sigma: float, amount: float) -> None:
    found = ps.unsharp(drawn.array, sigma, amount=amount, axes=drawn.axes, border=border)
    plain = drawn.plain.astype(np.float64)
    soft = ndimage.gaussian_filter(plain, sigma, axes=drawn.axes, **scipy_border(border))
    bound = error_bound(drawn.plain, [ps.gaussian_taps(sigma)] * len(drawn.axes), border)
    assert_close(found, plain + amount * (plain - soft), (3 + 4 * abs(amount)) * bound)


@given(arrays(), borders(), sigmas, sigmas)
def test_difference_of_gaussians(drawn: Drawn, border: Any, one: float, other: float) -> None:
    narrow, wide = sorted((one, other))
    found = ps.difference_of_gaussians(drawn.array, narrow, wide, axes=drawn.axes, border=border)
    blurs = [
        ndimage.gaussian_filter(drawn.plain.astype(np.float64), sigma, axes=drawn.axes, **scipy_border(border))
        for sigma in (narrow, wide)
    ]
    bounds = [error_bound(drawn.plain, [ps.gaussian_taps(sigma)] * len(drawn.axes), border) for sigma in (narrow, wide)]
    assert_close(found, blurs[0] - blurs[1], 2 * sum(bounds))


@given(arrays(least_rank=2, most_axes=2), borders(), st.floats(0.5, 8), st.floats(-200, 200), st.floats(-1, 1))
def test_motion(drawn: Drawn, border: Any, length: float, angle: float, direction: float) -> None:
    kernel = ps.motion_kernel(length, angle, direction=direction)
    found = ps.motion(drawn.array, length, angle, direction=direction, axes=drawn.axes, border=border)
    exact = dense(drawn.plain, kernel, drawn.axes, border, turned=True)
    assert_close(found, exact, error_bound(drawn.plain, [kernel, np.ones(2)], border))


def test_laplacian_of_gaussian_of_a_wide_blur() -> None:
    """SciPy samples the second derivative as it is; for a wide Gaussian the difference is small."""
    image = np.random.default_rng(5).random((40, 50))
    expected = ndimage.gaussian_laplace(image, 3)
    assert np.allclose(ps.laplacian(image, 3), expected, rtol=0, atol=0.02 * np.abs(expected).max())
