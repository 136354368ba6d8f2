"""Many documents out of few, no two with the same bytes.

A clone differs from its original in numbers within its text (telephones, house numbers), in a line
at its end, or, for PDF and mail, in bytes beside the text. The form of the file stays sound.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

TEXT_OF = {
    "docx": re.compile(rb"(<w:t(?: [^>]*)?>)([^<]*)(?=</w:t>)"),
    "xlsx": re.compile(rb"(<t(?: [^>]*)?>)([^<]*)(?=</t>)"),
    "pptx": re.compile(rb"(<a:t>)([^<]*)(?=</a:t>)"),
    "odt": re.compile(rb"(<text:(?:p|span)[^>]*>)([^<]*)(?=<)"),
    "ods": re.compile(rb"(<text:(?:p|span)[^>]*>)([^<]*)(?=<)"),
}
"""Where the text of a packed format stands."""
FOUR = re.compile(rb"\d{4}(?!\d)")
FOUR_WIDE = re.compile(rb"(?:[0-9]\x00){4}")
NUMBER = re.compile(rb"\d{2}-\d{4}")


def clones(originals: Sequence[Path], folder: Path, count: int) -> list[Path]:
    """Writes ``count`` files below ``folder``, two hundred a folder, and gives their paths."""
    found = []
    for number in range(count):
        source = originals[number % len(originals)]
        target = folder / f"{number // 200:04d}" / f"{number:06d}_{source.name.split('_', 1)[-1]}"
        target.parent.mkdir(parents=True, exist_ok=True)
        clone(source, target, number // len(originals) + 1)
        found.append(target)
    return found


def clone(source: Path, target: Path, turn: int) -> None:
    """One clone; ``turn`` says how far figures are turned and must differ for each."""
    kind = source.suffix[1:]
    if kind in TEXT_OF:
        _packed(source, target, TEXT_OF[kind], turn)
        return
    data = source.read_bytes()
    mark = f"{turn:08d}".encode()
    if kind in {"doc", "xls"}:
        data = FOUR_WIDE.sub(lambda hit: _wide(hit[0], turn), data)
        data = NUMBER.sub(lambda hit: hit[0][:3] + _turned(hit[0][3:], turn), data)
        data += mark.ljust(512, b"\0")  # a sector that belongs to no stream
    elif kind == "pdf":
        data += b"\n% " + mark + b"\n"
    elif kind == "rtf":
        end = data.rindex(b"}")
        data = data[:end] + b"\\par " + mark + data[end:]
    elif kind == "html":
        data = data.replace(b"</body>", b"<p>" + mark + b"</p></body>")
    elif kind == "eml":
        data = b"X-Number: " + mark + b"\r\n" + data
    else:
        line = f"\r\n{turn:08d}\r\n"
        wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        data += line.encode("utf-16-le" if wide else "ascii")
    target.write_bytes(data)


def _packed(source: Path, target: Path, texts: re.Pattern[bytes], turn: int) -> None:
    def other(hit: re.Match[bytes]) -> bytes:
        return hit[1] + FOUR.sub(lambda four: _turned(four[0], turn), hit[2])

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        new.comment = f"{turn:08d}".encode()
        for item in old.infolist():
            data = old.read(item)
            if item.filename.endswith(".xml"):
                data = texts.sub(other, data)
            new.writestr(item, data)


def _turned(four: bytes, turn: int) -> bytes:
    return b"%04d" % ((int(four) + 7 * turn) % 10000)


def _wide(eight: bytes, turn: int) -> bytes:
    return b"".join(bytes((sign, 0)) for sign in _turned(eight[::2], turn))
