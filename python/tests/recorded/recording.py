"""Results of other packages, kept in small files, so that tests need not install those packages.

A `record_….py` beside this file draws cases, and computes each of them with the package that it is named after:

    python record_torch.py                             # writes the file that tests read
    PYTHONPATH=../../src python record_torch.py --compare 2000 --seed 7   # compares many cases, and keeps nothing

The packages and versions that a script needs are said in it. Tests that find its name in POINTSPREAD_ORIGINALS draw cases of
their own, and ask the package itself.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import count as places_from
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]

AT_HAND = os.environ.get("POINTSPREAD_ORIGINALS", "").split()
"""The originals that tests may ask: names of scripts, such as torch."""


class Case(NamedTuple):
    """A call of a function by name, and the array that it is called with."""

    function: str
    arguments: dict[str, Any]
    seed: int
    shape: tuple[int, ...]
    dtype: str
    kind: str = "noise"

    def array(self) -> Array:
        """The same numbers for the same seed: real ones from −1 to 1, whole ones of the type's whole range."""
        generator = np.random.default_rng(self.seed)
        dtype = np.dtype(self.dtype)
        if dtype.kind == "f":
            numbers = 2 * generator.random(self.shape) - 1
            return np.full(self.shape, numbers.flat[0], dtype) if self.kind == "flat" else numbers.astype(dtype)
        limits = np.iinfo(dtype)
        if self.kind == "two levels":
            return generator.choice(generator.integers(limits.min, limits.max, 2, dtype, endpoint=True), self.shape)
        if self.kind == "flat":
            return np.full(self.shape, generator.integers(limits.min, limits.max, dtype=dtype, endpoint=True))
        return generator.integers(limits.min, limits.max, self.shape, dtype, endpoint=True)


Draw = Callable[[np.random.Generator], Case]
Compute = Callable[[Case], Array]
Together = Callable[[list[Case]], list[Array]]


def cases(draw: Draw, count: int, seed: int) -> Iterator[Case]:
    """So many cases, each from a seed of its own."""
    for place in range(count):
        yield draw(np.random.default_rng((seed, place)))


def side(generator: np.random.Generator, least: int, end: int) -> int:
    """A size below the end; where nothing is kept, now and then one of up to 70."""
    size = int(generator.integers(least, end))
    return size if not AT_HAND or generator.random() < 0.7 else int(generator.integers(least, 71))


def originals(module: ModuleType, each: int, seed: int) -> list[tuple[Case, Array]]:
    """The cases that have been recorded with their results, or so many of each function by the original itself."""
    name = module.__name__.removeprefix("record_")
    recorded = list(load(name))
    if name not in AT_HAND:
        return recorded
    left = Counter({case.function: each for case, _ in recorded})
    drawn = []
    for place in places_from():
        if not left.total():
            break
        case = module.draw(np.random.default_rng((seed, place)))
        if left[case.function]:
            left[case.function] -= 1
            drawn.append(case)
    results = module.together(drawn) if hasattr(module, "together") else map(module.original, drawn)
    return list(zip(drawn, results, strict=True))


def save(path: Path, drawn: list[Case], results: list[Array]) -> None:
    """Writes cases and results; numbers of one type lie in one array."""
    kinds = sorted({str(result.dtype) for result in results})
    flat = {kind: np.concatenate([result.ravel() for result in results if str(result.dtype) == kind]) for kind in kinds}
    described = [[*case, str(result.dtype), result.shape] for case, result in zip(drawn, results, strict=True)]
    np.savez_compressed(path, cases=json.dumps(described, separators=(",", ":")), **flat)  # type: ignore[arg-type]


def load(name: str) -> Iterator[tuple[Case, Array]]:
    """The cases of a file, each with its result."""
    with np.load(Path(__file__).with_name(name + ".npz")) as file:
        flat = {kind: file[kind] for kind in file.files if kind != "cases"}
        described = json.loads(str(file["cases"]))
    places = dict.fromkeys(flat, 0)
    for function, arguments, seed, shape, dtype, kind, result_type, result_shape in described:
        count = int(np.prod(result_shape, dtype=int))
        start = places[result_type]
        places[result_type] = start + count
        result = flat[result_type][start : start + count].reshape(result_shape)
        yield Case(function, arguments, seed, tuple(shape), dtype, kind), result


def main(script: str, draw: Draw, original: Compute, ours: Compute, count: int, together: Together | None = None) -> None:
    """Records, or compares; ``together`` computes many cases at once, where that is quicker."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--compare", type=int, metavar="CASES", help="compare so many cases instead of recording some")
    parser.add_argument("--seed", type=int, default=20261121)
    options = parser.parse_args()
    drawn = list(cases(draw, options.compare or count, options.seed))
    if options.compare:
        compare(drawn, together(drawn) if together else map(original, drawn), ours)
        return
    path = Path(script).with_name(Path(script).stem.removeprefix("record_") + ".npz")
    save(path, drawn, together(drawn) if together else list(map(original, drawn)))
    print(f"{path.name}: {len(drawn)} cases, {path.stat().st_size} bytes")


def compare(drawn: list[Case], originals: Iterable[Array], ours: Compute) -> None:
    """Prints, for each function and type, how many values are equal and how far apart the others are."""
    rows: dict[tuple[str, str, str], list[float]] = {}
    for case, expected in zip(drawn, originals, strict=True):
        actual = ours(case)
        assert (actual.shape, actual.dtype) == (expected.shape, expected.dtype), (case, actual.shape, expected.shape)
        row = rows.setdefault((case.function, case.dtype, case.kind), [0, 0, 0, 0])
        row[0] += 1
        row[1] += expected.size
        row[2] += int(np.count_nonzero(actual == expected))
        row[3] = max(row[3], difference(actual, expected))
    for (function, dtype, kind), (count, values, equal, largest) in sorted(rows.items()):
        share = f"{100 * equal / max(values, 1):9.5f} % equal"
        print(f"{function:36} {dtype:8} {kind:10} {count:5} cases {values:9} values {share}, others within {largest:.2g}")


def difference(actual: Array, expected: Array) -> float:
    """The largest difference: of whole numbers as it is, of others relative to the largest of all, 1 at least."""
    if not expected.size:
        return 0.0
    scale = 1.0 if expected.dtype.kind in "iu" else max(1.0, float(np.abs(expected).max()))
    return float(np.abs(actual.astype(float) - expected.astype(float)).max()) / scale
