"""Writes the NIfTI and .npz files of this folder and `expected.json`, which says what is in them.

Run with NumPy and nibabel:       python record.py
Compare what was written by us:   python record.py verify FOLDER

The second form reads every file that `PointSpread` wrote again into FOLDER (the tests do, where POINTSPREAD_WRITTEN names
it), and stops at the first whose samples or header are not those of the original.
"""

import gzip
import io
import json
import pathlib
import struct
import sys
import zipfile

import nibabel
import numpy

folder = pathlib.Path(__file__).parent
expected = []
is_verifying = sys.argv[1:2] == ["verify"]
KINDS = {1: nibabel.Nifti1Image, 2: nibabel.Nifti2Image}
TYPES = ["uint8", "int8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64"]
MATRIX = numpy.array([[-2, 0.25, 0, 90], [0.125, 3, 0, -126], [0, 0.5, 4, -72], [0, 0, 0, 1]])


def text(value):
    return repr(value.item() if hasattr(value, "item") else value)


def add(name, data, samples, **facts):
    """Writes a file and notes what a reader must find in it; samples in row-major order, slowest axis first."""
    if not is_verifying:
        (folder / name).write_bytes(data)
    samples = numpy.asarray(samples)
    expected.append({
        "file": f"Volumes/{name}",
        "type": samples.dtype.newbyteorder("=").name,
        "shape": list(samples.shape),
        "samples": " ".join(text(value) for value in samples.ravel(order="C")),
        **facts,
    })


# --- NIfTI -----------------------------------------------------------------------------------------------------------


def pattern(type, shape):
    """Samples in nibabel's order (x first) that differ along every axis, with the ends of the type among them."""
    count = int(numpy.prod(shape))
    values = (numpy.arange(count) * 37 % 251).astype(type)
    ends = numpy.finfo(type) if type.startswith("float") else numpy.iinfo(type)
    values[:2] = [ends.min, ends.max]
    return values.reshape(shape)


def nifti(samples, version=1, swapped=False, zooms=None, units=("mm", "sec"), scaling=None, forms=(0, 0), summary="",
          extensions=(), change=None):
    image = KINDS[version](samples, None, dtype=samples.dtype)
    header = image.header
    header.set_xyzt_units(*units)
    if zooms:
        header.set_zooms(zooms)
    if forms[0]:
        image.set_qform(numpy.diag([2, 3, 4, 1]), forms[0])
    if forms[1]:
        image.set_sform(MATRIX, forms[1])
    for code, content in extensions:
        header.extensions.append(nibabel.nifti1.Nifti1Extension(code, content))
    header["descrip"] = summary.encode()
    if change:
        change(header)
    if swapped:
        swapped_header = header.as_byteswapped(">")
        swapped_header.extensions.extend(header.extensions)
        image = KINDS[version](samples, None, swapped_header, dtype=samples.dtype)
    out = io.BytesIO()
    if scaling:
        image.header.set_slope_inter(*scaling)
    image.to_stream(out)
    data = bytearray(out.getvalue())
    if scaling:
        # Raw samples beside a scaling: nibabel would divide by it.
        order, place = (">" if swapped else "<"), (112 if version == 1 else 176)
        struct.pack_into(order + ("2f" if version == 1 else "2d"), data, place, *scaling)
        offset = int(image.dataobj.offset if hasattr(image.dataobj, "offset") else image.header["vox_offset"])
        offset = offset or (352 if version == 1 else 544)
        raw = samples.astype(samples.dtype.newbyteorder(order)).tobytes(order="F")
        data[-len(raw):] = raw
    data = bytes(data)
    again = KINDS[version].from_bytes(data)
    assert numpy.array_equal(again.dataobj.get_unscaled(), samples), "nibabel reads other samples"
    return data


def add_nifti(name, samples, squeezed=None, roles="zyx", **options):
    data = nifti(samples, **options)
    if name.endswith(".gz"):
        data = gzip.compress(data, mtime=0)
    shown = samples.transpose() if squeezed is None else squeezed
    units, zooms = options.get("units", ("mm", "sec")), options.get("zooms")
    distances = dict(zip("xyz", zooms or (2, 3, 4) if options.get("forms", (0, 0))[0] else zooms or (1, 1, 1)))
    facts = {"axes": roles, "summary": options.get("summary", ""), "unit": units[0],
             "spacing": [distances.get(letter) for letter in roles]}
    if options.get("scaling"):
        facts["scaling"] = list(numpy.array(options["scaling"], "f4" if options.get("version", 1) == 1 else "f8")
                                .astype(float))
    add(name, data, shown, **facts)


for type in TYPES:
    for version in (1, 2):
        for swapped in (False, True):
            samples = pattern(type, (4, 3, 2))
            add_nifti(f"{type}-{version}{'-big' if swapped else ''}.nii", samples, version=version, swapped=swapped,
                      zooms=(0.5, 1.25, 3))
volume = pattern("int16", (4, 3, 2))
for unit in ("meter", "mm", "micron"):
    add_nifti(f"unit-{unit}.nii", volume, units=(unit, "sec"), zooms=(2, 3, 4))
add_nifti("scaled.nii", volume, scaling=(0.25, -1024.5))
add_nifti("scaled-big.nii", volume, scaling=(0.1, 3), swapped=True)
add_nifti("scaled-2.nii.gz", volume, scaling=(0.1, 3), version=2)
add_nifti("line.nii", pattern("uint8", (9,)), roles="x")
add_nifti("plane.nii", pattern("uint8", (5, 4)), roles="yx", zooms=(2, 3))
add_nifti("single-slice.nii", pattern("uint8", (5, 4, 1)), pattern("uint8", (5, 4, 1))[..., 0].transpose(), roles="yx")
add_nifti("series.nii.gz", pattern("float32", (3, 2, 4, 5)), roles="tzyx", zooms=(2, 2.5, 3, 1.5))
slices = pattern("uint16", (3, 2, 1, 5))
add_nifti("slice-series.nii", slices, slices[:, :, 0].transpose(), roles="tyx")
vectors = pattern("float32", (4, 3, 2, 1, 3))
add_nifti("vectors.nii.gz", vectors, vectors[:, :, :, 0].transpose(), roles="czyx")
add_nifti("six.nii", pattern("int8", (2, 3, 2, 2, 2, 3)), roles="nctzyx")
add_nifti("qform.nii", volume, forms=(1, 0), summary="written by nibabel")
add_nifti("sform.nii.gz", volume, forms=(1, 4), zooms=None, summary="FSL5.0")
add_nifti("sform-big-2.nii", volume, forms=(1, 4), version=2, swapped=True, summary="both forms")
comments = [(6, b"a comment"), (44, b"<xml>" + b"x" * 40 + b"</xml>")]
add_nifti("extensions.nii", volume, extensions=comments)
add_nifti("extensions-2.nii.gz", volume, extensions=comments, version=2)
add_nifti("extensions-big.nii", volume, extensions=comments, swapped=True)


def more(header):
    header["intent_code"], header["intent_p1"], header["intent_name"] = 3, 17, b"t-test"
    header["cal_max"], header["cal_min"], header["toffset"], header["aux_file"] = 200, 10, 2.5, b"colours.lut"
    header["slice_code"], header["slice_duration"], header["dim_info"] = 3, 0.1, 0x39


add_nifti("more.nii", volume, change=more)
add_nifti("more-2.nii", volume, change=more, version=2)

colours = {3: [("R", "u1"), ("G", "u1"), ("B", "u1")], 4: [("R", "u1"), ("G", "u1"), ("B", "u1"), ("A", "u1")]}
for channels, fields in colours.items():
    samples = pattern("uint8", (4, 3, 2, channels))
    structured = numpy.ascontiguousarray(samples).view(numpy.dtype(fields))[..., 0]
    out = io.BytesIO()
    nibabel.Nifti1Image(structured, None).to_stream(out)
    add(f"colours{channels}.nii", out.getvalue(), samples.transpose(2, 1, 0, 3), axes="zyxc", summary="", unit="unknown",
        spacing=[None] * 4, alpha="straight" if channels == 4 else "none")

plain = nifti(volume)
members = gzip.compress(plain[:100], mtime=0) + gzip.compress(plain[100:360], mtime=0) + gzip.compress(plain[360:], mtime=0)
facts = {"axes": "zyx", "summary": "", "unit": "mm", "spacing": [1, 1, 1]}
add("members.nii.gz", members, volume.transpose(), **facts)
add("padded.nii.gz", gzip.compress(plain, mtime=0) + bytes(512), volume.transpose(), **facts)
named = io.BytesIO()
with gzip.GzipFile("a name.nii", "wb", 9, named, 0) as file:
    file.write(plain)
add("named.nii.gz", named.getvalue(), volume.transpose(), **facts)

# --- npz -------------------------------------------------------------------------------------------------------------

array = (numpy.arange(60) * 7 % 53).astype("f4").reshape(3, 4, 5)
for name, save in (("stored.npz", numpy.savez), ("deflated.npz", numpy.savez_compressed)):
    out = io.BytesIO()
    save(out, array)
    add(name, out.getvalue(), array)
out = io.BytesIO()
numpy.savez(out, numpy.asfortranarray(array.astype(">i2")))
add("fortran-big.npz", out.getvalue(), array.astype("i2"))
out = io.BytesIO()
numpy.savez_compressed(out, first=array, second=numpy.arange(6, dtype="u1").reshape(2, 3), third=numpy.float64(2.5))
add("several.npz", out.getvalue(), numpy.arange(6, dtype="u1").reshape(2, 3), member="second")


class Unseekable(io.RawIOBase):
    """A pipe: sizes follow the members."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += bytes(data)
        return len(data)


for name, method in (("piped-stored.npz", zipfile.ZIP_STORED), ("piped-deflated.npz", zipfile.ZIP_DEFLATED)):
    out = Unseekable()
    with zipfile.ZipFile(out, "w", method) as archive:
        inner = io.BytesIO()
        numpy.save(inner, array)
        archive.comment = b"a comment, PK\5\6 included"
        with archive.open(zipfile.ZipInfo("arr_0.npy"), "w", force_zip64=True) as member:
            member.write(inner.getvalue())
    add(name, bytes(out.bytes), array)

inner = io.BytesIO()
numpy.save(inner, array)
inner = inner.getvalue()
crc = zipfile.crc32(inner)
local = struct.pack("<4sHHHIIIIHH", b"PK\3\4", 45, 0, 0, 0x210000, crc, 2**32 - 1, 2**32 - 1, 9, 20) + b"arr_0.npy"
local += struct.pack("<HHQQ", 1, 16, len(inner), len(inner)) + inner
table = struct.pack("<4sHHHHIIIIHHHHHII", b"PK\1\2", 45, 45, 0, 0, 0x210000, crc, 2**32 - 1, 2**32 - 1, 9, 28, 0, 0, 0, 0,
                    2**32 - 1) + b"arr_0.npy" + struct.pack("<HHQQQ", 1, 24, len(inner), len(inner), 0)
end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(table), len(local))
end += struct.pack("<4sIQI", b"PK\6\7", 0, len(local) + len(table), 1)
end += struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 2**16 - 1, 2**16 - 1, 2**32 - 1, 2**32 - 1, 0)
assert numpy.array_equal(numpy.load(io.BytesIO(local + table + end))["arr_0"], array)
add("zip64.npz", local + table + end, array)

# --- what we wrote ---------------------------------------------------------------------------------------------------


def fields(header):
    return {key: header[key].tolist() for key in header.keys() if key not in ("vox_offset", "regular")}


def same(a, b):
    return a == b or str(a) == str(b)  # NaN


def verify(written):
    count = 0
    for entry in expected:
        path = written / pathlib.Path(entry["file"]).name
        if entry["file"].endswith(".npz"):
            with numpy.load(path) as archive:
                assert archive.files == ["arr_0"], path
                samples = archive["arr_0"]
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
            assert samples.dtype.name == entry["type"] and list(samples.shape) == entry["shape"], path
            values = samples.ravel()
        else:
            ours, theirs = nibabel.load(path), nibabel.load(folder / path.name)
            values = ours.dataobj.get_unscaled()
            assert numpy.array_equal(values, theirs.dataobj.get_unscaled()), path
            assert numpy.array_equal(ours.affine, theirs.affine), path
            for key, value in fields(theirs.header).items():
                assert same(fields(ours.header)[key], value), (path, key, value, fields(ours.header)[key])
            assert [e.get_content() for e in ours.header.extensions] == [
                e.get_content() for e in theirs.header.extensions], path
            count += 1
            continue
        assert " ".join(text(value) for value in values) == entry["samples"], path
        count += 1
    print(count, "files are as they were")


if is_verifying:
    verify(pathlib.Path(sys.argv[2]))
else:
    (folder / "expected.json").write_text(json.dumps(expected, indent=0, ensure_ascii=False) + "\n")
    print(len(expected), "files,", sum(path.stat().st_size for path in folder.iterdir()), "bytes")
