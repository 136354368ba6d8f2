"""Names of people: learned from sentences, labelled, honoured, or listed as surname and given name.

Written in kanji, kana, old forms (髙, 﨑, 邉), katakana or Latin letters; 戸籍法第50条 and
戸籍法施行規則第60条 say which characters a given name may have. The model behind ``learned`` comes
from the ner-wikipedia-dataset (its kind 人名), the lists behind ``listed`` from SudachiDict; their
notices lie in ``personal/names``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.names.known import full_names, surnames
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.learned import names_in
from sekisho.personal.signs import HAN, body, sample_name
from sekisho.personal.writing import common_form, name_key

_JAPANESE = rf"[{HAN}]{{1,4}} ?[{HAN}ぁ-ゖァ-ヺー]{{1,5}}"
_KATAKANA = r"[ァ-ヺー]{2,12}(?:[ ・=][ァ-ヺー]{1,12}){1,4}"
_LATIN = r"[A-Z][A-Za-z'-]{1,20}(?:,? [A-Z][A-Za-z'.-]{0,20}){1,3}"
_LABEL = (
    r"(?:氏名|お名前|名前|世帯主|児童名|生徒名|園児名|保護者名?|代表者名?|申請者|届出人|申込者|"
    r"患者名|契約者名?|被保険者名?|担当者名?|Name)"
)
_LABELLED = re.compile(
    rf"{_LABEL}(?:\((?:漢字|自署|記名押印|本人)\))?[ \t]*[: \t] ?({_JAPANESE}|{_KATAKANA}|{_LATIN})"
)
_HONOURED = re.compile(
    rf"(?<![{HAN}ァ-ヺー])([{HAN}]{{1,4}}(?: ?[{HAN}ぁ-ゖァ-ヺー]{{1,4}}?)?|{_KATAKANA})"
    r"(?:様|さん|氏|殿|君|くん|ちゃん)(?![名々子主])"
)
_CELL = re.compile(rf"(?<![^\0\n\t])(?:{_JAPANESE}|{_KATAKANA}|{_LATIN})(?=[\0\n\t])")
_NOBODY = re.compile(
    r"電話|住所|年齢|番地|丁目|世帯|氏名|役場|議会|議長|区長|皆|各位|お客|連絡|生年|平成|昭和|令和|"
    r"午前|午後|記入|自署|押印|記名|続柄|性別|備考|ふりがな|[町市村県課係]$"
)
"""What stands where a name could: labels, offices, dates; a known full name is one all the same."""
_MISTER = re.compile(rf"(?:Mr|Ms|Mrs|Dr)\. ?({_LATIN}|[A-Z][a-z]+)")


def _find(block: Block) -> Iterator[Find]:
    for start, end in names_in(block, "PER"):
        yield _name(block, start, end, "learned", 0.8)
    for found in _LABELLED.finditer(block.text):
        if not _NOBODY.search(found[1]) and not sample_name(found[1]):
            yield _name(block, *found.span(1), "labelled", 0.85)
    for found in _MISTER.finditer(block.text):
        yield _name(block, *found.span(1), "honoured", 0.7)
    yield from _honoured(block)
    yield from _cells(block)


def _honoured(block: Block) -> Iterator[Find]:
    """A title follows, and the word before it is known as a name."""
    matches = list(_HONOURED.finditer(block.text))
    words = [common_form(found[1]) for found in matches]
    for found, whole, family in zip(matches, full_names(words), surnames(words), strict=True):
        foreign = "ァ" <= found[1][0] <= "ヺ"
        known = whole or ((family or foreign) and not _NOBODY.match(found[1]))
        if known and not sample_name(found[1]):
            yield _name(
                block, *found.span(1), "honoured", 0.85 if whole and " " in found[1] else 0.7
            )


def _cells(block: Block) -> Iterator[Find]:
    """A whole line or cell that can be a name: sure enough only when both parts are known."""
    matches = [
        found
        for found in _CELL.finditer(block.text)
        if not body(found[0]) and not sample_name(found[0])
    ]
    words = [common_form(found[0]) for found in matches]
    for found, whole in zip(matches, full_names(words), strict=True):
        if whole:
            yield _name(block, *found.span(), "listed", 0.6)
        elif not _NOBODY.search(found[0]) and (" " in found[0] or not "一" <= found[0][0] <= "龥"):
            yield _name(block, *found.span(), "listed", 0.35)


def _name(block: Block, start: int, end: int, ground: str, score: float) -> Find:
    return Find("name", start, end, name_key(block.text[start:end]), score, reason("name", ground))


RECOGNISER = Recogniser(
    "name",
    "戸籍法第50条, 戸籍法施行規則第60条; ner-wikipedia-dataset (人名)",
    ("learned", "labelled", "honoured", "listed"),
    _find,
    claim=2,
)
