"""The blur of DALI."""

from . import dali

__all__ = ["dali"]
