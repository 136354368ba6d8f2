"""A page of our own that keeps loaded what pdfium puts in the place of Japanese fonts that a PDF
file names without bringing them.

Pdfium lets go of a stand-in with the last document that shows it, and reads it again (a font of
megabytes) for the next one. Nothing of a stranger's file is kept for it; some 30 MB are.

References: ISO 32000-1 9.7 (composite fonts), 9.8 (font descriptors).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_FONTS = (
    ("HeiseiMin-W3", 6), ("HeiseiKakuGo-W5", 4), ("Ryumin-Light", 6), ("GothicBBB-Medium", 4),
    ("MS-Mincho", 7), ("MS-Gothic", 5), ("MS-PMincho", 6), ("MS-PGothic", 4),
)  # fmt: skip
"""Those that files name without bringing them, and the flags of their descriptors (1: of one width,
2: with serifs, 4: signs beyond Latin). A stand-in is found again by the name alone."""
_HEAD = (
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<<{fonts}>>>>>>",
    "<</Length {size}>>stream\n{shown}\nendstream",
)
_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniJIS-UCS2-H/DescendantFonts[<</Type/Font"
    "/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)"
    "/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/{name}/Flags {flags}/FontBBox"
    "[-123 -257 1001 910]/ItalicAngle 0/Ascent 723/Descent -241/CapHeight 709/StemV 69>>>>]>>"
)


@cache
def kept() -> tuple[PdfDocument, PdfPage]:
    """The page, for as long as this process lasts. Raises PdfiumError."""
    import pypdfium2  # noqa: PLC0415  (only beside)

    document = pypdfium2.PdfDocument(_made())
    return document, document[0]


def _made() -> bytes:
    """A file with a character in each font; readers find its objects without a table of them."""
    shown = f"BT {' '.join(f'/F{at} 9 Tf <3042> Tj' for at in range(len(_FONTS)))} ET"
    fonts = "".join(f"/F{at} {at + len(_HEAD) + 1} 0 R" for at in range(len(_FONTS)))
    parts = [one.format(fonts=fonts, size=len(shown), shown=shown) for one in _HEAD[2:]]
    parts = [*_HEAD[:2], *parts, *(_FONT.format(name=name, flags=flags) for name, flags in _FONTS)]
    objects = "".join(f"{at} 0 obj\n{one}\nendobj\n" for at, one in enumerate(parts, 1))
    return f"%PDF-1.4\n{objects}trailer<</Root 1 0 R>>\n".encode("ascii")
