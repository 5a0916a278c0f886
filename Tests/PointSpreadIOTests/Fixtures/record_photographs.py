"""Writes the JPEG and WebP files of this folder, PNG files with what describes colours, and `expected-photographs.json`.

Run with NumPy and Pillow:                         python record_photographs.py
To check files that PointSpread wrote with Pillow:  python record_photographs.py verify FOLDER
(the tests write some where the environment names a folder: POINTSPREAD_WRITES_TO=FOLDER swift test --filter Written)

Pillow writes and reads the files. Files of a kind that it cannot write are put together from its own: inks as YCCK by a
change of the Adobe segment, EXIF blocks by hand. Pillow's libjpeg and libwebp are newer than Debian's; both give the same
samples.
"""

import io
import json
import pathlib
import struct
import sys
import zlib

import numpy
from PIL import Image, ImageCms, PngImagePlugin

folder = pathlib.Path(__file__).parent
expected = []
HEIGHT, WIDTH = 13, 19


def add(name, data, samples, **facts):
    """Writes a file and notes the samples that a reader must find in it, in row-major order."""
    (folder / name).write_bytes(data)
    samples = numpy.asarray(samples)
    expected.append({
        "file": name,
        "type": samples.dtype.name,
        "shape": list(samples.shape),
        "samples": " ".join(map(str, samples.ravel().tolist())),
        **facts,
    })


def saved(image, format, **options):
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def opened(data):
    return numpy.asarray(Image.open(io.BytesIO(data)))


# --- What the files hold -----------------------------------------------------------------------------------------------


def smooth(channels):
    """Waves, with an edge: what a photograph has, small."""
    y, x, c = numpy.mgrid[0:HEIGHT, 0:WIDTH, 0:channels]
    waves = 120 + 70 * numpy.sin(x / 4 + c) + 40 * numpy.cos(y / 3 - c) + 20 * (x + y > 18)
    return numpy.clip(waves, 0, 255).astype(numpy.uint8)


grey = Image.fromarray(smooth(1)[..., 0])
rgb = Image.fromarray(smooth(3))
rgba = Image.fromarray(smooth(4))
inks = Image.frombytes("CMYK", (WIDTH, HEIGHT), smooth(4).tobytes())


def profile(space="RGB"):
    """A profile; one for grey is made of it by name only, which is all that matters here."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)  # not the time of recording
    data[16:20] = space.ljust(4).encode()
    return bytes(data)


def exif(orientation=None, description=None, resolution=None, order="<", thumbnail=None, size=None):
    """An EXIF block: the main directory, one with the size of the image, one with a thumbnail."""
    pack = lambda form, *values: struct.pack(order + form, *values)
    short = lambda value: (3, 1, pack("HH", value, 0))
    long = lambda value: (4, 1, pack("I", value))
    main, later = {}, []
    if description:
        text = description.encode() + b"\0"
        main[0x010E] = (2, len(text), text)
    if orientation:
        main[0x0112] = short(orientation)
    if resolution:
        main[0x011A] = (5, 1, pack("II", resolution[0] * 10, 10))
        main[0x011B] = (5, 1, pack("II", resolution[1] * 10, 10))
        main[0x0128] = short(resolution[2])

    def directory(entries, start, next):
        """The bytes of a directory that begins at a place, with values of more than four bytes after it."""
        data = start + 2 + 12 * len(entries) + 4
        out, values = pack("H", len(entries)), b""
        for tag in sorted(entries):
            kind, count, value = entries[tag]
            if len(value) > 4:
                value, values = pack("I", data + len(values)), values + value + b"\0" * (len(value) % 2)
            out += pack("HHI", tag, kind, count) + value.ljust(4, b"\0")
        return out + pack("I", next) + values

    if size:
        main[0x8769] = long(0)
    end = 8 + len(directory(main, 8, 0))
    parts = b""
    if size:
        main[0x8769] = long(end)
        parts += directory({0xA002: short(size[0]), 0xA003: long(size[1])}, end, 0)
    next = end + len(parts) if thumbnail else 0
    if thumbnail:
        entries = {0x0201: long(0), 0x0202: long(len(thumbnail))}
        entries[0x0201] = long(next + len(directory(entries, next, 0)))
        parts += directory(entries, next, 0) + thumbnail
    return {"<": b"II*\0", ">": b"MM\0*"}[order] + pack("I", 8) + directory(main, 8, next) + parts


# --- JPEG --------------------------------------------------------------------------------------------------------------


def add_jpeg(name, image, samples=None, **options):
    facts = {key: options.pop(key) for key in list(options) if key in ("summary", "metresPerRow", "metresPerColumn",
                                                                       "profileCRC", "exifByteCount", "orientation")}
    if "profileCRC" in facts:
        facts["profile"] = facts.pop("profileCRC")
    data = saved(image, "jpeg", **options)
    add(name, data, opened(data) if samples is None else samples(data), **facts)
    return data


add_jpeg("grey.jpg", grey)
add_jpeg("rgb-444.jpg", rgb, subsampling=0, quality=95)
add_jpeg("rgb-422.jpg", rgb, subsampling=1)
baseline = add_jpeg("rgb-420.jpg", rgb, subsampling=2)
add_jpeg("progressive.jpg", rgb, progressive=True)
add_jpeg("progressive-grey.jpg", grey, progressive=True)
add_jpeg("restarts.jpg", rgb, restart_marker_blocks=1)
add_jpeg("stored-rgb.jpg", rgb, keep_rgb=True)
add_jpeg("resolution.jpg", grey, dpi=(254, 508), metresPerColumn=1 / 10000, metresPerRow=1 / 20000)
add_jpeg("comment.jpg", grey, comment="café".encode(), summary="café")
long_profile = struct.pack(">I", 70000) + profile("GRAY")[4:] + bytes(70000 - len(profile()))
add_jpeg("profile.jpg", rgb, icc_profile=profile(), profileCRC=zlib.crc32(profile()))
segments = add_jpeg("profile-segments.jpg", grey, icc_profile=long_profile, profileCRC=zlib.crc32(long_profile))
assert segments.count(b"ICC_PROFILE\0") == 2


def colours_of_inks(data, inverted=True):
    """Each ink lets through what it does not take; black takes its part of what is left.

    Pillow takes the numbers of every file for inverted, and inverts them.
    """
    stored = 255 - opened(data).astype(int)
    light = stored if inverted else 255 - stored
    return ((light[..., :3] * light[..., 3:] + 127) // 255).astype(numpy.uint8)


add_jpeg("cmyk.jpg", inks, colours_of_inks, icc_profile=profile("CMYK"))


def as_ycck(data):
    """The same numbers, taken for brightness, colour and black."""
    place = data.index(b"Adobe")
    assert data[place + 11] == 0
    return data[:place + 11] + b"\2" + data[place + 12:]


ycck = as_ycck(saved(inks, "jpeg"))
add("ycck.jpg", ycck, colours_of_inks(ycck))
plain = saved(inks, "jpeg")
place = plain.index(b"\xff\xee")
plain = plain[:place] + plain[place + 2 + struct.unpack(">H", plain[place + 2:place + 4])[0]:]
# Without an Adobe segment the numbers are inks as they are stored.
add("cmyk-plain.jpg", plain, colours_of_inks(plain, inverted=False))

TURNS = [None, lambda a: a, lambda a: a[:, ::-1], lambda a: a[::-1, ::-1], lambda a: a[::-1],
         lambda a: a.swapaxes(0, 1), lambda a: numpy.rot90(a, -1), lambda a: numpy.rot90(a, 2).swapaxes(0, 1),
         lambda a: numpy.rot90(a)]
for orientation in range(1, 9):
    block = exif(orientation, order="<>"[orientation % 2], size=(WIDTH, HEIGHT))
    image = grey if orientation % 2 else rgb
    data = saved(image, "jpeg", exif=b"Exif\0\0" + block)
    add(f"turned-{orientation}.jpg", data, TURNS[orientation](opened(data)), exifByteCount=len(block))

thumbnail = saved(grey.resize((8, 6)), "jpeg")
block = exif(6, "a harbour", (254, 508, 2), thumbnail=thumbnail)
data = saved(rgb, "jpeg", exif=b"Exif\0\0" + block)
# Without the density of JFIF the resolution is that of EXIF; the image is turned, and so is the resolution.
data = data[:2] + data[2 + 2 + struct.unpack(">H", data[4:6])[0]:]
add("camera.jpg", data, TURNS[6](opened(data)), summary="a harbour", metresPerColumn=1 / 20000, metresPerRow=1 / 10000,
    exifByteCount=len(block) - len(thumbnail))

# --- PNG ---------------------------------------------------------------------------------------------------------------


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_chunks(image, before=(), after=()):
    """Pillow's file with more chunks before and after the samples."""
    data = saved(image, "png")
    start, end = data.index(b"IDAT") - 4, data.index(b"IEND") - 4
    return (data[:start] + b"".join(chunk(*c) for c in before) + data[start:end]
            + b"".join(chunk(*c) for c in after) + data[end:])


primaries = [31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000]
calibrated = with_chunks(rgb, [(b"gAMA", struct.pack(">I", 45455)), (b"cHRM", struct.pack(">8I", *primaries))])
assert Image.open(io.BytesIO(calibrated)).info["gamma"] == 0.45455
add("calibrated.png", calibrated, opened(calibrated), gamma=0.45455, primaries=[p / 1e5 for p in primaries])
srgb = with_chunks(grey, [(b"sRGB", b"\1"), (b"gAMA", struct.pack(">I", 45455))])
assert Image.open(io.BytesIO(srgb)).info["srgb"] == 1
add("srgb.png", srgb, opened(srgb), intent=1)
block = exif(8, "a harbour", (254, 508, 2))
for name, place in (("exif.png", "before"), ("exif-late.png", "after")):
    data = with_chunks(rgba, **{place: [(b"eXIf", block)]})
    assert Image.open(io.BytesIO(data)).getexif()[0x0112] == 8
    add(name, data, TURNS[8](opened(data)), alpha="straight", summary="a harbour", metresPerColumn=1 / 20000,
        metresPerRow=1 / 10000, exifByteCount=len(block))
info = PngImagePlugin.PngInfo()
info.add_text("Author", "café")
info.add_itxt("Title", "π ≈ 3.14", "en", "title")
info.add_text("Description", "waves")
info.add_text("Comment", "c" * 2000, zip=True)
info.add_text("Author", "another")
data = saved(grey, "png", pnginfo=info)
add("texts.png", data, opened(data), summary="waves",
    texts=[["Author", "café"], ["Title", "π ≈ 3.14"], ["Comment", "c" * 2000], ["Author", "another"]])

# --- WebP --------------------------------------------------------------------------------------------------------------


def add_webp(name, image, samples=None, **options):
    facts = {key: options.pop(key) for key in list(options) if key in ("alpha", "summary", "metresPerRow", "exifByteCount",
                                                                       "metresPerColumn", "profileCRC")}
    if "profileCRC" in facts:
        facts["profile"] = facts.pop("profileCRC")
    data = saved(image, "webp", method=0, **options)
    add(name, data, opened(data) if samples is None else samples(opened(data)), **facts)


add_webp("lossy.webp", rgb, quality=90)
add_webp("lossy-alpha.webp", rgba, quality=90, alpha="straight")
add_webp("lossless.webp", rgb, lossless=True)
add_webp("lossless-alpha.webp", rgba, lossless=True, exact=True, alpha="straight")
add_webp("profile.webp", rgb, icc_profile=profile(), profileCRC=zlib.crc32(profile()))
add_webp("exif.webp", rgb, TURNS[8], exif=b"Exif\0\0" + block, summary="a harbour", metresPerColumn=1 / 20000,
         metresPerRow=1 / 10000, exifByteCount=len(block))
(folder / "animated.webp").write_bytes(saved(grey, "webp", save_all=True, append_images=[rgb], duration=100))

# --- Ours, read by Pillow ------------------------------------------------------------------------------------------------


def verify(place):
    """Reads what the tests wrote: each image with its samples in a .npy file beside it."""
    count = 0
    for path in sorted(pathlib.Path(place).iterdir()):
        if path.suffix == ".npy":
            continue
        image = Image.open(path)
        image.load()
        samples = numpy.load(path.with_name(path.name + ".npy"))
        difference = numpy.abs(numpy.asarray(image).astype(int) - samples.astype(int)).max()
        assert difference <= 1, (path, difference)
        assert image.info.get("icc_profile", b"")[36:40] in (b"", b"acsp"), path
        orientation = image.getexif().get(0x0112, 1)
        assert orientation == 1, (path, orientation)
        count += 1
    print(count, "files read by Pillow as by PointSpread")


if sys.argv[1:2] == ["verify"]:
    verify(sys.argv[2])
else:
    (folder / "expected-photographs.json").write_text(json.dumps(expected, indent=0, ensure_ascii=False) + "\n")
    names = [entry["file"] for entry in expected]
    print(len(names), "files,", sum((folder / name).stat().st_size for name in names), "bytes")
