"""What importing a package costs beyond NumPy, in processes that have just begun."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

MODULES = ("pointspread", "cv2", "scipy.ndimage", "skimage.filters", "diplib", "SimpleITK", "pyvips")

_PROGRAM = """
import time, numpy
start = time.perf_counter()
import {module}
print(time.perf_counter() - start)
"""


def import_seconds(times: int) -> dict[str, float]:
    """The median for each module, of processes of all modules in turn; the first round is a warm-up."""
    seconds: dict[str, list[float]] = {module: [] for module in MODULES}
    for turn in range(times + 1):
        for module in MODULES:
            command = [sys.executable, "-c", _PROGRAM.format(module=module)]
            # In a folder without modules, which Python would look through first.
            found = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=sys.prefix)
            if turn:
                seconds[module].append(float(found.stdout))
    return {module: median(each) for module, each in seconds.items()}
