"""What a call needs beside its input and its result: as its plan counts it, and as a new process grows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TypeAlias

import numpy as np

from .cases import CASES, Case
from .work import Array

Memory: TypeAlias = dict[int, tuple[int, int]]
"""Bytes, counted and grown, for each number of threads."""


def memory(case: Case, threads: list[int]) -> Memory:
    """Of our call, each time in a new process."""
    return {count: _measured(case, count) for count in threads}


def _measured(case: Case, threads: int) -> tuple[int, int]:
    command = [sys.executable, "-m", "comparison.memory", case.name, str(threads)]
    found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    counted, grown = map(int, found.stdout.split())
    return counted, grown


def _resident(name: str) -> int:
    """Resident memory now (VmRSS), or the most since it was last forgotten (VmHWM), in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def _main(name: str, threads: int) -> None:
    """Prints what the plan counts, and by how much the first run makes this process grow."""
    import pointspread as ps

    from .peers import ours

    case = next(case for case in CASES if case.name == name)
    ps.set_threads(threads)
    small = np.ones((16, 16), np.float32)
    ps.gaussian(small, 1.0)
    array: Array = case.array()
    (candidate,) = ours.candidates(case, array)
    # The result is there before the run.
    candidate.call.keywords["out"].fill(0)  # type: ignore[attr-defined]
    counted = ours.described(candidate)["scratch_bytes"]
    # Forgets the most so far.
    Path("/proc/self/clear_refs").write_text("5")
    before = _resident("VmRSS")
    candidate.call()
    print(counted, max(0, _resident("VmHWM") - before))


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
