"""Reading mail fixtures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import RECEIPT
from sekisho.sources.contract import Context, Events, Note, Source, Unread


@dataclass
class Mail:
    """Everything a reader said about one file."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    unread: list[tuple[str, int, int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    """What the mails say of other mails."""


@pytest.fixture(scope="session")
def reading() -> Callable[[Source, Path], Mail]:
    def read(source: Source, path: Path) -> Mail:
        mail = Mail()
        evidence = Evidence(path.name, path, path.stat().st_size, "0" * 64)
        for item in source.read(evidence, Context(now=datetime(2016, 6, 23, tzinfo=UTC))):
            if isinstance(item, Events):
                rows = mail.told if item.kind is RECEIPT else mail.rows
                rows += item.batch.to_pylist()
            elif isinstance(item, Unread):
                for piece in item.batch.to_pylist():
                    mail.unread.append((piece["reason"], piece["position"], piece["raw_size"]))
            else:
                mail.notes.append(item)
        return mail

    return read
