"""Correlation and convolution with any kernel."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import c_double, c_int64, c_void_p
from typing import Any

import numpy as np

from .. import _arguments as arguments
from .. import _library as c
from .._plans import Options, apply
from .._types import Array, Axes, Border, Halo, Mode
from ._parameters import MODES, made


def correlate(
    array: Any,
    kernel: Any = None,
    *,
    separable: Sequence[Any] | None = None,
    anchor: int | Sequence[int] | None = None,
    mode: Mode = "same",
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Correlate with a kernel: output x is Σ kernel[j] · array[x + j − anchor].

    >>> correlate(np.array([0.0, 0.0, 1.0, 0.0]), [1, 2, 3])
    array([0., 3., 2., 1.])

    Parameters
    ----------
    array : any array
    kernel : array of finite numbers
        With one axis for each filtered axis.
    separable : sequence of one-dimensional arrays
        One for each filtered axis, instead of the kernel that is their outer product.
    anchor : whole number, or one for each filtered axis
        The tap that meets the output sample; n // 2 if left out.
    mode : "same", "full" or "valid"
        Which outputs there are: one for each sample, wherever the kernel meets a sample, or only where it meets nothing else.

    Returns
    -------
    array of the same type; of the same shape where the mode is "same".

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, None, halo, origin, tolerance)
    return apply(_correlation, (*_kernels(kernel, separable), anchor, mode), array, options, out, threads)


def convolve(
    array: Any,
    kernel: Any = None,
    *,
    separable: Sequence[Any] | None = None,
    anchor: int | Sequence[int] | None = None,
    mode: Mode = "same",
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Convolve with a kernel: the correlation with the kernel turned by 180°, its anchor turned with it.

    >>> convolve(np.array([0.0, 0.0, 1.0, 0.0]), [1, 2, 3])
    array([0., 1., 2., 3.])

    Parameters are those of :func:`correlate`; the anchor is that of the kernel as it is given.
    """
    options = (border, axes, channel_axis, None, halo, origin, tolerance)
    return apply(_convolution, (*_kernels(kernel, separable), anchor, mode), array, options, out, threads)


def _kernels(kernel: Any, separable: Any) -> tuple[Any, ...]:
    """Kernels as values that can be compared: for each its shape and its bytes."""
    if (kernel is None) == (separable is None):
        raise arguments.unsuitable(
            "kernel",
            "a kernel, or taps for each axis as separable",
            "neither" if kernel is None else "both",
            "give one of the two",
        )
    if separable is not None and not arguments.is_sequence(separable):
        raise arguments.unsuitable("separable", "taps for each filtered axis", type(separable).__name__, "give a list of arrays")
    given = [kernel] if separable is None else list(separable)
    if not given:
        raise arguments.invalid("separable", "taps for each filtered axis", "none", "give one array for each axis")
    return tuple(_kernel_key(each, 1 if separable is not None else None) for each in given), separable is not None


def _kernel_key(kernel: Any, rank: int | None) -> tuple[tuple[int, ...], bytes]:
    array = arguments.as_array(kernel, "kernel")
    if array.dtype.kind not in "iufb":
        raise arguments.unsuitable("kernel", "real numbers", array.dtype.name, "give real weights")
    if rank is not None and array.ndim != rank:
        raise arguments.invalid("separable", "one-dimensional arrays", f"{array.ndim} axes", "give taps for each axis")
    return array.shape, np.ascontiguousarray(array, np.float64).tobytes()


def _correlation(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    return _correlating(c.library.pointspread_filter_correlation, parameters, options)


def _convolution(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    return _correlating(c.library.pointspread_filter_convolution, parameters, options)


def _correlating(function: Any, parameters: tuple[Any, ...], options: Options) -> c_void_p:
    given, is_separable, anchor, mode = parameters
    anchors = None if anchor is None else arguments.integers(anchor, "anchor")
    axis_count = len(given) if is_separable else len(given[0][0])
    if anchors is not None and len(anchors) != axis_count:
        if len(anchors) > 1:
            raise arguments.invalid("anchor", f"one index for each of {axis_count} axes", anchors, "give one for each")
        anchors *= axis_count
    handles: list[c_void_p] = []
    try:
        for place, (shape, weights) in enumerate(given):
            own = None if anchors is None else (anchors[place : place + 1] if is_separable else anchors)
            handles.append(_kernel_handle(shape, weights, own))
        return made(
            function,
            c.Correlation(
                kernels=(c_void_p * len(handles))(*handles),
                kernel_count=len(handles),
                mode=arguments.choice(mode, MODES, "mode"),
            ),
            options,
        )
    finally:
        for handle in handles:
            c.library.pointspread_kernel_free(handle)


def _kernel_handle(shape: tuple[int, ...], weights: bytes, anchor: tuple[int, ...] | None) -> c_void_p:
    if not shape:
        raise arguments.invalid("kernel", "1 to 8 axes with at least one tap each", "a number", "give an array")
    return c.made(
        c.library.pointspread_kernel_create,
        ctypes.cast(ctypes.c_char_p(weights), ctypes.POINTER(c_double)),
        (c_int64 * len(shape))(*shape),
        len(shape),
        None if anchor is None else (c_int64 * len(anchor))(*anchor),
    )
