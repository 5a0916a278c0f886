"""Records the Gaussian filters of DIPlib 3.6.1."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from recording import Array, Case, main, side

BORDERS = ("mirror", "periodic", "zero order", "add zeros")


def draw(generator: np.random.Generator) -> Case:
    """A Gaussian or a derivative of one, along each axis, x first."""
    name = str(generator.choice(["GaussFIR", "GaussFIR", "GaussFT", "Gauss"]))
    rank = int(generator.choice([1, 2, 2, 2, 2, 2, 2, 3]))
    # The original takes a short axis of three for one of tensors, and is wrong in some odd sizes.
    least = 8 if rank == 3 else 2 if name == "GaussFIR" else 1
    shape = tuple(side(generator, least, 12 if rank < 3 else 10) for _ in range(rank))
    truncation = float(generator.choice([3, 3, 2, 4.5]))
    orders = [int(generator.integers(0, 4 if name != "GaussFT" else 5)) if generator.random() < 0.5 else 0 for _ in range(rank)]
    sigmas = [round(float(generator.uniform(0.4, 3)), 3) for _ in range(rank)]
    arguments: dict[str, Any] = {"sigmas": sigmas, "derivativeOrder": orders, "truncation": truncation}
    if name == "Gauss":
        arguments["method"] = str(generator.choice(["best", "FIR", "FT"]))
    if name != "GaussFIR":
        shape = tuple(max(size, 6) for size in shape)
        axes = list(zip(reversed(shape), sigmas, orders, strict=True))
        if name == "GaussFT":
            arguments["sigmas"] = [without_defects(*axis, truncation) for axis in axes]
        elif any(is_garbled(*axis, truncation) for axis in axes):
            arguments["method"] = "FIR"
    if name != "GaussFT":
        arguments["boundaryCondition"] = str(generator.choice(BORDERS))
    dtype = str(generator.choice(["float64", "float64", "float32", "uint8"]))
    return Case(f"diplib.{name}", arguments, int(generator.integers(2**32)), shape, dtype)


def without_defects(count: int, sigma: float, order: int, truncation: float) -> float:
    """A deviation that leaves the highest frequency out, where the original garbles it."""
    least = (truncation + order / 2) * count / (2 * math.pi * (count // 2 - 1))
    return sigma if count % 2 == 0 and order % 2 == 0 else max(sigma, math.ceil(1000 * least) / 1000)


def is_garbled(count: int, sigma: float, order: int, truncation: float) -> bool:
    """Whether the highest frequency of the continued samples is kept, and garbled."""
    size = count + 2 * math.ceil((truncation + order / 2) * sigma)
    while max(factor for factor in range(1, size + 1) if size % factor == 0 and is_prime(factor)) > 5:
        size += 1
    kept = math.ceil((truncation + order / 2) * size / (2 * math.pi * sigma))
    return kept >= size // 2 and (size % 2 == 1 or order % 2 == 1)


def is_prime(number: int) -> bool:
    return all(number % factor for factor in range(2, number))


def original(case: Case) -> Array:
    """What DIPlib makes of a case."""
    import diplib

    diplib.SetNumberOfThreads(1)
    arguments = dict(case.arguments)
    if "boundaryCondition" in arguments:
        arguments["boundaryCondition"] = [arguments["boundaryCondition"]]
    result = getattr(diplib, case.function.split(".")[1])(diplib.Image(case.array()), **arguments)
    return np.asarray(result).reshape(case.shape)


def ours(case: Case) -> Array:
    """The same by the functions of the same names here."""
    from pointspread import compat

    arguments = dict(case.arguments)
    if "boundaryCondition" in arguments:
        arguments["boundaryCondition"] = [arguments["boundaryCondition"]]
    return np.asarray(getattr(compat.diplib, case.function.split(".")[1])(case.array(), **arguments))


if __name__ == "__main__":
    main(__file__, draw, original, ours, count=80)
