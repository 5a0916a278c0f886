"""What a process can meet: a death in the middle of writing, a full disk, things that are no files, headers that lie."""

import os
import random
import resource
import shutil
import signal
import stat
import struct
import subprocess
import time
import zlib

import nibabel
import numpy
import pytest
from PIL import Image

from tool import POINTSPREAD, noise, run

SEED = int(os.environ.get("SEED", random.randrange(1 << 32)))
LINE = [POINTSPREAD, "gaussian", "--sigma", "0", "--force", "--quiet"]
ENDINGS = ["png", "tif", "npy", "nii.gz", "webp", "jpg", "ppm", "npz"]


def photograph(path, size=(700, 900)):
    rows, columns = numpy.mgrid[: size[0], : size[1]]
    channels = [(127 + 120 * numpy.sin(rows / (9 + 5 * index)) * numpy.cos(columns / 11)) for index in range(3)]
    Image.fromarray(numpy.stack(channels, axis=2).astype("u1")).save(path)
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_killed_while_writing(tmp_path, ending):
    """25 times for each of 8 formats: what bears the name is the old file or the new one, whole."""
    dice = random.Random(f"{SEED} {ending}")
    source, target = photograph(tmp_path / "a.png"), tmp_path / "out" / f"b.{ending}"
    target.parent.mkdir()
    line = [*LINE, source, "-o", target]
    begin = time.monotonic()
    subprocess.run(line, check=True)
    duration = time.monotonic() - begin
    new, old = target.read_bytes(), b"what was there before"
    killed = 0
    for _ in range(25):
        target.write_bytes(old)
        process = subprocess.Popen(line)
        time.sleep(dice.uniform(0, 1.2) * duration)
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        found = target.read_bytes()
        assert found in (old, new), f"{len(found)} bytes, seed {SEED}"
    # Between the moments when the finished file gets a hidden name and when it takes the old one's place, it can stay behind.
    left = [name for name in os.listdir(target.parent) if name != target.name]
    print(f"seed {SEED}: killed {killed} of 25, left behind: {left}")
    assert len(left) <= 2, f"{left}, seed {SEED}"
    assert killed > 0


@pytest.fixture
def small_disk(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize("ending", ["png", "tif", "npy", "nii", "nii.gz", "webp", "jpg", "ppm", "npz"])
def test_full_disk(tmp_path, small_disk, ending):
    source, target = tmp_path / "a.png", small_disk / f"b.{ending}"
    Image.fromarray(noise((700, 900, 3), "u1")).save(source)
    for existing in (None, b"what was there before"):
        if existing:
            target.write_bytes(existing)
        done = run(*LINE[1:], source, "-o", target, status=1)
        assert b"space" in done.stderr
        assert (target.read_bytes() if target.exists() else None) == existing
        assert os.listdir(small_disk) == ([target.name] if existing else [])


def test_a_device_that_is_full(tmp_path):
    done = run("gaussian", "--sigma", 0, photograph(tmp_path / "a.png"), "-o", "/dev/full", "--format", "png", status=1)
    assert b"space" in done.stderr
    assert stat.S_ISCHR(os.stat("/dev/full").st_mode)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", "/nowhere/at/all.png", ""])
def test_inputs_that_are_no_images(path):
    for line in (["info", path], ["gaussian", "--sigma", "1", path, "-o", "/dev/null", "--format", "png"]):
        done = subprocess.run([POINTSPREAD, *line], capture_output=True, timeout=60)
        assert done.returncode in (1, 2)
        assert len(done.stderr.splitlines()) == 1


def test_folder_as_input_and_output(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "b.png").mkdir()
    source = photograph(tmp_path / "a.png")
    for line in (["info", tmp_path / "empty"], ["gaussian", "--sigma", 0, tmp_path / "empty", "-o", tmp_path / "c"]):
        done = subprocess.run([POINTSPREAD, *map(str, line)], capture_output=True, timeout=60)
        assert done.returncode in (1, 2)
        assert len(done.stderr.splitlines()) == 1
    assert os.path.isdir(tmp_path / "b.png")


@pytest.mark.parametrize("ending", ["png", "tif", "npy", "nii", "jpg", "webp", "ppm"])
def test_named_pipes(tmp_path, ending):
    """What comes through a pipe reads as what lies in a file."""
    source = tmp_path / f"a.{ending}"
    run(*LINE[1:], photograph(tmp_path / "p.png", (60, 70)), "-o", source)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    roles = ["--roles", "yxc"] if ending == "npy" else []
    run(*LINE[1:], *roles, source, "-o", tmp_path / "expected.npy")
    writer = subprocess.Popen(["cp", source, pipe])
    run(*LINE[1:], *roles, pipe, "-o", tmp_path / "found.npy")
    assert writer.wait(timeout=20) == 0
    assert (tmp_path / "found.npy").read_bytes() == (tmp_path / "expected.npy").read_bytes()
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    run(*LINE[1:], *roles, source, "-o", pipe, "--format", ending)
    run(*LINE[1:], *roles, source, "-o", tmp_path / f"again.{ending}")
    assert reader.communicate(timeout=20)[0] == (tmp_path / f"again.{ending}").read_bytes()
    assert stat.S_ISFIFO(os.stat(pipe).st_mode)


@pytest.fixture
def nobody():
    """How a command is run without rights."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root reads everything, and there is no setpriv")
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def test_no_permission(tmp_path_factory, nobody):
    # pytest's own folders are open to their owner only.
    folder = tmp_path_factory.mktemp("open")
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(0o755)
    source = photograph(folder / "a.png", (20, 30))
    secret, closed = folder / "secret.png", folder / "closed"
    shutil.copy(source, secret)
    secret.chmod(0)
    closed.mkdir(mode=0o555)
    if nobody and subprocess.run([*nobody, POINTSPREAD, "--version"], capture_output=True).returncode:
        pytest.skip("the command lies where others may not go")
    for line in ([secret, "-o", "/dev/null", "--format", "png"], [source, "-o", closed / "b.png"]):
        done = subprocess.run([*nobody, *map(str, LINE + line)], capture_output=True, timeout=60)
        assert done.returncode == 1
        assert b"ermission" in done.stderr
        assert len(done.stderr.splitlines()) == 1
    assert os.listdir(closed) == []
    secret.chmod(0o600)


def png(width, height):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(b"\0" * 60))


def jpeg(width, height):
    table = b"\xff\xdb\0\x43\0" + bytes([1] * 64)
    frame = b"\xff\xc2\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03\1\x11\0\2\x11\0\3\x11\0"
    return b"\xff\xd8" + table + frame + b"\xff\xda\0\x0c\x03\1\0\2\0\3\0\0\0\0" + b"\0" * 40 + b"\xff\xd9"


def tiff(width, height, following=0, compression=8):
    entries = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, compression), (262, 3, 1), (273, 4, 150), (277, 3, 1), (278, 4, height), (279, 4, 40)]
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + body + struct.pack("<I", following) + b"\0" * 80


def webp(width, height):
    size = (width - 1) | (height - 1) << 14
    body = b"VP8L" + struct.pack("<I", 20) + b"\x2f" + struct.pack("<I", size) + b"\0" * 15
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def nifti(sizes):
    header = nibabel.Nifti1Header()
    header.set_data_dtype("i2")
    header["dim"] = [3, *sizes, 1, 1, 1, 1]
    header["magic"] = b"n+1"
    header["vox_offset"] = 352
    return header.binaryblock + b"\0" * 60


def npy(shape):
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(header)) + header.encode() + b"\0" * 60


def many_pages(count):
    return b"II*\0\x08\0\0\0" + b"".join(struct.pack("<HHHIII", 1, 256, 3, 1, 1, 8 + 18 * (index + 1)) for index in range(count))


def compressed(size):
    deflater = zlib.compressobj(9, zlib.DEFLATED, 31)
    header = nibabel.Nifti1Header()
    header.set_data_dtype("u1")
    header.set_data_shape((1024, 1024, size >> 20))
    header["magic"], header["vox_offset"] = b"n+1", 352
    parts = [deflater.compress(header.binaryblock + b"\0" * 4)]
    parts += [deflater.compress(b"\0" * (1 << 20)) for _ in range(size >> 20)]
    return b"".join(parts) + deflater.flush()


LIES = {
    "png": png(60000, 60000), "png-wide": png(2**31 - 1, 1), "png-30000": png(30000, 30000), "jpg": jpeg(60000, 60000), "jpg-65500": jpeg(65500, 65500),
    "tif": tiff(60000, 60000), "tif-20000": tiff(20000, 20000), "tif-bare": tiff(60000, 60000, compression=1),
    "tif-ring": tiff(4, 4, following=8), "tif-pages": many_pages(10**6), "webp": webp(16383, 16383), "nii": nifti((32767, 32767, 32767)),
    "nii-negative": nifti((-5, 6, 7)), "nii-gz": compressed(1 << 30),
    "npy": npy((60000, 60000, 100)), "npy-negative": npy((-60000, 60000)), "npy-overflow": npy((2**62, 2**62)),
    "npy-empty": npy((2**50, 0, 4)), "npy-empty-rows": npy((0, 2**50)),
    "ppm": b"P6 60000 60000 255\n" + b"\0" * 100, "ppm-plain": b"P3 60000 60000 255\n1 2 3", "pfm": b"PF\n60000 60000\n-1.0\n" + b"\0" * 100,
    "pam": b"P7\nWIDTH 60000\nHEIGHT 60000\nDEPTH 60000\nMAXVAL 255\nENDHDR\n",
}


@pytest.mark.parametrize("piped", [False, True])
@pytest.mark.parametrize("name", LIES)
def test_headers_that_lie(tmp_path, name, piped):
    """Refused in one line, in less than 600 MB of addresses and 300 MB of memory."""
    path = tmp_path / "a"
    path.write_bytes(LIES[name])
    arguments = [POINTSPREAD, "info", "-" if piped else path]

    def limited():
        # A pipe says nothing of its length: memory is reserved as the header promises, and used as samples arrive.
        space = (5 << 30) if piped else (600 << 20)
        resource.setrlimit(resource.RLIMIT_AS, (space, space))

    with open(path, "rb") as file:
        feed = subprocess.Popen(["cat"], stdin=file, stdout=subprocess.PIPE) if piped else None
        process = subprocess.Popen(
            arguments, stdin=feed.stdout if feed else subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limited)
        if feed:
            feed.stdout.close()
        error = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if feed:
            feed.wait()
    assert process.returncode == 1, error
    assert len(error.splitlines()) == 1
    assert b"memory for" not in error
    assert usage.ru_maxrss < 300 << 10


@pytest.mark.parametrize("ending", ["png", "tif", "npy", "nii", "nii.gz", "webp", "jpg", "ppm", "npz"])
def test_500_flipped_bits(tmp_path, ending):
    """An image or an error in one line, never a crash; many files in one run."""
    dice = random.Random(f"{SEED} {ending}")
    source = tmp_path / f"a.{ending}"
    run(*LINE[1:], photograph(tmp_path / "p.png", (20, 30)), "-o", source)
    intact = source.read_bytes()
    folder = tmp_path / "damaged"
    folder.mkdir()
    for index in range(500):
        damaged = bytearray(intact)
        bit = dice.randrange(8 * len(intact))
        damaged[bit // 8] ^= 1 << bit % 8
        (folder / f"{index:03} {bit}.{ending}").write_bytes(damaged)
    limits = ["--max-pixels", "1000000", "--max-bytes", "10000000"]
    done = subprocess.run([POINTSPREAD, "info", "--json", folder, *limits], capture_output=True, timeout=300)
    assert done.returncode in (0, 1), f"seed {SEED}: {done.stderr[-500:]}"
    assert len(done.stdout.splitlines()) == 500, f"seed {SEED}"
    errors = done.stderr.decode().splitlines()
    assert len(errors) <= 500 and all("expected" in error for error in errors), f"seed {SEED}: {errors}"
