"""Papers that staff hand in about themselves (退職願, 住居届): who signs one is named for their own
sake where it says where they live, though their department stands beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sekisho.personal.columns.spread import together
from sekisho.personal.names.known import judged
from sekisho.personal.signs import HAN
from sekisho.personal.writing import common_form, plain

_TITLE = re.compile(
    r"(?:退職|辞職|辞任|休職|復職|休業|身上[変異]動?更?|住居|住所変更|通勤|扶養[^ ]{0,6}|改姓|"
    r"氏名変更|結婚|婚姻|転居)(?:等|に関する)?(?:願|届)(?:書|出書?)?$"
)
_SIGNED = re.compile(
    rf"(?:[^ 。]{{0,12}} )?[^ 。]{{1,10}}[課室係部局所園校班]"
    rf"(?: ?(?:主[任査事幹]|係長|課長|補佐|技師|保育士|主事補|職員))? ?"
    rf"((?:[{HAN}]{{1,4}} )?[{HAN}ぁ-ゖァ-ヺー]{{2,6}})(?: ?(?:㊞|印|\(印\)))?"
)
"""Department, post and name alone in a line."""
_FIRST = 4
"""Filled lines in which the title stands."""


def signs_for_oneself(lines: Sequence[str]) -> Iterator[int]:
    """The lines in which whoever hands in a paper about themselves signs it below their
    department; none in other papers."""
    filled = [(at, plain(together(line))) for at, line in enumerate(lines) if line.strip()]
    if not any(_TITLE.search(text.replace(" ", "")) for _, text in filled[:_FIRST]):
        return
    for at, text in filled:
        found = _SIGNED.fullmatch(text)
        if found is not None:
            known = judged([common_form(found[1])])
            if known.full[0] or known.likely[0]:
                yield at
