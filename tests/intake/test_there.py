"""Mails of evidence where they lie: as they came, or not at all."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sekisho.intake.road import take_in
from sekisho.intake.there import mails_there
from sekisho.ledger.manifest import Manifest
from sekisho.sources.contract import Context

MAIL = (
    b"From: a@firm.example\r\nTo: b@town.example\r\nSubject: x\r\n"
    b"Date: Thu, 02 Jun 2016 08:00:00 +0900\r\nMessage-ID: <1@firm.example>\r\n\r\nhello\r\n"
)
OTHER = MAIL.replace(b"<1@", b"<2@")
BOX = b"".join(
    b"From a@firm.example Thu Jun  2 08:00:00 2016\n" + one.replace(b"\r\n", b"\n") + b"\n"
    for one in (MAIL, OTHER)
)


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as one:
        for name, data in files.items():
            one.writestr(f"{name}.eml", data)
    return made.getvalue()


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "one.eml").write_bytes(MAIL)
    (folder / "box").write_bytes(BOX)
    (folder / "export.zip").write_bytes(packed(inner=OTHER))
    return folder


def taken(evidence: Path, tmp_path: Path) -> Manifest:
    for name in ("ledger", "work", "members"):
        (tmp_path / name).mkdir()
    context = Context(datetime(2016, 6, 23, tzinfo=UTC))
    return take_in(evidence, tmp_path / "ledger", tmp_path / "work", context, workers=0)


def test_files_mailboxes_and_archives(evidence: Path, tmp_path: Path) -> None:
    manifest = taken(evidence, tmp_path)
    wanted = {one.name for one in manifest.entries}
    found = list(mails_there(evidence, manifest.entries, wanted, tmp_path / "members"))
    read = {(one.evidence, one.position): one.data.replace(b"\r\n", b"\n").strip() for one in found}
    first, second = (one.replace(b"\r\n", b"\n").strip() for one in (MAIL, OTHER))
    assert read == {
        ("one.eml", 1): first, ("box", 1): first, ("box", 2): second,
        ("export.zip!/inner.eml", 1): second,
    }  # fmt: skip
    assert list((tmp_path / "members").iterdir()) == []


def test_what_is_not_as_it_was_received_is_not_taken_for_it(evidence: Path, tmp_path: Path) -> None:
    manifest = taken(evidence, tmp_path)
    wanted = {one.name for one in manifest.entries}
    (evidence / "one.eml").write_bytes(OTHER)
    (evidence / "export.zip").unlink()
    found = list(mails_there(evidence, manifest.entries, wanted, tmp_path / "members"))
    assert {one.evidence for one in found} == {"box"}
    gone = mails_there(tmp_path / "none", manifest.entries, wanted, tmp_path / "members")
    assert list(gone) == []
    assert list(mails_there(evidence, manifest.entries, set(), tmp_path / "members")) == []
