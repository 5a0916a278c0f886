"""Memory of large results that nobody uses any more, kept for the next ones of the same size.

The system clears the pages of a new block one by one as they are touched, which takes as long as a filter of a few taps. Blocks
of less than 32 MB come back from glibc without that.
"""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np

from ._types import Array

LEAST = 32 << 20
MOST = 256 << 20

_kept: deque[Array] = deque()


class _Lent:
    """A block behind a result; when the last array that looks at it is gone, it is kept."""

    def __init__(self, block: Array, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self._block = block
        self.__array_interface__ = {**block.__array_interface__, "shape": shape, "typestr": dtype.str, "descr": [("", dtype.str)]}

    # Bound now, because names of modules may be gone when Python ends.
    def __del__(self, kept: deque[Array] = _kept, most: int = MOST) -> None:
        kept.append(self._block)
        try:
            while sum(block.nbytes for block in tuple(kept)) > most:
                kept.popleft()
        except (IndexError, RuntimeError):
            # Another thread has taken or given back a block meanwhile.
            pass


def empty(shape: tuple[int, ...], dtype: np.dtype[Any], size: int) -> Array:
    """An array that holds nothing in particular; the size is that of all its elements in bytes."""
    if not LEAST <= size <= MOST:
        return np.empty(shape, dtype)
    block = _taken(size)
    return np.asarray(_Lent(np.empty(size, np.uint8) if block is None else block, shape, dtype))


def _taken(size: int) -> Array | None:
    """A kept block of just that size."""
    for _ in range(len(_kept)):
        try:
            block = _kept.pop()
        except IndexError:
            break
        if block.nbytes == size:
            return block
        _kept.appendleft(block)
    return None
