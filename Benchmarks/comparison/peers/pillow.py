"""Pillow: pictures of 8 bits, whose Gaussian is three boxes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import PIL
from PIL import Image, ImageFilter

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Box, Convention, Gaussian

NAME = "Pillow"


def version() -> str:
    return PIL.__version__


def set_threads(count: int) -> None:
    pass


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    if isinstance(work, Convention) and work.library == NAME:
        yield Candidate("PIL GaussianBlur", partial(Image.fromarray(array).filter, ImageFilter.GaussianBlur(*work.arguments)))
    if case.channel_axis != 2 or array.dtype.name != "uint8":
        return
    picture = Image.fromarray(array)
    if isinstance(work, Gaussian):
        blur = partial(picture.filter, ImageFilter.GaussianBlur(work.sigma))
        yield Candidate("Pillow GaussianBlur", blur, quality="three boxes", margin=work.radius)
    elif isinstance(work, Box):
        blur = partial(picture.filter, ImageFilter.BoxBlur(work.radius))
        yield Candidate("Pillow BoxBlur", blur, margin=work.radius)
