"""The linear filters of kornia, version 0.9.0, for arrays of shape (B, C, H, W)."""

from . import filters
from .filters import (
    box_blur,
    filter2d,
    gaussian_blur2d,
    laplacian,
    motion_blur,
    sobel,
    spatial_gradient,
    unsharp_mask,
)

__all__ = [
    "box_blur",
    "filter2d",
    "filters",
    "gaussian_blur2d",
    "laplacian",
    "motion_blur",
    "sobel",
    "spatial_gradient",
    "unsharp_mask",
]
