"""What callers may write for borders, axes, lengths and arrays, turned into what the library takes."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from . import _library as c


def invalid(name: str, expected: str, found: object, remedy: str) -> ValueError:
    """An error in the library's own words."""
    return ValueError(f"{name}: expected {expected}, found {found}; {remedy}")


def unsuitable(name: str, expected: str, found: object, remedy: str) -> TypeError:
    """The same for a thing of the wrong type."""
    return TypeError(f"{name}: expected {expected}, found {found}; {remedy}")


def number(value: Any, name: str) -> float:
    """A real number."""
    if isinstance(value, (str, bytes, bytearray)):
        raise unsuitable(name, "a number", repr(value), "give a number")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise unsuitable(name, "a number", type(value).__name__, "give a number") from None


def integer(value: Any, name: str, size: int = 64) -> int:
    """A whole number of so many bits."""
    try:
        result = operator.index(value)
    except TypeError:
        raise unsuitable(name, "a whole number", repr(value), "give an int") from None
    if not -(1 << size - 1) <= result < 1 << size - 1:
        raise invalid(name, f"a number of {size} bits", result, "give a smaller number")
    return result


def _is_sequence(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, (str, bytes))
        or isinstance(value, np.ndarray)
        and value.ndim > 0
    )


def numbers(value: Any, name: str) -> tuple[float, ...]:
    """One number, or one for each filtered axis."""
    values = tuple(number(each, name) for each in value) if _is_sequence(value) else (number(value, name),)
    if not values:
        raise invalid(name, "one number, or one for each filtered axis", "none", "give a number")
    return values


def integers(value: Any, name: str) -> tuple[int, ...]:
    """One whole number, or one for each filtered axis."""
    values = tuple(integer(each, name) for each in value) if _is_sequence(value) else (integer(value, name),)
    if not values:
        raise invalid(name, "one number, or one for each filtered axis", "none", "give a number")
    return values


def choice(value: Any, names: tuple[str, ...], name: str) -> int:
    """The place of a name in an enumeration."""
    if value not in names:
        raise invalid(name, "one of " + ", ".join(names), repr(value), "use one of these names")
    return names.index(value)


def _border(value: Any) -> c.Border:
    """The border at both ends of an axis, or at one of them."""
    border = c.Border()
    if isinstance(value, tuple) and len(value) == 2 and value[0] == "constant":
        constant = number(value[1], "border")
        if math.isnan(constant):
            raise invalid("border", "a constant that is a number", "nan", 'use ("constant", 0.0), or another border')
        c.check(c.library.pointspread_border_named(b"constant:0", border))
        border.value_before = border.value_after = constant
    elif value == "supplied":
        border.before = border.after = 5
    elif isinstance(value, str):
        c.check(c.library.pointspread_border_named(value.encode(), border))
    else:
        raise unsuitable(
            "border", 'a name such as "symmetric", or ("constant", value)', repr(value), "say what lies outside"
        )
    return border


def is_constant(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and value[0] == "constant" and not isinstance(value[1], str)


def _border_pair(value: Any) -> c.Border:
    """The borders of one axis: one for both ends, or one for each."""
    if not isinstance(value, tuple) or is_constant(value):
        return _border(value)
    if len(value) != 2:
        raise invalid("border", "a border, or a pair of them", repr(value), "say what lies before and behind the axis")
    before, after = (_border(side) for side in value)
    return c.Border(before.before, after.after, before.value_before, after.value_after)


def borders(value: Any) -> c.Borders:
    """One border for all filtered axes, or a list with one for each."""
    pairs = [_border_pair(each) for each in value] if isinstance(value, list) else [_border_pair(value)]
    if not pairs:
        raise invalid("border", "one border, or one for each filtered axis", "none", "name a border")
    return c.Borders((c.Border * len(pairs))(*pairs), len(pairs))


def axis_list(value: Any) -> tuple[int, ...] | None:
    """Axes to filter along, or nothing."""
    if value is None:
        return None
    axes = (value,) if not isinstance(value, Iterable) else tuple(value)
    return tuple(integer(axis, "axes", 32) for axis in axes)


_TYPES = {
    np.dtype(name): place + 1
    for place, name in enumerate("int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64".split())
}
_DTYPES = {place: dtype for dtype, place in _TYPES.items()}


def element_type(dtype: np.dtype[Any]) -> int:
    """The library's number for a type of element."""
    try:
        return _TYPES[dtype]
    except KeyError:
        raise unsuitable(
            "array",
            "integers of 8 to 64 bits or floats of 16 to 64 bits",
            dtype.name,
            'convert it, as in array.astype("float32")',
        ) from None


def dtype(element_type: int) -> np.dtype[Any]:
    """The type of element for a number of the library."""
    return _DTYPES[element_type]


def as_array(value: Any) -> np.ndarray[Any, Any]:
    """Any array as NumPy's, sharing memory where it can be shared."""
    if isinstance(value, np.ma.MaskedArray):
        raise unsuitable("array", "every sample", "a masked array", "fill the holes first, as in array.filled(0)")
    if isinstance(value, np.ndarray) or hasattr(value, "__array__") or hasattr(value, "__array_interface__"):
        return np.asarray(value)
    if hasattr(value, "__dlpack__"):
        return np.from_dlpack(value)
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise unsuitable("array", "an array", error, "give an array of numbers") from None
    if array.dtype.kind not in "iufb":
        raise unsuitable("array", "an array of numbers", type(value).__name__, "give an array of numbers")
    return array


def has_library_layout(array: np.ndarray[Any, Any]) -> bool:
    """Whether the library can walk over the elements where they are."""
    size = array.itemsize
    return bool(
        array.dtype.isnative
        and array.flags.aligned
        and all(stride % size == 0 for stride, count in zip(array.strides, array.shape) if count > 1)
    )
