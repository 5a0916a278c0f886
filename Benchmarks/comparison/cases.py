"""The cases: which work on which array."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from .work import Array, Axes, Box, Convention, Dense, Gaussian, GradientMagnitude, Work

_SHORT = {"u1": "u8", "u2": "u16", "f4": "f32", "f8": "f64"}


@dataclass(frozen=True)
class Case:
    """Work on an array of noise along some of its axes."""

    name: str
    what: str
    group: str
    work: Work
    shape: tuple[int, ...]
    dtype: str
    axes: Axes
    channel_axis: int | None = None

    def array(self) -> Array:
        """Uniform noise over the range of the type, of floats from 0 to 1; the same in every run."""
        generator = np.random.default_rng(7)
        if np.dtype(self.dtype).kind == "f":
            return generator.random(self.shape, self.dtype)
        return generator.integers(0, np.iinfo(self.dtype).max, self.shape, self.dtype, endpoint=True)

    @property
    def title(self) -> str:
        """What is done, to which type, of which size: that of the array itself, also where it is a smaller one."""
        planes, plane = self.shape[: -len(self.axes)], self.shape[-len(self.axes) :]
        if self.channel_axis is not None:
            height, width = (self.shape[axis] for axis in self.axes)
            size = f"RGB {width}×{height}"
        elif len(set(plane)) == 1:
            size = "×".join(map(str, (*planes, f"{plane[0]}{'²' if len(plane) == 2 else '³'}")))
        else:
            size = "×".join(map(str, self.shape))
        return f"{self.what}, {_SHORT[self.dtype]} {size}"

    @property
    def samples(self) -> int:
        return int(np.prod(self.shape))

    @property
    def limit(self) -> float:
        """The largest error of a right result, relative to max|x|: two levels of integers, which fixed-point sums of OpenCV
        need, and some roundings of floats."""
        limit = {"u1": 2 / 255, "u2": 2 / 65535, "f4": 2e-6, "f8": 1e-14}[self.dtype]
        if isinstance(self.work, Convention):
            return self.work.difference
        if isinstance(self.work, Dense):
            return max(limit, self.work.tolerance)
        return limit + (self.work.accuracy or 0) if isinstance(self.work, Gaussian) else limit

    def smaller(self) -> Case:
        """Long axes halved, batches of an eighth: for a look at whether everything works."""
        shape = (
            size // (2 if axis in self.axes else 8) if size > (99 if axis in self.axes else 63) else size
            for axis, size in enumerate(self.shape)
        )
        return replace(self, shape=tuple(shape))


def _plane(name: str, what: str, work: Work, size: int = 2048, dtype: str = "f4", group: str = "gaussian") -> Case:
    return Case(name, what, group, work, (size, size), dtype, (0, 1))


def _gaussian(sigma: float, accuracy: float | None = None) -> Gaussian:
    """To the radius of the native convention."""
    return Gaussian(sigma, int(4 * sigma + 0.5), accuracy)


_TAPS_23 = Gaussian(2.0, 11)
_PICTURE = (2160, 3840, 3)


def _conventions() -> Iterator[Case]:
    """What other libraries call a Gaussian of σ 2, of one plane and of a picture."""

    def pair(name: str, work: Convention, dtype: str, channels_first: bool = False) -> Iterator[Case]:
        title = f"{work.function}, σ 2"
        plane = (1, 2048, 2048) if channels_first else (2048, 2048)
        axes = (1, 2) if channels_first else (0, 1)
        yield Case(f"{name}-{_SHORT[dtype]}", title, "convention", work, plane, dtype, axes)
        picture = (3, 2160, 3840) if channels_first else _PICTURE
        # SciPy has no channels: they are an axis that is not filtered.
        if work.library == "SciPy":
            work = replace(work, keywords=(("axes", (0, 1)),))
        if work.library == "scikit-image":
            work = replace(work, keywords=(("channel_axis", 2),))
        yield Case(f"{name}-rgb-{_SHORT[dtype]}", title, "convention", work, picture, dtype, axes, 0 if channels_first else 2)

    yield from pair("opencv", Convention("OpenCV", "cv2.GaussianBlur", ((23, 23), 2.0)), "u1")
    yield from pair("opencv", Convention("OpenCV", "cv2.GaussianBlur", ((17, 17), 2.0)), "f4")
    for dtype in ("u1", "f4"):
        yield from pair("scipy", Convention("SciPy", "scipy.ndimage.gaussian_filter", (2.0,)), dtype)
    yield from pair("scikit-image", Convention("scikit-image", "skimage.filters.gaussian", (2.0,)), "f4")
    yield from pair("pillow", Convention("Pillow", "PIL.gaussian_blur", (2.0,)), "u1")
    # One level, and some roundings.
    for dtype, difference in (("u1", 1 / 255), ("f4", 1.5e-6)):
        function = "torchvision.transforms.functional.gaussian_blur"
        work = Convention("torchvision", function, ([17, 17], [2.0, 2.0]), difference=difference)
        yield from pair("torchvision", work, dtype, channels_first=True)


CASES = (
    *(_plane(f"gaussian-{sigma}", f"Gaussian σ {sigma}", _gaussian(sigma)) for sigma in (1, 2, 5, 10)),
    *(
        _plane(f"gaussian-{sigma}-accuracy", f"Gaussian σ {sigma}, accuracy 1e-4", _gaussian(sigma, 1e-4))
        for sigma in (10, 20, 50, 200)
    ),
    Case("gaussian-rgb", "Gaussian σ 2, 23 taps", "gaussian", _TAPS_23, _PICTURE, "u1", (0, 1), 2),
    *(
        Case(
            f"gaussian-rgb-{sigma}",
            f"Gaussian σ {sigma}, accuracy 1e-3",
            "gaussian",
            _gaussian(sigma, 1e-3),
            _PICTURE,
            "u1",
            (0, 1),
            2,
        )
        for sigma in (20, 50)
    ),
    _plane("gaussian-u16", "Gaussian σ 2", _gaussian(2), dtype="u2"),
    _plane("gaussian-f64", "Gaussian σ 2", _gaussian(2), dtype="f8"),
    Case("gaussian-volume", "Gaussian σ 2", "gaussian", _gaussian(2), (256,) * 3, "f4", (0, 1, 2)),
    Case(
        "gaussian-volume-8",
        "Gaussian σ 8, accuracy 1e-4",
        "gaussian",
        _gaussian(8, 1e-4),
        (256,) * 3,
        "f4",
        (0, 1, 2),
    ),
    Case("gaussian-batch", "Gaussian σ 2, 23 taps", "gaussian", _TAPS_23, (64, 3, 224, 224), "f4", (2, 3)),
    Case(
        "gradient-batch",
        "gradient magnitude",
        "gradient",
        GradientMagnitude(),
        (1000, 128, 28, 28),
        "f4",
        (2, 3),
    ),
    *(_plane(f"dense-{width}", f"dense {width}²", Dense(width), group="dense") for width in (3, 5, 9, 15)),
    *(_plane(f"dense-{width}", f"dense {width}², tolerance 1e-5", Dense(width, 1e-5), group="dense") for width in (31, 127, 255)),
    Case("box-rgb", "box 23²", "box", Box(23), _PICTURE, "u1", (0, 1), 2),
    Case("box-volume", "box 101³", "box", Box(101), (256,) * 3, "f4", (0, 1, 2)),
    _plane("call", "one call, Gaussian σ 1", _gaussian(1), 16),
    *(_plane(f"growth-{size}", "Gaussian σ 2", _gaussian(2), size, group="growth") for size in (1024, 4096, 8192, 16384)),
    *(Case(f"growth-volume-{size}", "Gaussian σ 2", "growth", _gaussian(2), (size,) * 3, "f4", (0, 1, 2)) for size in (256, 512)),
    *_conventions(),
)
