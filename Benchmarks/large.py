"""Filters arrays of more than 2³² samples with an axis longer than 2³¹, and compares parts of the results with those of small arrays.

Takes about 10 GB of memory. Writes `results/large.md`.
"""

from __future__ import annotations

import pathlib
import resource
import time

import numpy as np

import pointspread

LENGTH = (1 << 31) + 64
SIGMA = 1.5
REACH = 6
PART = 1000
RESULTS = pathlib.Path(__file__).parent / "results" / "large.md"


def samples(shape: tuple[int, int]) -> np.ndarray:
    """Noise that repeats after a prime number of bytes."""
    noise = np.random.default_rng(1).integers(0, 256, 16_777_213, dtype=np.uint8)
    array = np.empty(shape, np.uint8)
    flat = array.reshape(-1)
    for start in range(0, flat.size, noise.size):
        part = flat[start : start + noise.size]
        part[:] = noise[: part.size]
    return array


def places(length: int) -> list[int]:
    """Where parts begin: at the ends, and around every power of two at which a narrow index would wrap."""
    starts = {0, length - PART}
    for power in (1 << 30, 1 << 31, 1 << 32):
        starts |= {min(max(place - PART // 2, 0), length - PART) for place in (power, power // 2, power - 64)}
    return sorted(starts)


def differing(array: np.ndarray, result: np.ndarray, axis: int) -> tuple[int, int]:
    """How many of the compared samples differ, and how many were compared."""
    length = array.shape[axis]
    wrong = compared = 0
    for start in places(length):
        low, high = max(start - REACH, 0), min(start + PART + REACH, length)
        window = tuple(slice(low, high) if each == axis else slice(None) for each in range(2))
        kept = tuple(slice(start - low, start - low + PART) if each == axis else slice(None) for each in range(2))
        found = tuple(slice(start, start + PART) if each == axis else slice(None) for each in range(2))
        expected = pointspread.gaussian(np.ascontiguousarray(array[window]), SIGMA)[kept]
        wrong += int(np.count_nonzero(result[found] != expected))
        compared += expected.size
    return wrong, compared


def main() -> None:
    rows = []
    for shape in ((2, LENGTH), (LENGTH, 2)):
        array = samples(shape)
        result = np.empty_like(array)
        start = time.perf_counter()
        pointspread.gaussian(array, SIGMA, out=result)
        seconds = time.perf_counter() - start
        wrong, compared = differing(array, result, int(np.argmax(shape)))
        rows.append(f"| {shape[0]}×{shape[1]} | {array.size} | {seconds:.0f} | {wrong} of {compared} |")
        print(rows[-1], flush=True)
        del array, result
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    RESULTS.write_text(
        "# Arrays of more than 2³² samples\n\n"
        f"`make large` blurs bytes (σ = {SIGMA}) along both axes, one of them longer than 2³¹, and compares parts at the ends and around\n"
        "the powers of two with blurs of those parts alone. "
        f"The process took at most {peak:.1f} GB, input and result included.\n\n"
        "| shape | samples | seconds | samples that differ |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


main()
