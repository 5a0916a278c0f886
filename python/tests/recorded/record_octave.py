"""Records Octave 7.3.0 with its image package 2.14.0, which stands for MATLAB: one run of Octave for all cases."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from recording import Array, Case, main, side

SPECIAL = ("average", "disk", "gaussian", "laplacian", "log", "prewitt", "sobel", "unsharp")
PARAMETERS = ("type", "hsize", "radius", "sigma", "alpha")
"""In the order in which they are given."""


def draw(generator: np.random.Generator) -> Case:
    """A kernel, a correlation or a convolution."""
    seed = int(generator.integers(2**32))
    kind = generator.random()
    if kind < 0.25:
        return Case("matlab.fspecial", special(generator), seed, (1,), "float64")
    shape = (side(generator, 2, 13), side(generator, 2, 13))
    kernel = generator.integers(-3, 6, generator.integers(1, 6, 2))
    real = (kernel / 8).tolist()
    if kind < 0.5:
        arguments: dict[str, Any] = {"B": real, "shape": str(generator.choice(["full", "same", "valid"]))}
        return Case("matlab.conv2", arguments, seed, shape, "float64")
    arguments = {"h": real, "conv": int(generator.integers(2))}
    padding = str(generator.choice(["value", "replicate", "symmetric", "circular", ""]))
    if padding == "value":
        arguments["value"] = 3.0
    elif padding:
        arguments["padding"] = padding
    elif min(kernel.shape) % 2 == 1 and max(kernel.shape) % 2 == 1:
        arguments["shape"] = str(generator.choice(["same", "full"]))
    # Octave's mirror is no larger than the image.
    shape = (max(shape[0], 6), max(shape[1], 6))
    return Case("matlab.imfilter", arguments, seed, shape, str(generator.choice(["float64", "uint8", "int16", "uint16"])))


def special(generator: np.random.Generator) -> dict[str, Any]:
    """What `fspecial` is asked for."""
    name = str(generator.choice(SPECIAL))
    arguments: dict[str, Any] = {"type": name}
    if name in ("average", "gaussian", "log"):
        arguments["hsize"] = [int(size) for size in generator.integers(1, 8, 2)]
    if name in ("gaussian", "log"):
        arguments["sigma"] = round(float(generator.uniform(0.3, 3)), 3)
    if name in ("laplacian", "unsharp"):
        arguments["alpha"] = round(float(generator.uniform(0, 1)), 3)
    if name == "disk":
        arguments["radius"] = int(generator.integers(1, 8))
    return arguments


def matrix(values: Any) -> str:
    """Numbers as Octave reads them."""
    return "[" + ";".join(" ".join(map(repr, row)) for row in np.asarray(values).tolist()) + "]"


def call(case: Case) -> str:
    """A case in Octave's language."""
    name = case.function.split(".")[1]
    given = case.arguments
    if name == "fspecial":
        texts = [f"'{given[key]}'" if key == "type" else matrix([np.ravel(given[key])]) for key in PARAMETERS if key in given]
        return f"fspecial({', '.join(texts)})"
    array = f"{case.dtype.replace('float64', 'double')}({matrix(case.array())})"
    if name == "conv2":
        return f"conv2({array}, {matrix(given['B'])}, '{given['shape']}')"
    options = ["'conv'"] if given["conv"] else []
    options += [f"'{given[key]}'" for key in ("padding", "shape") if key in given]
    options += ["3"] if "value" in given else []
    return f"imfilter({', '.join([array, matrix(given['h']), *options])})"


def original(case: Case) -> Array:
    """What Octave makes of a case."""
    return together([case])[0]


def together(cases: list[Case]) -> list[Array]:
    """What Octave makes of many cases."""
    with tempfile.TemporaryDirectory() as folder:
        lines = ["pkg load image;"]
        for place, case in enumerate(cases):
            lines.append(f"r = {call(case)}; f = fopen('{folder}/{place}', 'w'); fwrite(f, size(r), 'double');")
            lines.append("fwrite(f, double(r).', 'double'); fclose(f);")
        program = Path(folder, "cases.m")
        program.write_text("\n".join(lines))
        subprocess.run(["octave-cli", "--no-gui", "--quiet", str(program)], check=True)
        results = []
        for place, case in enumerate(cases):
            numbers = np.fromfile(f"{folder}/{place}")
            shape = tuple(map(int, numbers[:2]))
            results.append(numbers[2:].reshape(shape).astype(case.dtype))
        return results


def ours(case: Case) -> Array:
    """The same by the functions of the same names here."""
    from pointspread import compat

    given = case.arguments
    if case.function == "matlab.fspecial":
        return compat.matlab.fspecial(*(given[key] for key in PARAMETERS if key in given))
    if case.function == "matlab.conv2":
        return compat.matlab.conv2(case.array(), **given)
    options = [given[key] for key in ("value", "padding", "shape") if key in given]
    return compat.matlab.imfilter(case.array(), given["h"], *options, "conv" if given["conv"] else "corr")


if __name__ == "__main__":
    main(__file__, draw, original, ours, count=100, together=together)
