"""Records libvips 8.18.7 by pyvips, without its vector path."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from recording import Array, Case, main, side

# Read when the library is loaded.
os.environ["VIPS_NOVECTOR"] = "1"
os.environ["VIPS_CONCURRENCY"] = "1"

TYPES = ("uint8", "uint8", "uint16", "int16", "int8", "int32", "float32", "float64")


def draw(generator: np.random.Generator) -> Case:
    """A Gaussian, its kernel, or a correlation with a mask."""
    shape = (side(generator, 1, 14), side(generator, 1, 14))
    dtype = str(generator.choice(TYPES))
    seed = int(generator.integers(2**32))
    precision = str(generator.choice(["integer", "integer", "float"]))
    kind = generator.random()
    sigma = float(generator.choice([0.1, 0.19, 0.2, 0.5, 1, 1.5, 3, round(float(generator.uniform(0.05, 6)), 3)]))
    blur = {"sigma": sigma, "min_ampl": float(generator.choice([0.2, 0.2, 0.1, 0.01])), "precision": precision}
    if kind < 0.1:
        return Case("vips.gaussmat", blur, seed, (1,), "float64")
    if kind < 0.5:
        return Case("vips.gaussblur", blur, seed, shape, dtype if dtype != "int32" else "uint8")
    mask: Any = generator.integers(-4, 8, generator.integers(1, 6, 2))
    if precision == "float" and generator.random() < 0.5:
        mask = generator.standard_normal(mask.shape).round(3)
    arguments = {
        "mask": mask.tolist(),
        "scale": float(generator.choice([1, 3, 7, 16, max(abs(int(mask.sum())), 1)])),
        "offset": float(generator.choice([0, 0, 5, -3])),
        "precision": precision,
    }
    # Sums of 32 bits wrap around in the original.
    return Case("vips.conv", arguments, seed, shape, dtype if dtype != "int32" else "int16")


def original(case: Case) -> Array:
    """What libvips makes of a case."""
    import pyvips

    arguments = dict(case.arguments)
    name = case.function.split(".")[1]
    if name == "gaussmat":
        sigma, amplitude = arguments.pop("sigma"), arguments.pop("min_ampl")
        return np.asarray(pyvips.Image.gaussmat(sigma, amplitude, separable=True, **arguments).numpy(), np.float64).ravel()
    image = pyvips.Image.new_from_array(case.array())
    if name == "gaussblur":
        result = image.gaussblur(arguments.pop("sigma"), **arguments)
    else:
        mask = pyvips.Image.new_from_array(arguments["mask"], scale=arguments["scale"], offset=arguments["offset"])
        result = image.conv(mask, precision=arguments["precision"])
    return np.asarray(result.numpy()).reshape(case.shape)


def ours(case: Case) -> Array:
    """The same by the functions of the same names here."""
    from pointspread import compat

    name = case.function.split(".")[1]
    if name == "gaussmat":
        return compat.pyvips.gaussmat(**case.arguments, separable=True).ravel()
    return np.asarray(getattr(compat.pyvips, name)(case.array(), **case.arguments))


if __name__ == "__main__":
    main(__file__, draw, original, ours, count=150)
