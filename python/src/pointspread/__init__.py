"""PointSpread: linear filters for images, batches and volumes, with every convention named.

>>> import numpy as np
>>> import pointspread as ps
>>> soft = ps.gaussian(np.zeros((480, 640), np.uint8), sigma=2)
"""

from ._threads import get_threads, set_threads
from .filters import (
    box,
    convolve,
    correlate,
    derivative,
    describe,
    difference_of_gaussians,
    gaussian,
    gradient,
    gradient_magnitude,
    gradient_orientation,
    laplacian,
    motion,
    take,
    unsharp,
)
from .kernels import box_taps, derivative_taps, gaussian_taps, laplacian_kernel, motion_kernel, smoothing_taps

__version__ = "0.1.0"

__all__ = [
    "box",
    "box_taps",
    "convolve",
    "correlate",
    "derivative",
    "derivative_taps",
    "describe",
    "difference_of_gaussians",
    "gaussian",
    "gaussian_taps",
    "get_threads",
    "gradient",
    "gradient_magnitude",
    "gradient_orientation",
    "laplacian",
    "laplacian_kernel",
    "motion",
    "motion_kernel",
    "set_threads",
    "smoothing_taps",
    "take",
    "unsharp",
]
