#!/usr/bin/env python3
"""Filter a volume that is larger than memory, on the processes of this machine or on a cluster.

    pip install 'pointspread[dask]' zarr tifffile
    python cluster.py volume.zarr soft.zarr --sigma 2 --workers 4 --memory 2GB
    python cluster.py slices/ edges/ --filter gradient_magnitude       # a folder of TIFF or NumPy files, one for each slice
    python cluster.py volume.zarr soft.zarr --scheduler tcp://10.0.0.1:8786

A volume is a zarr array, or a folder of slices, which are read in the order of their names. The result is written as the input
is: chunk by chunk, while other chunks are read and filtered. Where another machine's scheduler is given, its workers must find
the files under the same paths, and PointSpread installed.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

import dask.array as da
import numpy as np
from distributed import Client, LocalCluster, progress

import pointspread.dask as psd

FILTERS = {
    "gaussian": lambda volume, sigma, **options: psd.gaussian(volume, sigma, **options),
    "unsharp": lambda volume, sigma, **options: psd.unsharp(volume, sigma, **options),
    "laplacian": lambda volume, sigma, **options: psd.laplacian(volume, sigma, **options),
    "gradient_magnitude": lambda volume, sigma, **options: psd.gradient_magnitude(volume, **options),
}
CHUNK_BYTES = 64 * 2**20


class Slices:
    """Files of a folder that dask reads and writes like one array, some slices at a time."""

    def __init__(self, paths: list[Path], shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self.paths, self.shape, self.dtype, self.ndim = paths, shape, dtype, len(shape)

    def __getitem__(self, index: tuple[slice, ...]) -> np.ndarray[Any, Any]:
        return np.stack([read(path)[index[1:]] for path in self.paths[index[0]]])

    def __setitem__(self, index: tuple[slice, ...], slices: np.ndarray[Any, Any]) -> None:
        for path, each in zip(self.paths[index[0]], slices, strict=True):
            write(path, each)


def read(path: Path) -> np.ndarray[Any, Any]:
    """One slice; of a NumPy file only what is asked for."""
    if path.suffix == ".npy":
        return np.load(path, mmap_mode="r")
    import tifffile

    return tifffile.imread(path)


def write(path: Path, array: np.ndarray[Any, Any]) -> None:
    """One slice."""
    if path.suffix == ".npy":
        np.save(path, array)
        return
    import tifffile

    tifffile.imwrite(path, array)


def opened(path: Path) -> tuple[da.Array, list[Path]]:
    """A volume of which nothing has been read yet, and the files of its slices where it is a folder of them."""
    if not path.is_dir():
        raise SystemExit(f"input: expected a zarr array or a folder of slices, found nothing at {path}; name one that exists")
    paths = sorted(each for each in path.iterdir() if each.suffix in (".npy", ".tif", ".tiff"))
    if not paths:
        return da.from_zarr(str(path)), []
    first = read(paths[0])
    thickness = max(1, CHUNK_BYTES // first.nbytes)
    slices = Slices(paths, (len(paths), *first.shape), first.dtype)
    chunks = (thickness, *first.shape)
    return da.from_array(slices, chunks=chunks, meta=np.empty((0,) * slices.ndim, slices.dtype)), paths


def stored(volume: da.Array, path: Path, names: list[Path]) -> Any:
    """What writes a volume, as files of the given names where there are any; nothing is written yet."""
    if path.exists():
        raise SystemExit(f"output: expected a new name, found that {path} exists; remove it or name another")
    if not names:
        return volume.to_zarr(str(path), compute=False)
    path.mkdir(parents=True)
    files = Slices([path / name.name for name in names], volume.shape, volume.dtype)
    return da.store(volume, files, lock=False, compute=False)


def run(client: Client, source: Path, target: Path, name: str, sigma: float, **options: Any) -> None:
    """Filters one volume into another, on a cluster."""
    volume, names = opened(source)
    try:
        result = FILTERS[name](volume, sigma, axes=tuple(range(volume.ndim)), **options)
    except (TypeError, ValueError) as error:
        raise SystemExit(str(error)) from None
    print(f"{volume.nbytes / 1e9:.2f} GB in {volume.npartitions} chunks of {volume.chunksize}, as {result.dtype}", flush=True)
    job = client.compute(stored(result, target, names))
    progress(job, notebook=False)
    print()
    job.result()


def arguments() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", type=Path, help="a zarr array, or a folder of .tif or .npy slices")
    parser.add_argument("output", type=Path, help="where the result goes, in the same form")
    parser.add_argument("--filter", choices=FILTERS, default="gaussian")
    parser.add_argument("--sigma", type=float, default=2.0, help="the standard deviation, in samples or the unit of --spacing")
    parser.add_argument("--spacing", type=float, nargs="+", help="the distance between samples, for all axes or for each")
    parser.add_argument("--border", default="symmetric", help='"symmetric", "reflect101", "replicate", "wrap" or "zeros"')
    parser.add_argument("--workers", type=int, default=2, help="processes on this machine")
    parser.add_argument("--memory", default="2GB", help="what each of them may use")
    parser.add_argument("--scheduler", help="the address of a cluster's scheduler, instead of processes here")
    return parser


def main() -> None:
    """Filters what the command line says."""
    given = arguments().parse_args()
    options = {"border": given.border, "spacing": given.spacing}
    with tempfile.TemporaryDirectory() as scratch:
        cluster = given.scheduler or LocalCluster(
            n_workers=given.workers,
            threads_per_worker=1,
            memory_limit=given.memory,
            local_directory=scratch,
            dashboard_address=None,
        )
        with Client(cluster) as client:
            run(client, given.input, given.output, given.filter, given.sigma, **options)
        if not given.scheduler:
            cluster.close()


if __name__ == "__main__":
    main()
