"""Names that the trained model found in running text, worked out once a block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from sekisho.personal.names import Span, spans_in
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.headings import Cell

_SENTENCE = re.compile(r"[ぁ-ゖ].*?[^\sぁ-ゖー]|[^\sぁ-ゖー].*?[ぁ-ゖ]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_CELLS = re.compile(r"[^\t\n\0]{6,}")
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
    found = list(block.matches(_CELLS, _HIRAGANA))
    cells = block.cells_at([piece.start() for piece in found])
    sentences = [
        piece
        for piece, cell in zip(found, cells, strict=True)
        if _SENTENCE.search(piece[0]) and _told(piece[0], cell)
    ]
    known = _read([piece[0] for piece in sentences])
    for piece in sentences:
        for span in known[piece[0]]:
            yield piece.start(), span


def _read(sentences: Sequence[str]) -> Mapping[str, Sequence[Span]]:
    """The names in each sentence. The model is asked about each once: what stands in many places
    (headings, notes of forms) stands in the next document as well."""
    known = {one: spans for one in sentences if (spans := _LATELY.get(one)) is not None}
    new = [one for one in dict.fromkeys(sentences) if one not in known]
    found: dict[str, list[Span]] = {one: [] for one in new}
    for span in spans_in(new):
        found[new[span.line]].append(span)
    if len(_LATELY) + len(new) > _REMEMBERED:
        _LATELY.clear()
    _LATELY.update(found)
    return known | found


_REMEMBERED = 1 << 13
_LATELY: dict[str, list[Span]] = {}


def _told(text: str, cell: Cell | None) -> bool:
    """Whether it is a sentence: what stands under a heading is one only with its full stop."""
    return cell is None or not cell[2].label or "。" in text
