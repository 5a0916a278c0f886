"""Records PyTorch 2.15.0, torchvision 0.29.2 and kornia 0.9.0."""

from __future__ import annotations

from typing import Any

import numpy as np
from recording import Array, Case, main, side

BORDERS = ("constant", "reflect", "replicate", "circular")


def draw(generator: np.random.Generator) -> Case:
    """One call of one function."""
    makers = [
        torchvision_blur,
        torchvision_sharpness,
        kornia_gaussian,
        kornia_box,
        kornia_motion,
        kornia_gradient,
        kornia_laplacian,
        kornia_filter,
        torch_pad,
        torch_conv,
        torch_conv_transpose,
    ]
    function, arguments, shape, dtypes = makers[int(generator.integers(len(makers)))](generator)
    return Case(function, arguments, int(generator.integers(2**32)), shape, str(generator.choice(dtypes)))


def sides(generator: np.random.Generator, least: int = 1, most: int = 14) -> tuple[int, int]:
    return side(generator, least, most), side(generator, least, most)


def odd(generator: np.random.Generator, most: int) -> int:
    """An odd size that is not larger."""
    return 2 * int(generator.integers(0, (min(most, 13) - 1) // 2 + 1)) + 1


def number(generator: np.random.Generator, low: float, high: float) -> float:
    return round(float(generator.uniform(low, high)), 4)


def flag(generator: np.random.Generator) -> bool:
    return bool(generator.random() < 0.5)


Drawn = tuple[str, dict[str, Any], tuple[int, ...], list[str]]
REAL = ["float64", "float64", "float32", "uint8"]


def torchvision_blur(generator: np.random.Generator) -> Drawn:
    height, width = sides(generator)
    arguments: dict[str, Any] = {"kernel_size": [odd(generator, 2 * width - 1), odd(generator, 2 * height - 1)]}
    if flag(generator):
        arguments["sigma"] = [number(generator, 0.2, 4), number(generator, 0.2, 4)]
    shape = (int(generator.integers(1, 3)), height, width)
    return "torchvision.gaussian_blur", arguments, shape, ["float32", "float64", "uint8", "uint8", "int16"]


def torchvision_sharpness(generator: np.random.Generator) -> Drawn:
    factor = float(generator.choice([0, 0.3, 0.5, 1, 1.7, 2, 3.3, number(generator, 0, 5)]))
    name = generator.choice(["adjust_sharpness", "v2.adjust_sharpness"])
    shape = (int(generator.choice([1, 3])), *sides(generator))
    return f"torchvision.{name}", {"sharpness_factor": factor}, shape, ["uint8", "uint8", "float32", "float64"]


def images(generator: np.random.Generator, least: int = 1) -> tuple[int, int, int, int]:
    return (int(generator.integers(1, 3)), int(generator.integers(1, 3)), *sides(generator, least, 12))


def kornia_gaussian(generator: np.random.Generator) -> Drawn:
    shape = images(generator)
    arguments = {
        "kernel_size": [odd(generator, 2 * shape[2] - 1), odd(generator, 2 * shape[3] - 1)],
        "sigma": [number(generator, 0.2, 4), number(generator, 0.2, 4)],
        "border_type": str(generator.choice(BORDERS)),
    }
    if flag(generator):
        return "kornia.unsharp_mask", arguments, shape, REAL
    return "kornia.gaussian_blur2d", arguments | {"separable": flag(generator)}, shape, REAL


def kornia_box(generator: np.random.Generator) -> Drawn:
    shape = images(generator)
    sizes = [int(generator.integers(1, min(2 * size - 1, 9) + 1)) for size in shape[2:]]
    arguments = {"kernel_size": sizes, "border_type": str(generator.choice(BORDERS)), "separable": flag(generator)}
    return "kornia.box_blur", arguments, shape, REAL


def kornia_motion(generator: np.random.Generator) -> Drawn:
    shape = images(generator, least=5)
    arguments = {
        "kernel_size": int(generator.choice([3, 5, 7, 9])),
        "angle": float(generator.choice([0, 30, 45, 90, 120, -35, 215, number(generator, -400, 400)])),
        "direction": float(generator.choice([0, 1, -1, -1.5, number(generator, -1, 1)])),
        "border_type": str(generator.choice(BORDERS)),
        "mode": str(generator.choice(["nearest", "bilinear"])),
    }
    return "kornia.motion_blur", arguments, shape, REAL


def kornia_gradient(generator: np.random.Generator) -> Drawn:
    if generator.random() < 0.3:
        eps = float(generator.choice([1e-6, 0.5]))
        return "kornia.sobel", {"normalized": flag(generator), "eps": eps}, images(generator), REAL
    arguments = {
        "mode": str(generator.choice(["sobel", "diff"])),
        "order": int(generator.choice([1, 2])),
        "normalized": flag(generator),
    }
    return "kornia.spatial_gradient", arguments, images(generator), REAL


def kornia_laplacian(generator: np.random.Generator) -> Drawn:
    shape = images(generator, least=2)
    sizes = [odd(generator, 2 * shape[2] - 1), 3]
    arguments = {"kernel_size": sizes, "border_type": str(generator.choice(BORDERS)), "normalized": flag(generator)}
    return "kornia.laplacian", arguments, shape, REAL


def kornia_filter(generator: np.random.Generator) -> Drawn:
    shape = images(generator, least=4)
    kernel = generator.standard_normal((int(generator.choice([1, shape[0]])), *generator.integers(1, 5, 2))).round(3)
    arguments = {
        "kernel": kernel.tolist(),
        "border_type": str(generator.choice(BORDERS)),
        "normalized": flag(generator),
        "padding": str(generator.choice(["same", "valid"])),
        "behaviour": str(generator.choice(["corr", "conv"])),
    }
    return "kornia.filter2d", arguments, shape, REAL


def torch_pad(generator: np.random.Generator) -> Drawn:
    shape = (1, 2, *sides(generator, 3, 9))
    mode = str(generator.choice(BORDERS))
    pad = [int(amount) for amount in generator.integers(0, 3, 4)]
    if mode == "constant":
        pad = [int(amount) for amount in generator.integers(-1, 5, 4)]
    arguments: dict[str, Any] = {"pad": pad, "mode": mode}
    if mode == "constant" and flag(generator):
        arguments["value"] = 7.0
    return "torch.pad", arguments, shape, ["float32", "float64"]


def torch_conv(generator: np.random.Generator) -> Drawn:
    rank = int(generator.integers(1, 4))
    shape = tuple(side(generator, 9, 13 if rank < 3 else 10) for _ in range(rank))
    arguments: dict[str, Any] = {
        "weight": generator.standard_normal(generator.integers(1, 5 if rank < 3 else 4, rank)).round(3).tolist(),
        "dilation": [int(step) for step in generator.integers(1, 3, rank)],
        "stride": [int(step) for step in generator.integers(1, 4, rank)],
    }
    kind = generator.choice(["numbers", "same", "valid"])
    if kind == "numbers":
        arguments["padding"] = [int(amount) for amount in generator.integers(0, 4, rank)]
        arguments["padding_mode"] = str(generator.choice(["zeros", "reflect", "replicate", "circular"]))
    else:
        arguments["padding_rule"] = str(kind)
        arguments["stride"] = [1] * rank if kind == "same" else arguments["stride"]
    if flag(generator):
        arguments["bias"] = number(generator, -1, 1)
    return "torch.conv", arguments, shape, ["float64", "float64", "float32"]


def torch_conv_transpose(generator: np.random.Generator) -> Drawn:
    rank = int(generator.integers(1, 3))
    shape = tuple(side(generator, 4, 9) for _ in range(rank))
    stride = generator.integers(1, 4, rank)
    arguments = {
        "weight": generator.standard_normal(generator.integers(2, 5, rank)).round(3).tolist(),
        "dilation": [int(step) for step in generator.integers(1, 3, rank)],
        "stride": [int(step) for step in stride],
        "padding": [int(amount) for amount in generator.integers(0, 2, rank)],
        "output_padding": [int(generator.integers(0, step)) for step in stride],
    }
    return "torch.conv_transpose", arguments, shape, ["float64", "float64", "float32"]


def original(case: Case) -> Array:
    """What PyTorch and the packages on top of it make of a case."""
    import kornia.filters
    import torch
    import torchvision.transforms.functional
    import torchvision.transforms.v2.functional

    torch.set_num_threads(1)
    framework, name = case.function.split(".", 1)
    tensor = torch.from_numpy(case.array())
    arguments = dict(case.arguments)
    if framework == "torchvision":
        versions = torchvision.transforms.v2.functional, torchvision.transforms.functional
        second, first = versions
        module = second if name.startswith("v2.") else first
        return np.asarray(getattr(module, name.removeprefix("v2."))(tensor, **arguments).numpy())
    if framework == "kornia":
        for key in "kernel_size", "sigma":
            if isinstance(arguments.get(key), list):
                arguments[key] = tuple(arguments[key])
        if "kernel" in arguments:
            arguments["kernel"] = torch.tensor(arguments["kernel"], dtype=torch.float64)
        return np.asarray(getattr(kornia.filters, name)(tensor, **arguments).numpy())
    if name == "pad":
        return np.asarray(torch.nn.functional.pad(tensor, **arguments).numpy())
    return convolved(torch, name, tensor, arguments)


def convolved(torch: Any, name: str, tensor: Any, arguments: dict[str, Any]) -> Array:
    """A convolution of one channel."""
    weight = torch.tensor(arguments["weight"], dtype=tensor.dtype)[None, None]
    rank = tensor.ndim
    if name == "conv_transpose":
        function = getattr(torch.nn.functional, f"conv_transpose{rank}d")
        rest = {key: value for key, value in arguments.items() if key != "weight"}
        return np.asarray(function(tensor[None, None], weight, **rest)[0, 0].numpy())
    kind = getattr(torch.nn, f"Conv{rank}d")
    padding = arguments.get("padding_rule", arguments.get("padding", 0))
    layer = kind(
        1,
        1,
        tuple(weight.shape[2:]),
        stride=tuple(arguments["stride"]),
        padding=padding if isinstance(padding, str) else tuple(padding),
        dilation=tuple(arguments["dilation"]),
        bias="bias" in arguments,
        padding_mode=arguments.get("padding_mode", "zeros"),
        dtype=tensor.dtype,
    )
    with torch.no_grad():
        layer.weight[:] = weight
        if "bias" in arguments:
            layer.bias[:] = arguments["bias"]
        return np.asarray(layer(tensor[None, None])[0, 0].numpy())


def ours(case: Case) -> Array:
    """The same by the functions of the same names here."""
    from pointspread import _conventions, compat

    framework, name = case.function.split(".", 1)
    if framework == "torchvision":
        module = compat.torchvision.transforms.v2.functional if name.startswith("v2.") else compat.torchvision
        return np.asarray(getattr(module, name.removeprefix("v2."))(case.array(), **case.arguments))
    if framework == "kornia":
        return np.asarray(getattr(compat.kornia, name)(case.array(), **case.arguments))
    functional, arguments = compat.torch.nn.functional, dict(case.arguments)
    if name == "pad":
        return functional.pad(case.array(), **arguments)
    if arguments.get("padding_mode", "zeros") != "zeros":
        # Only layers have such modes.
        given = {
            key: value if isinstance(value, (str, float)) else _conventions.nested(value) for key, value in arguments.items()
        }
        return _conventions.filtered(case.function, case.array(), given, axes=tuple(range(len(case.shape))))
    arguments.pop("padding_mode", None)
    array, weight = case.array()[None, None], np.array(arguments.pop("weight"), case.dtype)[None, None]
    if "padding_rule" in arguments:
        arguments["padding"] = arguments.pop("padding_rule")
    if "bias" in arguments:
        arguments["bias"] = np.array([arguments["bias"]], case.dtype)
    return np.asarray(getattr(functional, f"{name}{len(case.shape)}d")(array, weight, **arguments)[0, 0])


if __name__ == "__main__":
    main(__file__, draw, original, ours, count=165)
