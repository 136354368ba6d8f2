"""No archive, however made, fills the disk or the memory, leaves its folder, or goes untold."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sekisho.intake import archives

from .conftest import LINE, Run

Events = Callable[..., Run]
MIB = 1024 * 1024


@pytest.fixture(autouse=True)
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of a whole intake, small enough for a test: the logic is the same."""

    class Small(archives.Allowance):
        def __init__(self, passwords: tuple[str, ...] = ()) -> None:
            super().__init__(
                left=200 * MIB, free=8 * MIB, ratio=20, members=3_000, passwords=passwords
            )

    monkeypatch.setattr("sekisho.intake.road.Allowance", Small)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def tarred(*infos: tarfile.TarInfo, content: bytes = b"") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as file:
        for info in infos:
            file.addfile(info, io.BytesIO(content) if info.isreg() else None)
    return out.getvalue()


def info(name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, **more: object):
    made = tarfile.TarInfo(name)
    made.type, made.size = kind, size
    for key, value in more.items():
        setattr(made, key, value)
    return made


LOG = LINE.replace("tanaka", "inside").encode() * 2
ZEROS = b"\0" * (16 * MIB)


def nested() -> bytes:
    """16 archives in 16 archives in 16 …, each of the innermost full of zeros."""
    inner = zipped({"zeros": ZEROS})
    for _ in range(5):
        inner = zipped({f"{number}.zip": inner for number in range(16)})
    return inner


def overlapping() -> bytes:
    """One compressed body that a thousand entries of the table of contents point to."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = body.compress(ZEROS) + body.flush()
    crc = zlib.crc32(ZEROS)
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 33, crc, len(packed), len(ZEROS),
                        1, 0) + b"a"  # fmt: skip
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 33, crc, len(packed),
                        len(ZEROS), 1, 0, 0, 0, 0, 0, 0) + b"a"  # fmt: skip
    count = 1000
    start = len(local) + len(packed)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, count * len(entry), start, 0)
    return local + packed + entry * count + end


def wrong_sizes() -> bytes:
    data = bytearray(zipped({"a.log": LOG}, zipfile.ZIP_STORED))
    at = data.rfind(b"PK\x01\x02")
    data[at + 20 : at + 28] = struct.pack("<II", 0x7FFFFFF0, 0x7FFFFFF0)
    return bytes(data)


def quine_like() -> bytes:
    content = LOG
    for _ in range(40):
        content = gzip.compress(content)
    return content


def endless_header(kind: bytes) -> bytes:
    """A header that says its name, or its attributes, are gigabytes long; zeros follow."""
    head = info("././@LongLink", kind, 0)
    head.size = 8 * 1024 * MIB - 512
    return gzip.compress(head.tobuf(tarfile.GNU_FORMAT) + ZEROS * 4)


BOMBS = {
    "nested.zip": nested,
    "overlapping.zip": overlapping,
    "zeros.gz": lambda: gzip.compress(ZEROS * 4),
    "zeros.bz2": lambda: bz2.compress(ZEROS * 4),
    "zeros.xz": lambda: lzma.compress(ZEROS * 4),
    "zeros-bzip2.zip": lambda: zipped({"zeros": ZEROS * 4}, zipfile.ZIP_BZIP2),
    "zeros-lzma.zip": lambda: zipped({"zeros": ZEROS * 4}, zipfile.ZIP_LZMA),
    "zeros.tar.gz": lambda: gzip.compress(tarred(info("z", size=len(ZEROS)), content=ZEROS)),
    "skipped.tar.gz": lambda: gzip.compress(
        info("d", tarfile.CHRTYPE).tobuf().replace(b"0" * 11, b"7" * 11, 1) + ZEROS * 4
    ),
    "quine.gz": quine_like,
    "longname.tar.gz": lambda: endless_header(tarfile.GNUTYPE_LONGNAME),
    "pax.tar.gz": lambda: endless_header(tarfile.XHDTYPE),
    "sizes.zip": wrong_sizes,
    "many.zip": lambda: zipped({f"{number}.bin": b"\0" for number in range(4_000)}),
    "many-folders.tar.gz": lambda: gzip.compress(
        b"".join(info(f"d{number}", tarfile.DIRTYPE).tobuf() for number in range(20_000))
    ),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_told_and_the_rest_is_read(
    evidence: Path, events: Events, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (evidence / name).write_bytes(BOMBS[name]())
    written = 0
    real = archives._put

    def counting(piece: bytes, outside) -> None:
        nonlocal written
        written += len(piece)
        real(piece, outside)

    monkeypatch.setattr(archives, "_put", counting)
    run = events()
    assert (run.code, run.events >= 1) == (3, True)
    assert any(path.startswith(name) for path in run.unread), run.unread
    budget = 8 * MIB + 20 * (evidence / name).stat().st_size
    assert written <= budget + MIB


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (tarfile.SYMTYPE, "not_read.link"), (tarfile.LNKTYPE, "not_read.link"),
        (tarfile.CHRTYPE, "not_read.not_a_file"), (tarfile.BLKTYPE, "not_read.not_a_file"),
        (tarfile.FIFOTYPE, "not_read.not_a_file"),
    ],
)  # fmt: skip
def test_members_that_are_no_files(evidence: Path, events: Events, kind: bytes, code: str) -> None:
    odd = info("odd", kind, linkname="/etc/passwd")
    good = info("good.log", size=len(LOG))
    (evidence / "a.tar").write_bytes(tarred(odd, good, content=LOG))
    run = events()
    assert (run.code, run.events) == (3, 3)
    assert run.unread == {"a.tar!/odd": code}


@pytest.mark.parametrize(
    "name",
    [
        "/etc/cron.d/x", "../../../x", "..\\..\\x", "C:\\Windows\\x", "a\nb", "\x1b[2J", "x" * 4000,
        "CON", "nul.txt", "a:b", "..", ".", "/", "\ud800".encode("utf-8", "surrogatepass").decode(
            "utf-8", "replace"), "名簿.log", "trailing. ", "a/" * 500 + "b",
    ],
)  # fmt: skip
def test_names_of_members(evidence: Path, events: Events, tmp_path: Path, name: str) -> None:
    before = sorted(path for path in tmp_path.rglob("*") if path != evidence)
    (evidence / "a.tar").write_bytes(tarred(info(name, size=len(LOG)), content=LOG))
    (evidence / "a.zip").write_bytes(zipped({name + "z": LOG + LOG}))
    run = events()
    assert (run.code, run.events) == (0, 1 + 2 + 4)
    outside = [path for path in tmp_path.rglob("*") if path.parent != evidence]
    assert {path for path in outside if path not in before} == {
        evidence, tmp_path / "out", tmp_path / "out" / "events.parquet",
    } - set(before)  # fmt: skip


def test_the_same_name_twice_is_two_members(evidence: Path, events: Events) -> None:
    with zipfile.ZipFile(evidence / "a.zip", "w") as file:
        file.writestr("a.log", LOG)
        file.writestr("../a.log", LOG * 3)
        with pytest.warns(UserWarning, match="Duplicate name"):
            file.writestr("a.log", LOG * 2)
    run = events()
    assert (run.code, run.events) == (0, 1 + 2 + 4 + 6)


@pytest.mark.parametrize("stamp", ["1e300", "-1e300", "nan", "-5", "99999999999999"])
def test_times_of_members(evidence: Path, events: Events, stamp: str) -> None:
    odd = info("a.log", size=len(LOG), pax_headers={"mtime": stamp})
    (evidence / "a.tar").write_bytes(tarred(odd, content=LOG))
    run = events()
    assert run.events >= 1
    assert run.events == 3 or "a.tar!/…" in run.unread


@pytest.mark.parametrize("size", ["-1", "-512", "1e9", "9" * 40])
def test_sizes_that_lead_backwards_or_nowhere(evidence: Path, events: Events, size: str) -> None:
    odd = info("a.log", size=len(LOG), pax_headers={"size": size})
    (evidence / "a.tar").write_bytes(tarred(odd, content=LOG))
    run = events()
    assert run.code in (0, 3)
    assert run.events >= 1


@pytest.mark.skipif(os.name == "nt", reason="the disk's free space is asked by another call")
def test_a_disk_that_is_nearly_full(
    evidence: Path, events: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    (evidence / "a.zip").write_bytes(zipped({"a.log": LOG, "b.log": LOG}))
    usage = shutil.disk_usage(evidence)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=MIB))
    run = events()
    assert (run.code, run.events) == (3, 1)
    assert run.unread == {"a.zip!/…": "not_read.disk_full"}
