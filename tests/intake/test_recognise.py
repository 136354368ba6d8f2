"""What an evidence is, and that a reader gets bytes it can open."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from sekisho.events.evidence import Evidence
from sekisho.intake.entries import Received
from sekisho.intake.folder import NotReceived
from sekisho.intake.recognise import again, not_asked, recognised, with_note
from sekisho.sources.contract import Note, Sample
from sekisho.sources.registry import source_named

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no names of odd bytes")
LINE = (
    "1464937391.827    781 192.0.2.33 TCP_MISS/200 1785 GET http://example.jp/ 見本 "
    "HIER_DIRECT/198.51.100.7 text/html\n"
)


def evidence(path: Path, data: bytes) -> Evidence:
    path.write_bytes(data)
    return Evidence("proxy/a.log", path, len(data), "0" * 64)


def known(path: Path, data: bytes) -> tuple[Received, Sample]:
    found = recognised(evidence(path, data), "folder", path.with_name("copy"))
    assert not isinstance(found, NotReceived)
    return found


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, LINE * 3)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "source", "archive"),
    [
        (LINE.encode() * 3, "squid", False),
        (LINE.encode("cp932") * 3, "squid", False),
        (LINE.encode("euc_jp") * 3, "squid", False),
        (bytes(range(256)) * 4, None, False),
        (b"", None, False),
        (gzip.compress(LINE.encode()), None, True),
        (zipped("a.log"), None, True),
    ],
    ids=["utf8", "cp932", "euc_jp", "rubbish", "empty", "gzip", "zip_that_packs_nothing"],
)
def test_what_it_is(tmp_path: Path, data: bytes, source: str | None, archive: bool) -> None:
    item, sample = known(tmp_path / "a", data)
    assert (item.source.name if item.source else None) == source
    assert item.archive == archive
    assert (item.evidence, item.origin) == (item.original, "folder")
    assert (sample.name, sample.size) == ("proxy/a.log", len(data))
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"", "utf-16-le")],
    ids=["little_endian", "big_endian", "without_mark"],
)
def test_utf16_is_read_from_a_copy_line_for_line(
    tmp_path: Path, mark: bytes, encoding: str
) -> None:
    text = LINE.replace("\n", "\r\n") * 3
    data = mark + text.encode(encoding)
    item, sample = known(tmp_path / "a", data)
    assert item.source is not None
    assert item.source.name == "squid"
    assert item.evidence.path == tmp_path / "copy"
    assert (tmp_path / "copy").read_bytes() == text.encode()
    assert (item.original.path, item.original.path.read_bytes()) == (tmp_path / "a", data)
    assert (item.evidence.sha256, item.evidence.size) == ("0" * 64, len(data))
    assert sample.size == len(text.encode())


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF16_LE + b"a\0b",
        codecs.BOM_UTF16_LE + b"\x00\xd8a\0",
        codecs.BOM_UTF32_LE + "a\n".encode("utf-32-le"),
    ],
    ids=["half_a_character", "half_a_pair", "utf32"],
)
def test_what_only_begins_like_utf16_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    item, _sample = known(tmp_path / "a", data)
    assert item.evidence == item.original
    assert not (tmp_path / "copy").exists()


@POSIX
def test_a_name_that_is_no_text_is_stood_in_for(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.log"))
    item, _sample = known(path, LINE.encode() * 3)
    assert item.evidence.path == tmp_path / "copy"
    assert item.evidence.path.read_bytes() == LINE.encode() * 3
    assert item.original.path == path


@POSIX
def test_where_links_may_not_be_made_a_copy_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_given: object) -> None:
        raise OSError(1, "not permitted")

    monkeypatch.setattr(Path, "symlink_to", refused)
    item, _sample = known(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff")), LINE.encode())
    assert not item.evidence.path.is_symlink()
    assert item.evidence.path.read_bytes() == LINE.encode()


def test_what_vanished_after_it_was_hashed_is_answered(tmp_path: Path) -> None:
    gone = evidence(tmp_path / "a", b"x")
    gone.path.unlink()
    answer = NotReceived("proxy/a.log", "not_read.cannot_open", 1)
    assert recognised(gone, "folder", tmp_path / "copy") == answer


def test_a_source_that_fails_is_noted_and_another_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_sample: Sample) -> int:
        raise ValueError("odd")

    elff = source_named("elff")
    before = elff.identify
    object.__setattr__(elff, "identify", broken)
    try:
        item, _sample = known(tmp_path / "a", LINE.encode() * 3)
    finally:
        object.__setattr__(elff, "identify", before)
    assert item.source is not None
    assert item.source.name == "squid"
    assert item.notes == (not_asked(elff, ValueError("odd")),)
    assert item.notes[0].values == {"source": "elff", "error": "ValueError: odd"}
    assert item.notes[0].doubt


def test_a_configuration_explains_what_nobody_knew(tmp_path: Path) -> None:
    own = b"192.0.2.33|1464937391|200|GET|http://example.jp/|1785\n" * 20
    item, _sample = known(tmp_path / "a", own)
    assert item.source is None or item.source.name != "squid"
    hints = {"squid.logformat": ("%>a|%ts|%>Hs|%rm|%ru|%<st",)}
    found = again(item, hints)
    assert found.source is not None
    assert found.source.name == "squid"
    assert again(item, {}).source == item.source


def test_what_vanished_before_the_second_look_is_left_to_its_reader(tmp_path: Path) -> None:
    item, _sample = known(tmp_path / "a", LINE.encode())
    item.evidence.path.unlink()
    assert again(item, {"squid.logformat": ("x",)}) is item


def test_a_note_is_added_to_one_evidence_only(tmp_path: Path) -> None:
    one, _ = known(tmp_path / "a", LINE.encode())
    two, _ = known(tmp_path / "b", LINE.encode())
    note = Note("note.source_failed")
    found = with_note([one, two], two.evidence, note)
    assert [item.notes for item in found] == [(), (note,)]
    assert one.notes == two.notes == ()
