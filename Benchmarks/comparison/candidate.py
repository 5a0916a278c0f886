"""One way to do a case: a function of a library, ready to be called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .work import Array


@dataclass(frozen=True)
class Candidate:
    """A call without arguments, on an input that is at hand, into memory that is at hand where the library allows it."""

    name: str
    call: Callable[[], Any]
    result: Callable[[Any], Array] = np.asarray
    """What a call returned, as an array of the case's shape."""

    margin: int = 0
    """Samples at the ends of each filtered axis that are not compared, because the library knows other borders only."""

    quality: str = ""
    """In which way the results are meant to be others, so that the time is no measure; empty if they are not."""
