"""在留カード・特別永住者証明書の番号: two letters, eight digits, two letters.

出入国管理及び難民認定法施行規則第19条の6 (在留カードの番号). The form is rare enough to stand
alone."""

from __future__ import annotations

import re

from sekisho.personal.recognise.contract import Recogniser
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_NUMBER = Numbered(
    "residence_card",
    re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}[ -]?\d{8}[ -]?[A-Z]{2}(?![0-9A-Za-z])"),
    re.compile(r"在留|永住|外国人登録"),
    alone=0.7,
)
RECOGNISER = Recogniser(
    "residence_card", "出入国管理及び難民認定法施行規則第19条の6", GROUNDS, _NUMBER.find, claim=8
)
