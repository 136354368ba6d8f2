"""A browser's history: known by its tables, read part by part out of a private copy."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from sekisho.events.evidence import Evidence
from sekisho.sources.browser_history.database import MAGIC, columns_of, opened
from sekisho.sources.contract import Item, Note, NotReadable, Sample

Part = Callable[[sqlite3.Connection, Evidence], Iterator[Item]]
"""Reads visits, or downloads; nothing where this version has no such table."""


def claimed(sample: Sample, tables: Sequence[str], name: str) -> int:
    """By the tables of a SQLite database; by the name where the schema lies in the journal."""
    if not sample.head.startswith(MAGIC):
        return 0
    made = (re.compile(rb'CREATE TABLE "?' + table.encode() + rb'"?') for table in tables)
    if all(one.search(sample.head) for one in made):
        return 95
    bare = b"CREATE TABLE" not in sample.head
    return 40 if bare and sample.name.rsplit("/", 1)[-1].lower() == name else 0


def parts_of(evidence: Evidence, tables: Sequence[str], parts: Sequence[Part]) -> Iterator[Item]:
    """What the parts tell, in their order. Raises NotReadable for a file that is no database, and
    when none of ``tables`` is there."""
    try:
        with opened(evidence.path) as (connection, beside):
            for suffix in beside:
                yield Note("note.browser_beside", {"suffix": suffix})
            if not any(columns_of(connection, table) for table in tables):
                raise NotReadable("not_read.browser_no_tables", file=evidence.name)
            for part in parts:
                yield from part(connection, evidence)
    except sqlite3.DatabaseError as error:
        raise NotReadable("not_read.database", file=evidence.name, error=str(error)) from error
