"""Credit cards: 13 to 19 digits of a known issuer, with their check digit.

ISO/IEC 7812-1 (numbers of issuers, annex B: check digit); the ranges are those that the card
schemes publish.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.checkdigits import luhn
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.numbered import LONG_NUMBER

_FORM = re.compile(
    r"(?<![\dA-Za-z-])(?:\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{1,7}|\d{4}[- ]\d{6}[- ]\d{4,5}|\d{13,19})"
    r"(?![\dA-Za-z-])"
)
_ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|"
    r"35(?:2[89]|[3-8]\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|5\d\d)\d{12}|62\d{14,17}"
)
_WORDS = re.compile(r"カード|クレジット|card", re.IGNORECASE)


def _find(block: Block) -> Iterator[Find]:
    for found in block.matches(_FORM, LONG_NUMBER):
        digits = re.sub(r"\D", "", found[0])
        if not _ISSUERS.fullmatch(digits) or not luhn(digits) or len(set(digits)) < 3:
            continue
        named = _WORDS.search(block.before(found.start()))
        ground = "labelled" if named else "grouped" if len(found[0]) > len(digits) else "bare"
        score = {"labelled": 0.95, "grouped": 0.85, "bare": 0.5}[ground]
        yield Find("credit_card", *found.span(), digits, score, reason("credit_card", ground))


RECOGNISER = Recogniser(
    "credit_card", "ISO/IEC 7812-1", ("labelled", "grouped", "bare"), _find, claim=6
)
