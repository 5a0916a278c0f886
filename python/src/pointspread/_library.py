"""The shared library: its structures, its functions, its errors. Mirrors `pointspread.h`."""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_double, c_int32, c_int64, c_size_t, c_uint32, c_void_p
from typing import Any

MAXIMUM_RANK = 8
NO_AXIS = 2147483647

OK, INVALID_ARGUMENT, INVALID_TYPE, OUT_OF_MEMORY, CANCELLED, BUSY = range(6)

_Sizes = c_int64 * MAXIMUM_RANK


class _Sized(Structure):
    """A structure that begins with its size, and whose other members are 0 unless they are said."""

    def __init__(self, **members: Any) -> None:
        super().__init__(size=ctypes.sizeof(self), **members)


class Numbers(Structure):
    _fields_ = (("values", POINTER(c_double)), ("count", c_int32))


class Integers(Structure):
    _fields_ = (("values", POINTER(c_int64)), ("count", c_int32))


class Border(Structure):
    _fields_ = (("before", c_uint32), ("after", c_uint32), ("value_before", c_double), ("value_after", c_double))


class Borders(Structure):
    _fields_ = (("values", POINTER(Border)), ("count", c_int32))


class Layout(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("element_type", c_uint32),
        ("rank", c_int32),
        ("shape", _Sizes),
        ("strides", _Sizes),
        ("axes", c_int32 * MAXIMUM_RANK),
        ("axis_count", c_int32),
        ("channel_axis", c_int32),
        ("spacing", c_double * MAXIMUM_RANK),
        ("halo_before", _Sizes),
        ("halo_after", _Sizes),
        ("origin", _Sizes),
    )


class Gaussian(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("sigma", Numbers),
        ("unit", c_uint32),
        ("sampling", c_uint32),
        ("order", Integers),
        ("truncate", c_double),
        ("radius", c_int64),
        ("accuracy", c_double),
        ("border", Borders),
    )


class Box(_Sized):
    _fields_ = (("size", c_size_t), ("width", Numbers), ("border", Borders))


class Motion(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("length", c_double),
        ("angle", c_double),
        ("direction", c_double),
        ("border", Borders),
    )


class Correlation(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("kernels", POINTER(c_void_p)),
        ("kernel_count", c_int32),
        ("mode", c_uint32),
        ("border", Borders),
    )


class Derivative(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("axis", c_int32),
        ("unit", c_uint32),
        ("kind", c_uint32),
        ("taps", c_int64),
        ("border", Borders),
    )


class Gradient(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("result", c_uint32),
        ("unit", c_uint32),
        ("kind", c_uint32),
        ("taps", c_int64),
        ("border", Borders),
    )


class Laplacian(_Sized):
    _fields_ = (("size", c_size_t), ("sigma", c_double), ("unit", c_uint32), ("border", Borders))


class Unsharp(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("sigma", Numbers),
        ("unit", c_uint32),
        ("amount", c_double),
        ("threshold", c_double),
        ("border", Borders),
    )


class Difference(_Sized):
    _fields_ = (
        ("size", c_size_t),
        ("sigma", c_double),
        ("wider_sigma", c_double),
        ("unit", c_uint32),
        ("border", Borders),
    )


class Argument(Structure):
    _fields_ = (
        ("name", c_char_p),
        ("text", c_char_p),
        ("values", POINTER(c_double)),
        ("extents", POINTER(c_int64)),
        ("rank", c_int32),
    )


class PlanOptions(_Sized):
    _fields_ = (("size", c_size_t), ("tolerance", c_double), ("result_strides", POINTER(c_int64)))


def _load() -> ctypes.CDLL:
    path = os.path.join(os.path.dirname(__file__), "libpointspread.so")
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise OSError(
            f"library: expected libpointspread.so beside the package, found {error}; "
            "install the wheel for this system and processor again"
        ) from None


library = _load()

_Made = POINTER(c_void_p)
_FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "version": (c_uint32, ()),
    "error_message": (c_char_p, ()),
    "border_named": (c_uint32, (c_char_p, POINTER(Border))),
    "kernel_create": (c_uint32, (POINTER(c_double), POINTER(c_int64), c_int32, POINTER(c_int64), _Made)),
    "kernel_free": (None, (c_void_p,)),
    "kernel_rank": (c_int32, (c_void_p,)),
    "kernel_extents": (None, (c_void_p, POINTER(c_int64))),
    "kernel_weights": (None, (c_void_p, c_void_p)),
    "kernel_gaussian": (c_uint32, (c_double, c_int32, c_double, c_int64, c_uint32, _Made)),
    "kernel_box": (c_uint32, (c_double, _Made)),
    "kernel_motion": (c_uint32, (c_double, c_double, c_double, _Made)),
    "kernel_derivative": (c_uint32, (c_uint32, c_int64, c_int32, _Made)),
    "kernel_laplacian": (c_uint32, (c_int32, _Made)),
    "filter_free": (None, (c_void_p,)),
    "filter_gaussian": (c_uint32, (POINTER(Gaussian), _Made)),
    "filter_box": (c_uint32, (POINTER(Box), _Made)),
    "filter_motion": (c_uint32, (POINTER(Motion), _Made)),
    "filter_correlation": (c_uint32, (POINTER(Correlation), _Made)),
    "filter_convolution": (c_uint32, (POINTER(Correlation), _Made)),
    "filter_derivative": (c_uint32, (POINTER(Derivative), _Made)),
    "filter_gradient": (c_uint32, (POINTER(Gradient), _Made)),
    "filter_laplacian": (c_uint32, (POINTER(Laplacian), _Made)),
    "filter_unsharp": (c_uint32, (POINTER(Unsharp), _Made)),
    "filter_difference": (c_uint32, (POINTER(Difference), _Made)),
    "filter_convention": (c_uint32, (c_char_p, POINTER(Argument), c_int32, _Made)),
    "kernel_convention": (c_uint32, (c_char_p, POINTER(Argument), c_int32, _Made)),
    "conventions_json": (c_size_t, (c_char_p, c_size_t)),
    "plan_create": (c_uint32, (c_void_p, POINTER(Layout), POINTER(PlanOptions), _Made)),
    "plan_free": (None, (c_void_p,)),
    "plan_result": (c_uint32, (c_void_p, POINTER(Layout))),
    "plan_json": (c_size_t, (c_void_p, c_char_p, c_size_t)),
    "plan_seconds": (c_double, (c_void_p,)),
    "plan_run": (c_uint32, (c_void_p, c_void_p, c_void_p, c_int32)),
    "run_start": (c_uint32, (c_void_p, c_void_p, c_void_p, c_int32, _Made)),
    "run_wait": (c_uint32, (c_void_p, c_int32)),
    "run_free": (None, (c_void_p,)),
    "threads": (c_int32, ()),
    "set_threads": (c_uint32, (c_int32,)),
}
for _name, (_result, _arguments) in _FUNCTIONS.items():
    _function = getattr(library, "pointspread_" + _name)
    _function.restype = _result
    _function.argtypes = _arguments


def check(status: int) -> None:
    """Raises the exception that a status stands for."""
    if status == OK:
        return
    message = library.pointspread_error_message().decode()
    if status == OUT_OF_MEMORY:
        raise MemoryError(message)
    if status == INVALID_TYPE:
        raise TypeError(message)
    if status == CANCELLED:
        raise RuntimeError(message)
    raise ValueError(message)


def made(function: Any, *arguments: Any) -> c_void_p:
    """Calls a function that stores what it makes at its last argument."""
    result = c_void_p()
    check(function(*arguments, byref(result)))
    return result


def numbers(values: tuple[float, ...]) -> Numbers:
    """Numbers that C can read while the structure lives."""
    return Numbers((c_double * len(values))(*values), len(values))


def integers(values: tuple[int, ...]) -> Integers:
    """Whole numbers that C can read while the structure lives."""
    return Integers((c_int64 * len(values))(*values), len(values))
