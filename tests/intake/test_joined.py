"""Parts of split archives put together: as the packers of this machine split them."""

from __future__ import annotations

import io
import random
import shutil
import struct
import subprocess
import zipfile
from functools import partial
from pathlib import Path

import pytest

from sekisho.intake.joined import join
from sekisho.intake.member import NotOpenedError

FILES = {"予算.txt": "予算書\n".encode() * 3000, "b.bin": random.Random(7).randbytes(200_000)}
INFO_ZIP = shutil.which("zip") or ""
SEVEN_ZIP = shutil.which("7z") or shutil.which("7zz") or ""
needs_zip = pytest.mark.skipif(not INFO_ZIP, reason="needs zip (apt-get install)")
needs_seven = pytest.mark.skipif(not SEVEN_ZIP, reason="needs 7zip (apt-get install)")


def laid(folder: Path) -> list[str]:
    """The files to pack, and their names."""
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    return list(FILES)


def whole(way: str, parts: list[bytes]) -> io.BytesIO:
    out = io.BytesIO()
    join(way, [partial(io.BytesIO, one) for one in parts], out)
    return out


def in_zip(file: io.BytesIO) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {one: archive.read(one) for one in archive.namelist()}


def info_zip(folder: Path) -> list[bytes]:
    """What Info-ZIP splits into parts of 64 kB, the last at the end."""
    names = laid(folder)
    subprocess.run([INFO_ZIP, "-q", "-s", "64k", "a.zip", *names], cwd=folder, check=True)
    return [one.read_bytes() for one in (*sorted(folder.glob("a.z0*")), folder / "a.zip")]


@needs_zip
def test_a_zip_of_info_zip(tmp_path: Path) -> None:
    parts = info_zip(tmp_path)
    assert len(parts) == 4
    # the names stand there without saying in which letters
    assert list(in_zip(whole("zip", parts)).values()) == list(FILES.values())


@needs_zip
@pytest.mark.parametrize("left_out", [0, 1, 3])
def test_parts_that_do_not_make_one(tmp_path: Path, left_out: int) -> None:
    parts = info_zip(tmp_path)
    del parts[left_out]
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_part"):
        whole("zip", parts)


@needs_seven
def test_a_zip_of_seven_zip(tmp_path: Path) -> None:
    names = laid(tmp_path)
    made = [SEVEN_ZIP, "a", "-v64k", "-tzip", "a.zip", *names]
    subprocess.run(made, cwd=tmp_path, check=True, capture_output=True)
    parts = [one.read_bytes() for one in sorted(tmp_path.glob("a.zip.0*"))]
    assert len(parts) > 3
    assert in_zip(whole("cut", parts)) == FILES
    with pytest.raises(NotOpenedError, match=r"not_read\.archive_part"):
        whole("cut", parts[:-1])


@pytest.mark.parametrize(
    ("at", "form", "value", "code"),
    [
        (4, "<H", 0xFFFF, "not_read.archive_method"), (6, "<H", 7, "not_read.archive_part"),
        (12, "<I", 2**31, "not_read.archive_too_many"),
        (16, "<I", 0xFFFFFFFF, "not_read.archive_method"),
        (12, "<I", 2**20, "not_read.archive_method"),
    ],
)  # fmt: skip
def test_what_an_end_may_not_say(at: int, form: str, value: int, code: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"a" * 100)
    data = bytearray(out.getvalue())
    end = data.rindex(b"PK\x05\x06")
    struct.pack_into(form, data, end + at, value)
    with pytest.raises(NotOpenedError) as told:
        whole("zip", [bytes(data)])
    assert told.value.code == code
