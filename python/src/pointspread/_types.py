"""Names for what parameters may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from numpy.typing import NDArray

Array = NDArray[Any]
Border = str | tuple[Any, Any] | list[Any]
Lengths = float | Sequence[float]
Axes = int | Sequence[int] | None
Halo = Sequence[tuple[int, int]] | None
Sampling = Literal["sampled", "integrated", "discrete"]
Kind = Literal["central", "forward", "sobel", "prewitt", "scharr"]
Mode = Literal["same", "full", "valid"]
