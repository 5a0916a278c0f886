"""The convolutions of ``scipy.signal``, version 1.17.1."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..._conventions import filtered, nested

Array = np.ndarray[Any, Any]

__all__ = ["convolve", "convolve2d", "correlate", "correlate2d", "fftconvolve", "oaconvolve"]

_MODES = ("full", "same", "valid")
_BOUNDARIES = ("fill", "pad", "wrap", "circular", "symm", "symmetric")
_TOLERANCE = 2e-14


def convolve2d(in1: Any, in2: Any, mode: str = "full", boundary: str = "fill", fillvalue: Any = 0) -> Array:
    """See ``scipy.signal.convolve2d``."""
    first, second = _planes("convolve2d", in1, in2)
    if _are_swapped(mode, first.shape, second.shape):
        first, second = second, first
    return _dense2d("convolve2d", first, second, mode, boundary, fillvalue)


def correlate2d(in1: Any, in2: Any, mode: str = "full", boundary: str = "fill", fillvalue: Any = 0) -> Array:
    """See ``scipy.signal.correlate2d``."""
    first, second = _planes("correlate2d", in1, in2)
    if _are_swapped(mode, first.shape, second.shape):
        return _dense2d("correlate2d", second, first, mode, boundary, fillvalue)[::-1, ::-1]
    return _dense2d("correlate2d", first, second, mode, boundary, fillvalue)


def convolve(in1: Any, in2: Any, mode: str = "full", method: str = "auto") -> Any:
    """See ``scipy.signal.convolve``; all methods are one here."""
    first, second = np.asarray(in1), np.asarray(in2)
    if first.ndim == second.ndim == 0:
        return first * second
    if first.ndim != second.ndim:
        raise ValueError("volume and kernel should have the same dimensionality")
    _check(mode)
    if method not in ("auto", "direct", "fft"):
        raise ValueError("Acceptable method flags are 'auto', 'direct', or 'fft'.")
    if _are_swapped(mode, first.shape, second.shape):
        first, second = second, first
    return _dense("scipy.signal.convolve", first, second, mode, _common(first, second))


def correlate(in1: Any, in2: Any, mode: str = "full", method: str = "auto") -> Any:
    """See ``scipy.signal.correlate``; all methods are one here."""
    first, second = np.asarray(in1), np.asarray(in2)
    if first.ndim == second.ndim == 0:
        return first * second
    if first.ndim != second.ndim:
        raise ValueError("in1 and in2 should have the same dimensionality")
    return convolve(first, second[(slice(None, None, -1),) * second.ndim], mode, method)


def fftconvolve(in1: Any, in2: Any, mode: str = "full", axes: Any = None) -> Any:
    """See ``scipy.signal.fftconvolve``."""
    first, second = np.asarray(in1), np.asarray(in2)
    if first.ndim == second.ndim == 0:
        return first * second
    if first.ndim != second.ndim:
        raise ValueError("in1 and in2 should have the same dimensionality")
    if first.size == 0 or second.size == 0:
        return np.array([])
    chosen = _axes(axes, first.ndim)
    filtered_axes = [axis for axis in sorted(chosen) if first.shape[axis] != 1 and second.shape[axis] != 1]
    others = [axis for axis in range(first.ndim) if axis not in filtered_axes]
    if not all(first.shape[axis] == second.shape[axis] or 1 in (first.shape[axis], second.shape[axis]) for axis in others):
        raise ValueError(f"incompatible shapes for in1 and in2: {first.shape} and {second.shape}")
    if _are_swapped(mode, first.shape, second.shape, filtered_axes):
        first, second = second, first
    _check(mode)
    return _by_slices(first, second, mode, filtered_axes)


def oaconvolve(in1: Any, in2: Any, mode: str = "full", axes: Any = None) -> Any:
    """See ``scipy.signal.oaconvolve``."""
    return fftconvolve(in1, in2, mode, axes)


def _by_slices(first: Array, second: Array, mode: str, axes: list[int]) -> Array:
    """Convolves along some axes; along the others each slice with its own kernel, or with the only one."""
    common = np.result_type(first, second)
    dtype = np.dtype(np.float32 if common in (np.float16, np.float32) else np.float64)
    others = [axis for axis in range(first.ndim) if axis not in axes]
    shape = [max(first.shape[axis], second.shape[axis]) for axis in others]
    if not axes:
        result = first.astype(dtype) * second.astype(dtype)
    elif all(second.shape[axis] == 1 for axis in others) and all(
        first.shape[axis] == size for axis, size in zip(others, shape, strict=True)
    ):
        # One kernel for all slices.
        kernel = second.reshape([second.shape[axis] for axis in axes])
        result = _dense("scipy.signal.fftconvolve", first, kernel, mode, dtype, tuple(axes))
    else:
        slices = []
        for place in np.ndindex(*shape):
            one, other = (
                array[
                    tuple(
                        place[others.index(axis)] % array.shape[axis] if axis in others else slice(None)
                        for axis in range(array.ndim)
                    )
                ]
                for array in (first, second)
            )
            slices.append(_dense("scipy.signal.fftconvolve", one, other, mode, dtype))
        result = np.stack(slices).reshape(*shape, *slices[0].shape)
        result = np.moveaxis(result, range(len(others)), others)
    if mode == "same":
        cut = tuple(
            slice((result.shape[axis] - first.shape[axis]) // 2, None) if axis in others else slice(None)
            for axis in range(first.ndim)
        )
        result = result[cut][tuple(slice(size) for size in first.shape)]
    return result


def _dense2d(function: str, first: Array, second: Array, mode: str, boundary: str, fillvalue: Any) -> Array:
    _check(mode)
    if boundary not in _BOUNDARIES:
        raise ValueError("Acceptable boundary flags are 'fill', 'circular' (or 'wrap'), and 'symmetric' (or 'symm').")
    dtype = _common(first, second)
    if dtype.kind not in "iuf" or dtype.itemsize > 8 or dtype == np.float16:
        raise ValueError("convolve2d not available for this type.")
    fill = np.asarray(fillvalue)
    if fill.size != 1:
        raise ValueError("`fillvalue` must be scalar or an array with one element.")
    given = {"mode": mode, "boundary": boundary, "fillvalue": float(fill.astype(dtype).reshape(()))}
    given["kernel"] = nested(second.astype(dtype))
    return filtered(f"scipy.signal.{function}", first.astype(dtype, copy=False), given)


def _dense(function: str, first: Array, second: Array, mode: str, dtype: Any, axes: tuple[int, ...] | None = None) -> Array:
    """A sum over all axes of the kernel; real ones may be made through Fourier transforms."""
    if dtype.kind not in "iuf" or dtype.itemsize > 8 or dtype == np.float16:
        raise ValueError("Unsupported type")
    given = {"mode": mode, "kernel": nested(second), "type": dtype.name}
    samples = first.astype(dtype, copy=False)
    tolerance = 0.0 if dtype.kind != "f" else _TOLERANCE if dtype == np.float64 else 1e-6
    return filtered(function, samples, given, axes=axes, tolerance=tolerance)


def _planes(function: str, in1: Any, in2: Any) -> tuple[Array, Array]:
    first, second = np.asarray(in1), np.asarray(in2)
    if not first.ndim == second.ndim == 2:
        raise ValueError(f"{function} inputs must both be 2-D arrays")
    return first, second


def _common(first: Array, second: Array) -> Any:
    return np.result_type(first.dtype, second.dtype)


def _check(mode: Any) -> None:
    if mode not in _MODES:
        raise ValueError("Acceptable mode flags are 'valid', 'same', or 'full'.")


def _are_swapped(mode: str, first: tuple[int, ...], second: tuple[int, ...], axes: Any = None) -> bool:
    """Whether the kernel is the larger one, and the other the kernel then."""
    if mode != "valid":
        return False
    sizes = [(first[axis], second[axis]) for axis in (range(len(first)) if axes is None else axes)]
    if all(one >= other for one, other in sizes):
        return False
    if all(one <= other for one, other in sizes):
        return True
    raise ValueError("For 'valid' mode, one must be at least as large as the other in every dimension")


def _axes(axes: Any, rank: int) -> list[int]:
    if axes is None:
        return list(range(rank))
    named = [int(axis) for axis in np.atleast_1d(axes)]
    if not named:
        raise ValueError("when provided, axes cannot be empty")
    if any(not -rank <= axis < rank for axis in named):
        raise ValueError("axes exceeds dimensionality of input")
    if len({axis % rank for axis in named}) != len(named):
        raise ValueError("all axes must be unique")
    return [axis % rank for axis in named]
