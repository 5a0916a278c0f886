"""WebP files of other programs, and ours in theirs."""

import numpy
import pytest
from PIL import Image, ImageCms

from tool import convert, info, magick, noise, read, rgba, run, vips, vips_read, write

SIZE = (31, 27)


def pillow(path):
    with Image.open(path) as image:
        return numpy.asarray(image)


@pytest.mark.parametrize("lossless", [False, True])
@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("program", ["pillow", "magick", "vips"])
def test_read(tmp_path, program, channels, lossless):
    plain, path = tmp_path / "plain.png", tmp_path / "a.webp"
    samples = noise((*SIZE, channels), numpy.uint8)
    Image.fromarray(samples).save(plain)
    if program == "pillow":
        Image.fromarray(samples).save(path, lossless=lossless, exact=True)
    elif program == "magick":
        magick(plain, "-define", f"webp:lossless={str(lossless).lower()}", "-define", "webp:exact=true", path)
    else:
        vips("webpsave", plain, path, *(["--lossless"] if lossless else []))
    found = read(path)
    assert numpy.array_equal(found, pillow(path))
    assert numpy.array_equal(found, vips_read(path))
    if lossless and (program == "pillow" or channels == 3):
        assert numpy.array_equal(found, samples)


@pytest.mark.parametrize("channels", [1, 3])
def test_written_without_losses(tmp_path, channels):
    samples = noise((*SIZE, channels), numpy.uint8).squeeze()
    path = write(samples, tmp_path / "a.webp", "--lossless", roles="yxc"[: samples.ndim])
    assert numpy.array_equal(rgba(pillow(path)), rgba(samples))
    assert numpy.array_equal(rgba(vips_read(path)), rgba(samples))


def test_alpha_and_what_travels(tmp_path):
    source = tmp_path / "a.png"
    samples = noise((*SIZE, 4), numpy.uint8)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    Image.fromarray(samples).save(source, icc_profile=profile, exif=exif)
    lossless = convert(source, tmp_path / "lossless.webp", "--lossless")
    assert numpy.array_equal(pillow(lossless), samples)
    lossy = convert(source, tmp_path / "lossy.webp")
    assert numpy.array_equal(pillow(lossy)[..., 3], samples[..., 3])
    for path in (lossless, lossy):
        with Image.open(path) as image:
            assert image.info["icc_profile"] == profile
            assert image.getexif()[0x0110] == "Camera"
        assert info(path)["alpha"] == "straight"


def test_animations_are_refused(tmp_path):
    path = tmp_path / "a.webp"
    frames = [Image.fromarray(noise((*SIZE, 3), numpy.uint8, seed)) for seed in range(3)]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=50)
    assert b"nimat" in run("info", path, status=1).stderr
