"""基礎年金番号: four and six digits (4-6), in a certificate with a code of four more.

国民年金法第14条, 国民年金法施行規則第1条. No check digit is published, so the word must stand
before it."""

from __future__ import annotations

import re

from sekisho.personal.recognise.contract import Recogniser
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_NUMBER = Numbered(
    "pension",
    re.compile(r"(?<![\dA-Za-z-])\d{4}[- ]?\d{6}(?:[- ]\d{4})?(?![\dA-Za-z-])"),
    re.compile(r"年金(番号|手帳|証書|記号)|基礎年金"),
    alone=0.2,
)
RECOGNISER = Recogniser("pension", "国民年金法施行規則第1条", GROUNDS, _NUMBER.find, claim=8)
