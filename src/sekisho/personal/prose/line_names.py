"""The names that a line of text holds: those of the recogniser, and what stands there like one
(lists and forms name people without a sentence)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import full_names, judged, likely_names
from sekisho.personal.names.vocabulary import KANJI_NAME, KIN, NOBODY
from sekisho.personal.prose.ascribed import Named, mobile, whole
from sekisho.personal.prose.grounds import FOREIGN
from sekisho.personal.prose.honoured import untitled
from sekisho.personal.recognise import Find
from sekisho.personal.recognise.halves import ALONE, given_last, half_known
from sekisho.personal.recognise.placed import may_be_rare
from sekisho.personal.writing import common_form, name_key, plain

_HAN = signs.HAN
_WITH_BLANK = re.compile(
    rf"(?<![{_HAN}])(?=([{_HAN}]{{1,4}} [{_HAN}ぁ-ゖァ-ヺー]{{1,5}})(?![{_HAN}]))"
)
"""Two words that may be surname and given name; the second may begin the next pair."""
_BEFORE_KANA = re.compile(
    rf"(?<![{_HAN}])(?<![{_HAN}] )([{_HAN}]{{1,4}} (?:[{_HAN}]{{1,3}}(?=[ぁ-ゖ宅方])|"
    rf"[ぁ-ゖ]{{2,4}}(?=[{_HAN}])|[ァ-ヺー]{{2,4}}(?=[{_HAN}])))"
)
"""The same before a particle (青木 実あて), or where it stands (青木 とみ宅)."""
_SPREAD = re.compile(rf"(?<![{_HAN}]){signs.SPREAD}(?<!印)(?! ?(?![印氏様殿])[{_HAN}])")
_BETWEEN = re.compile(r"[ 、。,.()・:/\t「」，．（）：／]+")
_WHOLE = re.compile(KANJI_NAME)
_KIN_FIRST = re.compile(rf"(?:{KIN}|子|本人)[ \u3000]*(?=[{_HAN}]{{2,}})")
_PARENT_AND_CHILD = "親子"
"""Who lives in a home, written like a name; 夫婦 and the like are known words."""
_PLOT = re.compile(rf"[{_HAN}]字[{_HAN}]")
"""A piece of land (本町字大坪)."""
_PAPER = re.compile(r"[状書票届願証簿]$")
"""How the title of a paper ends, set wide (委 任 状)."""
_PART = re.compile(
    r"(?:申[立出請込]|届出|請求|相談|通報|通告|代理|保証|相続|名義|世話|紹介|譲[渡受]|依頼|[受委]任|所有|使用|"
    r"管理|占有|被.{1,4})[者人]"
)
"""Words for parts of somebody that read like a name (申 and 立人 are known)."""
_FIELD = re.compile(r"(?:本籍|国籍|職業|続柄|性別|勤務先|学年|同上|左記|同左)")
"""The next label of a form, right behind one of a name (申請者　本籍　同上)."""
_OF = re.compile(rf"[{_HAN}]の[{_HAN}]")
"""Somebody of a place (川端の美穂), or something of something."""
_ADDRESSED = re.compile(rf"({KANJI_NAME}) ?[様殿]")
"""A line that only says who is written to."""


def names_in(line: str, finds: Sequence[Find], beside: Sequence[Find] = ()) -> list[Named]:
    """The names in a line that has a reason: those of the recogniser, and what begins like a known
    surname and goes on like a given name (lists and forms name people without a sentence).
    ``beside``: what stands in the lines around it; whom it is written to below an address, and who
    signs above a mobile telephone, may bear any name."""
    flat = line.replace("\u3000", " ")
    written = [
        Named(line[find.start : find.end], find.start, find.end)
        for find in finds
        if find.kind == "name"
    ]
    signed = any(map(mobile, beside))
    if not written and _alone(flat.strip(), rare=signed):
        written.append(Named(flat.strip(), 0, len(line)))
    taken = {at for name in written for at in range(name.start, name.end)}
    taken |= {at for f in finds if f.kind != "name" for at in range(f.start, f.end)}
    free = "".join("\0" if at in taken else sign for at, sign in enumerate(flat))
    forms = [found.span() for found in _SPREAD.finditer(free)]
    forms += [found.span(1) for found in _WITH_BLANK.finditer(free)]
    forms += [found.span(1) for found in _BEFORE_KANA.finditer(free)]
    forms += _tokens(flat, taken)
    known = judged([common_form(together(line[start:end])) for start, end in forms])
    # a whole name first: in 新町 篠塚 政宏 the first two words may be one as well
    likely = [*zip(forms, known.full, strict=True), *zip(forms, known.likely, strict=True)]
    for (start, end), one in likely:
        if one and taken.isdisjoint(range(start, end)):
            written.append(Named(line[start:end], start, end))
            taken.update(range(start, end))
    addressed = _ADDRESSED.fullmatch(flat.strip())
    if addressed and _whoever(common_form(addressed[1]), rare=bool(beside)):
        start = line.index(addressed[1].partition(" ")[0])
        written = [Named(line[start : start + len(addressed[1])], start, start + len(addressed[1]))]
    written = [_without_kin(name) for name in written]
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


def _whoever(written_to: str, *, rare: bool) -> bool:
    names = [written_to]
    return likely_names(names)[0] or given_last(names)[0] or (rare and may_be_rare(names)[0])


def _alone(text: str, *, rare: bool) -> bool:
    """Whether a line may be a name and nothing else: a foreign one, or a known given name behind
    a word; a ``rare`` one behind a known surname."""
    half = half_known([common_form(text)], called=ALONE, honoured=rare)
    return bool(FOREIGN.fullmatch(text)) or half[0]


def _tokens(line: str, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Words between blanks and marks that have the length of a whole name."""
    at = 0
    for gap in [*_BETWEEN.finditer(line), None]:
        end = len(line) if gap is None else gap.start()
        if end - at > 2 and _WHOLE.fullmatch(line, at, end) and taken.isdisjoint(range(at, end)):
            yield at, end
        at = end if gap is None else gap.end()


def _without_kin(name: Named) -> Named:
    """A name without the word for kin that was taken for its beginning (母金谷美穂)."""
    found = _KIN_FIRST.match(name.text)
    if found is None:
        return name
    own = common_form(name.text[found.end() :])
    if not found[0][-1].isspace() and full_names([common_form(name.text), own]) != [False, True]:
        return name
    return Named(name.text[found.end() :], name.start + found.end(), name.end)


def _nameable(name: str) -> bool:
    clean = plain(name)
    if len(clean) < 2 or signs.sample_name(clean) or signs.relation(clean):
        return False
    if _FIELD.match(clean):
        return False
    if clean == _PARENT_AND_CHILD:
        return False
    if signs.relation(clean.partition(" ")[2]) or _PART.fullmatch(clean):
        return False  # 続き柄 長男, 申立人
    nobody = NOBODY.search(clean) or signs.body(clean) or _PAPER.search(clean)
    if _PLOT.search(clean) or judged([common_form(clean)]).word[0]:
        return False  # キーパーソン, 玄米
    return not nobody or full_names([common_form(name)])[0]
