"""Cards written as lines, one home each: 世帯主　青木 茂 and below it what its other labels say
(住所, 同居　妻　青木 和子, 連絡先　長男　…), until the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.families import members_of
from sekisho.personal.lists.listing import Listing
from sekisho.personal.lists.pieces import is_phone, kind_of, known_among, pieces_of
from sekisho.personal.names.known import full_names
from sekisho.personal.writing import common_form, plain

_LONGEST, _MOST = 120, 12
"""Characters of a line, lines of a card."""
_MARKS = r"[■●○◆◇□▼・*【\[ ]*(?:No\.? ?)?(?:\(?\d{1,3}\)?[.:)]? )?"
_BEGINS = re.compile(
    rf"{_MARKS}(?P<label>世帯主|戸主|代表者|氏 *名|お?名 *前|本 *人|対象者|利用者|要[^ :]{{2,4}}者)"
    r"(?:の?(?:氏名|名前|名))?[】\]]?[ :]+(?P<rest>[^\d: ].*)"
)
_HOUSE = re.compile(r"世帯主|戸主")
_LABELS = tuple(
    re.compile(rf"[・ ]*(?P<label>{label}){parted}(?P<rest>.+)")
    for label, parted in (
        (r"[^\d:()。、]{1,8}?", " ?: ?"),
        (rf"[{signs.HAN}] {{1,4}}[{signs.HAN}](?: {{1,4}}[{signs.HAN}])?", " {1,8}"),
        (r"[^\d :()。、]{1,7}", " {1,8}"),
    )
)
"""What a line says beside a label: behind a colon, behind one set wide, behind blanks."""
_AT_HOME = re.compile(r"(?:同居)?(?:家族|世帯員)(?:構成)?|同居(?:[者人]|の家族)?|構成員")
_ELSEWHERE = re.compile(
    r"(?:緊急(?:時の?)?)?連絡先?|緊急(?:時)?|近親者?|身元引受人|別居(?:の(?:家族|親族|子))?|協力[者員]|"
    r"見守り(?:役|[者員])?|親族"
)
_FEW, _ENOUGH = 2, 3
"""Cards that name the head of a household, and cards of any other label, that make a list."""
_KINDS: tuple[Kind, ...] = ("name", "relation", "birth", "age", "address", "phone")
_APART: tuple[Kind, ...] = ("name", "phone")
_OWN: frozenset[Kind | None] = frozenset({"birth", "age", "address", "phone"})


@dataclass
class _Card:
    """One card: the line it begins with, its rows of those at home and of those elsewhere, and the
    lines they stand in."""

    at: int
    home: list[dict[Kind, str]]
    elsewhere: list[dict[Kind, str]] = field(default_factory=list)
    took: set[int] = field(default_factory=set)


def text_cards(lines: Sequence[str], office: re.Pattern[str]) -> tuple[list[Listing], set[int]]:
    """The cards among the lines of a document as lists, each one household, and the numbers of the
    lines they took. ``office``: what marks an office's own line."""
    begins = [at for at, line in enumerate(lines) if _begins(line) and not office.search(line)]
    labels = {_label(lines[at]) for at in begins}
    least = _FEW if labels and all(map(_HOUSE.search, labels)) else _ENOUGH
    if len(begins) < least or len(labels) > 1:
        return [], set()
    ends = [*begins[1:], len(lines)]
    cards = [_card(lines, at, end) for at, end in zip(begins, ends, strict=True)]
    whole = [card for card in cards if card is not None]
    told = sum(bool(_OWN & card.home[0].keys()) for card in whole)
    if len(whole) < len(begins) or told * 2 < len(whole):
        return [], set()
    found = [listing for card in whole for listing in _listings(card)]
    return found, {at for card in whole for at in card.took}


def _begins(line: str) -> re.Match[str] | None:
    return _BEGINS.fullmatch(plain(together(line))) if len(line) <= _LONGEST else None


def _label(line: str) -> str:
    found = _begins(line)
    return found["label"].replace(" ", "") if found else ""


def _card(lines: Sequence[str], at: int, end: int) -> _Card | None:
    """The card that begins with a line, or None when nobody is named there."""
    first = _begins(lines[at])
    head = _person(first["rest"]) if first else None
    if head is None:
        return None
    card = _Card(at, [head], took={at})
    for number in range(at + 1, min(end, at + 1 + _MOST)):
        text = plain(together(lines[number]))
        found = next(filter(None, (form.fullmatch(text) for form in _LABELS)), None)
        if len(text) > _LONGEST or found is None:
            continue
        if _put(card, found["label"].replace(" ", ""), found["rest"]):
            card.took.add(number)
    return card


def _put(card: _Card, label: str, rest: str) -> bool:
    """Puts what stands beside a label on the card; whether it says anything of people."""
    if _AT_HOME.fullmatch(label):
        names = members_of(rest)
        card.home += [{"name": _whole(card, name)} for name in names]
        return bool(names)
    kin, _, behind = rest.partition(" ")
    if _ELSEWHERE.fullmatch(label):
        told = _person(behind) if signs.relation(kin) else _person(rest)
        card.elsewhere += [told] if told is not None else []
        return told is not None
    if signs.relation(label):
        told = _person(rest)
        if told is not None:
            card.home.append({**told, "relation": label})
            return True
        names = members_of(f"{label} {rest}")
        card.home += [{"name": _whole(card, name), "relation": label} for name in names]
        return bool(names)
    values = _values(pieces_of(f"{label} {rest}"))
    for kind, value in values.items():
        card.home[0].setdefault(kind, value)
    return bool(values)


def _whole(card: _Card, name: str) -> str:
    """A member's name with the surname of the head, where it is a given one."""
    family = surname_of(card.home[0]["name"])
    given = " " not in name and not name.startswith(family)
    return f"{family} {name}" if given and not full_names([common_form(name)])[0] else name


def _person(text: str) -> dict[Kind, str] | None:
    """The name with which a text begins and what stands behind it, or None."""
    tokens = pieces_of(text)
    if not tokens or signs.nothing(tokens[0]):
        return None
    known = known_among({0: tokens})
    pair = " ".join(tokens[:2])
    two = len(tokens) > 1 and tokens[0] not in known and kind_of(tokens[1], first=False) is None
    both = two and (pair in known or bool(signs.NAME_WITH_BLANK.fullmatch(pair)))
    name = pair if both else tokens[0]
    if name not in known and not (both or signs.foreign(name)):
        return None
    return {"name": name, **_values(tokens[2 if both else 1 :])}


def _values(tokens: Sequence[str]) -> dict[Kind, str]:
    values: dict[Kind, str] = {}
    for token in tokens:
        kind: Kind | None = "phone" if is_phone(token) else kind_of(token, first=False)
        if kind in _OWN and kind is not None:
            values.setdefault(kind, token)
    return values


def _listings(card: _Card) -> Iterator[Listing]:
    for kinds, rows in ((_KINDS, card.home), (_APART, card.elsewhere)):
        if rows:
            cells = [tuple(row.get(kind, "") for kind in kinds) for row in rows]
            found = Listing(("lines", *kinds), f"lines {card.at}", kinds, headed=False, rows=cells)
            found.card = f"card lines {card.at}" if kinds is _KINDS else None
            yield found
