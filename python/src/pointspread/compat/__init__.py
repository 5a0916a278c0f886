"""The filters of other frameworks under their own names: same arguments, same results, same kinds of error.

>>> from pointspread import compat
>>> import numpy as np
>>> compat.scipy.ndimage.correlate1d(np.array([0, 0, 4, 0]), [1, 2, 1])
array([0, 4, 8, 4])

Nothing here imports the original, or falls back on it.
"""

from . import (
    PIL,
    SimpleITK,
    cv2,
    diplib,
    fastai,
    keras,
    kornia,
    matlab,
    numpy,
    nvidia,
    pyvips,
    scipy,
    skimage,
    torch,
    torchvision,
)

__all__ = [
    "PIL",
    "SimpleITK",
    "cv2",
    "diplib",
    "fastai",
    "keras",
    "kornia",
    "matlab",
    "numpy",
    "nvidia",
    "pyvips",
    "scipy",
    "skimage",
    "torch",
    "torchvision",
]
