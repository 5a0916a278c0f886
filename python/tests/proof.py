"""A plugin of pytest that writes what the tests of conventions have shown to a page: ``POINTSPREAD_PROOF`` names it."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from cases import DRAWN, SEED
from recording import AT_HAND

import pointspread as ps

PACKAGES = ("numpy", "scipy", "opencv-python-headless", "scikit-image", "pillow")
LARGE_PACKAGES = {
    "diplib": ("diplib",),
    "itk": ("simpleitk",),
    "keras": ("keras", "jax", "tensorflow-cpu"),
    "torch": ("torch", "torchvision", "kornia"),
    "vips": ("pyvips-binary",),
}
"""Of originals that answer from recordings, unless they are at hand."""

TEXT = """\
# What has been shown

On {date}, with {instructions} instructions, `POINTSPREAD_SEED={seed}`, {versions}:
{failed} of {count} tests failed. `make prove-conventions` draws the cases again, from another seed.

A test compares results of `pointspread.compat` with those of the original, which it runs on the same random input. Packages that
take gigabytes can answer from [recordings](../../python/tests/recorded) instead: of these, {asked}
ran here. Unless its name says otherwise, all samples have to have the same bits; for large packages
[the tests](../../python/tests) say how close they come. Sizes are 1 to 70 along an axis, and odd ones of more than two megapixels
where images are large.

| original | test | variants | cases | failed |
| --- | --- | --- | --- | --- |
{rows}
"""

_outcomes: dict[str, str] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call":
        _outcomes[report.nodeid] = report.outcome


def pytest_sessionfinish() -> None:
    packages = [*PACKAGES, *(package for name in AT_HAND for package in LARGE_PACKAGES.get(name, ()))]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages)
    Path(os.environ["POINTSPREAD_PROOF"]).write_text(
        TEXT.format(
            date=datetime.date.today().isoformat(),
            instructions=ps.describe(ps.gaussian, np.empty((9, 9), np.float32), 1.0)["instructions"],
            seed=SEED,
            versions=versions,
            asked=" and ".join(filter(None, (", ".join(AT_HAND[:-1]), *AT_HAND[-1:]))) or "none",
            failed=sum(outcome == "failed" for outcome in _outcomes.values()),
            count=len(_outcomes),
            rows="\n".join(_rows()),
        )
    )


def _rows() -> Iterator[str]:
    """One for each test that has had cases, whatever its variants."""
    tests: dict[str, list[str]] = {}
    for variant in DRAWN:
        tests.setdefault(variant.partition("[")[0], []).append(variant)
    for test, variants in sorted(tests.items()):
        path, _, name = test.partition("::")
        original = Path(path).stem.removeprefix("test_compat_").replace("_", ".")
        counts = sorted({DRAWN[variant] for variant in variants})
        cases = (
            f"{counts[0]} each"
            if len(counts) == 1 and len(variants) > 1
            else " to ".join(map(str, {counts[0]: 0, counts[-1]: 0}))
        )
        failed = sum(_outcomes.get(variant) == "failed" for variant in variants)
        words = name.removeprefix("test_").replace("_", " ")
        yield f"| {original} | {words} | {len(variants)} | {cases} | {failed} |"
