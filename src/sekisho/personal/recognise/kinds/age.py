"""Ages of people: 45歳, 満七十歳, 年齢 45. Limits and groups (65歳以上, 20歳代, 3歳児健診) are
none.

年齢計算ニ関スル法律 (明治35年法律第50号): full years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.numerals import number_of
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason

_AGE = re.compile(
    r"(?<![\d.,~-])(\d{1,3}|[一二三四五六七八九十百]{1,5}) ?(?:歳|才(?![能女人気覚色媛]))"
    r"(?!未満|以上|以下|以降|から|まで|児|代|時|[~～-]|になる|の誕生|到達|刻み)"
)
_LABELLED = re.compile(r"(?:年齢|年令)[ \t:]{1,3}(\d{1,3})(?![\d./年-])")
_YEARS, _WORD = re.compile(r"歳|才"), re.compile(r"年齢|年令")
_OLDEST = 120


def _find(block: Block) -> Iterator[Find]:
    for pattern, sign, ground, score in (
        (_AGE, _YEARS, "years", 0.7),
        (_LABELLED, _WORD, "labelled", 0.8),
    ):
        for found in block.matches(pattern, sign):
            years = number_of(found[1])
            if years is not None and years <= _OLDEST:
                yield Find("age", *found.span(), str(years), score, reason("age", ground))


RECOGNISER = Recogniser("age", "年齢計算ニ関スル法律", ("years", "labelled"), _find, claim=1)
