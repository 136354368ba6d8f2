"""A mail as one page that holds nothing active: its texts, and its files as pictures.

The page loads nothing and runs nothing (Content-Security-Policy ``default-src 'none'``): pictures
stand in it, and whatever a stranger wrote is text.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from sekisho.gates.mail.opened import File, Opened
from sekisho.gates.mail.pages import Drawn
from sekisho.text import Language, say

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_STYLE = (
    "body{font-family:sans-serif;margin:1.5em;max-width:960px}"
    "pre{white-space:pre-wrap;border-left:3px solid #888;padding-left:1em}"
    "img{display:block;border:1px solid #888;margin:.5em 0;max-width:100%}h2{font-size:1em}"
)
SHOWN = 200_000
"""Signs of one text."""


@dataclass(frozen=True)
class Likeness:
    """The page, and how many files stand in it as pictures, as text alone, and not at all."""

    page: bytes
    pages: int
    texts: int
    none: int


def likeness(
    mail: Opened, name: str, drawn: Mapping[str, Drawn], texts: Mapping[str, str],
    language: Language,
) -> Likeness:  # fmt: skip
    """``drawn``, ``texts``: by the SHA-256 of a file."""
    parts = [_text(text) for text in mail.texts]
    counted = {"pages": 0, "texts": 0, "none": 0}
    for file in mail.files:
        own, how = _file(
            file, drawn.get(file.sha256, Drawn()), texts.get(file.sha256, ""), language
        )
        counted[how] += len(drawn[file.sha256].pictures) if how == "pages" else 1
        parts += own
    title = escape(say("gates.mail.pages.title", language, id=name))
    head = escape(say("gates.mail.pages.head", language))
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1><p>{head}</p>"
        f"<p>{_shown(mail.subject)}</p>{''.join(parts)}</body></html>\n"
    )
    return Likeness(page.encode("utf-8", "replace"), **counted)


def _file(file: File, drawn: Drawn, text: str, language: Language) -> tuple[Sequence[str], str]:
    head = f"<h2>{_shown(file.where)}</h2><p>SHA-256 {file.sha256}</p>"
    if drawn.pictures:
        shown = [f'<img alt="" src="data:image/png;base64,{base64.b64encode(one).decode()}">'
                 for one in drawn.pictures]  # fmt: skip
        if drawn.more:
            shown.append(
                f"<p>{escape(say('gates.mail.pages.more', language, count=drawn.more))}</p>"
            )
        return [head, *shown], "pages"
    if text.strip():
        return [
            head,
            f"<p>{escape(say('gates.mail.pages.text', language))}</p>",
            _text(text),
        ], "texts"
    why = say("gates.mail.pages.closed", language)
    return [head, f"<p>{escape(say('gates.mail.pages.none', language, why=why))}</p>"], "none"


def _text(text: str) -> str:
    return f"<pre>{_shown(text[:SHOWN])}</pre>"


def _shown(text: str) -> str:
    """Signs that steer the writing (directions, controls) are made visible."""
    clean = "".join(
        sign if sign.isprintable() or sign in "\n\t" else f"[U+{ord(sign):04X}]" for sign in text
    )
    return escape(clean)
