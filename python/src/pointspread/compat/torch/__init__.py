"""Padding and the convolutions of a single channel of PyTorch, version 2.15.0."""

from . import nn

__all__ = ["nn"]
