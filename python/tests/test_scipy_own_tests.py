"""SciPy's own tests of its filters pass with ours in the place of SciPy's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

OUT_OF_SCOPE = {
    "complex": "complex numbers are refused here",
    "generic": "filters that call a function of the caller",
    "Vectorized": "filters that call a function of the caller",
    "rank": "rank filters, which are not linear",
    "median": "rank filters, which are not linear",
    "percentile": "rank filters, which are not linear",
    "minimum": "rank filters, which are not linear",
    "maximum": "rank filters, which are not linear",
    "minmax": "rank filters, which are not linear",
    "footprint": "footprints of rank filters",
}
"""Words in the names of tests that are left out, and why."""


def test_scipys_own_tests_pass() -> None:
    here = Path(__file__).parent
    command = [sys.executable, "-m", "pytest", "-q", "-p", "scipy_replaced", "-p", "no:cacheprovider", "--tb=short"]
    command += ["-k", " and ".join(f"not {word}" for word in OUT_OF_SCOPE)]
    command += ["--pyargs", "scipy.ndimage.tests.test_filters"]
    path = os.pathsep.join(filter(None, (str(here), str(here.parent / "src"), os.environ.get("PYTHONPATH"))))
    ended = subprocess.run(
        command, cwd=Path(sys.prefix), env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=False
    )
    passed = re.search(r"(\d+) passed", ended.stdout)
    assert ended.returncode == 0, ended.stdout
    assert passed and int(passed[1]) > 500, ended.stdout
