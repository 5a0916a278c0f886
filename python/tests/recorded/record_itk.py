"""Records the discrete Gaussian of ITK 5.4 by SimpleITK 2.5.7."""

from __future__ import annotations

from typing import Any

import numpy as np
from recording import Array, Case, main, side

TYPES = ("uint8", "uint8", "int16", "uint16", "float32", "float64")


def draw(generator: np.random.Generator) -> Case:
    """Noise, two levels or a flat array of two or three axes; variances and errors along each, x first."""
    rank = int(generator.choice([2, 2, 3]))
    shape = tuple(side(generator, 1, 13 if rank == 2 else 8) for _ in range(rank))
    most = float(generator.choice([4, 20, 60]))
    variances = [float(generator.choice([0, 0.25, 1, 4, 9, round(float(generator.uniform(0, most)), 3)])) for _ in range(rank)]
    arguments: dict[str, Any] = {
        "variance": variances,
        "maximumKernelWidth": int(generator.choice([32, 32, 5])),
        "maximumError": [float(generator.choice([0.01, 0.01, 0.001, 0.3])) for _ in range(rank)],
    }
    kind = str(generator.choice(["noise", "noise", "flat", "two levels"]))
    dtype = str(generator.choice(TYPES))
    if dtype.startswith("f") and kind == "two levels":
        kind = "noise"
    return Case("itk.DiscreteGaussian", arguments, int(generator.integers(2**32)), shape, dtype, kind)


def original(case: Case) -> Array:
    """What SimpleITK makes of a case."""
    import SimpleITK

    SimpleITK.ProcessObject.SetGlobalDefaultNumberOfThreads(1)
    image = SimpleITK.GetImageFromArray(case.array())
    arguments = dict(case.arguments, useImageSpacing=True)
    return np.asarray(SimpleITK.GetArrayFromImage(SimpleITK.DiscreteGaussian(image, **arguments)))


def ours(case: Case) -> Array:
    """The same by the function of the same name here."""
    from pointspread import compat

    return compat.SimpleITK.DiscreteGaussian(case.array(), **case.arguments)


if __name__ == "__main__":
    main(__file__, draw, original, ours, count=120)
