"""Telephone numbers of Japan: the area code must exist, the digits must be as many as it says.

電気通信番号計画 (令和元年総務省告示第6号), 総務省「市外局番の一覧」. An extension (内線) is no
telephone number; toll-free and shared-cost numbers (0120, 0800, 0570) are numbers of offices and
firms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.names.known import judged
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.halves import half_known
from sekisho.personal.recognise.numbering import area_code_of, sort_of
from sekisho.personal.signs import HAN
from sekisho.personal.writing import phone_key

_FORM = re.compile(
    r"(?<![\dA-Za-z@/-])(?<!\d\.)(?:\+81[- ]?(?:\(0\))?[- ]?\d{1,4}|\(0\d{1,4}\)|0\d{1,4})"
    r"[- ]?\(?\d{1,4}\)?[- ]?\d{3,4}"
    r"(?![\d@]|-\d|\.\d)"
)
_FORM_BEGIN = re.compile(r"[+(0](?<![\dA-Za-z@/-].)(?=\d)", re.DOTALL)
_OTHER_MARKS = re.compile(
    r"(?<![\dA-Za-z@./-])0\d{1,4}(?P<mark>[.・/ー])\d{1,4}(?P=mark)\d{3,4}(?![\d@.]|-\d)"
)
"""Groups apart by marks that other numbers have as well."""
_OTHER_SIGN = re.compile(r"0\d{1,4}[.・/ー]\d")
_LOCAL = re.compile(
    r"[\d(](?<!\d.)(?:(?<=\d)(?<![A-Za-z.@/(-].)\d{0,3}-\d{4}(?![\d-])|"
    r"(?<=\d)\d{0,3}局[ の]?\d{4}(?!\d)番?|"
    r"(?<![)-].)(?:(?<=\()\d{2,4}\)[ -]?\d{4}|"
    r"(?<=\d)\d{1,3}(?:\(\d{4}\)|・\d{4}(?!\d)))(?![\d-]))"
)
_LOCAL_SIGN = re.compile(r"[-)・(局](?:(?<=局)|\d{4}|(?<=\)) \d{4})")
_BEHIND_NAME = re.compile(
    rf"(?<![{HAN}ァ-ヺー])([{HAN}]{{1,4}} ?[{HAN}ぁ-ゖァ-ヺー]{{1,5}})\((\d{{2,3}}-\d{{4}})\)"
)
_BRACKET_SIGN = re.compile(r"\(\d{2,3}-\d{4}\)")
"""In brackets right behind a name (青木 茂（62-7701）)."""
_ASKED = re.compile(r"(?:電話|携帯|連絡)[^。\n\0]{0,10}。 {0,2}(\d{2,3}-\d{4})(?![\d-])")
_ASKED_SIGN = re.compile(r"。 {0,2}\d{2,3}-\d{4}")
"""Right behind the sentence that asks to call (電話でください。66-4450)."""
_AT_END = re.compile(r"[ \t)](0\d{1,4}[-(]\d{1,4}[-)]\d{4}|0\d{9,10}|\d{2,3}-\d{4})(?= *[\n\0])")
_ROWS = 3
"""Lines close to each other that end with a telephone, so that it needs no area code."""
_POSTAL, _BETWEEN = 8, 3
"""Characters of a postal code; breaks between two such lines, at most."""
_NEAR = 12
"""Characters before a number without area code in which its word must stand."""
_WORDS = re.compile(
    r"電話|固定|℡|☎|T[Ee][Ll]|t[Ee][Ll]|携帯|連絡先|スマホ|P[Hh][Oo][Nn][Ee]|p[Hh][Oo][Nn][Ee]|自宅"
)
_FAX = re.compile(r"(?:F[Aa][Xx]|f[Aa][Xx]|ファクス|ファックス|ファクシミリ)[ :番号)(]{0,6}$")
_GROUP = re.compile(r"\d+")
_AND = re.compile(rf"(?: *[/、,・] *| +|、)(?:[{HAN}ぁ-ゖ]{{1,8}}[ :]{{1,3}})?")
"""Between two numbers of one line: whose the second is (譲受人　34-6253　／　譲渡人　34-3763)."""
_NOT = re.compile(r"(?:(?<!電話)(?<!携帯)(?<!TEL)番号|コード|No\.?|ID|内線|記号)[ :]{0,2}$")


def _find(block: Block) -> Iterator[Find]:
    forms = [*block.begun(_FORM, _FORM_BEGIN), *block.matches(_OTHER_MARKS, _OTHER_SIGN)]
    for found in forms:
        digits = phone_key(found[0])
        sort = sort_of(digits)
        if sort == "none":
            continue
        before = block.before(found.start())
        if _FAX.search(before):
            ground, score = "fax", 0.7
        elif sort in ("free", "shared"):
            ground, score = "office_number", 0.6
        else:
            ground, score = _grade(found[0], digits, sort, before)
        yield Find("phone", *found.span(), digits, score, reason("phone", ground))
    for start, end, score in _local(block):
        digits = phone_key(block.text[start:end])
        yield Find("phone", start, end, digits, score, reason("phone", "local"))


def _local(block: Block) -> Iterator[tuple[int, int, float]]:
    """Start, end and score of numbers without area code."""
    last = 0
    for found in block.matches(_LOCAL, _LOCAL_SIGN):
        before = block.before(found.start(), _NEAR)
        also = _AND.fullmatch(block.text, last, found.start())
        if also or (_WORDS.search(before) and not _NOT.search(before)):
            last = found.end()
            yield *found.span(), 0.6
    for found in block.matches(_ASKED, _ASKED_SIGN):
        yield *found.span(1), 0.6
    behind = list(block.matches(_BEHIND_NAME, _BRACKET_SIGN))
    names = [block.common[slice(*found.span(1))] for found in behind]
    known, halves = judged(names).likely, half_known(names, honoured=True)
    for found, like, half in zip(behind, known, halves, strict=True):
        if like or half:
            yield *found.span(2), 0.6
    for found in _in_rows(block):
        yield *found.span(1), 0.55


def _in_rows(block: Block) -> Iterator[re.Match[str]]:
    """Numbers without area code at the end of rows, three of them close to each other and one
    whole number among these or none of the digits of a postal code."""
    run: list[re.Match[str]] = []
    for found in (*_AT_END.finditer(block.text), None):
        if found is None or (run and not _next_row(block, run[-1], found)):
            whole = any(one[1].startswith("0") and len(one[1]) > _POSTAL for one in run)
            if len(run) >= _ROWS and (whole or all(len(one[1]) < _POSTAL for one in run)):
                yield from (one for one in run if len(one[1]) <= _POSTAL)
            run = []
        if found is not None:
            run.append(found)


def _next_row(block: Block, one: re.Match[str], two: re.Match[str]) -> bool:
    """Whether two numbers end neighbouring lines of a text, another one between at most."""
    between = block.text[one.end() : two.start(1)]
    return "\0" not in between and between.count("\n") <= _BETWEEN


def _grade(written: str, digits: str, sort: str, before: str) -> tuple[str, float]:
    """How sure a number is, by its grouping and by the word before it."""
    named = bool(_WORDS.search(before))
    groups = _GROUP.findall(written.removeprefix("+81"))
    if len(groups) == 1:
        if named:
            return "labelled", 0.95
        bare = 0.6 if sort == "mobile" else 0.4
        return "digits", 0.2 if _NOT.search(before) else bare
    first = groups[0] if groups[0].startswith("0") else "0" + groups[0]
    fits = first == (area_code_of(digits) if sort == "fixed" else digits[:3])
    if fits:
        return ("labelled", 0.98) if named else ("grouped", 0.9)
    return ("labelled", 0.9) if named else ("odd_grouping", 0.55)


RECOGNISER = Recogniser(
    "phone",
    "電気通信番号計画 (令和元年総務省告示第6号)",
    ("labelled", "grouped", "digits", "odd_grouping", "office_number", "fax", "local"),
    _find,
    claim=5,
)
