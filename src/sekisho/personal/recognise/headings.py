"""Headings over the cells of a table that is written as text.

A line of headings (cells apart by tabs, commas or several blanks) gives each cell of the lines
below its heading. Lines of another form and blank ones may stand between; the table goes on after
them when a line has a cell for each heading, but for empty ones at its end. Headings may stand in
two lines (``氏名`` above ``姓`` and ``名``). A label that is a line of its own holds for the line
below it, a label in a cell for the cells beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from sekisho.personal.names.known import likely_names
from sekisho.personal.names.vocabulary import KIN_HEADING
from sekisho.personal.recognise.lines import Lines, Piece
from sekisho.personal.recognise.parted import BLANKS, PARTS, TABS, pieces_of, separator_of
from sekisho.personal.recognise.two_lines import (
    BORN,
    HEAD,
    ROW,
    Head,
    alternate,
    in_turn,
    over_family,
    renewed,
)
from sekisho.personal.writing import one_form

CORE = re.compile(
    r"氏 {0,4}名|姓 {0,4}名|名 {0,4}前|お名|世帯主|世帯員|家族|義務者|受診者|対象者|生年|誕生日|"
    r"氏子|講中|芳名|住 {0,4}所|住まい|電 {0,4}話|連絡先|携帯|番地|TEL|Tel|tel|者名?\t|先\t|"
    r"人[)\t]|なまえ|うまれた|たんじょうび|じゅうしょ|でんわ"
)
"""One of these stands in every line of headings that matters here."""
_HEADING = re.compile(
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
_LETTERS = "".join(set(re.findall(r"[^\W\d_]|[№#]", _HEADING.pattern)))
_SPELT = re.compile(f"[{_LETTERS}]", re.IGNORECASE)
_FIGURE, _OPENS = re.compile(r"\d"), re.compile(r"[(\[]")
_ALONE = re.compile(
    r"(?:[一-龥]{2,4}者の?|世帯主の?|本人|家族)?(?:氏名|お?名前|姓名|生年月日|誕生日|現?住所|お住まい|"
    r"(?:(?:自宅|日中|昼間)の?)?電話(?:番号)?|連絡先(?:電話)?|携帯(?:電話)?(?:番号)?|TEL|"
    r"お?なまえ|うまれた(?:日|ひ)|お?たんじょうび|ご?じゅうしょ|お?でんわ(?:ばんごう)?)|"
    r"世帯主|世帯員|(?:同居)?家族|同居者|構成員",
    re.IGNORECASE,
)
"""A label that may be a line of its own."""
_VALUE = re.compile(
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
_OTHER = re.compile(
    r"続柄|世帯主との(?:関係|続柄)|性別|年齢|備考|職業|勤務先|学校名?|学年|本籍|ふりがな|フリガナ|カナ|FAX|"
    r"メール.*|〒|郵便番号|番号|No\.?|班|組|区分",
    re.IGNORECASE,
)
"""Labels over what is looked for elsewhere."""
_READING = re.compile(r"[ \t]*\(?(?:ふりがな|フリガナ|ﾌﾘｶﾞﾅ|カナ)[ :]*[ぁ-ゖァ-ヺーｦ-ﾟ ]*\)?[ \t]*")
"""A line between the label of a name and the name: its reading."""
_LONGEST_HEADING, _LONGEST_VALUE = 24, 60
_WIDE, _KNOWN, _OTHER_FORM = 5, 2, 4
"""Headings of a table that is one by its rows, those of them that are known; lines of others."""
_FIELD = re.compile(
    r"[氏現住電](?<![^\t].)(?:(?<=氏) {0,4}名|(?<=現)住 {0,4}所|(?<=住) {0,4}所|(?<=電) {0,4}話)\t"
)
"""A label with a value beside it in a line that could be a row: the table ends before it."""
_OTHER_DATE = re.compile(r"日$|年月")
Cell = tuple[int, int, Head]
"""Start and end of a piece of the text, and its heading."""


def cells_of(lines: Lines) -> list[Cell]:
    """All pieces that stand under headings or beside a label, in order of place."""
    found: list[Cell] = []
    text, marks, done = lines.text, _marks(lines), 0
    for core in CORE.finditer(text):
        if core.start() < done:
            continue
        number = lines.number(core.start())
        start, end = lines.starts[number], lines.ends[number]
        done = end
        separator = separator_of(lines, number)
        if separator is BLANKS and _ALONE.fullmatch(_label(text[start:end])):
            done = _next_line(lines, number, found)
            continue
        heads = pieces_of(lines, number, separator)
        if _is_heading_line(text, heads) or (separator is TABS and _over_rows(lines, number)):
            found += _headings(heads)
            done = _below(lines, number, separator, marks, found)
        elif _ALONE.fullmatch(_label(text[start:end])):
            done = _next_line(lines, number, found)
        elif separator is TABS:
            found += _beside(text, heads)
        else:
            found += _beside(text, pieces_of(lines, number, PARTS))
    return found


class _Marks(NamedTuple):
    """What the signs of each line tell: whether there may be headings, whether there surely is a
    value (see :func:`_is_heading_line`)."""

    may_head: Sequence[bool]
    valued: Sequence[bool]


def _marks(lines: Lines) -> _Marks:
    """A known heading has a sign that their pattern spells; three figures together are a value but
    in brackets."""
    valued = (lines.counted(_FIGURE, together=3) > 0) & (lines.counted(_OPENS) == 0)
    return _Marks((lines.counted(_SPELT) > 1).tolist(), valued.tolist())


@lru_cache(maxsize=4096)
def label_of(text: str) -> str:
    """A heading without blanks, brackets and the number at its end; what the brackets say stays
    when nothing else does."""
    return _ASIDE.sub("", text) or text.strip(" ()[]")


def _label(line: str) -> str:
    """A line as a label, set wide or not (``住　　所``)."""
    return label_of(line.strip("\t :")).replace(" ", "")


def _headings(pieces: Sequence[Piece]) -> Iterator[Cell]:
    return ((start, end, HEAD) for start, end in pieces if start < end)


def _heads(text: str, pieces: Sequence[Piece]) -> list[Head]:
    words = [text[start:end].strip() for start, end in pieces]
    return [Head(word.replace(" ", ""), label_of(word)) for word in words]


def _is_heading_line(text: str, heads: Sequence[Piece]) -> bool:
    """At least two known headings, nothing that is a value or a name; more known words than
    others, unless two are sure."""
    line = text[heads[0][0] : heads[-1][1]]
    if _VALUE.search(line) and _VALUE.search(_BRACKETS.sub("", _DAY.sub("", line))):
        return False
    words = _words(text, heads)
    if len(words) < 2 or any(len(word) > _LONGEST_HEADING for word in words):
        return False
    others = [word for word in words if not (_HEADING.fullmatch(word) or KIN_HEADING.match(word))]
    known = len(words) - len(others)
    sure = known > len(others) or sum(bool(_ALONE.fullmatch(word)) for word in words) >= 2
    if known < 2 or not sure:
        return False
    return not any(likely_names([one_form(word) for word in others]))


def _words(text: str, pieces: Sequence[Piece]) -> list[str]:
    """The different labels of a line."""
    words = dict.fromkeys(label_of(text[start:end].strip()) for start, end in pieces)
    return [word for word in words if word]


def _over_rows(lines: Lines, number: int) -> bool:
    """Whether a line of unknown words is one of headings all the same: each cell of a wide table
    has one, two are known, and the line below begins a row of values with no label among them."""
    text, heads = lines.text, lines.cells(number)
    full = [head for head in heads if head[0] < head[1]]
    if len(full) < _WIDE or full != heads[: len(full)] or not lines.goes_on(number):
        return False
    line = text[heads[0][0] : heads[-1][1]]
    words = _words(text, heads)
    below = lines.cells(number + 1)
    row = text[below[0][0] : below[-1][1]]
    known = sum(bool(_HEADING.fullmatch(word)) for word in words)
    others = _words(text, below)
    return (
        (len(below) == len(heads) or _goes_on(len(below), len(heads), TABS))
        and not _blank(below[0])
        and (bool(_VALUE.search(row)) or any(likely_names([one_form(w) for w in others])))
        and not _VALUE.search(_BRACKETS.sub("", line))
        and all(len(word) <= _LONGEST_HEADING for word in words)
        and known >= _KNOWN
        and sum(bool(_HEADING.fullmatch(word)) for word in others) * _KNOWN < known
        and not any(likely_names([one_form(word) for word in words]))
    )


def _beside(text: str, pieces: Sequence[Piece]) -> Iterator[Cell]:
    """The cells after a label, up to the next one (forms drawn with a table, tables whose
    headings stand in the first column)."""
    label: Head | None = None
    for start, end in pieces:
        word = text[start:end].strip()
        name = label_of(word)
        if _ALONE.fullmatch(name):
            label = Head(name, name)
        elif _OTHER.fullmatch(name):
            label = None
        elif word and label:
            yield start, end, label


def _next_line(lines: Lines, number: int, found: list[Cell]) -> int:
    """The line below a label, unless it is empty, long or a label itself."""
    end = lines.ends[number]
    if not lines.goes_on(number) or end + 1 >= len(lines.text):
        return end
    first, last = lines.starts[number + 1], lines.ends[number + 1]
    if lines.goes_on(number + 1) and _READING.fullmatch(lines.text, first, last):
        first, last = lines.starts[number + 2], lines.ends[number + 2]
    below = lines.text[first:last].strip("\t :")
    if lines.tabbed(number + 1) and _is_heading_line(lines.text, lines.cells(number + 1)):
        return end  # 世帯員 above the headings of its table
    if below and len(below) <= _LONGEST_VALUE and not _HEADING.fullmatch(_label(below)):
        said = lines.text[lines.starts[number] : end]
        found.append((first, last, Head(said.strip("\t :").replace(" ", ""), _label(said))))
        return last
    return end


def _below(
    lines: Lines,
    number: int,
    separator: re.Pattern[str],
    marks: _Marks,
    found: list[Cell],
) -> int:
    """Gives the cells of the lines below their headings; answers where the table ends."""
    text = lines.text
    heads = over_family(_with_upper(lines, number, separator))
    second: Sequence[Head] = ()
    first, turns = 0, False
    others, last = 0, lines.ends[number]
    while lines.goes_on(number):
        number += 1
        start, end = lines.starts[number], lines.ends[number]
        pieces = pieces_of(lines, number, separator)
        may_head = marks.may_head[number]
        heading = may_head and not marks.valued[number] and _is_heading_line(text, pieces)
        if may_head and not heading and separator is TABS and _FIELD.search(text, start, end):
            break
        if len(pieces) < 2 or (others and not _goes_on(len(pieces), len(heads), separator)):
            others += 1
            if others > _OTHER_FORM or heading:
                break
            continue
        others, last = 0, end
        if heading:
            found += _headings(pieces)
            below = _heads(text, pieces)
            first, turns = number + 1, _in_turn(lines, number, separator, (heads, below))
            second = below if turns or alternate(heads, below) else ()
            heads = heads if second else renewed(heads, below)
        elif separator is BLANKS and len(pieces) != len(heads):
            found += _row(start, end, heads)
        else:
            even = (number - first) % 2 == 0 if turns else not _blank(pieces[0])
            over = heads if even or not second else second
            cells = zip(pieces, over, strict=False)
            found += [(left, right, head) for (left, right), head in cells if left < right]
    return last


def _with_upper(lines: Lines, number: int, separator: re.Pattern[str]) -> Sequence[Head]:
    """The headings of a line, where it leaves a cell blank those of the line above: words that
    were no headings by themselves (本人 over 氏名 and 生年月日, 住まい over nothing)."""
    heads = _heads(lines.text, pieces_of(lines, number, separator))
    if number == 0 or separator is not TABS or all(head.label for head in heads):
        return heads
    above = lines.cells(number - 1)
    words = lines.text[above[0][0] : above[-1][1]]
    if len(above) < 2 or not lines.goes_on(number - 1) or _VALUE.search(words):
        return heads
    return renewed(_heads(lines.text, above), heads)


def _goes_on(cells: int, heads: int, separator: re.Pattern[str]) -> bool:
    """Whether a line below one of another form is a row again: rows may lack their last cells."""
    return cells == heads or (separator is TABS and cells < heads < 2 * cells)


def _blank(piece: Piece) -> bool:
    return piece[0] == piece[1]


def _in_turn(
    lines: Lines, number: int, separator: re.Pattern[str], heads: Sequence[Sequence[Head]]
) -> bool:
    """Whether the two lines below two of headings hold in turn what these ask."""
    if not (lines.goes_on(number) and lines.goes_on(number + 1)):
        return False
    return in_turn(
        lines.text, heads, [pieces_of(lines, number + 1 + at, separator) for at in range(2)]
    )


def _row(start: int, end: int, heads: Sequence[Head]) -> Iterator[Cell]:
    """A row whose cells cannot be told apart: its dates and numbers still are what the headings
    say, if only one of these speaks of a date."""
    if not any(_OTHER_DATE.search(h.label) and not BORN.search(h.label) for h in heads):
        words = " ".join(head.label for head in heads if ROW.search(head.label))
        if words:
            yield start, end, Head(words, words)
