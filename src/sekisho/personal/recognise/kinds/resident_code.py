"""住民票コード: 11 digits after their word.

住民基本台帳法第7条第13号, 同法施行規則第1条. The last digit is a check digit, but the notice that
gives its formula is not public; so the word must stand before the number."""

from __future__ import annotations

import re

from sekisho.personal.recognise.contract import Recogniser
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_NUMBER = Numbered(
    "resident_code",
    re.compile(r"(?<![\dA-Za-z-])\d{4}[- ]?\d{4}[- ]?\d{3}(?![\dA-Za-z-])"),
    re.compile(r"住民票コード|住基コード"),
    alone=0.1,
)
RECOGNISER = Recogniser(
    "resident_code", "住民基本台帳法第7条第13号", GROUNDS, _NUMBER.find, claim=8
)
