"""Names of people: learned from sentences, labelled, under a heading, honoured, or listed.

Written in kanji, kana, old forms (髙, 﨑, 邉), katakana or Latin letters; 戸籍法第50条 and
戸籍法施行規則第60条 say which characters a given name may have. The model behind ``learned`` comes
from the ner-wikipedia-dataset (its kind 人名), the lists behind ``listed`` from SudachiDict; their
notices lie in ``personal/names``. The words around names are those of ``names/vocabulary.py``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from sekisho.personal.names.known import full_names, judged
from sekisho.personal.names.vocabulary import (
    AFTER_NAME,
    KIN,
    NOBODY,
    TITLE,
)
from sekisho.personal.recognise import name_forms
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.enumerated import among, by_place, dated, numbered
from sekisho.personal.recognise.families import families_behind, of_one_surname
from sekisho.personal.recognise.halves import (
    NEVER,
    given_last,
    half_known,
    surname_first,
    without_place,
)
from sekisho.personal.recognise.headed import headed, over_other
from sekisho.personal.recognise.learned import names_in
from sekisho.personal.recognise.placed import placed
from sekisho.personal.recognise.segments import segments, with_given, with_surname
from sekisho.personal.recognise.standing import standing
from sekisho.personal.recognise.told_kin import at_home, everywhere, told_kin
from sekisho.personal.signs import HAN, body, sample_name
from sekisho.personal.writing import common_form, name_key

_KANJI_AFTER = re.compile(rf".[{HAN}]")
_HAMLET = re.compile(r"区|.(?:に(?:お?住|在住|あ[るり])|在住|地区|集落|区[長の])")
"""The last sign of what names a hamlet, and what follows (谷口に住む, 宮本区長)."""
_TITLE = re.compile(rf" ?{TITLE}| ?さま")
_TITLE_BEHIND = re.compile(r"(?:さ[んま]|様|氏|くん|ちゃん)$")
_CUT_OFF = re.compile(rf"(?<=[{HAN}]{{3}})([{HAN}])(?:さん|様|氏|くん|ちゃん)(?![々名子])")
"""The last sign of a given name that is a word as well (佳人さん), before its title."""
_KIN = re.compile(KIN)
_OF_KIN = re.compile(rf"の(?:{KIN}|母親|父親|両親|保護者)")
_KIN_BEFORE = re.compile(rf"(?<![{HAN}]){KIN} $")
_KIN_REACH = 5
"""Characters of a word for kin and its blank."""
_TITLED = re.compile(r"(?<=..)(?:さん|様|氏|殿)")
_MAY_BE_TITLED = re.compile("[様さ氏殿君くち印㊞拝]")
_TWO = 2
_HALF = 0.82
"""Score of a name with a title of which one half is known."""


def _find(block: Block) -> Iterator[Find]:
    learned = [
        _without_kin(block.text, *place)
        for place in names_in(block, "PER")
        if not _HAMLET.match(block.text, place[1] - 1)
    ]
    for start, end in learned:
        kin = _kin_before(block.text[start:end])
        title = _TITLE_BEHIND.search(block.text, start + 2, end)
        cut = _CUT_OFF.match(block.text, end)
        last = cut.end(1) if cut else title.start() if title else end
        yield _name(start + kin, last, "learned", 0.8)
    for start, end in (*with_given(block, learned), *with_surname(block, learned)):
        yield _name(start, end, "learned", 0.82)
    yield from _labelled(block)
    for start, end in headed(block):
        yield _name(start, end, "headed", 0.87)
    for found in block.matches(name_forms.MISTER, name_forms.MISTER_SIGN):
        yield _name(*found.span(found.lastindex or 1), "honoured", 0.7)
    yield from _spread(block)
    starts = [start for start, _ in learned]
    at_numbers = _likely(block, numbered(block), "listed", 0.6)
    honoured = list(_honoured(block))
    told = [*honoured, *_again(block, honoured), *_beside(block), *at_numbers, *_standing(block)]
    for find in told:
        at = bisect_right(starts, find.start) - 1
        # what was learned knows the sentence: a rule counts where it sees more of the name
        if at < 0 or find.end > learned[at][1]:
            yield find


def _without_kin(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a name without whose parent is spoken of (黒川空の母)."""
    kin = _OF_KIN.search(text, start + _TWO, end)
    return start, kin.start() if kin and kin.end() == end else end


def _labelled(block: Block) -> Iterator[Find]:
    found_ones = list(block.matches(name_forms.LABELLED, name_forms.LABEL_SIGN))
    cells = block.cells_at([found.start(1) for found in found_ones])
    matches = [
        (found.start(1), _trimmed(found[1]))
        for found, cell in zip(found_ones, cells, strict=True)
        if not over_other(cell)
    ]
    known = full_names([block.common[start : start + len(name)] for start, name in matches])
    for (start, name), whole in zip(matches, known, strict=True):
        nobody = NOBODY.search(name.replace(" ", "")) or sample_name(name) or body(name)
        if (whole and not sample_name(name)) or (len(name) > 1 and not nobody):
            yield _name(start, start + len(name), "labelled", 0.85)


def _trimmed(name: str) -> str:
    """Without a title and what goes on after it, a seal, and the next label."""
    if _MAY_BE_TITLED.search(name):
        name = AFTER_NAME.sub("", _TITLED.split(name, maxsplit=1)[0])
    whose, of, what = name.partition("の")
    own = common_form(whose)
    parent = bool(of) and bool(_KIN.fullmatch(what)) and (" " in whose or surname_first([own])[0])
    if of and (parent or full_names([own])[0]):
        return whose  # 石黒明の件, 石黒 颯の母
    left, blank, right = name.partition(" ")
    return left if blank and len(left) > 1 and NOBODY.search(right) else name


def _honoured(block: Block) -> Iterator[Find]:
    """A title follows, and the word before it is known as a name."""
    matches = _no_word(block, block.matches(name_forms.HONOURED, name_forms.TITLE_SIGN))
    names = [block.common[slice(*found.span(1))] for found in matches]
    known = judged(names)
    halves = half_known(names, honoured=True)
    halves = [one or other for one, other in zip(halves, given_last(names), strict=True)]
    for found, whole, family, like, half in zip(
        matches, known.full, known.surname, known.likely, halves, strict=True
    ):
        foreign = half or "ァ" <= found[1][0] <= "ヺ"
        fits = whole or ((family or foreign or like) and not NOBODY.search(found[1]))
        if fits and not sample_name(found[1]):
            score = 0.86 if whole else _HALF if like or half else 0.7
            yield _name(*found.span(1), "honoured", score)


def _again(block: Block, honoured: Sequence[Find]) -> Iterator[Find]:
    """Names of which a title tells one half (本間 一華さん), wherever else they stand."""
    half = {
        (block.text_at(one.start), block.text[one.start : one.end])
        for one in honoured
        if " " in block.text[one.start : one.end] and one.score == _HALF
    }
    for text, name in sorted(half):
        for start, end in everywhere(block, text, name):
            yield _name(start, end, "honoured", _HALF)


def _no_word(block: Block, found_ones: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Those whose last sign is no word or surname together with what follows (仕様, 本殿, 後方,
    新町の三宅), unless they are whole names (青木 源三様)."""
    matches = list(found_ones)
    joined = [_KANJI_AFTER.match(found.string, found.end(1) - 1) for found in matches]
    facts = judged([found[0] if found else "" for found in joined])
    known = [word or surname for word, surname in zip(facts.word, facts.surname, strict=True)]
    doubtful = [one for one, word in zip(matches, known, strict=True) if word]
    whole = full_names([block.common[slice(*found.span(1))] for found in doubtful])
    kept = {one.start() for one, name in zip(doubtful, whole, strict=True) if name}
    return [
        one for one, word in zip(matches, known, strict=True) if not word or one.start() in kept
    ]


def _kin_before(name: str) -> int:
    """Characters of a word for kin with which a whole name begins (妻藤岡久子)."""
    kin = _KIN.match(name)
    if kin is None:
        return 0
    rest = judged([common_form(name), common_form(name[kin.end() :].strip())])
    if rest.full[0] or rest.surname[0]:
        return 0
    return kin.end() if rest.full[1] or rest.surname[1] else 0


def _before_names(block: Block) -> list[re.Match[str]]:
    """Words for kin and posts with the name behind them, where both are not one name (姉崎哲郎)."""
    front = list(block.begun(name_forms.IN_FRONT, name_forms.FRONT_BEGIN))
    whole = full_names([block.common[slice(*one.span())] for one in front])
    return [one for one, name in zip(front, whole, strict=True) if not name]


def _beside(block: Block) -> Iterator[Find]:
    """Kin or a post stands before: 妻今泉 李緒, 総務課長 石黒 明."""
    front = _before_names(block)
    for kin in (False, True):  # so does a word for kin, not a post
        own = [one for one in front if bool(name_forms.KIN_IN_FRONT.match(one[0])) is kin]
        yield from _likely(block, own, "after_word", 0.83, honoured=kin)
    ending = [one for one in front if name_forms.ENDS_LINE.match(block.text, one.end(1))]
    yield from _likely(block, ending, "after_word", 0.83, called=_TWO, last=True)
    yield from _likely(
        block, block.matches(name_forms.WHO, name_forms.WHO_SIGN), "after_word", 0.83, called=1
    )
    put = block.matches(name_forms.PUT_FORWARD, name_forms.PUT_SIGN)
    yield from _likely(block, put, "after_word", 0.83, honoured=True)
    opened = block.matches(name_forms.IN_BRACKETS, name_forms.OPENS)
    yield from _likely(block, opened, "after_word", 0.83, honoured=True)
    said = _no_word(block, block.matches(name_forms.SAID, name_forms.SAID_SIGN))
    for aged in (False, True):  # an age tells a given name from a word
        own = [one for one in said if bool(name_forms.AGED.match(block.text, one.end(1))) is aged]
        yield from _likely(block, own, "honoured", 0.83, called=_TWO, honoured=aged)
    for start, end in (*among(block), *dated(block), *by_place(block)):
        yield _name(start, end, "listed", 0.6)
    for start, end in placed(block):
        yield _name(start, end, "after_word", 0.83)
    for start, end in (*families_behind(block), *of_one_surname(block), *told_kin(block)):
        yield _name(start, end, "listed", 0.83)
    for start, end in at_home(block):
        yield _name(start, end, "after_word", 0.6)
    given = list(block.matches(name_forms.GIVEN, name_forms.KIN_SIGN))
    for found, known_one in zip(given, judged([one[1] for one in given]).given, strict=True):
        if known_one:
            yield _name(*found.span(1), "after_word", 0.6)


def _spread(block: Block) -> Iterator[Find]:
    """Names set wide, as forms are filled in; between labels they are surer than their halves."""
    matches = [
        found
        for found in block.matches(name_forms.SPREAD, name_forms.SPREAD_SIGN)
        if _TITLE.match(block.text, found.end(1))
        or _KIN_BEFORE.search(block.text, max(0, found.start(1) - _KIN_REACH), found.start(1))
        or not over_other(block.cell_at(found.start(1)))
    ]
    names = ["".join(block.common[slice(*found.span(1))].split(" ")) for found in matches]
    known = judged(names)
    for found, name, whole, like in zip(matches, names, known.full, known.likely, strict=True):
        fits = whole or (like and not NOBODY.search(name) and not body(name))
        if fits and not sample_name(name):
            yield _name(*found.span(1), "listed", 0.88 if whole else 0.86)


def _likely(
    block: Block,
    found_ones: Iterable[re.Match[str]],
    ground: str,
    score: float,
    *,
    called: int = NEVER,
    honoured: bool = False,
    last: bool = False,
) -> Iterator[Find]:
    spans = [(found.start(1), _trimmed(found[1])) for found in found_ones]
    before = without_place([common_form(name) for _, name in spans])
    spans = [(start + at, name[at:]) for (start, name), at in zip(spans, before, strict=True)]
    names = [block.common[start : start + len(name)] for start, name in spans]
    known = judged(names)
    halves = half_known(names, honoured=honoured, called=called)
    if honoured:
        halves = [one or other for one, other in zip(halves, surname_first(names), strict=True)]
    if last:
        halves = [one or other for one, other in zip(halves, given_last(names), strict=True)]
    apart = "・ " if called < _TWO else "・"
    for (start, name), whole, like, half in zip(
        spans, known.full, known.likely, halves, strict=True
    ):
        foreign = half or ("ァ" <= name[0] <= "ヺ" and any(sign in name for sign in apart))
        fits = whole or ((like or foreign) and not NOBODY.search(name) and not body(name))
        if fits and not (sample_name(name) or _kin_before(name)):
            yield _name(start, start + len(name), ground, score)


def _standing(block: Block) -> Iterator[Find]:
    """Names that are a whole line or cell, or stand apart in a line beside a number."""
    for start, end, score in standing(block):
        yield _name(start, end, "listed", score)
    for start, end in segments(block):
        yield _name(start, end, "listed", 0.6)


def _name(start: int, end: int, ground: str, score: float) -> Find:
    return Find("name", start, end, "", score, reason("name", ground))


RECOGNISER = Recogniser(
    "name",
    "戸籍法第50条, 戸籍法施行規則第60条; ner-wikipedia-dataset (人名)",
    ("learned", "labelled", "headed", "honoured", "after_word", "listed"),
    _find,
    claim=2,
    key=name_key,
)
