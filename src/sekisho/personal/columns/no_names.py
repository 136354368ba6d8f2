"""Columns under a heading of people whose cells name nobody: the hour at which somebody is fetched
(迎え over 8時15分), or one word in nearly all rows (登記名義人 over 亡父名義)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.column_cells import given_names
from sekisho.personal.recognise.halves import surname_first
from sekisho.personal.writing import common_form

_HOUR = re.compile(
    r"(?:午[前後] ?)?\d{1,2} ?(?::\d\d|時(?: ?(?:\d{1,2} ?分|半))?)(?: ?(?:頃|ごろ|発|着))?"
)
_HOME = re.compile(
    r"(?:\d{2}代|定年後|子育て|高齢|若い?|老|新婚)?の?"
    r"(?:夫婦|単身|独身|[母父親]子|一人|二人|1人|2人|\d人)(?:と子?(?:ども|供)?\d?人?)?"
    r"(?:のみ|世帯|家族|家庭|暮らし|者)?"
)
"""Who lives in a home, told by no name (定年後夫婦, 単身)."""
_LEAST = 3
"""Cells in which a word comes again, at least."""
_OFTEN = 3
"""How often each word stands there on average, at least."""


def names_nobody(filled: Sequence[str]) -> bool:
    """Whether most cells of a column, blank ones left out, are hours, or say who lives together,
    or few words that are no names and come again and again."""
    told = (sum(bool(one.fullmatch(cell)) for cell in filled) for one in (_HOUR, _HOME))
    return any(count * 2 > len(filled) for count in told) or _words_again(filled)


def _words_again(filled: Sequence[str]) -> bool:
    words = list(dict.fromkeys(filled))
    if len(filled) < _LEAST or len(words) * _OFTEN > len(filled):
        return False
    if any(signs.NAME_WITH_BLANK.fullmatch(word) or signs.foreign(word) for word in words):
        return False
    return not (any(given_names(words)) or any(surname_first([*map(common_form, words)])))
