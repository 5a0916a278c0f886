"""Writes the files of this folder and `expected.json`, which says what is in them.

Run with NumPy and Pillow:  python record.py

The .npy files are NumPy's own. Most PNG files come from the small encoder below, because few programs write every colour
type, depth and interlace; Pillow must read the same samples from them, where it keeps them, or recording stops. The
Netpbm and float map files are put together by hand from their specifications.
"""

import io
import json
import pathlib
import struct
import zlib

import numpy
from PIL import Image, ImageCms, PngImagePlugin

folder = pathlib.Path(__file__).parent
expected = []


def text(value):
    value = value.item() if hasattr(value, "item") else value
    return repr(value)


def add(name, data, samples, **facts):
    """Writes a file and notes the samples that a reader must find in it, in row-major order."""
    (folder / name).write_bytes(data)
    samples = numpy.asarray(samples)
    expected.append({
        "file": name,
        "type": samples.dtype.newbyteorder("=").name,
        "shape": list(samples.shape),
        "samples": " ".join(text(value) for value in samples.ravel(order="C")),
        **facts,
    })


# --- PNG -------------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT = 11, 9
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    estimate = a + b - c
    pa, pb, pc = abs(estimate - a), abs(estimate - b), abs(estimate - c)
    return a if pa <= pb and pa <= pc else b if pb <= pc else c


def filtered(rows, pixel_bytes):
    """Every row with another of the five filters."""
    out = bytearray()
    before = None
    for number, row in enumerate(rows):
        before = before or bytes(len(row))
        kind = number % 5
        out.append(kind)
        for i, value in enumerate(row):
            a = row[i - pixel_bytes] if i >= pixel_bytes else 0
            c = before[i - pixel_bytes] if i >= pixel_bytes else 0
            b = before[i]
            out.append((value - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) & 255)
        before = row
    return bytes(out)


def packed(samples, depth):
    """The bytes of one row."""
    if depth == 16:
        return b"".join(struct.pack(">H", value) for value in samples)
    bits = "".join(format(value, f"0{depth}b") for value in samples)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def png(raw, colour, depth, interlaced=False, before=(), after=()):
    """A PNG file of samples rows × columns × channels, with further chunks before and after the samples."""
    height, width, channels = raw.shape
    pixel_bytes = max(1, channels * depth // 8)
    data = b""
    for x, y, dx, dy in ADAM7 if interlaced else [(0, 0, 1, 1)]:
        part = raw[y::dy, x::dx]
        if part.size:
            data += filtered([packed(row.ravel().tolist(), depth) for row in part], pixel_bytes)
    stream = zlib.compress(data, 9)
    half = len(stream) // 2
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))
            + b"".join(chunk(*c) for c in before)
            + chunk(b"IDAT", stream[:half]) + chunk(b"IDAT", stream[half:])
            + b"".join(chunk(*c) for c in after) + chunk(b"IEND", b""))


def pattern(channels, depth):
    y, x, c = numpy.mgrid[0:HEIGHT, 0:WIDTH, 0:channels]
    return (37 * y + 101 * x + 59 * c + 13 * x * y + 4099 * (x ^ y)) % (1 << depth)


PALETTE_COLOURS = [((i * 71) % 256, (i * 29 + 5) % 256, 255 - i) for i in range(256)]


def expanded(raw, colour, depth, palette_alpha=None, key=None):
    """What a reader must make of raw samples."""
    type = numpy.uint16 if depth == 16 else numpy.uint8
    if colour == PALETTE:
        table = numpy.array([PALETTE_COLOURS[i] for i in range(1 << depth)], type)
        if palette_alpha is not None:
            alpha = numpy.array((palette_alpha + [255] * 256)[: 1 << depth], type)
            table = numpy.concatenate([table, alpha[:, None]], 1)
        return table[raw[..., 0]]
    full = raw * (255 // ((1 << depth) - 1)) if depth < 8 else raw
    if key is not None:
        opaque = numpy.any(raw != numpy.array(key), axis=2, keepdims=True)
        full = numpy.concatenate([full, opaque * (65535 if depth == 16 else 255)], 2)
    full = full.astype(type)
    return full[..., 0] if full.shape[2] == 1 else full


def add_png(name, raw, colour, depth, interlaced=False, palette_alpha=None, key=None, before=(), after=(), **facts):
    before = list(before)
    if colour == PALETTE:
        before.append((b"PLTE", bytes(sum((list(c) for c in PALETTE_COLOURS[: 1 << depth]), []))))
    if palette_alpha is not None:
        before.append((b"tRNS", bytes(palette_alpha)))
    if key is not None:
        before.append((b"tRNS", b"".join(struct.pack(">H", value) for value in key)))
    data = png(raw, colour, depth, interlaced, before, after)
    samples = expanded(raw, colour, depth, palette_alpha, key)
    if depth == 8 and colour != PALETTE and key is None:
        assert numpy.array_equal(numpy.asarray(Image.open(io.BytesIO(data))), samples), name
    if colour == PALETTE and palette_alpha is None:
        assert numpy.array_equal(numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB")), samples), name
    if depth == 16 and colour == GREY and key is None:
        assert numpy.array_equal(numpy.asarray(Image.open(io.BytesIO(data))), samples), name
    if depth < 8 and colour == GREY:
        facts.setdefault("significantBits", depth)
    has_alpha = colour in (GREY_ALPHA, RGBA) or key is not None or palette_alpha is not None
    add(name, data, samples, alpha="straight" if has_alpha else "none", **facts)


kinds = [(GREY, d) for d in (1, 2, 4, 8, 16)] + [(RGB, 8), (RGB, 16)] + [(PALETTE, d) for d in (1, 2, 4, 8)]
kinds += [(GREY_ALPHA, 8), (GREY_ALPHA, 16), (RGBA, 8), (RGBA, 16)]
names = {GREY: "grey", RGB: "rgb", PALETTE: "palette", GREY_ALPHA: "greyalpha", RGBA: "rgba"}
for colour, depth in kinds:
    for interlaced in (False, True):
        name = f"{names[colour]}{depth}{'-interlaced' if interlaced else ''}.png"
        add_png(name, pattern(CHANNELS[colour], depth), colour, depth, interlaced)
for colour, depth in [(GREY, 2), (GREY, 8), (GREY, 16), (RGB, 8), (RGB, 16)]:
    raw = pattern(CHANNELS[colour], depth)
    add_png(f"{names[colour]}{depth}-key.png", raw, colour, depth, key=raw[4, 5].tolist())
add_png("palette4-alpha.png", pattern(1, 4), PALETTE, 4, palette_alpha=[0, 10, 20, 200])
add_png("palette8-alpha-interlaced.png", pattern(1, 8), PALETTE, 8, True, palette_alpha=list(range(0, 250, 3)))

ten_bits = numpy.array([[[1080], [0], [65535]]])
add_png("sixteen.png", ten_bits, GREY, 16, before=[(b"sBIT", bytes([10]))], significantBits=10)
add_png("spacing.png", pattern(1, 8), GREY, 8, before=[(b"pHYs", struct.pack(">IIB", 4000, 2000, 1))],
        metresPerColumn=1 / 4000, metresPerRow=1 / 2000)
add_png("aspect.png", pattern(1, 8), GREY, 8, before=[(b"pHYs", struct.pack(">IIB", 2, 1, 0))])
add_png("text.png", pattern(1, 8), GREY, 8, before=[(b"tEXt", b"Description\0caf\xe9")], summary="café")
add_png("text-late.png", pattern(1, 8), GREY, 8, summary="π ≈ 3.14",
        after=[(b"iTXt", b"Description\0\0\0\0\0" + "π ≈ 3.14".encode())])
add_png("text-compressed.png", pattern(1, 8), GREY, 8, summary="a" * 1000,
        before=[(b"zTXt", b"Description\0\0" + zlib.compress(b"a" * 1000))])

out = io.BytesIO()
profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
profile = profile[:24] + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + profile[36:]  # not the time of recording
info = PngImagePlugin.PngInfo()
info.add_text("Description", "written by Pillow")
rgb = pattern(3, 8).astype(numpy.uint8)
Image.fromarray(rgb).save(out, "png", icc_profile=profile, dpi=(254, 254), pnginfo=info)
add("pillow.png", out.getvalue(), rgb, alpha="none", profile=zlib.crc32(profile), summary="written by Pillow",
    metresPerColumn=1 / 10000, metresPerRow=1 / 10000)

# --- NumPy -----------------------------------------------------------------------------------------------------------

ends = {"int8": [-128, 127], "int16": [-32768, 32767], "int32": [-(2**31), 2**31 - 1], "int64": [-(2**63), 2**63 - 1],
        "uint8": [0, 255], "uint16": [0, 65535], "uint32": [0, 2**32 - 1], "uint64": [0, 2**64 - 1],
        "float16": [65504, -0.1], "float32": [3e38, -0.1], "float64": [1e308, -0.1]}


def saved(array, version=None):
    out = io.BytesIO()
    numpy.lib.format.write_array(out, array, version)
    return out.getvalue()


for name, values in ends.items():
    array = numpy.arange(24).reshape(2, 3, 4).astype(name)
    array[0, 0, :2] = values
    if name.startswith("float"):
        array[0, 1, :2] = [numpy.inf, numpy.nan]
    for order in "CF":
        for swapped in (False, True):
            if swapped and array.itemsize == 1:
                continue
            stored = numpy.asarray(array.astype(array.dtype.newbyteorder(">" if swapped else "<")), order=order)
            stored = numpy.asfortranarray(stored) if order == "F" else stored
            add(f"{name}-{order}{'-big' if swapped else ''}.npy", saved(stored), array)
flags = numpy.array([[True, False, True]])
add("bool.npy", saved(flags), flags.astype(numpy.uint8))
add("scalar.npy", saved(numpy.float64(1.5)), numpy.float64(1.5))
add("empty.npy", saved(numpy.zeros((0, 3), numpy.int16)), numpy.zeros((0, 3), numpy.int16))
add("rank8.npy", saved(numpy.arange(4).reshape(1, 2, 1, 1, 1, 2, 1, 1)), numpy.arange(4).reshape(1, 2, 1, 1, 1, 2, 1, 1))
small = numpy.arange(6, dtype=numpy.int32).reshape(2, 3)
add("version2.npy", saved(small, (2, 0)), small)
add("version3.npy", saved(small, (3, 0)), small)


def npy(header, data=b"", version=1):
    header = header.encode()
    length = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes([version, 0]) + length + header + data


add("python2.npy", npy("{'shape': (2L, 3L), \"descr\": '<i4', 'fortran_order': False}\n", small.tobytes()), small)

# --- Netpbm ----------------------------------------------------------------------------------------------------------

bits = (pattern(1, 1)[..., 0]).astype(int)
add("p1.pbm", b"P1\n# a comment\n11 9\n" + b"\n".join("".join(map(str, row)).encode() for row in bits), 
    ((1 - bits) * 255).astype(numpy.uint8), significantBits=1)
add("p4.pbm", b"P4 11 #c\n9\n" + b"".join(packed(row.tolist(), 1) for row in bits),
    ((1 - bits) * 255).astype(numpy.uint8), significantBits=1)


def scaled(raw, maximum):
    full = 255 if maximum < 256 else 65535
    return ((raw * full + maximum // 2) // maximum).astype(numpy.uint8 if full == 255 else numpy.uint16)


for maximum in (1, 15, 100, 255, 1023, 4095, 65535):
    bit_count = maximum.bit_length()
    facts = {} if maximum in (255, 65535) or bit_count in (8, 16) else {"significantBits": bit_count}
    for channels, plain, raw_kind in ((1, 2, 5), (3, 3, 6)):
        raw = pattern(channels, 16) % (maximum + 1)
        shaped = raw[..., 0] if channels == 1 else raw
        header = f"11\t9\n# a comment\n{maximum}\n".encode()
        words = " ".join(str(v) for v in raw.ravel()).encode()
        if maximum in (100, 1023):
            add(f"p{plain}-{maximum}.pnm", f"P{plain}\n".encode() + header + words, scaled(shaped, maximum), **facts)
        add(f"p{raw_kind}-{maximum}.pnm", f"P{raw_kind} ".encode() + header
            + raw.astype(">u2" if maximum > 255 else "u1").tobytes(), scaled(shaped, maximum), **facts)
for channels, type, alpha in ((1, "GRAYSCALE", False), (2, "GRAYSCALE_ALPHA", True), (3, "RGB", False),
                              (4, "RGB_ALPHA", True), (5, "OTHER", False)):
    raw = pattern(channels, 8)
    add(f"p7-{channels}.pam", f"P7\n# c\nWIDTH 11\nHEIGHT 9\nDEPTH {channels}\nMAXVAL 255\nTUPLTYPE {type}\nENDHDR\n".encode()
        + raw.astype("u1").tobytes(), (raw[..., 0] if channels == 1 else raw).astype(numpy.uint8),
        alpha="straight" if alpha else "none")

# --- float map -------------------------------------------------------------------------------------------------------

for channels, magic in ((1, "Pf"), (3, "PF")):
    raw = pattern(channels, 16).astype("f4") / 7 - 1000
    for scale in ("-1.0", "1.000000", "-0.5"):
        order = "<f4" if scale.startswith("-") else ">f4"
        add(f"{magic.lower() + str(channels)}{scale[:4]}.pfm", f"{magic}\n11 9\n{scale}\n".encode()
            + raw[::-1].astype(order).tobytes(), raw[..., 0] if channels == 1 else raw)

# --- small files that grow ---------------------------------------------------------------------------------------------

rows = b"".join(b"\0" + bytes(2063) for _ in range(16500))
(folder / "bomb.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16500, 16500, 1, GREY, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
(folder / "text-bomb.png").write_bytes(
    png(pattern(1, 8), GREY, 8, before=[(b"zTXt", b"Description\0\0" + zlib.compress(b"a" * (20 << 20), 9))]))

(folder / "expected.json").write_text(json.dumps(expected, indent=0, ensure_ascii=False) + "\n")
print(len(expected), "files,", sum(path.stat().st_size for path in folder.iterdir()), "bytes")
