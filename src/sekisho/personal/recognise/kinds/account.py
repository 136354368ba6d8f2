"""Bank accounts: kind of deposit and number, and ゆうちょ銀行's 記号 and 番号.

全国銀行協会 (全銀協) 標準: seven digits of an account, three of a branch, four of a bank.
ゆうちょ銀行: 記号 is five digits that begin with 1 and end with 0, 番号 is at most eight that end
with 1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.numbered import LONG_NUMBER

_DEPOSIT = re.compile(
    r"(?:普通|当座|貯蓄|定期|総合)(?:預金|貯金)?(?:口座)?[ \t:(]{0,3}"
    r"(?:口座)?(?:番号|No\.?|№)?[ \t:)]{0,3}"
    r"(\d{6,8})(?![\d-])"
)
_NUMBER = re.compile(r"口座(?:番号|No\.?)[ \t:はが]{0,3}(\d{6,8})(?![\d-])")
_POST = re.compile(
    r"(?:記号[ \t:]{0,2})?(?<!\d)(1\d{3}0)(?:-\d)?[ \t,、・-]{1,3}"
    r"(?:番号[ \t:]{0,2})?(\d{1,7}1)(?!\d)"
)
_POST_WORDS = re.compile(r"ゆうちょ|郵便(局|貯金)|通常貯金|記号")


def _find(block: Block) -> Iterator[Find]:
    for pattern, ground, score in ((_DEPOSIT, "deposit", 0.9), (_NUMBER, "labelled", 0.9)):
        for found in pattern.finditer(block.text):
            yield Find("account", *found.span(1), found[1], score, reason("account", ground))
    for found in block.matches(_POST, LONG_NUMBER):
        named = _POST_WORDS.search(block.before(found.start(1)))
        score = 0.9 if named else 0.3
        value = f"{found[1]}-{found[2]}"
        yield Find("account", found.start(1), found.end(2), value, score, reason("account", "post"))
    if re.search(r"口座番号|^口座$", block.context):
        for found in re.finditer(r"(?<![\d-])\d{7}(?![\d-])", block.text):
            yield Find("account", *found.span(), found[0], 0.9, reason("account", "labelled"))


RECOGNISER = Recogniser(
    "account",
    "全国銀行協会 標準, ゆうちょ銀行「記号・番号」",
    ("deposit", "labelled", "post"),
    _find,
    claim=7,
)
