"""宛名番号: what a municipality's own systems number its people with.

地域情報プラットフォーム標準仕様 (自治体業務アプリケーションユニット標準仕様, 宛名). Its length is
each town's own, so only the word before it tells."""

from __future__ import annotations

import re

from sekisho.personal.recognise.contract import Recogniser
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_NUMBER = Numbered(
    "addressee_number",
    re.compile(r"(?<![\dA-Za-z-])\d{5,15}(?![\dA-Za-z-])"),
    re.compile(
        r"宛名(番号|コード|ID|No)|整理番号|(住民|個人|世帯|受給者|利用者|納税者|児童)(番号|コード|ID)\W"
    ),
    labelled=0.8,
    alone=0.0,
    reach=10,
)
RECOGNISER = Recogniser(
    "addressee_number", "地域情報プラットフォーム標準仕様", GROUNDS, _NUMBER.find, claim=4
)
