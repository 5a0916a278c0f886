"""The libraries: each module has NAME, version(), set_threads(count) and candidates(case, array)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from typing import Protocol

from ..candidate import Candidate
from ..cases import Case
from ..work import Array

MODULES = (
    "ours",
    "opencv",
    "scipy_ndimage",
    "scikit_image",
    "pillow",
    "diplib",
    "simple_itk",
    "vips",
    "numpy_slices",
    "pytorch",
    "torchvision_blur",
)
OPTIONAL = {"pytorch", "torchvision_blur"}


class Library(Protocol):
    """What a module of this package has."""

    NAME: str

    def version(self) -> str: ...

    def set_threads(self, count: int) -> None:
        """Later calls may use so many threads; nothing happens where a library always uses one."""

    def candidates(self, case: Case, array: Array) -> Iterable[Candidate]:
        """The ways in which the library can do the case; none if it cannot."""


def libraries() -> list[Library]:
    """The modules whose libraries are installed, ours first."""
    found: list[Library] = []
    for name in MODULES:
        try:
            found.append(importlib.import_module(f".{name}", __name__))
        except (ImportError, OSError, RuntimeError) as error:
            # Versions of torch and torchvision that do not belong together fail in several ways.
            if name not in OPTIONAL:
                raise
            if not isinstance(error, ModuleNotFoundError):
                print(f"bench: left out {name}: {error}", file=sys.stderr)
    return found
