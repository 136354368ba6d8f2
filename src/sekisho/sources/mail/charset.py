"""Text of mail in the encodings that Japanese mail really uses, whatever its label says."""

from __future__ import annotations

import codecs
import re

_JAPANESE = "utf-8", "cp932", "euc_jp"
_ALIASES = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "ms_kanji": "cp932", "windows-31j": "cp932", "cswindows31j": "cp932", "ms932": "cp932",
    "x-euc-jp": "euc_jp", "eucjp": "euc_jp", "cp51932": "euc_jp", "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "gb2312": "gb18030",
    "gbk": "gb18030",
}  # fmt: skip
_WESTERN = ("iso-8859-1", "latin1", "windows-1252")
_NO_TEXT = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
"""Codecs of Python that are no character encoding of mail."""
_JIS_LABELS = re.compile(r"iso-?2022-?jp|cp5022|csiso2022jp|^jis")
_VAGUE = (
    "",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "latin1",
    "windows-1252",
    "unknown-8bit",
    "x-unknown",
)
_ESCAPE = re.compile(rb"\x1b(\$@|\$B|\$\(D|\(B|\(J|\(I|\$\(B)")
_BREAK = re.compile(rb"(\r?\n)")
_FULL = re.compile("[ぁ-んァ-ヶ]")
_HALF = re.compile("[｡-ﾟ]")
_FEWEST_KANA = 2


def decoded(data: bytes, label: str | None) -> tuple[str, bool]:
    """The text, and whether it had to be doubted: another encoding than the label, or odd bytes.

    The order: JIS escapes; UTF-8 that only UTF-8 can be; the label; for labels that are missing or
    that programs write without thinking, the Japanese encodings. Odd bytes stay as ``\\xNN``.
    """
    name = (label or "").strip().strip("\"'").lower()
    shifted = b"\x0e" in data and bool(_JIS_LABELS.search(name))
    if (shifted or _ESCAPE.search(data)) and not name.startswith(("utf-16", "utf-32")):
        return _jis(data), bool(name) and not _JIS_LABELS.search(name)
    if data.isascii() and not name.startswith(("utf-7", "unicode-1-1-utf-7", "utf-16", "hz")):
        return data.decode("ascii"), False
    codec = _codec(name)
    if codec != "utf-8" and _fits(data, "utf-8") and not name.startswith(("utf-16", "utf-32")):
        return data.decode("utf-8"), bool(name) and name not in _VAGUE
    if name not in _VAGUE and codec is not None and _fits(data, codec):
        return data.decode(codec), False
    return _guessed(data, name, codec)


def known(label: str) -> bool:
    """Whether a label names an encoding of mail at all."""
    name = label.lower()
    return bool(_JIS_LABELS.search(name)) or _codec(name) is not None


def _codec(name: str) -> str | None:
    if _JIS_LABELS.search(name):
        return None
    try:
        found = codecs.lookup(_ALIASES.get(name, name)).name
        b"a".decode(found)  # what is no character encoding says so only when it is used
    except (LookupError, ValueError):
        return None
    return None if found.replace("-", "_") in _NO_TEXT else found


def _fits(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except (UnicodeError, LookupError):
        return False
    return True


def _guessed(data: bytes, name: str, codec: str | None) -> tuple[str, bool]:
    """Japanese when it reads like Japanese, else what the label says, odd bytes kept visible."""
    texts = [data.decode(each) for each in _JAPANESE if _fits(data, each)]
    if texts:
        best = max(texts, key=_kana)
        if _kana(best) >= _FEWEST_KANA or name not in _WESTERN:
            return best, bool(name)
    if name in _WESTERN:
        return data.decode("cp1252" if _fits(data, "cp1252") else "latin-1"), False
    return data.decode(codec or "cp932", "backslashreplace"), True


def _kana(text: str) -> float:
    """How much a text reads like Japanese; half-width kana are mostly EUC-JP read as Shift_JIS."""
    return len(_FULL.findall(text)) - len(_HALF.findall(text)) / 2


def _jis(data: bytes) -> str:
    """ISO-2022-JP (RFC 1468) with what Windows adds to it: half-width kana, NEC and IBM characters.

    Each line begins in ASCII again, as the RFC asks; a missing escape then spoils one line only.
    """
    return "".join(_jis_line(line) for line in _BREAK.split(data))


def _jis_line(line: bytes) -> str:
    pieces = _ESCAPE.split(line)
    texts = [_single(pieces[0])]
    for mode, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if mode in (b"(B", b"(J"):
            texts.append(_single(piece))
        elif mode == b"(I":
            texts.append(bytes(byte | 0x80 for byte in piece).decode("cp932", "backslashreplace"))
        elif mode == b"$(D":
            texts.append(_supplement(piece))
        else:
            texts.append(_double(piece))
    return "".join(texts)


def _single(piece: bytes) -> str:
    """ASCII; between SO and SI, and with the eighth bit, half-width kana."""
    shifted = re.sub(
        rb"\x0e([^\x0f]*)\x0f?", lambda found: bytes(byte | 0x80 for byte in found[1]), piece
    )
    return shifted.decode("cp932", "backslashreplace")


def _double(piece: bytes) -> str:
    """JIS X 0208 in seven bits, turned to Shift_JIS arithmetically to reach the Windows rows."""
    moved = bytearray()
    for at in range(0, len(piece) - 1, 2):
        high, low = piece[at] & 0x7F, piece[at + 1] & 0x7F
        if not (0x21 <= high <= 0x7E and 0x21 <= low <= 0x7E):
            moved += piece[at : at + 2]
            continue
        first = ((high - 0x21) >> 1) + 0x81
        second = low + 0x7E if high % 2 == 0 else low + 0x1F + (low >= 0x60)
        moved += bytes((first + (0x40 if first > 0x9F else 0), second))
    odd = piece[len(piece) - len(piece) % 2 :]
    return bytes(moved).decode("cp932", "backslashreplace") + odd.decode(
        "cp932", "backslashreplace"
    )


def _supplement(piece: bytes) -> str:
    """JIS X 0212, through its place in EUC-JP."""
    pairs = (piece[at : at + 2] for at in range(0, len(piece), 2))
    moved = b"".join(b"\x8f" + bytes(byte | 0x80 for byte in pair) for pair in pairs)
    return moved.decode("euc_jp", "backslashreplace")
