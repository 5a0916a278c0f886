"""Every error says in one line what was expected, what was found and what to do, in words that make sense in Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from conftest import RunPython

import pointspread as ps

X = np.random.default_rng(1).random((6, 7)).astype(np.float32)
VOLUME = np.zeros((5, 6, 7), np.float32)
NAN, INFINITY = float("nan"), float("inf")


def read_only() -> np.ndarray[Any, Any]:
    array = X.copy()
    array.flags.writeable = False
    return array


def repeated() -> np.ndarray[Any, Any]:
    return np.lib.stride_tricks.as_strided(np.zeros(20, np.float32), X.shape, (0, 4))


# What is called with what, the error and the words with which it begins.
CASES: list[tuple[str, Callable[..., Any], tuple[Any, ...], dict[str, Any], type[Exception], str]] = [
    (subject, function, parameters, options, error, words)
    for subject, function, error, words, *calls in [
        ("axes", ps.gaussian, ValueError, "expected the axes to filter, since an array of rank 3", (VOLUME, 1)),
        ("axes", ps.gaussian, ValueError, "expected different axes from 0 to 1", (X, 1, dict(axes=(0, 0))), (X, 1, dict(axes=2))),
        ("axes", ps.gaussian, ValueError, "expected at least one of the 2 axes", (X, 1, dict(axes=()))),
        ("axes", ps.gaussian, ValueError, "expected axes from the outermost", (X, 1, dict(axes=(1, 0))), (X, 1, dict(axes=(-1, 0)))),
        ("axes", ps.gaussian, ValueError, "expected axes other than the channel axis", (VOLUME, 1, dict(axes=0, channel_axis=0))),
        ("axes", ps.gaussian, TypeError, "expected a whole number", (X, 1, dict(axes="x")), (X, 1, dict(axes=0.5))),
        ("channel axis", ps.gaussian, ValueError, "expected an axis of the 5×6×7 array", (VOLUME, 1, dict(channel_axis=3))),
        ("channel_axis", ps.gaussian, TypeError, "expected a whole number", (VOLUME, 1, dict(channel_axis="x"))),
        ("array", ps.gaussian, ValueError, "expected at most 8 axes, found 9", (np.zeros((1,) * 9), 1, dict(axes=0))),
        ("sigma", ps.gaussian, ValueError, "expected a finite number of 0 or more", (X, -1), (X, NAN), (X, INFINITY)),
        ("sigma", ps.gaussian, ValueError, "expected one value, or one for each of the 2", (X, (1, 2, 3))),
        ("sigma", ps.gaussian, ValueError, "expected one number, or one for each", (X, ())),
        ("sigma", ps.gaussian, ValueError, "expected a finite number from 0 to 2^20", (X, 1e9)),
        ("sigma", ps.gaussian, ValueError, "expected a number above 0 for a derivative", (X, 0, dict(order=1))),
        ("sigma", ps.gaussian, TypeError, "expected a number", (X, "1"), (X, None), (X, 1j), (X, [None])),
        ("order", ps.gaussian, ValueError, "expected 0 to 4", (X, 1, dict(order=5)), (X, 1, dict(order=-1))),
        ("order", ps.gaussian, TypeError, "expected a whole number", (X, 1, dict(order=0.5))),
        ("truncate", ps.gaussian, ValueError, "expected a finite number above 0", (X, 1, dict(truncate=0)), (X, 1, dict(truncate=NAN))),
        ("radius", ps.gaussian, ValueError, "expected 0 or more", (X, 1, dict(radius=-1))),
        ("radius", ps.gaussian, TypeError, "expected a whole number", (X, 1, dict(radius=1.5))),
        ("accuracy", ps.gaussian, ValueError, "expected", (X, 1, dict(accuracy=2)), (X, 1, dict(accuracy=0)), (X, 1, dict(accuracy=NAN))),
        ("sampling", ps.gaussian, ValueError, "expected one of sampled", (X, 1, dict(sampling="x")), (X, 1, dict(sampling=[]))),
        ("border", ps.gaussian, ValueError, "expected a name that means one thing", (X, 1, dict(border="reflect"))),
        ("border", ps.gaussian, ValueError, "expected a name that means one thing", (X, 1, dict(border="mirror"))),
        ("border", ps.gaussian, ValueError, "expected one of symmetric", (X, 1, dict(border="x")), (X, 1, dict(border=""))),
        ("border", ps.gaussian, ValueError, "expected a border, or a pair", (X, 1, dict(border=("wrap",) * 3))),
        ("border", ps.gaussian, ValueError, "expected one value, or one for each", (X, 1, dict(border=["wrap"] * 3))),
        ("border", ps.gaussian, ValueError, "expected one border", (X, 1, dict(border=[]))),
        ("border", ps.gaussian, ValueError, "expected a constant that is a number", (X, 1, dict(border=("constant", NAN)))),
        ("border", ps.gaussian, ValueError, "expected supplied neighbours", (X, 1, dict(border="supplied"))),
        ("border", ps.gaussian, TypeError, 'expected a name such as "symmetric"', (X, 1, dict(border=None)), (X, 1, dict(border=3))),
        ("spacing", ps.gaussian, ValueError, "expected one number above 0", (X, 1, dict(spacing=0)), (X, 1, dict(spacing=(1, 2, 3)))),
        ("halo", ps.gaussian, ValueError, "expected 2 pairs", (X, 1, dict(halo=1)), (X, 1, dict(halo=[1, 1])), (X, 1, dict(halo=[(1, 1)]))),
        ("layout", ps.gaussian, ValueError, "expected halos within the 6 samples", (X, 1, dict(halo=[(4, 4), (0, 0)]))),
        ("layout", ps.gaussian, ValueError, "expected halos within the 6 samples", (X, 1, dict(halo=[(-1, 4), (0, 0)]))),
        ("origin", ps.gaussian, ValueError, "expected 2 indices", (X, 1, dict(origin=[1]))),
        ("tolerance", ps.gaussian, ValueError, "expected a finite number of 0 or more", (X, 1, dict(tolerance=-1)), (X, 1, dict(tolerance=NAN))),
        ("threads", ps.gaussian, ValueError, "expected", (X, 1, dict(threads=-1)), (X, 1, dict(threads=2**40))),
        ("threads", ps.gaussian, TypeError, "expected a whole number", (X, 1, dict(threads="x")), (X, 1, dict(threads=1.5))),
        ("threads", ps.set_threads, ValueError, "expected", (-1,), (2**40,)),
        ("out", ps.gaussian, TypeError, "expected a NumPy array", (X, 1, dict(out=[1])), (X, 1, dict(out=np.ma.zeros(X.shape)))),
        ("out", ps.gaussian, ValueError, "expected an array of shape (6, 7) and type float32", (X, 1, dict(out=X[:3].copy()))),
        ("out", ps.gaussian, ValueError, "expected an array of shape (6, 7) and type float32", (X, 1, dict(out=np.zeros(X.shape)))),
        ("out", ps.derivative, ValueError, "expected an array of shape (6, 7) and type float32", (X.astype("u1"), 0, dict(out=np.zeros(X.shape, "u1")))),
        ("out", ps.gaussian, ValueError, "expected an array that can be written to", (X, 1, dict(out=read_only()))),
        ("out", ps.gaussian, ValueError, "expected an array that can be written to", (X, 1, dict(out=X.astype(">f4")))),
        ("strides of the result", ps.gaussian, ValueError, "expected a place of its own", (X, 1, dict(out=repeated()))),
        ("width", ps.box, ValueError, "expected", (X, 0), (X, 0.5), (X, -3), (X, NAN), (X, 1e300)),
        ("spacing", ps.box, ValueError, "expected one number above 0", (X, 3, dict(spacing=0)), (X, 3, dict(spacing=(1, 2, 3)))),
        ("length", ps.motion, ValueError, "expected a number above 0", (X, -3, 0), (X, 0, 0), (X, NAN, 0)),
        ("angle", ps.motion, ValueError, "expected a finite number", (X, 3, NAN)),
        ("direction", ps.motion, ValueError, "expected a number from -1 to 1", (X, 3, 0, dict(direction=2))),
        ("kernel", ps.motion, ValueError, "expected a kernel of rank 1", (X[0], 3, 0)),
        ("kernel", ps.correlate, ValueError, "expected a kernel of rank 2", (X, [1, 2]), (X, dict(separable=[[1, 2]]))),
        ("kernel", ps.correlate, ValueError, "expected a kernel of rank 2", (X, dict(separable=[[1]] * 3))),
        ("kernel", ps.correlate, TypeError, "expected a kernel, or taps", (X,), (X, [1], dict(separable=[[1]]))),
        ("kernel", ps.correlate, ValueError, "expected 1 to 8 axes with at least one tap", (X, [[]]), (X, 1.0)),
        ("kernel", ps.correlate, ValueError, "expected finite taps", (X, [[NAN]]), (X, [[INFINITY]])),
        ("kernel", ps.correlate, TypeError, "expected", (X, [[1j]]), (X, "abc"), (X, np.ma.ones((3, 3)))),
        ("separable", ps.correlate, TypeError, "expected taps for each filtered axis", (X, dict(separable=3))),
        ("separable", ps.correlate, ValueError, "expected", (X, dict(separable=[])), (X, dict(separable=[[[1]]]))),
        ("anchor", ps.convolve, ValueError, "expected one index", (X, np.ones((3, 3)), dict(anchor=3)), (X, np.ones((3, 3)), dict(anchor=(1, 1, 1)))),
        ("mode", ps.convolve, ValueError, "expected one of same, full, valid", (X, np.ones((3, 3)), dict(mode="x"))),
        ("axis of the derivative", ps.derivative, ValueError, "expected an axis of the 6×7 array", (X, 5), (X, -3)),
        ("axis", ps.derivative, TypeError, "expected a whole number", (X, None), (X, "y")),
        ("size", ps.derivative, ValueError, "expected an odd number of taps", (X, 0, dict(size=4)), (X, 0, dict(size=2**40))),
        ("size", ps.derivative, ValueError, "expected 1 or more taps", (X, 0, dict(size=0))),
        ("kind", ps.gradient, ValueError, "expected one of central", (X, dict(kind="x"))),
        ("gradient", ps.gradient_orientation, ValueError, "expected two axes", (VOLUME, dict(axes=(0, 1, 2)))),
        ("gradient", ps.gradient, ValueError, "expected at least one axis", (np.array(1.0),)),
        ("sigma", ps.laplacian, ValueError, "expected", (X, -1), (X, 0), (X, NAN)),
        ("threshold", ps.unsharp, ValueError, "expected a finite number of 0 or more", (X, 1, dict(threshold=-1))),
        ("amount", ps.unsharp, ValueError, "expected a finite number", (X, 1, dict(amount=NAN))),
        ("wider_sigma", ps.difference_of_gaussians, ValueError, "expected a finite number", (X, 1, -1)),
        ("indices", ps.take, ValueError, "expected an index from -7 to 6", (X, [0, 7], dict(axis=1))),
        ("indices", ps.take, TypeError, "expected a", (X, [0.5], dict(axis=1)), (X, 3, dict(axis=1))),
        ("axis", ps.take, ValueError, "expected -2 to 1", (X, [0], dict(axis=2))),
        ("out", ps.take, ValueError, "expected an array of shape (6, 1)", (X, [0], dict(axis=1, out=np.zeros(3)))),
        ("out", ps.take, TypeError, "expected a NumPy array", (X, [0], dict(axis=1, out=[1]))),
        ("function", ps.describe, TypeError, "expected a filter of this package", (np.sum, X), (lambda array: 3, X)),
        ("sigma", ps.gaussian_taps, ValueError, "expected a finite number from 0 to 2^20", (-1,), (1e300,)),
        ("order", ps.gaussian_taps, ValueError, "expected 0 to 4", (1, dict(order=7))),
        ("width", ps.box_taps, ValueError, "expected", (0,), (NAN,)),
        ("kind", ps.derivative_taps, ValueError, "expected one of central", ("x",)),
        ("size", ps.derivative_taps, ValueError, "expected an odd number", ("sobel", dict(size=2))),
        ("length", ps.motion_kernel, ValueError, "expected a number above 0", (0, 0), (1e9, 0)),
        ("rank", ps.laplacian_kernel, ValueError, "expected 1 to 8", (0,), (9,)),
    ]
    for call in calls
    for parameters, options in [(call[:-1], call[-1]) if isinstance(call[-1], dict) else (call, {})]
]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "function", "parameters", "options", "error", "words"),
    CASES,
    ids=[f"{function.__name__}-{subject}-{place}" for place, (subject, function, *_) in enumerate(CASES)],
)
def test_errors(
    subject: str,
    function: Callable[..., Any],
    parameters: tuple[Any, ...],
    options: dict[str, Any],
    error: type[Exception],
    words: str,
) -> None:
    # Twice, because a plan that could not be made must not be kept.
    for _ in range(2):
        with pytest.raises(error) as raised:
            function(*parameters, **options)
        message = str(raised.value)
        assert message.startswith(f"{subject}: {words}"), message
        assert re.fullmatch(r"[^\n]+: expected [^\n]+, found [^\n]+; [^\n]+", message), message
        # Nobody has to read through another error first.
        assert raised.value.__context__ is None or raised.value.__suppress_context__
        # No words of Swift: labels, members, values of structures.
        assert not re.search(
            r"\w+\(\w*:|(?<![\w.])\.[a-z]|\bnil\b|[a-z][A-Z]", re.sub(r"\bNumPy\b|NoneType|MaskedArray", "", message)
        ), message


def test_an_error_leaves_the_result_alone() -> None:
    out = np.full(X.shape, 7, np.float32)
    with pytest.raises(ValueError, match="sigma"):
        ps.gaussian(X, -1, out=out)
    assert (out == 7).all()


def test_memory_that_is_not_there() -> None:
    row = np.broadcast_to(np.arange(10.0), (2**40, 10))
    with pytest.raises(MemoryError):
        ps.gaussian(row, 1, axes=1)


def test_memory_that_the_library_does_not_get(run_python: RunPython) -> None:
    """A wide blur, with memory for its result but not for the lines that it keeps."""
    words = run_python(
        """
        import resource
        import numpy as np, pointspread as ps

        array = np.zeros((8000, 4096), np.float32)
        out = np.zeros_like(array)
        ps.box(array[:10, :10], 3)
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + (4 << 20), hard))
        try:
            ps.gaussian(array, (2000, 0), out=out, threads=1)
        except MemoryError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        print(ps.box(np.ones(3), 3).tolist())
        """
    )
    assert re.match("[^\n]+: expected .*, found .*; .*\n\\[1.0, 1.0, 1.0\\]$", words), words
