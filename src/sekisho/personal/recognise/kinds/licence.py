"""運転免許証番号: 12 digits: 公安委員会, year, six digits, check digit, times reissued.

道路交通法施行規則 別記様式第14; the codes of the 公安委員会 and the check digit (modulus 11,
weights 5 4 3 2 7 6 5 4 3 2) as published in descriptions of the number, which agree with each
other."""

from __future__ import annotations

import re

from sekisho.personal.recognise.checkdigits import licence_number
from sekisho.personal.recognise.contract import Recogniser
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_COMMISSIONS = frozenset(
    [
        0, *range(10, 15), *range(20, 26), 30, *range(40, 56), *range(60, 66), *range(70, 75),
        *range(80, 84), *range(90, 98),
    ]
)  # fmt: skip


def _valid(digits: str) -> bool:
    return int(digits[:2]) in _COMMISSIONS and licence_number(digits)


_NUMBER = Numbered(
    "licence",
    re.compile(r"(?<![\dA-Za-z-])\d{4}[- ]?\d{4}[- ]?\d{4}(?![\dA-Za-z-])"),
    re.compile(r"免許"),
    _valid,
    alone=0.2,
)
RECOGNISER = Recogniser(
    "licence", "道路交通法施行規則 別記様式第14", GROUNDS, _NUMBER.find, claim=8
)
