"""Filters of dask arrays: those of :mod:`pointspread`, chunk by chunk, on one machine or on many.

>>> import dask.array as da
>>> import pointspread.dask as psd
>>> volume = da.zeros((512, 512, 512), dtype="float32", chunks=128)
>>> psd.gaussian(volume, sigma=2, axes=(0, 1, 2))
dask.array<gaussian, shape=(512, 512, 512), dtype=float32, chunksize=(128, 128, 128), chunktype=numpy.ndarray>

The functions take the parameters of those of :mod:`pointspread`, but for ``out``, and ``threads`` is 1 unless said otherwise,
since dask runs several tasks at a time. They return at once; what is wrong with the parameters is said then, not when the result
is computed. The result has the same bits as that of the whole array, whatever the border, and the array's own chunks; with the
mode "valid" or "full" its outer chunks are smaller or larger.

Every chunk is computed from the samples that its taps reach, no more: of its neighbours thin slices are fetched, which are cut
out where the neighbours are. A border that mirrors or wraps may reach further than to the next chunk. Chunks should therefore be
much larger than the filter's reach, which ``pointspread.describe(...)["reach"]`` says. With a ``tolerance`` large kernels are
applied in tiles, and a chunk is computed from the samples of all tiles that it takes a part in: chunks of a few whole tiles
(``["tile"]``) take least work.
"""

# mypy: disable-error-code="no-untyped-call, no-any-return"

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec

import numpy as np

from . import _arguments as arguments
from . import filters
from ._plans import _filtered

try:
    import dask.array as da
    from dask.base import tokenize
    from dask.highlevelgraph import HighLevelGraph

    from ._chunks import Call, FilterLayer
except ImportError as error:
    raise ImportError(f"dask: expected dask 2025.1 or later, found {error}; run pip install 'pointspread[dask]'") from None

from ._neighbours import Axis, border_pairs, parts

__all__ = [
    "box",
    "convolve",
    "correlate",
    "derivative",
    "difference_of_gaussians",
    "gaussian",
    "gradient",
    "gradient_magnitude",
    "gradient_orientation",
    "laplacian",
    "motion",
    "unsharp",
]

Parameters = ParamSpec("Parameters")


def _lazy(function: Callable[Parameters, Any]) -> Callable[Parameters, da.Array]:
    """The same filter of a dask array."""
    signature = inspect.signature(function)
    own = [parameter for name, parameter in signature.parameters.items() if name != "out"]
    own = [parameter.replace(default=1) if parameter.name == "threads" else parameter for parameter in own]
    signature = signature.replace(parameters=own, return_annotation="da.Array")

    @functools.wraps(function)
    def lazy(*positional: Parameters.args, **named: Parameters.kwargs) -> da.Array:
        try:
            bound = signature.bind(*positional, **named)
        except TypeError as error:
            raise TypeError(f"{function.__name__}() {error}") from None
        bound.apply_defaults()
        array, *_ = bound.arguments.values()
        return _apply(function, array, {name: bound.arguments[name] for name in list(bound.arguments)[1:]})

    summary, _, _ = (function.__doc__ or "").partition("\n")
    lazy.__doc__ = (
        f"{summary}\n\nThe lazy version of :func:`pointspread.{function.__name__}`, for dask arrays: the same parameters but for "
        "``out``, the same bits.\nNothing is computed until the result is."
    )
    lazy.__module__ = __name__
    lazy.__signature__ = signature  # type: ignore[attr-defined]
    return lazy


def _apply(function: Callable[..., Any], array: Any, parameters: dict[str, Any]) -> da.Array:
    """The graph that filters an array."""
    array = _as_dask(array)
    # What the caller does to a list or a kernel later does not change the result.
    parameters = copy.deepcopy({name: _in_memory(value) for name, value in parameters.items()})
    rank = array.ndim
    sample = np.broadcast_to(array.dtype.newbyteorder("=").type(0), array.shape)
    whole = filters.describe(function, sample, **parameters)
    _check_threads(parameters["threads"])

    border, halo, origin = parameters.pop("border"), parameters.pop("halo"), parameters.pop("origin")
    # Neighbours that the array brings along do not count as reached.
    alone = filters.describe(function, sample, border="zeros", **parameters)
    reach = alone["reach"]
    keeps_place = parameters.get("mode", "same") == "same"
    filtered = _filtered(arguments.axis_list(parameters["axes"]), parameters["channel_axis"], rank)
    if "axis" in parameters:
        # A derivative may run along its own axis only.
        filtered = sorted({axis for passes in alone["branches"] for each in passes for axis in each["axes"]})
    borders = dict(zip(filtered, border_pairs(border, len(filtered)), strict=True))
    axes = [
        Axis(
            chunks=array.chunks[axis],
            reach=(reach[axis][0], reach[axis][1]),
            border=borders.get(axis),
            keeps_place=keeps_place,
            shift=int(halo[axis][0]) if halo is not None else 0 if keeps_place else (reach[axis][1] - reach[axis][0]) // 2,
            outputs=whole["shape"][axis],
            # The origin is said of the first sample behind the halo.
            origin=(0 if origin is None else int(origin[axis])) - (0 if halo is None else int(halo[axis][0])),
            tile=alone["tile"][axis],
        )
        for axis in range(rank)
    ]

    types = whole["types"]
    components = len(types) if len(types) > 1 else 0
    dtype = np.dtype(types[0])
    call = Call(function, parameters, keeps_place, dtype, components)
    name = f"{function.__name__}-{tokenize(array.name, function, parameters, border, halo, origin)}"
    layer = FilterLayer(name, array.name, call, tuple(parts(axis) for axis in axes))
    chunks = tuple(axis.result_chunks() for axis in axes)
    chunks = ((components,), *chunks) if components else chunks
    graph = HighLevelGraph.from_collections(name, layer, dependencies=[array])
    return da.Array(graph, name, chunks, meta=np.empty((0,) * len(chunks), dtype))


def _as_dask(array: Any) -> da.Array:
    """Any array as dask's, of which the chunks are known."""
    if not isinstance(array, da.Array):
        return da.from_array(arguments.as_array(array))
    # Masks are refused as they are for arrays in memory.
    arguments.as_array(array._meta)
    if any(np.isnan(size) for size in array.shape):
        raise arguments.invalid("array", "chunks of known sizes", array.chunks, "call compute_chunk_sizes() of the array first")
    return array


def _check_threads(threads: Any) -> None:
    if threads is not None and arguments.integer(threads, "threads", 32) < 0:
        raise arguments.invalid("threads", "0 or more", threads, "give 0 for all that there are")


def _in_memory(value: Any) -> Any:
    """Kernels as arrays, also where they are given as dask's."""
    if isinstance(value, (list, tuple)):
        return type(value)(_in_memory(each) for each in value)
    return value.compute() if isinstance(value, da.Array) else value


box = _lazy(filters.box)
convolve = _lazy(filters.convolve)
correlate = _lazy(filters.correlate)
derivative = _lazy(filters.derivative)
difference_of_gaussians = _lazy(filters.difference_of_gaussians)
gaussian = _lazy(filters.gaussian)
gradient = _lazy(filters.gradient)
gradient_magnitude = _lazy(filters.gradient_magnitude)
gradient_orientation = _lazy(filters.gradient_orientation)
laplacian = _lazy(filters.laplacian)
motion = _lazy(filters.motion)
unsharp = _lazy(filters.unsharp)
