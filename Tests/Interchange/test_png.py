"""PNG files of other programs, and ours in theirs."""

import imagecodecs
import numpy
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from tool import convert, info, magick, magick_rgba, noise, read, rgba, vips, vips_read, write

SIZE = (23, 17)
KINDS = {
    f"{name}{bits}": (number, bits)
    for name, number, depths in [
        ("grey", 0, (1, 2, 4, 8, 16)), ("rgb", 2, (8, 16)), ("palette", 3, (1, 2, 4, 8)), ("greyalpha", 4, (8, 16)), ("rgba", 6, (8, 16)),
    ]
    for bits in depths
}


def channels(number):
    return {0: 1, 2: 3, 3: 3, 4: 2, 6: 4}[number]


def photograph(number, bits):
    """Samples that PNG can hold in so many bits, as a file that ImageMagick reads."""
    levels = 1 << bits
    wide = numpy.uint16 if bits == 16 else numpy.uint8
    full = 65535 if bits == 16 else 255
    random = numpy.random.default_rng(bits)
    if number == 3:
        colours = random.integers(0, 256, (min(levels, 200), 3), numpy.uint8)
        return colours[random.integers(0, len(colours), SIZE)]
    shape = SIZE if number == 0 else (*SIZE, channels(number))
    return (random.integers(0, levels, shape) * full // (levels - 1)).astype(wide)


@pytest.mark.parametrize("interlace", ["None", "PNG"])
@pytest.mark.parametrize("kind", KINDS)
def test_kinds(tmp_path, kind, interlace):
    number, bits = KINDS[kind]
    expected = photograph(number, bits)
    plain, path = tmp_path / "plain.png", tmp_path / "a.png"
    plain.write_bytes(imagecodecs.png_encode(expected))
    if number == 0 and bits < 8:
        vips("pngsave", plain, path, "--bitdepth", bits, *(["--interlace"] if interlace == "PNG" else []))
    else:
        magick(plain, "-interlace", interlace, "-define", f"png:color-type={number}", path)
    header = path.read_bytes()[16:29]
    # ImageMagick chooses how many bits a palette needs.
    assert (header[8], header[9], header[12]) == (header[8] if number == 3 else bits, number, interlace == "PNG")
    found = read(path)
    assert found.dtype == expected.dtype
    assert numpy.array_equal(rgba(found), rgba(expected))
    assert numpy.array_equal(rgba(found).astype(int) * (1 if bits == 16 else 257), magick_rgba(path))
    again = convert(path, tmp_path / "again.png")
    assert numpy.array_equal(magick_rgba(again), magick_rgba(path))


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
@pytest.mark.parametrize("transparency", [None, 1, "table"])
def test_palettes_of_pillow(tmp_path, bits, transparency):
    image = Image.fromarray(noise(SIZE, numpy.uint8) >> (8 - bits), "P")
    image.putpalette(noise(3 << bits, numpy.uint8, seed=2).tobytes())
    options = {} if transparency is None else {"transparency": 1 if transparency == 1 else bytes(range(0, 200, 100))[: 1 << bits]}
    path = tmp_path / "a.png"
    image.save(path, bits=bits, **options)
    with Image.open(path) as image:
        expected = numpy.asarray(image.convert("RGB" if transparency is None else "RGBA"))
    found = read(path)
    assert numpy.array_equal(found, expected)
    with Image.open(convert(path, tmp_path / "b.png")) as image:
        assert numpy.array_equal(numpy.asarray(image), expected)


@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_transparent_colour(tmp_path, mode):
    image = Image.fromarray(noise((*SIZE, 3), numpy.uint8) // 64 * 85).convert(mode)
    key = image.getpixel((3, 4))
    path = tmp_path / "a.png"
    image.save(path, transparency=key)
    with Image.open(path) as image:
        assert numpy.array_equal(rgba(read(path)), numpy.asarray(image.convert("RGBA")))


@pytest.mark.parametrize("dtype", [numpy.uint8, numpy.uint16])
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_vips(tmp_path, dtype, count):
    samples = noise((*SIZE, count), dtype)
    (tmp_path / "raw").write_bytes(samples.tobytes())
    size = [SIZE[1], SIZE[0], count]
    kind = "uchar" if dtype == numpy.uint8 else "ushort"
    name = {"uchar": ["b-w", "srgb"], "ushort": ["grey16", "rgb16"]}[kind][count > 2]
    vips("rawload", tmp_path / "raw", tmp_path / "a.v", *size, "--format", kind, "--interpretation", name)
    vips("pngsave", tmp_path / "a.v", tmp_path / "a.png", "--interlace")
    found = read(tmp_path / "a.png")
    assert numpy.array_equal(found.reshape(samples.shape), samples)
    assert numpy.array_equal(vips_read(convert(tmp_path / "a.png", tmp_path / "ours.png")), samples)


@pytest.mark.parametrize("dtype", [numpy.uint8, numpy.uint16])
@pytest.mark.parametrize("shape", [SIZE, (*SIZE, 3)])
def test_written_samples(tmp_path, dtype, shape):
    samples = noise(shape, dtype)
    path = write(samples, tmp_path / "a.png", roles="yxc"[: len(shape)])
    assert numpy.array_equal(imagecodecs.png_decode(path.read_bytes()), samples)
    assert numpy.array_equal(magick_rgba(path), rgba(samples).astype(int) * (257 if dtype == numpy.uint8 else 1))


def test_profile_resolution_and_texts(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Description", "a plain text")
    texts.add_text("Author", "Zoë")
    texts.add_itxt("Comment", "漢字 and more", lang="en", tkey="Comment")
    texts.add_text("Software", "x" * 3000, zip=True)
    exif = Image.Exif()
    exif[0x0110] = "Camera"
    path = tmp_path / "a.png"
    image = Image.fromarray(noise((*SIZE, 3), numpy.uint8))
    image.save(path, icc_profile=profile, dpi=(300, 150), pnginfo=texts, exif=exif)
    told = info(path)
    assert told["profileBytes"] == len(profile)
    assert told["spacingInMillimetres"][:2] == pytest.approx([25.4 / 150, 25.4 / 300], rel=1e-3)
    assert told["summary"] == "a plain text"
    with Image.open(path) as before, Image.open(convert(path, tmp_path / "b.png")) as after:
        assert after.info["icc_profile"] == profile
        assert after.info["dpi"] == before.info["dpi"]
        assert after.text == before.text
        assert after.getexif()[0x0110] == "Camera"
        assert numpy.array_equal(numpy.asarray(after), numpy.asarray(before))


def test_gamma_and_primaries(tmp_path):
    plain, path = tmp_path / "plain.png", tmp_path / "a.png"
    Image.fromarray(noise((*SIZE, 3), numpy.uint8)).save(plain)
    magick(plain, "-strip", "-gamma", "1", "-set", "gamma", "0.5", "-define", "png:include-chunk=gAMA,cHRM", path)
    with Image.open(path) as before, Image.open(convert(path, tmp_path / "b.png")) as after:
        assert before.info["gamma"] == after.info["gamma"]
        assert before.info.get("chromaticity") == after.info.get("chromaticity")
        # Samples stay as they are stored.
        assert numpy.array_equal(numpy.asarray(after), numpy.asarray(before))
