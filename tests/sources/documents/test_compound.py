"""Encrypted documents: reported as such, and opened with a password that fits."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from sekisho.events.evidence import Evidence
from sekisho.sources.content import DocumentContent, content_of
from sekisho.sources.contract import Context

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECRET = "合言葉-1"


def content(path: Path, *passwords: str) -> DocumentContent:
    evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
    return content_of(evidence, Context(now=NOW, passwords=passwords))


@pytest.mark.parametrize("name", ["docx", "xlsx", "pptx"])
def test_office_packages(data: Path, tmp_path: Path, name: str) -> None:
    good = data / "sources/documents" / name / f"good.{name}"
    locked = tmp_path / f"locked.{name}"
    with good.open("rb") as plain:
        held = io.BytesIO()
        OOXMLFile(plain).encrypt(SECRET, held)
    locked.write_bytes(held.getvalue())
    for passwords in ((), ("wrong", "")):
        answer = content(locked, *passwords)
        assert (answer.status, answer.reasons[0].code) == ("not_read", "unread.encrypted")
    assert content(locked, "wrong", SECRET).pieces == content(good).pieces


@pytest.mark.parametrize(("name", "password"), [("aes-128.pdf", "foo"), ("rc4-128.pdf", "foo")])
def test_pdf(shared: Path, name: str, password: str) -> None:
    path = shared / "data/docs-office/pdfminer/encryption" / name
    assert content(path).reasons[0].code == "unread.encrypted"
    assert content(path, "wrong", password).status == "read"


def test_a_password_is_never_shown() -> None:
    assert SECRET not in repr(Context(now=NOW, passwords=(SECRET,)))
