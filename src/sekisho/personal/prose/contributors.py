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
    rf"[^\n]*[ぁ-ゖ][^\n]{{3,}}?[ \u3000\t]{{2,}}"
    rf"([{HAN}]{{1,4}}[ \u3000]?[{HAN}ぁ-ゖァ-ヺー]{{1,5}})"
    rf"[ \u3000]?[(（][{HAN}ぁ-ゖァ-ヺ0-9０-９・、 ]{{1,12}}[)）][ \u3000]*"
)
_OF_WORK = re.compile(r"[課係局社]$|長$|職員|記者|講師|先生")
_LEAST = 2
"""Lines of one make, at least."""


def contributors(lines: Sequence[str], by: Rules) -> Iterator[tuple[int, Named]]:
    """The lines that end with who wrote them and a place, each with the name, where there are
    several."""
    found = [
        (at, match)
        for at, line in enumerate(lines)
        if line.rstrip().endswith((")", "）")) and (match := _LINE.fullmatch(line))
    ]
    if len(found) < _LEAST:
        return
    for at, match in found:
        behind = plain(match.string[match.end(1) :]).strip(" ()")
        if by.deeds.search(match.string) or _OF_WORK.search(behind):
            continue
        name = Named(match[1], *match.span(1))
        if surely_whole(name):
            yield at, name
