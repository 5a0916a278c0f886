"""Makes recorded calls of :mod:`pointspread.compat` again where none of the originals can be imported: ``replay.py RECORD``."""

from __future__ import annotations

import collections
import functools
import importlib
import importlib.abc
import pickle
import sys
from pathlib import Path
from typing import Any

import numpy as np

ORIGINALS = {
    *("PIL", "SimpleITK", "cv2", "dask", "diplib", "fastai", "keras", "kornia", "nvidia", "pyvips", "scipy", "skimage"),
    *("tensorflow", "torch", "torchvision"),
}


class Missing(importlib.abc.MetaPathFinder):
    """Finds none of the originals."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] in ORIGINALS:
            raise ModuleNotFoundError(f"{name} is not to be had here")


def found(name: str) -> Any:
    """A function by its name behind ``pointspread.compat``: in a module, or in a class of one."""
    parts = name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        try:
            module = importlib.import_module("pointspread.compat." + ".".join(parts[:count]))
        except ModuleNotFoundError:
            continue
        return functools.reduce(getattr, parts[count:], module)
    raise AssertionError(name)


def content(value: Any) -> Any:
    """All that makes two results equal; what is not a number is like any other such."""
    if isinstance(value, tuple):
        return tuple(map(content, value))
    array = np.ascontiguousarray(value)
    if array.dtype.kind == "f":
        array = np.where(np.isnan(array), np.full_like(array, np.nan), array)
    return array.dtype, np.shape(value), array.tobytes()


def main(record: str) -> None:
    sys.meta_path.insert(0, Missing())
    counts: collections.Counter[str] = collections.Counter()
    for call in pickle.loads(Path(record).read_bytes()):
        name, given, written = pickle.loads(call)
        (arguments, named), expected = pickle.loads(given), pickle.loads(written)
        try:
            result = found(name)(*arguments, **named)
        except Exception as error:
            result = type(error).__name__
        if isinstance(result, str) or isinstance(expected, str):
            assert isinstance(result, str) and result == expected, (name, result, expected)
        else:
            assert content(result) == content(expected), (name, named)
        counts[name.partition(".")[0]] += 1
    assert not ORIGINALS & {name.partition(".")[0] for name in sys.modules}
    print(*sorted(counts), sum(counts.values()))


if __name__ == "__main__":
    main(sys.argv[1])
