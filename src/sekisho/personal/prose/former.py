"""Who headed a hamlet or a club before, and writes to who does so now."""

from __future__ import annotations

import re

from sekisho.personal.signs import HAN
from sekisho.personal.writing import plain

_FORMER = re.compile(
    rf"[前元][{HAN}ヶケノ]{{0,10}}(?:(?<!特別)区長|自治会長|町内会長|班長|組長|総代) "
    r"([^ ]{1,5} ?[^ ]{1,5})"
)


def former_head(line: str) -> str:
    """The name in a line that says it alone behind a post of a neighbourhood held before
    (前新町区長　青木 茂): nobody in office; nothing in other lines."""
    found = _FORMER.fullmatch(plain(line).strip())
    return found[1] if found else ""
