"""The interface for C: what the header says, what the library exports, what Python believes, what C programs see."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import pointspread
from pointspread import _library as library
from pointspread.filters import _parameters as parameters

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "Sources" / "CPointSpread"
HEADER = re.sub("//.*", "", (SOURCES / "include" / "pointspread.h").read_text())
LIBRARY = Path(library.__file__).with_name("libpointspread.so")
DECLARED = set(re.findall(r"\b(pointspread_\w+)\(", HEADER))
# What Python calls the structures of the header.
STRUCTURES = {
    "pointspread_" + re.sub("(?<=[a-z])([A-Z])", r"_\1", name).lower(): structure
    for name, structure in vars(library).items()
    if isinstance(structure, type) and issubclass(structure, ctypes.Structure) and hasattr(structure, "_fields_")
}


def run(*command: str | Path, **environment: str) -> str:
    ended = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout


def printed(folder: Path, statements: str) -> list[str]:
    """What C prints, by a program that includes the header."""
    source = folder / "print.c"
    source.write_text(f"#include <pointspread.h>\n#include <stdio.h>\nint main(void) {{\n{statements}\n}}\n")
    run("cc", "-std=c11", "-Wall", "-Werror", f"-I{SOURCES / 'include'}", source, "-o", folder / "print")
    return run(folder / "print").split()


def test_structures(tmp_path: Path) -> None:
    """Every structure has the same size and the same members at the same places, of the same sizes."""
    assert set(STRUCTURES) == set(re.findall(r"typedef struct (\w+) \{", HEADER))
    expected, statements = [], []
    for name, structure in STRUCTURES.items():
        expected.append(ctypes.sizeof(structure))
        statements.append(f'printf("%zu\\n", sizeof({name}));')
        members = re.search(rf"typedef struct {name} {{(.*?)}} {name};", HEADER, re.DOTALL)
        assert members and [field[0] for field in structure._fields_] == re.findall(r"(\w+)(?:\[\w+\])?;", members[1])
        for field, *_ in structure._fields_:
            place = getattr(structure, field)
            expected += [place.offset, place.size]
            statements.append(f'printf("%zu %zu\\n", offsetof({name}, {field}), sizeof((({name} *)0)->{field}));')
    assert [int(number) for number in printed(tmp_path, "\n".join(statements))] == expected


def test_enumerations(tmp_path: Path) -> None:
    """Names that Python passes as their places in a list, and numbers that it spells out."""
    places = {
        f"POINTSPREAD_{name.upper()}": place
        for names in (parameters.SAMPLINGS, parameters.KINDS, parameters.MODES, parameters.RESULTS, ("samples", "physical"))
        for place, name in enumerate(names)
    }
    places |= {
        "POINTSPREAD_OK": library.OK,
        "POINTSPREAD_INVALID_ARGUMENT": library.INVALID_ARGUMENT,
        "POINTSPREAD_INVALID_TYPE": library.INVALID_TYPE,
        "POINTSPREAD_OUT_OF_MEMORY": library.OUT_OF_MEMORY,
        "POINTSPREAD_CANCELLED": library.CANCELLED,
        "POINTSPREAD_BUSY": library.BUSY,
        "POINTSPREAD_MAXIMUM_RANK": library.MAXIMUM_RANK,
        "POINTSPREAD_NO_AXIS": library.NO_AXIS,
        "POINTSPREAD_SUPPLIED": 5,
    }
    places |= {
        f"POINTSPREAD_{dtype.name.upper()}": place
        for dtype, place in pointspread._arguments._TYPES.items()  # type: ignore[attr-defined]
    }
    statements = "\n".join(f'printf("%d\\n", {name});' for name in places)
    assert [int(number) for number in printed(tmp_path, statements)] == list(places.values())
    assert all(name in places for name in re.findall(r"\bPOINTSPREAD_U?(?:INT|FLOAT)\d+\b", HEADER))


def test_parameters_that_are_left_out(tmp_path: Path) -> None:
    """Structures that Python begins with are those of the header's initialisers, but for what every function says."""
    statements = "\n".join(
        f"{name} {name}_ = {name.upper()}; for (size_t i = 0; i < sizeof {name}_; i++) "
        f'printf("%d ", ((unsigned char *)&{name}_)[i]);'
        for name in ("pointspread_box", "pointspread_motion", "pointspread_correlation", "pointspread_plan_options")
    )
    expected = [
        byte for name in ("box", "motion", "correlation", "plan_options") for byte in bytes(STRUCTURES["pointspread_" + name]())
    ]
    assert [int(byte) for byte in printed(tmp_path, statements)] == expected


def test_exports() -> None:
    """The library exports the functions of the header, and nothing else."""
    symbols = run("nm", "--dynamic", "--extern-only", "--defined-only", LIBRARY)
    assert {line.split()[-1].split("@")[0] for line in symbols.splitlines()} == DECLARED
    listed = re.findall(r"(\w+);", (SOURCES / "exports.map").read_text().partition("local:")[0])
    assert listed == sorted(DECLARED)


def test_functions_that_python_calls() -> None:
    assert {"pointspread_" + name for name in library._FUNCTIONS} <= DECLARED
    for name, (_, arguments) in library._FUNCTIONS.items():
        declaration = re.search(rf"\bpointspread_{name}\(([^;]*)\);", HEADER)
        assert declaration
        words = declaration[1].strip()
        assert len(arguments) == (0 if words == "void" else words.count(",") + 1)


def test_the_wheel_needs_no_swift() -> None:
    needed = run("ldd", LIBRARY)
    assert "swift" not in needed and "not found" not in needed
    assert LIBRARY.stat().st_size < 15 << 20


Compile = Callable[..., Path]


@pytest.fixture(scope="session")
def compile_program(tmp_path_factory: pytest.TempPathFactory) -> Compile:
    """Compiles a program by what pkg-config says of an installation."""
    prefix = tmp_path_factory.mktemp("installed") / "prefix"
    # A folder below which a package would be made, and the one below which it would be used.
    destination = tmp_path_factory.mktemp("destination")
    run("make", "--silent", "-C", ROOT, "install-library", f"DESTDIR={destination}", f"PREFIX={prefix}")
    shutil.move(f"{destination}{prefix}", prefix)
    environment = {"PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}

    def compile_program(source: Path, *command: str) -> Path:
        flags = run("pkg-config", "--cflags", "--libs", "pointspread", **environment).split()
        program = tmp_path_factory.mktemp("program") / source.stem
        run(
            *command,
            "-Wall",
            "-Wextra",
            "-Werror",
            "-pedantic",
            "-g",
            source,
            "-o",
            program,
            *flags,
            "-lm",
            f"-Wl,-rpath,{prefix}/lib",
        )
        return program

    return compile_program


def test_c(compile_program: Compile) -> None:
    run(compile_program(ROOT / "Tests" / "C" / "interface.c", "cc", "-std=c11"))


def test_memory_of_c(compile_program: Compile) -> None:
    """Not a byte outside what C gave, and nothing that is not given back."""
    program = compile_program(ROOT / "Tests" / "C" / "interface.c", "cc", "-std=c11")
    checks = (
        "--quiet",
        "--error-exitcode=1",
        "--leak-check=full",
        "--show-leak-kinds=definite",
        "--errors-for-leak-kinds=definite",
    )
    run("valgrind", *checks, program, "small")


@pytest.mark.parametrize("standard", ["c++17", "c++20"])
def test_cxx(compile_program: Compile, standard: str) -> None:
    run(compile_program(ROOT / "Tests" / "C" / "header.cpp", "c++", f"-std={standard}"))


def test_example(compile_program: Compile) -> None:
    words = run(compile_program(ROOT / "Examples" / "blur.c", "cc", "-std=c11"))
    assert "method: " in words and "centre of the square 255, its edge 153" in words
