"""From files to what is written in them: read, brought into types, held against the form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sekisho.form.files import FormFile, read
from sekisho.form.mistakes import Mistake
from sekisho.form.schema import Schema, canonical, typed
from sekisho.form.tree import Fields

_READ_ON = frozenset({"rulebook.key_twice", "rulebook.given_twice"})
"""Mistakes of reading that leave no part of the text out."""
_MISSING = "rulebook.missing_key"


@dataclass(frozen=True)
class Written:
    """What stands in the files. ``content``: in canonical notation, without defaults; ``tree``
    knows where each value stands; ``whole``: no part of the text was left out."""

    tree: Fields
    files: tuple[FormFile, ...]
    content: Any
    whole: bool
    mistakes: Sequence[Mistake]


def written_in(path: Path, schema: Schema) -> Written:
    """What is written in a YAML file, or a folder of them, held against its schema. Raises
    FormError when the path itself cannot be used."""
    from sekisho.form.checking import check  # noqa: PLC0415  (its library is slow to load)

    tree, files, mistakes = read(path)
    data = typed(tree, schema)
    whole = all(one.code in _READ_ON for one in mistakes)
    # where a part is missing, what it would have said cannot be called missing
    found = [one for one in check(data, tree, schema) if whole or one.code != _MISSING]
    return Written(tree, files, canonical(data, schema), whole, (*mistakes, *found))
