"""The blur of DALI, by its documentation."""

from . import fn

__all__ = ["fn"]
