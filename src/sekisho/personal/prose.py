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

from sekisho.personal import signs
from sekisho.personal.ascribed import (
    Named,
    adjoins,
    aged,
    ascribed,
    introduced,
    names_alone,
    whole,
)
from sekisho.personal.genre import published
from sekisho.personal.grounds import FOREIGN, LONGEST, aside, examples, is_reading, reasons
from sekisho.personal.honoured import honoured, surely_whole, title_below, untitled
from sekisho.personal.kinds import Kind
from sekisho.personal.letters import (
    akin,
    below_labels,
    ends_with,
    heads_club,
    labelled,
    may_be_labelled,
    signatures,
)
from sekisho.personal.names.known import full_names, judged, likely_names
from sekisho.personal.names.vocabulary import KANJI_NAME, NOBODY
from sekisho.personal.recognise import Find, Recogniser, finds_in, recognisers
from sekisho.personal.records import TEXT, Person
from sekisho.personal.relatives import by_given_name
from sekisho.personal.rules import Rules, rules
from sekisho.personal.said import SPOKEN_OF, may_be_said, said
from sekisho.personal.senders import of_firms, senders, signs_for_firm
from sekisho.personal.spread import together
from sekisho.personal.writing import address_key, common_form, name_key, phone_key, plain

_CUE = re.compile(r"[\d@＠０-９〇一二三四五六七八九十]")
_AFTER_ROLE, _HAN = 4, signs.HAN
_WITH_BLANK = re.compile(
    rf"(?<![{_HAN}])(?=([{_HAN}]{{1,4}} [{_HAN}ぁ-ゖァ-ヺー]{{1,5}})(?![{_HAN}]))"
)
"""Two words that may be surname and given name; the second may begin the next pair."""
_SPREAD = re.compile(rf"(?<![{_HAN}]){signs.SPREAD}(?<!印)(?! ?(?![印氏様殿])[{_HAN}])")
_BETWEEN = re.compile(r"[ 、。,,.()・:/\t「」]+")
_WHOLE = re.compile(KANJI_NAME)
_PAPER = re.compile(r"[状書票届願証簿]$")
"""How the title of a paper ends, set wide (委 任 状)."""
_PART = re.compile(
    r"(?:申[立出請込]|届出|請求|相談|通報|通告|代理|保証|相続|名義|世話|紹介|譲[渡受]|依頼|[受委]任|所有|使用|"
    r"管理|占有|被.{1,4})[者人]"
)
"""Words for parts of somebody that read like a name (申 and 立人 are known)."""
_AT_WORK = re.compile(r"(?:([町市村]長|知事)|現場代理人|技術者|技能者|監督員)[: ]*$")
_NOT_OF_WORK = {True: {"birth", "phone"}, False: {"birth"}}
"""Beside whose name a place is the town hall (町長), or a telephone that of a site."""
_ACCOUNT = re.compile(r"名義|口座|振込|預金|貯金")
_OF = re.compile(rf"[{_HAN}]の[{_HAN}]")
"""Somebody of a place (川端の美穂), or something of something."""
_ADDRESSED = re.compile(rf"({KANJI_NAME}) ?[様殿]")
"""A line that only says who is written to."""
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
    writes stands there alone."""

    line: str
    beside: Sequence[Find]
    in_line: bool
    public: bool
    signed: bool


def people_in(text: str, by: Rules | None = None) -> Iterator[Person]:
    """Mentions in one paragraph; an office's contact line gives none."""
    by = by or rules()
    yield from in_text([text], by, public=published([text], by)).persons


def in_text(lines: Sequence[str], by: Rules, *, public: bool) -> InText:
    """Mentions in the lines of a document, in order. ``public``: everybody may read it."""
    shown_how = examples(lines)
    lines = ["" if at in shown_how else line for at, line in enumerate(lines)]
    lines = [line + title_below(lines, at, by) for at, line in enumerate(lines)]
    roles = [_may_be_called(line, by) for line in lines]
    shown = [
        number
        for number, line in enumerate(lines)
        if len(line) <= LONGEST and (roles[number] or _CUE.search(line))
    ]
    found = dict(zip(shown, finds_in([lines[at] for at in shown], only=_cheap(by)), strict=True))
    kinds = {find.kind for finds in found.values() for find in finds if find.kind in by.numbers}
    grounds = dict(reasons(lines, found, by))
    signed = frozenset() if public else _signed(lines, by)
    called = {at for at in shown if roles[at] and not aside(lines, at, by)}
    named = sorted(grounds.keys() | signed | (set() if public else called))
    if not named:
        return InText((), frozenset(kinds))
    persons: list[Person] = []
    whole_ones: list[tuple[int, str]] = []
    by_themselves: set[str] = set()
    firms = of_firms(lines)
    for at, finds in zip(named, finds_in([lines[at] for at in named]), strict=True):
        in_line = any(find.kind in by.with_name for find in found.get(at, ()))
        around = Around(lines[at], grounds.get(at, ()), in_line, public, at in signed)
        names = [] if is_reading(lines, at) else names_in(around.line, finds)
        for name in names:
            sure = _counts(around, names, name, by)
            if sure is None or _for_firm(lines, at, name, firms) or _of_account(around, name, persons):
                continue
            whole_ones.append((at, name.text))
            persons.append(_person(name.text, around.beside, certain=sure))
            kinds |= {"name", *(one.kind for one in around.beside)}
            if introduced(around.line, name):
                by_themselves.add(name_key(name.text))
    persons += _relatives(lines, whole_ones) if not public else ()
    return InText(tuple(_once(persons, by_themselves)), frozenset(kinds))


def _relatives(lines: Sequence[str], whole_ones: Sequence[tuple[int, str]]) -> Iterator[Person]:
    for name in by_given_name(lines, whole_ones):
        yield _person(name, (), certain=True)


def _of_account(around: Around, name: Named, before: Sequence[Person]) -> bool:
    """Whether a name in kana is the reading of who holds an account, and somebody is named
    ``before``."""
    held = _ACCOUNT.search(plain(around.line[: name.start]))
    return bool(before and held and signs.kana(plain(name.text)))


def _may_be_called(line: str, by: Rules) -> bool:
    return bool(by.citizen_roles.search(line)) or may_be_labelled(line) or may_be_said(line)


def _signed(lines: Sequence[str], by: Rules) -> frozenset[int]:
    """The lines that only name who writes, who fills in a form, who sends a mail."""
    heads = (at for at, _, _ in senders(lines, by))
    return frozenset([*signatures(lines, by), *below_labels(lines), *heads])


def _for_firm(lines: Sequence[str], at: int, name: Named, firms: AbstractSet[str]) -> bool:
    """Whether a name is that of somebody who writes for a firm."""
    if any(plain(name.text).startswith(surname) for surname in firms):
        return True
    return names_alone(lines[at], name) and signs_for_firm(lines, at)


def _once(persons: Sequence[Person], by_themselves: AbstractSet[str]) -> Iterator[Person]:
    """The mentions without a writer's surname (石黒です) when the whole name stands elsewhere."""
    keys = {one.key for one in persons}
    for one in persons:
        goes_on = any(key != one.key and key.startswith(one.key) for key in keys)
        if not (one.key in by_themselves and goes_on):
            yield one


def names_in(line: str, finds: Sequence[Find]) -> list[Named]:
    """The names in a line that has a reason: those of the recogniser, and what begins like a known
    surname and goes on like a given name (lists and forms name people without a sentence)."""
    flat = line.replace("\u3000", " ")
    written = [
        Named(line[find.start : find.end], find.start, find.end)
        for find in finds
        if find.kind == "name"
    ]
    if not written and FOREIGN.fullmatch(flat.strip()):
        written.append(Named(flat.strip(), 0, len(line)))
    taken = {at for name in written for at in range(name.start, name.end)}
    taken |= {at for f in finds if f.kind != "name" for at in range(f.start, f.end)}
    free = "".join("\0" if at in taken else sign for at, sign in enumerate(flat))
    forms = [found.span() for found in _SPREAD.finditer(free)]
    forms += [found.span(1) for found in _WITH_BLANK.finditer(free)]
    forms += _tokens(flat, taken)
    known = judged([common_form(together(line[start:end])) for start, end in forms])
    # a whole name first: in 新町 篠塚 政宏 the first two words may be one as well
    likely = [*zip(forms, known.full, strict=True), *zip(forms, known.likely, strict=True)]
    for (start, end), one in likely:
        if one and taken.isdisjoint(range(start, end)):
            written.append(Named(line[start:end], start, end))
            taken.update(range(start, end))
    addressed = _ADDRESSED.fullmatch(flat.strip())
    if addressed and likely_names([common_form(addressed[1])])[0]:
        start = line.index(addressed[1].partition(" ")[0])
        written = [Named(line[start : start + len(addressed[1])], start, start + len(addressed[1]))]
    kept = [whole(line, untitled(name)) for name in written if _nameable(name.text)]
    whole_ones = full_names([common_form(name.text) for name in kept])
    kept = [
        name for name, one in zip(kept, whole_ones, strict=True) if one or not _OF.search(name.text)
    ]
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
    if len(clean) < 2 or signs.sample_name(clean) or signs.relation(clean):
        return False
    if signs.relation(clean.partition(" ")[2]) or _PART.fullmatch(clean):
        return False  # 続き柄 長男, 申立人
    nobody = NOBODY.search(clean) or signs.body(clean) or _PAPER.search(clean)
    return not nobody or full_names([common_form(name)])[0]


def _counts(around: Around, names: Sequence[Named], name: Named, by: Rules) -> bool | None:
    """Whether a name is certain, or None where it does not count."""
    line, beside = around.line, around.beside
    citizen = not around.public and _citizen(line, names, name, by)
    if _official(line, name, by):
        return _in_office(around, name, by, citizen=citizen)
    if line[name.end :].startswith("の方"):
        return None  # where they come from: (前田の方)
    if around.signed or (not around.public and _called(line, name, by)):
        return True
    if citizen and surely_whole(name) and not SPOKEN_OF.match(line, name.end):
        return True
    if aged(line, name) or citizen or beside:
        sure = ascribed(line, names, name, beside, in_line=around.in_line)
        return sure or (not around.in_line and bool(beside) and ends_with(line, name, by))
    return None


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
    if around.in_line:
        own = any(adjoins(line, name, find) for find in beside)
    else:
        own = bool(beside) and names_alone(line, name)
    return False if own or citizen or aged(line, name) else None


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
