"""Arrays, borders and axes that properties are tried with."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

FLOATS = ("float16", "float32", "float64")
INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")


def samples(generator: np.random.Generator, shape: tuple[int, ...], dtype: str) -> np.ndarray[Any, Any]:
    """Numbers of any size that 64-bit floats hold exactly, their ends among them."""
    if dtype in FLOATS:
        scale = 10.0 ** generator.integers(-3, 4)
        return (generator.standard_normal(shape) * scale).astype(dtype)
    limits = np.iinfo(dtype)
    low, high = max(int(limits.min), -(2**50)), min(int(limits.max), 2**50)
    small = generator.random() < 0.3
    low, high = (max(low, -3), 3) if small else (low, high)
    array = generator.integers(low, high, shape, dtype=dtype, endpoint=True)
    return np.where(generator.random(shape) < 0.2, np.array(generator.choice([low, high]), dtype), array).astype(dtype)


def disguised(array: np.ndarray[Any, Any], generator: np.random.Generator) -> np.ndarray[Any, Any]:
    """The same numbers, in memory of another order, with gaps, backwards, of another byte order or not aligned."""
    order = generator.permutation(array.ndim)
    gaps = generator.integers(1, 3, array.ndim)
    signs = generator.choice([1, -1], array.ndim)
    turned = array.transpose(order)
    memory = np.zeros([count * gap for count, gap in zip(turned.shape, gaps, strict=True)], array.dtype)
    kind = generator.choice(["as it is", "swapped", "not aligned", "read-only"], p=[0.55, 0.15, 0.15, 0.15])
    if kind == "swapped":
        memory = memory.astype(array.dtype.newbyteorder())
    elif kind == "not aligned":
        memory = np.zeros(memory.nbytes + 1, np.uint8)[1:].view(array.dtype).reshape(memory.shape)
    steps = tuple(slice(None, None, int(gap * sign)) for gap, sign in zip(gaps, signs, strict=True))
    view = memory[steps].transpose(np.argsort(order))
    view[...] = array
    if kind == "read-only":
        view.flags.writeable = False
    return view


class Drawn(NamedTuple):
    """An array, the axes to filter and the memory that it lies in."""

    plain: np.ndarray[Any, Any]
    array: np.ndarray[Any, Any]
    axes: tuple[int, ...]
    generator: np.random.Generator


@st.composite
def arrays(draw: Any, dtypes: tuple[str, ...] = FLOATS + INTEGERS, least_rank: int = 1, most_axes: int = 3) -> Drawn:
    """An array of one to four axes, and some of these."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rank = draw(st.integers(least_rank, 4))
    longest = (60, 20, 12, 8)[rank - 1]
    shape = tuple(draw(st.lists(st.integers(1, longest), min_size=rank, max_size=rank)))
    axes = draw(st.lists(st.integers(0, rank - 1), min_size=least_rank, max_size=min(rank, most_axes), unique=True))
    plain = samples(generator, shape, draw(st.sampled_from(dtypes)))
    return Drawn(plain, disguised(plain, generator), tuple(sorted(axes)), generator)


# Names of the library, and what SciPy and NumPy call them.
SCIPY = {"symmetric": "reflect", "reflect101": "mirror", "replicate": "nearest", "wrap": "grid-wrap"}
NUMPY = {"symmetric": "symmetric", "reflect101": "reflect", "replicate": "edge", "wrap": "wrap"}


@st.composite
def borders(draw: Any) -> Any:
    """A border for both ends of all axes."""
    name = draw(st.sampled_from([*SCIPY, "constant"]))
    return ("constant", float(draw(st.integers(-5, 5)))) if name == "constant" else name


def scipy_border(border: Any) -> dict[str, Any]:
    """A border in SciPy's words."""
    return {"mode": "constant", "cval": border[1]} if isinstance(border, tuple) else {"mode": SCIPY[border]}


def padded(array: np.ndarray[Any, Any], axis: int, before: int, after: int, ends: tuple[Any, Any]) -> np.ndarray[Any, Any]:
    """An array that is continued along an axis by what the borders at its two ends say."""
    count = array.shape[axis]
    parts = [array]
    for border, width, at_end in ((ends[0], before, False), (ends[1], after, True)):
        if isinstance(border, tuple):
            shape = list(array.shape)
            shape[axis] = width
            part = np.full(shape, border[1])
        else:
            pads = (0, width) if at_end else (width, 0)
            places = np.pad(np.arange(count), pads, mode=NUMPY[border])  # type: ignore[call-overload]
            part = np.take(array, places[count:] if at_end else places[:width], axis=axis)
        parts.insert(2 if at_end else 0, part)
    return np.concatenate(parts, axis)
