"""PDF without what acts, the text as it was, seen by other readers than the one that writes."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from sekisho.engine.aside import end
from sekisho.gates.mail.disarmed import pdf

TEXT = "Kairan 28-6-3"


@pytest.fixture(autouse=True, scope="module")
def _ended() -> Iterator[None]:
    yield
    end()


def action(kind: str, **more: str) -> DictionaryObject:
    made = DictionaryObject({NameObject("/S"): NameObject(kind)})
    for key, value in more.items():
        made[NameObject(f"/{key}")] = TextStringObject(value)
    return made


def annotation(subtype: str, **more: Any) -> DictionaryObject:
    made = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(subtype),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (10, 10, 90, 30)]),
        }
    )
    for key, value in more.items():
        made[NameObject(f"/{key}")] = value
    return made


def made(change: Callable[[pypdf.PdfWriter], None] | None = None) -> bytes:
    """Two pages of text by reportlab, changed by pypdf."""
    plain = io.BytesIO()
    canvas = Canvas(plain)
    for page in (1, 2):
        canvas.drawString(72, 700, f"{TEXT} {page}")
        canvas.showPage()
    canvas.save()
    if change is None:
        return plain.getvalue()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain.getvalue()))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def linked(act: DictionaryObject) -> Callable[[pypdf.PdfWriter], None]:
    return lambda writer: put(writer.pages[0], annotation("/Link", A=act))


def put(page: Any, one: DictionaryObject) -> None:
    page[NameObject("/Annots")] = ArrayObject([*page.get("/Annots", []), one])


def root(key: str, value: Any) -> Callable[[pypdf.PdfWriter], None]:
    def change(writer: pypdf.PdfWriter) -> None:
        writer.root_object[NameObject(key)] = value

    return change


MARKS = re.compile(rb"evil|198\.51\.100\.1|cmd\.exe|alert|a\.fdf|a\.exe")


def strings(data: bytes) -> bytes:
    """All strings of all objects, as pdfminer reads them."""
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    waiting = [document.getobj(n) for x in document.xrefs for n in x.get_objids() if n]
    found = []
    while waiting:
        one = waiting.pop()
        one = getattr(one, "attrs", one)
        if isinstance(one, bytes):
            found.append(one)
        elif isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
    return b"\n".join(found)


def scripted(writer: pypdf.PdfWriter) -> None:
    """A script under a name in the tree of the document (ISO 32000-2 12.6.4.17)."""
    names = ArrayObject([TextStringObject("a"), action("/JavaScript", JS="app.alert(1)")])
    tree = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): tree})


def chained(writer: pypdf.PdfWriter) -> None:
    first = action("/URI", URI="https://pref.example/")
    first[NameObject("/Next")] = ArrayObject([action("/JavaScript", JS="app.alert(1)")])
    put(writer.pages[0], annotation("/Link", A=first))


ACTIVE: dict[str, Callable[[pypdf.PdfWriter], None]] = {
    "script": scripted,
    "open": root("/OpenAction", action("/JavaScript", JS="app.alert(1)")),
    "launch": linked(action("/Launch", F="cmd.exe")),
    "elsewhere": linked(action("/GoToR", F="\\\\198.51.100.1\\a.pdf")),
    "form": linked(action("/SubmitForm", F="https://evil.test/")),
    "import": linked(action("/ImportData", F="a.fdf")),
    "file": lambda writer: writer.add_attachment("a.exe", b"MZ") and None,
    "aa": root("/AA", DictionaryObject({NameObject("/WC"): action("/JavaScript", JS="x")})),
    "xfa": root("/AcroForm", DictionaryObject({
        NameObject("/XFA"): TextStringObject("<xdp/>"), NameObject("/Fields"): ArrayObject()})),
    "film": lambda writer: put(writer.pages[1], annotation("/RichMedia")),
    "pinned": lambda writer: put(writer.pages[0], annotation("/FileAttachment")),
    "chain": chained,
    "scheme": linked(action("/URI", URI="file://198.51.100.1/a")),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTIVE)
def test_nothing_active_survives_and_the_text_does(name: str) -> None:
    before = made(ACTIVE[name])
    clean = pdf.disarmed(before)
    assert clean is not None
    if name != "scheme":
        assert list(pdf.suspects(before))
    assert list(pdf.suspects(clean)) == []
    if name not in ("aa", "xfa", "film", "pinned"):
        assert MARKS.search(strings(before))
    assert not MARKS.search(strings(clean))
    texts = [page.extract_text().strip() for page in pypdf.PdfReader(io.BytesIO(clean)).pages]
    assert texts == [f"{TEXT} 1", f"{TEXT} 2"]


def test_links_to_the_web_and_bookmarks_stay() -> None:
    def change(writer: pypdf.PdfWriter) -> None:
        put(writer.pages[0], annotation("/Link", A=action("/URI", URI="https://pref.example/a")))
        writer.add_outline_item(title="第二", page_number=1)
        scripted(writer)

    clean = pdf.disarmed(made(change))
    assert clean is not None
    reader = pypdf.PdfReader(io.BytesIO(clean))
    assert b"https://pref.example/a" in strings(clean)
    assert [one.title for one in reader.outline] == ["第二"]


def test_what_cannot_be_vouched_for_is_none() -> None:
    locked = pypdf.PdfWriter(clone_from=io.BytesIO(made()))
    locked.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    locked.write(out)
    for data in (out.getvalue(), made()[:300], b"%PDF-1.7\n", b""):
        assert pdf.disarmed(data) is None


def test_a_signature_is_seen() -> None:
    assert pdf.signed(b"<</Type /Sig /ByteRange [0 1 2 3]>>")
    assert not pdf.signed(made())


@pytest.mark.slow
def test_mutated_ones_are_clean_or_none() -> None:
    chance = random.Random(11)
    good = made(ACTIVE["launch"])
    for _ in range(60):
        data = bytearray(good)
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        clean = pdf.disarmed(bytes(data))
        assert clean is None or not list(pdf.suspects(clean))


@pytest.mark.slow
def test_ordinary_documents_keep_their_text(shared: Path) -> None:
    tried = kept = 0
    for path in sorted((shared / "data" / "docs-office").rglob("*.pdf")):
        data = path.read_bytes()
        if "encryption" in path.parts or b"/Encrypt" in data or b"startxref" not in data:
            continue
        tried += 1
        kept += pdf.disarmed(data) is not None
    assert tried >= 30
    assert kept >= 0.95 * tried
