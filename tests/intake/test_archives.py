"""Archives: opened to a bounded depth and size, never leaving their folder."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.archives import Allowance, is_archive, members
from sekisho.intake.folder import NotReceived
from sekisho.ledger.digest import sha256_of


def evidence(path: Path, name: str | None = None) -> Evidence:
    return Evidence(name or path.name, path, path.stat().st_size, sha256_of(path))


def opened(path: Path, work: Path, allowance: Allowance | None = None, name: str | None = None):
    work.mkdir(exist_ok=True)
    return list(
        members(evidence(path, name), path.read_bytes()[:4096], work, allowance or Allowance())
    )


def tar_bytes(entries: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as tar:
        for name, content in entries.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return out.getvalue()


def zip_bytes(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "inside"),
    [
        ("a.zip", zip_bytes({"logs/a.log": b"one\n"}), "logs/a.log"),
        ("a.tar", tar_bytes({"logs/a.log": b"one\n"}), "logs/a.log"),
        ("a.tar.gz", tar_bytes({"logs/a.log": b"one\n"}, "w:gz"), "logs/a.log"),
        ("a.tar.xz", tar_bytes({"logs/a.log": b"one\n"}, "w:xz"), "logs/a.log"),
        ("a.log.gz", gzip.compress(b"one\n", mtime=0), "a.log"),
        ("a.log.bz2", bz2.compress(b"one\n"), "a.log"),
        ("a.log.xz", lzma.compress(b"one\n"), "a.log"),
    ],
    ids=["zip", "tar", "tar.gz", "tar.xz", "gz", "bz2", "xz"],
)
def test_members_are_taken_out_with_their_names(
    tmp_path: Path, name: str, content: bytes, inside: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert is_archive(content[:512])
    (found,) = opened(path, tmp_path / "work")
    assert isinstance(found, Evidence)
    assert found.name == f"{name}!/{inside}"
    assert found.path.read_bytes() == b"one\n"


def test_names_that_lead_out_stay_in_the_work_folder(tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    path.write_bytes(zip_bytes({"../../outside.txt": b"x", "/etc/passwd": b"y", "C:\\a\\b": b"z"}))
    work = tmp_path / "work"
    found = opened(path, work)
    assert [item.name for item in found] == [
        "evil.zip!/outside.txt", "evil.zip!/etc/passwd", "evil.zip!/C:/a/b",
    ]  # fmt: skip
    assert all(item.path.parent == work for item in found if isinstance(item, Evidence))
    assert not (tmp_path / "outside.txt").exists()


def test_a_link_inside_a_tar_is_not_followed(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        link = tarfile.TarInfo("passwd")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc/passwd"
        tar.addfile(link)
    path = tmp_path / "a.tar"
    path.write_bytes(out.getvalue())
    assert opened(path, tmp_path / "work") == [NotReceived("a.tar!/passwd", "not_read.link")]


def test_shift_jis_names_are_read(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"placeholder_": b"x"}))
    japanese = "名簿1.csv".encode("cp932")
    assert len(japanese) <= len(b"placeholder_")
    padded = japanese + b"_" * (len(b"placeholder_") - len(japanese))
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(data).replace(b"placeholder_", padded))
    (found,) = opened(path, tmp_path / "work")
    assert "名簿1.csv" in found.name


def test_a_bomb_is_stopped_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"\0" * 5_000_000))
    work = tmp_path / "work"
    found = opened(path, work, Allowance(free=1_000_000, ratio=1))
    assert [item.code for item in found if isinstance(item, NotReceived)] == [
        "not_read.archive_too_large"
    ]
    assert list(work.iterdir()) == []


def test_many_members_are_stopped(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(zip_bytes({f"{number}.txt": b"x" for number in range(50)}))
    found = opened(path, tmp_path / "work", Allowance(members=10))
    assert len(found) == 11
    assert found[-1] == NotReceived("many.zip!/…", "not_read.archive_too_many")


def test_archives_in_archives_end_at_the_depth(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zip_bytes({"b.txt": b"x"}))
    found = opened(path, tmp_path / "work", Allowance(depth=2), name="x.zip!/y.zip!/a.zip")
    assert [item.code for item in found if isinstance(item, NotReceived)] == [
        "not_read.archive_too_deep"
    ]


@pytest.mark.parametrize(
    "content",
    [
        zip_bytes({"a.txt": b"x" * 100})[:-30],
        gzip.compress(b"x" * 10_000)[:-20],
        tar_bytes({"a.txt": b"x" * 5000})[:-9000],
        b"PK\x03\x04" + b"rubbish" * 20,
        b"\x1f\x8b" + b"\xff" * 50,
    ],
    ids=["zip_cut", "gzip_cut", "tar_cut", "zip_rubbish", "gzip_rubbish"],
)
def test_damaged_archives_are_answered_not_raised(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(content)
    found = opened(path, tmp_path / "work")
    assert any(isinstance(item, NotReceived) for item in found)
