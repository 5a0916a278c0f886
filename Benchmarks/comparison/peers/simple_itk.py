"""SimpleITK: planes and volumes of floats; its only border is replicate, so results are compared inside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import SimpleITK as sitk

from ..candidate import Candidate
from ..cases import Case
from ..work import Array, Box, Gaussian

NAME = "SimpleITK"


def version() -> str:
    return sitk.Version.VersionString()


def set_threads(count: int) -> None:
    sitk.ProcessObject.SetGlobalDefaultNumberOfThreads(count)


def candidates(case: Case, array: Array) -> Iterable[Candidate]:
    work = case.work
    if case.group not in ("gaussian", "box") or case.dtype != "f4" or len(case.axes) != array.ndim:
        return
    image = sitk.GetImageFromArray(array)
    if isinstance(work, Gaussian) and work.sigma < 8:
        # Its taps are those of the discrete Gaussian, which no parameter turns into a sampled one.
        blur = sitk.DiscreteGaussianImageFilter()
        blur.SetVariance(work.sigma**2)
        blur.SetMaximumKernelWidth(2 * work.radius + 1)
        blur.SetMaximumError(1e-4)
        call = partial(_execute, blur, image)
        yield Candidate(
            "sitk.DiscreteGaussian", call, sitk.GetArrayViewFromImage, margin=work.radius, quality="the discrete Gaussian"
        )
    elif isinstance(work, Box):
        mean = sitk.BoxMeanImageFilter()
        mean.SetRadius([work.radius] * array.ndim)
        yield Candidate("sitk.BoxMean", partial(_execute, mean, image), sitk.GetArrayViewFromImage, margin=work.radius)


def _execute(image_filter: sitk.ImageFilter, image: sitk.Image) -> sitk.Image:
    """With the number of threads that holds now, which a filter takes over when it is made."""
    image_filter.SetNumberOfThreads(sitk.ProcessObject.GetGlobalDefaultNumberOfThreads())
    return image_filter.Execute(image)
