"""NaN and infinity spread as far as taps other than 0 reach, and no farther."""

from __future__ import annotations

from typing import Any

import numpy as np
from drawing import FLOATS, Drawn, arrays, borders
from hypothesis import given
from hypothesis import strategies as st
from reference import dense

import pointspread as ps


def reached(
    places: np.ndarray[Any, Any], kernel: np.ndarray[Any, Any], axes: tuple[int, ...], border: Any
) -> np.ndarray[Any, Any]:
    """Where a tap other than 0 meets one of the places."""
    outside = ("constant", 0) if isinstance(border, tuple) else border
    return dense(places, (kernel != 0).astype(float), axes, outside) > 0.5


@given(arrays(FLOATS), borders(), st.sampled_from([np.nan, np.inf, -np.inf]), st.integers(1, 3), st.booleans(), st.data())
def test_reach(drawn: Drawn, border: Any, odd: float, count: int, separable: bool, data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(1, 5), min_size=len(drawn.axes), max_size=len(drawn.axes)))
    factors = [drawn.generator.integers(-1, 2, each).astype(float) for each in counts]
    kernel = factors[0]
    for factor in factors[1:]:
        kernel = np.multiply.outer(kernel, factor)
    if not separable:
        kernel = kernel + (drawn.generator.random(kernel.shape) < 0.3)
    array = drawn.array.clip(-1, 1)
    places = np.zeros(array.shape, bool)
    places.ravel()[drawn.generator.integers(0, places.size, count)] = True
    array[places] = odd
    filtering = {"separable": factors} if separable else {"kernel": kernel}
    found = ps.correlate(array, **filtering, axes=drawn.axes, border=border)
    expected = reached(places, kernel, drawn.axes, border)
    assert np.array_equal(~np.isfinite(found), expected)


@given(arrays(FLOATS), borders(), st.floats(0.3, 2), st.sampled_from([np.nan, np.inf]))
def test_gaussian(drawn: Drawn, border: Any, sigma: float, odd: float) -> None:
    places = drawn.generator.random(drawn.plain.shape) < 0.1
    array = drawn.array.copy()
    array[places] = odd
    kernel = np.ones(())
    for _ in drawn.axes:
        kernel = np.multiply.outer(kernel, ps.gaussian_taps(sigma))
    found = ps.gaussian(array, sigma, axes=drawn.axes, border=border)
    expected = reached(places, kernel, drawn.axes, border)
    assert np.array_equal(~np.isfinite(found), expected)


def test_integers_have_no_such_numbers() -> None:
    assert ps.gaussian(np.full((5, 5), 255, np.uint8), 3).tolist() == [[255] * 5] * 5
