"""Names of two words within a line: known surname and given name (``甲　青木 一郎　谷口町3番地``,
``妻の青木 とみ宅``), and a given name behind a surname in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.names.known import judged, likely_names, surnames
from sekisho.personal.names.vocabulary import NOBODY, TITLE
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.headed import over_other
from sekisho.personal.signs import HAN, body, sample_name

_NAME = (
    rf"[{HAN}]{{1,4}} (?:[{HAN}ぁ-ゖァ-ヺー]{{1,4}}(?=[ ()、,。・のはがをにと\n\0]|$|"
    rf"さん|様|氏|殿|君)|[{HAN}]{{1,3}}(?=[宅方])|[ぁ-ゖ]{{2,4}}(?=[{HAN}])|[ァ-ヺー]{{2,4}}(?=[{HAN}]))"
)
_SEGMENT = re.compile(rf"[ ()\]】:、。・\n\0](?=({_NAME}))")
_APART = re.compile(rf"[ \t】)](?=([{HAN}]{{2}}[{HAN}ぁ-ゖ]{{2,3}})[ \t\n\0、])")
"""A word of the length of a whole name, blanks or the end of the line around it."""
_FIRST = re.compile(f"({_NAME})")
_SURE = 3
"""Characters of a name that needs no number beside it."""
_BESIDE = 24
"""Characters before and behind a name in which the number stands."""
_NUMBER_BEFORE = re.compile(
    r"(?:\d(?:[-\d]|丁目|番地?の?|号室?|年|組|[歳才]|日生?)*[)\]】]?|[一二三四五六]年) {1,8}$|"
    r"[()\]】]$"
)
"""A number, a class, or a bracket, right before a name."""
_NUMBER_BEHIND = re.compile(
    r" {1,8}[^ 。\n\0]{0,16}\d|[ (]{1,2}(?:TEL|電話|携帯|住所|[昭平大令明])"
)
_GIVEN_ENDS = re.compile(r"[ぁ-ヺ子美男雄夫郎介代恵香奈菜乃太斗翔哉]")
"""The last sign of a given name that need not be known."""
_GIVEN_BEHIND = re.compile(
    rf" {{1,2}}([{HAN}]{{1,3}}|[ァ-ヺー]{{2,4}}|[ぁ-ゖ]{{2,4}}|"
    rf"[ぁ-ゖ]{{1,3}}[江子恵枝代美世]|[{HAN}][ぁ-ゖ])"
    rf"(?=[(、。\t\n\0]|{TITLE}|[のはがをともに](?![ぁ-ゖ])|あて|宛|から|より|ほか)"
)

_SURNAME_BEFORE = re.compile(rf"(?:  |[\t\n\0])([{HAN}]{{1,4}}) $")
_REACH = 7


def segments(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of known whole names with a blank within; those of two signs right beside a
    number or a bracket only."""
    matches = []
    first = _FIRST.match(block.text)
    for found in (*([first] if first else ()), *_SEGMENT.finditer(block.text)):
        start, end = found.span(1)
        if (
            end - start > _SURE
            or _NUMBER_BEHIND.match(block.text, end, end + _BESIDE)
            or _NUMBER_BEFORE.search(block.text, max(0, start - _BESIDE), start)
        ):
            matches.append((start, end))
    matches += [found.span(1) for found in _APART.finditer(block.text)]
    facts = judged([block.common[start:end] for start, end in matches])
    known = [
        (start, end)
        for (start, end), full, like in zip(matches, facts.full, facts.likely, strict=True)
        if full or (like and _GIVEN_ENDS.match(block.text, end - 1))
    ]
    cells = block.cells_at([start for start, _ in known])
    for (start, end), cell in zip(known, cells, strict=True):
        name = block.text[start:end]
        if not (over_other(cell) or NOBODY.search(name) or body(name) or sample_name(name)):
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


def with_surname(block: Block, learned: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Start and end of whole names of which only the given name was ``learned``: a known surname
    stands before a blank (御手洗 英樹), set apart from what is written before it."""
    before = (
        (_SURNAME_BEFORE.search(block.text, max(0, start - _REACH), start), end)
        for start, end in learned
        if block.text[start - 1 : start] == " "
    )
    whole = [(found.start(1), end) for found, end in before if found]
    known = judged([block.common[start:end] for start, end in whole]).full
    for place, full in zip(whole, known, strict=True):
        if full:
            yield place
