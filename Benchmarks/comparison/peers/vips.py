"""libvips: interleaved images; its border for convolution is replicate, so results are compared inside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import pyvips

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Gaussian

NAME = "libvips"

# Otherwise the second call would find the result of the first.
pyvips.cache_set_max(0)


def version() -> str:
    return ".".join(str(pyvips.version(part)) for part in range(3))


def set_threads(count: int) -> None:
    pyvips.concurrency_set(count)


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    if case.channel_axis != 2 or case.dtype != "u1" or not isinstance(work, Gaussian):
        return
    height, width, bands = array.shape
    image = pyvips.Image.new_from_memory(array.data, width, height, bands, "uchar")
    taps = pyvips.Image.new_from_array([work.taps().tolist()])
    if work.sigma < 20:
        yield Candidate("vips convsep", partial(_precise, image, taps), partial(_as_array, case), margin=work.radius)
    yield Candidate(
        "vips gaussblur",
        partial(_default, image, work.sigma),
        partial(_as_array, case),
        margin=work.radius,
        quality="integers, fewer taps",
    )


def _precise(image: pyvips.Image, taps: pyvips.Image) -> pyvips.Image:
    return image.convsep(taps, precision="float").rint().cast("uchar").write_to_memory()


def _default(image: pyvips.Image, sigma: float) -> pyvips.Image:
    return image.gaussblur(sigma).write_to_memory()


def _as_array(case: Case, memory: object) -> Array:
    return np.frombuffer(memory, np.uint8).reshape(case.shape)  # type: ignore[call-overload, no-any-return]
