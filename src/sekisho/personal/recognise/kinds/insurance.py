"""健康保険・介護保険: the number of the insurer, and symbol and number of the insured.

保険者番号等の設定要領 (厚生省保険局長通知 昭和51年8月7日保発第45号): 6 or 8 digits, the last one
checks. The number of the insured has no check digit (介護保険 10 digits, 後期高齢者 8 digits,
others free) and needs its word; so does 記号 ... 番号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.checkdigits import insurer_number
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_INSURER = Numbered(
    "insurance",
    re.compile(r"(?<![\dA-Za-z-])(?:\d{8}|\d{6})(?![\dA-Za-z-])"),
    re.compile(r"保険者番号|保険者No"),
    insurer_number,
    alone=0.1,
    reach=10,
)
_INSURED = re.compile(
    r"(?:被保険者(?:証|者)?(?:の)?番号|被保険者証|保険証|資格確認書)[^\d\n\0。]{0,8}?"
    r"(?:記号[ :]{0,2}([0-9A-Za-z一-龥・.-]{1,12})[ ,、・]{0,2}番号[ :]{0,2}|)[ :]{0,2}"
    r"(\d{1,12}(?:-\d{1,8})?)(?!\d)"
)


def _find(block: Block) -> Iterator[Find]:
    for found in _INSURER.find(block):
        if "被" not in block.before(found.start, 8):
            yield found
    for match in _INSURED.finditer(block.text):
        start = match.start(1) if match[1] else match.start(2)
        value = f"{match[1]}-{match[2]}" if match[1] else match[2]
        if len(match[2]) >= 4 or match[1]:
            yield Find("insurance", start, match.end(2), value, 0.9, reason("insurance", "insured"))


RECOGNISER = Recogniser(
    "insurance",
    "保険者番号等の設定要領 (昭和51年保発第45号)",
    (*GROUNDS, "insured"),
    _find,
    claim=6,
)
