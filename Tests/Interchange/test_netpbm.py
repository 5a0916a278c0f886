"""Netpbm files and float maps of other programs, and ours in theirs."""

import imagecodecs
import numpy
import pytest
from PIL import Image

from tool import convert, info, magick, magick_rgba, noise, read, rgba, vips, vips_read, write

SIZE = (13, 21)


@pytest.mark.parametrize("dtype", [numpy.uint8, numpy.uint16])
@pytest.mark.parametrize("kind", ["pgm", "ppm"])
@pytest.mark.parametrize("plain", [False, True])
def test_image_magick(tmp_path, kind, dtype, plain):
    shape = SIZE if kind == "pgm" else (*SIZE, 3)
    samples = noise(shape, dtype)
    source, path = tmp_path / "plain.png", tmp_path / f"a.{kind}"
    source.write_bytes(imagecodecs.png_encode(samples))
    magick(source, *(["-compress", "none"] if plain else []), path)
    assert path.read_bytes()[:2] == {"pgm": [b"P5", b"P2"], "ppm": [b"P6", b"P3"]}[kind][plain]
    assert numpy.array_equal(read(path), samples)
    again = convert(path, tmp_path / f"again.{kind}")
    assert numpy.array_equal(magick_rgba(again), magick_rgba(path))
    assert numpy.array_equal(vips_read(again).squeeze(), samples)


@pytest.mark.parametrize("plain", [False, True])
def test_bitmaps(tmp_path, plain):
    image = Image.fromarray(noise(SIZE, numpy.uint8)).convert("1", dither=0)
    source, path = tmp_path / "plain.png", tmp_path / "a.pbm"
    image.save(source)
    magick(source, *(["-compress", "none"] if plain else []), path)
    assert path.read_bytes()[:2] == [b"P4", b"P1"][plain]
    assert numpy.array_equal(read(path), numpy.asarray(image.convert("L")))


@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_pillow(tmp_path, mode):
    image = Image.fromarray(noise((*SIZE, 3), numpy.uint8)).convert(mode)
    path = tmp_path / "a.pnm"
    image.save(path)
    expected = numpy.asarray(image.convert("L") if mode == "1" else image)
    assert numpy.array_equal(read(path), expected)
    with Image.open(convert(path, tmp_path / "b.pnm")) as again:
        assert numpy.array_equal(numpy.asarray(again), expected)


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_pam(tmp_path, channels):
    samples = noise((*SIZE, channels), numpy.uint8).squeeze()
    source, path = tmp_path / "plain.png", tmp_path / "a.pam"
    source.write_bytes(imagecodecs.png_encode(samples))
    magick(source, path)
    assert numpy.array_equal(rgba(read(path)), rgba(samples))
    again = convert(path, tmp_path / "b.pam")
    assert numpy.array_equal(magick_rgba(again), magick_rgba(path))


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("channels", [1, 3])
def test_float_maps(tmp_path, channels, order):
    samples = noise((*SIZE, channels), numpy.float32).squeeze()
    path = tmp_path / "a.pfm"
    # The scale's sign says the order of bytes; the last row comes first.
    header = f"{'Pf' if channels == 1 else 'PF'}\n{SIZE[1]} {SIZE[0]}\n{'-' if order == '<' else ''}1.0\n"
    path.write_bytes(header.encode() + samples[::-1].astype(order + "f4").tobytes())
    assert numpy.array_equal(read(path), samples)
    again = convert(path, tmp_path / "b.pfm")
    # libvips does not turn the rows around, which go from the bottom up.
    assert numpy.array_equal(vips_read(again).squeeze(), samples[::-1])


@pytest.mark.parametrize("channels", [1, 3])
def test_float_maps_of_image_magick(tmp_path, channels):
    samples = noise((*SIZE, channels), numpy.uint16).squeeze()
    source, path = tmp_path / "plain.png", tmp_path / "a.pfm"
    source.write_bytes(imagecodecs.png_encode(samples))
    magick(source, path)
    # ImageMagick keeps 16 bits of each sample.
    assert numpy.allclose(read(path) * 65535, samples, atol=1)
    assert numpy.abs(magick_rgba(convert(path, tmp_path / "b.pfm")).astype(int) - rgba(samples)).max() <= 1
