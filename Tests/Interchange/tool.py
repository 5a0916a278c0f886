"""The command under test, run as a user runs it, and the other programs."""

import json
import os
import subprocess
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[2]
POINTSPREAD = str(Path(os.environ.get("POINTSPREAD", ROOT / ".build/release/pointspread")).absolute())


def run(*arguments, status=0, **options):
    """Runs the command and demands how it ends; what goes wrong is said in one line."""
    done = subprocess.run(
        [POINTSPREAD, *map(str, arguments)], capture_output=True, timeout=300, **({"stdin": subprocess.DEVNULL} | options)
    )
    error = done.stderr.decode()
    assert done.returncode == status, f"ended with {done.returncode}: {error}"
    if status:
        assert len(error.splitlines()) == 1, error
    return done


def info(path, *arguments):
    """What the command tells of a file."""
    return json.loads(run("info", "--json", path, *arguments).stdout)


def convert(source, target, *arguments):
    """Copies a file through the filter that changes nothing, and returns the target."""
    run("gaussian", "--sigma", 0, source, "-o", target, "--force", "--quiet", *arguments)
    return target


def read(path, *arguments):
    """The samples that the command reads, through a NumPy file."""
    target = Path(path).with_suffix(".read.npy")
    return numpy.load(convert(path, target, *arguments), allow_pickle=False)


def write(array, target, *arguments, roles=None):
    """Lets the command write samples in the format of the target's name."""
    source = Path(target).with_suffix(".source.npy")
    numpy.save(source, array)
    named = ["--roles", roles] if roles else []
    return convert(source, target, *named, *arguments)


def magick(*arguments):
    """Runs Debian's ImageMagick, whatever else is called `convert`."""
    return subprocess.run(["/usr/bin/convert", *map(str, arguments)], check=True, capture_output=True).stdout


def magick_rgba(path):
    """What ImageMagick reads, with 16 bits in four channels."""
    width, height = map(int, magick(path, "-format", "%w %h\n", "info:").split()[:2])
    raw = magick(path, "-alpha", "on", "-depth", "16", "-endian", "LSB", "rgba:-")
    return numpy.frombuffer(raw, "<u2").reshape(height, width, 4)


def vips(*arguments):
    """Runs a command of libvips' tool."""
    return subprocess.run(["vips", *map(str, arguments)], check=True, capture_output=True).stdout


def vips_header(path, field):
    """A field of what libvips reads of a file."""
    return subprocess.run(["vipsheader", "-f", field, str(path)], check=True, capture_output=True).stdout.decode().strip()


VIPS_TYPES = {
    "uchar": "u1", "char": "i1", "ushort": "u2", "short": "i2", "uint": "u4", "int": "i4", "float": "f4", "double": "f8",
}


def vips_read(path):
    """The samples that libvips reads."""
    raw = Path(path).with_suffix(".vips.raw")
    vips("rawsave", path, raw)
    shape = [int(vips_header(path, field)) for field in ("height", "width", "bands")]
    return numpy.fromfile(raw, VIPS_TYPES[vips_header(path, "format").split("_")[-1].strip(")").lower()]).reshape(shape)


def rgba(array):
    """Samples in four channels, whether they were grey or colours, with alpha or without."""
    array = numpy.asarray(array)
    if array.ndim == 2:
        array = array[..., None]
    full = numpy.iinfo(array.dtype).max
    channels = array.shape[2]
    colours = array[..., : channels - (channels % 2 == 0)]
    alpha = array[..., -1:] if channels % 2 == 0 else numpy.full_like(array[..., :1], full)
    return numpy.concatenate([numpy.broadcast_to(colours, array.shape[:2] + (3,)), alpha], axis=2)


def noise(shape, dtype, seed=1):
    """Samples over the whole range of a type."""
    random = numpy.random.default_rng(seed)
    dtype = numpy.dtype(dtype)
    if dtype.kind in "iu":
        return random.integers(numpy.iinfo(dtype).min, numpy.iinfo(dtype).max, shape, dtype.newbyteorder("="), True).astype(dtype)
    return (random.standard_normal(shape) * 1000).astype(dtype)
