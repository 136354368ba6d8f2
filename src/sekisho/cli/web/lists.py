"""``sekisho web lists``: lists of others built into the one file that the web gate maps."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import folder, result_path
from sekisho.cli.voice import Voice, in_one_line
from sekisho.gates.web.lists.building import MOST_LISTS, compiled
from sekisho.gates.web.lists.compiled import ListsError
from sekisho.gates.web.lists.feeds import feed
from sekisho.gates.web.lists.reading import Listed, read_folder
from sekisho.ledger.put import put
from sekisho.rulebook import Rulebook


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``FOLDER --out FILE [--feeds DIR] [--rulebook PATH]``."""
    parser.add_argument("folder", metavar="FOLDER", help=voice.text("cli.web.folder"))
    parser.add_argument("--out", metavar="FILE", required=True, help=voice.text("cli.web.out"))
    parser.add_argument("--feeds", metavar="DIR", help=voice.text("cli.web.feeds"))
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.web.rulebook"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Builds the file; tells of each list what it holds and what in it was no entry."""
    source, out, rulebook = folder(given.folder), result_path(given.out), rulebook_from(given)
    found = list(read_folder(source))
    if not any(one.keys for one in found):
        raise BadInputError("cli.web.no_lists", path=str(source))
    try:
        content = compiled(found)
    except ListsError:
        raise BadInputError(
            "cli.web.too_many", count=str(len(found)), most=str(MOST_LISTS)
        ) from None
    out.parent.mkdir(parents=True, exist_ok=True)
    if given.feeds:
        result_path(given.feeds).mkdir(parents=True, exist_ok=True)
    put(out, content)
    feeds = [feed(one) for one in found] if given.feeds else []
    for one in feeds:
        put(result_path(given.feeds) / one.name, one.content)
    wanted = _wanted(rulebook)
    missing = sorted(wanted - {one.name for one in found})
    voice.result(
        {
            "file": str(out),
            "lists": [
                {"name": one.name, "entries": len(one.keys), "rubbish": one.rubbish_count}
                for one in found
            ],
            "missing": missing,
            "feeds": [{"file": one.name, "left_out": one.left_out} for one in feeds],
        }
    )
    _tell(found, wanted, voice)
    voice.say("cli.web.built", path=out, count=sum(len(one.keys) for one in found))
    for one in feeds:
        if one.left_out:
            voice.say("cli.web.feed_full", file=one.name, count=one.left_out)
    for name in missing:
        voice.say("cli.web.missing", name=name)
    whole = not missing and not any(one.left_out for one in feeds)
    return Exit.DONE if whole and not any(one.rubbish_count for one in found) else Exit.NOT_ALL_READ


def _wanted(rulebook: Rulebook) -> set[str]:
    return {name for one in rulebook.web.categories for name in one.lists}


def _tell(found: list[Listed], wanted: set[str], voice: Voice) -> None:
    for one in found:
        used = "*" if one.name in wanted else " "
        voice.line(f"{used} {len(one.keys):9d}  {in_one_line(one.name)}")
        if one.rubbish_count:
            voice.say("cli.web.rubbish", name=one.name, count=one.rubbish_count)
        for line in one.rubbish:
            voice.line(f"      {line.file}:{line.line}: {in_one_line(line.text)}")
