"""Reading lines of syslog, and what was said about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sekisho.events.evidence import Evidence
from sekisho.sources.contract import AnySource, Context, Events, Note, Unread
from sekisho.sources.reading import read, reread

NOW = datetime(2016, 6, 23, tzinfo=UTC)


@dataclass
class Told:
    """Everything a source said about one file: events in their order of position."""

    events: list[dict[str, Any]] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def _plain(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    """The columns that hold anything, without those that are the same for a whole file."""
    kept = {name: value for name, value in row.items() if value is not None and value != []}
    kept["fields"] = dict(kept.get("fields", []))
    if not kept["fields"]:
        del kept["fields"]
    for moment in ("@timestamp", "event.start", "event.end"):
        if moment in kept:
            kept[moment] = kept[moment].isoformat().replace("+00:00", "Z")
    del kept["evidence"], kept["unit"]
    return kept | {"kind": kind}


def evidence_of(path: Path, name: str | None, modified: datetime | None) -> Evidence:
    return Evidence(name or path.name, path, path.stat().st_size, "0" * 64, modified)


def tell(
    source: AnySource,
    path: Path,
    name: str | None = None,
    modified: datetime | None = None,
    **told: Any,
) -> Told:
    context = Context(**({"now": NOW} | told))
    result = Told()
    for item in read(source, evidence_of(path, name, modified), context):
        if isinstance(item, Events):
            item.batch.validate(full=True)
            result.events += [_plain(item.kind.name, row) for row in item.batch.to_pylist()]
        elif isinstance(item, Unread):
            pieces = item.batch.to_pylist()
            result.unread += [(piece["position"], piece["reason"]) for piece in pieces]
        else:
            result.notes.append(item)
    result.events.sort(key=lambda event: event["position"])
    return result


@pytest.fixture(scope="session")
def telling() -> Callable[..., Told]:
    """Reads a file: ``telling(source, path, name=…, modified=…, zone=…)``."""
    return tell


@pytest.fixture
def lines_told(tmp_path: Path) -> Callable[..., Told]:
    """Reads lines given as text: ``lines_told(source, text, …)``."""

    def check(source: AnySource, text: str | bytes, **told: Any) -> Told:
        path = tmp_path / "messages"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tell(source, path, **told)

    return check


@pytest.fixture(scope="session")
def same_at_pointer() -> Callable[..., None]:
    """Each of some events is the same when read again from its pointer alone."""

    def check(source: AnySource, path: Path, every: int = 1) -> None:
        evidence, context = evidence_of(path, None, None), Context(now=NOW)
        for event in tell(source, path).events[::every]:
            again = [
                _plain(item.kind.name, row)
                for item in reread(source, evidence, context, event["position"])
                for row in item.batch.to_pylist()
            ]
            assert event in again

    return check


@pytest.fixture(scope="session")
def mutated(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., None]:
    """Reads a good file with bytes changed and cut: no line gets lost, nothing is raised."""

    def check(source: AnySource, good: Path, change: bytes, at: float, keep: float) -> None:
        data = bytearray(good.read_bytes())
        start = int(at * len(data))
        data[start : start + len(change)] = change
        path = tmp_path_factory.getbasetemp() / "mutated"
        path.write_bytes(bytes(data[: int(keep * len(data))]))
        told = tell(source, path)
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
        places = {event["position"] for event in told.events} | {at for at, _ in told.unread}
        expected = {number for number, line in enumerate(lines, 1) if line not in (b"", b"\r")}
        assert places >= expected - {number for number in expected if lines[number - 1] == b"\r"}

    return check
