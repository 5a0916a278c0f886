"""The filters of SciPy."""

from . import ndimage

__all__ = ["ndimage"]
