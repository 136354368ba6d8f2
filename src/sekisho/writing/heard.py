"""Hearing memos read by themselves, before any evidence is there: statements and their hashes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sekisho.case.corrections import corrections
from sekisho.case.facts import Statement
from sekisho.case.testimony import testimony
from sekisho.intake.road import take_in
from sekisho.intake.told import context_of
from sekisho.ledger.manifest import Entry
from sekisho.ledger.private import private_folder
from sekisho.ledger.sealed import tables_of
from sekisho.rulebook import Rulebook


@dataclass(frozen=True)
class Heard:
    """What the memos say, and the account of each file."""

    statements: tuple[Statement, ...] = ()
    entries: tuple[Entry, ...] = ()


def heard(memos: Sequence[Path], work: Path, rulebook: Rulebook, now: datetime) -> Heard:
    """Reads the memos in the empty private folder ``work``. Raises OSError."""
    if not memos:
        return Heard()
    nowhere, ledger, copies = (
        private_folder(work / name) for name in ("nowhere", "ledger", "copies")
    )
    context = context_of(rulebook, now)
    manifest = take_in(nowhere, ledger, copies, context, statements=memos)
    with tables_of(ledger, manifest, work) as connection:
        said = testimony(connection)
    return Heard(corrections(said, None), manifest.entries)
