"""Columns under a heading of people whose cells name nobody: the hour at which somebody is fetched
(迎え over 8時15分), who lives together (単身), one word in nearly all rows (登記名義人 over
亡父名義), surnames of those who look after the others (民生委員)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import MOST, given_names
from sekisho.personal.kinds import PEOPLE, Kind
from sekisho.personal.names.known import surnames
from sekisho.personal.recognise.halves import surname_first
from sekisho.personal.writing import common_form, plain

_HOUR = re.compile(
    r"(?:午[前後] ?)?\d{1,2} ?(?::\d\d|時(?: ?(?:\d{1,2} ?分|半))?)(?: ?(?:頃|ごろ|発|着))?"
)
_HOME = re.compile(
    r"(?:\d{2}代|定年後|子育て|高齢|若い?|老|新婚)?の?"
    r"(?:夫婦|単身|独身|[母父親]子|一人|二人|1人|2人|\d人)(?:と子?(?:ども|供)?\d?人?)?"
    r"(?:のみ|世帯|家族|家庭|暮らし|者)?"
)
"""Who lives in a home, told by no name (定年後夫婦, 単身)."""
_LOOKS_AFTER = re.compile(
    r"^(?:担当)?(?:民生(?:児童)?委員|[区班組]長|協力[員者]|支援[員者]|見守り.{0,3}|推進員|世話[人役]|ヘルパー|ケアマネ.{0,5})$"
)
_IN_OFFICE = re.compile(r"民生(?:児童)?委員$")
_LEAST = 3
"""Cells in which a word comes again, at least."""
_OFTEN = 3
"""How often each word stands there on average, at least."""


def names_nobody(filled: Sequence[str]) -> bool:
    """Whether most cells of a column, blank ones left out, are hours, or say who lives together,
    or few words that are no names and come again and again."""
    told = (sum(bool(one.fullmatch(cell)) for cell in filled) for one in (_HOUR, _HOME))
    return any(count * 2 > len(filled) for count in told) or _words_again(filled)


def without_neighbours(
    layout: Sequence[str], kinds: Sequence[Kind], rows: Sequence[Sequence[str]]
) -> tuple[Kind, ...]:
    """The kinds, the surnames alone of those who look after the people of the rows (民生委員 over
    神戸, 松田) as *other*; who does so in office by the whole name as well."""
    told = {at: plain(head) for at, head in enumerate(layout) if _LOOKS_AFTER.search(plain(head))}
    took = {at for at, head in told.items() if _IN_OFFICE.search(head) or _surnames_alone(rows, at)}
    if not PEOPLE & {kind for at, kind in enumerate(kinds) if at not in took}:
        return tuple(kinds)
    return tuple("other" if at in took else kind for at, kind in enumerate(kinds))


def _surnames_alone(rows: Sequence[Sequence[str]], at: int) -> bool:
    cells = [plain(row[at]) for row in rows if at < len(row) and row[at].strip()]
    named = [common_form(cell) for cell in cells if not (signs.nothing(cell) or signs.ditto(cell))]
    return bool(named) and sum(surnames(named)) >= MOST * len(named)


def _words_again(filled: Sequence[str]) -> bool:
    words = list(dict.fromkeys(filled))
    if len(filled) < _LEAST or len(words) * _OFTEN > len(filled):
        return False
    if any(signs.NAME_WITH_BLANK.fullmatch(word) or signs.foreign(word) for word in words):
        return False
    return not (any(given_names(words)) or any(surname_first([*map(common_form, words)])))
