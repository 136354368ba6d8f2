"""People in running text: names that stand beside a private telephone, address or birth date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal import signs
from sekisho.personal.dates import DATE
from sekisho.personal.records import Person
from sekisho.personal.writing import name_key, plain

_HAN = signs.HAN
_NAME = rf"[{_HAN}]{{1,4}} ?[{_HAN}ぁ-ゖァ-ヺー]{{1,5}}"
_LABELLED = re.compile(rf"(?:氏名|名前|世帯主|児童名|代表者) ?:? ?({_NAME})")
_HONOURED = re.compile(rf"([{_HAN}]{{1,4}} ?[{_HAN}ぁ-ゖァ-ヺー]{{1,4}}?)(?:様|さん|氏)(?![名])")
_SPACED = re.compile(rf"(?<![{_HAN}])([{_HAN}]{{1,4}} [{_HAN}ぁ-ゖァ-ヺー]{{1,5}})(?![{_HAN}])")
_NOT_A_NAME = re.compile(
    r"電話|住所|年齢|番地|丁目|世帯|氏名|町|市|村|県|役場|議会|議長|課|係|区長|皆|各位|お客|連絡|生年|平成|昭和|令和|午前|午後"
)
_HOME = re.compile(r"(?:[都道府県市区町村郡]|大?字).{0,12}?\d{1,4}(?:-\d|番地?|丁目)")
_TITLE = re.compile(r"(様|さん|氏|殿|君)$")
_CUES = re.compile(r"\d")
LISTED = "text"


def people_in(text: str) -> Iterator[Person]:
    """Doubtful mentions in one paragraph; an office's contact line gives none."""
    if not _CUES.search(text):
        return
    line = plain(text)
    if signs.OFFICE.search(line) or signs.example((line,)) or not _private(line):
        return
    for pattern in (_LABELLED, _HONOURED, _SPACED):
        for found in pattern.finditer(line):
            name = _TITLE.sub("", found[1]).strip()
            if _NOT_A_NAME.search(name):
                name = name.partition(" ")[0]
            if len(name) >= 2 and not _NOT_A_NAME.search(name) and not signs.sample_name(name):
                yield Person(name_key(name), LISTED, None, certain=False)


def _private(line: str) -> bool:
    return bool(
        signs.PHONE.search(line) or _HOME.search(line) or ("生" in line and DATE.search(line))
    )
