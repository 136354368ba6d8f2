"""Links in the codes of a picture, and of the first pages of a PDF file; for a process beside.

Looked for are the kinds whose links the camera of a telephone opens: QR Code (ISO/IEC 18004, its
small and its narrow form), Aztec Code (ISO/IEC 24778) and Data Matrix (ISO/IEC 16022).

Of a page of a PDF file what is drawn on it is rendered at a density of its own, and letters that
might be put together to a QR code at that of a screen (``code_places`` says which they are).

References: zxing-cpp ``ReaderOptions``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from sekisho.gates.mail import stand_ins
from sekisho.gates.mail.code_places import Box, places

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

PAGES = 2
"""Pages of a PDF file that are looked at."""
PIXELS = 25_000_000
_DENSITY = 2
"""Pixels a point of what is drawn: a code of 2 cm on paper is more than a hundred wide."""
_COARSER = (1, 2, 3)
"""Letters run together to the squares of a code when several pixels become one."""


def links(files: list[tuple[str, bytes]]) -> list[list[str]]:
    """The links of each file (``image`` or ``pdf``, its bytes); none of one that cannot be
    decoded."""
    return [_of(real, data) for real, data in files]


def _of(real: str, data: bytes) -> list[str]:
    found: dict[str, None] = {}
    try:
        for picture, kinds in _picture(data) if real == "image" else _pages(data):
            found |= dict.fromkeys(_read(picture, kinds))
    except Exception:  # noqa: BLE001  (a picture that cannot be decoded shows no code to anybody)
        return list(found)
    return list(found)


def _read(picture: Any, kinds: Any) -> Iterator[str]:
    import zxingcpp  # noqa: PLC0415  (only beside)

    for code in zxingcpp.read_barcodes(picture, formats=kinds):
        text = code.text.strip()
        if text.lower().startswith(("http:", "https:", "www.")):
            yield text[:2000]


@cache
def _kinds() -> tuple[Any, Any]:
    """The forms of QR Code; and all that are looked for."""
    from zxingcpp import BarcodeFormat as Kind  # noqa: PLC0415

    qr = Kind.QRCode, Kind.MicroQRCode, Kind.RMQRCode
    return qr, (*qr, Kind.Aztec, Kind.DataMatrix)


def _picture(data: bytes) -> Iterator[tuple[Any, Any]]:
    from PIL import Image  # noqa: PLC0415

    picture: Image.Image = Image.open(io.BytesIO(data))
    if picture.width * picture.height <= PIXELS:
        picture.draft("L", picture.size)  # of a JPEG the light alone is decoded
        yield picture.convert("L"), _kinds()[1]


def _pages(data: bytes) -> Iterator[tuple[Any, Any]]:
    import pypdfium2  # noqa: PLC0415

    with suppress(pypdfium2.PdfiumError):  # without it pages are read as well, only slower
        stand_ins.kept()
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(PAGES, len(document))):
            page = document[number]
            if page.get_width() * page.get_height() * _DENSITY**2 > PIXELS:
                continue
            try:
                found = places(page)
            except pypdfium2.PdfiumError:
                found = None  # something lies nowhere: the page shows whether it is seen
            if found is None:
                yield _rendered(page, _DENSITY), _kinds()[1]
                continue
            for box in found.lettered:
                grey = _rendered(page, 1, box)
                for part in _COARSER:
                    yield _coarser(grey, part), _kinds()[0]
            for box in found.drawn:
                yield _rendered(page, _DENSITY, box), _kinds()[1]


def _rendered(page: PdfPage, density: int, box: Box | None = None) -> Any:
    """The shades of grey of a page, or of a part of it."""
    width, height = page.get_size()
    left, bottom, right, top = box or (0, 0, width, height)
    cut = (left, bottom, width - right, height - top)
    grey = page.render(scale=density, crop=cut, grayscale=True).to_numpy()
    return grey.reshape(grey.shape[:2])


def _coarser(grey: Any, part: int) -> Any:
    """A pixel for so many each way."""
    high, wide = (size // part for size in grey.shape)
    if part == 1 or not high or not wide:
        return grey
    cells = grey[: high * part, : wide * part].reshape(high, part, wide, part)
    return cells.mean((1, 3)).astype("uint8")
