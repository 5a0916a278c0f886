"""What the machine allows: the pace of multiplying and of copying, which no filter can exceed, and what a case asks of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

_SIZE = 512

_SUMMING = ("tiles", "dense", "lines")
"""Methods that carry out a fused operation, or half of a pair's two, for every tap; the others need fewer."""


@dataclass(frozen=True)
class Demand:
    """What a plan asks for."""

    method: str
    operations: float | None
    """Fused operations of a run; nothing where the method shares sums, so that the taps do not tell."""

    @staticmethod
    def of(plan: dict[str, Any]) -> Demand:
        """The demand of a described plan."""
        method = plan["method"]
        return Demand(method, plan["operations"] if method in _SUMMING else None)


OPERATIONS_OF_PRODUCT = float(_SIZE**3)
"""Fused operations of a product of matrices."""


def product(dtype: str) -> Callable[[], object]:
    """A product of two matrices in the type that sums of such samples have."""
    left, right, result = (np.ones((_SIZE, _SIZE), "f8" if dtype == "f8" else "f4") for _ in range(3))
    return partial(np.matmul, left, right, out=result)
