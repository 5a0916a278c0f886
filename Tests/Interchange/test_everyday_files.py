"""The files that people have: each is blurred, and read by another program, which finds what the file said before.

With PICTURES set to a folder, what was there before and after is put there side by side, for a person to look at.
"""

import os
from pathlib import Path

import nibabel
import numpy
import pytest
import tifffile
from PIL import Image, ImageCms, ImageOps

from tool import ROOT, info, magick, run

PHOTOGRAPH = ROOT / "Examples" / "chelsea.png"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def blur(source, target, *arguments):
    run("gaussian", "--sigma", 2, source, "-o", target, *arguments)
    return target


def show(name, *pictures):
    """Puts pictures side by side, brightened to their range where they are no bytes."""
    if "PICTURES" not in os.environ:
        return
    tiles = []
    for picture in pictures:
        picture = numpy.asarray(picture)
        if picture.dtype != numpy.uint8:
            low, high = float(picture.min()), float(picture.max())
            picture = ((picture - low) / max(high - low, 1e-9) * 255).astype("u1")
        image = Image.fromarray(picture).convert("RGBA")
        tiles.append(numpy.asarray(Image.alpha_composite(Image.new("RGBA", image.size, "magenta"), image).convert("RGB")))
    height = max(tile.shape[0] for tile in tiles)
    tiles = [numpy.pad(tile, ((0, height - tile.shape[0]), (0, 8), (0, 0)), constant_values=255) for tile in tiles]
    Image.fromarray(numpy.concatenate(tiles, axis=1)).save(Path(os.environ["PICTURES"]) / f"{name}.png")


def is_softer(after, before):
    """Whether it shows the same, with fewer differences between neighbours."""
    after, before = numpy.asarray(after, float), numpy.asarray(before, float)
    assert after.shape == before.shape
    assert after.mean() == pytest.approx(before.mean(), abs=0.01 * (before.max() - before.min()))
    for axis in range(2):
        assert numpy.abs(numpy.diff(after, axis=axis)).mean() < 0.8 * numpy.abs(numpy.diff(before, axis=axis)).mean()
    return True


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_photograph_of_a_telephone(tmp_path, orientation):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x0132] = "Maker", "Telephone 9", orientation, "2024:05:06 07:08:09"
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 30.5), 3: "E", 4: (8.0, 32.0, 10.0)})
    exif.get_ifd(0x8769).update({0x829A: 1 / 125, 0x9003: "2024:05:06 07:08:09", 0x9286: b"ASCII\0\0\0a cat"})
    turns = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    path = tmp_path / "a.jpg"
    with Image.open(PHOTOGRAPH) as upright:
        upright.transpose(turns[orientation]).save(path, quality=95, exif=exif, icc_profile=PROFILE, dpi=(72, 72))
    with Image.open(path) as before, Image.open(blur(path, tmp_path / "b.jpg")) as after, Image.open(PHOTOGRAPH) as upright:
        assert is_softer(after, ImageOps.exif_transpose(before))
        assert is_softer(after, upright)
        found = after.getexif()
        assert (found[0x010F], found[0x0110], found[0x0112], found[0x0132]) == ("Maker", "Telephone 9", 1, "2024:05:06 07:08:09")
        assert dict(found.get_ifd(0x8825)) == dict(before.getexif().get_ifd(0x8825))
        expected = {tag: value for tag, value in before.getexif().get_ifd(0x8769).items() if tag not in (0xA002, 0xA003)}
        assert {tag: found.get_ifd(0x8769).get(tag) for tag in expected} == expected
        assert after.info["icc_profile"] == PROFILE
        assert after.info["dpi"] == before.info["dpi"]
        show(f"telephone-{orientation}", before, after)


def test_photograph_in_inks(tmp_path):
    path = tmp_path / "a.jpg"
    with Image.open(PHOTOGRAPH) as image:
        image.convert("CMYK").save(path, quality=95)
    with Image.open(path) as before, Image.open(blur(path, tmp_path / "b.jpg")) as after:
        assert (before.mode, after.mode) == ("CMYK", "RGB")
        assert is_softer(after, before.convert("RGB"))
        show("inks", before.convert("RGB"), after)


def test_palette(tmp_path):
    path = tmp_path / "a.png"
    with Image.open(PHOTOGRAPH) as image:
        image.quantize(64, dither=Image.Dither.NONE).save(path, dpi=(200, 200))
    with Image.open(path) as before, Image.open(blur(path, tmp_path / "b.png")) as after:
        assert (before.mode, after.mode) == ("P", "RGB")
        assert after.info["dpi"] == before.info["dpi"]
        assert is_softer(after, before.convert("RGB"))
        show("palette", before.convert("RGB"), after)


def cells(shape):
    """Bright balls at random places of a dark volume."""
    random = numpy.random.default_rng(3)
    volume = numpy.full(shape, 200.0)
    z, y, x = numpy.ogrid[tuple(slice(size) for size in shape)]
    for _ in range(40):
        place = [random.uniform(0, size) for size in shape]
        distance = (2.5 * (z - place[0])) ** 2 + (y - place[1]) ** 2 + (x - place[2]) ** 2
        volume += random.uniform(5e3, 2e4) * (distance < random.uniform(4, 12) ** 2)
    return numpy.minimum(volume + random.normal(0, 500, shape), 60000).clip(0)


def test_stack_of_a_microscope(tmp_path):
    path = tmp_path / "a.tif"
    volume = cells((12, 128, 160)).astype("u2")
    tifffile.imwrite(path, volume, imagej=True, resolution=(1 / 0.2, 1 / 0.2), metadata={"axes": "ZYX", "spacing": 0.5, "unit": "um"})
    run("gaussian", "--sigma", "0.0005mm", path, "-o", tmp_path / "b.tif")
    with tifffile.TiffFile(tmp_path / "b.tif") as file:
        after = file.asarray()
        assert (file.series[0].axes, after.dtype, after.shape) == ("ZYX", volume.dtype, volume.shape)
        assert file.imagej_metadata["spacing"] == pytest.approx(0.5)
        assert file.imagej_metadata["unit"] in ("um", "micron", "µm")
        assert numpy.divide(*file.pages[0].tags["XResolution"].value) == pytest.approx(5)
    assert is_softer(after, volume)
    assert info(tmp_path / "b.tif")["spacingInMillimetres"] == pytest.approx([0.0005, 0.0002, 0.0002])
    show("microscope", volume[6], after[6])


def test_big_tiles(tmp_path):
    path = tmp_path / "a.tif"
    with Image.open(PHOTOGRAPH) as image:
        samples = numpy.asarray(image).astype("u2") * 257
    tifffile.imwrite(path, samples, bigtiff=True, tile=(64, 64), photometric="rgb", compression="deflate", resolution=(300, 300), resolutionunit="INCH", iccprofile=PROFILE)
    with tifffile.TiffFile(blur(path, tmp_path / "b.tif")) as file:
        page = file.pages[0]
        assert page.iccprofile == PROFILE
        per_unit = numpy.divide(*page.tags["XResolution"].value)
        assert per_unit * (2.54 if page.tags["ResolutionUnit"].value == 3 else 1) == pytest.approx(300)
        assert page.dtype == numpy.uint16
        after = file.asarray()
    assert is_softer(after, samples)
    show("tiles", (samples >> 8).astype("u1"), (after >> 8).astype("u1"))


def test_volume_of_a_scanner(tmp_path):
    path = tmp_path / "a.nii.gz"
    affine = numpy.array([[-0.8, 0, 0, 60], [0, 0.8, 0, -50], [0, 0, 3.0, -20], [0, 0, 0, 1.0]])
    volume = cells((20, 96, 128)).transpose(2, 1, 0).astype("f4") / 100
    image = nibabel.Nifti1Image(volume, affine)
    image.header.set_xyzt_units("mm", "sec")
    image.header.set_slope_inter(0.5, -1024)
    image.header["descrip"] = b"a scan"
    nibabel.save(image, path)
    run("gaussian", "--sigma", "2mm", path, "-o", tmp_path / "b.nii.gz")
    before, after = nibabel.load(path), nibabel.load(tmp_path / "b.nii.gz")
    assert numpy.array_equal(after.affine, before.affine)
    assert after.header.get_zooms() == before.header.get_zooms()
    assert (after.dataobj.slope, after.dataobj.inter) == (before.dataobj.slope, before.dataobj.inter)
    assert (after.header["descrip"], after.header.get_xyzt_units()) == (b"a scan", ("mm", "sec"))
    assert after.get_data_dtype() == before.get_data_dtype()
    assert is_softer(after.get_fdata(), before.get_fdata())
    show("scanner", before.get_fdata()[:, :, 10].T, after.get_fdata()[:, :, 10].T)


def test_cut_out_with_alpha(tmp_path):
    path = tmp_path / "a.webp"
    with Image.open(PHOTOGRAPH) as image:
        image = image.convert("RGBA")
    rows, columns = numpy.ogrid[: image.height, : image.width]
    inside = (rows - image.height / 2) ** 2 + (columns - image.width / 2) ** 2 < 120**2
    image.putalpha(Image.fromarray(numpy.where(inside, 255, 0).astype("u1")))
    image.save(path, lossless=True, icc_profile=PROFILE)
    with Image.open(path) as before, Image.open(blur(path, tmp_path / "b.webp", "--lossless")) as after:
        assert after.mode == "RGBA"
        assert after.info["icc_profile"] == PROFILE
        old, new = numpy.asarray(before).astype(int), numpy.asarray(after).astype(int)
        edge = (new[..., 3] > 0) & (new[..., 3] < 255)
        assert edge.sum() > 1000
        # Nothing of the colours outside comes in: they were blurred premultiplied.
        covered = Image.new("RGB", after.size)
        covered.paste(after, mask=after.getchannel("A"))
        black = Image.new("RGB", before.size)
        black.paste(before, mask=before.getchannel("A"))
        black.save(tmp_path / "black.png")
        with Image.open(blur(tmp_path / "black.png", tmp_path / "expected.png")) as expected:
            assert numpy.abs(numpy.asarray(covered).astype(int) - numpy.asarray(expected)).max() <= 2
        show("alpha", before, after)
