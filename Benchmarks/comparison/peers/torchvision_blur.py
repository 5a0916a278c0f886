"""torchvision: batches of planes; its border is reflect101, so results are compared inside. Its threads are torch's."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import torch
import torchvision
from torchvision.transforms.v2 import functional

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Convention, Gaussian

NAME = "torchvision"


def version() -> str:
    return str(torchvision.__version__)


def set_threads(count: int) -> None:
    torch.set_num_threads(count)


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    if isinstance(work, Convention) and work.library == NAME:
        yield Candidate("torchvision gaussian_blur", partial(functional.gaussian_blur, torch.from_numpy(array), *work.arguments))
    if isinstance(work, Gaussian) and case.axes == (2, 3):
        taps = 2 * work.radius + 1
        call = partial(functional.gaussian_blur, torch.from_numpy(array), [taps, taps], [work.sigma, work.sigma])
        yield Candidate("torchvision gaussian_blur", call, margin=work.radius)
