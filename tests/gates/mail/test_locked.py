"""What is encrypted is opened by programs of others with the password, and by none without."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import msoffcrypto
import pypdfium2
import pytest
from docx import Document
from pypdfium2 import PdfiumError
from reportlab.pdfgen import canvas

from sekisho.gates.mail.locked import archive, document, is_locked
from tests.gates.mail import docx, large, locked, zipped

PASSWORD = "k7mq-x3rt-9hwd-c4ne"
NOW = datetime(2026, 11, 28, 0, 30, tzinfo=UTC)
NAMES = ["名簿①.csv", "名簿①.csv", "髙橋/様:式?.txt", "が.txt", "..", "CON.txt"]
seven = pytest.mark.skipif(shutil.which("7z") is None, reason="needs 7zip (apt-get install)")


def pdf() -> bytes:
    out = io.BytesIO()
    made = canvas.Canvas(out)
    made.drawString(100, 700, "roster")
    made.save()
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    made = Document()
    made.add_paragraph("住民の名簿")
    made.save(out)
    return out.getvalue()


@seven
def test_a_zip_as_7zip_opens_it(tmp_path: Path) -> None:
    files = [(name, f"{name} {at}".encode()) for at, name in enumerate(NAMES)]
    (tmp_path / "a.zip").write_bytes(archive(files, PASSWORD, NOW))
    told = run("l", "-slt", "a.zip", folder=tmp_path)
    assert told.count("Method = AES-256 Deflate") == len(NAMES)
    assert "Modified = 2026-11-28 09:30:00" in told
    run("x", f"-p{PASSWORD}", "-oout", "a.zip", folder=tmp_path)
    assert {one.name: one.read_bytes().decode().rpartition(" ")[2]
            for one in (tmp_path / "out").iterdir()} == {
        "名簿①.csv": "0", "名簿① (2).csv": "1", "髙橋_様_式_.txt": "2", "が.txt": "3", "_": "4",
        "CON.txt": "5",
    }  # fmt: skip
    assert subprocess.run(["7z", "t", "-pwrong", "a.zip"], cwd=tmp_path, check=False,
                          capture_output=True).returncode != 0  # fmt: skip


def run(*words: str, folder: Path) -> str:
    return subprocess.run(
        ["7z", *words], cwd=folder, check=True, capture_output=True, text=True,
        env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    ).stdout  # fmt: skip


def test_a_pdf_as_pdfium_opens_it() -> None:
    made = document(pdf(), "a.PDF", PASSWORD)
    assert made is not None
    assert b"/V 5" in made
    assert b"/R 6" in made
    with pytest.raises(PdfiumError, match="password"):
        pypdfium2.PdfDocument(made)
    whole = pypdfium2.PdfDocument(made, password=PASSWORD)
    assert "roster" in whole[0].get_textpage().get_text_range()
    whole.close()


def test_a_word_document_is_agile_and_comes_back_as_it_was() -> None:
    plain = word()
    made = document(plain, "a.docx", PASSWORD)
    assert made is not None
    assert "住民".encode() not in made
    office = msoffcrypto.OfficeFile(io.BytesIO(made))
    assert office.is_encrypted()
    assert b'keyBits="256"' in made
    assert b'hashAlgorithm="SHA512"' in made
    office.load_key(password=PASSWORD, verify_password=True)
    out = io.BytesIO()
    office.decrypt(out, verify_integrity=True)
    assert out.getvalue() == plain


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b"1,2"), ("a.pdf", b"%PDF-1.7 broken"), ("a.docx", b"PK\x03\x04 broken"),
     ("a.docx", zipped(("x", b"y"))), ("a.doc", b"\xd0\xcf\x11\xe0"), ("a", b"")],
)  # fmt: skip
def test_what_has_no_such_form_goes_into_a_zip(name: str, data: bytes) -> None:
    assert document(data, name, PASSWORD) is None


def test_what_is_locked_already() -> None:
    for name, data in (("a.pdf", pdf()), ("a.docx", word())):
        assert not is_locked(data)
        made = document(data, name, PASSWORD)
        assert made
        assert is_locked(made)
    assert is_locked(locked("a.txt", b"x", b"secret"))
    assert is_locked(archive([("a", b"x")], PASSWORD, NOW))
    assert not is_locked(zipped(("a", b"x")))
    assert not is_locked(b"")


def test_a_package_so_small_that_the_library_spoils_it_is_no_form() -> None:
    assert document(docx(), "a.docx", "abcd-efgh") is None
    assert document(large(docx()), "a.docx", "abcd-efgh") is not None
