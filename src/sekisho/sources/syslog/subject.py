"""Subjects as a mail server logs them: encoded words whose folds became question marks.

Reference: RFC 2047; Postfix cleanup replaces control signs by ``?`` and may cut the header,
so that an encoded word at the end can lack its end. Such a word stays as it is.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from quopri import decodestring

import pyarrow as pa
import pyarrow.compute as pc

from sekisho.sources.mail.charset import decoded, known
from sekisho.sources.syslog.cut import matches
from sekisho.sources.uniques import mapped

_WORD = r"=\?([\w.:+-]+)(?:\*[\w-]*)?\?([BbQq])\?([^?\s]*)\?="
_RUN = re.compile(rf"{_WORD}(?:[?\s]*{_WORD})*")
_EACH = re.compile(_WORD)
_NO_TEXT = re.compile(r"\\x|[\x80\uf8f0-\uf8f3]")
"""How the decoder shows bytes that no Japanese text holds."""


def decoded_subjects(texts: pa.Array) -> pa.Array:
    """The texts with their encoded words decoded; null stays null."""
    encoded = matches(texts, r"=\?[\w.:+*-]+\?[BbQq]\?")
    if not pc.any(encoded).as_py():
        return texts
    turned = mapped(
        texts.filter(encoded),
        lambda names: pa.array([_RUN.sub(_run, name) for name in names.to_pylist()], pa.string()),
    )
    return pc.replace_with_mask(texts, encoded, turned)


def _run(found: re.Match[str]) -> str:
    """Neighbouring words of one charset are joined before decoding: many programs cut a
    character in two."""
    pieces: list[tuple[str, bytes]] = []
    for charset, way, text in _EACH.findall(found[0]):
        try:
            signs = b64decode(text + "=" * (-len(text) % 4)) if way in "Bb" else _quoted(text)
        except (binascii.Error, ValueError):
            return found[0]
        if pieces and pieces[-1][0] == charset.lower():
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + signs)
        else:
            pieces.append((charset.lower(), signs))
    try:
        return "".join(_text(charset, signs) for charset, signs in pieces)
    except (LookupError, UnicodeDecodeError):
        return found[0]


def _quoted(text: str) -> bytes:
    return decodestring(text.replace("_", " ").encode("ascii", "replace"))


def _text(charset: str, signs: bytes) -> str:
    """The text whatever the label says, as of a mail itself: much Japanese mail has Shift_JIS
    under the label ISO-2022-JP. Raises LookupError for a label that nobody knows, and
    UnicodeDecodeError for bytes that are no text in any of the usual encodings."""
    if not known(charset):
        raise LookupError(charset)
    text, doubted = decoded(signs, charset)
    if doubted and _NO_TEXT.search(text):
        raise UnicodeDecodeError(charset, signs, 0, len(signs), "no text")
    return text
