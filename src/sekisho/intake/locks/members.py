"""Members of a RAR in their order, with or without a lock, laid out anew without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import IO

from sekisho.intake.locks.opened import Bare
from sekisho.intake.locks.spliced import Made, Segment, Spliced
from sekisho.intake.locks.sums import Entry
from sekisho.intake.locks.tries import TooDearError, Tries


@dataclass(frozen=True)
class Packed:
    """A member. ``entry``: what its header says; ``head``: makes its header for so many bytes of
    packed content, stored where none are given; ``content``: its packed bytes; ``chained``: it is
    unpacked with the words of those before it (solid); ``unlocked``: itself with a password, or
    None where that is known to be wrong; None for one that has no lock; ``sure``: whether the lock
    itself tells a wrong password; ``group``: members with the same one have the same lock."""

    entry: Entry
    head: Callable[[int | None], bytes]
    content: Segment
    chained: bool = False
    unlocked: Callable[[str], Packed | None] | None = None
    sure: bool = False
    group: bytes = b""


def bare_of(
    file: IO[bytes], frame: tuple[bytes, bytes], members: Sequence[Packed], tries: Tries, code: str
) -> Bare:
    """The archive without its locks. ``frame``: what stands before and behind the members;
    ``code``: why no more members are known."""
    words = _words(file, frame, members, tries)
    segments: list[Segment] = [Made(frame[0])]
    entries: list[Entry] = []
    broken = ""
    for one in members:
        given, entry = one, one.entry
        if one.unlocked is not None and not entry.code:
            known = words.get(one.group)
            found = _unlocked(one, known[0], tries) if known else None
            given = found or one
            entry = given.entry if found else replace(entry, code=tries.shut)
            if known and not (known[1] or one.sure):
                entry = replace(entry, why="not_read.encrypted_member")
        if broken and one.chained and not entry.code:
            entry = replace(entry, code=broken)
        entries.append(entry)
        # folders and links have no words that others could need
        if one.content.size and (entry.code or not one.chained):
            broken = broken or entry.code if one.chained else entry.code
        segments.append(Made(given.head(None if entry.code else given.content.size)))
        segments += [] if entry.code else [given.content]
    return Bare(Spliced(file, [*segments, Made(frame[1])]), entries, code)


def _unlocked(one: Packed, word: str, tries: Tries) -> Packed | None:
    """The member behind a password; None where that is a wrong one, or its key too dear."""
    try:
        return one.unlocked(word) if one.unlocked else None
    except TooDearError:
        tries.untried = True
        return None


def _words(
    file: IO[bytes], frame: tuple[bytes, bytes], members: Sequence[Packed], tries: Tries
) -> dict[bytes, tuple[str, bool]]:
    """The password of each group, and whether a member of it came out with that."""
    groups: dict[bytes, list[Packed]] = {}
    for one in members:
        if one.unlocked is not None and not one.entry.code:
            groups.setdefault(one.group, []).append(one)
    words: dict[bytes, tuple[str, bool]] = {}
    for group, own in groups.items():
        alone = [one for one in own if one.entry.summed and one.entry.size > 0 and not one.chained]
        tried = min(alone, key=lambda one: one.entry.size, default=None)
        word = tries.first(partial(_opens, file, frame, own[0], tried, tries))
        if word is not None:
            words[group] = word, tried is not None
        elif tried is None and not own[0].sure and words:
            # nothing of it can be tried alone: with the word of the others, if with any
            words[group] = tries.words[0], False
    return words


def _opens(
    file: IO[bytes], frame: tuple[bytes, bytes], first: Packed, tried: Packed | None,
    tries: Tries, word: str,
) -> str | None:  # fmt: skip
    """The word again, if it opens the group: by what the lock says of it, or by what comes out."""
    unlocked = (tried or first).unlocked
    found = unlocked(word) if unlocked else None
    if found is None or first.sure:
        return word if found else None
    if tried is None:
        return None
    head = found.head(found.content.size)
    stream = Spliced(file, [Made(frame[0]), Made(head), found.content, Made(frame[1])])
    return word if tries.opens(stream, found.entry) else None
