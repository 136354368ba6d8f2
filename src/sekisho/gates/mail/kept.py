"""How long originals and passwords stay under seal, and what is deleted when.

The days are the rulebook's ``retention`` for ``mail_gate``. While a case is open nothing goes; a
mail that waits for a decision stays. The record itself is not touched: it names the hash of
whatever is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sekisho.events.time import iso
from sekisho.gates.mail.answers import CHANGED
from sekisho.gates.mail.decisions import undecided
from sekisho.gates.mail.passwords import FOLDER, key_of
from sekisho.gates.mail.sealed import Sealed
from sekisho.rulebook import Rulebook

SOURCE = "mail_gate"
OPEN, CLOSE, EXPIRE = "open", "close", "expire"


@dataclass(frozen=True)
class Past:
    """An original past its term, and the password that went with it (None: there is none).
    ``at``: when it was judged last."""

    queue_id: str
    sha256: str
    at: datetime
    original: Path | None
    password: Path | None


@dataclass(frozen=True)
class Kept:
    """``past``: what may be deleted; ``waiting``: past the term and still undecided; ``cases``:
    open ones, by the entry that opened each."""

    days: int
    originals: int
    passwords: int
    past: tuple[Past, ...]
    waiting: int
    cases: Mapping[str, Mapping[str, Any]]


def kept(sealed: Sealed, rulebook: Rulebook, now: datetime) -> Kept:
    """What lies under seal at an aware moment. What the record does not name is counted and
    stays."""
    entries = list(sealed.entries())
    days = rulebook.retention.days_for(SOURCE)
    end = now - timedelta(days=days)
    old, waiting = _old(entries, end)
    last: dict[str, datetime] = {}
    for one in _judged(entries):
        last[one["sha256"]] = datetime.fromisoformat(one["at"])
    past: list[Past] = []
    for one in old:
        at = last[one["sha256"]]
        # the same bytes may have come again, under another queue id
        original = _there(sealed.path(one["sha256"])) if at < end else None
        if any(original == known.original for known in past):
            original = None
        key = key_of(one["queue_id"], one["sha256"])
        password = _there(sealed.folder / FOLDER / f"{key}.json")
        if original or password:
            past.append(Past(one["queue_id"], one["sha256"], at, original, password))
    return Kept(
        days=days,
        originals=_count(sealed.path("x").parent, "*.eml"),
        passwords=_count(sealed.folder / FOLDER, "*.json"),
        past=tuple(past),
        waiting=waiting,
        cases=cases(entries),
    )


def cases(entries: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The open cases, in the order in which they were opened."""
    found: dict[str, Mapping[str, Any]] = {}
    for one in entries:
        if one.get("what") == OPEN:
            found[one["case"]] = one
        elif one.get("what") == CLOSE:
            found.pop(one["case"], None)
    return found


def expire(sealed: Sealed, past: Iterable[Past], by: str, reason: str, now: datetime) -> None:
    """Deletes, each after the record says so: what is gone is never gone silently, and a crash
    between the two is made good by the next run. Raises OSError."""
    for one in past:
        sealed.record({
            "at": iso(now), "decided": one.queue_id, "what": EXPIRE, "by": by, "reason": reason,
            "outcome": "done", "sha256": one.sha256, "since": iso(one.at),
            "original": one.original is not None, "password": one.password is not None,
        })  # fmt: skip
        for path in filter(None, (one.original, one.password)):
            path.unlink(missing_ok=True)


def _judged(entries: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return (one for one in entries if one.get("done") in CHANGED)


def _old(
    entries: Sequence[Mapping[str, Any]], end: datetime
) -> tuple[list[Mapping[str, Any]], int]:
    """Mails judged before ``end`` that nobody waits for, and how many still wait."""
    decisions: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in entries:
        if "decided" in one:
            decisions.setdefault((one["decided"], one["sha256"]), []).append(one)
    held = {
        one["sha256"]
        for one in _judged(entries)
        if one["done"] == "hold" and undecided(decisions.get((one["queue_id"], one["sha256"]), []))
    }
    old = [one for one in _judged(entries) if datetime.fromisoformat(one["at"]) < end]
    waiting = {one["sha256"] for one in old} & held
    return [one for one in old if one["sha256"] not in held], len(waiting)


def _there(path: Path) -> Path | None:
    return path if path.exists() else None


def _count(folder: Path, pattern: str) -> int:
    return sum(1 for _ in folder.glob(pattern)) if folder.is_dir() else 0
