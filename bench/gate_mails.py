"""Mails of an office for the benchmark of the mail gate, about 17 kB each, all made here.

Five kinds in turn: a text file, a Word document with a photograph, a PDF (pages of Japanese text
with ruled lines, every other with a photograph), a ZIP with a text and a screenshot, and a
photograph. Every other mail is a page with the sender's logo in its signature; two of fifty (one
with a ZIP, one with a photograph) have a poster with a QR code in the place of their picture.

What repeats, as in life: the logos of twelve firms, which come with each mail of theirs. What does
not: Message-ID, date, sender, subject, body, and the name and the bytes of every other attachment.
Photographs, screenshots and PDF files are slow to make, so that a few dozen of each serve; every
copy is stamped with the number of its mail where the format has a place for it (a comment of JPEG,
a text chunk of PNG, a comment of PDF), so that no two have the same bytes and nothing that
remembers a file by its bytes has it easier than in an office.
"""

from __future__ import annotations

import binascii
import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache

import zxingcpp
from PIL import Image, ImageDraw, ImageFilter
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.gates.mail import OWN, docx, relation, zipped

FIRMS = 12
POOL = 40
"""Made of each kind of picture and paper."""
CODED_EACH = 50
"""The last two of so many have a QR code."""
_WORDS = (
    "会議", "資料", "確認", "工事", "見積", "請求書", "納品", "日程", "来週", "担当", "町民課",
    "総務課", "水道", "契約", "検査", "予算", "書類", "御中", "令和", "年度", "回答", "期限",
    "お願い", "いたします",
)  # fmt: skip
_STARTED = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Mail:
    """A mail's bytes and kind; ``link``: the one in its QR code, "" without."""

    kind: str
    data: bytes
    link: str = ""


def mails(first: int, count: int) -> Iterator[Mail]:
    """The mails of so many numbers; the same number is the same mail."""
    for number in range(first, first + count):
        yield _mail(number)


def _mail(number: int) -> Mail:
    chance = random.Random(f"mail {number}")
    kind = KINDS[number % len(KINDS)]
    link = f"https://forms.example/{number}" if number % CODED_EACH >= CODED_EACH - 2 else ""
    logo = number // len(KINDS) % 2 == 1
    firm = chance.randrange(FIRMS)
    name, content = _MADE[kind](number, chance, link)
    text = _text(chance, 6 if logo else 14)
    parts = [_part("text/plain; charset=utf-8", text.encode())]
    if logo:
        parts = [_page(parts[0], text, f"logo@firm{firm}.example", _logo(firm))]
    kept = f'attachment; filename="{_word(name)}"'
    parts.append(_part("application/octet-stream", content, f"Content-Disposition: {kept}"))
    head = (
        f"From: {_word(chance.choice(_WORDS))} <p{number % 997}@firm{firm}.example>",
        f"To: seki-j@{OWN}",
        f"Subject: {_word(_said(chance, 6))}",
        f"Date: {format_datetime(_STARTED + timedelta(seconds=7 * number))}",
        f"Message-ID: <{number}.{chance.randrange(10**9)}@firm{firm}.example>",
        "MIME-Version: 1.0",
    )
    data = "\r\n".join((*head, _several("mixed", parts))).encode("ascii")
    return Mail(kind, data, link if kind in ("zip", "photo") else "")


def _page(plain: str, text: str, logo: str, picture: bytes) -> str:
    """The body once more as a page, with a logo in it."""
    lines = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = f'<html><body>{lines}<img src="cid:{logo}"></body></html>'
    shown = _part("image/png", picture, f"Content-ID: <{logo}>")
    related = [_part("text/html; charset=utf-8", page.encode()), shown]
    return _several("alternative", [plain, _several("related", related)])


def _several(kind: str, parts: list[str]) -> str:
    mark = f"=_{kind}_{zlib.crc32(parts[-1].encode()):08x}"
    each = "".join(f"--{mark}\r\n{one}\r\n" for one in parts)
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\r\n\r\n{each}--{mark}--\r\n'


def _part(kind: str, content: bytes, *fields: str) -> str:
    head = (f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *fields, "", "")
    coded = binascii.b2a_base64(content, newline=False).decode()
    lines = [coded[at : at + 76] for at in range(0, len(coded), 76)]
    return "\r\n".join(head) + "\r\n".join(lines)


def _word(text: str) -> str:
    """RFC 2047."""
    return f"=?utf-8?B?{binascii.b2a_base64(text.encode(), newline=False).decode()}?="


def _said(chance: random.Random, words: int) -> str:
    return "".join(chance.choices(_WORDS, k=words))


def _text(chance: random.Random, lines: int) -> str:
    return "".join(f"{_said(chance, chance.randint(5, 9))}。\n" for _ in range(lines))


def _memo(_number: int, chance: random.Random, _: str) -> tuple[str, bytes]:
    return f"{_said(chance, 5)}.txt", _text(chance, 165).encode()


def _document(number: int, chance: random.Random, _: str) -> tuple[str, bytes]:
    picture = _photo(number // len(KINDS) % POOL, 220, 165, number)
    inside = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
                     for line in _text(chance, 40).splitlines())  # fmt: skip
    made = docx(relation("image", "media/image1.jpeg"), inside=inside,
                parts={"word/media/image1.jpeg": picture})  # fmt: skip
    return f"{_said(chance, 5)}.docx", made


def _paper(number: int, chance: random.Random, _: str) -> tuple[str, bytes]:
    made = _pdf(number // len(KINDS) % POOL)
    return f"{_said(chance, 5)}.pdf", made + b"%% %d\n" % number


def _archive(number: int, chance: random.Random, link: str) -> tuple[str, bytes]:
    picture = _stamped_png(
        _poster(link) if link else _screenshot(number // len(KINDS) % POOL), number
    )
    memo = _text(chance, 20).encode()
    return f"{_said(chance, 5)}.zip", zipped(("readme.txt", memo), ("screen.png", picture))


def _photograph(number: int, _chance: random.Random, link: str) -> tuple[str, bytes]:
    if link:
        return f"IMG_{number}.png", _stamped_png(_poster(link), number)
    return f"IMG_{number}.jpg", _photo(number // len(KINDS) % POOL, 400, 300, number)


_MADE: dict[str, Callable[[int, random.Random, str], tuple[str, bytes]]] = {
    "text": _memo, "docx": _document, "pdf": _paper, "zip": _archive, "photo": _photograph,
}  # fmt: skip
KINDS = tuple(_MADE)


@cache
def _logo(firm: int) -> bytes:
    chance = random.Random(f"logo {firm}")
    picture = Image.new("RGB", (200, 64), "white")
    drawn = ImageDraw.Draw(picture)
    colour = tuple(chance.randrange(200) for _ in range(3))
    drawn.ellipse((6, 6, 58, 58), fill=colour)
    drawn.polygon(
        [(chance.randint(10, 54), chance.randint(10, 54)) for _ in range(5)], fill="white"
    )
    drawn.text((70, 16), f"Firm {firm} Co., Ltd.", fill=colour, font_size=15)
    drawn.line((70, 42, 194, 42), fill=colour, width=2)
    return _encoded(picture.resize((160, 51), Image.Resampling.LANCZOS).quantize(64), "PNG")


def _photo(own: int, width: int, height: int, number: int) -> bytes:
    """With a comment segment (ITU-T T.81 B.2.4.5) behind the first mark."""
    made = _photo_made(own, width, height)
    note = b"%d" % number
    return made[:2] + b"\xff\xfe" + struct.pack("!H", len(note) + 2) + note + made[2:]


@cache
def _photo_made(own: int, width: int, height: int) -> bytes:
    """Light that changes softly, things with edges before it, and a camera's noise."""
    chance = random.Random(f"photo {own}")
    coarse = Image.frombytes("RGB", (8, 6), chance.randbytes(144))
    picture = coarse.resize((width, height), Image.Resampling.BICUBIC)
    drawn = ImageDraw.Draw(picture)
    for _ in range(14):
        x, y = chance.randrange(width), chance.randrange(height)
        box = (x, y, x + chance.randint(8, width // 4), y + chance.randint(8, height // 3))
        shape = drawn.rectangle if chance.random() < 0.5 else drawn.ellipse
        shape(box, fill=tuple(chance.randrange(256) for _ in range(3)))
    picture = picture.filter(ImageFilter.GaussianBlur(1))
    noise = Image.frombytes("RGB", (width, height), chance.randbytes(3 * width * height))
    picture = Image.blend(picture, noise, 0.07)
    most = 11_500 if width > 300 else 7_500
    return next(one for quality in range(80, 4, -3)
                if len(one := _encoded(picture, "JPEG", quality=quality)) < most)  # fmt: skip


@cache
def _screenshot(own: int) -> bytes:
    """Windows with text, in a palette as such pictures are often kept."""
    chance = random.Random(f"screen {own}")
    picture = Image.new("RGB", (640, 400), "#d8e0e8")
    drawn = ImageDraw.Draw(picture)
    for left, top, right, lines in ((20, 20, 410, 9), (300, 230, 620, 5)):
        drawn.rectangle((left, top, right, top + 40 + 16 * lines), fill="white", outline="#456")
        drawn.rectangle((left, top, right, top + 22), fill="#2b579a")
        for line in range(lines):
            signs = "".join(chance.choices("abcdefghijklmnop 0123456789", k=(right - left) // 9))
            drawn.text((left + 10, top + 30 + 16 * line), signs, fill="#222", font_size=11)
    return _encoded(picture.quantize(16), "PNG")


@cache
def _poster(link: str) -> bytes:
    made = zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode)
    code = Image.fromarray(zxingcpp.write_barcode_to_image(made, scale=5))
    picture = Image.frombytes("L", (300, 20), random.Random(link).randbytes(6000))
    whole = Image.new("L", (420, 420), 255)
    whole.paste(picture, (60, 20))
    whole.paste(code, (90, 90))
    return _encoded(whole, "PNG")


def _stamped_png(picture: bytes, number: int) -> bytes:
    """With a text chunk before the last one (ISO/IEC 15948 11.3.4.3)."""
    chunk = b"tEXtComment\0%d" % number
    size = struct.pack("!I", len(chunk) - 4)
    return picture[:-12] + size + chunk + struct.pack("!I", zlib.crc32(chunk)) + picture[-12:]


@cache
def _pdf(own: int) -> bytes:
    """A letter with a table: two pages of text, or one with a photograph."""
    chance = random.Random(f"pdf {own}")
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    rl_config.useA85 = 0  # bytes as they are, as most programs write them
    out = io.BytesIO()
    canvas = Canvas(out)
    pictured = own % 2 == 0
    for _ in range(1 if pictured else 2):
        canvas.setFont("HeiseiMin-W3", 10.5)
        for line in range(22 if pictured else 38):
            canvas.drawString(60, 780 - 17 * line, _said(chance, 14))
        for row in range(6):
            canvas.line(60, 120 - 14 * row, 520, 120 - 14 * row)
        canvas.line(60, 50, 60, 120)
        canvas.line(520, 50, 520, 120)
        if pictured:
            photo = ImageReader(io.BytesIO(_photo_made(own, 220, 165)))
            canvas.drawImage(photo, 120, 170, 300, 225)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _encoded(picture: Image.Image, form: str, **how: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()
