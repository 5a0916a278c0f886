"""The filters of SciPy."""

from . import ndimage, signal

__all__ = ["ndimage", "signal"]
