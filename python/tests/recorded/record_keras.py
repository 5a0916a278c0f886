"""Records Keras 3.15.1 with jax 0.10.2, tensorflow-cpu 2.21.0, torch 2.15.0 and its own NumPy backend (with SciPy 1.17.1)."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import numpy as np
from recording import Array, Case, main, side

BACKENDS = ("jax", "numpy", "tensorflow", "torch")


def draw(generator: np.random.Generator) -> Case:
    """One call of one function of one backend."""
    seed = int(generator.integers(2**32))
    backend = str(generator.choice(BACKENDS))
    if generator.random() < 0.5:
        rank = int(generator.integers(1, 3))
        shape = tuple(side(generator, 3, 12) for _ in range(rank))
        stride = int(generator.integers(1, 4))
        arguments: dict[str, Any] = {
            "kernel": generator.standard_normal(generator.integers(1, 5, rank)).round(3).tolist(),
            "strides": [stride] * rank,
            "padding": str(generator.choice(["same", "same", "valid"])),
            "dilation_rate": [1 if stride > 1 else int(generator.integers(1, 3))] * rank,
        }
        kernel = np.array(arguments["kernel"])
        reach = [(taps - 1) * step + 1 for taps, step in zip(kernel.shape, arguments["dilation_rate"], strict=True)]
        shape = tuple(max(size, least) for size, least in zip(shape, reach, strict=True))
        backend = backend if backend != "numpy" else "torch"
        return Case(f"keras.conv.{backend}", arguments, seed, shape, "float64" if backend != "jax" else "float32")
    sizes = [int(size) for size in generator.choice([1, 3, 5, 7, 2, 4], 2)]
    arguments = {"kernel_size": sizes, "sigma": [round(float(sigma), 3) for sigma in generator.uniform(0.3, 3, 2)]}
    shape = (side(generator, 7, 12), side(generator, 7, 12))
    return Case(f"keras.gaussian_blur.{backend}", arguments, seed, shape, "float32")


def original(case: Case) -> Array:
    """What Keras makes of a case, in a process for each backend."""
    _, name, backend = case.function.split(".")
    return _worker(backend)(name, case)


class Worker:
    """A process that computes with one backend: Keras cannot change it."""

    def __init__(self, backend: str) -> None:
        command = [sys.executable, __file__, "--backend", backend]
        environment = dict(os.environ, KERAS_BACKEND=backend, TF_CPP_MIN_LOG_LEVEL="3")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def __call__(self, name: str, case: Case) -> Array:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write((repr((name, tuple(case))) + "\n").encode())
        self.process.stdin.flush()
        shape, dtype, values = eval(self.process.stdout.readline())
        return np.frombuffer(bytes.fromhex(values), dtype).reshape(shape)


_workers: dict[str, Worker] = {}


def _worker(backend: str) -> Worker:
    if backend not in _workers:
        _workers[backend] = Worker(backend)
    return _workers[backend]


def serve() -> None:
    """Answers cases line by line."""
    import keras

    for line in sys.stdin:
        name, fields = eval(line)
        case = Case(*fields)
        array, arguments = case.array(), dict(case.arguments)
        if name == "conv":
            kernel = np.array(arguments.pop("kernel"), array.dtype)[..., None, None]
            strides, rates = arguments["strides"][0], arguments["dilation_rate"][0]
            output = keras.ops.conv(array[None, ..., None], kernel, strides, arguments["padding"], None, rates)
            result = keras.ops.convert_to_numpy(output)[0, ..., 0]
        else:
            given = {key: tuple(value) for key, value in arguments.items()}
            output = keras.ops.image.gaussian_blur(array[..., None], **given, data_format="channels_last")
            result = keras.ops.convert_to_numpy(output)[..., 0]
        result = np.ascontiguousarray(result)
        print((result.shape, str(result.dtype), result.tobytes().hex()), flush=True)


def ours(case: Case) -> Array:
    """The same by the functions of the same names here."""
    from pointspread import compat

    _, name, backend = case.function.split(".")
    array, arguments = case.array()[..., None], dict(case.arguments)
    if name == "gaussian_blur":
        return compat.keras.ops.image.gaussian_blur(array, **arguments, backend=backend)[..., 0]
    kernel = np.array(arguments.pop("kernel"))[..., None, None]
    return compat.keras.ops.conv(array[None], kernel, **arguments)[0, ..., 0]


if __name__ == "__main__":
    if "--backend" in sys.argv:
        serve()
    else:
        main(__file__, draw, original, ours, count=100)
        for worker in _workers.values():
            worker.process.kill()
