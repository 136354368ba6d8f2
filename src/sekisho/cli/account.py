"""Telling what was not read: a full account, and the exit code that goes with it."""

from __future__ import annotations

from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice, in_one_line
from sekisho.ledger.manifest import Entry, Manifest

SHOWN = 20
"""Lines on the terminal; the whole list stands in the result and the reports."""
WHOLE = ("read", "archive", "duplicate", "companion")


def not_read(manifest: Manifest, voice: Voice) -> list[dict[str, str]]:
    """Every evidence that was not read whole, with the reason in the user's language."""
    return [
        {"path": entry.name, "reason": reason(entry, voice), "code": code_of(entry)}
        for entry in manifest.entries
        if entry.status not in WHOLE
    ]


def code_of(entry: Entry) -> str:
    """The text code that says why an evidence was not read whole."""
    if entry.status == "absent":
        return "not_read.absent"
    return entry.reason or "not_read.pieces"


def reason(entry: Entry, voice: Voice) -> str:
    """Why, in words."""
    words = voice.text(code_of(entry), **entry.values)
    return f"{words} ({entry.unread})" if entry.unread else words


def tell_unread(manifest: Manifest, voice: Voice) -> Exit:
    """Tells what was not read and gives the exit code."""
    missing = not_read(manifest, voice)
    if not missing:
        return Exit.DONE
    voice.say("cli.done.unread", count=len(missing))
    for one in missing[:SHOWN]:
        voice.say("cli.unread.line", path=in_one_line(one["path"]), reason=one["reason"])
    return Exit.NOT_ALL_READ
