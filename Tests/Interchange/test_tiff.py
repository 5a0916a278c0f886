"""TIFF files of other programs, and ours in theirs."""

import itertools

import imagecodecs
import numpy
import pytest
import tifffile
from PIL import Image, ImageCms

from tool import convert, info, magick, noise, read, run, vips, vips_header, vips_read, write

SIZE = (37, 45)
TYPES = ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]
LAYOUTS = {"strips": {"rowsperstrip": 10}, "tiles": {"tile": (16, 32)}, "one": {}}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", TYPES)
def test_types(tmp_path, dtype, layout, big, order):
    samples = noise(SIZE, dtype)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, samples, bigtiff=big, byteorder=order, **LAYOUTS[layout])
    found = read(path)
    assert found.dtype == samples.dtype
    assert numpy.array_equal(found, samples)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("dtype", ["u1", "u2", "f4"])
@pytest.mark.parametrize("channels", [3, 4])
def test_channels(tmp_path, channels, dtype, planar, layout):
    shape = (*SIZE, channels) if planar == "contig" else (channels, *SIZE)
    samples = noise(shape, dtype)
    path = tmp_path / "a.tif"
    extra = {"extrasamples": ["unassalpha"]} if channels == 4 else {}
    tifffile.imwrite(path, samples, photometric="rgb", planarconfig=planar, **extra, **LAYOUTS[layout])
    found = read(path)
    assert numpy.array_equal(found, samples if planar == "contig" else numpy.moveaxis(samples, 0, -1))
    assert info(path)["alpha"] == ("straight" if channels == 4 else "none")
    # libvips reads no tiles of one channel each.
    if channels == 3 and (planar, layout) != ("separate", "tiles"):
        assert numpy.array_equal(vips_read(path), found)


COMPRESSIONS = [
    *itertools.product(["adobe_deflate", "deflate", "lzw", "packbits", "zstd", "lzma"], ["u1", "u2", "i2", "f4"], [False, True]),
    *itertools.product(["lerc"], ["u1", "i2", "f4"], [False]),
]


@pytest.mark.parametrize("layout", ["strips", "tiles"])
@pytest.mark.parametrize("compression, dtype, predictor", COMPRESSIONS)
def test_compressions(tmp_path, compression, dtype, predictor, layout):
    if predictor and compression == "packbits":
        pytest.skip("packbits has no predictor")
    samples = numpy.cumsum(noise((*SIZE, 3), "i1"), axis=1).astype(dtype)
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, samples, photometric="rgb", compression=compression, predictor=predictor, **LAYOUTS[layout])
    assert numpy.array_equal(read(path), samples)


@pytest.mark.parametrize("layout", ["strips", "tiles"])
@pytest.mark.parametrize("photometric", ["minisblack", "rgb", "ycbcr"])
def test_jpeg_inside(tmp_path, photometric, layout):
    rows, columns = numpy.mgrid[:64, :96]
    grey = (127 + 90 * numpy.sin(rows / 9) * numpy.cos(columns / 7)).astype("u1")
    samples = grey if photometric == "minisblack" else numpy.stack([grey, grey[::-1], grey[:, ::-1]], axis=2)
    path = tmp_path / "a.tif"
    layout = {"rowsperstrip": 16} if layout == "strips" else {"tile": (32, 32)}
    subsampling = {"subsampling": (2, 2)} if photometric == "ycbcr" else {}
    tifffile.imwrite(path, samples, photometric="rgb" if photometric == "ycbcr" else photometric, compression="jpeg",
                     compressionargs={"level": 95} | ({"outcolorspace": "rgb"} if photometric == "rgb" else {}), **subsampling, **layout)
    assert numpy.abs(read(path).astype(int) - vips_read(path).squeeze()).max() <= 1


@pytest.mark.parametrize("compression", ["None", "Fax", "Group4", "LZW", "Zip", "RLE"])
def test_bilevel_of_image_magick(tmp_path, compression):
    image = Image.fromarray(noise(SIZE, "u1")).convert("1", dither=0)
    image.save(tmp_path / "plain.png")
    path = tmp_path / "a.tif"
    magick(tmp_path / "plain.png", "-monochrome", "-type", "bilevel", "-compress", compression, path)
    with Image.open(path) as opened:
        assert numpy.array_equal(read(path), numpy.asarray(opened.convert("L")))


@pytest.mark.parametrize("bits", [2, 4])
def test_few_bits_of_vips(tmp_path, bits):
    samples = noise(SIZE, "u1")
    Image.fromarray(samples).save(tmp_path / "plain.png")
    vips("tiffsave", tmp_path / "plain.png", tmp_path / "a.tif", "--bitdepth", bits)
    with Image.open(tmp_path / "a.tif") as image:
        assert numpy.array_equal(read(tmp_path / "a.tif"), numpy.asarray(image))
    assert info(tmp_path / "a.tif")["shape"] == list(SIZE)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16", "I", "F", "LA"])
@pytest.mark.parametrize("compression", ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"])
def test_pillow(tmp_path, mode, compression):
    if mode == "I;16":
        image = Image.fromarray(noise(SIZE, "u2"))
    elif mode in "IF":
        image = Image.fromarray(noise(SIZE, "i4" if mode == "I" else "f4"))
    else:
        image = Image.fromarray(noise((*SIZE, 3), "u1")).convert(mode)
    path = tmp_path / "a.tif"
    image.save(path, compression=compression)
    with Image.open(path) as opened:
        expected = numpy.asarray(opened.convert({"1": "L", "P": "RGB"}.get(mode, opened.mode)))
    assert numpy.array_equal(read(path), expected)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation(tmp_path, orientation):
    samples = noise((*SIZE, 3), "u1")
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, samples, photometric="rgb", extratags=[(274, 3, 1, orientation, True)])
    vips("autorot", path, tmp_path / "upright.tif")
    assert numpy.array_equal(read(path), vips_read(tmp_path / "upright.tif"))


def test_inks(tmp_path):
    samples = noise((*SIZE, 4), "u1")
    path = tmp_path / "a.tif"
    Image.fromarray(samples, "CMYK").save(path)
    light, black = 255 - samples[..., :3].astype(int), 255 - samples[..., 3:].astype(int)
    assert numpy.array_equal(read(path), (light * black + 127) // 255)


@pytest.mark.parametrize("axes, shape", [("ZYX", (5,)), ("TYX", (4,)), ("CYX", (2,)), ("TZYX", (2, 3)), ("ZCYX", (3, 2)), ("TZCYX", (2, 3, 2))])
def test_stacks_of_imagej(tmp_path, axes, shape):
    samples = noise((*shape, *SIZE), "u2")
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, samples, imagej=True, resolution=(1 / 0.25, 1 / 0.5), metadata={"axes": axes, "spacing": 2.0, "unit": "um"})
    told = info(path)
    assert told["roles"] == axes.lower()
    expected = {"z": 0.002, "y": 0.0005, "x": 0.00025}
    for role, spacing in zip(told["roles"], told["spacingInMillimetres"]):
        if role in "yx" or role == "z":
            assert spacing == pytest.approx(expected[role])
    assert numpy.array_equal(read(path), samples)
    again = convert(path, tmp_path / "again.tif")
    with tifffile.TiffFile(again) as file:
        assert file.is_imagej
        assert numpy.array_equal(file.asarray(), samples)
        assert file.series[0].axes == axes
        if "Z" in axes:
            assert file.imagej_metadata["spacing"] == pytest.approx(2)
        assert file.imagej_metadata["unit"] in ("um", "micron", "µm")
        page = file.pages[0]
        assert numpy.divide(*page.tags["XResolution"].value) == pytest.approx(4)
        assert numpy.divide(*page.tags["YResolution"].value) == pytest.approx(2)
    assert numpy.array_equal(read(again), samples)


@pytest.mark.parametrize("axes, shape", [("ZYX", (5,)), ("CYX", (2,)), ("TZYX", (2, 3)), ("ZCYX", (3, 2)), ("TZCYX", (2, 3, 2)), ("CZYX", (2, 3))])
def test_stacks_of_ome(tmp_path, axes, shape):
    samples = noise((*shape, *SIZE), "u2")
    path = tmp_path / "a.ome.tif"
    sizes = {"PhysicalSizeX": 0.25, "PhysicalSizeY": 0.5, "PhysicalSizeZ": 2.0} | {f"PhysicalSize{a}Unit": "µm" for a in "XYZ"}
    tifffile.imwrite(path, samples, metadata={"axes": axes} | sizes)
    told = info(path)
    assert told["roles"] == axes.lower()
    distances = dict(zip(told["roles"], told["spacingInMillimetres"]))
    assert (distances["y"], distances["x"]) == pytest.approx((0.0005, 0.00025))
    assert distances.get("z", 0.002) == pytest.approx(0.002)
    assert numpy.array_equal(read(path), samples)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape, roles", [(SIZE, "yx"), ((*SIZE, 3), "yxc"), ((3, *SIZE), "zyx")])
def test_written(tmp_path, shape, roles, dtype):
    samples = noise(shape, dtype)
    path = write(samples, tmp_path / "a.tif", roles=roles)
    with tifffile.TiffFile(path) as file:
        assert numpy.array_equal(file.asarray(), samples)
        assert len(file.pages) == (3 if roles == "zyx" else 1)
    if dtype not in ("u8", "i8", "f2", "f8", "i1") and roles != "zyx":
        assert numpy.array_equal(vips_read(path).squeeze(), samples)


def test_big_files_by_name(tmp_path):
    samples = noise(SIZE, "u2")
    path = write(samples, tmp_path / "a.btf")
    with tifffile.TiffFile(path) as file:
        assert file.is_bigtiff
        assert numpy.array_equal(file.asarray(), samples)


def test_what_travels(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, noise((*SIZE, 3), "u1"), photometric="rgb", iccprofile=profile, resolution=(300, 150), resolutionunit="INCH",
                     description="what it shows", metadata=None)
    for name in ("b.tif", "b.png"):
        with Image.open(convert(path, tmp_path / name)) as image:
            assert image.info["icc_profile"] == profile
            assert image.info["dpi"] == pytest.approx((300, 150), rel=1e-3)
    assert info(tmp_path / "b.tif")["summary"] == "what it shows"
    with tifffile.TiffFile(tmp_path / "b.tif") as file:
        assert file.pages[0].description == "what it shows"


@pytest.mark.parametrize("dtype", ["c8", "c16"])
def test_complex_numbers_are_refused(tmp_path, dtype):
    path = tmp_path / "a.tif"
    tifffile.imwrite(path, numpy.zeros(SIZE, dtype))
    run("info", path, status=1)


@pytest.mark.parametrize("compression", ["none", "deflate", "lzw", "zstd"])
@pytest.mark.parametrize("dtype", ["u1", "u2", "i4", "f4", "f8"])
def test_written_compressions(tmp_path, dtype, compression):
    samples = noise((*SIZE, 3), dtype)
    path = write(samples, tmp_path / "a.tif", "--compression", compression, roles="yxc")
    with tifffile.TiffFile(path) as file:
        assert file.pages[0].compression.name == {"none": "NONE", "deflate": "ADOBE_DEFLATE", "lzw": "LZW", "zstd": "ZSTD"}[compression]
        assert numpy.array_equal(file.asarray(), samples)
