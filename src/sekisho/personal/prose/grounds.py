"""The lines of running text in which a name may count, each with what is found beside it.

Which lines only show how to fill in a form, which are an office's own, and where the name stands
that an address, a telephone or a birth date belongs to: in its line, above it (a label, a name
alone, who writes), or below it (who is written to; how a letter is signed).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile

from sekisho.personal import signs
from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import likely_names
from sekisho.personal.names.vocabulary import HIRAGANA_NAME, LABEL
from sekisho.personal.prose.ascribed import mobile, speaks_of_oneself, without_reading
from sekisho.personal.prose.honoured import may_be_honoured
from sekisho.personal.recognise import Find, Recogniser, recognisers
from sekisho.personal.recognise.contract import reason
from sekisho.personal.recognise.halves import ALONE, half_known, without_place
from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form, plain

_LABEL = re.compile(rf"{LABEL}[ :]")
_ADDRESSEE = re.compile(r"[^各]{2,16}[ ]?[様殿]$")
_REACH = 3
"""Lines after a labelled name in which its address may stand (a form written as text)."""
_WORDS = 5
_SEAL = re.compile(r" ?(?:[印㊞]|\(印\))$")
_NAME_ALONE = 14
"""Characters of a line that is a name and nothing else."""
CUE = re.compile(r"[\d@＠０-９〇一二三四五六七八九十]")
"""One of these stands in every line with anything private but a name."""
LONGEST = 2_000
"""Characters of a line that are looked at; what is longer is no line that names a person."""
FOREIGN = re.compile(rf"[ァ-ヺー]{{2,12}}(?:[ ・=][ァ-ヺー]{{1,12}}){{1,4}}|{HIRAGANA_NAME}")
_EXAMPLE = re.compile(r"[^ぁ-ん。]*(?:記入例|記載例|記入見本|見本|サンプル)[^ぁ-ん。]*")
_LIKE_A_PLACE = 0.5
_KANA, _HAN = re.compile(r"[ぁ-ゖァ-ヺー]{1,8} [ぁ-ゖァ-ヺー]{1,8}"), re.compile(rf"[{HAN}]")
_FORM = re.compile(r"(?:別記)?(?:第[\d一二三四五六七八九十]+号)?様式")
_TITLE, _LONGEST_EXAMPLE = 30, 60
_AGE = re.compile(
    rf"[{HAN}ぁ-んァ-ヺ](?:[（( ]{{1,2}}|[（(](?:[^（）(),，、・\d]{{1,8}}[、，・,]){{1,2}})"
    r"[0-9０-９一二三四五六七八九十百]{1,5}[歳才]|"
    r"(?:さん|氏|くん|ちゃん)[（(][0-9０-９]{1,3}[)）]"
)
"""An age right behind what may be a name."""
_LOOKED_AFTER = re.compile(r"担当")
_ASIDE = frozenset({"phone", "address", "mail"})
"""Kinds that an office writes of itself as well."""


@cache
def cheap(by: Rules) -> tuple[Recogniser, ...]:
    """The recognisers of reasons and numbers; those of names and places are not among them."""
    wanted = (by.with_name | by.numbers) - {"name", "place"}
    # what may be taken for one of them has to be there to win the place
    wanted |= {"corporate_number", "mail"}
    return tuple(one for one in recognisers() if one.kind in wanted)


def examples(lines: Sequence[str]) -> set[int]:
    """Lines of a part that shows how to fill in a form: from its title (記入例 and no sentence) to
    the next form."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        title = plain(line)
        if len(title) <= _TITLE and _EXAMPLE.fullmatch(title):
            end = next((n for n in range(at + 1, len(lines)) if _begins(lines[n])), len(lines))
            found.update(range(at, min(end, at + _LONGEST_EXAMPLE)))
    return found


def _begins(line: str) -> bool:
    """Whether a form begins, or the place where one is to be filled in."""
    return bool(_FORM.match(plain(line))) or signs.to_fill_in(line)


def reasons(
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
        if len(line) <= LONGEST and by.honoured.search(line) and may_be_honoured(line)
    )
    for at, finds in private.items():
        if finds and not of_office(lines[at], finds, by):
            yield at, finds
    for at in _above(lines, private):
        near = range(at, min(at + 1 + _REACH, len(lines)))
        if any(signs.example((plain(lines[number]),)) for number in near):
            continue
        own = takewhile(lambda n: not of_office(lines[n], private.get(n, ()), by), near)
        beside = tuple(find for number in own for find in private.get(number, ()))
        if beside:
            yield at, beside
    yield from _below(lines, private, by)
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
        if not private.get(at) and len(lines[at]) <= LONGEST
    }
    short = sorted(above)
    written = [_last_words(lines[at]) for at in short]
    common = [common_form(plain(text)) for text in written]
    rare, alone = half_known(common, honoured=True), half_known(common, called=ALONE)
    names = {
        at
        for at, one, half, own in zip(short, _alone(written), rare, alone, strict=True)
        if one or own or (half and any(map(mobile, private.get(at + 1, ()))))
    }
    return sorted(
        at
        for at in above
        if at in names or _LABEL.search(plain(lines[at])) or speaks_of_oneself(lines[at])
    )


def _alone(lines: Sequence[str]) -> list[bool]:
    """Which lines are a name and nothing else, the place of the seal apart."""
    texts = [_SEAL.sub("", without_reading(plain(together(line)))) for line in lines]
    known = likely_names([common_form(text) for text in texts])
    return [
        len(text) <= _NAME_ALONE and bool(likely or FOREIGN.fullmatch(text))
        for text, likely in zip(texts, known, strict=True)
    ]


def is_reading(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the reading of the name alone in the line above or below it."""
    if not _KANA.fullmatch(plain(lines[at])):
        return False
    near = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
    return any(_alone([line for line in near if _HAN.search(line)]))


def _last_words(line: str) -> str:
    """The last two words of a short line, or the last of two, where the name stands behind a place
    or a post."""
    text = without_reading(plain(line))
    words = text.split(" ")
    if len(words) == 2 and (own := without_place([common_form(text)])[0]):
        return text[own:]
    return " ".join(words[-2:]) if 2 < len(words) <= _WORDS and "。" not in line else line


def _below(
    lines: Sequence[str], private: Mapping[int, Sequence[Find]], by: Rules
) -> Iterator[tuple[int, tuple[Find, ...]]]:
    """Lines that are a name alone right below an address: how most letters are signed."""
    below = [
        (at + 1, tuple(find for find in finds if find.kind == "address"))
        for at, finds in private.items()
        if at + 1 < len(lines)
        and any(find.kind == "address" for find in finds)
        and not of_office(lines[at], finds, by)
        and not private.get(at + 1)
    ]
    texts = [lines[at] for at, _ in below]
    rare = half_known([common_form(plain(text)) for text in texts], called=ALONE)
    for (at, finds), name, one in zip(below, _alone(texts), rare, strict=True):
        if name or one:
            yield at, finds


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


def of_office(line: str, finds: Sequence[Find], by: Rules) -> bool:
    """Whether what was found is an office's telephone or place, or stands in an example."""
    if signs.example((plain(line),)):
        return True
    return all(find.kind in _ASIDE for find in finds) and _offices(plain(line), by)


def _offices(text: str, by: Rules) -> bool:
    """Whether words of an office stand in a line, those aside that say what part of the town
    somebody looks after (下町担当 民生委員)."""
    return bool(
        by.office.search(_LOOKED_AFTER.sub("", text) if by.neighbours.search(text) else text)
    )


def aside(lines: Sequence[str], at: int, by: Rules) -> bool:
    """Whether a line is an office's, or it or one below it is an example."""
    if _offices(plain(lines[at]), by):
        return True
    return any(signs.example((plain(line),)) for line in lines[at : at + 1 + _REACH])
