"""Convolutions of a single channel and the blur of Keras, version 3.15.1."""

from . import ops

__all__ = ["ops"]
