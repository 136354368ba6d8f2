"""Whether what stands in a column of names are names that people bear, by the lexicon and by what
stands beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sekisho.personal import signs
from sekisho.personal.columns.carried import surname_of
from sekisho.personal.dates import birth_key
from sekisho.personal.kinds import Kind
from sekisho.personal.lists.rows import Row
from sekisho.personal.names.known import full_names, judged, surnames
from sekisho.personal.writing import common_form

_LEAST_DIGITS = 5
"""Digits of a telephone number within the town, at least."""


def of_a_form(row: Row) -> bool:
    """Whether what stands below headings of a family, relation and birth date, is neither of them,
    and no known name: a field of the form below the list (区費 | 年12,000円 | 広報 | □要)."""
    relation, birth = row.cells.get("relation", ""), row.cells.get("birth", "")
    if not (relation and birth) or signs.relation(relation) or any(map(str.isdigit, birth)):
        return bool(relation and birth_key(relation))
    return not any(full_names([common_form(draft.name) for draft in row.drafts]))


def plausible(rows: list[Row], *, certain: bool) -> tuple[list[Row], bool]:
    """The rows and whether they may be certain: where hardly any *name* is one that people bear,
    the column holds words, and only what begins like a surname is kept, in doubt."""
    names = [draft.name for row in rows for draft in row.drafts]
    known = full_names([common_form(name) for name in names])
    given = sum(draft.kind in ("member", "given") for row in rows for draft in row.drafts)
    likely = sum(
        one or bool(signs.NAME_WITH_BLANK.fullmatch(name)) or signs.foreign(name)
        for name, one in zip(names, known, strict=True)
    )
    told = [_told(row) for row in rows for _ in row.drafts]
    sure = [_told_twice(row) for row in rows for _ in row.drafts]
    may_be = [one or two for one, two in zip(_may_be_names(names), sure, strict=True)]
    likely += sum(one and one_told for one, one_told in zip(may_be, told, strict=True))
    if (likely + given) * 3 >= len(names):
        return rows, certain
    kept = iter(may_be)
    for row in rows:
        row.drafts = [draft for draft in row.drafts if next(kept)]
    return [row for row in rows if row.drafts], False


def _told(row: Row) -> bool:
    """Whether a reading, a relation, a birth date, an address or a telephone stands in a row: then
    its name is one, however rare, and a surname alone as well."""
    cells = row.cells
    return (
        signs.reading_like(cells.get("reading", ""))
        or signs.relation(cells.get("relation", ""))
        or bool(birth_key(cells.get("birth", "")))
        or sum(map(str.isdigit, cells.get("phone", ""))) >= _LEAST_DIGITS
        or signs.address_like(cells.get("address", ""))
    )


def _told_twice(row: Row) -> bool:
    """Whether a birth date, or age and sex, stand in a row, and where somebody lives or is called,
    or what they are to the head."""
    cells = row.cells
    where: tuple[Kind, ...] = ("address", "phone", "relation")
    rest = Row(row.drafts, {kind: cells.get(kind, "") for kind in where})
    aged = any(map(str.isdigit, cells.get("age", ""))) and bool(cells.get("sex", "").strip())
    return (bool(birth_key(cells.get("birth", ""))) or aged) and _told(rest)


def _may_be_names(names: Sequence[str]) -> Iterator[bool]:
    """Which words among words may be names: rare ones begin with a surname of two characters."""
    known = judged([common_form(name) for name in names])
    firsts = [surname_of(name) for name in names]
    begins = surnames(firsts)
    for at, first in enumerate(firsts):
        rare = begins[at] and len(first) > 1 and not known.word[at]
        yield known.likely[at] or known.surname[at] or rare
