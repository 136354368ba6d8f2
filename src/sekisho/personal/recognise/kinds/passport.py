"""旅券番号: two letters and seven digits, or the machine-readable line that begins with P<.

旅券法施行規則 別記様式; ICAO Doc 9303 part 4 (machine-readable zone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, Recogniser, reason
from sekisho.personal.recognise.numbered import GROUNDS, Numbered

_NUMBER = Numbered(
    "passport",
    re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}[ -]?\d{7}(?![0-9A-Za-z])"),
    re.compile(r"旅券|パスポート|passport", re.IGNORECASE),
)
_FILLER = re.compile(r"<<")
_LINE = re.compile(r"(?<![0-9A-Z<])P[A-Z<][A-Z]{3}[A-Z]+(?:<[A-Z]+)*<{2}[A-Z<]{5,}")


def _find(block: Block) -> Iterator[Find]:
    yield from _NUMBER.find(block)
    for found in block.matches(_LINE, _FILLER):
        yield Find("passport", *found.span(), found[0], 0.95, reason("passport", "machine_line"))


RECOGNISER = Recogniser(
    "passport", "ICAO Doc 9303 part 4", (*GROUNDS, "machine_line"), _find, claim=8
)
