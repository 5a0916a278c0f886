"""Records what SciPy makes of small arrays: run it here, and it writes scipy_filters.txt beside itself.

One case per line, its parts separated by " | ": function and its words, kernel shape, kernel, input shape, input, result
shape, result. Inputs and kernels are read back with the same bits, and so are results that are whole numbers.
"""

from pathlib import Path

import numpy as np
import scipy
from scipy import ndimage, signal

random = np.random.default_rng(5)
lines = [f"# SciPy {scipy.__version__}, NumPy {np.__version__}"]


def record(words, kernel, array, result):
    parts = [" ".join(str(word) for word in words)]
    for values in (kernel, array, result):
        values = np.asarray(values, dtype=np.float64)
        parts.append(" ".join(str(size) for size in values.shape))
        parts.append(" ".join(f"{value:.14g}" for value in values.ravel()))
    lines.append(" | ".join(parts))


MODES = {"grid-constant": "constant", "nearest": "replicate", "reflect": "symmetric", "mirror": "reflect101",
         "grid-wrap": "wrap"}
SHAPES = [((7,), (3,)), ((5,), (4,)), ((2,), (7,)), ((1,), (5,)), ((4, 6), (3, 3)), ((5, 3), (2, 4)), ((3, 2), (5, 6)),
          ((3, 4, 2), (2, 3, 3)), ((2, 1, 3), (3, 4, 1))]

# Whole numbers, so that every order of summation gives the same bits.
for shape, extents in SHAPES:
    array = random.integers(-50, 50, shape).astype(float)
    kernel = random.integers(-9, 10, extents).astype(float)
    for mode, name in MODES.items():
        for value in ([0, 3] if name == "constant" else [0]):
            words = (name, value)
            record(("correlate", *words), kernel, array, ndimage.correlate(array, kernel, mode=mode, cval=value))
            record(("convolve", *words), kernel, array, ndimage.convolve(array, kernel, mode=mode, cval=value))
    for mode in ("full", "valid"):
        if mode == "valid" and any(a < k for a, k in zip(shape, extents)):
            continue
        record(("signal-correlate", mode, 0), kernel, array, signal.correlate(array, kernel, mode, method="direct"))
        record(("signal-convolve", mode, 0), kernel, array, signal.convolve(array, kernel, mode, method="direct"))
    odd = tuple(extent | 1 for extent in extents)
    kernel = random.integers(-9, 10, odd).astype(float)
    if all(a >= k for a, k in zip(shape, odd)):
        record(("signal-correlate", "same", 0), kernel, array, signal.correlate(array, kernel, "same", method="direct"))
        record(("signal-convolve", "same", 0), kernel, array, signal.convolve(array, kernel, "same", method="direct"))

# Real numbers, compared within rounding.
for shape in [(9,), (3,), (6, 7), (2, 9), (4, 3, 5)]:
    array = random.normal(scale=10, size=shape).round(3)
    for mode, name in MODES.items():
        for sigma in (0.7, 2.0):
            record(("gaussian", name, sigma), [0], array, ndimage.gaussian_filter(array, sigma, mode=mode))
        for size in (2, 3, 5):
            record(("uniform", name, size), [0], array, ndimage.uniform_filter(array, size, mode=mode))
        record(("laplace", name, 0), [0], array, ndimage.laplace(array, mode=mode))
        for axis in range(len(shape)):
            # SciPy's kernels are not normalised.
            scale = 2 * 4 ** (len(shape) - 1)
            record(("sobel", name, axis), [0], array, ndimage.sobel(array, axis, mode=mode) / scale)
            scale = 2 * 3 ** (len(shape) - 1)
            record(("prewitt", name, axis), [0], array, ndimage.prewitt(array, axis, mode=mode) / scale)

(Path(__file__).parent / "scipy_filters.txt").write_text("\n".join(lines) + "\n")
