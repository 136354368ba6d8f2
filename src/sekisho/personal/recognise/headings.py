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
from typing import NamedTuple

from sekisho.personal.recognise.heading_lines import (
    ALONE,
    VALUE,
    WORD,
    blank,
    goes_on_in,
    is_heading_line,
    label_of,
    over_rows,
)
from sekisho.personal.recognise.lines import Lines, Piece
from sekisho.personal.recognise.parted import BLANKS, PARTS, TABS, pieces_of, separator_of
from sekisho.personal.recognise.two_lines import (
    BORN,
    HEAD,
    ROW,
    Head,
    alternate,
    asks_other,
    in_turn,
    over_family,
    renewed,
)

CORE = re.compile(
    r"氏 {0,4}名|姓 {0,4}名|名 {0,4}前|お名|世帯主|世帯員|家族|義務者|受診者|対象者|生年|誕生日|"
    r"世帯[\t ]|氏子|講中|芳名|住 {0,4}所|住まい|電 {0,4}話|連絡先|携帯|"
    r"番地|TEL|Tel|tel|先\t|夫\t|妻\t|者(?: {0,4}名)?(?:\([^)\t\n]{1,8}\))?\t|人[)\t]|"
    r"なまえ|うまれた|たんじょうび|じゅうしょ|でんわ"
)
"""One of these stands in every line of headings that matters here."""
_LETTERS = "".join(set(re.findall(r"[^\W\d_]|[№#]", WORD.pattern)))
_SPELT = re.compile(f"[{_LETTERS}]", re.IGNORECASE)
_FIGURE, _OPENS = re.compile(r"\d"), re.compile(r"[(\[]")
_OTHER = re.compile(
    r"続柄|世帯主との(?:関係|続柄)|性別|年齢|備考|職業|勤務先|学校名?|学年|本籍|ふりがな|フリガナ|カナ|FAX|"
    r"メール.*|〒|郵便番号|番号|No\.?|班|組|区分",
    re.IGNORECASE,
)
"""Labels over what is looked for elsewhere."""
_READING = re.compile(r"[ \t]*\(?(?:ふりがな|フリガナ|ﾌﾘｶﾞﾅ|カナ)[ :]*[ぁ-ゖァ-ヺーｦ-ﾟ ]*\)?[ \t]*")
"""A line between the label of a name and the name: its reading."""
_LONGEST_VALUE = 60
_OTHER_FORM = 4
"""Lines of another form within a table, at most."""
_FIELD = re.compile(
    r"[氏現住電](?<![^\t\n\0].)"
    r"(?:(?<=氏) {0,4}名|(?<=現)住 {0,4}所|(?<=住) {0,4}所|(?<=電) {0,4}話)\t"
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
        if separator is BLANKS and ALONE.fullmatch(_label(text[start:end])):
            done = _next_line(lines, number, found)
            continue
        heads = pieces_of(lines, number, separator)
        if is_heading_line(text, heads) or (separator is TABS and over_rows(lines, number)):
            found += _headings(heads)
            done = _below(lines, number, separator, marks, found)
        elif ALONE.fullmatch(_label(text[start:end])):
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


def _label(line: str) -> str:
    """A line as a label, set wide or not (``住　　所``)."""
    return label_of(line.strip("\t :")).replace(" ", "")


def _headings(pieces: Sequence[Piece]) -> Iterator[Cell]:
    return ((start, end, HEAD) for start, end in pieces if start < end)


def _heads(text: str, pieces: Sequence[Piece]) -> list[Head]:
    words = [text[start:end].strip() for start, end in pieces]
    return [Head(word.replace(" ", ""), label_of(word)) for word in words]


def _beside(text: str, pieces: Sequence[Piece]) -> Iterator[Cell]:
    """The cells after a label, up to the next one (forms drawn with a table, tables whose
    headings stand in the first column)."""
    label: Head | None = None
    for start, end in pieces:
        word = text[start:end].strip()
        name = label_of(word)
        if ALONE.fullmatch(name):
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
    if lines.tabbed(number + 1) and is_heading_line(lines.text, lines.cells(number + 1)):
        return end  # 世帯員 above the headings of its table
    if below and len(below) <= _LONGEST_VALUE and not WORD.fullmatch(_label(below)):
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
        heading = may_head and not marks.valued[number] and is_heading_line(text, pieces)
        if may_head and not heading and separator is TABS and _FIELD.search(text, start, end):
            break
        other = others and (
            not goes_on_in(len(pieces), len(heads), separator) or asks_other(text, pieces, heads)
        )
        if len(pieces) < 2 or other:
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
            even = (number - first) % 2 == 0 if turns else not blank(pieces[0])
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
    if len(above) < 2 or not lines.goes_on(number - 1) or VALUE.search(words):
        return heads
    return renewed(_heads(lines.text, above), heads)


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
