"""Which lines of a text are headings of a table: by their words, or by the rows below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sekisho.personal.names.known import likely_names
from sekisho.personal.names.vocabulary import HEADING, KIN_HEADING
from sekisho.personal.recognise.lines import Lines, Piece
from sekisho.personal.recognise.parted import TABS
from sekisho.personal.writing import one_form

WORD = re.compile(
    r"(?:.{0,10}(?:氏名|姓名|名前|世帯主|家族|続柄|関係|間柄|ふりがな|フリガナ|ﾌﾘｶﾞﾅ|カナ|かな|よみ|読み|"
    r"年齢|年令|生年|誕生|性別|住所|住まい|居所|番地|電話|携帯|連絡先|TEL|FAX|メール|内線|備考|摘要|区分|"
    r"番号|続き柄|人員|人数|世帯|地区|行政区|所属|職業|勤務先|入団|税目|期別|処理)"
    r"(?:名|氏名|番号|人員|人数|員数|月日|年月日|日|方|仮名|欄|先|電話|住所|アドレス|との(?:関係|続柄))?|"
    r".{0,10}(?:者|[渡受貸借続立出理証求用]人|名|日|数|額|員|No\.?|欄|先|別|班|組|課|職|役|級|結果|受付|以上)|"
    r".{0,10}(?:面積|金|料|銀行|支店|種目|口座|名義|氏子|講中|檀家|戸主)|せいめい|"
    r"新規|継続|整理|出席|出欠|要否|有無|納入|在所|[姓氏名年歳性区組班番課職役№#〒]|"
    r"ID|no\.?|連番|順|名字|苗字|議席|期数|階級)",
    re.IGNORECASE,
)
_WORDS_ALONE = re.compile(rf"(?!.*\d)(?:{WORD.pattern})", re.IGNORECASE)
"""What has a figure is a value (5月10日)."""
ALONE = re.compile(
    r"(?:[一-龥]{2,4}者の?|世帯主の?|本人|家族)?(?:氏名|お?名前|姓名|生年月日|誕生日|現?住所|お住まい|"
    r"(?:(?:自宅|日中|昼間)の?)?電話(?:番号)?|連絡先(?:電話)?|携帯(?:電話)?(?:番号)?|TEL|"
    r"お?なまえ|うまれた(?:日|ひ)|お?たんじょうび|ご?じゅうしょ|お?でんわ(?:ばんごう)?)|"
    r"世帯主|世帯員|(?:同居)?家族|同居者|構成員",
    re.IGNORECASE,
)
"""A label that may be a line of its own."""
VALUE = re.compile(
    r"[\d@〒。、でま年月](?:(?<=\d)(?:\d{2}|[-/.年月日歳円]\d|番|号|丁)|(?<=[@。、])|(?<=〒)(?![\t,]|$)|"
    r"(?<=[でま])す|(?<=[年月])[元〇一二三四五六七八九十]{1,3}[月日])"
)
"""It begins with all signs that it may begin with, so that a search leaps to them."""
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_DAY = re.compile(r"\t\d{1,2}(?:月\d{1,2}日?|/\d{1,2})(?:\([月火水木金土日祝・]+\))?(?![^\t])")
"""A day over a column of marks (who came on 6月7日): no value."""
_ASIDE = re.compile(
    r"[(\[].*?[)\]]|(?<=名)[ /](?:フリガナ|ふりがな)$|^(?:フリガナ|ふりがな)[ /](?=.*名$)|"
    r"[ *※]|\d+$"
)
"""What a label does without; a heading over names and their readings is one over names."""
_LONGEST_HEADING = 24
_WIDE, _NARROW, _KNOWN = 5, 3, 2
"""Headings of a table that is one by its rows, fewer where a name shows it, those of them that are
known."""
_SEEN = 5
"""Rows below headings that are looked at."""


@lru_cache(maxsize=4096)
def label_of(text: str) -> str:
    """A heading without blanks, brackets and the number at its end; what the brackets say stays
    when nothing else does."""
    return _ASIDE.sub("", text) or text.strip(" ()[]")


def is_heading_line(text: str, heads: Sequence[Piece]) -> bool:
    """At least two known headings, nothing that is a value or a name; more known words than
    others, unless two are sure."""
    line = text[heads[0][0] : heads[-1][1]]
    if VALUE.search(line) and VALUE.search(_BRACKETS.sub("", _DAY.sub("", line))):
        return False
    words = words_of(text, heads)
    if len(words) < 2 or any(len(word) > _LONGEST_HEADING for word in words):
        return False
    others = [word for word in words if not (WORD.fullmatch(word) or KIN_HEADING.match(word))]
    known = len(words) - len(others)
    sure = known > len(others) or sum(bool(ALONE.fullmatch(word)) for word in words) >= 2
    if known < 2 or not sure:
        return False
    return not any(likely_names([one_form(word) for word in others]))


def words_of(text: str, pieces: Sequence[Piece]) -> list[str]:
    """The different labels of a line."""
    words = dict.fromkeys(label_of(text[start:end].strip()) for start, end in pieces)
    return [word for word in words if word]


def over_rows(lines: Lines, number: int) -> bool:
    """Whether a line of unknown words is one of headings all the same: each cell of a wide table
    has one, two are known, or a likely name stands below one over names, and the line below begins
    a row of values with no label among them."""
    text, heads = lines.text, lines.cells(number)
    full = [head for head in heads if head[0] < head[1]]
    if len(full) < _NARROW or full != heads[: len(full)] or not lines.goes_on(number):
        return False
    line = text[heads[0][0] : heads[-1][1]]
    words = words_of(text, heads)
    below = lines.cells(number + 1)
    row = text[below[0][0] : below[-1][1]]
    known = sum(bool(WORD.fullmatch(word)) for word in words)
    others = [word for word in words_of(text, below) if not VALUE.search(word)]
    if len(full) < _WIDE or known < _KNOWN:
        told = known > 0 and _over_name(lines, number, heads)
    else:
        told = bool(VALUE.search(row)) or any(likely_names([one_form(w) for w in others]))
    return (
        told
        and (len(below) == len(heads) or goes_on_in(len(below), len(heads), TABS))
        and not blank(below[0])
        and not VALUE.search(_BRACKETS.sub("", line))
        and all(len(word) <= _LONGEST_HEADING for word in words)
        and sum(bool(_WORDS_ALONE.fullmatch(word)) for word in others) * _KNOWN < max(known, _KNOWN)
        and not any(likely_names([one_form(word) for word in words]))
    )


def _over_name(lines: Lines, number: int, heads: Sequence[Piece]) -> bool:
    """Whether a likely name stands below a word over names, in one of the next rows."""
    over = [bool(HEADING.search(label_of(lines.text[slice(*head)]))) for head in heads]
    named: list[str] = []
    row = number
    while any(over) and row < number + _SEEN and lines.goes_on(row):
        row += 1
        cells = zip(over, lines.cells(row), strict=False)
        named += [one_form(lines.text[slice(*cell)].strip()) for one, cell in cells if one]
    return any(likely_names(named))


def goes_on_in(cells: int, heads: int, separator: re.Pattern[str]) -> bool:
    """Whether a line below one of another form is a row again: rows may lack their last cells."""
    return cells == heads or (separator is TABS and cells < heads < 2 * cells)


def blank(piece: Piece) -> bool:
    """Whether a cell is empty."""
    return piece[0] == piece[1]
