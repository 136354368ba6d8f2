"""What the rulebook tells the readers: zone, log formats, columns, prefixes."""

from __future__ import annotations

from datetime import datetime

from sekisho.rulebook import Reader, Rulebook
from sekisho.sources.contract import Context


def context_of(rulebook: Rulebook, now: datetime, passwords: tuple[str, ...] = ()) -> Context:
    """The context for readers of evidence examined at ``now`` under a rulebook.

    ``passwords``: those given for encrypted documents and archives.
    """
    hints: dict[str, tuple[str, ...]] = {}
    for reader in rulebook.readers:
        for key, values in _hints(reader).items():
            hints[key] = hints.get(key, ()) + values
    return Context(now=now, zone=rulebook.clocks.zone, hints=hints, passwords=passwords)


def _hints(reader: Reader) -> dict[str, tuple[str, ...]]:
    found = {
        f"{reader.source}.logformat": reader.logformat,
        f"{reader.source}.columns": (_columns(reader),) if reader.columns else (),
        f"{reader.source}.prefix": (reader.prefix,) if reader.prefix else (),
        f"{reader.source}.delimiter": (reader.delimiter,) if reader.delimiter else (),
        f"{reader.source}.encoding": (reader.encoding,) if reader.encoding else (),
    }
    if reader.source == "samba" and reader.prefix:
        found["samba.full_audit.prefix"] = (reader.prefix,)
    return {key: values for key, values in found.items() if values}


def _columns(reader: Reader) -> str:
    """Field names in the order of their columns, ``-`` for columns nobody asked for."""
    numbered = {column.at: column.field for column in reader.columns if isinstance(column.at, int)}
    if not numbered:
        return " ".join(f"{column.field}={column.at}" for column in reader.columns)
    return " ".join(numbered.get(number, "-") for number in range(1, max(numbered) + 1))
