"""Numbers known by their form, their check digit and the word that stands before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sekisho.personal.recognise.block import Block
from sekisho.personal.recognise.contract import Find, reason

GROUNDS = ("labelled", "unlabelled", "check_failed")
LONG_NUMBER = re.compile(r"\d\d{3}(?:\d|[- ]\d{4}[- ]\d{3})")
"""What every long number has in it."""
_SEPARATORS = re.compile(r"[^0-9A-Z]")


def _any(_number: str) -> bool:
    return True


@dataclass(frozen=True)
class Numbered:
    """``form``: what the number looks like (with a :data:`LONG_NUMBER` in it); its group 1, or all
    of it. ``words``: what stands before it when it is one (``reach`` characters at most, in the
    same sentence). ``valid``: its check digit or structure. ``alone``: the score without any
    word."""

    kind: str
    form: re.Pattern[str]
    words: re.Pattern[str]
    valid: Callable[[str], bool] = _any
    labelled: float = 0.95
    alone: float = 0.3
    reach: int = 24

    def find(self, block: Block) -> Iterator[Find]:
        """All numbers of this form. One that fails its check counts for little: it may be a
        mistake of writing, which a heading or a person has to settle."""
        for found in block.matches(self.form, LONG_NUMBER):
            group = found.lastindex or 0
            start, end = found.span(group)
            value = _SEPARATORS.sub("", found[group].upper())
            named = bool(self.words.search(block.before(found.start(), self.reach)))
            if self.valid(value):
                ground, score = ("labelled", self.labelled) if named else ("unlabelled", self.alone)
            elif named:
                ground, score = "check_failed", 0.4
            else:
                continue
            yield Find(self.kind, start, end, value, score, reason(self.kind, ground))
