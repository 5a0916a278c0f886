"""How many threads a call uses."""

from __future__ import annotations

from . import _arguments as arguments
from . import _library as c


def set_threads(threads: int | None) -> None:
    """Set the largest number of threads that a call uses unless it is told another; ``None`` for all processors that this
    process may use, by its affinity and its control group.

    >>> set_threads(1)
    >>> get_threads()
    1
    >>> set_threads(None)

    Raises ``ValueError`` for a negative number.
    """
    c.check(c.library.pointspread_set_threads(0 if threads is None else arguments.integer(threads, "threads", 32)))


def get_threads() -> int:
    """The largest number of threads that a call uses unless it is told another.

    >>> get_threads() >= 1
    True
    """
    return int(c.library.pointspread_threads())
