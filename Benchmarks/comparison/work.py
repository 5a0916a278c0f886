"""What a case computes, and the same in float64 with SciPy, which every result is held against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from scipy import ndimage, signal

Array: TypeAlias = np.ndarray[Any, Any]
Axes: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class Gaussian:
    """Taps sampled at integers to the radius, that sum to 1; symmetric border.

    With an accuracy, the Gaussian without an end, within so much of max|x|: ours is asked for that, the others for the taps.
    """

    sigma: float
    radius: int
    accuracy: float | None = None

    def reference(self, array: Array, axes: Axes) -> Array:
        radius = self.radius if self.accuracy is None else int(6 * self.sigma + 0.5)
        return ndimage.gaussian_filter(array, self.sigma, radius=radius, mode="reflect", axes=axes)

    def taps(self) -> Array:
        offsets = np.arange(-self.radius, self.radius + 1) / self.sigma
        weights = np.exp(-0.5 * offsets**2)
        return weights / weights.sum()


@dataclass(frozen=True)
class Box:
    """The mean of an odd number of samples along each axis; symmetric border."""

    width: int

    @property
    def radius(self) -> int:
        return self.width // 2

    def reference(self, array: Array, axes: Axes) -> Array:
        return ndimage.uniform_filter(array, self.width, mode="reflect", axes=axes)


@dataclass(frozen=True)
class Dense:
    """Correlation with a square kernel of noise, which no product of rows and columns comes near; symmetric border.

    The tolerance is the error that a result may have, relative to max|x|, and that ours is asked for.
    """

    width: int
    tolerance: float = 0.0

    @property
    def radius(self) -> int:
        return self.width // 2

    def kernel(self) -> Array:
        """Weights that float32 holds exactly, so that libraries that round them are not at a disadvantage."""
        weights = np.random.default_rng(self.width).random((self.width, self.width))
        return (weights / weights.sum()).astype(np.float32).astype(np.float64)

    def reference(self, array: Array, axes: Axes) -> Array:
        if self.width < 30:
            return ndimage.correlate(array, self.kernel(), mode="reflect", axes=axes)
        padded = np.pad(array, self.radius, mode="symmetric")
        return signal.fftconvolve(padded, self.kernel()[::-1, ::-1], mode="valid")


@dataclass(frozen=True)
class GradientMagnitude:
    """The length of the gradient of central differences; reflect101 border."""

    radius: int = 1

    def reference(self, array: Array, axes: Axes) -> Array:
        halves = [ndimage.correlate1d(array, [-0.5, 0.0, 0.5], axis, mode="mirror") for axis in axes]
        return np.sqrt(sum(half**2 for half in halves))


@dataclass(frozen=True)
class Convention:
    """A function of another library with its own arguments, which ours reproduces: results are held against its own.

    The difference that is allowed is relative to max|x|; with 0 every sample has to be the same.
    """

    library: str
    function: str
    arguments: tuple[Any, ...]
    keywords: tuple[tuple[str, Any], ...] = ()
    difference: float = 0.0
    radius: int = 0

    @property
    def options(self) -> dict[str, Any]:
        return dict(self.keywords)


Work: TypeAlias = Gaussian | Box | Dense | GradientMagnitude | Convention


def by_blocks(function: Callable[[Array], Array], array: Array, axes: Axes, blocks: int = 16) -> Array:
    """The function of the array in float64, a part at a time where the first axis is not filtered, to save memory."""
    if 0 in axes:
        return function(array.astype(np.float64))
    result = np.empty(array.shape)
    step = -(-array.shape[0] // blocks)
    for start in range(0, array.shape[0], step):
        result[start : start + step] = function(array[start : start + step].astype(np.float64))
    return result
