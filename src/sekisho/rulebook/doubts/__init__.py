"""What is no mistake in a rulebook and still hardly meant: told with its place and a code.

``doubts(opened, at)`` gives all of them. A doubt hinders nothing; a person looks at it.
"""

from __future__ import annotations

from datetime import datetime

from sekisho.form.mistakes import Mistake, mistake
from sekisho.form.tree import place_of
from sekisho.rulebook.doubts.acting import acting
from sekisho.rulebook.doubts.mailed import mailed
from sekisho.rulebook.doubts.permitted import permitted
from sekisho.rulebook.doubts.placed import placed
from sekisho.rulebook.doubts.terms import terms
from sekisho.rulebook.loading import Opened

_ASKED = (placed, terms, permitted, mailed, acting)


def doubts(opened: Opened, at: datetime) -> tuple[Mistake, ...]:
    """Every doubt about a rulebook as it stands at an aware moment, in order of place."""
    found = {
        mistake(place_of(opened.tree, one.path), f"doubt.{one.code}", **dict(one.values))
        for ask in _ASKED
        for one in ask(opened.book, at)
    }
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.column, one.code)))
