"""What survives making harmless: the documents of ``../shared`` (or any folder) through the gate's
means, then through readers that share nothing with them.

``python bench/mail_harmless.py [FOLDER…] [--olevba PYTHON]``. For each kind: files, in how many the
gate saw something, made harmless, left out (taken off and named), in how many something active
survived, and how many kept their text. It fails when anything survived.

The readers: for Office, each part and relationship by a list of what may stay (so that a thing
nobody thought of is told, too) and, with ``--olevba``, oletools; for PDF, pypdfium2 and a look
through each object by pdfminer. Of the text what a field asks for is left out.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from lxml import etree
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser

from sekisho.gates.mail.disarmed import disarmed
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.opened import File
from sekisho.gates.mail.signs import Envelope
from sekisho.gates.mail.verdict import VERDICTS, asked_of
from sekisho.gates.stages import Stages

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.gates.mail import mail, rulebook

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
OFFICE = frozenset(
    f".{one}{kind}" for one in ("doc", "dot", "xls", "xlt", "ppt", "pot", "pps") for kind in "xm"
) | {".xlsb", ".xlam", ".odt", ".ods", ".odp", ".ppsx"}
OLD = frozenset((".doc", ".dot", ".xls", ".xlt", ".ppt", ".pot"))
STAYS = re.compile(
    r"\.(xml|rels|vml|png|jpe?g|gif|emf|wmf|tiff?|svg|bmp|wdp|svm|fntdata|odttf|rdf|psmdcp|xsl|thmx"
    r"|mp[34]|m4[av]|wav|avi|wmv)$"
    r"|(^|/)(printerSettings\d*\.bin|mimetype)$|^layout-cache$|^ObjectReplacements/|^xl/.*\.bin$",
    re.IGNORECASE,
)
"""Parts that hold nothing that acts: XML, pictures, sound, fonts, settings of printers, sheets."""
READ = re.compile(r"(word|xl|ppt)/.*\.xml$|content\.xml$")
ACTIVE_PARTS = re.compile(
    r"embeddings|customUI|externalLinks|macro|connections|activeX|queryTables|vba", re.IGNORECASE
)
PDF_NAMES = re.compile(
    r"^(JavaScript|JS|AA|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE)$"
)


def main() -> None:
    """Prints the table; fails when something active survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path,
                        default=[SHARED / "docs-office", SHARED / "av-containers"])  # fmt: skip
    parser.add_argument("--olevba", type=Path, help="a Python that has oletools")
    given = parser.parse_args()
    sums: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        rules = rulebook(Path(folder))
        judge = Judge(rules, Stages("enforce"))
        asked = asked_of(rules)
        for path in sorted(one for each in given.folders for one in each.rglob("*")):
            ending = path.suffix.lower()
            kind = "PDF" if ending == ".pdf" else "old Office" if ending in OLD else "Office"
            if ending not in OFFICE | OLD | {".pdf"}:
                continue
            count = sums.setdefault(kind, Counter())
            data = path.read_bytes()
            judged, opened = judge.of(mail((path.name, data)), Envelope())
            assert opened is not None
            file = opened.files[0]
            count["files"] += 1
            grave = [s.code for s in judged.signs if VERDICTS.index(asked[s.code]) >= 2]
            count["seen"] += bool(grave)
            _one(
                path,
                file,
                data,
                disarmed(file, rules),
                count,
                grave=bool(grave),
                python=given.olevba,
            )
    for kind, count in sums.items():
        print(f"{kind:11}", dict(count))
    if any(count["survived"] for count in sums.values()):
        raise SystemExit("something active survived")


def _one(
    path: Path, file: File, data: bytes, clean: bytes | None, count: Counter[str],
    *, grave: bool, python: Path | None,
) -> None:  # fmt: skip
    if clean is None:
        count["left out, of those seen" if grave else "not made, nothing seen"] += 1
        print("LEFT OUT" if grave else "NOT MADE", path.name)
        return
    count["made"] += 1
    found = list(_in_pdf(clean) if file.real == "pdf" else _in_package(clean))
    if python and file.real != "pdf":
        found += _by_olevba(clean, path.suffix, python)
    if found:
        count["survived"] += 1
        print("SURVIVED", path.name, sorted(set(found))[:5])
    same = _text(data) == _text(clean)
    count["text intact"] += same
    if not same:
        print("CHANGED", path.name)


def _in_package(data: bytes) -> list[str]:
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not STAYS.search(name) or re.search(r"macro|vba|activeX|embeddings|customUI", name):
                found.append(name)
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
                found += [f"{name}: {one}" for one in _in_part(root)]
    return found


def _in_part(root: etree._Element) -> Iterator[str]:
    fields = []
    for element in root.iter("{*}*"):
        tag = etree.QName(element).localname
        target = element.get("Target", "").lower()
        if element.get("TargetMode") == "External" and not (
            element.get("Type", "").endswith("/hyperlink")
            and re.match(r"(https?|mailto|tel|ftp):|#|[^:\\]*$", target)
        ):
            yield target[:60]
        if tag in ("instrText", "fldSimple"):
            fields += [element.text or "", *map(str, element.attrib.values())]
        if tag in ("OLEObject", "oleObj", "control", "ddeLink", "event-listener"):
            yield f"<{tag}>"
        if "macro" in element.get("ContentType", "").lower():
            yield element.get("ContentType", "")
    if re.search(r"DDE|INCLUDEPICTURE|INCLUDETEXT", "".join(fields).upper()):
        yield "field"


def _in_pdf(data: bytes) -> list[str]:
    document = PDFDocument(PDFParser(io.BytesIO(data)))
    waiting = [document.getobj(n) for x in document.xrefs for n in x.get_objids() if n]
    found: list[str] = []
    while waiting:
        one = waiting.pop()
        one = getattr(one, "attrs", one)
        if isinstance(one, dict):
            names = [*map(str, one), *(str(getattr(v, "name", "")) for v in one.values())]
            found += [name for name in names if PDF_NAMES.match(name)]
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found


def _by_olevba(data: bytes, suffix: str, python: Path) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        code = (
            "import sys,json,logging;logging.disable();from oletools.olevba import VBA_Parser\n"
            "p=VBA_Parser(sys.argv[1]);print(json.dumps(bool(p.detect_vba_macros() or "
            "p.detect_xlm_macros())))"
        )
        done = subprocess.run([python, "-c", code, file.name], capture_output=True, check=False)
    lines = done.stdout.decode().split()
    return ["olevba"] if lines and json.loads(lines[-1]) else []


def _text(data: bytes) -> list[str]:
    if not data.startswith(b"PK"):
        with pypdfium2.PdfDocument(data) as document:
            return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        roots = [etree.fromstring(package.read(name)) for name in package.namelist()
                 if READ.match(name) and not ACTIVE_PARTS.search(name)]  # fmt: skip
    for root in roots:
        etree.strip_elements(root, "{*}instrText", with_tail=False)
    return ["".join(root.itertext()) for root in roots]


if __name__ == "__main__":
    main()
