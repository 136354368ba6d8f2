"""Mails of evidence where their bytes lie: in files, mailboxes, and archives of either.

A case keeps no bytes ([decision 6]), so that they are read from where the evidence lay when it was
received. What is no longer there, or no longer as it was hashed, gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from sekisho.events.evidence import INSIDE, Evidence
from sekisho.intake.archives import Allowance, inside, members
from sekisho.intake.folder import NotReceived, named_files, receive_file
from sekisho.intake.marked import with_parts
from sekisho.intake.recognise import recognised
from sekisho.ledger.manifest import Entry
from sekisho.sources.contract import Source
from sekisho.sources.mail.eml import message_of
from sekisho.sources.mail.mbox import messages_of

KEPT_WHOLE = ("eml", "mbox")
"""Sources whose mails lie there as they came; others (Outlook, lists) hold what was made of it."""


@dataclass(frozen=True)
class There:
    """One mail: the evidence and position that its event points to, and its bytes."""

    evidence: str
    position: int
    data: bytes = field(repr=False)


def mails_there(
    root: Path,
    entries: Sequence[Entry],
    wanted: AbstractSet[str],
    work: Path,
    passwords: tuple[str, ...] = (),
) -> Iterator[There]:
    """The mails of the evidence named, in the order of the files. ``work``: an empty folder for
    what comes out of archives; ``passwords``: for those that are encrypted. Raises OSError."""
    known = {one.name: one for one in entries if one.name in wanted and one.source in KEPT_WHOLE}
    hashes = {one.name: one.sha256 for one in entries}
    outer = {name.partition(INSIDE)[0] for name in known}
    if not outer or not root.is_dir():
        return
    allowance = Allowance(passwords=passwords)
    for name, path in named_files(root):
        if name in outer:
            found = receive_file(path, name)
            if isinstance(found, Evidence) and found.sha256 == hashes.get(name):
                for one in with_parts(found):
                    yield from _within(one, known, work, allowance)


def _within(
    outermost: Evidence | NotReceived, known: dict[str, Entry], work: Path, allowance: Allowance
) -> Iterator[There]:
    waiting = [outermost]
    while waiting:
        found = waiting.pop()
        if isinstance(found, NotReceived):
            continue
        entry = known.get(found.name)
        if entry is not None and entry.sha256 == found.sha256:
            yield from _mails(found, entry)
        if any(name.startswith(f"{found.name}{INSIDE}") for name in known):
            waiting += reversed(list(_inside(found, work, allowance)))
        if found.path.parent == work:
            found.path.unlink(missing_ok=True)


def _inside(found: Evidence, work: Path, allowance: Allowance) -> Iterator[Evidence | NotReceived]:
    looked = recognised(found, "folder", work / f"text-{allowance.count:06d}")
    if isinstance(looked, NotReceived):
        return
    item, sample = looked
    if item.archive:
        yield from members(found, sample.head, work, allowance)
    elif isinstance(item.source, Source) and item.source.contents is not None:
        yield from inside(found, item.source.contents(item.evidence), work, allowance)


def _mails(found: Evidence, entry: Entry) -> Iterator[There]:
    if entry.source == "eml":
        raws = iter((message_of(found),))
        yield from (There(found.name, raw.position, raw.data) for raw in raws)
        return
    with found.path.open("rb") as file:
        for raw in messages_of(file):
            if raw.size == len(raw.data):
                yield There(found.name, raw.position, raw.data)
