"""Names in places where nothing but a name can stand: rare ones, of which neither half is known.

Whom a letter is written to, below the address (``雲母　進　様``), in front of what its holder is
to somebody (``大豆生田遥（続柄：親族）``) or of a year at school (``三 乃々花（小2）``), whoever
says their name (``雲母拓海と申します``); and wherever else these stand in their text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import NOBODY, POST, WHO
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.standing import below_address
from sekisho.personal.recognise.told_kin import everywhere
from sekisho.personal.signs import HAN, body, sample_name

RARE_NAME = rf"(?:[{HAN}]{{1,4}} {{1,2}}[{HAN}ぁ-ゖァ-ヺー]{{1,4}}|[{HAN}]{{3,6}})"
_RELATED = re.compile(
    rf"(?<![{HAN}])({RARE_NAME})(?= ?\((?:続柄|関係|間柄)[ :]?[^()\n\0]{{1,8}}\))"
)
_RELATED_SIGN = re.compile(r"\((?:続柄|関係|間柄)")
_AT_SCHOOL = re.compile(
    rf"(?<![^\n\t\0]) {{0,3}}([{HAN}]{{1,4}} {{1,2}}[{HAN}ぁ-ゖァ-ヺー]{{1,4}})"
    r"(?= ?\((?:[小中高]\d|\d年生?)\))"
)
_AT_SCHOOL_SIGN = re.compile(r"\((?:[小中高]\d|\d年)")
_WRITTEN_TO = re.compile(rf"(?<![^\n]) *({RARE_NAME}) {{0,3}}[様殿] *(?=[\n\0])")
_TO_SIGN = re.compile(r"[様殿] {0,9}[\n\0]")
_SAYS = re.compile(
    rf"(?:(?<=[\n\0。、のは])|(?<=[\n\0。、] ))({RARE_NAME})(?=と申し|といいます|と言います)"
)
_SAYS_SIGN = re.compile(r"と(?:申し|い[いう]|言い)")
_NO_NAME = re.compile(
    rf"(?:{POST}|{WHO}|[係様殿宅方主族帯品店場所室課社寮荘園組班])$|"
    r"^(?:保護|世帯|家族|遺族|受取|使用|代表)"
)


def placed(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of each of these names."""
    spans = [found.span(1) for found in block.matches(_RELATED, _RELATED_SIGN)]
    spans += [
        found.span(1)
        for found in block.matches(_WRITTEN_TO, _TO_SIGN)
        if below_address(block.text, found.start(1))
    ]
    spans += [found.span(1) for found in block.matches(_SAYS, _SAYS_SIGN)]
    spans += [found.span(1) for found in block.matches(_AT_SCHOOL, _AT_SCHOOL_SIGN)]
    names = [block.common[start:end] for start, end in spans]
    told = {
        (block.text_at(start), block.text[start:end])
        for (start, end), one in zip(spans, may_be_rare(names), strict=True)
        if one
    }
    for text, name in sorted(told):
        yield from everywhere(block, text, name)


def may_be_rare(names: Sequence[str]) -> list[bool]:
    """Which are no word, no body and no part of somebody: names, where a name must stand."""
    words = judged(names).word
    return [
        not (word or NOBODY.search(name) or body(name) or sample_name(name))
        and not _NO_NAME.search(name)
        for name, word in zip(names, words, strict=True)
    ]
