"""Filters of dask arrays on a cluster of two processes whose memory does not hold the array."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import pytest

import pointspread as ps

da = pytest.importorskip("dask.array")
distributed = pytest.importorskip("distributed")
psd = pytest.importorskip("pointspread.dask")

EXAMPLE = Path(__file__).parents[2] / "Examples" / "cluster.py"
MEMORY = 300 * 10**6


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            memory_limit=MEMORY,
            local_directory=tmp_path_factory.mktemp("workers"),
            dashboard_address=None,
            host="127.0.0.1",
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def samples(starts: tuple[int, ...], stops: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """A part of a volume of which every sample is known from its place."""
    z, y, x = (each.astype(np.int32) for each in np.ogrid[tuple(map(slice, starts, stops))])
    return ((z * 7919 + y * 104729 + x * 1299709 + z * y * x) % 65521).astype(np.float32)


def generated(block: np.ndarray[Any, Any], block_info: Any = None) -> np.ndarray[Any, Any]:
    bounds = block_info[None]["array-location"]
    return samples(tuple(start for start, _ in bounds), tuple(stop for _, stop in bounds))


def checksum(block: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.array(crc32(np.ascontiguousarray(block))).reshape(1, 1, 1)


def test_an_array_that_no_worker_could_hold_has_the_bits_of_the_whole(client: Any) -> None:
    shape, size, radius = (600, 512, 512), 100, 6
    volume = da.map_blocks(
        generated, da.empty(shape, chunks=(size, 128, 128), dtype=np.float32), dtype=np.float32, meta=np.empty((0, 0, 0), "f4")
    )
    assert volume.nbytes > 2 * MEMORY
    processes = client.run(lambda: __import__("os").getpid())
    lazy = psd.gaussian(volume, 1.5, border="wrap", axes=(0, 1, 2))
    sums = lazy.map_blocks(checksum, chunks=(1, 1, 1), dtype=np.uint64, meta=np.empty((0, 0, 0), "u8"))
    # Workers without memory that they could free pause for good.
    sums = client.compute(sums).result(timeout=300)
    assert client.run(lambda: __import__("os").getpid()) == processes, "a worker ran out of memory"
    for slab in range(sums.shape[0]):
        start, stop = slab * size, (slab + 1) * size
        before, behind = (start - radius) % 600, stop % 600
        halo = [samples((lower, 0, 0), (lower + radius, 512, 512)) for lower in (before, behind)]
        part = np.concatenate([halo[0], samples((start, 0, 0), (stop, 512, 512)), halo[1]])
        expected = ps.gaussian(
            part, 1.5, border=["supplied", "wrap", "wrap"], axes=(0, 1, 2), halo=[(radius, radius), (0, 0), (0, 0)]
        )
        for row, column in np.ndindex(sums.shape[1:]):
            block = expected[:, row * 128 : row * 128 + 128, column * 128 : column * 128 + 128]
            assert sums[slab, row, column] == checksum(block)[0, 0, 0], (slab, row, column)


@pytest.mark.parametrize("border", ["symmetric", ["wrap", ("zeros", "reflect101"), "replicate"]])
def test_a_cluster_gives_the_bits_of_the_whole(client: Any, border: Any) -> None:
    array = np.random.default_rng(2).integers(0, 256, (40, 50, 30), np.uint8)
    lazy = psd.unsharp(da.from_array(array, chunks=(11, 17, 30)), 4, border=border, axes=(0, 1, 2))
    assert np.array_equal(lazy.compute(), ps.unsharp(array, 4, border=border, axes=(0, 1, 2)))
    assert np.array_equal(client.persist(lazy)[3:, 5].compute(), ps.unsharp(array, 4, border=border, axes=(0, 1, 2))[3:, 5])


def run_example(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, EXAMPLE, *map(str, arguments)], capture_output=True, text=True)


def test_the_example_filters_a_zarr_array(client: Any, tmp_path: Path) -> None:
    zarr = pytest.importorskip("zarr")
    array = np.random.default_rng(3).random((40, 50, 60), dtype=np.float32)
    zarr.create_array(tmp_path / "in.zarr", shape=array.shape, chunks=(16, 20, 30), dtype=array.dtype)[:] = array
    address = client.scheduler.address
    run = run_example(tmp_path / "in.zarr", tmp_path / "out.zarr", "--sigma", 1.5, "--scheduler", address)
    assert run.returncode == 0, run.stderr
    result = zarr.open(tmp_path / "out.zarr")
    assert result.chunks == (16, 20, 30)
    assert np.array_equal(result[:], ps.gaussian(array, 1.5, axes=(0, 1, 2)))

    again = run_example(tmp_path / "in.zarr", tmp_path / "out.zarr", "--scheduler", address)
    assert again.returncode == 1
    assert "output: expected a new name" in again.stderr
    wrong = run_example(tmp_path / "in.zarr", tmp_path / "b.zarr", "--border", "mirror", "--scheduler", address)
    assert wrong.returncode == 1
    assert wrong.stderr.strip().splitlines()[-1].startswith("border: expected a name that means one thing")


@pytest.mark.parametrize("suffix", ["npy", "tif"])
def test_the_example_filters_a_folder_of_slices_on_processes_of_its_own(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("zarr")
    array = np.random.default_rng(4).integers(0, 65536, (7, 50, 60), np.uint16)
    (tmp_path / "in").mkdir()
    for index, plane in enumerate(array):
        path = tmp_path / "in" / f"{index:03}.{suffix}"
        if suffix == "npy":
            np.save(path, plane)
        else:
            pytest.importorskip("tifffile").imwrite(path, plane)
    run = run_example(tmp_path / "in", tmp_path / "out", "--filter", "gradient_magnitude", "--memory", "1GB", "--workers", 1)
    assert run.returncode == 0, run.stderr
    paths = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in paths] == [f"{index:03}.{suffix}" for index in range(7)]
    read = np.load if suffix == "npy" else pytest.importorskip("tifffile").imread
    assert np.array_equal(np.stack([read(path) for path in paths]), ps.gradient_magnitude(array, axes=(0, 1, 2)))
