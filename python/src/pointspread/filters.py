"""Filters of NumPy arrays, in the native convention.

All functions share these keyword-only options:

border
    What lies outside: ``"symmetric"`` (b a | a b c d | d c), ``"reflect101"`` (c b | a b c d | c b), ``"replicate"``,
    ``"wrap"``, ``"zeros"`` or ``("constant", value)``; another library's word with its name before it, as in
    ``"numpy:reflect"``. A pair says what lies before and behind an axis, a list has one entry for each filtered axis.
axes
    The axes to filter along, outermost first, as values for each of them are given; a negative one counts from the end. Up to
    rank 2 all, unless said otherwise; from rank 3 on they must be said, or the channel axis.
channel_axis
    The axis of the channels, which no filter runs along.
spacing
    The distance between samples, one number or one for each filtered axis. Lengths are then in its unit, and derivatives per
    unit.
halo, origin
    For a part of a larger array: how many samples at each end of each axis are real neighbours only, as pairs, and the index of
    the first sample behind them in the whole. Together with the border ``"supplied"`` a part gives the bits of the whole.
tolerance
    The largest error against exact arithmetic, relative to Σ|taps| · max|x|; 0 keeps the convention's own bits.
out
    An array of the result's shape and type to write to; may be the input itself.
threads
    The largest number of threads, for the same bits with any; those of :func:`set_threads` if left out.

Arrays may have any strides and any type of integers from 8 to 64 bits and floats from 16 to 64 bits; anything with ``__array__``,
``__dlpack__`` or the buffer protocol will do. Errors are ``ValueError``, ``TypeError`` and ``MemoryError``, in one line that says
what was expected, what was found and what to do. Long calls can be interrupted by Ctrl-C.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import byref, c_double, c_int64, c_void_p
from typing import Any

import numpy as np

from . import _arguments as arguments
from . import _library as c
from ._plans import Options, Question, apply
from ._types import Array, Axes, Border, Halo, Kind, Lengths, Mode, Sampling

SAMPLINGS = ("sampled", "integrated", "discrete")
KINDS = ("central", "forward", "sobel", "prewitt", "scharr")
MODES = ("same", "full", "valid")
_RESULTS = ("components", "magnitude", "orientation")


def gaussian(
    array: Any,
    sigma: Lengths,
    *,
    order: int | Sequence[int] = 0,
    truncate: float = 4.0,
    radius: int | None = None,
    sampling: Sampling = "sampled",
    accuracy: float | None = None,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Blur by a Gaussian, or take a derivative of the blurred array.

    >>> gaussian(np.eye(3), 0.5).round(2)
    array([[0.81, 0.18, 0.01],
           [0.18, 0.64, 0.18],
           [0.01, 0.18, 0.81]])

    Parameters
    ----------
    array : any array
    sigma : number of 0 or more, or one for each filtered axis
        The standard deviation, in samples or in the unit of ``spacing``. 0 leaves an axis as it is, bit for bit.
    order : 0 to 4, or one for each filtered axis
        The order of the derivative, in place of a blur.
    truncate : number above 0
        Where the Gaussian is cut off, in standard deviations: the radius is ⌊truncate · sigma + ½⌋.
    radius : whole number
        The taps on each side instead.
    sampling : "sampled", "integrated" or "discrete"
        How the continuous function becomes taps.
    accuracy : 1e-12 to 1
        The ideal Gaussian, which is not cut off, to within this error relative to max|x|, in place of truncate and radius.

    Returns
    -------
    array of the same shape; of the same type, but float32 for derivatives of integers.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_gaussian, (sigma, order, truncate, radius, sampling, accuracy), array, options, out, threads)


def _gaussian(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    sigma, order, truncate, radius, sampling, accuracy = parameters
    return _made(
        c.library.pointspread_filter_gaussian,
        c.Gaussian(
            sigma=c.numbers(arguments.numbers(sigma, "sigma")),
            unit=_unit(options),
            sampling=arguments.choice(sampling, SAMPLINGS, "sampling"),
            order=c.integers(arguments.integers(order, "order")),
            truncate=arguments.number(truncate, "truncate"),
            radius=_radius(radius),
            accuracy=0.0 if accuracy is None else _accuracy(accuracy),
        ),
        options,
    )


def _radius(radius: Any) -> int:
    if radius is None:
        return -1
    value = arguments.integer(radius, "radius")
    if value < 0:
        raise arguments.invalid("radius", "0 or more", value, "give the number of taps on each side, or leave it out")
    return value


def _accuracy(accuracy: Any) -> float:
    value = arguments.number(accuracy, "accuracy")
    if not value > 0:
        raise arguments.invalid("accuracy", "a number above 0", value, "give the largest relative error, or leave it out")
    return value


def box(
    array: Any,
    width: Lengths,
    *,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Replace every sample by the mean of a box around it.

    >>> box(np.array([0.0, 3.0, 0.0, 0.0]), 3)
    array([1., 1., 1., 0.])

    Parameters
    ----------
    array : any array
    width : number of 1 or more, or one for each filtered axis
        In samples or in the unit of ``spacing``. An even width has its anchor at n / 2; one that is not whole is centred, its
        two ends counting in part.

    Returns
    -------
    array of the same shape and type.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_box, (width,), array, options, out, threads)


def _box(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    width = arguments.numbers(parameters[0], "width")
    if options.spacing is not None:
        spacing = arguments.numbers(options.spacing, "spacing")
        width = tuple(
            width[min(axis, len(width) - 1)] / spacing[min(axis, len(spacing) - 1)]
            for axis in range(max(len(width), len(spacing)))
        )
    return _made(c.library.pointspread_filter_box, c.Box(width=c.numbers(width)), options)


def motion(
    array: Any,
    length: float,
    angle: float,
    *,
    direction: float = 0.0,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Blur along a straight line, as when a camera moves, over two axes: rows and columns.

    >>> motion(np.array([[0.0, 3.0, 0.0, 0.0]]), 3, 0)
    array([[1., 1., 1., 0.]])

    Parameters
    ----------
    array : any array
    length : number above 0
        In samples.
    angle : number
        In degrees, counter-clockwise from the +x axis as displayed.
    direction : -1 to 1
        How much more the end that the angle points to counts than the other.

    Returns
    -------
    array of the same shape and type.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, None, halo, origin, tolerance)
    return apply(_motion, (length, angle, direction), array, options, out, threads)


def _motion(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    length, angle, direction = parameters
    return _made(
        c.library.pointspread_filter_motion,
        c.Motion(
            length=arguments.number(length, "length"),
            angle=arguments.number(angle, "angle"),
            direction=arguments.number(direction, "direction"),
        ),
        options,
    )


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
        return _made(
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


def derivative(
    array: Any,
    axis: int,
    *,
    kind: Kind = "central",
    size: int | None = None,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Take the first derivative along one axis: 1 on a unit ramp, positive along increasing index.

    >>> derivative(np.array([0.0, 1.0, 4.0, 9.0]), 0)
    array([0.5, 2. , 4. , 2.5])

    Parameters
    ----------
    array : any array
    axis : whole number
        The axis; a negative one counts from the end.
    kind : "central", "forward", "sobel", "prewitt" or "scharr"
        Which differences are taken; the last three smooth along all other filtered axes.
    size : whole number
        The number of taps; 3 if left out, 2 for "forward".

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_derivative, (axis, kind, size), array, options, out, threads)


def _derivative(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    axis, kind, size = parameters
    return _made(
        c.library.pointspread_filter_derivative,
        c.Derivative(
            axis=arguments.integer(axis, "axis", 32),
            unit=_unit(options),
            kind=arguments.choice(kind, KINDS, "kind"),
            taps=_size(size),
        ),
        options,
    )


def _size(size: Any) -> int:
    if size is None:
        return 0
    taps = arguments.integer(size, "size")
    if taps < 1:
        raise arguments.invalid("size", "1 or more taps", taps, "give the number of taps, or leave it out")
    return taps


def gradient(
    array: Any,
    *,
    kind: Kind = "central",
    size: int | None = None,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Take the first derivatives along all filtered axes.

    >>> gradient(np.array([[0.0, 1.0, 2.0], [2.0, 3.0, 4.0]]))[:, 0, 1]
    array([1., 1.])

    Parameters are those of :func:`derivative`.

    Returns
    -------
    array with a further axis, the first, that has one entry for each filtered axis, outermost first; a single one is not put
    behind a further axis. float32 for integers, of the same type otherwise.
    """
    return _apply_gradient(
        "components",
        array,
        kind,
        size,
        (border, axes, channel_axis, spacing, halo, origin, tolerance),
        out,
        threads,
    )


def gradient_magnitude(
    array: Any,
    *,
    kind: Kind = "central",
    size: int | None = None,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Take the length of the gradient: the root of the sum of the squared derivatives along all filtered axes.

    >>> gradient_magnitude(np.array([[0.0, 3.0, 6.0], [4.0, 7.0, 10.0], [8.0, 11.0, 14.0]]))[1, 1]
    np.float64(5.0)

    Parameters are those of :func:`derivative`.

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.
    """
    return _apply_gradient(
        "magnitude",
        array,
        kind,
        size,
        (border, axes, channel_axis, spacing, halo, origin, tolerance),
        out,
        threads,
    )


def gradient_orientation(
    array: Any,
    *,
    kind: Kind = "central",
    size: int | None = None,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Take the angle of the gradient over two axes, of which the last is x: atan2(∂y, ∂x), in radians in (−π, π].

    >>> gradient_orientation(np.array([[0.0, 0.0], [1.0, 1.0]]))[0, 0].round(3)
    np.float64(1.571)

    Parameters are those of :func:`derivative`.

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.
    """
    return _apply_gradient(
        "orientation",
        array,
        kind,
        size,
        (border, axes, channel_axis, spacing, halo, origin, tolerance),
        out,
        threads,
    )


def _apply_gradient(
    result: str, array: Any, kind: Any, size: Any, options: tuple[Any, ...], out: Any, threads: int | None
) -> Array:
    return apply(_gradient, (result, kind, size), array, options, out, threads)


def _gradient(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    result, kind, size = parameters
    return _made(
        c.library.pointspread_filter_gradient,
        c.Gradient(
            result=_RESULTS.index(result),
            unit=_unit(options),
            kind=arguments.choice(kind, KINDS, "kind"),
            taps=_size(size),
        ),
        options,
    )


def laplacian(
    array: Any,
    sigma: float | None = None,
    *,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Add up the second derivatives along all filtered axes, of the array or of a Gaussian blur of it.

    >>> laplacian(np.array([0.0, 1.0, 4.0, 9.0, 16.0]))[1:-1]
    array([2., 2., 2.])

    Parameters
    ----------
    array : any array
    sigma : number above 0
        The standard deviation of the blur, in samples or in the unit of ``spacing``. The result is not multiplied by sigma².

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_laplacian, (sigma,), array, options, out, threads)


def _laplacian(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    return _made(
        c.library.pointspread_filter_laplacian,
        c.Laplacian(sigma=-1.0 if parameters[0] is None else _sigma(parameters[0]), unit=_unit(options)),
        options,
    )


def _sigma(sigma: Any, name: str = "sigma") -> float:
    value = arguments.number(sigma, name)
    if not 0 <= value < float("inf"):
        raise arguments.invalid(name, "a finite number of 0 or more", value, "give the standard deviation")
    return value


def unsharp(
    array: Any,
    sigma: Lengths,
    *,
    amount: float = 1.0,
    threshold: float = 0.0,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Sharpen by the difference to a Gaussian blur: x + amount · (x − blur x) where |x − blur x| > threshold.

    >>> unsharp(np.array([0.0, 0.0, 1.0, 1.0]), 1).round(2)
    array([-0.06, -0.3 ,  1.3 ,  1.06])

    Parameters
    ----------
    array : any array
    sigma : number of 0 or more, or one for each filtered axis
        The standard deviation of the blur, in samples or in the unit of ``spacing``.
    amount : number
        How much of the difference is added.
    threshold : number of 0 or more
        The difference that is left alone, in the units of the samples.

    Returns
    -------
    array of the same shape and type; integers saturate, floats are not clipped.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_unsharp, (sigma, amount, threshold), array, options, out, threads)


def _unsharp(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    sigma, amount, threshold = parameters
    return _made(
        c.library.pointspread_filter_unsharp,
        c.Unsharp(
            sigma=c.numbers(arguments.numbers(sigma, "sigma")),
            unit=_unit(options),
            amount=arguments.number(amount, "amount"),
            threshold=arguments.number(threshold, "threshold"),
        ),
        options,
    )


def difference_of_gaussians(
    array: Any,
    sigma: float,
    wider_sigma: float,
    *,
    border: Border = "symmetric",
    axes: Axes = None,
    channel_axis: int | None = None,
    spacing: Lengths | None = None,
    halo: Halo = None,
    origin: Sequence[int] | None = None,
    tolerance: float = 0.0,
    out: Array | None = None,
    threads: int | None = None,
) -> Array:
    """Subtract a wider Gaussian blur from a narrower one.

    >>> difference_of_gaussians(np.array([0.0, 0.0, 1.0, 0.0, 0.0]), 1, 1.6).round(2)
    array([-0.1 ,  0.03,  0.15,  0.03, -0.1 ])

    Parameters
    ----------
    array : any array
    sigma, wider_sigma : numbers of 0 or more
        The standard deviations, in samples or in the unit of ``spacing``.

    Returns
    -------
    array of the same shape; float32 for integers, of the same type otherwise.

    See :mod:`pointspread.filters` for the other options and for errors.
    """
    options = (border, axes, channel_axis, spacing, halo, origin, tolerance)
    return apply(_difference, (sigma, wider_sigma), array, options, out, threads)


def _difference(parameters: tuple[Any, ...], options: Options, rank: int) -> c_void_p:
    sigma, wider_sigma = parameters
    return _made(
        c.library.pointspread_filter_difference,
        c.Difference(sigma=_sigma(sigma), wider_sigma=_sigma(wider_sigma, "wider_sigma"), unit=_unit(options)),
        options,
    )


def _unit(options: Options) -> int:
    """Samples, or the unit of the spacing."""
    return 0 if options.spacing is None else 1


def _made(function: Any, structure: Any, options: Options) -> c_void_p:
    """Makes a filter from its parameters and the border."""
    structure.border = arguments.borders(options.border)
    return c.made(function, byref(structure))


def take(array: Any, indices: Sequence[int], *, axis: int, out: Array | None = None) -> Array:
    """Pick slices along one axis, as a copy that keeps the axis where it was.

    >>> take(np.arange(6).reshape(2, 3), [2, 0], axis=1)
    array([[2, 0],
           [5, 3]])

    Parameters
    ----------
    array : any array
    indices : whole numbers
        Places along the axis, in any order, also repeated; a negative one counts from the end.
    axis : whole number
        The axis; a negative one counts from the end.
    out : array
        To write to, of the result's shape and type.

    Returns
    -------
    array of the same type, whose size along the axis is the number of indices.
    """
    array = arguments.as_array(array)
    axis = arguments.integer(axis, "axis")
    if not -array.ndim <= axis < array.ndim:
        raise arguments.invalid("axis", f"{-array.ndim} to {array.ndim - 1}", axis, "name an axis that the array has")
    if not arguments.is_sequence(indices):
        raise arguments.unsuitable("indices", "a sequence of whole numbers", type(indices).__name__, "give a list")
    places = [arguments.integer(index, "indices") for index in indices]
    size = array.shape[axis]
    for place in places:
        if not -size <= place < size:
            raise arguments.invalid(
                "indices", f"an index from {-size} to {size - 1} along axis {axis}", place, "pick slices that there are"
            )
    shape = (*array.shape[: axis % array.ndim], len(places), *array.shape[axis % array.ndim + 1 :])
    if out is not None:
        if not isinstance(out, np.ndarray):
            raise arguments.unsuitable("out", "a NumPy array", type(out).__name__, "give an array, or leave it out")
        if out.shape != shape or out.dtype != array.dtype:
            raise arguments.invalid(
                "out",
                f"an array of shape {shape} and type {array.dtype}",
                f"shape {out.shape} and type {out.dtype}",
                "give such an array, or leave it out",
            )
    return np.take(array, np.array(places, np.intp), axis=axis, out=out)


def describe(function: Any, array: Any, *parameters: Any, **options: Any) -> dict[str, Any]:
    """Say what a call would do, without doing it: the passes, the method and why it was chosen, memory, operations.

    >>> plan = describe(gaussian, np.zeros((480, 640), np.float32), sigma=2)
    >>> plan["reach"]
    [[8, 8], [8, 8]]

    Parameters
    ----------
    function : a filter of this module
    array : any array
        Only its layout matters: ``np.broadcast_to(np.float32(0), shape)`` takes no memory.
    parameters, options
        Those of the function.

    Returns
    -------
    dict with ``method``, ``reason``, ``operations``, ``scratch_bytes``, ``shape``, ``types``, ``reach`` (samples needed before
    and behind along each axis), ``branches`` (lists of passes, each with its taps and geometry), ``program`` (the same in words).
    """
    description: Any = function(Question(arguments.as_array(array)), *parameters, **options)
    if not isinstance(description, dict):
        raise arguments.unsuitable("function", "a filter of this package", repr(function), "give one, such as gaussian")
    return description
