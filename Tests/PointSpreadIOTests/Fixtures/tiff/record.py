"""Writes the TIFF files of this folder and `expected.json`, which says what is in them.

Run with NumPy, Pillow, tifffile and imagecodecs:  python record.py

Most files are tifffile's, some Pillow's (which writes through libtiff). tifffile must read the same samples from them, where
it keeps them as they are stored, or recording stops.
"""

import io
import json
import pathlib
import struct
import zlib

import numpy
import tifffile
from PIL import Image, ImageCms

folder = pathlib.Path(__file__).parent
expected = []
HEIGHT, WIDTH = 9, 19


def text(value):
    return repr(value.item() if hasattr(value, "item") else value)


def add(name, data, samples, axes=None, check=True, **facts):
    """Writes a file and notes the samples that a reader must find in it, in row-major order."""
    (folder / name).write_bytes(data)
    samples = numpy.asarray(samples)
    if check:
        assert numpy.array_equal(tifffile.imread(io.BytesIO(data)), samples), name
    expected.append({
        "file": "tiff/" + name,
        "type": samples.dtype.newbyteorder("=").name,
        "shape": list(samples.shape),
        "axes": axes or ("yx" if samples.ndim == 2 else "yxc"),
        "samples": " ".join(text(value) for value in samples.ravel(order="C")),
        **facts,
    })


def written(samples, **options):
    out = io.BytesIO()
    options.setdefault("metadata", None)
    options.setdefault("software", False)
    with tifffile.TiffWriter(out, bigtiff=options.pop("bigtiff", False), byteorder=options.pop("byteorder", "<"),
                             imagej=options.pop("imagej", False), ome=options.pop("ome", False)) as writer:
        writer.write(samples, **options)
    return out.getvalue()


def pattern(shape, type, height=HEIGHT, width=WIDTH):
    """Samples that are smooth enough to compress and differ from neighbour to neighbour."""
    indices = numpy.indices((height, width) + tuple(shape)).astype(numpy.int64)
    values = 3 * indices[0] + 2 * indices[1] + 7 * (indices[0] * indices[1] % 5)
    for index in indices[2:]:
        values = values + 50 * index
    type = numpy.dtype(type)
    if type.kind == "f":
        return (values / 7 - 12).astype(type)
    if type.kind == "i":
        values = values - 100
    return (values * (1 if type.itemsize == 1 else 131)).astype(type)


# --- types of samples ---------------------------------------------------------------------------------------------------

for name in ("uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "float16", "float32", "float64"):
    samples = pattern((), name)
    predictor = name not in ("uint64", "int64")  # which tifffile does not write
    add(f"{name}.tif", written(samples), samples)
    add(f"{name}-big.tif", written(samples, byteorder=">", predictor=predictor, compression="zlib", rowsperstrip=4), samples)
    add(f"{name}-tiles.tif", written(samples, tile=(16, 16), compression="zlib", predictor=predictor), samples)

# --- layouts ------------------------------------------------------------------------------------------------------------

rgb = pattern((3,), "uint8")
wide = pattern((3,), "uint16", 20, 18)
add("rgb.tif", written(rgb, photometric="rgb"), rgb)
add("rgb-strips.tif", written(rgb, photometric="rgb", rowsperstrip=4), rgb)
add("rgb16-tiles-big.tif", written(wide, photometric="rgb", tile=(16, 32), byteorder=">"), wide)
for tile, name in ((None, "strips"), ((16, 16), "tiles")):
    planes = numpy.ascontiguousarray(numpy.moveaxis(wide, -1, 0))
    add(f"rgb16-planar-{name}.tif", written(
        planes, photometric="rgb", planarconfig="separate", tile=tile, compression="zlib", predictor=True,
        **({} if tile else {"rowsperstrip": 4})), wide, check=False)
add("rgb-bigtiff.tif", written(rgb, photometric="rgb", bigtiff=True, rowsperstrip=8), rgb)
add("rgb16-bigtiff-big.tif", written(wide, photometric="rgb", bigtiff=True, byteorder=">"), wide)
five = pattern((5,), "uint8")
add("five.tif", written(five, photometric="minisblack", extrasamples=[0] * 4, planarconfig="contig"), five)

# --- compressions -------------------------------------------------------------------------------------------------------

for compression in ("packbits", "lzw", "zlib", "zstd", "lzma"):
    for predictor in (False, True):
        if compression == "packbits" and predictor:
            continue
        add(f"{compression}{'-predictor' if predictor else ''}.tif",
            written(rgb, photometric="rgb", compression=compression, predictor=predictor, rowsperstrip=8), rgb)
lossless = written(pattern((3,), "uint8"), photometric="rgb", compression="webp",
                   compressionargs={"lossless": True, "level": 100})
add("webp.tif", lossless, rgb)
add("lerc.tif", written(pattern((), "float32"), compression="lerc"), pattern((), "float32"))


def through_pillow(image, **options):
    out = io.BytesIO()
    image.save(out, "tiff", **options)
    return out.getvalue()


bits = pattern((), "uint8") % 3 == 0
for compression in ("group3", "group4", "raw", "packbits"):
    data = through_pillow(Image.fromarray(bits), compression=None if compression == "raw" else compression)
    assert numpy.array_equal(numpy.asarray(Image.open(io.BytesIO(data))), bits)
    add(f"bilevel-{compression}.tif", data, (bits * 255).astype("uint8"), check=False, significantBits=1)

# What libjpeg makes of a block may differ in the last bit from build to build: a flat image does not.
flat = numpy.full((HEIGHT, WIDTH, 3), (200, 100, 50), "uint8")
data = through_pillow(Image.fromarray(flat), compression="jpeg", quality=95)
add("jpeg.tif", data, numpy.asarray(Image.open(io.BytesIO(data))), check=False)
grey = numpy.full((32, 48), 128, "uint8")
data = written(grey, compression="jpeg", tile=(16, 16))
add("jpeg-grey-tiles.tif", data, grey)

# --- bits, colours, alpha -------------------------------------------------------------------------------------------------

SHORT, LONG, ASCII, RATIONAL = 3, 4, 2, 5


def tiff(entries, data=b"", order="<"):
    """A file of one directory, behind which the data lie; a value of None is the place of the data."""
    letter = {SHORT: "H", LONG: "I"}
    entries = sorted(entries)
    start = 8 + 2 + 12 * len(entries) + 4
    table, extra = b"", b""
    for tag, type, values in entries:
        if values is None:
            values = ["data"]
        if type == ASCII:
            packed = values
        elif type == RATIONAL:
            packed = b"".join(struct.pack(order + "II", *pair) for pair in values)
        else:
            packed = b"".join(struct.pack(order + letter[type], 0 if v == "data" else v) for v in values)
        if values == ["data"]:
            field = ("data",)
        elif len(packed) <= 4:
            field = packed.ljust(4, b"\0")
        else:
            field = struct.pack(order + "I", start + len(extra))
            extra += packed + b"\0" * (len(packed) % 2)
        table += struct.pack(order + "HHI", tag, type, len(values))
        table += b"DATA" if field == ("data",) else field
    table = table.replace(b"DATA", struct.pack(order + "I", start + len(extra)))
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return (mark + struct.pack(order + "I", 8) + struct.pack(order + "H", len(entries)) + table
            + struct.pack(order + "I", 0) + extra + data)


def bare(width, height, bits, photometric, data, channels=1, more=(), order="<"):
    entries = [(256, LONG, [width]), (257, LONG, [height]), (258, SHORT, [bits] * channels), (259, SHORT, [1]),
               (262, SHORT, [photometric]), (273, LONG, None), (277, SHORT, [channels]), (278, LONG, [height]),
               (279, LONG, [len(data)])]
    return tiff(entries + list(more), data, order)


def packed_rows(values, depth):
    out = b""
    for row in values:
        line = "".join(format(int(v), f"0{depth}b") for v in row.ravel())
        line = line.ljust(-(-len(line) // 8) * 8, "0")
        out += int(line, 2).to_bytes(len(line) // 8, "big")
    return out


for depth in (1, 2, 4, 6, 10, 12, 14):
    raw = (pattern((), "uint32") * 7919 >> 3) % (1 << depth)
    top, full = (1 << depth) - 1, 255 if depth < 8 else 65535
    scaled = ((raw.astype("int64") * full + top // 2) // top).astype("uint8" if depth < 8 else "uint16")
    for inverted in (False, True):
        add(f"grey{depth}{'-white-is-zero' if inverted else ''}.tif",
            bare(WIDTH, HEIGHT, depth, 0 if inverted else 1, packed_rows(raw, depth), order=">" if depth > 8 else "<"),
            full - scaled if inverted else scaled, check=False, significantBits=depth)
for name in ("uint8", "uint16", "uint32"):
    samples = pattern((), name)
    add(f"{name}-white-is-zero.tif", written(samples, photometric="miniswhite"), numpy.iinfo(name).max - samples,
        check=False)

for depth in (1, 2, 4, 8):
    index = pattern((), "uint32") % (1 << depth)
    colours = numpy.array([[(i * 71) % 256, (i * 29 + 5) % 256, 255 - i] for i in range(1 << depth)])
    for factor in (257, 256):
        table = (320, SHORT, (colours.T * factor).ravel().tolist())
        add(f"palette{depth}-{factor}.tif", bare(WIDTH, HEIGHT, depth, 3, packed_rows(index, depth), more=[table]),
            colours[index].astype("uint8"), check=False)
index = pattern((), "uint8") % 16
colours = numpy.array([[i * 1000, i * 77, 65535 - i] for i in range(16)])
add("palette4-wide.tif", bare(WIDTH, HEIGHT, 4, 3, packed_rows(index, 4), more=[(320, SHORT, colours.T.ravel().tolist())]),
    colours[index].astype("uint16"), check=False)

for name in ("uint8", "uint16"):
    inks = pattern((4,), name)
    full = int(numpy.iinfo(name).max)
    free = full - inks.astype("int64")
    shown = ((free[..., :3] * free[..., 3:] + full // 2) // full).astype(name)
    add(f"cmyk-{name}.tif", written(inks, photometric="separated", extrasamples=[]), shown, check=False)

for name, kind, alpha in (("unassociated", 2, "straight"), ("associated", 1, "premultiplied"), ("unspecified", 0, "none")):
    rgba = pattern((4,), "uint8")
    rgba[..., :3] = numpy.minimum(rgba[..., :3], rgba[..., 3:])
    add(f"rgba-{name}.tif", written(rgba, photometric="rgb", extrasamples=[kind]), rgba, alpha=alpha)
grey_alpha = pattern((2,), "float32")
add("grey-alpha-float.tif", written(grey_alpha, photometric="minisblack", extrasamples=[2], planarconfig="contig"),
    grey_alpha, alpha="straight")

# --- what is known beside the samples --------------------------------------------------------------------------------------

profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
profile = profile[:24] + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + profile[36:]  # not the time of recording
add("profile.tif", written(rgb, photometric="rgb", iccprofile=profile, description="a description"), rgb,
    profile=zlib.crc32(profile), summary="a description")
small = pattern((), "uint8", 5, 7)
add("resolution-inch.tif", written(small, resolution=(254, 127), resolutionunit="INCH"), small,
    metresPerColumn=1 / 10000, metresPerRow=1 / 5000)
add("resolution-cm.tif", written(small, resolution=(100, 50), resolutionunit="CENTIMETER"), small,
    metresPerColumn=1 / 10000, metresPerRow=1 / 5000)
add("resolution-none.tif", written(small, resolution=(100, 50), resolutionunit="NONE"), small)
F = numpy.array([[1, 1, 1], [1, 0, 0], [1, 1, 0], [1, 0, 0]], "uint8") * 200 + numpy.arange(12, dtype="uint8").reshape(4, 3)
turns = {1: F, 2: F[:, ::-1], 3: F[::-1, ::-1], 4: F[::-1], 5: F.T, 6: F.T[::-1], 7: F.T[::-1, ::-1], 8: F.T[:, ::-1]}
for number, stored in turns.items():
    swapped = number > 4
    add(f"orientation{number}.tif",
        written(numpy.ascontiguousarray(stored), resolution=(100, 50), resolutionunit="CENTIMETER",
                extratags=[(274, 3, 1, number, True)]), F, check=False,
        metresPerColumn=1 / (5000 if swapped else 10000), metresPerRow=1 / (10000 if swapped else 5000))

# --- pages ------------------------------------------------------------------------------------------------------------------

volume = numpy.moveaxis(pattern((4,), "uint16", 6, 9), -1, 0).copy()
add("pages.tif", written(volume, photometric="minisblack", compression="zlib"), volume, axes="zyx")
add("pages-shaped.tif", written(volume, photometric="minisblack", metadata={}), volume, axes="zyx")
colours = numpy.moveaxis(pattern((3, 4), "uint8", 6, 9), -1, 0).copy()
add("pages-rgb.tif", written(colours, photometric="rgb"), colours, axes="zyxc")
out = io.BytesIO()
with tifffile.TiffWriter(out) as writer:
    options = {"metadata": None, "software": False, "photometric": "minisblack"}
    writer.write(pattern((), "uint8", 16, 16), **options)
    writer.write(pattern((), "uint8", 8, 8), subfiletype=1, **options)
    writer.write(pattern((), "uint8", 16, 16) > 60, subfiletype=4, photometric="mask", metadata=None, software=False)
add("overviews.tif", out.getvalue(), pattern((), "uint8", 16, 16), check=False)

stack = numpy.moveaxis(pattern((2, 3, 2), "uint16", 5, 7), (2, 3, 4), (0, 1, 2)).copy()
add("imagej.tif", written(stack, imagej=True, resolution=(10, 5), metadata={"axes": "TZCYX", "unit": "um", "spacing": 0.5}),
    stack, axes="tzcyx", metresPerColumn=1e-7, metresPerRow=2e-7, metresPerSlice=5e-7)
add("imagej-volume.tif", written(
    volume, imagej=True, resolution=(4, 4), metadata={"axes": "ZYX", "unit": "mm", "spacing": 1.5}),
    volume, axes="zyx", metresPerColumn=0.00025, metresPerRow=0.00025, metresPerSlice=0.0015)
add("imagej-rgb.tif", written(colours, imagej=True, photometric="rgb", metadata={"axes": "ZYXS"}), colours, axes="zyxc")
bare_stack = bytearray(bare(9, 6, 16, 1, volume.astype(">u2").tobytes(), order=">", more=[
    (270, ASCII, b"ImageJ=1.53\nimages=4\nslices=4\nunit=micron\nspacing=2.0\n\0")]))
add("imagej-bare.tif", bytes(bare_stack), volume, axes="zyx", check=False, metresPerSlice=2e-6)

for axes, letters in (("TCZYX", "tczyx"), ("CZTYX", "cztyx"), ("ZYX", "zyx")):
    samples = stack if len(axes) == 5 else volume
    add(f"ome-{axes}.tif".lower(), written(samples, ome=True, photometric="minisblack", metadata={
        "axes": axes, "PhysicalSizeX": 0.25, "PhysicalSizeY": 0.5, "PhysicalSizeZ": 2.0, "PhysicalSizeZUnit": "nm",
        "UUID": "urn:uuid:00000000-0000-0000-0000-000000000000"}),
        samples, axes=letters, check=False, metresPerColumn=2.5e-7, metresPerRow=5e-7, metresPerSlice=2e-9)
add("ome-rgb.tif", written(colours, ome=True, photometric="rgb", metadata={
    "axes": "ZYXS", "UUID": "urn:uuid:00000000-0000-0000-0000-000000000000"}), colours, axes="zyxc")

# --- what is refused -----------------------------------------------------------------------------------------------------------

refused = {
    "complex": written(pattern((), "float32").astype("complex64")),
    "float24": bare(4, 1, 24, 1, bytes(12), more=[(339, SHORT, [3])]),
    "lab": written(rgb, photometric="cielab"),
    "ycbcr": bare(4, 4, 8, 6, bytes(48), channels=3, more=[(530, SHORT, [1, 1])]),
    "jpeg2000": written(rgb, photometric="rgb", compression="jpeg2000"),
}
for name, data in refused.items():
    (folder / f"refused-{name}.tif").write_bytes(data)
out = io.BytesIO()
with tifffile.TiffWriter(out) as writer:
    writer.write(pattern((), "uint8", 4, 5), **options)
    writer.write(pattern((), "uint8", 5, 4), **options)
(folder / "different-pages.tif").write_bytes(out.getvalue())

(folder / "expected.json").write_text(json.dumps(expected, indent=0, ensure_ascii=False) + "\n")
print(len(expected), "files,", sum(path.stat().st_size for path in folder.iterdir()), "bytes")
