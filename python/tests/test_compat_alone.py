"""The filters of other frameworks where none of them is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
TESTS = ("cv2", "pillow", "recorded", "scipy_ndimage", "scipy_signal", "skimage", "torch")


def test_results_are_the_same_without_the_originals(tmp_path: Path) -> None:
    """Calls that have been compared with the originals are made again in a process that cannot import them."""
    record = tmp_path / "calls"
    paths = os.pathsep.join([str(FOLDER), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "POINTSPREAD_RECORD": str(record), "POINTSPREAD_CASES": "20", "PYTHONPATH": paths}
    tests = [str(FOLDER / f"test_compat_{name}.py") for name in TESTS]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "recorder", "-k", "not large", *tests]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    replayed = subprocess.run([sys.executable, str(FOLDER / "replay.py"), str(record)], capture_output=True, text=True)
    assert replayed.returncode == 0, replayed.stderr
    *modules, count = replayed.stdout.split()
    frameworks = ["PIL", "SimpleITK", "cv2", "diplib", "keras", "matlab", "numpy", "pyvips", "scipy", "skimage", "torch"]
    assert modules == frameworks
    assert int(count) > 1000
