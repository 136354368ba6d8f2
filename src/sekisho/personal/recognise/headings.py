"""Headings over the cells of a table that is written as text.

A line of headings (cells apart by tabs, commas or several blanks) gives each cell of the lines
below its heading. Lines of another form and blank ones may stand between; the table goes on after
them when a line has as many cells as there are headings. Headings may stand in two lines (``氏名``
above ``姓`` and ``名``). A label that is a line of its own holds for the line below it, a label in
a cell for the cells beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sekisho.personal.names.known import likely_names
from sekisho.personal.writing import one_form

_CORE = re.compile(
    r"氏 {0,4}名|姓 {0,4}名|名 {0,4}前|お名|世帯主|世帯員|家族|義務者|受診者|対象者|生年|誕生日|"
    r"住 {0,4}所|住まい|電 {0,4}話|連絡先|携帯|番地|TEL|Tel|tel|者\t|者名\t|先\t|人[)\t]"
)
"""One of these stands in every line of headings that matters here."""
_HEADING = re.compile(
    r"(?:.{0,10}(?:氏名|姓名|名前|世帯主|家族|続柄|関係|間柄|ふりがな|フリガナ|ﾌﾘｶﾞﾅ|カナ|かな|よみ|読み|"
    r"年齢|年令|生年|誕生|性別|住所|住まい|居所|番地|電話|携帯|連絡先|TEL|FAX|メール|内線|備考|摘要|区分|"
    r"番号|続き柄|人員|人数|世帯|地区|行政区|所属|職業|勤務先|入団|税目|期別|処理)"
    r"(?:名|氏名|番号|人員|人数|員数|月日|年月日|日|方|仮名|欄|先|電話|住所|アドレス|との(?:関係|続柄))?|"
    r".{0,10}(?:者|[渡受貸借続立出理証求用]人|名|日|数|額|員|No\.?|欄|先|別|班|組|課|職|役|級|結果|受付|以上)|"
    r"[姓氏名年歳区組班番課職役№#]|ID|no\.?|連番|順|名字|苗字|議席|期数|階級)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:[一-龥]{2,4}者の?|世帯主の?|本人|家族)?(?:氏名|お?名前|姓名|生年月日|誕生日|現?住所|お住まい|"
    r"(?:(?:自宅|日中|昼間)の?)?電話(?:番号)?|連絡先(?:電話)?|携帯(?:電話)?(?:番号)?|TEL)|"
    r"世帯主|世帯員|(?:同居)?家族|同居者|構成員",
    re.IGNORECASE,
)
"""A label that may be a line of its own."""
_VALUE = re.compile(
    r"\d{3}|\d(?:[-/.年月日歳円]\d|番|号|丁)|[@〒。、]|です|ます|"
    r"[年月][元〇一二三四五六七八九十]{1,3}[月日]"
)
_BRACKETS = re.compile(r"[(\[].*?[)\]]")
_ASIDE = re.compile(
    r"[(\[].*?[)\]]|(?<=名)[ /](?:フリガナ|ふりがな)$|^(?:フリガナ|ふりがな)[ /](?=.*名$)|"
    r"[ *※]|\d+$"
)
"""What a label does without; a heading over names and their readings is one over names."""
_BLANKS, _PARTS = re.compile(r" {2,}"), re.compile(r" {2,}|: ?")
_TABS, _COMMAS = re.compile(r"\t"), re.compile(r",")
_OTHER = re.compile(
    r"続柄|世帯主との(?:関係|続柄)|性別|年齢|備考|職業|勤務先|学校名?|学年|本籍|ふりがな|フリガナ|カナ|FAX|"
    r"メール.*|〒|郵便番号|番号|No\.?|班|組|区分",
    re.IGNORECASE,
)
"""Labels over what is looked for elsewhere."""
_LONGEST_HEADING, _LONGEST_VALUE = 24, 60
_WIDE, _KNOWN = 5, 2
"""Headings of a table that is one by its rows, and those of them that are known."""
_OTHER_FORM = 4
_FIELD = re.compile(r"(?<![^\t])(?:氏 {0,4}名|現?住 {0,4}所|電 {0,4}話)\t")
"""A label with a value beside it in a line that could be a row: the table ends before it."""
_ROW = re.compile(r"生年月日|誕生日|電話|携帯|TEL", re.IGNORECASE)
_DWELLING = re.compile(r"住所|住まい|居所")
_BORN, _OTHER_DATE = re.compile(r"生年|誕生"), re.compile(r"日$|年月")
_LINE_END = re.compile(r"[\0\n]|\Z")


HEAD = "見出し"
"""What :class:`Cell` says of a heading itself."""


class Cell(NamedTuple):
    """A piece of the text and what stands over or beside it (may be empty): ``heading`` without
    blanks, ``label`` without what stands in brackets either."""

    start: int
    end: int
    heading: str = ""
    label: str = ""


def cells_of(text: str) -> list[Cell]:
    """All pieces that stand under headings or beside a label, in order of place."""
    found: list[Cell] = []
    done = 0
    for core in _CORE.finditer(text):
        if core.start() < done:
            continue
        start, end = line_at(text, core.start())
        done = end
        separator = _separator(text, start, end)
        heads = list(_pieces(text, start, end, separator))
        if _is_heading_line(text, heads) or (separator is _TABS and _over_rows(text, end, heads)):
            found += _headings(heads)
            done = _below(text, end, separator, heads, found)
        elif _ALONE.fullmatch(label_of(text[start:end].strip("\t :"))):
            done = _next_line(text, start, end, found)
        elif separator is _TABS:
            found += _beside(text, heads)
        else:
            found += _beside(text, list(_pieces(text, start, end, _PARTS)))
    return found


def label_of(text: str) -> str:
    """A heading without blanks, brackets and the number at its end; what the brackets say stays
    when nothing else does."""
    return _ASIDE.sub("", text) or text.strip(" ()[]")


def _headings(pieces: Sequence[Cell]) -> Iterator[Cell]:
    return (Cell(one.start, one.end, HEAD, HEAD) for one in pieces if one.start < one.end)


def _heading(text: str, piece: Cell) -> Cell:
    words = text[piece.start : piece.end].strip()
    return Cell(piece.start, piece.end, words.replace(" ", ""), label_of(words))


def line_at(text: str, at: int) -> tuple[int, int]:
    """Start and end of the line that a place belongs to."""
    start = max(text.rfind("\n", 0, at), text.rfind("\0", 0, at)) + 1
    return start, _end(text, at)


def _end(text: str, at: int) -> int:
    found = _LINE_END.search(text, at)
    return len(text) if found is None else found.start()


def _separator(text: str, start: int, end: int) -> re.Pattern[str]:
    if text.find("\t", start, end) >= 0:
        return _TABS
    return _COMMAS if text.count(",", start, end) >= 2 else _BLANKS


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> Iterator[Cell]:
    """The pieces of a line, without the blanks at its edges where blanks part them."""
    if separator in (_BLANKS, _PARTS):
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
    at = start
    for gap in separator.finditer(text, start, end):
        yield Cell(at, gap.start())
        at = gap.end()
    yield Cell(at, end)


def _is_heading_line(text: str, heads: Sequence[Cell]) -> bool:
    """At least two known headings, nothing that is a value or a name; more known words than
    others, unless two are sure."""
    line = text[heads[0].start : heads[-1].end]
    if _VALUE.search(_BRACKETS.sub("", line) if "(" in line else line):
        return False
    words = _words(text, heads)
    if len(words) < 2 or any(len(word) > _LONGEST_HEADING for word in words):
        return False
    others = [word for word in words if not _HEADING.fullmatch(word)]
    known = len(words) - len(others)
    if known < 2 or any(likely_names([one_form(word) for word in others])):
        return False
    return known > len(others) or sum(bool(_ALONE.fullmatch(word)) for word in words) >= 2


def _words(text: str, pieces: Sequence[Cell]) -> list[str]:
    """The different labels of a line."""
    words = dict.fromkeys(label_of(text[one.start : one.end].strip()) for one in pieces)
    return [word for word in words if word]


def _over_rows(text: str, end: int, heads: Sequence[Cell]) -> bool:
    """Whether a line of unknown words is one of headings all the same: each cell of a wide table
    has one, two are known, and the line below begins a row of values with no label among them."""
    full = [head for head in heads if head.start < head.end]
    if len(full) < _WIDE or full != heads[: len(full)] or text[end : end + 1] != "\n":
        return False
    line = text[heads[0].start : end]
    words = _words(text, heads)
    below = list(_pieces(text, end + 1, _end(text, end + 1), _TABS))
    row = text[below[0].start : below[-1].end]
    return (
        len(below) == len(heads)
        and below[0].start < below[0].end
        and bool(_VALUE.search(row))
        and not _VALUE.search(_BRACKETS.sub("", line))
        and all(len(word) <= _LONGEST_HEADING for word in words)
        and sum(bool(_HEADING.fullmatch(word)) for word in words) >= _KNOWN
        and not any(_HEADING.fullmatch(word) for word in _words(text, below))
        and not any(likely_names([one_form(word) for word in words]))
    )


def _beside(text: str, pieces: Sequence[Cell]) -> Iterator[Cell]:
    """The cells after a label, up to the next one (forms drawn with a table, tables whose
    headings stand in the first column)."""
    label = ""
    for piece in pieces:
        word = text[piece.start : piece.end].strip()
        name = label_of(word)
        if _ALONE.fullmatch(name):
            label = name
        elif _OTHER.fullmatch(name):
            label = ""
        elif word and label:
            yield Cell(piece.start, piece.end, label, label)


def _next_line(text: str, start: int, end: int, found: list[Cell]) -> int:
    """The line below a label, unless it is empty, long or a label itself."""
    if end + 1 >= len(text) or text[end] != "\n":
        return end
    first, last = end + 1, _end(text, end + 1)
    below = text[first:last].strip("\t :")
    if below and len(below) <= _LONGEST_VALUE and not _HEADING.fullmatch(label_of(below)):
        label = label_of(text[start:end].strip("\t :"))
        found.append(Cell(first, last, label, label))
        return last
    return end


def _below(
    text: str, end: int, separator: re.Pattern[str], heads: Sequence[Cell], found: list[Cell]
) -> int:
    """Gives the cells of the lines below their headings; answers where the table ends."""
    heads = [_heading(text, head) for head in heads]
    second: Sequence[Cell] = ()
    others, last = 0, end
    while end < len(text) and text[end] == "\n":
        start, end = end + 1, _end(text, end + 1)
        pieces = list(_pieces(text, start, end, separator))
        heading = len(pieces) > 1 and _is_heading_line(text, pieces)
        if not heading and separator is _TABS and _FIELD.search(text, start, end):
            break
        if len(pieces) < 2 or (others and len(pieces) != len(heads)):
            others += 1
            if others > _OTHER_FORM or heading:
                break
            continue
        others, last = 0, end
        if heading:
            found += _headings(pieces)
            below = [_heading(text, piece) for piece in pieces]
            second = below if _alternate(heads, below) else ()
            heads = heads if second else _renewed(heads, below)
        elif separator is _BLANKS and len(pieces) != len(heads):
            found += _row(start, end, heads)
        else:
            found += [
                Cell(piece.start, piece.end, head.heading, head.label)
                for piece, head in zip(
                    pieces, second if second and _blank(pieces[0]) else heads, strict=False
                )
                if piece.start < piece.end
            ]
    return last


def _blank(piece: Cell) -> bool:
    return piece.start == piece.end


def _alternate(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether two lines of headings speak of two lines for each person: a telephone or a date of
    birth is no part of an address."""
    pairs = zip(above, below, strict=False)
    return any(_DWELLING.search(one.label) and _ROW.search(two.label) for one, two in pairs)


def _row(start: int, end: int, heads: Sequence[Cell]) -> Iterator[Cell]:
    """A row whose cells cannot be told apart: its dates and numbers still are what the headings
    say, if only one of these speaks of a date."""
    if not any(_OTHER_DATE.search(h.label) and not _BORN.search(h.label) for h in heads):
        words = " ".join(head.label for head in heads if _ROW.search(head.label))
        if words:
            yield Cell(start, end, words, words)


def _renewed(above: Sequence[Cell], below: Sequence[Cell]) -> Sequence[Cell]:
    """Headings in two lines: the lower ones where there are some, else the upper ones."""
    if len(below) != len(above):
        return below
    return [lower if lower.label else upper for upper, lower in zip(above, below, strict=True)]
