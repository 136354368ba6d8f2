"""Readings of names: kana in brackets after a name, or after the word ふりがな.

戸籍法第13条第1項第2号 (the reading of a name is entered in the family register since
令和7年5月26日)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.names.vocabulary import READING_HEADING
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.signs import HAN
from sekisho.personal.writing import reading_key

_KANA = (
    r"[ぁ-ゖー]{2,8}[ ・]?[ぁ-ゖー]{1,8}|[ァ-ヺー]{2,8}[ ・]?[ァ-ヺー]{1,8}|"
    r"[ｦ-ﾟ]{2,12}[ ]?[ｦ-ﾟ]{1,12}"
)
_LABELLED = re.compile(
    rf"(?:ふりがな|フリガナ|ﾌﾘｶﾞﾅ|氏名カナ|カナ氏名|よみがな|読み仮名|読み方)[ \t:)]{{1,4}}({_KANA})"
)
_BRACKETED = re.compile(rf"(?<![{HAN}])[{HAN}]{{1,4}} ?[{HAN}]{{1,4}} ?[(\[]((?:{_KANA}))[)\]]")
_IN_BRACKETS = re.compile(r"[(\[][ぁ-ゖァ-ヺーｦ-ﾟ]")
_WHOLE = re.compile(
    rf"(?<![^ \t])(?:{_KANA}|[ぁ-ゖァ-ヺーｦ-ﾟ]{{2,12}}(?:・[ァ-ヺー]+)*)(?![^ \t\n\0])"
)
_BLANK = re.compile(r"[ ・]")


def _find(block: Block) -> Iterator[Find]:
    for start, end, _ in block.under(lambda head: READING_HEADING.search(head.label)):
        for found in _WHOLE.finditer(block.text, start, end):
            yield Find("reading", *found.span(), "", 0.9, reason("reading", "labelled"))
    for found in _LABELLED.finditer(block.text):
        yield Find("reading", *found.span(1), "", 0.9, reason("reading", "labelled"))
    for found in block.matches(_BRACKETED, _IN_BRACKETS):
        two = bool(_BLANK.search(found[1]))
        yield Find(
            "reading",
            *found.span(1),
            "",
            0.75 if two else 0.4,
            reason("reading", "bracketed"),
        )


RECOGNISER = Recogniser(
    "reading", "戸籍法第13条第1項第2号", ("labelled", "bracketed"), _find, claim=3, key=reading_key
)
