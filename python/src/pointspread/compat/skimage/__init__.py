"""The filters of scikit-image."""

from . import filters

__all__ = ["filters"]
