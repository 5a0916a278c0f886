"""``keras.ops``: convolutions of a single channel, and the blur of ``keras.ops.image``.

>>> from pointspread import compat
>>> import numpy as np
>>> signal, kernel = np.arange(6.0).reshape(1, 6, 1), np.array([0.0, 1, 0]).reshape(3, 1, 1)
>>> compat.keras.ops.conv(signal, kernel, strides=2, padding="same").ravel()
array([1., 3., 5.])
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...._conventions import filtered, nested
from . import image
from ._format import are_channels_last

Array = np.ndarray[Any, Any]

__all__ = ["conv", "image"]


def conv(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Array:
    """A correlation of arrays of shape (N, …, 1), or (N, 1, …), with a kernel of shape (…, 1, 1); see ``keras.ops.conv``."""
    array, taps = np.asarray(inputs), np.asarray(kernel)
    channel_axis = -1 if are_channels_last(data_format) else 1
    if array.ndim < 3 or array.shape[channel_axis] != 1:
        raise ValueError(f"inputs: expected a batch of one channel, found shape {array.shape}; convolve each channel by itself")
    if taps.ndim != array.ndim or taps.shape[-2:] != (1, 1):
        expected = f"shape (…, 1, 1) of {array.ndim} axes"
        raise ValueError(f"kernel: expected {expected}, found {taps.shape}; convolve each channel by itself")
    given = {"kernel": nested(taps[..., 0, 0]), "strides": nested(strides), "dilation_rate": nested(dilation_rate)}
    axes = tuple(range(1, array.ndim - 1))
    result = filtered("keras.conv", np.squeeze(array, channel_axis), {**given, "padding": padding}, axes=axes)
    return np.expand_dims(result, channel_axis)
