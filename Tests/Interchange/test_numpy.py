"""NumPy's files, and ours in NumPy."""

import numpy
import pytest

from tool import convert, info, noise, read, run

TYPES = ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"]
SHAPES = {(): "", (11,): "x", (7, 9): "yx", (5, 6, 7): "zyx", (2, 3, 4, 5): "tzyx", (0, 4): "yx"}


@pytest.mark.parametrize("fortran", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_types(tmp_path, shape, dtype, order, fortran):
    samples = noise(shape, dtype) if 0 not in shape else numpy.zeros(shape, dtype)
    path = tmp_path / "a.npy"
    numpy.save(path, numpy.asarray(samples, numpy.dtype(dtype).newbyteorder(order), order="F" if fortran else "C"))
    told = info(path)
    assert told["shape"] == list(shape)
    if samples.size:
        assert (told["minimum"], told["maximum"]) == (pytest.approx(float(samples.min())), pytest.approx(float(samples.max())))
    if not shape:
        return
    found = read(path, "--roles", SHAPES[shape])
    assert found.dtype == samples.dtype
    assert found.flags.c_contiguous
    assert numpy.array_equal(found, samples)


@pytest.mark.parametrize("save", [numpy.savez, numpy.savez_compressed])
@pytest.mark.parametrize("dtype", TYPES)
def test_archives(tmp_path, dtype, save):
    first, second = noise((7, 9), dtype), noise((4, 5), dtype, seed=2)
    path = tmp_path / "a.npz"
    save(path, first=first, second=second)
    assert numpy.array_equal(read(path, "--member", "second"), second)
    run("info", path, status=1)
    save(path, only=first)
    assert numpy.array_equal(read(path), first)
    with numpy.load(convert(path, tmp_path / "b.npz")) as again:
        assert [numpy.array_equal(again[name], first) for name in again.files] == [True]


@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_versions(tmp_path, version):
    samples = noise((7, 9), "f4")
    with open(tmp_path / "a.npy", "wb") as file:
        numpy.lib.format.write_array(file, samples, version=version)
    assert numpy.array_equal(read(tmp_path / "a.npy"), samples)


@pytest.mark.parametrize("dtype", ["c8", "U3", "O", "M8[s]", [("a", "u1"), ("b", "f4")], "g"])
def test_other_types_are_refused(tmp_path, dtype):
    numpy.save(tmp_path / "a.npy", numpy.zeros((3, 4), dtype))
    run("info", tmp_path / "a.npy", status=1)
