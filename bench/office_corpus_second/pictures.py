"""Pictures as office files carry them: a letterhead's crest, the stamp of receipt, photographs.

They make a file as large as real ones are without a word more text in it.
"""

from __future__ import annotations

import random
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

PHOTOGRAPHS = {"letter or report": 0.47, "circular": 0.45, "office paper": 0.22, "minutes": 0.1,
               "filled form": 0.2, "empty form": 0.07}  # fmt: skip
"""Share of a genre with photographs, one to four of them."""
CRESTS, STAMPS = 0.3, 0.35
"""Share of papers under a crest, and of filled forms and letters with a stamp of receipt."""


def photograph(rng: random.Random) -> bytes:
    """A JPEG like a site's: large shapes of light and the noise of a sensor."""
    from PIL import Image

    width = rng.choice((800, 1024, 1280, 1600))
    height = width * 3 // 4
    chance = np.random.default_rng(rng.getrandbits(32))
    coarse = Image.fromarray(chance.integers(30, 220, (9, 12, 3), dtype=np.uint8))
    scene = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC), dtype=np.float32)
    noisy = scene + chance.normal(0, rng.choice((4.0, 7.0, 10.0)), scene.shape)
    return _saved(
        Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)),
        "JPEG",
        quality=rng.choice((70, 80, 88)),
    )


def crest(rng: random.Random) -> bytes:
    """A town's crest in one colour, PNG."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (240, 240), "white")
    draw = ImageDraw.Draw(picture)
    colour = rng.choice(("#1f5f3a", "#23408e", "#8e2330", "#444444"))
    draw.ellipse((20, 20, 220, 220), outline=colour, width=rng.randint(8, 18))
    for _leaf in range(rng.randint(3, 6)):
        left, top = rng.randint(50, 120), rng.randint(50, 120)
        draw.pieslice(
            (left, top, left + 80, top + 80),
            rng.randint(0, 180),
            rng.randint(190, 360),
            fill=colour,
        )
    return _saved(picture, "PNG")


def stamp(rng: random.Random) -> bytes:
    """A stamp of receipt in red, unevenly inked, PNG; its letters are none."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (180, 180), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((8, 8, 172, 172), outline="#c8102e", width=5)
    draw.line((14, 70, 166, 70), fill="#c8102e", width=3)
    draw.line((14, 110, 166, 110), fill="#c8102e", width=3)
    ink = np.asarray(picture, dtype=np.float32)
    spots = np.random.default_rng(rng.getrandbits(32)).normal(0, 9, ink.shape[:2])
    return _saved(Image.fromarray(np.clip(ink + spots[:, :, None], 0, 255).astype(np.uint8)), "PNG")


def _saved(picture: Any, form: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def chosen(genre: str, rng: random.Random) -> list[tuple[bytes, float]]:
    """The pictures of one document, each with its width on paper in millimetres."""
    found = []
    if rng.random() < CRESTS:
        found.append((crest(rng), 18.0))
    if genre in {"filled form", "letter or report"} and rng.random() < STAMPS:
        found.append((stamp(rng), 25.0))
    if rng.random() < PHOTOGRAPHS.get(genre, 0):
        found += [(photograph(rng), 75.0) for _one in range(rng.choice((1, 2, 2, 4)))]
    return found


def put(path: Path, genre: str, form: str, rng: random.Random) -> None:
    """Puts pictures into a document that may hold some; others stay as they are. Files from which
    LibreOffice makes html or rtf stay without: it would lay them beside, or write them as text."""
    writers = {".docx": _docx, ".xlsx": _xlsx, ".pptx": _pptx, ".pdf": _pdf, ".eml": _eml}
    if path.suffix not in writers or form in {"html", "rtf"}:
        return
    found = chosen(genre, rng)
    if found:
        writers[path.suffix](path, found)


def _docx(path: Path, found: list[tuple[bytes, float]]) -> None:
    from docx import Document
    from docx.shared import Mm

    document = Document(str(path))
    for data, wide in found:
        place = document.sections[0].header.paragraphs[0] if wide < 20 else document.add_paragraph()
        place.add_run().add_picture(BytesIO(data), width=Mm(wide))
    document.save(str(path))


def _xlsx(path: Path, found: list[tuple[bytes, float]]) -> None:
    from openpyxl import load_workbook
    from openpyxl.drawing.image import Image

    book = load_workbook(path)
    page = book.worksheets[0]
    row = page.max_row + 2
    for data, wide in found:
        picture = Image(BytesIO(data))
        picture.height *= wide * 3.78 / picture.width
        picture.width = wide * 3.78
        page.add_image(picture, f"A{row}")
        row += int(picture.height / 20) + 2
    book.save(path)


def _pptx(path: Path, found: list[tuple[bytes, float]]) -> None:
    from pptx import Presentation
    from pptx.util import Mm

    deck = Presentation(str(path))
    for at, (data, wide) in enumerate(found):
        slide = deck.slides[min(at, len(deck.slides) - 1)]
        slide.shapes.add_picture(BytesIO(data), Mm(170), Mm(5), width=Mm(wide))
    deck.save(str(path))


def _pdf(path: Path, found: list[tuple[bytes, float]]) -> None:
    """At the foot of the last page, the small ones at the head of the first."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(path.read_bytes())
    left = 40.0
    for data, wide in found:
        picture = Image.open(BytesIO(data)).convert("RGB")
        page = document[0] if wide < 30 else document[len(document) - 1]
        object_ = pypdfium2.PdfImage.new(document)
        object_.load_jpeg(BytesIO(data if wide > 30 else _saved(picture, "JPEG", quality=85)))
        points = wide * 2.83
        high = points * picture.height / picture.width
        top = page.get_height() - high - 8 if wide < 30 else 20.0
        object_.set_matrix(pypdfium2.PdfMatrix().scale(points, high).translate(left, top))
        page.insert_obj(object_)
        page.gen_content()
        left += points + 8
    document.save(path)
    document.close()


def _eml(path: Path, found: list[tuple[bytes, float]]) -> None:
    """Photographs taken by telephone lie beside the text."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    for at, (data, wide) in enumerate(found):
        if wide > 30:
            message.add_attachment(
                data, maintype="image", subtype="jpeg", filename=f"IMG_{at:04d}.JPG"
            )
    path.write_bytes(message.as_bytes())
