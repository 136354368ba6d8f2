"""People in running text: names with a reason to count, such as a private address beside them.

Which reasons count, and what marks a line as an office's own, stands in ``rules.yaml``. The
recognisers that are cheap look at every line with a digit or an @; names, which cost most, are
looked for only where a reason was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sekisho.personal import signs
from sekisho.personal.columns.spread import together
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.records import TEXT, Person
from sekisho.personal.names.known import judged
from sekisho.personal.prose.about import about_somebody, in_private, may_name
from sekisho.personal.prose.ascribed import (
    Named,
    adjoins,
    aged,
    ascribed,
    introduced,
    names_alone,
)
from sekisho.personal.prose.clubs import in_clubs
from sekisho.personal.prose.contributors import contributors
from sekisho.personal.prose.former import former_head
from sekisho.personal.prose.genre import published
from sekisho.personal.prose.glued import unglued
from sekisho.personal.prose.grounds import (
    CUE,
    LONGEST,
    aside,
    cheap,
    examples,
    is_reading,
    reasons,
)
from sekisho.personal.prose.honoured import begun, honoured, surely_whole, title_below
from sekisho.personal.prose.letters import (
    akin,
    below_labels,
    ends_with,
    heads_club,
    labelled,
    may_be_labelled,
    signatures,
)
from sekisho.personal.prose.line_names import names_in
from sekisho.personal.prose.mentions import beside_whole, of_families, once
from sekisho.personal.prose.own_papers import signs_for_oneself
from sekisho.personal.prose.relatives import by_given_name
from sekisho.personal.prose.said import SPOKEN_OF, may_be_said, put_forward, said
from sekisho.personal.prose.senders import (
    at_desk,
    in_department,
    of_firms,
    senders,
    signs_for_firm,
)
from sekisho.personal.recognise import Find, finds_in
from sekisho.personal.rules import Rules, rules
from sekisho.personal.writing import address_key, common_form, name_key, phone_key, plain

_POST = re.compile(r"(?:職 ?名|役 ?職(?: ?名)?|官職)[ :]")
_AFTER_ROLE = 4
_WHOLE = 3
"""Characters of the whole name of an officer of a club, at least, where no blank parts it."""
_AT_WORK = re.compile(
    r"(?:([町市村]長|知事)|現場代理人|技術者|技能者|監督員|主治医|介護支援専門員)[: ]*$"
)
_NOT_OF_WORK = {True: {"birth", "phone"}, False: {"birth"}}
"""Beside whose name a place is the town hall (町長), or a telephone that of a site."""
_ACCOUNT = re.compile(r"名義|口座|振込|預金|貯金|カナ|フリガナ|ふりがな|よみ")
_CLAUSE = re.compile(r"[ぁ-ゖ][、。]")
"""Where a clause ends: whose post stands before it is somebody else (教諭が冷やし、青木 葵の母)."""
_CHAIN = re.compile(r"(?:\0 ?(?:\([^()]*\)|さん|様|氏)?[ 、,・及びと]*)+$")
"""Names one after the other, a bracket behind each."""
_ATTRIBUTES: Mapping[str, Kind] = {"address": "address", "phone": "phone", "birth": "birth"}


@dataclass(frozen=True)
class InText:
    """What running text gave. ``persons``: mentions, certain where what is private is surely
    theirs; ``kinds``: kinds of what stands beside them, and of numbers that are personal
    information without a name."""

    persons: tuple[Person, ...]
    kinds: frozenset[str]


@dataclass(frozen=True)
class Around:
    """A line in which names count, and what is found ``beside`` them: in the line itself
    (``in_line``) or around it. ``public``: in a paper that everybody may read; ``signed``: who
    writes stands there alone; ``about``: in a paper about somebody; ``own``: who hands in a paper
    about themselves signs it there; ``club``: it names officers of a club or hamlet."""

    line: str
    beside: Sequence[Find]
    in_line: bool
    public: bool
    signed: bool
    about: bool
    own: bool
    club: bool = False


def people_in(text: str, by: Rules | None = None) -> Iterator[Person]:
    """Mentions in one paragraph; an office's contact line gives none."""
    by = by or rules()
    yield from in_text([text], by, public=published([text], by)).persons


def in_text(lines: Sequence[str], by: Rules, *, public: bool) -> InText:
    """Mentions in the lines of a document, in order. ``public``: everybody may read it."""
    lines = unglued(lines)
    shown_how = examples(lines)
    lines = ["" if at in shown_how else line for at, line in enumerate(lines)]
    lines = [line + title_below(lines, at, by) for at, line in enumerate(lines)]
    roles = [may_be_called(line, by) for line in lines]
    shown = [
        number
        for number, line in enumerate(lines)
        if len(line) <= LONGEST and (roles[number] or CUE.search(line))
    ]
    found = dict(zip(shown, finds_in([lines[at] for at in shown], only=cheap(by)), strict=True))
    kinds = {find.kind for finds in found.values() for find in finds if find.kind in by.numbers}
    grounds = dict(reasons(lines, found, by))
    own = frozenset(signs_for_oneself(lines)) if _at_home(found.values()) else frozenset()
    wrote = {} if public else dict(contributors(lines, by))
    clubs = frozenset() if public else frozenset(in_clubs(lines, by))
    signed = frozenset() if public else own | _signed(lines, by) | wrote.keys() | clubs
    called = {at for at in shown if roles[at] and not aside(lines, at, by)}
    about = not public and about_somebody(lines, by, filled_in=bool(grounds))
    called |= {at for at, line in enumerate(lines) if may_name(line)} if about else set()
    named = sorted(grounds.keys() | signed | (set() if public else called))
    if not named:
        return InText((), frozenset(kinds))
    persons: list[Person] = []
    whole_ones: list[tuple[int, str]] = []
    by_themselves: set[str] = set()
    readings: set[str] = set()
    firms = of_firms(lines)
    for at, finds in zip(named, finds_in([lines[at] for at in named]), strict=True):
        in_line = any(find.kind in by.with_name for find in found.get(at, ()))
        around = Around(
            lines[at], grounds.get(at, ()), in_line, public, at in signed, about, at in own,
            at in clubs,
        )  # fmt: skip
        near = () if in_line else around.beside
        names = [] if is_reading(lines, at) else names_in(around.line, finds, near)
        names = [wrote[at]] if at in wrote else names
        for name in names:
            sure = _counts(around, names, name, by)
            if not around.beside and _in_post(lines, at, by):
                continue
            if sure is None or _for_firm(lines, at, name, firms):
                continue
            readings |= {name_key(name.text)} if _is_reading(around, name) else set()
            whole_ones.append((at, name.text))
            persons.append(_person(name.text, around.beside, certain=sure))
            kinds |= {"name", *(one.kind for one in around.beside)}
            if introduced(around.line, name):
                by_themselves.add(name_key(name.text))
    persons = list(beside_whole(persons, [at for at, _ in whole_ones]))
    persons += _relatives(lines, whole_ones) if not public else ()
    persons = list(of_families(persons))
    if {one.key for one in persons} - readings:
        persons = [one for one in persons if one.key not in readings]
    return InText(tuple(once(persons, by_themselves)), frozenset(kinds))


def _relatives(lines: Sequence[str], whole_ones: Sequence[tuple[int, str]]) -> Iterator[Person]:
    for name in by_given_name(lines, whole_ones):
        yield _person(name, (), certain=True)


def _is_reading(around: Around, name: Named) -> bool:
    """Whether a name in kana is a reading by its label, or that of who holds an account."""
    held = _ACCOUNT.search(plain(around.line[: name.start]))
    return bool(held) and signs.kana(plain(name.text))


def may_be_called(line: str, by: Rules) -> bool:
    """Whether a line is worth looking for names of which it says whose they are."""
    return bool(by.citizen_roles.search(line)) or may_be_labelled(line) or may_be_said(line)


def _at_home(finds: Iterable[Sequence[Find]]) -> bool:
    """Whether a paper says where somebody lives or is called."""
    return any(find.kind in ("address", "phone", "birth") for line in finds for find in line)


def _signed(lines: Sequence[str], by: Rules) -> frozenset[int]:
    """The lines that only name who writes, who fills in a form, who sends a mail."""
    heads = (at for at, _, _ in senders(lines, by))
    return frozenset([*signatures(lines, by), *below_labels(lines), *heads])


def _in_post(lines: Sequence[str], at: int, by: Rules) -> bool:
    """Whether the line above or below says what post of an office somebody has (職名　教頭)."""
    near = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
    return any(_POST.match(text) and by.officials.search(text) for text in map(plain, near))


def _for_firm(lines: Sequence[str], at: int, name: Named, firms: AbstractSet[str]) -> bool:
    """Whether a name is that of somebody who writes for a firm."""
    if any(plain(name.text).startswith(surname) for surname in firms):
        return True
    if firms and at_desk(lines[at]):
        return True
    signed = names_alone(lines[at], name) or in_department(lines[at], name)
    return signed and signs_for_firm(lines, at)


def _counts(around: Around, names: Sequence[Named], name: Named, by: Rules) -> bool | None:
    """Whether a name is certain, or None where it does not count."""
    line, beside = around.line, around.beside
    citizen = not around.public and _citizen(line, names, name, by)
    if around.club and (" " in plain(name.text) or len(name_key(name.text)) >= _WHOLE):
        return True
    former = around.signed and former_head(line)
    official = not former and _official(line, name, by)
    if not around.own and official and not put_forward(line, name):
        return _in_office(around, name, by, citizen=citizen)
    if line[name.end :].startswith("の方"):
        return None  # where they come from: (前田の方)
    sure = around.about and in_private(line, names, name, by)
    sure = sure or around.signed or (not around.public and _called(line, name, by))
    told = aged(line, name) or (citizen and not SPOKEN_OF.match(line, name.end))
    if sure or (told and (surely_whole(name) or (aged(line, name) and begun(name)))):
        return True
    near = bool(beside) and (around.in_line or not _in_sentence(line, name))
    if aged(line, name) or citizen or near:
        sure = ascribed(line, names, name, beside, in_line=around.in_line)
        return sure or (not around.in_line and bool(beside) and ends_with(line, name, by))
    return None


def _in_sentence(line: str, name: Named) -> bool:
    """Whether a sentence goes on behind a name that is not the writer's own: what the next line
    tells is not its holder's."""
    return "。" in line[name.end :] and not introduced(line, name)


def _called(line: str, name: Named, by: Rules) -> bool:
    """Whether a title of honour, a label or a word for kin beside a name tells of a resident."""
    titled = honoured(line, name, by) and not by.deeds.search(line)
    return titled or labelled(line, name) or akin(line, name) or said(line, name)


def _in_office(around: Around, name: Named, by: Rules, *, citizen: bool) -> bool | None:
    """An official in office (a post before or after the name) counts only where something private
    stands right at the name: what a speech says of a plot of land is not the speaker's address.
    Who heads a hamlet or a club signs with an address of their own."""
    line, beside = around.line, around.beside
    work = _AT_WORK.search(plain(line[: name.start]))
    if work and not {find.kind for find in beside} & _NOT_OF_WORK[bool(work[1])]:
        return None
    if beside and not around.in_line and heads_club(line, name, by):
        return True
    before = plain(line[max(0, name.start - 12) : name.start])
    post = before.rstrip("の ")
    right_before = any(found.end() == len(post) for found in by.neighbours.finditer(post))
    if around.about and right_before and honoured(line, name, by):
        return True  # 区長の青木 茂さんにも話しました
    if around.in_line:
        own = any(adjoins(line, name, find) for find in beside)
    else:
        own = bool(beside) and names_alone(line, name)
    if own and around.in_line and by.neighbours.search(before):
        return True
    return False if own or citizen or aged(line, name) else None


def _official(line: str, name: Named, by: Rules) -> bool:
    before, after = line[max(0, name.start - 8) : name.start], line[name.end : name.end + 5]
    before = _CLAUSE.split(before)[-1]
    return bool(by.officials.search(plain(before + " " + after)))


def _citizen(line: str, names: Sequence[Named], name: Named, by: Rules) -> bool:
    """Whether the word right before what may be a name, no part of a post (現場代理人), makes its
    holder a citizen; names after the first one, with nothing but marks and brackets between, are
    called so as well."""
    known = judged([common_form(together(name.text))])
    if not (known.likely[0] or known.surname[0] or signs.foreign(name.text)):
        return False
    before = line[: name.start]
    for other in names:
        if other.end <= name.start:
            before = before.replace(other.text, "\0", 1)
    before = by.officials.sub("", _CHAIN.sub("", plain(before)))
    return any(
        len(before) - match.end() <= _AFTER_ROLE for match in by.citizen_roles.finditer(before)
    )


def _person(name: str, beside: Sequence[Find], *, certain: bool) -> Person:
    values: dict[Kind, str] = {}
    for one in beside:
        kind = _ATTRIBUTES.get(one.kind)
        if kind is not None:
            values.setdefault(kind, _KEY[kind](one.value) if kind in _KEY else one.value)
    return Person(name_key(name), TEXT, None, certain, tuple(sorted(values.items())))


_KEY = {"address": address_key, "phone": phone_key}
