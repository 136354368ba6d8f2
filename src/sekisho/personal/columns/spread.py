"""Names written with the same blank between all their signs (池 本 柚 希), as typists fill a
column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import carried, surname_of
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import full_names, likely_names
from sekisho.personal.writing import common_form, plain

Cells = tuple[str, ...]
_SIGN = rf"[{signs.HAN}ぁ-ゖァ-ヺー]"
_SPREAD = re.compile(
    rf"(?<!\S){_SIGN}([ \t\u3000]+){_SIGN}(?:\1{_SIGN})+(?=\s|[(（]|様|殿|さん|氏|君|ちゃん|$)"
)
_GAPS = re.compile(r"[ \t\u3000]+")
_LEAST = 3
_BLANK = re.compile(r"\s")


def together(text: str) -> str:
    """A text with its spread words put together, the surname of what may be a name apart."""
    return _SPREAD.sub(_word, text) if _BLANK.search(text) else text


def _word(found: re.Match[str]) -> str:
    word = "".join(found[0].split())
    if signs.relation(word[0]) and likely_names([common_form(word[1:])])[0]:
        first = surname_of(word[1:])
        return f"{word[0]} {first} {word[1 + len(first) :]}"
    if not likely_names([common_form(word)])[0]:
        return word
    first = surname_of(word)
    return f"{first} {word[len(first) :]}"


def names_together(kinds: Sequence[Kind], rows: Sequence[Cells]) -> list[Cells]:
    """The rows with the names of the columns of people put together; given names of several
    members (誠 恵 茂) stay apart."""
    columns = [(at, kind) for at, kind in enumerate(kinds) if kind in PEOPLE or kind == "reading"]
    found = []
    for row in rows:
        cells = list(row)
        for at, kind in columns:
            if at < len(row) and not (kind == "member" and _all_given(row[at])):
                cells[at] = together(_evened(row[at]))
        found.append(tuple(cells))
    return found


def _evened(cell: str) -> str:
    """A name spread over the width of its column, surname and given name by the widest gap (野 口
    勉); anything else as it is."""
    signs_apart, gaps = cell.split(), _GAPS.findall(cell.strip())
    if len(signs_apart) < _LEAST or any(len(sign) > 1 for sign in signs_apart):
        return cell
    widths = [sum(2 if sign == "\u3000" else 1 for sign in gap) for gap in gaps]
    if widths.count(max(widths)) != 1 or len(set(widths)) == 1:
        return cell
    cut = widths.index(max(widths)) + 1
    name = f"{''.join(signs_apart[:cut])} {''.join(signs_apart[cut:])}"
    return name if likely_names([common_form(name)])[0] else cell


def _all_given(cell: str) -> bool:
    words = plain(cell).split(" ")
    return all(full_names([f"佐藤 {common_form(word)}" for word in words]))


def written_out(kinds: Sequence[Kind], rows: Sequence[Cells]) -> list[Cells]:
    """The rows with every name as one writes it, marks of repetition replaced."""
    return names_together(kinds, carried(kinds, names_together(kinds, rows)))
