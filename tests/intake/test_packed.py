"""What lies in an archive: names, times, bytes, and every kind of member that has none."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake import packed as module
from sekisho.intake.member import LARGEST, Member, NotOpenedError
from sekisho.intake.packed import opener_for

MODIFIED = datetime(2016, 6, 3, 7, 41, tzinfo=UTC)
MOST = 10**9


def evidence(path: Path, data: bytes) -> Evidence:
    path.write_bytes(data)
    return Evidence(path.name, path, len(data), "0" * 64, MODIFIED)


def opened(path: Path, data: bytes, most: int = MOST) -> list[tuple[Member, bytes | None]]:
    """Every member with its bytes, read while the archive is open."""
    opener = opener_for(data[:512])
    assert opener is not None
    found = []
    for member in opener(evidence(path, data), most):
        content = None
        if callable(member.content):
            with member.content() as file:
                content = file.read()
        found.append((member, content))
    return found


def zipped(
    members: dict[str, bytes],
    date: tuple[int, int, int, int, int, int] = (2016, 6, 3, 16, 41, 0),
    packing: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, date), content, packing)
    return out.getvalue()


def tarred(members: list[tuple[tarfile.TarInfo, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


def info(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname, made.mtime = kind, link, MODIFIED.timestamp()
    return made


@pytest.mark.parametrize(
    "head",
    [b"", b"PK", b"plain text\n", b"\x1f", b"BZ", b"\0" * 512, b"x" * 257 + b"usta", b"\xfd7zXZ"],
)
def test_what_is_no_archive(head: bytes) -> None:
    assert opener_for(head) is None


@pytest.mark.parametrize(
    ("name", "pack", "inner"),
    [
        ("a.log.gz", gzip.compress, "a.log"),
        ("A.LOG.GZ", gzip.compress, "A.LOG"),
        ("a.log.bz2", bz2.compress, "a.log"),
        ("a.log.xz", lzma.compress, "a.log"),
        ("a.log", gzip.compress, "a.log"),
        (".gz", gzip.compress, ".gz"),
        ("a.log-20160603.gz", gzip.compress, "a.log-20160603"),
        ("記録.gz", gzip.compress, "記録"),
    ],
)
def test_one_packed_file_has_the_name_without_the_ending(
    tmp_path: Path, name: str, pack: type, inner: str
) -> None:
    ((member, content),) = opened(tmp_path / name, pack(b"one\n"))
    assert (member.name, member.modified, content) == (inner, MODIFIED, b"one\n")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_tar_gives_its_members_at_once(tmp_path: Path, pack: type) -> None:
    data = pack(tarred([(info("logs/a.log"), b"one\n"), (info("logs/b.log"), b"two\n")]))
    found = opened(tmp_path / "a.tgz", data)
    assert [(member.name, content) for member, content in found] == [
        ("logs/a.log", b"one\n"),
        ("logs/b.log", b"two\n"),
    ]


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_zip_in_every_packing(tmp_path: Path, packing: int) -> None:
    ((member, content),) = opened(
        tmp_path / "a.zip", zipped({"記録/a.log": b"one\n" * 9}, packing=packing)
    )
    assert (member.name, member.size, content) == ("記録/a.log", 36, b"one\n" * 9)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ((2016, 6, 3, 16, 41, 0), datetime(2016, 6, 3, tzinfo=UTC)),
        ((1980, 1, 1, 0, 0, 0), datetime(1980, 1, 1, tzinfo=UTC)),
        ((2016, 0, 0, 0, 0, 0), None),
        ((2016, 2, 31, 0, 0, 0), None),
    ],
)
def test_of_the_local_time_in_a_zip_only_the_day_is_kept(
    tmp_path: Path, date: tuple[int, int, int, int, int, int], day: datetime | None
) -> None:
    ((member, _content),) = opened(tmp_path / "a.zip", zipped({"a": b""}, date))
    assert member.modified == day


def test_names_in_a_zip_of_windows(tmp_path: Path) -> None:
    """Without the flag for UTF-8 the bytes are cp932 there, whatever the standard says."""
    stand_in = "placeholder_.csv"
    for japanese in ("ソフト名簿１".encode("cp932"), "名簿表１".encode()):
        data = zipped({stand_in: b"x"}).replace(b"placeholder_", japanese.ljust(12, b"_"))
        ((member, _content),) = opened(tmp_path / "a.zip", data)
        assert member.name.startswith(("ソフト名簿１", "名簿表１"))


def test_a_member_under_a_password_and_a_folder(tmp_path: Path) -> None:
    data = bytearray(zipped({"folder/": b"", "a.txt": b"secret"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag "encrypted" in the table of contents
    found = [member.content for member, _content in opened(tmp_path / "a.zip", bytes(data))]
    assert found == [None, "not_read.encrypted_member"]


def test_a_table_of_contents_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONTENTS", 1000)
    data = zipped({f"{number}.txt": b"" for number in range(100)})
    with pytest.raises(NotOpenedError) as caught:
        opened(tmp_path / "a.zip", data)
    assert caught.value.code == "not_read.archive_too_many"
    assert len(opened(tmp_path / "b.zip", zipped({"a": b""}))) == 1


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_members_of_a_tar_by_what_they_are(tmp_path: Path, form: int) -> None:
    data = tarred(
        [
            (info("logs", tarfile.DIRTYPE), b""),
            (info("logs/a.log"), b"one\n"),
            (info("link", tarfile.SYMTYPE, "/etc/passwd"), b""),
            (info("hard", tarfile.LNKTYPE, "logs/a.log"), b""),
            (info("pipe", tarfile.FIFOTYPE), b""),
            (info("disk", tarfile.BLKTYPE), b""),
            (info("../../b.log"), b"two\n"),
        ],
        form,
    )
    found = [
        (member.name, content if callable(member.content) else member.content)
        for member, content in opened(tmp_path / "a.tar", data)
    ]
    assert found == [
        ("logs", None),
        ("logs/a.log", b"one\n"),
        ("link", "not_read.link"),
        ("hard", "not_read.link"),
        ("pipe", "not_read.not_a_file"),
        ("disk", "not_read.not_a_file"),
        ("b.log", b"two\n"),
    ]


def test_the_time_of_a_member_of_a_tar(tmp_path: Path) -> None:
    ((member, _content),) = opened(tmp_path / "a.tar", tarred([(info("a"), b"")]))
    assert member.modified == MODIFIED


def claiming(size: str) -> bytes:
    """A tar whose one member says that it has this size; it has ten bytes."""
    one = info("a.log")
    one.pax_headers = {"size": size}
    return tarred([(one, b"x" * 10)])


def test_a_size_below_nothing_is_nothing(tmp_path: Path) -> None:
    ((member, _content),) = opened(tmp_path / "a.tar", claiming("-5"))
    assert member.size == 0


def test_a_size_beyond_every_disk_is_not_followed(tmp_path: Path) -> None:
    data = claiming("9" * 23)
    opener = opener_for(data[:512])
    assert opener is not None
    members = opener(evidence(tmp_path / "a.tar", data), MOST)
    assert next(members).size == LARGEST
    with pytest.raises(NotOpenedError) as caught:
        next(members)
    assert caught.value.code == "not_read.archive_too_large"


def test_a_header_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEADER", 4096)
    data = tarred([(info("x" * 100_000), b"")])
    with pytest.raises(tarfile.ReadError):
        opened(tmp_path / "a.tar", data)


def test_no_more_is_unpacked_on_the_way_than_is_allowed(tmp_path: Path) -> None:
    data = gzip.compress(tarred([(info("large"), b"\0" * 10**6), (info("small"), b"x")]))
    opener = opener_for(data)
    assert opener is not None
    found: list[str] = []
    with pytest.raises(NotOpenedError) as caught:
        found += (m.name for m in opener(evidence(tmp_path / "a.tgz", data), 100_000))
    assert caught.value.code == "not_read.archive_too_large"


def encrypted_zip(name: str, content: bytes, password: bytes) -> bytes:
    """A stored member in the traditional encryption (APPNOTE 6.1)."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = zlib.crc32(bytes([byte]), keys[0] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = zlib.crc32(bytes([keys[1] >> 24]), keys[2] ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    for byte in password:
        update(byte)
    check = zlib.crc32(content)
    packed = bytearray()
    for byte in bytes(11) + bytes([check >> 24]) + content:
        mixed = keys[2] | 2
        packed.append(byte ^ ((mixed * (mixed ^ 1)) >> 8 & 0xFF))
        update(byte)
    shared = struct.pack(
        "<HHHHHIIIHH", 20, 1, 0, 0, 0x21, check, len(packed), len(content), len(name), 0
    )
    local = b"PK\x03\x04" + shared + name.encode() + bytes(packed)
    central = b"PK\x01\x02\x14\0" + shared + bytes(14) + name.encode()
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


@pytest.mark.parametrize(
    ("passwords", "opens"), [((), False), (("wrong", "x"), False), (("wrong", "合言葉"), True)]
)
def test_an_encrypted_zip_opens_with_a_password_that_fits(tmp_path, passwords, opens) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(encrypted_zip("a.txt", "氏名".encode(), "合言葉".encode("cp932")))
    evidence = Evidence("a.zip", path, path.stat().st_size, "0" * 64)
    opener = opener_for(path.read_bytes())
    assert opener is not None
    members = opener(evidence, 1000, passwords)
    member = next(members)
    if not opens:
        assert member.content == "not_read.encrypted_member"
        return
    assert callable(member.content)
    with member.content() as inside:
        assert inside.read() == "氏名".encode()
