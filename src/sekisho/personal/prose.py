"""People in running text: names with a reason to count, such as a private address beside them.

Which reasons count, and what marks a line as an office's own, stands in ``rules.yaml``. The
recognisers that are cheap look at every line with a digit or an @; names, which cost most, are
looked for only where a reason was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from sekisho.personal import signs
from sekisho.personal.ascribed import (
    Named,
    adjoins,
    aged,
    ascribed,
    introduced,
    speaks_of_oneself,
    whole,
    without_reading,
)
from sekisho.personal.honoured import honoured, may_be_honoured, title_below, untitled
from sekisho.personal.kinds import Kind
from sekisho.personal.names.known import full_names, judged, likely_names
from sekisho.personal.names.vocabulary import KANJI_NAME, LABEL, NOBODY
from sekisho.personal.recognise import Find, Recogniser, finds_in, recognisers
from sekisho.personal.recognise.contract import reason
from sekisho.personal.records import TEXT, Person
from sekisho.personal.rules import Rules, rules
from sekisho.personal.spread import together
from sekisho.personal.writing import address_key, common_form, name_key, phone_key, plain

_CUE = re.compile(r"[\d@＠０-９〇一二三四五六七八九十]")
_LABEL = re.compile(rf"{LABEL}[ :]")
_ADDRESSEE = re.compile(r"[^各]{2,16}[ ]?[様殿]$")
_REACH = 3
"""Lines after a labelled name in which its address may stand (a form written as text)."""
_NAME_ALONE = 14
"""Characters of a line that is a name and nothing else."""
_LONGEST = 2_000
"""Characters of a line that are looked at; what is longer is no line that names a person."""
_AFTER_ROLE, _HAN = 4, signs.HAN
_FOREIGN = re.compile(r"[ァ-ヺー]{2,12}(?:[ ・=][ァ-ヺー]{1,12}){1,4}")
_WITH_BLANK = re.compile(rf"(?<![{_HAN}])([{_HAN}]{{1,4}} [{_HAN}ぁ-ゖァ-ヺー]{{1,5}})(?![{_HAN}])")
_SPREAD = re.compile(rf"(?<![{_HAN}]){signs.SPREAD}(?<!印)(?! ?(?![印氏様殿])[{_HAN}])")
_EXAMPLE = re.compile(r"[^ぁ-ん。]*(?:記入例|記載例|記入見本|見本|サンプル)[^ぁ-ん。]*")
_LIKE_A_PLACE = 0.5
_FORM = re.compile(r"(?:別記)?(?:第[\d一二三四五六七八九十]+号)?様式")
_TITLE, _LONGEST_EXAMPLE = 30, 60
_BETWEEN = re.compile(r"[ 、。,,.()・:/\t「」]+")
_WHOLE = re.compile(KANJI_NAME)
_AGE = re.compile(rf"[{_HAN}ぁ-ん][（( ]{{1,2}}[0-9０-９]{{1,3}}[歳才]")
"""An age right behind what may be a name."""
_ASIDE = frozenset({"phone", "address", "mail"})
"""Kinds that an office writes of itself as well."""
_ATTRIBUTES: Mapping[str, Kind] = {"address": "address", "phone": "phone", "birth": "birth"}


@dataclass(frozen=True)
class InText:
    """What running text gave. ``persons``: mentions, certain where what is private is surely
    theirs; ``kinds``: kinds of what stands beside them, and of numbers that are personal
    information without a name."""

    persons: tuple[Person, ...]
    kinds: frozenset[str]


def people_in(text: str, by: Rules | None = None) -> Iterator[Person]:
    """Mentions in one paragraph; an office's contact line gives none."""
    yield from in_text([text], by or rules()).persons


def in_text(lines: Sequence[str], by: Rules) -> InText:
    """Mentions in the lines of a document, in order."""
    shown_how = _examples(lines)
    lines = ["" if at in shown_how else line for at, line in enumerate(lines)]
    lines = [line + title_below(lines, at, by) for at, line in enumerate(lines)]
    roles = [bool(by.citizen_roles.search(line)) for line in lines]
    shown = [
        number
        for number, line in enumerate(lines)
        if len(line) <= _LONGEST and (roles[number] or _CUE.search(line))
    ]
    found = dict(zip(shown, finds_in([lines[at] for at in shown], only=_cheap(by)), strict=True))
    kinds = {find.kind for finds in found.values() for find in finds if find.kind in by.numbers}
    reasons = dict(_reasons(lines, found, by))
    named = sorted(reasons.keys() | {at for at in shown if roles[at] and not _aside(lines, at, by)})
    if not named:
        return InText((), frozenset(kinds))
    persons: list[Person] = []
    by_themselves: set[str] = set()
    for at, finds in zip(named, finds_in([lines[at] for at in named]), strict=True):
        line, beside = lines[at], reasons.get(at, ())
        names = names_in(line, finds)
        in_line = any(find.kind in by.with_name for find in found.get(at, ()))
        for name in names:
            if not (_counts(line, name, beside, by) or _citizen(line, name, by)):
                continue
            sure = ascribed(line, names, name, beside, in_line=in_line)
            sure = (sure or honoured(line, name, by)) and not _official(line, name, by)
            persons.append(_person(name.text, beside, certain=sure))
            kinds |= {"name", *(one.kind for one in beside)}
            if introduced(line, name):
                by_themselves.add(name_key(name.text))
    return InText(tuple(_once(persons, by_themselves)), frozenset(kinds))


def _once(persons: Sequence[Person], by_themselves: AbstractSet[str]) -> Iterator[Person]:
    """The mentions without a writer's surname (石黒です) when the whole name stands elsewhere."""
    keys = {one.key for one in persons}
    for one in persons:
        goes_on = any(key != one.key and key.startswith(one.key) for key in keys)
        if not (one.key in by_themselves and goes_on):
            yield one


def _examples(lines: Sequence[str]) -> set[int]:
    """Lines of a part that shows how to fill in a form: from its title (記入例 and no sentence) to
    the next form."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        title = plain(line)
        if len(title) <= _TITLE and _EXAMPLE.fullmatch(title):
            end = next(
                (n for n in range(at + 1, len(lines)) if _FORM.match(plain(lines[n]))), len(lines)
            )
            found.update(range(at, min(end, at + _LONGEST_EXAMPLE)))
    return found


def names_in(line: str, finds: Sequence[Find]) -> list[Named]:
    """The names in a line that has a reason: those of the recogniser, and what begins like a known
    surname and goes on like a given name (lists and forms name people without a sentence)."""
    flat = line.replace("\u3000", " ")
    written = [
        Named(line[find.start : find.end], find.start, find.end)
        for find in finds
        if find.kind == "name"
    ]
    if not written and _FOREIGN.fullmatch(flat.strip()):
        written.append(Named(flat.strip(), 0, len(line)))
    taken = {at for name in written for at in range(name.start, name.end)}
    taken |= {at for f in finds if f.kind != "name" for at in range(f.start, f.end)}
    free = "".join("\0" if at in taken else sign for at, sign in enumerate(flat))
    forms = [found.span() for found in _SPREAD.finditer(free)]
    forms += [found.span(1) for found in _WITH_BLANK.finditer(free)]
    forms += _tokens(flat, taken)
    likely = likely_names([common_form(together(line[start:end])) for start, end in forms])
    for (start, end), one in zip(forms, likely, strict=True):
        if one and taken.isdisjoint(range(start, end)):
            written.append(Named(line[start:end], start, end))
            taken.update(range(start, end))
    kept = [whole(line, untitled(name)) for name in written if _nameable(name.text)]
    begins = {name.start for name in kept}
    kept = [
        name
        for name in kept
        if not (line[name.end : name.end + 1] == "の" and name.end + 1 in begins)
    ]
    return list({name_key(name.text): name for name in kept}.values())


def _tokens(line: str, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Words between blanks and marks that have the length of a whole name."""
    at = 0
    for gap in [*_BETWEEN.finditer(line), None]:
        end = len(line) if gap is None else gap.start()
        if end - at > 2 and _WHOLE.fullmatch(line, at, end) and taken.isdisjoint(range(at, end)):
            yield at, end
        at = end if gap is None else gap.end()


def _nameable(name: str) -> bool:
    clean = plain(name)
    if len(clean) < 2 or signs.sample_name(clean):
        return False
    nobody = NOBODY.search(clean) or signs.body(clean)
    return not nobody or full_names([common_form(name)])[0]


def _counts(line: str, name: Named, beside: Sequence[Find], by: Rules) -> bool:
    """Whether a name counts for what stands beside it. An official in office (a post before or
    after the name) does only where it stands right at the name: what a speech says of a plot of
    land is not the speaker's address."""
    if aged(line, name) or (beside and line.endswith(("様", "殿"))):
        return True
    if honoured(line, name, by) and not _official(line, name, by):
        return True
    if not beside:
        return False
    return not _official(line, name, by) or any(adjoins(line, name, find) for find in beside)


def _official(line: str, name: Named, by: Rules) -> bool:
    before, after = line[max(0, name.start - 8) : name.start], line[name.end : name.end + 5]
    return bool(by.officials.search(plain(before + " " + after)))


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
    yield from (
        (at, private.get(at, ()))
        for at, line in enumerate(lines)
        if len(line) <= _LONGEST and by.honoured.search(line) and may_be_honoured(line)
    )
    for at, finds in private.items():
        if finds and not _of_office(lines[at], finds, by):
            yield at, finds
    for at in _above(lines, private):
        near = range(at, min(at + 1 + _REACH, len(lines)))
        if any(signs.example((plain(lines[number]),)) for number in near):
            continue
        own = takewhile(lambda n: not _of_office(lines[n], private.get(n, ()), by), near)
        beside = tuple(find for number in own for find in private.get(number, ()))
        if beside:
            yield at, beside
    yield from _addressees(lines, private)
    yield from ((at, ()) for at in private if _AGE.search(lines[at]))


def _above(lines: Sequence[str], private: Mapping[int, Sequence[Find]]) -> list[int]:
    """Lines without anything private that may be the name above it: a label, a name alone (how a
    mail is signed), or who writes."""
    above = {
        at
        for number, finds in private.items()
        if finds
        for at in range(max(0, number - _REACH), number)
        if not private.get(at) and len(lines[at]) <= _LONGEST
    }
    short = [at for at in above if len(without_reading(plain(lines[at]))) <= _NAME_ALONE]
    alone = [without_reading(plain(lines[at])) for at in short]
    known = likely_names([common_form(text) for text in alone])
    names = {
        at
        for at, text, likely in zip(short, alone, known, strict=True)
        if likely or _FOREIGN.fullmatch(text)
    }
    return sorted(
        at
        for at in above
        if at in names or _LABEL.search(plain(lines[at])) or speaks_of_oneself(lines[at])
    )


def _addressees(
    lines: Sequence[str], private: Mapping[int, Sequence[Find]]
) -> Iterator[tuple[int, tuple[Find, ...]]]:
    """Lines that only name who is written to, below the address."""
    for at, line in enumerate(lines):
        if line.endswith(("様", "殿")) and _ADDRESSEE.fullmatch(plain(line)):
            for above in (at - 1, at - 2):
                if above >= 0 and signs.address_like(lines[above]):
                    found = tuple(one for one in private.get(above, ()) if one.kind == "address")
                    yield at, found or (_whole_line(lines[above]),)
                    break


def _whole_line(line: str) -> Find:
    """A line that reads like a place above who is written to, as an address."""
    return Find("address", 0, len(line), plain(line), _LIKE_A_PLACE, reason("address", "local"))


def _of_office(line: str, finds: Sequence[Find], by: Rules) -> bool:
    """Whether what was found is an office's telephone or place, or stands in an example."""
    if signs.example((plain(line),)):
        return True
    return all(find.kind in _ASIDE for find in finds) and bool(by.office.search(plain(line)))


def _aside(lines: Sequence[str], at: int, by: Rules) -> bool:
    """Whether a line is an office's, or it or one below it is an example."""
    if by.office.search(plain(lines[at])):
        return True
    return any(signs.example((plain(line),)) for line in lines[at : at + 1 + _REACH])


def _citizen(line: str, name: Named, by: Rules) -> bool:
    """Whether the word right before what may be a name makes its holder a citizen."""
    known = judged([common_form(name.text)])
    if not (known.likely[0] or known.surname[0] or signs.foreign(name.text)):
        return False
    before = plain(line[: name.start])
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
