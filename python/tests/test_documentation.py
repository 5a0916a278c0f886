"""Examples do what they say, every function has one, and signatures are the same where they should be."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import pointspread as ps
from pointspread import compat, filters

ROOT = Path(__file__).parents[2]
PUBLIC = [getattr(ps, name) for name in ps.__all__]
FILTERS = [
    function
    for function in PUBLIC
    if "threads" in inspect.signature(function).parameters and "out" in inspect.signature(function).parameters
]
NAMES = ["kernels", "_threads", *(f"filters.{module.name}" for module in pkgutil.iter_modules(filters.__path__))]
MODULES = [ps, *(importlib.import_module("pointspread." + name) for name in NAMES)]
FRAMEWORKS = [module.name for module in pkgutil.walk_packages(compat.__path__, "pointspread.compat.")]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples(module: ModuleType) -> None:
    everything = {name: getattr(ps, name) for name in ps.__all__}
    assert doctest.testmod(module, extraglobs={"np": np, **everything}).failed == 0


@pytest.mark.parametrize("name", ["pointspread.compat", *FRAMEWORKS])
def test_modules_of_frameworks(name: str) -> None:
    """Their examples, and that a module has what it says it has."""
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
    assert [each for each in getattr(module, "__all__", []) if not inspect.getdoc(getattr(module, each))] == []


@pytest.mark.parametrize("function", PUBLIC, ids=lambda function: function.__name__)
def test_every_function_has_an_example(function: Any) -> None:
    words = inspect.getdoc(function)
    assert words and ">>> " in words
    # Annotations can be read by programs.
    assert "return" in typing.get_type_hints(function)


def test_options_are_alike() -> None:
    """Options have the same order and the same values when they are left out, and can only be given by name."""
    common: dict[str, Any] = {}
    for function in FILTERS:
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind is parameter.KEYWORD_ONLY and name not in ("order", "size"):
                assert common.setdefault(name, parameter.default) == parameter.default, (function, name)
    shared = ["border", "axes", "channel_axis", "spacing", "halo", "origin", "tolerance", "out", "threads"]
    for function in FILTERS:
        names = [name for name in inspect.signature(function).parameters if name in shared]
        assert names == [name for name in shared if name != "spacing" or "spacing" in names]
    assert len(FILTERS) == 12


def readme_examples() -> list[str]:
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "python" / "README.md").read_text(), re.DOTALL)
    # What is done on a cluster has tests of its own.
    return [example for example in examples if "dask" not in example]


@pytest.mark.parametrize("place", range(len(readme_examples())))
def test_readme(place: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each example by itself; what a comment says of an expression is its value."""
    (tmp_path / "Examples").symlink_to(ROOT / "Examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"np": np, "ps": ps}
    for statement in readme_examples()[place].strip().splitlines():
        code, _, expected = statement.partition("  # → ")
        if expected:
            assert repr(eval(code, names)) == expected.strip(), statement
        elif code.startswith(("import ", "from ")):
            exec(code, names)
    exec(readme_examples()[place], names)


def test_readme_names_every_function() -> None:
    words = (ROOT / "python" / "README.md").read_text()
    assert [name for name in ps.__all__ if f"`{name}" not in words] == []
