"""People in running text: names with a reason to count, such as a private address beside them.

Which reasons count, and what marks a line as an office's own, stands in ``rules.yaml``. The
recognisers that are cheap look at every line with a digit or an @; names, which cost most, are
looked for only where a reason was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from sekisho.personal import signs
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names
from sekisho.personal.recognise import Find, Recogniser, finds_in, recognisers
from sekisho.personal.records import Person
from sekisho.personal.rules import Rules, rules
from sekisho.personal.writing import address_key, common_form, name_key, phone_key, plain

LISTED = "text"
_CUE = re.compile(r"[\d@＠０-９〇一二三四五六七八九十]")
_LABEL = re.compile(r"(?:氏\s*名|名\s*前|世帯主|代表者)[\s:：]")
_REACH = 3
"""Lines after a labelled name in which its address may stand (a form written as text)."""
_NAME_ALONE = 12
"""Characters of a line that is a name and nothing else."""
_LONGEST = 2_000
"""Characters of a line that are looked at; what is longer is no line that names a person."""
_AFTER_ROLE = 4
_HAN = signs.HAN
_NAME = rf"[{_HAN}]{{1,4}} ?[{_HAN}ぁ-ゖァ-ヺー]{{1,5}}"
_FORMS = (
    re.compile(rf"(?:氏名|名前|世帯主|児童名|代表者) ?:? ?({_NAME})"),
    re.compile(rf"([{_HAN}]{{1,4}} ?[{_HAN}ぁ-ゖァ-ヺー]{{1,4}}?)(?:様|さん|氏)(?![名])"),
    re.compile(rf"(?<![{_HAN}])([{_HAN}]{{1,4}} [{_HAN}ぁ-ゖァ-ヺー]{{1,5}})(?![{_HAN}])"),
)
"""Names with a label, a title, or a blank between surname and given name."""
_NOBODY = re.compile(
    r"電話|住所|年齢|番地|丁目|世帯|氏名|町|市|村|県|役場|議会|議長|課|係|区長|皆|各位|お客|連絡|"
    r"生年|平成|昭和|令和|午前|午後|番号|議員|委員|地区|大字|携帯|自宅|日生|申請|届出|本人|様式"
)
_TITLE = re.compile(r"(様|さん|氏|殿|君)$")
_BETWEEN = re.compile(r"[ 、。,,.()・:/\t「」]+")
_WHOLE = re.compile(rf"[{_HAN}]{{2,4}}[{_HAN}ぁ-ゖァ-ヺ]{{1,3}}")
_ASIDE = frozenset({"phone", "address", "mail"})
"""Kinds that an office writes of itself as well."""
_ATTRIBUTES: Mapping[str, Kind] = {"address": "address", "phone": "phone", "birth": "birth"}


@dataclass(frozen=True)
class InText:
    """What running text gave. ``persons``: doubtful mentions; ``kinds``: kinds of what stands
    beside them, and of numbers that are personal information without a name."""

    persons: tuple[Person, ...]
    kinds: frozenset[str]


def people_in(text: str, by: Rules | None = None) -> Iterator[Person]:
    """Doubtful mentions in one paragraph; an office's contact line gives none."""
    yield from in_text([text], by or rules()).persons


def in_text(lines: Sequence[str], by: Rules) -> InText:
    """Doubtful mentions in the lines of a document, in order."""
    roles = [bool(by.citizen_roles.search(line)) for line in lines]
    shown = [
        number
        for number, line in enumerate(lines)
        if len(line) <= _LONGEST and (roles[number] or _CUE.search(line))
    ]
    found = dict(zip(shown, finds_in([lines[at] for at in shown], only=_cheap(by)), strict=True))
    kinds = {find.kind for finds in found.values() for find in finds if find.kind in by.numbers}
    reasons = dict(_reasons(lines, found, by))
    named = sorted(reasons.keys() | {at for at in shown if roles[at] and not _aside(lines[at], by)})
    if not named:
        return InText((), frozenset(kinds))
    persons: list[Person] = []
    for at, finds in zip(named, finds_in([lines[at] for at in named]), strict=True):
        beside = reasons.get(at, ())
        bare = by.citizen_roles.sub("、", plain(lines[at]))
        for name in names_of(bare, finds):
            if beside or _citizen(plain(lines[at]), name, by):
                persons.append(_person(name, beside))
                kinds |= {"name", *(one.kind for one in beside)}
    return InText(tuple(persons), frozenset(kinds))


def names_of(line: str, finds: Sequence[Find]) -> list[str]:
    """The names in a line that has a reason: as written where a pattern of lists and forms found
    them (names there stand without a sentence around them), else as the recogniser gives them."""
    formed = [_TITLE.sub("", found[1]).strip() for form in _FORMS for found in form.finditer(line)]
    tokens = [token for token in _BETWEEN.split(line) if _WHOLE.fullmatch(token)]
    known = _whole([*formed, *tokens])
    written = [name if name in known else _cut(name) for name in formed]
    written += [token for token in tokens if token in known]
    for find in finds:
        if find.kind == "name" and not any(name_key(one) in find.value for one in written):
            written.append(find.value)
    names = {name_key(name): name for name in written if _nameable(name, known)}
    return [name for key, name in names.items() if not any(key != o and key in o for o in names)]


def _whole(names: Sequence[str]) -> frozenset[str]:
    """Those that are a known surname with a known given name: 中村 is a name in spite of its 村."""
    known = full_names([common_form(name) for name in names])
    return frozenset(name for name, whole in zip(names, known, strict=True) if whole)


def _cut(name: str) -> str:
    """Without the label or office that a blank joined to it."""
    return name.partition(" ")[0] if _NOBODY.search(name) else name


def _nameable(name: str, known: frozenset[str]) -> bool:
    if len(name) < 2 or signs.sample_name(name):
        return False
    return name in known or not _NOBODY.search(name)


@cache
def _cheap(by: Rules) -> tuple[Recogniser, ...]:
    """The recognisers of reasons and numbers; those of names and places are not among them."""
    wanted = (by.with_name | by.numbers) - {"name", "place"}
    # what may be taken for one of them has to be there to win the place
    wanted |= {"corporate_number", "mail"}
    return tuple(one for one in recognisers() if one.kind in wanted)


def _reasons(
    lines: Sequence[str], found: Mapping[int, Sequence[Find]], by: Rules
) -> Iterator[tuple[int, tuple[Find, ...]]]:
    """The lines in which a name counts, each with what is found beside it."""
    private = {
        at: tuple(find for find in finds if find.kind in by.with_name)
        for at, finds in found.items()
    }
    for at, finds in private.items():
        if finds and not _of_office(lines[at], finds, by):
            yield at, finds
    for at in _above(lines, private):
        near = range(at, min(at + 1 + _REACH, len(lines)))
        own = takewhile(lambda n: not _of_office(lines[n], private.get(n, ()), by), near)
        beside = tuple(find for number in own for find in private.get(number, ()))
        if beside:
            yield at, beside


def _above(lines: Sequence[str], private: Mapping[int, Sequence[Find]]) -> list[int]:
    """Lines without anything private that may be the name above it: a label, or a name alone
    (how a mail is signed)."""
    above = {
        at
        for number, finds in private.items()
        if finds
        for at in range(max(0, number - _REACH), number)
        if not private.get(at) and len(lines[at]) <= _LONGEST
    }
    short = [at for at in above if len(lines[at]) <= _NAME_ALONE]
    known = full_names([common_form(lines[at]) for at in short])
    names = {at for at, whole in zip(short, known, strict=True) if whole}
    return sorted(at for at in above if at in names or _LABEL.search(lines[at]))


def _of_office(line: str, finds: Sequence[Find], by: Rules) -> bool:
    """Whether what was found is an office's telephone or place, or stands in an example."""
    if signs.example((plain(line),)):
        return True
    return all(find.kind in _ASIDE for find in finds) and bool(by.office.search(plain(line)))


def _aside(line: str, by: Rules) -> bool:
    text = plain(line)
    return signs.example((text,)) or bool(by.office.search(text))


def _citizen(line: str, name: str, by: Rules) -> bool:
    """Whether the word right before a name makes its holder a citizen."""
    before = line.partition(name)[0]
    return any(
        len(before) - match.end() <= _AFTER_ROLE for match in by.citizen_roles.finditer(before)
    )


def _person(name: str, beside: Sequence[Find]) -> Person:
    values: dict[Kind, str] = {}
    for one in beside:
        kind = _ATTRIBUTES.get(one.kind)
        if kind is not None:
            values.setdefault(kind, _KEY[kind](one.value) if kind in _KEY else one.value)
    return Person(name_key(name), LISTED, None, False, tuple(sorted(values.items())))


_KEY = {"address": address_key, "phone": phone_key}
