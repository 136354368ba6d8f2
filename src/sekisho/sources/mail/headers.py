"""Header fields as people see them: RFC 2047 words, raw bytes, parameters of RFC 2231."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from sekisho.sources.mail.charset import decoded

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)(?:\?=|\?$|$)")
_FOLD = re.compile(r"\r?\n[ \t]?")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_PARAMETER = re.compile(r""";\s*([^\s=;"]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)""", re.DOTALL)
_CONTINUED = re.compile(r"^(.+?)(?:\*(\d{1,3}))?(\*)?$")
_HEX = re.compile(r"=([0-9A-Fa-f]{2})")


def unfolded(value: str) -> str:
    """A raw value (as the standard parser keeps it, odd bytes as surrogates) as one line of text.

    Bytes beyond ASCII and JIS escapes are decoded; encoded words are left as they are.
    """
    text = _FOLD.sub(" ", value) if "\n" in value else value
    if text.isascii() and "\x1b" not in text:
        return text.strip()
    return decoded(text.encode("utf-8", "surrogateescape"), None)[0].strip()


def header_text(value: str) -> str:
    """A header value with its encoded words decoded, wherever they stand, broken ones as well."""
    return words(unfolded(value))


def words(text: str) -> str:
    """RFC 2047 words decoded. Neighbours in one encoding are joined before they are decoded, since
    many programs cut characters in two."""
    if "=?" not in text:
        return text
    text = _BETWEEN.sub(r"\1", text)
    pieces: list[str] = []
    label, held, end = "", b"", 0
    for found in _WORD.finditer(text):
        between = text[end : found.start()]
        charset = found[1].partition("*")[0].lower()
        if held and (between or charset != label):
            pieces.append(decoded(held, label)[0])
            held = b""
        pieces.append(between)
        label, held, end = charset, held + _unwrapped(found[2], found[3]), found.end()
    if held:
        pieces.append(decoded(held, label)[0])
    return "".join([*pieces, text[end:]])


def _unwrapped(method: str, payload: str) -> bytes:
    if method in "bB":
        return _base64(payload)
    raw = payload.replace("_", " ")
    return b"".join(
        bytes([int(piece, 16)]) if index % 2 else piece.encode("utf-8", "surrogatepass")
        for index, piece in enumerate(_HEX.split(raw))
    )


def _base64(payload: str) -> bytes:
    """Base64 without its paddings and blanks; a last group that lacks signs is left out."""
    signs = re.sub(r"[^A-Za-z0-9+/]", "", payload)
    if len(signs) % 4 == 1:
        signs = signs[:-1]
    try:
        return b64decode(signs + "=" * (-len(signs) % 4))
    except binascii.Error:
        return payload.encode("utf-8", "surrogatepass")


def parameters(value: str) -> Mapping[str, str]:
    """Parameters of a header field by lower-case name (RFC 2045, RFC 2231), decoded.

    Encoded words in them are against RFC 2047 and everywhere; they are decoded too.
    """
    plain: dict[str, str] = {}
    extended: dict[str, dict[int, tuple[bool, str]]] = {}
    for found in _PARAMETER.finditer(unfolded(value)):
        name, text = found[1].lower(), _unquoted(found[2])
        parts = _CONTINUED.match(name)
        if parts and (parts[2] or parts[3]):
            place = int(parts[2] or 0)
            extended.setdefault(parts[1], {})[place] = (bool(parts[3]), text)
        else:
            plain.setdefault(name, words(text))
    return plain | {name: _extended(pieces) for name, pieces in extended.items()}


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def _extended(pieces: Mapping[int, tuple[bool, str]]) -> str:
    """Continued and percent-encoded pieces put together (RFC 2231 sections 3 and 4)."""
    label, data = "", b""
    for place, (encoded, piece) in sorted(pieces.items()):
        text = piece
        if encoded and place == min(pieces) and text.count("'") >= 2:
            label, _, text = text.split("'", 2)
        data += unquote_to_bytes(text) if encoded else text.encode("utf-8", "surrogatepass")
    return words(decoded(data, label or None)[0])
