"""Names that the trained model found in running text, worked out once a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.names import Span, spans_in
from sekisho.personal.recognise.block import Block

_SENTENCE = re.compile(r"[ぁ-ゖ].*?[^\sぁ-ゖー]|[^\sぁ-ゖー].*?[ぁ-ゖ]")
_CELLS = re.compile(r"[^\t]+")
_SHORTEST = 6
_KEY = "names"


def names_in(block: Block, kind: str) -> Iterator[tuple[int, int]]:
    """Start and end of every name of a kind (``PER``, ``LOC``) in the block's sentences."""
    spans = block.shared.get(_KEY)
    if not isinstance(spans, list):
        spans = block.shared[_KEY] = list(_spans(block))
    for begin, span in spans:
        if span.kind == kind:
            yield begin + span.start, begin + span.end


def _spans(block: Block) -> Iterator[tuple[int, Span]]:
    """The model is asked about sentences: pieces with hiragana; cells of tables have rules."""
    begins, lines = [], []
    for start, end in block.lines:
        for cell in _CELLS.finditer(block.text, start, end):
            if len(cell[0]) >= _SHORTEST and _SENTENCE.search(cell[0]) and _told(block, cell):
                begins.append(cell.start())
                lines.append(cell[0])
    for span in spans_in(lines):
        yield begins[span.line], span


def _told(block: Block, cell: re.Match[str]) -> bool:
    """Whether it is a sentence: what stands under a heading is one only with its full stop."""
    under = block.cell_at(cell.start())
    return under is None or not under.label or "。" in cell[0]
