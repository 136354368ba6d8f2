"""Lines of one make, piece by piece: where the names stand is told by the pieces around them,
whatever these are (1　青木 茂　54歳　A型　400mL　090-…) and however rare a name is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sekisho.personal import signs
from sekisho.personal.lists.pieces import is_phone, kind_of
from sekisho.personal.names.vocabulary import POST

_LEAST = 3
"""Lines of one make."""
_APART = 3
"""From a line to the next of the same list: a title may stand between."""
_LONGEST = 5
"""Pieces of a foreign name."""
_NAME = re.compile(rf"[{signs.HAN}ぁ-ゖァ-ヺー・･]{{1,16}}|[A-Za-z][A-Za-z.'-]*")
_TELLING = frozenset({"phone", "birth", "age"})
_POST = re.compile(rf"(?:副|前|元)?{POST}")
_WORD, _FIGURE = "word", "figure"
Span = tuple[int, int]


@dataclass(frozen=True)
class _Make:
    """What stands before and behind the name, piece by piece, by its kind."""

    before: tuple[str, ...]
    behind: tuple[str, ...]

    @property
    def tells(self) -> bool:
        """Whether something private stands behind the name."""
        return bool(_TELLING & set(self.behind)) and len(self.before) < _LEAST


def names_by_place(pieces: Mapping[int, Sequence[str]], known: Collection[str]) -> dict[int, Span]:
    """Of the lines that are of one make with those around them: which of their pieces are the
    name. ``pieces``: of each line by its number; ``known``: whole names, the halves of some with a
    blank between."""
    found: dict[int, Span] = {}
    for run in _runs(pieces):
        spans = {at: span for at in run if (span := _known_at(pieces[at], known))}
        makes = {at: _make_of(pieces[at], *span) for at, span in spans.items()}
        usual = Counter(makes.values()).most_common(1)
        if not usual or usual[0][1] < _LEAST or usual[0][1] * 2 < len(run):
            continue
        make = usual[0][0]
        own = [pieces[at][spans[at][1] :] for at, one in makes.items() if one == make]
        if make.tells and _are_columns(make.behind, own):
            placed = {at: _placed(pieces[at], make) for at in run}
            found |= {at: span for at, span in placed.items() if span}
    return found


def _runs(pieces: Mapping[int, Sequence[str]]) -> Iterator[list[int]]:
    run: list[int] = []
    for at in sorted(pieces):
        if run and at - run[-1] > _APART:
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _known_at(tokens: Sequence[str], known: Collection[str]) -> Span | None:
    """The first pieces that are a known whole name."""
    for at, token in enumerate(tokens):
        if " ".join(tokens[at : at + 2]) in known and at + 1 < len(tokens):
            return at, at + 2
        if token in known:
            return at, at + 1
    return None


def _make_of(tokens: Sequence[str], start: int, end: int) -> _Make:
    kinds = [_kind(token, first=at == 0) for at, token in enumerate(tokens)]
    return _Make(tuple(kinds[:start]), tuple(kinds[end:]))


def _kind(token: str, *, first: bool) -> str:
    if is_phone(token):
        return "phone"
    kind = kind_of(token, first=first)
    if kind is not None:
        return kind
    return _FIGURE if any(map(str.isdigit, token)) else _WORD


def _placed(tokens: Sequence[str], make: _Make) -> Span | None:
    """The pieces of the name in a line of that make."""
    start, end = len(make.before), len(tokens) - len(make.behind)
    if not 0 < end - start <= _LONGEST or _make_of(tokens, start, end) != make:
        return None
    name = tokens[start:end]
    whole = " ".join(name)
    if not all(map(_NAME.fullmatch, name)) or signs.body(whole) or signs.nobody(whole):
        return None
    return start, end


def _are_columns(kinds: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether words behind the names come again from line to line, which they need not where what
    is private stands right behind each name; none is a post."""
    for at, kind in enumerate(kinds):
        values = [row[at] for row in rows]
        differ = len(set(values)) * 2 > len(values) + 1 and kinds[0] not in _TELLING
        if kind == _WORD and (differ or any(map(_POST.fullmatch, values))):
            return False
    return True
