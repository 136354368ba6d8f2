"""Names that blanks set apart within a line: beside a number of somebody's (``甲　青木 茂　谷口町
3番地``, ``4年1組　青木 茂``), and a given name behind a surname in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.names.known import full_names, likely_names, surnames
from sekisho.personal.names.vocabulary import NOBODY, TITLE
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.headed import over_other
from sekisho.personal.signs import HAN, body, sample_name

_SEGMENT = re.compile(rf"[ )\]】:]([{HAN}]{{1,4}} [{HAN}ぁ-ゖァ-ヺー]{{1,4}})(?=[ (、\n\0]|$)")
_BESIDE = 24
"""Characters before and behind a name in which the number stands."""
_NUMBER_BEFORE = re.compile(r"\d(?:[-\d]|丁目|番地?の?|号室?|年|組|[歳才]|日生?)*[)\]】]? {1,8}$")
_NUMBER_BEHIND = re.compile(r" {1,8}[^ 。\n\0]{0,16}\d|[ (]{1,2}(?:TEL|電話|携帯|住所|[昭平大令明])")
_GIVEN_BEHIND = re.compile(
    rf" ([{HAN}]{{1,3}}|[ァ-ヺー]{{2,4}}|[ぁ-ゖ]{{2,4}})"
    rf"(?=[(、。\n\0]|{TITLE}|[のはがをともに](?![ぁ-ゖ])|あて|宛|から|より|ほか)"
)


def segments(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of known whole names with a blank within, right beside a number."""
    matches = []
    for found in _SEGMENT.finditer(block.text):
        start, end = found.span(1)
        if _NUMBER_BEHIND.match(block.text, end, end + _BESIDE) or _NUMBER_BEFORE.search(
            block.text, max(0, start - _BESIDE), start
        ):
            matches.append((start, end))
    known = full_names([block.common[start:end] for start, end in matches])
    cells = block.cells_at([start for start, _ in matches])
    for (start, end), whole, cell in zip(matches, known, cells, strict=True):
        name = block.text[start:end]
        nobody = NOBODY.search(name) or body(name) or sample_name(name)
        if whole and not nobody and not over_other(cell):
            yield start, end


def with_given(block: Block, learned: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of whole names of which only the surname was ``learned`` from the sentence: the
    given name stands behind a blank (財前 ウメ)."""
    behind = ((start, _GIVEN_BEHIND.match(block.text, end)) for start, end in learned)
    whole = [(start, found.end(1)) for start, found in behind if found]
    firsts = surnames([block.common[start:end].partition(" ")[0] for start, end in whole])
    known = likely_names([block.common[start:end] for start, end in whole])
    for place, first, like in zip(whole, firsts, known, strict=True):
        if first and like:
            yield place
