"""``sekisho rulebook check PATH``: every mistake, every doubt, and what is taken for granted."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sekisho.cli.exits import Exit
from sekisho.cli.given import existing, moment
from sekisho.cli.voice import Voice
from sekisho.form.mistakes import Mistake
from sekisho.rulebook.doubts import doubts
from sekisho.rulebook.loading import RulebookError, opened


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The rulebook, the day it is looked at, and whether doubts count."""
    parser.add_argument("path", metavar="PATH", help=voice.text("cli.rulebook_path"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.rulebook.now"))
    parser.add_argument("--strict", action="store_true", help=voice.text("cli.rulebook.strict"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Mistakes end with BAD_INPUT; doubts are told, and end with DIFFERENT when ``--strict``."""
    now = moment(given.now, clock)
    try:
        rulebook = opened(existing(given.path))
    except RulebookError as error:
        voice.result({"mistakes": _plain(error.mistakes, voice), "doubts": [], "assumptions": []})
        raise
    found = doubts(rulebook, now)
    book = rulebook.book
    voice.result(
        {
            "digest": book.digest,
            "files": [{"name": one.name, "sha256": one.sha256} for one in book.files],
            "mistakes": [],
            "doubts": _plain(found, voice),
            "assumptions": [
                {"code": one.code, "sentence": one.say(voice.language)} for one in book.assumptions
            ],
        }
    )
    voice.say("cli.rulebook.right", path=given.path, files=len(book.files), digest=book.digest[:16])
    for assumption in book.assumptions:
        voice.line(f"  {assumption.say(voice.language)} [{assumption.code}]")
    voice.say("cli.rulebook.doubts" if found else "cli.rulebook.no_doubts", count=len(found))
    for one in found:
        voice.line(f"  {one.say(voice.language)} [{one.code}]")
    return Exit.DIFFERENT if found and given.strict else Exit.DONE


def _plain(found: Sequence[Mistake], voice: Voice) -> list[dict[str, Any]]:
    return [
        {
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "code": one.code,
            "values": dict(one.values),
            "sentence": one.say(voice.language),
        }
        for one in found
    ]
