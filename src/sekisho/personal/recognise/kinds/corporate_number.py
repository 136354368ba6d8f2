"""法人番号: 13 digits, the first of them the check digit; T before it makes a tax registration.

番号利用法第2条第16項, 法人番号の指定等に関する省令 (平成26年財務省令第70号) 第2条; the
registration number of qualified invoices is T and the same digits (消費税法施行規則第26条の3). It
belongs to no person, but must not be taken for a card or a telephone number."""

from __future__ import annotations

import re

from sekisho.personal.recognise.checkdigits import corporate_number
from sekisho.personal.recognise.contract import Recogniser
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_NUMBER = Numbered(
    "corporate_number",
    re.compile(r"(?<![\dA-Za-z-])T?-?(\d-?\d{4}-?\d{4}-?\d{4})(?![\dA-Za-z-])"),
    re.compile(r"法人番号|登録番号|インボイス|事業者番号"),
    corporate_number,
    alone=0.45,
)
RECOGNISER = Recogniser(
    "corporate_number", "平成26年財務省令第70号 第2条", GROUNDS, _NUMBER.find, claim=7
)
