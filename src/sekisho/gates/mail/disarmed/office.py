"""Documents without their active content: parts taken out, with every reference to them.

References: ECMA-376 part 2 (relationships, content types), ODF 1.3 part 2 (manifest). What comes
out is looked at by the same check as what came in: a document that stays suspicious is none.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage

from lxml import etree

from sekisho.gates.mail.checks.office import MOST, acts_by_field, check, runs, xml
from sekisho.gates.mail.opened import File, Opened
from sekisho.gates.mail.real import plain
from sekisho.gates.mail.signs import Envelope, Looked
from sekisho.rulebook import Rulebook

_ACTIVE = re.compile(
    r"vbaProject|vbaData|/macrosheets/|/intlMacrosheets/|/embeddings/|/activeX/|/externalLinks/"
    r"|/ctrlProps/|customUI|/queryTables/|xl/connections\.|/afchunk|^Basic/"
    r"|^Scripts/|^Object [^/]+$",
    re.IGNORECASE,
)
_TYPES = frozenset((
    "attachedTemplate", "oleObject", "frame", "subDocument", "vbaProject", "wordVbaData", "package",
    "control", "ctrlProp", "activeXControlBinary", "externalLink", "externalLinkPath",
    "xlExternalLinkPath", "xlPathMissing", "xlMacrosheet", "xlIntlMacrosheet", "extensibility",
    "aFChunk", "connections", "queryTable",
))  # fmt: skip
"""Last words of the types of relationships that lead to something active."""
_CONTENT = re.compile(r"vbaProject|macrosheet|oleObject|activeX", re.IGNORECASE)
_MAIN = {
    "vnd.ms-word.document.macroEnabled.main+xml":
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "vnd.ms-word.template.macroEnabledTemplate.main+xml":
        "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "vnd.ms-excel.sheet.macroEnabled.main+xml":
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "vnd.ms-excel.template.macroEnabled.main+xml":
        "vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "vnd.ms-powerpoint.presentation.macroEnabled.main+xml":
        "vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "vnd.ms-powerpoint.slideshow.macroEnabled.main+xml":
        "vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    "vnd.ms-powerpoint.template.macroEnabled.main+xml":
        "vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    "vnd.ms-excel.addin.macroEnabled.main+xml":
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}  # fmt: skip
"""The main content types of documents with macros and of the same without (ECMA-376 part 1)."""
_OTHER = "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_HOLLOW = {"externalReferences", "oleObjects", "controls"}
"""Elements that may not stand without children."""
_ENDINGS = {".docm": ".docx", ".dotm": ".dotx", ".xlsm": ".xlsx", ".xltm": ".xltx",
            ".pptm": ".pptx", ".ppsm": ".ppsx", ".potm": ".potx", ".xlam": ".xlsx"}  # fmt: skip


def renamed(name: str) -> str:
    """A document without macros may not keep an ending that announces them."""
    for old, new in _ENDINGS.items():
        if name.lower().endswith(old):
            return name[: -len(old)] + new
    return name


def disarmed(file: File, rulebook: Rulebook) -> bytes | None:
    """A document without active content, or None where that cannot be vouched for."""
    if not file.document or file.closed:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as old:
            if sum(info.file_size for info in old.infolist()) > MOST:
                return None
            content = _Package(old).written()
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error,
            etree.XMLSyntaxError):  # fmt: skip
        return None
    if content is None:
        return None
    again = Opened(EmailMessage(), "", (), (replace(file, data=content),), False, len(content))
    return None if list(check(Looked(again, Envelope(), rulebook))) else content


@dataclass
class _Package:
    """The old package. ``dropped``: ids of relationships taken out, by the part they belong to."""

    old: zipfile.ZipFile
    dropped: dict[str, set[str]] = field(default_factory=dict)

    def written(self) -> bytes | None:
        """The new package; None where a part that is no XML refers to what was taken out."""
        new: dict[str, bytes] = {}
        for info in self.old.infolist():
            if not info.is_dir() and info.filename.endswith(".rels"):
                new[info.filename] = self._relations(info)
        for part, ids in self.dropped.items():
            if not ids or not part or part not in self.old.NameToInfo:
                continue
            if not part.lower().endswith((".xml", ".vml")):
                return None
            new[part] = _without(self.old.read(part), ids)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for info in self.old.infolist():
                if info.is_dir() or _ACTIVE.search(info.filename):
                    continue
                content = new.get(info.filename)
                content = self.old.read(info) if content is None else content
                if info.filename.lower().endswith(".xml") and acts_by_field(xml(content)):
                    content = _without_fields(content)
                package.writestr(*_entry(info, content))
        return out.getvalue()

    def _relations(self, info: zipfile.ZipInfo) -> bytes:
        root = _parsed(self.old.read(info))
        folder, name = posixpath.split(info.filename)
        part = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
        for relation in list(root):
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            target = str(relation.get("Target", ""))
            outside = relation.get("TargetMode", "").lower() == "external"
            # whatever is no link for a person loads by itself: pictures, films, data
            loads = outside and (kind != "hyperlink" or runs(target))
            if kind in _TYPES or loads or (not outside and _ACTIVE.search(f"/{target}")):
                root.remove(relation)
                # nothing in the workbook refers to its macros: the relationship is all
                if kind not in ("vbaProject", "wordVbaData"):
                    self.dropped.setdefault(part, set()).add(str(relation.get("Id", "")))
        return _serialised(root)


def _entry(info: zipfile.ZipInfo, content: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    if info.filename == "[Content_Types].xml":
        content = _content_types(content)
    if info.filename == "META-INF/manifest.xml":
        content = _manifest(content)
    written = zipfile.ZipInfo(info.filename, info.date_time)
    # the type of an OpenDocument stands first and unpacked (ODF 1.3 part 2, 3.3)
    packed = info.filename != "mimetype"
    written.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    return written, content


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(plain(content) if content[:2] in _WIDE else content, parser)


_WIDE = (b"<\0", b"\0<")
"""UTF-16 without a mark, which the parser does not take."""


def _serialised(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _without(content: bytes, ids: set[str]) -> bytes:
    """A part without the elements that refer to one of these relationships."""
    root = _parsed(content)
    for element in list(root.iter()):
        if _refers(element) & ids:
            _taken_out(element)
    return _serialised(root)


def _without_fields(content: bytes) -> bytes:
    """A part whose fields only show what they last showed."""
    root = _parsed(content)
    for element in root.iter():
        if isinstance(element.tag, str):
            if etree.QName(element).localname in ("instrText", "delInstrText"):
                element.text = ""
            for name in element.attrib:
                if str(name).endswith("}instr"):
                    element.set(name, "")
    return _serialised(root)


def _refers(element: etree._Element) -> set[str]:
    if not isinstance(element.tag, str):
        return set()
    return {
        str(value)
        for name, value in element.attrib.items()
        if str(name).startswith((_RELATIONS, _STRICT))
    }


def _taken_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
    if len(parent) == 0 and etree.QName(parent).localname in _HOLLOW:
        _taken_out(parent)


def _content_types(content: bytes) -> bytes:
    root = _parsed(content)
    for entry in list(root):
        kind = str(entry.get("ContentType", ""))
        if _ACTIVE.search(str(entry.get("PartName", ""))):
            root.remove(entry)
        elif _CONTENT.search(kind):
            entry.set("ContentType", _OTHER)
        else:
            main = kind.removeprefix("application/")
            entry.set("ContentType", f"application/{_MAIN[main]}" if main in _MAIN else kind)
    return _serialised(root)


def _manifest(content: bytes) -> bytes:
    root = _parsed(content)
    for entry in list(root):
        if any(_ACTIVE.search(value) for value in _paths(entry)):
            root.remove(entry)
    return _serialised(root)


def _paths(entry: etree._Element) -> Iterator[str]:
    for name, value in entry.attrib.items():
        if str(name).endswith("full-path"):
            yield str(value)
