"""NIfTI volumes of nibabel's, and ours in nibabel."""

import nibabel
import numpy
import pytest

from tool import convert, info, noise, read, run

SHAPE = (7, 6, 5)
TYPES = ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8"]
KINDS = {1: nibabel.Nifti1Image, 2: nibabel.Nifti2Image}
TURNED = numpy.array([[0, 0, -2.5, 90], [-0.75, 0, 0, 60], [0, 1.5, 0, -40], [0, 0, 0, 1.0]])


def save(path, samples, version=1, affine=None, order="<", change=lambda image: None):
    """Writes samples, in nibabel's order of x, y, z."""
    header = KINDS[version].header_class(endianness=order)
    header.set_data_dtype(samples.dtype)
    image = KINDS[version](samples, TURNED if affine is None else affine, header)
    image.header.set_xyzt_units("mm", "sec")
    change(image)
    nibabel.save(image, path)
    return path


def stored(image):
    """The samples as they are in the file, before slope and intercept."""
    return numpy.asanyarray(image.dataobj.get_unscaled())


@pytest.mark.parametrize("ending", ["nii", "nii.gz"])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("dtype", TYPES)
def test_types(tmp_path, dtype, version, order, ending):
    samples = noise(SHAPE, dtype)
    path = save(tmp_path / f"a.{ending}", samples, version, order=order)
    found = read(path)
    assert found.dtype == samples.dtype
    # Arrays are in the order of the file, the slowest axis first.
    assert numpy.array_equal(found, samples.T)
    before, after = nibabel.load(path), nibabel.load(convert(path, tmp_path / f"b.{ending}"))
    assert type(after) is type(before)
    assert after.header.endianness == order
    assert after.get_data_dtype() == before.get_data_dtype()
    assert numpy.array_equal(stored(after), stored(before))
    assert numpy.array_equal(after.affine, before.affine)
    assert after.header == before.header


@pytest.mark.parametrize("shape", [(7, 6), (7, 6, 1), (7, 6, 5, 3), (7, 6, 1, 4), (7, 6, 5, 1, 3)])
def test_ranks(tmp_path, shape):
    samples = noise(shape, "i2")
    path = save(tmp_path / "a.nii.gz", samples)
    again = nibabel.load(convert(path, tmp_path / "b.nii.gz"))
    assert numpy.array_equal(stored(again).squeeze(), samples.squeeze())
    assert numpy.array_equal(again.affine, TURNED)


@pytest.mark.parametrize("slope, intercept", [(1, 0), (0.125, -1024), (-3, 7.5), (2.5e-4, 0)])
def test_scaling(tmp_path, slope, intercept):
    samples = noise(SHAPE, "i2")
    path = save(tmp_path / "a.nii", samples, change=lambda image: image.header.set_slope_inter(slope, intercept))
    told = info(path)
    if (slope, intercept) != (1, 0):
        assert (told["slope"], told["intercept"]) == pytest.approx((slope, intercept))
    before, after = nibabel.load(path), nibabel.load(convert(path, tmp_path / "b.nii"))
    assert numpy.array_equal(stored(after), samples)
    assert (after.dataobj.slope, after.dataobj.inter) == (before.dataobj.slope, before.dataobj.inter)
    assert numpy.array_equal(after.get_fdata(), before.get_fdata())
    # A format that cannot say a slope gets the values themselves.
    assert numpy.allclose(read(path), before.get_fdata().T, rtol=1e-6)


@pytest.mark.parametrize("sform, qform", [(1, 0), (0, 1), (2, 1), (4, 3), (0, 0)])
def test_directions(tmp_path, sform, qform):
    def change(image):
        image.set_sform(TURNED if sform else None, sform)
        image.set_qform(TURNED if qform else None, qform)
        if not sform and not qform:
            image.header.set_zooms((0.75, 1.5, 2.5))

    path = save(tmp_path / "a.nii.gz", noise(SHAPE, "f4"), change=change)
    assert info(path)["spacingInMillimetres"] == pytest.approx([2.5, 1.5, 0.75])
    before, after = nibabel.load(path), nibabel.load(convert(path, tmp_path / "b.nii.gz"))
    for found, expected in [(after.get_sform(coded=True), before.get_sform(coded=True)), (after.get_qform(coded=True), before.get_qform(coded=True))]:
        assert found[1] == expected[1]
        assert (found[0] is None) == (expected[0] is None)
        if found[0] is not None:
            assert numpy.array_equal(found[0], expected[0])
    assert numpy.array_equal(after.affine, before.affine)
    assert after.header.get_zooms() == before.header.get_zooms()


@pytest.mark.parametrize("unit, factor", [("meter", 1000), ("mm", 1), ("micron", 1e-3)])
def test_units(tmp_path, unit, factor):
    path = save(tmp_path / "a.nii", noise(SHAPE, "u1"), change=lambda image: image.header.set_xyzt_units(unit))
    assert info(path)["spacingInMillimetres"] == pytest.approx([2.5 * factor, 1.5 * factor, 0.75 * factor])
    assert nibabel.load(convert(path, tmp_path / "b.nii")).header.get_xyzt_units()[0] == unit


def test_description_and_extensions(tmp_path):
    def change(image):
        image.header["descrip"] = b"a test of ours"
        image.header["intent_name"] = b"something"
        image.header.extensions.append(nibabel.nifti1.Nifti1Extension("comment", b"an extension"))

    path = save(tmp_path / "a.nii", noise(SHAPE, "i2"), change=change)
    after = nibabel.load(convert(path, tmp_path / "b.nii"))
    assert after.header["descrip"] == b"a test of ours"
    assert after.header["intent_name"] == b"something"
    assert after.header.extensions[0].get_content() == b"an extension"
    assert info(path)["summary"] == "a test of ours"


@pytest.mark.parametrize("channels", [3, 4])
def test_colours(tmp_path, channels):
    fields = [(name, "u1") for name in "RGBA"[:channels]]
    samples = noise((*SHAPE, channels), "u1")
    path = save(tmp_path / "a.nii", samples.view(fields).squeeze(-1))
    assert numpy.array_equal(read(path), samples.transpose(2, 1, 0, 3))
    assert numpy.array_equal(stored(nibabel.load(convert(path, tmp_path / "b.nii"))), samples.view(fields).squeeze(-1))


@pytest.mark.parametrize("dtype", ["c8", "c16"])
def test_other_numbers_are_refused(tmp_path, dtype):
    path = save(tmp_path / "a.nii", numpy.zeros(SHAPE, dtype))
    run("info", path, status=1)


def test_pairs_are_refused(tmp_path):
    nibabel.save(nibabel.Nifti1Pair(noise(SHAPE, "i2"), TURNED), tmp_path / "a.img")
    run("info", tmp_path / "a.hdr", status=1)
