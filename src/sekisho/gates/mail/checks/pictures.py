"""Links that stand in a picture, where no reader of text sees them: QR codes in pictures, and on
the first pages of PDF files.

References: ISO/IEC 18004 (QR Code); MITRE ATT&CK T1566.002, T1598.003. zxing-cpp (Apache-2.0) is
optional: without it nothing is seen. Pictures are decoded in a process beside this one, within
bounds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from sekisho.engine.aside import aside
from sekisho.engine.worker import AWAITED, Limits, Lost
from sekisho.gates.mail.links.found import link
from sekisho.gates.mail.links.judged import RULES as SITES
from sekisho.gates.mail.opened import File
from sekisho.gates.mail.signs import Looked, Sign

if TYPE_CHECKING:
    from PIL import Image

RULES = ("mail.picture_link", *SITES)
MOST = 20
"""Pictures and PDF files of a mail that are looked at."""
PAGES = 2
PIXELS = 25_000_000
_SMALLEST = 200
"""Bytes below which no picture holds a code."""
_DENSITY = 2
"""Pixels a point of a page: a code of 2 cm on paper is more than a hundred wide."""
_LIMITS = Limits(20.0, 1024**3, AWAITED)


def check(looked: Looked) -> Iterator[Sign]:
    """Each link found in a picture, with its place."""
    files = [file for file in looked.mail.files if _may_hold(file)][:MOST]
    if not files or looked.outgoing or not available():
        return
    given: list[tuple[str, bytes]] = [(file.real, file.data) for file in files]
    found = aside(_links, given, _LIMITS)
    if isinstance(found, Lost):
        # never silently: which of them ended the reader is not known
        yield Sign("mail.picture_link", files[0].where, "?")
        return
    for file, links in zip(files, found, strict=True):
        for one in links:
            yield Sign("mail.picture_link", file.where, one)
            led = link(one, file.where) if looked.sites is not None else None
            if led is not None and looked.sites is not None:
                yield from looked.sites.signs(led, looked.envelope.at)


@cache
def available() -> bool:
    """Whether the reader of codes is installed, as it was when first asked."""
    return find_spec("zxingcpp") is not None and find_spec("PIL") is not None


def _may_hold(file: File) -> bool:
    return file.real in ("image", "pdf") and len(file.data) >= _SMALLEST


def _links(files: list[tuple[str, bytes]]) -> list[list[str]]:
    """Runs beside: the links of each file; none of one that cannot be decoded."""
    return [_of(real, data) for real, data in files]


def _of(real: str, data: bytes) -> list[str]:
    import zxingcpp  # noqa: PLC0415  (only beside)
    from PIL import Image  # noqa: PLC0415

    found: dict[str, None] = {}
    try:
        if real == "image":
            picture: Image.Image = Image.open(io.BytesIO(data))
            pictures = [picture] if picture.width * picture.height <= PIXELS else []
        else:
            pictures = _pages(data)
        for picture in pictures:
            for code in zxingcpp.read_barcodes(picture.convert("L")):
                text = code.text.strip()
                if text.lower().startswith(("http:", "https:", "www.")):
                    found[text[:2000]] = None
    except Exception:  # noqa: BLE001  (a picture that cannot be decoded shows no code to anybody)
        return list(found)
    return list(found)


def _pages(data: bytes) -> list[Image.Image]:
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(data) as document:
        count = min(PAGES, len(document))
        fitting = [
            number
            for number in range(count)
            if document[number].get_width() * document[number].get_height() * _DENSITY**2 <= PIXELS
        ]
        return [document[number].render(scale=_DENSITY).to_pil() for number in fitting]
