"""Links in the codes of a picture, and of the first pages of a PDF file; for a process beside.

Looked for are the kinds whose links the camera of a telephone opens: QR Code (ISO/IEC 18004, its
small and its narrow form), Aztec Code (ISO/IEC 24778) and Data Matrix (ISO/IEC 16022).

A page is mostly letters, which cost the most and hold codes the least: what is drawn on it is
rendered at a density of its own, and the page as a whole at that of a screen, in which a large QR
code put together from letters is still seen. Which letters stand there decides nothing: full
stops, outlines and dense characters make codes as well as squares do.

References: pdfium ``fpdf_edit.h``; zxing-cpp ``ReaderOptions``.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from sekisho.gates.mail import stand_ins

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage

PAGES = 2
"""Pages of a PDF file that are looked at."""
PIXELS = 25_000_000
_DENSITY = 2
"""Pixels a point of what is drawn: a code of 2 cm on paper is more than a hundred wide."""
_AROUND = 8.0
"""Points around a drawing that are looked at with it: the blank edge of a code, and drawings so
near to each other that they may be pieces of one."""
_RULE = (3.0, 40.0)
"""Points: a line at most so thick and at least so long is none of a code's squares."""
_RULES = 100
"""Lines of a page beyond which they are a drawing."""
_DRAWINGS = 40
"""Drawings of a page beyond which they are taken as one."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points."""


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
                drawn = _drawn(page)
            except pypdfium2.PdfiumError:
                drawn = None  # something lies nowhere: the page shows whether it is seen
            if drawn is None:
                yield _rendered(page, _DENSITY), _kinds()[1]
                continue
            yield _rendered(page, 1), _kinds()[0]
            for box in drawn:
                yield _rendered(page, _DENSITY, box), _kinds()[1]


def _rendered(page: PdfPage, density: int, box: Box | None = None) -> Any:
    """The shades of grey of a page, or of a part of it."""
    width, height = page.get_size()
    left, bottom, right, top = box or (0, 0, width, height)
    cut = (left, bottom, width - right, height - top)
    grey = page.render(scale=density, crop=cut, grayscale=True).to_numpy()
    return grey.reshape(grey.shape[:2])


def _drawn(page: PdfPage) -> list[Box] | None:
    """Where something else than letters and ruled lines is; None: on most of the page, or it
    cannot be told where, for the page is turned or something is laid over it."""
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT, FPDFPage_GetAnnotCount  # noqa: PLC0415

    if page.get_rotation() or FPDFPage_GetAnnotCount(page):
        return None
    left, bottom, right, top = page.get_bbox()
    width, height = page.get_size()
    if (round(right - left), round(top - bottom)) != (round(width), round(height)):
        return None
    boxes: list[Box] = []
    lines: list[Box] = []
    for one in page.get_objects(max_depth=1):
        if one.type == FPDF_PAGEOBJ_TEXT:
            continue
        west, south, east, north = one.get_bounds()
        box = (
            max(west - left - _AROUND, 0.0),
            max(south - bottom - _AROUND, 0.0),
            min(east - left + _AROUND, width),
            min(north - bottom + _AROUND, height),
        )
        if box[0] < box[2] and box[1] < box[3]:
            (lines if _is_rule(one, east - west, north - south) else boxes).append(box)
    joined = _joined(boxes + lines if len(lines) > _RULES else boxes)
    area = sum((east - west) * (north - south) for west, south, east, north in joined)
    return joined if area < width * height / 2 else None


def _is_rule(one: PdfObject, width: float, height: float) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_PATH, FPDFPageObj_GetDashCount  # noqa: PLC0415

    thick, long_ = sorted((width, height))
    thin = one.type == FPDF_PAGEOBJ_PATH and thick <= _RULE[0] and long_ >= _RULE[1]
    return thin and FPDFPageObj_GetDashCount(one) <= 0


def _joined(boxes: list[Box]) -> list[Box]:
    """Those that touch as one."""
    if len(boxes) > _DRAWINGS:
        return [_around(boxes)]
    apart: list[Box] = []
    for box in boxes:
        while near := [one for one in apart if _touch(one, box)]:
            apart = [one for one in apart if one not in near]
            box = _around([box, *near])  # noqa: PLW2901  (it grows)
        apart.append(box)
    return apart


def _touch(one: Box, other: Box) -> bool:
    beside = one[0] <= other[2] and other[0] <= one[2]
    return beside and one[1] <= other[3] and other[1] <= one[3]


def _around(boxes: list[Box]) -> Box:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)
