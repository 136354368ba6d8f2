"""個人番号 (マイナンバー): 12 digits with a check digit, and a word that says so.

番号利用法 (平成25年法律第27号) 第2条第5項; the check digit is that of 総務省令第85号 (平成26年)
第5条. One in ten random numbers of twelve digits passes it, so the digit alone proves nothing."""

from __future__ import annotations

import re

from sekisho.personal.recognise.checkdigits import my_number
from sekisho.personal.recognise.contract import Recogniser
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_NUMBER = Numbered(
    "my_number",
    re.compile(r"(?<![\dA-Za-z-])\d{4}[- ]?\d{4}[- ]?\d{4}(?![\dA-Za-z-])"),
    re.compile(r"個人番号|マイナンバー|特定個人|my ?number", re.IGNORECASE),
    my_number,
)
RECOGNISER = Recogniser("my_number", "平成26年総務省令第85号 第5条", GROUNDS, _NUMBER.find, claim=8)
