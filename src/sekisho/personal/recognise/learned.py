"""Names that the trained model found in running text, worked out once a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from sekisho.personal.names import Span, spans_in
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.headings import Cell

_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_OTHER = re.compile(r"[^\sぁ-ゖー]")
_CELLS = re.compile(r"[^\t\n\0]{6,}")
_KEY = "names"


def names_in(block: Block, kind: str) -> Iterator[tuple[int, int]]:
    """Start and end of every name of a kind (``PER``, ``LOC``) in the block's sentences."""
    spans = block.shared.get(_KEY)
    if not isinstance(spans, list):
        spans = block.shared[_KEY] = sorted(_spans(block), key=itemgetter(0))
    for begin, span in spans:
        if span.kind == kind:
            yield begin + span.start, begin + span.end


def _spans(block: Block) -> Iterator[tuple[int, Span]]:
    """The model is asked about sentences: pieces with hiragana among others; cells of tables have
    rules. What stands in many places (headings, notes of forms) is asked about once."""
    found = list(block.matches(_CELLS, _HIRAGANA))
    cells = block.cells_at([piece.start() for piece in found])
    begins: dict[str, list[int]] = {}
    for piece, cell in zip(found, cells, strict=True):
        text = piece[0]
        if _HIRAGANA.search(text) and _OTHER.search(text) and _told(text, cell):
            begins.setdefault(text, []).append(piece.start())
    sentences = list(begins)
    for span in spans_in(sentences):
        for begin in begins[sentences[span.line]]:
            yield begin, span


def _told(text: str, cell: Cell | None) -> bool:
    """Whether it is a sentence: what stands under a heading is one only with its full stop."""
    return cell is None or not cell[2].label or "。" in text
