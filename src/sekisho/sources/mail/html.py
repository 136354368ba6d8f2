"""The words of a body written in HTML."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_SILENT = {"script", "style", "title", "template"}
_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0\n]*")


def text_of_html(source: str) -> str:
    """The text between the tags, a line a block, a tab between the cells of a table row."""
    reader = _Reader()
    try:
        reader.feed(source)
        reader.close()
        text = "".join(reader.pieces)
    except AssertionError:  # the parser's answer to some broken declarations
        text = unescape(_TAG.sub(" ", source))
    return _BLANKS.sub("\n", text).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        elif tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))
