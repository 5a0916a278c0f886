#!/usr/bin/env python3
"""Filter a volume that two processes together cannot hold, and compare every sample of the result with NumPy's.

make python-cluster
python Benchmarks/cluster.py --gigabytes 6 --memory 1.5GB --sigma 2
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import zarr
from distributed import Client, LocalCluster

import pointspread as ps

sys.path.insert(0, str(Path(__file__).parents[1] / "Examples"))
import cluster as example

CHUNK = 128


def samples(depth: int, index: int) -> np.ndarray[Any, Any]:
    """So many slices of noise, the same for the same index."""
    return np.random.default_rng(index).random((depth, 1024, 1024), dtype=np.float32)


def made(path: Path, slabs: int) -> zarr.Array:
    """A volume of so many slabs of 0.54 GB, in chunks of 8 MB."""
    shape = (slabs * CHUNK, 1024, 1024)
    volume = zarr.create_array(path, shape=shape, chunks=(CHUNK,) * 3, dtype=np.float32, compressors=None)
    for slab in range(slabs):
        volume[slab * CHUNK : (slab + 1) * CHUNK] = samples(CHUNK, slab)
    return volume


def differences(volume: zarr.Array, result: zarr.Array, sigma: float) -> int:
    """How many samples differ in any bit from those of the NumPy function, computed slab by slab."""
    radius = ps.describe(ps.gaussian, np.zeros((1, 1, 1), np.float32), sigma, axes=(0, 1, 2))["reach"][0][0]
    depth = volume.shape[0]
    wrong = 0
    for start in range(0, depth, CHUNK):
        lower, upper = max(0, start - radius), min(depth, start + CHUNK + radius)
        sides = ("symmetric" if lower == 0 else "supplied", "symmetric" if upper == depth else "supplied")
        expected = ps.gaussian(
            volume[lower:upper],
            sigma,
            border=[sides, "symmetric", "symmetric"],
            axes=(0, 1, 2),
            halo=[(start - lower, upper - start - CHUNK), (0, 0), (0, 0)],
        )
        wrong += int(np.count_nonzero(expected.view("u4") != result[start : start + CHUNK].view("u4")))
    return wrong


def peak() -> tuple[int, int]:
    """The process, and the most memory that it has taken so far, in bytes."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return os.getpid(), int(status["VmHWM"].split()[0]) * 1024


def main() -> int:
    """Makes the volume, filters it, reports, compares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gigabytes", type=float, default=6)
    parser.add_argument("--memory", default="1.5GB", help="the limit of each of two processes")
    parser.add_argument("--sigma", type=float, default=2.0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "volume.zarr", Path(folder) / "result.zarr"
        volume = made(source, max(1, round(given.gigabytes * 1e9 / (CHUNK * 1024 * 1024 * 4))))
        with (
            LocalCluster(
                n_workers=2, threads_per_worker=1, memory_limit=given.memory, local_directory=folder, dashboard_address=None
            ) as processes,
            Client(processes) as client,
        ):
            before = client.run(peak)
            start = time.perf_counter()
            example.run(client, source, target, "gaussian", given.sigma)
            seconds = time.perf_counter() - start
            after = client.run(peak)
        restarted = {address: process for address, (process, _) in before.items()} != {
            address: process for address, (process, _) in after.items()
        }
        print(f"{seconds:.0f} s, {volume.nbytes / 1e6 / seconds:.0f} MB/s")
        print("most memory of a process: " + ", ".join(f"{memory / 1e9:.2f} GB" for _, memory in after.values()))
        wrong = differences(volume, zarr.open_array(target), given.sigma)
        print(f"{wrong} of {volume.size} samples differ; processes started again: {'yes' if restarted else 'none'}")
    return 1 if wrong or restarted else 0


if __name__ == "__main__":
    sys.exit(main())
