"""What Sekisho's collector fetched: whose each file was, where it lay, and what is lacking.

The manifest says it, so nothing is guessed: everything in or below its folder is of the computer
it names, and a copy lay where the manifest says. A collection that was cut off, a file that is
missing or no longer has its hash, a step that failed are told as doubts for the first page.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import duckdb

from sekisho.case.asking import Row, ask, reference
from sekisho.case.facts import Reason, Reference
from sekisho.case.hosts import host_key
from sekisho.detect.catalogue import tool_of_process
from sekisho.events.evidence import INSIDE
from sekisho.events.time import JAPAN
from sekisho.ledger.manifest import Entry

DOCUMENTS = "documents"
"""The step whose copies are documents of the office; all others copy records and settings."""
WRITTEN = frozenset({"collection.jsonl", "SHA256SUMS.txt", "log.txt", "custody.html"})
"""What the collector writes at the top of its folder beside the copies."""
_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\|/")
"""A place; else it is the command whose answer the copy is."""
_MANIFESTS = """
SELECT *, fields['clock_pc'] AS pc, fields['clock_told'] AS told,
       fields['clock_uncertainty_s'] AS unsure, fields['admin'] AS admin
FROM collection ORDER BY evidence, position
"""
_LISTS = """
SELECT evidence, any_value("host.name") AS host FROM state GROUP BY evidence
UNION SELECT evidence, any_value("host.name") FROM file GROUP BY evidence ORDER BY 1
"""
_OPEN = """
SELECT "process.executable" AS program, "process.name" AS name, "destination.ip" AS peer,
       "host.name" AS host, "@timestamp" AS t, evidence, position, unit
FROM state WHERE "event.action" = 'connection' AND lower("session.state") = 'established'
ORDER BY evidence, position
"""


@dataclass(frozen=True)
class ToldClock:
    """A computer's clock against a radio clock or the time signal, at one moment:
    ``offset_s`` is how far it was ahead."""

    offset_s: float
    uncertainty_s: float
    evidence: Reference


@dataclass(frozen=True)
class Collected:
    """What collections say of the evidence. ``hosts``: evidence to the key of its computer;
    ``originals``: copies to the path they had there; ``steps``: copies to the step that made
    them; ``apart``: records, settings and what the collector wrote itself, no documents of the
    office; ``clocks`` by computer; ``doubts`` for the first page."""

    hosts: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[str] = frozenset()
    clocks: Mapping[str, ToldClock] = field(default_factory=dict)
    doubts: tuple[Reason, ...] = ()

    def with_(self, other: Collected) -> Collected:
        """Both, the other's word last."""
        return Collected(
            {**self.hosts, **other.hosts},
            {**self.originals, **other.originals},
            {**self.steps, **other.steps},
            self.apart | other.apart,
            {**self.clocks, **other.clocks},
            (*self.doubts, *other.doubts),
        )


def collected(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> Collected:
    """All collections among the evidence. Needs the views ``collection``, ``state``, ``file``."""
    by_manifest: dict[str, list[Row]] = defaultdict(list)
    for row in ask(connection, _MANIFESTS):
        by_manifest[row["evidence"]].append(row)
    received = {entry.name: entry for entry in entries}
    found = Collected()
    for manifest, rows in by_manifest.items():
        found = found.with_(_of_manifest(manifest, rows, received))
    lists = ask(connection, _LISTS)
    beside = _beside({row["evidence"] for row in lists} - found.hosts.keys(), received)
    doubts = (*_unaccounted(lists, found.hosts), *_still_open(connection))
    return found.with_(Collected(apart=beside, doubts=doubts))


def _of_manifest(manifest: str, rows: Sequence[Row], received: Mapping[str, Entry]) -> Collected:
    shown = next((row["host.name"] for row in rows if row["host.name"]), None)
    host = host_key(shown)
    if host is None or shown is None:
        return Collected()
    folder = manifest.rpartition("/")[0]
    copies = {
        _joined(folder, row["collection.path"]): row
        for row in rows
        if row["event.action"] == "copy" and row["collection.path"]
    }
    own = {name for name in received if _belongs(name, folder, copies)}
    lay = {name: row for name, row in copies.items() if _PATH.match(row["file.path"] or "")}
    steps = {name: row["collection.step"] or "-" for name, row in lay.items()}
    papers = {name for name in own if any(steps.get(out) == DOCUMENTS for out in _around(name))}
    told = _told(rows)
    return Collected(
        hosts=dict.fromkeys(own, host),
        originals={name: row["file.path"] for name, row in lay.items()},
        steps=steps,
        apart=frozenset(own - papers),
        clocks={host: told} if told else {},
        doubts=(
            *_cut_off(rows, shown),
            *_changed(copies, received, shown),
            *_failed(rows, shown),
        ),
    )


def _belongs(name: str, folder: str, copies: Mapping[str, Row]) -> bool:
    """Whether an evidence is of a collection: below its folder, or, where that is the whole
    evidence, a copy or written by the collector."""
    if folder:
        return name.startswith(f"{folder}/")
    return name in WRITTEN or any(outer in copies for outer in _around(name))


def _around(name: str) -> tuple[str, ...]:
    """An evidence and what it was taken out of, the outermost first."""
    parts = name.split(INSIDE)
    return tuple(INSIDE.join(parts[:count]) for count in range(1, len(parts) + 1))


def _beside(lists: set[str], received: Iterable[str]) -> frozenset[str]:
    """What lies in one folder with lists of a lost manifest, beside the copies."""
    folders = {name.rpartition("/")[0] for name in lists} - {""}
    return frozenset(name for name in received if name.rpartition("/")[0] in folders)


def _joined(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path


def _told(rows: Sequence[Row]) -> ToldClock | None:
    """The last comparison of a collection that was resumed."""
    return next((told for row in reversed(rows) if (told := _clock(row))), None)


def _clock(row: Row) -> ToldClock | None:
    """The offset that a typed time shows: its day is the one nearest to the PC's own time."""
    if row["event.action"] != "clock" or not row["pc"] or not row["told"]:
        return None
    try:
        pc = datetime.fromisoformat(row["pc"]).astimezone(JAPAN)
        hour, minute, second = map(int, row["told"].split(":"))
        told = pc.replace(hour=hour, minute=minute, second=second, microsecond=0)
        unsure = float(row["unsure"] or 2)
    except ValueError:
        return None
    days = (told - timedelta(days=1), told, told + timedelta(days=1))
    nearest = min(days, key=lambda moment: abs(moment - pc))
    return ToldClock((pc - nearest).total_seconds(), unsure, reference(row))


def _cut_off(rows: Sequence[Row], host: str) -> Iterable[Reason]:
    """A begin without an end: what came after the last step is not there."""
    acts = [row for row in rows if row["event.action"] in ("begin", "end")]
    if not acts or acts[-1]["event.action"] == "end":
        return
    steps = [row["collection.step"] for row in rows if row["event.action"] == "step"]
    values = {"host": host, "step": steps[-1] if steps else "-"}
    yield Reason("collected.cut_off", values, (reference(rows[-1]),))


def _changed(
    copies: Mapping[str, Row], received: Mapping[str, Entry], host: str
) -> Iterable[Reason]:
    missing = [name for name in copies if name not in received]
    altered = [
        name
        for name, row in copies.items()
        if name in received
        and row["file.hash.sha256"]
        and received[name].sha256
        and received[name].sha256 != row["file.hash.sha256"]
    ]
    for code, names in (("collected.missing", missing), ("collected.altered", altered)):
        if names:
            values = {"host": host, "count": str(len(names)), "first": min(names)}
            yield Reason(code, values, (reference(copies[min(names)]),))


def _failed(rows: Sequence[Row], host: str) -> Iterable[Reason]:
    failures = [row for row in rows if row["event.action"] == "failure"]
    if failures:
        values = {
            "host": host,
            "count": str(len(failures)),
            "first": failures[0]["file.path"] or "-",
            "reason": failures[0]["event.reason"] or "-",
        }
        refs = tuple(reference(row) for row in failures[:10])
        yield Reason("collected.failed", values, refs)
    refused = [
        row for row in rows if row["event.action"] == "step" and row["event.outcome"] == "failure"
    ]
    if refused:
        values = {"host": host, "steps": ", ".join(row["collection.step"] for row in refused)}
        yield Reason("collected.not_admin", values, (reference(refused[0]),))


def _unaccounted(lists: Sequence[Row], hosts: Mapping[str, str]) -> Iterable[Reason]:
    """Lists of a collector whose manifest is not there: they are read, and it is said."""
    lost: dict[str, list[str]] = defaultdict(list)
    for row in lists:
        if row["evidence"] not in hosts:
            lost[row["host"] or "-"].append(row["evidence"])
    for host, names in sorted(lost.items()):
        values = {"host": host, "count": str(len(names))}
        yield Reason("collected.no_manifest", values, (Reference(names[0]),))


def _still_open(connection: duckdb.DuckDBPyConnection) -> Iterable[Reason]:
    """A remote-control tool that was connected while the collector looked."""
    seen: set[tuple[str, str]] = set()
    for row in ask(connection, _OPEN):
        tool = tool_of_process(row["program"] or f"{row['name']}.exe")
        key = (row["host"] or "-", tool.name if tool else "")
        if tool is None or key in seen:
            continue
        seen.add(key)
        values = {
            "host": key[0],
            "tool": tool.name,
            "peer": row["peer"] or "-",
            "time": row["t"].isoformat() if row["t"] else "-",
        }
        yield Reason("collected.still_connected", values, (reference(row),))
