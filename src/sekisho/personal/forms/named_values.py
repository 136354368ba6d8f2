"""What a form says in the places of names: the name alone, where more of its holder follows in the
cell, and no words of labels that are not known (``被保険者 | 青木 茂 | 附加給付 | 無``); and whom
it says to call (``緊急連絡先 | 青木 茂（関係：兄）　22-6165``)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sekisho.personal import signs
from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import full_names, judged
from sekisho.personal.names.vocabulary import NOBODY
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form, plain

_NAME = rf"[{HAN}][{HAN}ぁ-ゖァ-ヺーノケツ]{{0,5}}(?: [{HAN}ぁ-ゖァ-ヺー]{{1,5}})?"
_MORE = re.compile(
    rf"({_NAME}) ?(\([^()]{{1,10}}\))(?: ?[^ ()・、,/].*| [^ ].*)|"
    rf"({_NAME}) (?:電話|携帯|自宅|連絡先|℡|TEL|住所|年齢|生年月日|[^ ()]{{0,12}}\d).*|"
    rf"[^()]{{2,24}}\d(?:番地?|号)? ({_NAME})(?: ?\([\d() -]+\))?"
)
"""A name with a bracket, before a label or an address, or behind one, and what follows:
青木 茂（隣家）　電話 22-6165."""
_BEHIND = re.compile(r" ?\([^()]*\)$| ?(?:様|さん|殿|氏)$")
"""A relation in brackets, or a title, behind a name."""
NUMBER = (
    r"(?:電話(?:番号)?|携帯(?:電話)?|自宅|連絡先|℡|TEL)?[: ]?"
    r"(?:\(0\d{1,4}\)|\d{2,5})[- ]?(?:\(\d{1,4}\)|\d{1,4})(?:[- ]?\d{3,4})?"
)
"""A telephone with its word."""
_CALLED = re.compile(rf" ?{NUMBER}$")
_RELATED = re.compile(
    rf"([{HAN}]{{3,6}}|[{HAN}]{{1,4}} [{HAN}ぁ-ゖァ-ヺー]{{1,4}}) ?"
    rf"\((?:続柄|関係|間柄)[ :]?[^()]{{1,8}}\)"
)
"""A name with what its holder is to somebody: one however rare."""
_LEAST = 2


def named(value: str) -> str:
    """The name in a cell of a form without title and relation (青木 和子　母), or nothing."""
    written = plain(together(value))
    text = _BEHIND.sub("", written)
    name, _, last = text.rpartition(" ")
    text = name if name and signs.relation(last) else text
    if signs.NAME_WITH_BLANK.fullmatch(text) or full_names([common_form(text)])[0]:
        return text
    related = _RELATED.fullmatch(written)
    return related[1] if related and not NOBODY.search(related[1]) else ""


def names_somebody(value: str) -> bool:
    """Whether a cell of a form is somebody's name."""
    return bool(named(value))


def whom_to_reach(value: str) -> str:
    """Whom a cell beside a label of telephones names, a number behind the name or not."""
    return named(_CALLED.sub("", plain(value)))


def named_values(values: Sequence[str]) -> list[str]:
    """The values beside a label of people, each without what says more than who it is; the first
    alone where the second can only be the label of something else."""
    found = [name_only(value) for value in values]
    return found[:1] if len(found) > 1 and not _may_name(found[1]) else found


def name_only(value: str) -> str:
    """A value without what follows the bracket behind its name, or the label or address beside."""
    text = plain(value)
    more = _MORE.fullmatch(text) if "\n" not in value else None
    if more is None:
        return value
    if more[1]:
        return f"{more[1]}{more[2]}"
    name = more[3] or more[4]
    known = judged([common_form(together(name))])
    return name if known.full[0] or known.likely[0] else value


def _may_name(value: str) -> bool:
    """Whether a value right of a name may be another: anything but a word without a surname that
    is known at its beginning."""
    text = common_form(plain(together(value))).strip()
    if text.isascii() and 0 < len(text) <= _LEAST:
        return False  # a blood group
    if (
        len(text) < _LEAST
        or "\n" in value
        or signs.nothing(text)
        or not re.match(rf"[{HAN}]", text)
    ):
        return True
    parts = [text[:size] for size in (1, 2, 3)]
    known = judged([text, *parts])
    if known.likely[0] or known.full[0] or signs.NAME_WITH_BLANK.match(text):
        return True
    return any(known.surname[2:]) and not known.word[0]
