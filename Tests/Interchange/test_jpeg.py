"""JPEG files of other programs, and ours in theirs."""

import numpy
import pytest
from PIL import Image, ImageCms, ImageOps

from tool import ROOT, convert, info, magick, read, run, vips, vips_read, write

SIZE = (45, 61)


def smooth(channels, size=SIZE):
    """Samples without sharp edges."""
    rows, columns = numpy.mgrid[: size[0], : size[1]]
    waves = [127 + 90 * numpy.sin(rows / (4 + index)) * numpy.cos(columns / (7 - index)) for index in range(channels)]
    return numpy.stack(waves, axis=2).round().astype(numpy.uint8).squeeze()


def pillow(path):
    with Image.open(path) as image:
        return numpy.asarray(image)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("subsampling", [0, 1, 2])
@pytest.mark.parametrize("channels", [1, 3])
def test_pillow(tmp_path, channels, subsampling, progressive):
    path = tmp_path / "a.jpg"
    Image.fromarray(smooth(channels)).save(path, quality=85, subsampling=subsampling, progressive=progressive)
    # Both decode by the same rules, which the standard leaves open within one step.
    assert numpy.abs(read(path).astype(int) - pillow(path)).max() <= 1


@pytest.mark.parametrize("factors", ["4x1", "1x2", "2x2,1x1,1x1", "1x1", "2x1,1x2,1x1", "3x1"])
def test_odd_subsampling(tmp_path, factors):
    plain, path = tmp_path / "plain.png", tmp_path / "a.jpg"
    Image.fromarray(smooth(3)).save(plain)
    magick(plain, "-quality", "90", "-sampling-factor", factors, path)
    assert numpy.abs(read(path).astype(int) - pillow(path)).max() <= 2


@pytest.mark.parametrize("interlace", ["None", "JPEG"])
@pytest.mark.parametrize("channels", [1, 3])
def test_image_magick(tmp_path, channels, interlace):
    plain, path = tmp_path / "plain.png", tmp_path / "a.jpg"
    Image.fromarray(smooth(channels)).save(plain)
    magick(plain, "-interlace", interlace, "-define", "jpeg:optimize-coding=false", path)
    assert numpy.abs(read(path).astype(int) - pillow(path)).max() <= 1


@pytest.mark.parametrize("channels", [1, 3])
def test_vips(tmp_path, channels):
    plain, path = tmp_path / "plain.png", tmp_path / "a.jpg"
    Image.fromarray(smooth(channels)).save(plain)
    vips("jpegsave", plain, path, "--restart-interval", "3", "--interlace")
    assert numpy.abs(read(path).astype(int) - vips_read(path).squeeze()).max() <= 1


def through_inks(inks):
    """The light that inks leave: paper is white, and each ink takes its part."""
    inks = inks.astype(int)
    light, black = 255 - inks[..., :3], 255 - inks[..., 3:]
    return (light * black + 127) // 255


@pytest.mark.parametrize("program", ["pillow", "magick"])
def test_inks(tmp_path, program):
    path = tmp_path / "a.jpg"
    image = Image.fromarray(smooth(4), "CMYK")
    if program == "pillow":
        image.save(path, quality=95)
    else:
        image.save(tmp_path / "plain.tif")
        magick(tmp_path / "plain.tif", "-quality", "95", "-sampling-factor", "1x1", path)
    assert Image.open(path).mode == "CMYK"
    assert numpy.abs(read(path).astype(int) - through_inks(pillow(path))).max() <= 1
    assert info(path)["shape"] == [*SIZE, 3]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation(tmp_path, orientation):
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(smooth(3)).save(path, quality=95, subsampling=0, exif=exif, dpi=(100, 200))
    with Image.open(path) as image:
        upright = numpy.asarray(ImageOps.exif_transpose(image))
    assert numpy.abs(read(path).astype(int) - upright).max() <= 1
    spacing = info(path)["spacingInMillimetres"][:2]
    expected = [25.4 / 200, 25.4 / 100]
    assert spacing == pytest.approx(expected if orientation < 5 else expected[::-1], rel=1e-3)
    with Image.open(convert(path, tmp_path / "b.jpg", "--quality", 100)) as again:
        assert again.getexif().get(0x0112, 1) == 1
        assert again.size == (upright.shape[1], upright.shape[0])
        assert numpy.abs(numpy.asarray(again).astype(int) - upright).max() <= 6
        assert again.info["dpi"] == ((100, 200) if orientation < 5 else (200, 100))


def test_what_travels(tmp_path):
    path = tmp_path / "a.jpg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0132] = "Maker", "Model 7", "2024:05:06 07:08:09"
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 30.5), 3: "E", 4: (8.0, 32.0, 10.0)})
    exif.get_ifd(0x8769).update({0x829A: 1 / 125, 0x9003: "2024:05:06 07:08:09"})
    Image.fromarray(smooth(3)).save(path, quality=95, exif=exif, icc_profile=profile, dpi=(300, 300), comment="a comment")
    assert info(path)["summary"] == "a comment"
    for name in ("b.jpg", "b.png", "b.webp"):
        with Image.open(convert(path, tmp_path / name)) as again:
            found = again.getexif()
            assert (found[0x010F], found[0x0110], found[0x0132]) == ("Maker", "Model 7", "2024:05:06 07:08:09")
            assert found.get_ifd(0x8825)[2] == (47.0, 22.0, 30.5)
            assert found.get_ifd(0x8825)[3] == "E"
            assert float(found.get_ifd(0x8769)[0x829A]) == pytest.approx(1 / 125)
            assert again.info["icc_profile"] == profile
            if name == "b.jpg":
                assert again.info["comment"] == b"a comment"
            if name != "b.webp":
                assert again.info["dpi"] == pytest.approx((300, 300), rel=1e-3)


@pytest.mark.parametrize("quality", [60, 92, 100])
@pytest.mark.parametrize("channels", [1, 3])
def test_written(tmp_path, channels, quality):
    samples = smooth(channels)
    path = write(samples, tmp_path / "a.jpg", "--quality", quality, roles="yxc"[: samples.ndim])
    assert numpy.abs(pillow(path).astype(int) - samples).max() <= {60: 40, 92: 8, 100: 5}[quality]
    assert numpy.array_equal(vips_read(path).squeeze(), read(path))


def test_arithmetic_coding_is_read_or_refused(tmp_path):
    plain, path = tmp_path / "plain.png", tmp_path / "a.jpg"
    Image.fromarray(smooth(3)).save(plain)
    magick(plain, "-define", "jpeg:arithmetic-coding=on", path)
    assert read(path).shape == (*SIZE, 3)
