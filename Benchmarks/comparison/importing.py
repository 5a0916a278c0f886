"""What importing a package costs beyond NumPy, in processes that have just begun."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

STATEMENTS = (
    "import pointspread",
    "import cv2",
    "import scipy.ndimage",
    # Its modules are found when they are first named.
    "from skimage.filters import gaussian",
    "import diplib",
    "import SimpleITK",
    "import pyvips",
)

_PROGRAM = """
import time, numpy
start = time.perf_counter()
{statement}
print(time.perf_counter() - start)
"""


def import_seconds(times: int) -> dict[str, float]:
    """The median for each statement, of processes of all of them in turn; the first round is a warm-up."""
    seconds: dict[str, list[float]] = {statement: [] for statement in STATEMENTS}
    for turn in range(times + 1):
        for statement in STATEMENTS:
            command = [sys.executable, "-c", _PROGRAM.format(statement=statement)]
            # In a folder without modules, which Python would look through first.
            found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=sys.prefix)
            if turn:
                seconds[statement].append(float(found.stdout))
    return {statement: median(each) for statement, each in seconds.items()}
