"""``torch.nn.functional``: padding, and convolutions of arrays of shape (N, 1, …) or (1, …), whose only channel is the 1.

>>> from pointspread import compat
>>> import numpy as np
>>> signal, weight = np.array([[0.0, 0, 4, 0, 0, 0]]), np.array([[[1.0, 2, 3]]])
>>> compat.torch.nn.functional.conv1d(signal, weight, stride=2, padding=1)
array([[0., 8., 0.]])
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...._conventions import Value, nested
from ...._conventions import filtered as _made

Array = np.ndarray[Any, Any]

__all__ = ["conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "pad"]


def pad(input: Any, pad: Any, mode: str = "constant", value: float | None = None) -> Array:
    """An array with samples around it, those of the last axis first; see ``torch.nn.functional.pad``."""
    array = np.asarray(input)
    if mode != "constant" and value:
        raise RuntimeError(f"value: expected none with the mode '{mode}', found {value}; leave it out")
    if value and array.dtype.kind in "iu":
        limits = np.iinfo(array.dtype)
        if not limits.min <= value <= limits.max or int(value) != value:
            raise RuntimeError(f"value: expected one that {array.dtype} holds, found {value}; convert the array")
    return _filtered("pad", array, array.ndim, pad=nested(pad), mode=mode, value=value)


def conv1d(
    input: Any, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1
) -> Array:
    """A correlation along the last axis; see ``torch.nn.functional.conv1d``."""
    return _convolved(1, input, weight, bias, stride, padding, dilation, groups)


def conv2d(
    input: Any, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1
) -> Array:
    """A correlation along the last two axes; see ``torch.nn.functional.conv2d``."""
    return _convolved(2, input, weight, bias, stride, padding, dilation, groups)


def conv3d(
    input: Any, weight: Any, bias: Any = None, stride: Any = 1, padding: Any = 0, dilation: Any = 1, groups: int = 1
) -> Array:
    """A correlation along the last three axes; see ``torch.nn.functional.conv3d``."""
    return _convolved(3, input, weight, bias, stride, padding, dilation, groups)


def conv_transpose1d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Array:
    """Each sample adds the weight along the last axis; see ``torch.nn.functional.conv_transpose1d``."""
    return _transposed(1, input, weight, bias, stride, padding, output_padding, groups, dilation)


def conv_transpose2d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Array:
    """Each sample adds the weight along the last two axes; see ``torch.nn.functional.conv_transpose2d``."""
    return _transposed(2, input, weight, bias, stride, padding, output_padding, groups, dilation)


def conv_transpose3d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Any = 1,
    padding: Any = 0,
    output_padding: Any = 0,
    groups: int = 1,
    dilation: Any = 1,
) -> Array:
    """Each sample adds the weight along the last three axes; see ``torch.nn.functional.conv_transpose3d``."""
    return _transposed(3, input, weight, bias, stride, padding, output_padding, groups, dilation)


def _convolved(rank: int, input: Any, weight: Any, bias: Any, stride: Any, padding: Any, dilation: Any, groups: int) -> Array:
    array, kernel, added = _channel(rank, input, weight, bias, groups)
    around = {"padding_rule": padding} if isinstance(padding, str) else {"padding": nested(padding)}
    given = {"weight": nested(kernel), "bias": added, "stride": nested(stride), "dilation": nested(dilation), **around}
    return _filtered("conv", array, rank, **given)


def _transposed(
    rank: int,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Any,
    padding: Any,
    output_padding: Any,
    groups: int,
    dilation: Any,
) -> Array:
    array, kernel, added = _channel(rank, input, weight, bias, groups)
    given = {"stride": nested(stride), "padding": nested(padding), "output_padding": nested(output_padding)}
    result = _filtered("conv_transpose", array, rank, weight=nested(kernel), dilation=nested(dilation), **given)
    if added:
        result += result.dtype.type(added)
    return result


def _channel(rank: int, input: Any, weight: Any, bias: Any, groups: int) -> tuple[Array, Array, float]:
    """The array, the kernel of its only channel, and what is added to all sums."""
    array, kernel = np.asarray(input), np.asarray(weight)
    added = np.zeros(1, array.dtype) if bias is None else np.asarray(bias)
    if groups != 1:
        raise RuntimeError(f"groups: expected 1, found {groups}; convolve each channel by itself")
    if array.ndim not in (rank + 1, rank + 2) or array.shape[-rank - 1] != 1:
        raise RuntimeError(
            f"input: expected {rank + 1} or {rank + 2} axes, of which one channel is before the last {rank}, "
            f"found shape {array.shape}; convolve each channel by itself"
        )
    if kernel.ndim != rank + 2 or kernel.shape[:2] != (1, 1):
        raise RuntimeError(
            f"weight: expected shape (1, 1, …) of {rank + 2} axes, found {kernel.shape}; convolve each channel by itself"
        )
    if added.shape != (1,):
        raise RuntimeError(f"bias: expected shape (1,), found {added.shape}; give one number for the channel")
    if array.dtype.kind != "f":
        raise RuntimeError(f"input: expected a floating-point type, found {array.dtype}; convert it")
    for name, other in (("weight", kernel), ("bias", added)):
        if other.dtype != array.dtype:
            raise RuntimeError(f"{name}: expected {array.dtype} as in the input, found {other.dtype}; convert it")
    return array, kernel[0, 0], float(added[0])


def _filtered(function: str, array: Array, count: int, **given: Value) -> Array:
    """What a function makes of so many of the last axes."""
    try:
        return _made(f"torch.{function}", array, given, axes=tuple(range(array.ndim - count, array.ndim)))
    except ValueError as error:
        raise RuntimeError(str(error)) from None
