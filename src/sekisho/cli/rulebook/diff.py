"""``sekisho rulebook diff OLD NEW``: what changed, in people's words, and whom it concerns."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import Exit
from sekisho.cli.given import existing, moment
from sekisho.cli.rulebook_paper import add_paper, write_paper
from sekisho.cli.voice import Voice
from sekisho.report.policy.amended import Amendment, amendments, paper
from sekisho.rulebook import schema
from sekisho.rulebook.changes import changes
from sekisho.rulebook.loading import opened


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The two rulebooks and a file for the paper."""
    parser.add_argument("old", metavar="OLD", help=voice.text("cli.rulebook.old"))
    parser.add_argument("new", metavar="NEW", help=voice.text("cli.rulebook.new"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.rulebook.now"))
    add_paper(parser, voice, required=False)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Nothing changed: DONE; else DIFFERENT."""
    old, new = opened(existing(given.old)), opened(existing(given.new))
    books = (old.book, new.book)
    found = amendments(changes(old.whole, new.whole, schema()), books, schema(), voice.language)
    if given.out:
        write_paper(given.out, paper(found, books, moment(given.now, clock), voice.language), voice)
    voice.result(
        {
            "old": old.book.digest,
            "new": new.book.digest,
            "changes": [_plain(one, voice) for one in found],
        }
    )
    section = ""
    for one in found:
        if one.change.section != section:
            section = one.change.section
            title = schema()["properties"][section]["title"]
            voice.line(f"{title} ({section})" if voice.language == "ja" else section)
        who = ", ".join(one.who) or voice.text("regulation.everybody")
        voice.say("cli.rulebook.change", said=one.said(voice.language), who=who)
    voice.say("cli.rulebook.changes" if found else "cli.rulebook.same", count=len(found))
    return Exit.DIFFERENT if found else Exit.DONE


def _plain(one: Amendment, voice: Voice) -> dict[str, object]:
    change = one.change
    return {
        "kind": change.kind,
        "section": change.section,
        "path": list(change.path),
        "entry": " ".join(change.entry),
        "within": [" ".join(identity) for identity in change.within],
        "old": change.old,
        "new": change.new,
        "concerns": list(one.who),
        "sentence": one.said(voice.language),
    }
