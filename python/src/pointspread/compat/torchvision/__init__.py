"""The linear filters of torchvision, version 0.29.2, for arrays of shape (…, C, H, W)."""

from . import transforms
from .transforms.functional import adjust_sharpness, gaussian_blur

__all__ = ["adjust_sharpness", "gaussian_blur", "transforms"]
