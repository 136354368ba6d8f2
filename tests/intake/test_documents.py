"""Files without a case: everything in them once, and an answer for each."""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.intake import documents as module
from sekisho.intake import foreign
from sekisho.intake.documents import Document, File, documents, read_documents
from sekisho.sources.content import DocumentContent
from sekisho.sources.contract import Context
from sekisho.text import say
from tests.intake.foreign_archives import NAME, SEVEN, TEXT, tnef
from tests.intake.locks.packers import Rar4, Rar5, Seven

CONTEXT = Context(now=datetime(2026, 1, 1, tzinfo=UTC))
LEADS_OUT = "../../outside.txt"
DEFECTS = {
    "not_read.reader_died",
    "not_read.reader_failed",
    "not_read.too_long",
    "not_read.too_much_work",
}


def told(document: Document) -> tuple[str, str, str]:
    """Name, status and first reason."""
    reason = document.content.reasons[0].code if document.content.reasons else ""
    return document.name, document.content.status, reason


def told_whole(document: Document) -> tuple[str, DocumentContent]:
    """The same with everything that was said, but for the texts."""
    return document.name, replace(document.content, pieces=())


def deadly(document: Document) -> tuple[str, str, str]:
    """Kills or hangs its worker at files of these names, as a broken library may."""
    if document.content.status != "not_read" and document.name.startswith("kills"):
        os._exit(9)
    if document.content.status != "not_read" and document.name.startswith("hangs"):
        time.sleep(600)
    return told(document)


def as_file(path: Path) -> File:
    return File(path, path.name, path.stat().st_size)


def shift_jis_zip(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for sign, (name, content) in zip("QXZ", members.items(), strict=False):
            archive.writestr(sign * len(name.encode("cp932")), content)
    data = held.getvalue()
    for sign, name in zip(b"QXZ", members, strict=False):
        raw = name.encode("cp932")
        data = data.replace(bytes([sign]) * len(raw), raw)
    return data


def test_a_zip_in_a_zip_with_names_of_windows(data: Path, tmp_path: Path) -> None:
    docx = (data / "sources/documents/docx/good.docx").read_bytes()
    inner = shift_jis_zip({"名簿一覧.docx": docx, LEADS_OUT: b"text\n"})
    path, work = tmp_path / "outer.zip", tmp_path / "work"
    work.mkdir()
    path.write_bytes(shift_jis_zip({"書庫.zip": inner}))
    found = [told(document) for document in documents(as_file(path), work, CONTEXT)]
    assert found == [
        ("outer.zip", "not_read", "not_read.archive"),
        ("outer.zip!/書庫.zip", "not_read", "not_read.archive"),
        ("outer.zip!/書庫.zip!/名簿一覧.docx", "read", ""),
        ("outer.zip!/書庫.zip!/outside.txt", "read", ""),
    ]
    assert list(work.iterdir()) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["outer.zip", "work"]


@pytest.mark.parametrize("workers", [0, 1])
def test_archives_of_other_packers(tmp_path: Path, workers: int) -> None:
    """In a worker they are opened there, else in a process beside."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "a.7z").write_bytes(SEVEN)
    attached = tnef((2, 0x69002, bytes(14)), (2, 0x18010, b"a.txt"), (2, 0x6800F, TEXT))
    (out / "winmail.dat").write_bytes(attached)
    files = [as_file(path) for path in sorted(out.iterdir())]
    found = list(read_documents(files, told, tmp_path, CONTEXT, workers))
    seven = "read" if foreign.available() else "not_read"
    assert [one[:2] for each in found for one in each] == [
        ("a.7z", "not_read"),
        *([("a.7z!/世帯𠮷髙.txt", seven), (f"a.7z!/{NAME}", seven)] if seven == "read" else
          [("a.7z!/…", seven)]),
        ("winmail.dat", "not_read"), ("winmail.dat!/a.txt", "read"),
    ]  # fmt: skip


@pytest.mark.skipif(not foreign.available(), reason="libarchive is not installed")
@pytest.mark.parametrize("workers", [0, 1])
def test_passwords_given_open_7z_and_rar(tmp_path: Path, workers: int) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for name, kind in (("a.7z", Seven), ("b.rar", Rar4), ("c.rar", Rar5)):
        (out / name).write_bytes(kind("合言葉").made([("名簿.txt", TEXT)]))
    files = [as_file(path) for path in sorted(out.iterdir())]
    for words, told_ in ((("wrong", "合言葉"), ("read", "")),
                         (("wrong",), ("not_read", "not_read.encrypted_member"))):  # fmt: skip
        context = replace(CONTEXT, passwords=words)
        found = list(read_documents(files, told, tmp_path, context, workers))
        assert [each[1] for each in found] == [
            (f"{name}!/名簿.txt", *told_) for name in ("a.7z", "b.rar", "c.rar")
        ]


def test_attachments_of_mails(data: Path, tmp_path: Path) -> None:
    path = data / "sources/mail/msg/good.msg"
    found = [told(document) for document in documents(as_file(path), tmp_path, CONTEXT)]
    assert found == [("good.msg", "read", ""), ("good.msg!/名簿.csv", "read", "")]


@pytest.mark.slow
def test_a_file_that_kills_or_hangs_its_worker_is_named_alone(
    data: Path, tmp_path: Path, monkeypatch
) -> None:
    good = (data / "sources/documents/docx/good.docx").read_bytes()
    files = []
    for name in ("a.docx", "kills.docx", "b.docx", "hangs.docx", "c.docx"):
        (tmp_path / name).write_bytes(good)
        files.append(as_file(tmp_path / name))
    monkeypatch.setattr(module, "SECONDS", 1.0)
    results = list(read_documents(files, deadly, tmp_path, CONTEXT, 2))
    assert [[status for _, status, _ in one] for one in results] == [
        ["read"], ["not_read"], ["read"], ["not_read"], ["read"],
    ]  # fmt: skip
    assert [results[1][0][2], results[3][0][2]] == ["not_read.reader_died", "not_read.too_long"]


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A copy with bits turned over, a piece lost, or cut off."""
    found = bytearray(content)
    kind = chance.randrange(3)
    if kind == 0:
        for _ in range(chance.randrange(1, 30)):
            found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    elif kind == 1:
        start = chance.randrange(len(found))
        del found[start : start + chance.randrange(1, 4096)]
    else:
        del found[chance.randrange(len(found)) :]
    return bytes(found)


def packed(content: bytes, chance: random.Random) -> bytes:
    """The file in a zip whose members have random names and sizes that are not true."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            name = "".join(chance.choices("ab/.\\名簿:*?\x01", k=12)) + str(number)
            archive.writestr(name, content[: chance.randrange(len(content) + 1)])
    return damaged(held.getvalue(), chance)


@pytest.mark.slow
@pytest.mark.shared
def test_damaged_copies_of_real_files_all_have_an_answer(shared: Path, tmp_path: Path) -> None:
    chance = random.Random(20160602)
    sets = ("docs-office", "mail-mime", "mail-rspamd", "av-containers")
    originals = [
        path
        for name in sets
        for path in sorted((shared / "data" / name).rglob("*"))
        if path.is_file() and 0 < path.stat().st_size < 300_000
    ]
    folder, work = tmp_path / "in", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    files = []
    for number, path in enumerate(chance.sample(originals, min(160, len(originals)))):
        change = packed if number % 8 == 0 else damaged
        copy = folder / f"{number:03d}{path.suffix}"
        copy.write_bytes(change(path.read_bytes(), chance))
        files.append(as_file(copy))
    results = list(read_documents(files, told_whole, work, CONTEXT, 2))
    assert len(results) == len(files)
    for answers in results:
        assert answers
        for name, content in answers:
            codes = {why.code for why in content.reasons}
            assert (content.status == "read") == (not codes), name
            assert not codes & DEFECTS, (name, content.reasons)
            for why in content.reasons:
                assert say(why.code, "ja", **{"why": "", **why.values})
    assert list(work.iterdir()) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in", "work"]


def test_what_is_used_runs_where_the_file_is_read(data: Path, tmp_path: Path) -> None:
    path = data / "sources/documents/txt/good.txt"
    found = list(read_documents([as_file(path)], told, tmp_path, CONTEXT, 0))
    assert found == [[("good.txt", "read", "")]]
