"""The manifest: every evidence file, every sealed segment and every document made from them.

It is written as JSON with sorted keys, so the same content gives the same bytes. Version 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import orjson

from sekisho.ledger.put import put, settle_files

FORMAT = 1
NAME = "manifest.json"
DIGEST = "manifest.sha256"

Status = Literal["read", "partly", "not_read", "archive", "duplicate", "absent", "companion"]
"""``partly``: some pieces were not read; ``archive``: its members are entries of their own;
``duplicate``: the same bytes are read under another name; ``absent``: received earlier, no
longer in the folder; ``companion``: belongs to a file that was read with it."""


class ManifestError(Exception):
    """The manifest cannot be used; ``code`` is a text code, ``path`` its place."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code, str(path))
        self.code = code
        self.path = path


@dataclass(frozen=True)
class Said:
    """A note of a reader: text code, values, and whether a person should see it first."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    doubt: bool = False


@dataclass(frozen=True)
class Entry:
    """One evidence: what was received and what became of it.

    Times are ISO 8601 in UTC. ``reading`` is a digest of everything besides the bytes that the
    events depend on (program version, source, hints, zone, years); ``first`` and ``last`` bound
    the plausible times of its events.
    """

    name: str
    sha256: str
    size: int
    modified: str | None
    received: str
    origin: str
    status: Status
    source: str | None = None
    reason: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    reading: str | None = None
    events: int = 0
    unread: int = 0
    undated: int = 0
    implausible: int = 0
    first_unread: int | None = None
    unit: str | None = None
    first: str | None = None
    last: str | None = None
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Segment:
    """A sealed file of events of one kind, from one evidence. ``file``: relative to the ledger."""

    file: str
    kind: str
    evidence: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True)
class Look:
    """A purpose-bound look at a person's records, with who allowed it."""

    at: str
    what: str
    purpose: str
    approved_by: str


@dataclass(frozen=True)
class Manifest:
    """The state of a ledger. ``outputs``: documents of the case folder by name and hash."""

    root: str
    entries: tuple[Entry, ...] = ()
    segments: tuple[Segment, ...] = ()
    outputs: Mapping[str, str] = field(default_factory=dict)
    looks: tuple[Look, ...] = ()
    program: str = ""

    def segments_of(self, kind: str) -> tuple[Segment, ...]:
        """The segments of one kind (``unread`` included)."""
        return tuple(segment for segment in self.segments if segment.kind == kind)


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    content = {"format": FORMAT, **asdict(manifest)}
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2) + b"\n"


def write(ledger: Path, manifest: Manifest, before: Manifest | None = None) -> None:
    """Puts the manifest and its digest into the ledger folder, each in one step, when all segments
    it vouches for are on the disk. Those of the one ``before`` are not waited for again; to be
    given where no segment was written since, for one that was may be equal to the old one.

    Raises OSError; what stood there before is then still whole.
    """
    new = set(manifest.segments).difference(before.segments if before else ())
    settle_files(ledger, (ledger / one.file for one in new))
    content = to_bytes(manifest)
    digest = hashlib.sha256(content).hexdigest()
    for name, data in ((NAME, content), (DIGEST, f"{digest}  {NAME}\n".encode())):
        put(ledger / name, data)


def read(ledger: Path) -> Manifest:
    """The manifest of a ledger folder. Raises ManifestError when missing or not readable."""
    path = ledger / NAME
    try:
        content = orjson.loads(path.read_bytes())
    except FileNotFoundError:
        raise ManifestError("ledger.no_manifest", path) from None
    except (OSError, orjson.JSONDecodeError):
        raise ManifestError("ledger.manifest_unreadable", path) from None
    if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
        raise ManifestError("ledger.manifest_version", path)
    try:
        return _manifest(content)
    except (TypeError, KeyError, AttributeError):
        raise ManifestError("ledger.manifest_unreadable", path) from None


def _manifest(content: dict[str, Any]) -> Manifest:
    entries = []
    for item in content.pop("entries"):
        notes = tuple(Said(**note) for note in item.pop("notes"))
        entries.append(replace(Entry(**item), notes=notes))
    segments = tuple(Segment(**item) for item in content.pop("segments"))
    looks = tuple(Look(**item) for item in content.pop("looks"))
    return Manifest(entries=tuple(entries), segments=segments, looks=looks, **content)
