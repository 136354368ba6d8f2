"""Names one after the other: numbered (①青木 茂 ②石黒 明), at the beginning of a line or cell that
tells a telephone, and parted by commas (青木茂、石黒明、奥野葵)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import cast

from sekisho.personal.names.known import judged
from sekisho.personal.names.vocabulary import KANJI_NAME, KATAKANA_NAME, LATIN_NAME, NOBODY
from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.halves import surname_first, without_place
from sekisho.personal.recognise.headed import over_other
from sekisho.personal.recognise.standing import TELLS_ON
from sekisho.personal.signs import HAN, body, nothing, sample_name

_NUMBERED = re.compile(
    rf"(?<![^\0\n\t]) {{0,16}}(?:\d{{1,3}}[ .):]{{1,3}})?"
    rf"((?:{KANJI_NAME}|{KATAKANA_NAME}|{LATIN_NAME}))(?=[ /])"
)
_INLINE = re.compile(
    rf"(?<![\d-])\d{{1,2}}[ .):、]{{0,2}}([{HAN}]{{1,4}} [{HAN}ぁ-ゖァ-ヺー]{{1,5}})"
    rf"(?=[ \0\n(、]|$)"
)
"""Names with numbers before them, several in a line (①青木 茂 ②石黒 明)."""
_INLINE_BEGIN = re.compile(rf"\d(?<![\d-].)(?=\d?[ .):、]{{0,2}}[{HAN}]{{1,4}} )")
_LOCAL_AT_END = re.compile(r" {1,3}(?:[^\t]{1,24}\d[^\t]{0,12} {1,3})?\d{2}-\d{4} *")
"""A telephone without area code behind a name, an address between."""
_TELLS_SIGN = re.compile(r"[\d@](?:(?<=@)|[-()]{1,2}\d\d|(?<=0)\d{1,4} \d\d|\d{8})")
"""What stands in every line that tells either."""
_DATED = re.compile(
    r"(?<![^\0\n])(?:[明大昭平令MTSHR][和正成治]?)?(?:\d{1,4}|元)"
    r"[年./-]\d{1,2}[月./-]\d{1,2}日? {1,3}"
    rf"((?:{KANJI_NAME}|{KATAKANA_NAME})) {{1,3}}\(?\d{{1,3}}[歳才]?\)?(?= )"
)
"""A name behind the date with which a row begins (受付日), before an age."""
_DATED_SIGN = re.compile(r"\d[月./-]\d{1,2}日? ")
_NAME = rf"[{HAN}]{{1,4}} ?[{HAN}ぁ-ゖ]{{1,5}}"
_AMONG = re.compile(rf"(?:(?<=[、:])|(?<=[ \t\0\n])){_NAME}(?=、)|(?<=[、:]) ?{_NAME}(?=[、\n\0])")
"""A name before a comma, or behind one and before another or the end of the line."""
_AMONG_SIGN = re.compile("[、:・]")
_CHAIN, _SHORTEST = 3, 3
"""Known names in a line from which the others between the commas are names as well; characters
of a name that stands among fewer."""


def numbered(block: Block) -> list[re.Match[str]]:
    """Names with numbers, several in a line, and the name at the beginning of a line or cell that
    tells a telephone or mail further on."""
    found_ones = [one for one in _in_front(block) if not one[1].isascii()]
    cells = block.cells_at([found.start(1) for found in found_ones])
    matches = []
    for found, cell in zip(found_ones, cells, strict=True):
        if block.text[found.start() - 1] == "\t" and over_other(cell):
            continue
        end = block.text.find("\n", found.end(), found.end() + 120)
        rest = block.text[found.end() : end if end >= 0 else found.end() + 120]
        rest = rest.split("\0")[0]
        if TELLS_ON.search(rest) or (end >= 0 and _LOCAL_AT_END.fullmatch(rest)):
            matches.append(found)
    inline = list(block.begun(_INLINE, _INLINE_BEGIN))
    of_line = Counter(block.line_at(one.start()) for one in inline)
    return matches + [one for one in inline if of_line[block.line_at(one.start())] > 1]


def _in_front(block: Block) -> list[re.Match[str]]:
    """What stands where a name does at the beginning of a line or cell; looked for once."""
    if _NUMBERED.pattern not in block.shared:
        block.shared[_NUMBERED.pattern] = list(block.matches(_NUMBERED, _TELLS_SIGN))
    return cast("list[re.Match[str]]", block.shared[_NUMBERED.pattern])


def by_place(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of what stands where names do in the rows of a text that tell a telephone:
    half of them at least are known."""
    rows = [
        found
        for found in _in_front(block)
        if block.text[found.start() - 1] != "\t"
        and TELLS_ON.search(block.text, found.end(), block.line_at(found.end())[1])
    ]
    yield from _as_others(block, rows)


def dated(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of names between a date and an age, in the rows of a text of which half at
    least name known ones: the place tells the others."""
    yield from _as_others(block, list(block.matches(_DATED, _DATED_SIGN)))


def _as_others(block: Block, rows: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """The names of rows, known or not, in each text in which half of them are known."""
    names = [block.common[slice(*found.span(1))] for found in rows]
    known = judged(names).likely
    texts = [block.text_at(found.start()) for found in rows]
    in_text = Counter(texts)
    sure = Counter(text for text, one in zip(texts, known, strict=True) if one)
    for found, name, text, one in zip(rows, names, texts, known, strict=True):
        told = one or (in_text[text] >= _CHAIN and sure[text] * 2 >= in_text[text])
        if told and not (NOBODY.search(name) or body(name) or sample_name(name)):
            yield found.span(1)


def among(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of names between commas: known ones, beside three of these in a line what
    begins like a name or is as long as one, and beside one of them whoever has its surname."""
    found_ones = list(block.matches(_AMONG, _AMONG_SIGN))
    before = without_place([block.common[slice(*found.span())] for found in found_ones])
    spans = [
        (found.start() + (at or found[0].startswith(" ")), found.end())
        for found, at in zip(found_ones, before, strict=True)
    ]
    names = [block.common[start:end] for start, end in spans]
    facts, begun = judged(names), surname_first(names)
    lines = [block.line_at(start)[0] for start, _ in spans]
    known = Counter(line for line, full in zip(lines, facts.full, strict=True) if full)
    families = {
        (line, name.partition(" ")[0])
        for line, name, full in zip(lines, names, facts.full, strict=True)
        if full and " " in name
    }
    for at, (start, end) in enumerate(spans):
        name, chained = names[at], known[lines[at]] >= _CHAIN
        behind = block.text[found_ones[at].start() - 1] in "、:" and end - start >= _SHORTEST
        fits = facts.full[at] and (chained or behind)
        kin = " " in name and (lines[at], name.partition(" ")[0]) in families
        like = kin or (chained and (facts.likely[at] or begun[at]))
        if (fits or (like and not (body(name) or nothing(name)))) and not sample_name(name):
            yield start, end
