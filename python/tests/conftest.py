"""What all tests share: how many examples properties are tried with, and from which seed they are drawn."""

from __future__ import annotations

import secrets
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cases import SEED
from hypothesis import HealthCheck, settings

import pointspread

_ALWAYS = settings(
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# The second by `pytest --hypothesis-profile=thorough`.
settings.register_profile("usual", _ALWAYS, max_examples=100)
settings.register_profile("thorough", _ALWAYS, max_examples=2000)
settings.load_profile("usual")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chooses a seed, so that it can be said which it was."""
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(secrets.randbits(32))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    seeds = f"--hypothesis-seed={config.option.hypothesis_seed} POINTSPREAD_SEED={SEED}"
    terminalreporter.write_line(f"{seeds}, {pointspread.__file__}")


@pytest.fixture(autouse=True)
def usual_threads() -> Iterator[None]:
    yield
    pointspread.set_threads(None)


RunPython = Callable[..., str]


@pytest.fixture
def run_python() -> RunPython:
    """Runs a program in a process of its own, which may be stopped by a signal, and says what it printed."""

    def run(program: str, *, seconds: float = 120, **options: Any) -> str:
        command = [sys.executable, "-c", textwrap.dedent(program)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=seconds, **options)
        assert (ended.returncode, ended.stderr) == (0, ""), f"{ended.stdout}\n{ended.stderr}"
        return ended.stdout.strip()

    return run
