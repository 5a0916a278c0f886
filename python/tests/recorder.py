"""A plugin of pytest that writes down calls of :mod:`pointspread.compat` with what they gave, to ``POINTSPREAD_RECORD``."""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

MODULES = (
    "SimpleITK",
    "cv2",
    "diplib",
    "keras.ops",
    "keras.ops.image",
    "matlab",
    "numpy",
    "pyvips",
    "scipy.ndimage",
    "scipy.signal",
    "skimage.filters",
    "torch.nn.functional",
)
"""Those of functions; the filters of Pillow are classes."""

_calls: list[bytes] = []
_seen: dict[str, int] = {}


def recorded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, which also writes down its first calls and then ever fewer."""

    @functools.wraps(function)
    def call(*given: Any, **named: Any) -> Any:
        _seen[name] = count = _seen.get(name, 0) + 1
        # The 1st, 2nd, 4th and so on of each function, and all of the first 20.
        kept = arguments(given, named) if count <= 20 or count & (count - 1) == 0 else None
        try:
            result = function(*given, **named)
        except Exception as error:
            keep(name, kept, type(error).__name__)
            raise
        keep(name, kept, result)
        return result

    return call


def arguments(given: Any, named: Any) -> bytes | None:
    """The arguments as they are before the call, unless they are large, or of a kind that cannot be written down."""
    try:
        written = pickle.dumps((given, named))
    except Exception:
        return None
    return None if len(written) > 1 << 20 else written


def keep(name: str, given: bytes | None, result: Any) -> None:
    if given is not None:
        _calls.append(pickle.dumps((name, given, pickle.dumps(result))))


def pytest_configure() -> None:
    for path in MODULES:
        module = importlib.import_module(f"pointspread.compat.{path}")
        for name, found in list(vars(module).items()):
            if inspect.isfunction(found) and found.__module__ == module.__name__ and not name.startswith("_"):
                setattr(module, name, recorded(f"{path}.{name}", found))
    filters = importlib.import_module("pointspread.compat.PIL.ImageFilter")
    filters.Filter._filtered = recorded("PIL.ImageFilter.Filter._filtered", filters.Filter._filtered)


def pytest_sessionfinish(session: pytest.Session) -> None:
    Path(os.environ["POINTSPREAD_RECORD"]).write_bytes(pickle.dumps(_calls))
