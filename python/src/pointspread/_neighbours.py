"""Which samples of an array a part of a filter's result is made of: along one axis at a time, since borders work along one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from . import _arguments as arguments

_SYMMETRIC, _REFLECT101, _REPLICATE, _WRAP = range(4)
_MIRRORS = (_SYMMETRIC, _REFLECT101)


class Piece(NamedTuple):
    """Samples of one chunk."""

    chunk: int
    start: int
    stop: int
    is_whole: bool


class Axis(NamedTuple):
    """What a filter does along one axis of an array."""

    chunks: tuple[int, ...]
    """The sizes of the array's chunks."""
    reach: tuple[int, int]
    """How many samples before and behind itself an output is made of."""
    border: tuple[Any, Any] | None
    """What lies before and behind the axis; nothing where the filter does not run along it."""
    keeps_place: bool
    """Whether outputs are made in place of samples, so that others count as halo: the mode "same"."""
    shift: int
    """The sample that the first output stands for."""
    outputs: int
    """The number of outputs."""
    origin: int
    """The index of the first sample, also of a halo, in a whole that the array may be a part of."""
    tile: int = 1
    """Outputs are made in tiles of so many, counted from the origin of the whole: each is made of what all of its tile are."""

    def result_chunks(self) -> tuple[int, ...]:
        """The sizes of the result's chunks: each lies where the array's does."""
        if self.shift == 0 and self.outputs == sum(self.chunks):
            return self.chunks
        inner = (min(max(place - self.shift, 0), self.outputs) for place in list(accumulate(self.chunks))[:-1])
        bounds = (0, *inner, self.outputs)
        return tuple(stop - start for start, stop in pairwise(bounds) if stop > start) or (0,)


class Part(NamedTuple):
    """Samples that a range of the outputs along an axis is made of, and how they are to be filtered."""

    pieces: tuple[Piece, ...]
    halo: tuple[int, int]
    border: tuple[Any, Any] | None
    origin: int
    kept: tuple[int, int]
    """The outputs that are wanted, of those that the samples have."""

    @property
    def size(self) -> int:
        """The number of outputs."""
        return self.kept[1] - self.kept[0]


def parts(axis: Axis) -> tuple[Part | None, ...]:
    """What each chunk of the result is made of along an axis; nothing for one without outputs."""
    ends = list(accumulate(axis.chunks))
    # Outputs in place of samples are counted as the samples are.
    first = axis.shift if axis.keeps_place else 0
    bounds = pairwise(accumulate(axis.result_chunks(), initial=first))
    return tuple(_part(axis, ends, start, stop) if start < stop else None for start, stop in bounds)


def _part(axis: Axis, ends: Sequence[int], start: int, stop: int) -> Part:
    """What the outputs from one sample to another are made of."""
    count = ends[-1]
    border = axis.border
    first = (start + axis.origin) // axis.tile * axis.tile - axis.origin
    last = -(-(stop + axis.origin) // axis.tile) * axis.tile - axis.origin
    ranges, lower, is_start, is_end = _ranges(count, axis.reach, border, first, last)
    size = sum(upper - first for first, upper in ranges)
    pieces = tuple(piece for each in ranges for piece in _pieces(ends, *each))
    if not axis.keeps_place:
        return Part(pieces, (0, 0), border, axis.origin + lower, (start - lower, stop - lower))
    if border is not None:
        border = (border[0] if is_start else "supplied", border[1] if is_end else "supplied")
    halo = (start - lower, lower + size - stop)
    return Part(pieces, halo, border, axis.origin + start, (0, stop - start))


def _ranges(
    count: int, reach: tuple[int, int], border: tuple[Any, Any] | None, start: int, stop: int
) -> tuple[list[tuple[int, int]], int, bool, bool]:
    """The ranges of samples one after the other, the place of the first, and whether they begin and end with the axis.

    Samples that a border takes from this or the other end of the axis are among them, so that the part continues beyond that
    end as the whole does.
    """
    first, last = start - reach[0], stop - 1 + reach[1]
    before = _rule(border, 0) if first < 0 else None
    after = _rule(border, 1) if last >= count else None
    lower, upper = min(max(first, 0), count - 1), min(max(last, 0), count - 1) + 1
    if _WRAP in (before, after):
        if last - first >= count:
            return [(0, count)], 0, True, True
        # The other end of a ring is a neighbour like any other.
        if first < 0:
            return [(first + count, count), (0, last + 1)], first, False, False
        return [(first, count), (0, last + 1 - count)], first, False, False
    if before in _MIRRORS:
        upper = max(upper, min(count, 1 - first))
    if after in _MIRRORS:
        lower = min(lower, max(0, 2 * (count - 1) - last))
    return [(lower, upper)], lower, lower == 0, upper == count


def _rule(border: tuple[Any, Any] | None, side: int) -> int | None:
    """The library's number for what lies at one end of an axis."""
    return None if border is None else int(arguments.borders(border[side]).values[0].before)


def _pieces(ends: Sequence[int], start: int, stop: int) -> list[Piece]:
    """What each chunk has of a range of samples."""
    pieces = []
    chunk = bisect_right(ends, start)
    while start < stop:
        offset = ends[chunk - 1] if chunk else 0
        upper = min(stop, ends[chunk])
        if upper > start:
            is_whole = (start, upper) == (offset, ends[chunk])
            pieces.append(Piece(chunk, start - offset, upper - offset, is_whole))
        start, chunk = upper, chunk + 1
    return pieces


def border_pairs(border: Any, axis_count: int) -> list[tuple[Any, Any]]:
    """What lies before and behind each filtered axis, in the words of the caller; the library has checked them."""
    pairs = [_pair(each) for each in border] if isinstance(border, list) else [_pair(border)]
    return pairs * axis_count if len(pairs) == 1 else pairs


def _pair(border: Any) -> tuple[Any, Any]:
    if isinstance(border, tuple) and not arguments.is_constant(border):
        return border[0], border[1]
    return border, border
