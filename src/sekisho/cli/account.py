"""Telling what was not read: a full account, and the exit code that goes with it."""

from __future__ import annotations

from collections.abc import Iterator

from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice, in_one_line
from sekisho.ledger.manifest import Entry, Manifest

SHOWN = 20
"""Lines on the terminal; the whole list stands in the result and the reports."""
WHOLE = ("read", "archive", "duplicate", "companion")


def not_read(manifest: Manifest, voice: Voice) -> list[dict[str, str]]:
    """Every evidence that was not read whole, with the reason in the user's language and the
    place; times that could not be read, or cannot be true, are told beside. ``detail``: what
    the library that read it said, in its own words: for experts, never on the terminal."""
    return [
        {"path": entry.name, "reason": words, "code": code, "detail": _detail(entry, code)}
        for entry in manifest.entries
        for code, words in _reasons(entry, voice)
    ]


def _reasons(entry: Entry, voice: Voice) -> Iterator[tuple[str, str]]:
    if entry.status == "absent":
        yield "not_read.absent", voice.text("not_read.absent")
        return
    if entry.reason and entry.status not in WHOLE:
        yield entry.reason, voice.text(entry.reason, **entry.values)
    if entry.unread:
        words = voice.text("not_read.pieces")
        yield "not_read.pieces", f"{words} ({_place(entry, voice)})"
    for code, count in (("undated", entry.undated), ("implausible", entry.implausible)):
        if count:
            yield f"not_read.{code}", f"{voice.text(f'not_read.{code}')} ({count})"


def _detail(entry: Entry, code: str) -> str:
    values = entry.values if code == entry.reason else {}
    return values.get("why", values.get("error", ""))


def _place(entry: Entry, voice: Voice) -> str:
    """How many pieces, and where the first lies."""
    if entry.first_unread is None or entry.unit is None:
        return str(entry.unread)
    values = {"count": entry.unread, "position": entry.first_unread}
    return voice.text(f"cli.unread.at.{entry.unit}", **values)


def tell_unread(manifest: Manifest, voice: Voice, *, reported: bool = False) -> Exit:
    """Tells what was not read and gives the exit code. ``reported``: a report lists all of it."""
    missing = not_read(manifest, voice)
    if not missing:
        return Exit.DONE
    voice.say("cli.done.unread_reported" if reported else "cli.done.unread", count=len(missing))
    for one in missing[:SHOWN]:
        words = in_one_line(one["reason"])
        voice.say("cli.unread.line", path=in_one_line(one["path"]), reason=words, code=one["code"])
    if len(missing) > SHOWN:
        voice.say("cli.unread.more", count=len(missing) - SHOWN)
    return Exit.NOT_ALL_READ
