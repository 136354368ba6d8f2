"""Who sends in what a paper is made of: a verse or a few sentences a line, and set apart at its end
the name with where its writer lives (``朝顔の紺に始まる一日かな　　　青木 茂（新町）``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.prose.ascribed import Named
from sekisho.personal.prose.honoured import surely_whole
from sekisho.personal.rules import Rules
from sekisho.personal.signs import HAN
from sekisho.personal.writing import plain

_LINE = re.compile(
    rf"[^\n]*?[ぁ-ゖ][^\n]*?([ \u3000\t]+)"
    rf"([{HAN}]{{1,4}}[ \u3000]?[{HAN}ぁ-ゖァ-ヺー]{{1,5}})"
    rf"[ \u3000]?[(（][{HAN}ぁ-ゖァ-ヺ0-9０-９・、 \n]{{1,12}}[)）][ \u3000]*"
)
_OF_WORK = re.compile(r"[課係局社]$|長$|職員|記者|講師|先生")
_LEAST, _LEAST_CLOSE = 2, 3
"""Lines of one make, at least; those in which one blank alone sets the name apart (a page of
print)."""
_SHORTEST, _LONGEST = 6, 200
"""Characters of what somebody wrote, and of the whole line."""
_REST = 6
"""Characters of a place that the width of a page broke off."""


def contributors(lines: Sequence[str], by: Rules) -> Iterator[tuple[int, Named]]:
    """The lines that end with who wrote them and a place, each with the name, where there are
    several."""
    found = list(_ending(lines))
    wide = sum(len(match[1]) > 1 for _, match in found)
    if wide < _LEAST and len(found) < _LEAST_CLOSE:
        return
    for at, match in found:
        behind = plain(match.string[match.end(2) :]).strip(" ()")
        if by.deeds.search(match.string) or _OF_WORK.search(behind):
            continue
        name = Named(match[2], *match.span(2))
        if surely_whole(name):
            yield at, name


def _ending(lines: Sequence[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that end with two words and a bracket; one that is broken within it with the
    next."""
    for at, line in enumerate(lines):
        text = line.rstrip()
        below = lines[at + 1].strip() if at + 1 < len(lines) else ""
        open_ends = max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))
        if open_ends and len(below) <= _REST:
            text += f"\n{below}"
        ended = text.endswith((")", "）")) and len(text) <= _LONGEST
        match = _LINE.fullmatch(text) if ended else None
        if match is not None and match.start(1) >= _SHORTEST:
            yield at, match
