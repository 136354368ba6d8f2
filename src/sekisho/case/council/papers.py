"""Warnings on paper among the evidence: notices by the words in them and the folder they lie in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import duckdb

from sekisho.case.asking import Row, ask, reference
from sekisho.case.council.facts import Paper
from sekisho.form.dates import NotThisFormError, read_date

HEAD = 8
"""Number, date, addressee, sender and title stand among so many first lines."""
_TITLE = re.compile(r"(について|通知|注意喚起|周知)")
_NOTICES = """
SELECT DISTINCT evidence FROM document
WHERE regexp_matches(coalesce("document.text", ''), '(注意喚起|周知|徹底|通知)')
  AND regexp_matches(evidence, '(通知|周知|注意|案内|notice)') ORDER BY evidence
"""
_LINES = """
SELECT evidence, position, unit, "document.text" AS text FROM document
WHERE evidence IN (SELECT unnest($names)) AND "document.text" IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY evidence ORDER BY position) <= $head
ORDER BY evidence, position
"""


def notices(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The evidence that holds a notice to staff, by name."""
    return tuple(row["evidence"] for row in ask(connection, _NOTICES))


def papers(connection: duckdb.DuckDBPyConnection) -> tuple[Paper, ...]:
    """Each notice with its title and day, the oldest first, those without a day last."""
    names = notices(connection)
    if not names:
        return ()
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in ask(connection, _LINES, {"names": list(names), "head": HEAD}):
        lines[row["evidence"]].append(row)
    found = (_paper(rows) for rows in lines.values())
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or date.min, one.title)))


def _paper(rows: Sequence[Row]) -> Paper:
    titles = [row for row in rows if _TITLE.search(row["text"]) and _day(row["text"]) is None]
    title = titles[0] if titles else rows[0]
    days = (_day(row["text"]) for row in rows)
    return Paper(
        title=" ".join(title["text"].split()),
        day=next((day for day in days if day), None),
        evidence=(reference(title),),
    )


def _day(text: str) -> date | None:
    """The date that a line is; a date within a sentence is not the paper's."""
    try:
        return read_date(text.strip())
    except NotThisFormError:
        return None
