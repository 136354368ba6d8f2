"""What a reader finds in the files: every text of every part, also where nobody looks."""

from __future__ import annotations

import ctypes
import io
import re
import zipfile

import pypdfium2
from lxml import etree, html
from pypdfium2 import raw

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of_word(data: bytes) -> dict[str, bytes]:
    """The parts of a Word file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of_word(data: bytes) -> str:
    """The text of a Word file as it is read: a line a paragraph."""
    tree = etree.fromstring(parts_of_word(data)["word/document.xml"])
    paragraphs = tree.iter(f"{_WORD}p")
    return "\n".join("".join(said.itertext(f"{_WORD}t")) for said in paragraphs)


def all_of_word(data: bytes) -> str:
    """Everything a Word file holds: texts and attributes of every part, names of the parts."""
    said: list[str] = []
    for name, part in parts_of_word(data).items():
        said.append(name)
        if not name.endswith((".xml", ".rels")):
            continue
        for element in etree.fromstring(part).iter():
            said += [element.text or "", element.tail or "", *map(str, element.attrib.values())]
    return "\n".join(said)


def text_of_pdf(data: bytes) -> str:
    """The text of a PDF as it is read, without its line ends."""
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"[\r\n\ufffe\x02]+", "", "".join(pages))


def all_of_pdf(data: bytes) -> str:
    """The text with what stands beside it: metadata, XMP, titles of headings, alternative texts."""
    document = pypdfium2.PdfDocument(data)
    said = [text_of_pdf(data), *document.get_metadata_dict().values(), xmp(data)]
    said += [one.get_title() for one in document.get_toc()]
    for page in document:
        tree = raw.FPDF_StructTree_GetForPage(page)
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            said += _told(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
        raw.FPDF_StructTree_Close(tree)
    return "\n".join(said)


def xmp(data: bytes) -> str:
    """The XMP packet, which PDF/A forbids to compress away (ISO 19005-2, 6.6.2)."""
    found = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)
    return found.group().decode("utf-8") if found else ""


def text_of_page(data: bytes) -> str:
    """Everything a reader of a web page sees or is told."""
    tree = html.fromstring(data.decode("utf-8"))
    etree.strip_elements(tree, "style", "script", with_tail=False)
    return str(tree.text_content())


def numbers(text: str) -> set[str]:
    """Numbers with what they count, and clock times."""
    plain = re.sub(r"\s+", "", text)
    return set(
        re.findall(r"\d[\d,.]*(?:件|名|世帯|台|行目|バイト|回)|午[前後]\d+時(?:\d+分)?", plain)
    )


def _told(element: object) -> list[str]:
    """Alternative and actual texts of a structure element and of those in it."""
    if not element:
        return []
    said = [
        _string(raw.FPDF_StructElement_GetAltText, element),
        _string(raw.FPDF_StructElement_GetTitle, element),
    ]
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        said += _told(raw.FPDF_StructElement_GetChildAtIndex(element, number))
    return said


def _string(getter: object, element: object) -> str:
    size = getter(element, None, 0)  # type: ignore[operator]
    if not size:
        return ""
    buffer = ctypes.create_string_buffer(size)
    getter(element, buffer, size)  # type: ignore[operator]
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
