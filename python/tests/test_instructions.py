"""The instructions that the environment demands."""

from __future__ import annotations

import os

import numpy as np
from conftest import RunPython

import pointspread as ps

PROGRAM = """
import numpy as np, pointspread as ps
image = np.random.default_rng(3).random((40, 50), dtype=np.float32)
print(ps.describe(ps.gaussian, image, 2)["instructions"])
print(ps.gaussian(image, 2).tobytes().hex())
"""


def demanding(name: str) -> dict[str, str]:
    return {**os.environ, "POINTSPREAD_INSTRUCTIONS": name}


def test_lower_instructions_give_the_same_bits(run_python: RunPython) -> None:
    best = run_python(PROGRAM, env=demanding("")).split()
    lowest = run_python(PROGRAM, env=demanding("baseline")).split()
    assert lowest == ["baseline", best[1]]
    image = np.random.default_rng(3).random((40, 50), dtype=np.float32)
    assert best[1] == ps.gaussian(image, 2).tobytes().hex()


def test_unknown_instructions_are_an_error(run_python: RunPython) -> None:
    words = run_python(
        """
        import numpy as np, pointspread as ps
        try:
            ps.gaussian(np.ones((3, 3)), 1)
        except ValueError as error:
            print(error)
        """,
        env=demanding("sse9"),
    )
    assert "\n" not in words
    assert words.startswith("POINTSPREAD_INSTRUCTIONS: expected ") and "baseline" in words and "found 'sse9'; " in words
