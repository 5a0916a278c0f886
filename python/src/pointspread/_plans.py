"""Plans: made once for a filter, its parameters and the layout of an array, kept for the next call, run."""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from collections.abc import Callable
from ctypes import byref, c_int64, c_void_p
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np

from . import _arguments as arguments
from . import _library as c
from ._memory import empty
from ._types import Array

_KEPT_PLANS = 256
_LONG_RUN = 0.02
_POLL_MILLISECONDS = 50

_run = c.library.pointspread_plan_run
_pointer_at = c_void_p.from_address
# An array object begins, behind what every object begins with, with the address of its first element (NumPy's C interface,
# PyArrayObject_fields). Reading it there takes a fifth of the time of `array.ctypes.data`, half of a small call.
_DATA_OFFSET = object.__basicsize__


def _slow_address(array: Array) -> int:
    return int(array.ctypes.data)


def _fast_address(array: Array) -> int | None:
    return _pointer_at(id(array) + _DATA_OFFSET).value


def _choose_address() -> Callable[[Array], int | None]:
    """The quick way to the address of an array where it is found to be right."""
    if sys.implementation.name != "cpython":
        return _slow_address
    samples: list[Array] = [np.zeros(3), np.zeros((4, 5), np.int16)[::-1, 1:]]
    return _fast_address if all(_fast_address(array) == _slow_address(array) for array in samples) else _slow_address


_address = _choose_address()


class Options(NamedTuple):
    """What all functions can be told about an array and a run, in the order in which they hand it on."""

    border: Any = "symmetric"
    axes: Any = None
    channel_axis: int | None = None
    spacing: Any = None
    halo: Any = None
    origin: Any = None
    tolerance: float = 0.0


Maker = Callable[[tuple[Any, ...], Options, int], c_void_p]
"""Makes a filter of the library from its parameters, for an array of so many axes."""


class Plan:
    """A plan of the library, and what its result looks like."""

    __slots__ = ("byte_count", "dtype", "handle", "is_long", "shape")

    def __init__(self, handle: c_void_p) -> None:
        self.handle = handle
        layout = c.Layout()
        c.check(c.library.pointspread_plan_result(handle, byref(layout)))
        self.shape = tuple(layout.shape[: layout.rank])
        self.dtype = arguments.dtype(layout.element_type)
        self.byte_count = math.prod(self.shape) * self.dtype.itemsize
        self.is_long = c.library.pointspread_plan_seconds(handle) > _LONG_RUN

    # Bound now, because names of modules may be gone when Python ends.
    def __del__(self, free: Any = c.library.pointspread_plan_free) -> None:
        free(self.handle)

    def description(self) -> dict[str, Any]:
        """What the library says of the plan."""
        needed = c.library.pointspread_plan_json(self.handle, None, 0)
        text = ctypes.create_string_buffer(needed)
        c.library.pointspread_plan_json(self.handle, text, needed)
        description: dict[str, Any] = _snake_case(json.loads(text.value))
        return description


class Question:
    """Stands for an array in a call that is to be described, not carried out."""

    def __init__(self, array: np.ndarray[Any, Any]) -> None:
        if not arguments.has_library_layout(array):
            # A call would work on a copy.
            array = np.broadcast_to(np.empty((), array.dtype.newbyteorder("=")), array.shape)
        self.array = array


_plans: dict[Any, Plan] = {}


def apply(
    maker: Maker, parameters: tuple[Any, ...], array: Any, options: tuple[Any, ...], out: Any, threads: int | None
) -> Array:
    """Filters an array, with a plan that is kept for the next call of the kind."""
    if type(array) is not np.ndarray:
        if type(array) is Question:
            return _plan(maker, parameters, array.array, options, out).description()  # type: ignore[return-value]
        array = arguments.as_array(array)
    if out is None:
        key: Any = (maker, parameters, options, array.shape, array.strides, array.dtype)
    elif type(out) is np.ndarray and out.flags.writeable:
        # The rest is looked at when the plan is made.
        layout = (out.shape, out.strides, out.dtype)
        key = (maker, parameters, options, array.shape, array.strides, array.dtype, layout)
    else:
        key = (maker, parameters, options, array.shape, array.strides, array.dtype, _layout(out))
    try:
        plan = _plans[key]
    except (KeyError, TypeError):
        plan = None
    # Outside of the handler: what a plan has to say about its arguments is not an error within another one.
    if plan is None:
        if out is not None:
            _layout(out)
        if not arguments.has_library_layout(array):
            native = array.dtype.newbyteorder("=")
            arguments.element_type(native)
            return apply(maker, parameters, array.astype(native, order="C"), options, out, threads)
        plan = _keep(key, _plan(maker, parameters, array, options, out))
    result = empty(plan.shape, plan.dtype, plan.byte_count) if out is None else out
    input_address, result_address = _address(array), _address(result)
    count = 0 if threads is None else arguments.integer(threads, "threads", 32)
    if plan.is_long:
        status = _run_interruptibly(plan, input_address, result_address, count)
    else:
        status = _run(plan.handle, input_address, result_address, count)
    if status:
        # The key of a plan does not say whether addresses are aligned.
        if not array.flags.aligned:
            return apply(maker, parameters, array.copy(), options, out, threads)
        if out is not None:
            _layout(out)
        c.check(status)
    return result


def _layout(out: Any) -> Any:
    """What a plan must know of memory that it is to write to."""
    if not isinstance(out, np.ndarray) or isinstance(out, np.ma.MaskedArray):
        raise arguments.unsuitable("out", "a NumPy array", type(out).__name__, "give an array, or leave it out")
    if not out.flags.writeable or not arguments.has_library_layout(out):
        kinds = {
            "a read-only array": not out.flags.writeable,
            "another byte order": not out.dtype.isnative,
            "elements that are not aligned": not out.flags.aligned,
        }
        raise arguments.invalid(
            "out",
            "an array that can be written to, aligned and in native byte order",
            next((kind for kind, applies in kinds.items() if applies), f"strides {out.strides}"),
            "give such an array, or leave it out",
        )
    return out.shape, out.strides, out.dtype


def _run_interruptibly(plan: Plan, source: int | None, target: int | None, threads: int) -> int:
    """Waits for a run in short steps, between which Python looks at its signals."""
    run = c_void_p()
    try:
        c.check(c.library.pointspread_run_start(plan.handle, source, target, threads, byref(run)))
        status: int = c.BUSY
        while status == c.BUSY:
            status = c.library.pointspread_run_wait(run, _POLL_MILLISECONDS)
        return status
    finally:
        # A run that goes on, because of Ctrl-C, is cancelled.
        c.library.pointspread_run_free(run)


def _keep(key: Any, plan: Plan) -> Plan:
    if not _is_constant(key):
        return plan
    _plans[key] = plan
    while len(_plans) > _KEPT_PLANS:
        try:
            del _plans[next(iter(_plans))]
        except (KeyError, RuntimeError, StopIteration):
            break
    return plan


def _is_constant(value: Any) -> bool:
    """Whether a part of a key can never change: a tensor of one number can, and would be found by its address."""
    if isinstance(value, tuple):
        return all(map(_is_constant, value))
    return value is None or isinstance(value, (int, float, str, bytes, np.generic, np.dtype, FunctionType))


def _plan(maker: Maker, parameters: tuple[Any, ...], array: Array, given: tuple[Any, ...], out: Any) -> Plan:
    """Makes a plan for the layout of an array, and that of a result that the caller owns."""
    options = Options(*given)
    layout = _described(array, options)
    filter_handle = maker(parameters, options, array.ndim)
    try:
        plan_options = c.PlanOptions(tolerance=arguments.number(options.tolerance, "tolerance"))
        plan = Plan(c.made(c.library.pointspread_plan_create, filter_handle, layout, byref(plan_options)))
        if out is None:
            return plan
        if out.shape != plan.shape or out.dtype != plan.dtype:
            raise arguments.invalid(
                "out",
                f"an array of shape {plan.shape} and type {plan.dtype}",
                f"shape {out.shape} and type {out.dtype}",
                "give such an array, or leave it out",
            )
        if out.size > 1:
            plan_options.result_strides = (c_int64 * out.ndim)(*arguments.element_strides(out))
        return Plan(c.made(c.library.pointspread_plan_create, filter_handle, layout, byref(plan_options)))
    finally:
        c.library.pointspread_filter_free(filter_handle)


def _described(array: np.ndarray[Any, Any], options: Options) -> c.Layout:
    """The layout of an array as the library wants to know it."""
    rank = array.ndim
    if rank > c.MAXIMUM_RANK:
        raise arguments.invalid("array", f"at most {c.MAXIMUM_RANK} axes", rank, "merge axes or filter a part")
    layout = c.Layout(element_type=arguments.element_type(array.dtype), rank=rank, channel_axis=c.NO_AXIS)
    layout.shape[:rank] = array.shape
    if array.size > 1:
        layout.strides[:rank] = arguments.element_strides(array)
    if options.channel_axis is not None:
        layout.channel_axis = arguments.integer(options.channel_axis, "channel_axis", 32)
    axes = arguments.axis_list(options.axes)
    if axes is not None:
        if len(axes) > rank or not axes:
            raise arguments.invalid(
                "axes", f"at least one of the {rank} axes of the array", list(axes), "name each axis at most once"
            )
        places = [axis % rank for axis in axes]
        if all(-rank <= axis < rank for axis in axes) and places != sorted(places):
            raise arguments.invalid(
                "axes", "axes from the outermost to the innermost", list(axes), "sort them, and what is given for each of them"
            )
        layout.axes[: len(axes)] = axes
        layout.axis_count = len(axes)
    if options.spacing is not None:
        filtered = _filtered(axes, options.channel_axis, rank)
        spacing = arguments.numbers(options.spacing, "spacing")
        if len(spacing) == 1:
            spacing *= len(filtered)
        if len(spacing) != len(filtered) or not all(0 < distance < float("inf") for distance in spacing):
            raise arguments.invalid(
                "spacing",
                f"one number above 0, or one for each of the {len(filtered)} filtered axes",
                options.spacing,
                "give the distance between samples along each axis",
            )
        for axis, distance in zip(filtered, spacing, strict=True):
            layout.spacing[axis] = distance
    for axis, (before, after) in enumerate(_pairs(options.halo, rank)):
        layout.halo_before[axis], layout.halo_after[axis] = before, after
    if options.origin is not None:
        origin = arguments.integers(options.origin, "origin")
        if len(origin) != rank:
            raise arguments.invalid("origin", f"{rank} indices", list(origin), "give one for each axis of the array")
        layout.origin[:rank] = origin
    return layout


def _filtered(axes: tuple[int, ...] | None, channel_axis: int | None, rank: int) -> list[int]:
    """The axes that a filter runs along, in ascending order; the library checks them."""
    if axes is not None:
        return sorted({axis % rank for axis in axes} if rank else ())
    return [axis for axis in range(rank) if channel_axis is None or axis != channel_axis % rank]


def _pairs(halo: Any, rank: int) -> list[tuple[int, int]]:
    if halo is None:
        return []
    pairs = [arguments.integers(pair, "halo") for pair in halo] if arguments.is_sequence(halo) else []
    if len(pairs) != rank or any(len(pair) != 2 for pair in pairs):
        raise arguments.invalid(
            "halo", f"{rank} pairs of numbers", halo, "give the samples before and behind along each axis of the array"
        )
    return [(pair[0], pair[1]) for pair in pairs]


def _snake_case(value: Any) -> Any:
    """The names of members as Python spells them."""
    if isinstance(value, dict):
        return {re.sub("([A-Z])", r"_\1", name).lower(): _snake_case(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_snake_case(member) for member in value]
    return value
