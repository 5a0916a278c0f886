"""torch as people write a gradient with it: pad, subtract slices, take the root."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import torch

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, GradientMagnitude

NAME = "torch"


def version() -> str:
    return str(torch.__version__)


def set_threads(count: int) -> None:
    torch.set_num_threads(count)


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    if isinstance(case.work, GradientMagnitude) and case.axes == (2, 3):
        tensor = torch.from_numpy(array)
        yield Candidate("torch slices", partial(_magnitude, tensor, torch.from_numpy(np.empty_like(array))))


@torch.inference_mode()
def _magnitude(tensor: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    padded = torch.nn.functional.pad(tensor, (1, 1, 1, 1), mode="reflect")
    down = (padded[:, :, 2:, 1:-1] - padded[:, :, :-2, 1:-1]) / 2
    across = (padded[:, :, 1:-1, 2:] - padded[:, :, 1:-1, :-2]) / 2
    return torch.sqrt(down**2 + across**2, out=out)
