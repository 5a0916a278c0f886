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


def is_sequence(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim > 0
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def numbers(value: Any, name: str) -> tuple[float, ...]:
    """One number, or one for each filtered axis."""
    values = tuple(number(each, name) for each in value) if is_sequence(value) else (number(value, name),)
    if not values:
        raise invalid(name, "one number, or one for each filtered axis", "none", "give a number")
    return values


def integers(value: Any, name: str) -> tuple[int, ...]:
    """One whole number, or one for each filtered axis."""
    values = tuple(integer(each, name) for each in value) if is_sequence(value) else (integer(value, name),)
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
        raise unsuitable("border", 'a name such as "symmetric", or ("constant", value)', repr(value), "say what lies outside")
    return border


def is_constant(value: Any) -> bool:
    """Whether a border is a constant with a value."""
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


# In the order of the library's enumeration, which begins with 1.
_ELEMENTS = (
    *(np.int8, np.int16, np.int32, np.int64),
    *(np.uint8, np.uint16, np.uint32, np.uint64),
    *(np.float16, np.float32, np.float64),
)
_TYPES = {np.dtype(element): place for place, element in enumerate(_ELEMENTS, 1)}
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


def as_array(value: Any, name: str = "array") -> np.ndarray[Any, Any]:
    """Any array as NumPy's, sharing memory where it can be shared."""
    if isinstance(value, np.ma.MaskedArray):
        raise unsuitable(name, "every sample", "a masked array", "fill the holes first, as in array.filled(0)")
    if not hasattr(value, "__array__") and hasattr(value, "__dlpack__"):
        return _from_dlpack(value, name)
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise unsuitable(name, "an array of numbers", f"{type(value).__name__} ({error})", "give rows of one length") from None
    if array.dtype.kind in "OSU" and not isinstance(value, (np.ndarray, np.generic)):
        raise unsuitable(name, "an array of numbers", type(value).__name__, "give an array of numbers")
    return array


def _from_dlpack(value: Any, name: str) -> np.ndarray[Any, Any]:
    try:
        return np.from_dlpack(value)
    except (BufferError, RuntimeError) as error:
        found = f"{type(value).__name__} ({error})"
        raise unsuitable(name, "an array in the processor's own memory", found, "copy it there first") from None


def element_strides(array: np.ndarray[Any, Any]) -> tuple[int, ...]:
    """The distance in bytes between neighbours along each axis; 0 along an axis without neighbours."""
    return tuple(stride if count > 1 else 0 for stride, count in zip(array.strides, array.shape, strict=True))


def has_library_layout(array: np.ndarray[Any, Any]) -> bool:
    """Whether the library can walk over the elements where they are."""
    strides = element_strides(array)
    # Strides that are all 0 mean an array without gaps to the library, and to NumPy one element that is repeated.
    return bool(
        array.dtype.isnative
        and array.flags.aligned
        and all(stride % array.itemsize == 0 for stride in strides)
        and (array.size <= 1 or any(strides))
    )
