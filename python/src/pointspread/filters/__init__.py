"""Filters of NumPy arrays, in the native convention.

All functions share these keyword-only options:

border
    What lies outside: ``"symmetric"`` (b a | a b c d | d c), ``"reflect101"`` (c b | a b c d | c b), ``"replicate"``,
    ``"wrap"``, ``"zeros"`` or ``("constant", value)``; another library's word with its name before it, as in
    ``"numpy:reflect"``. A pair says what lies before and behind an axis, a list has one entry for each filtered axis.
axes
    The axes to filter along, outermost first, as values for each of them are given; a negative one counts from the end. Up to
    rank 2 all, unless said otherwise; from rank 3 on they must be said, or the channel axis.
channel_axis
    The axis of the channels, which no filter runs along.
spacing
    The distance between samples, one number or one for each filtered axis. Lengths are then in its unit, and derivatives per
    unit.
halo, origin
    For a part of a larger array: how many samples at each end of each axis are real neighbours only, as pairs, and the index of
    the first sample behind them in the whole. Together with the border ``"supplied"`` a part gives the bits of the whole.
tolerance
    The largest error against exact arithmetic, relative to Σ|taps| · max|x|; 0 keeps the convention's own bits.
out
    An array of the result's shape and type to write to; may be the input itself.
threads
    The largest number of threads, for the same bits with any; those of :func:`set_threads` if left out.

Arrays may have any strides and any type of integers from 8 to 64 bits and floats from 16 to 64 bits; anything with ``__array__``,
``__dlpack__`` or the buffer protocol will do. Errors are ``ValueError``, ``TypeError`` and ``MemoryError``, in one line that says
what was expected, what was found and what to do. Long calls can be interrupted by Ctrl-C.
"""

from __future__ import annotations

from ._box import box
from ._correlation import convolve, correlate
from ._derivative import derivative
from ._describe import describe
from ._difference import difference_of_gaussians
from ._gaussian import gaussian
from ._gradient import gradient, gradient_magnitude, gradient_orientation
from ._laplacian import laplacian
from ._motion import motion
from ._take import take
from ._unsharp import unsharp

__all__ = [
    "box",
    "convolve",
    "correlate",
    "derivative",
    "describe",
    "difference_of_gaussians",
    "gaussian",
    "gradient",
    "gradient_magnitude",
    "gradient_orientation",
    "laplacian",
    "motion",
    "take",
    "unsharp",
]
