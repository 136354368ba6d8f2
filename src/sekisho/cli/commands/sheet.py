"""``sekisho sheet init FILE``, ``sekisho sheet check FILE``: the record kept during a case."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.case.duty.weigh import first_known
from sekisho.case.sheet import Sheet, load, template
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, result_path
from sekisho.cli.voice import Voice
from sekisho.ledger.put import put_new
from sekisho.report.when import told
from sekisho.report.words import Words

COUNTED = (
    "calls", "measures", "agencies", "decisions", "duty", "affected", "findings", "damage",
    "voices", "discipline", "faults", "promises", "publications",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``init FILE`` or ``check FILE``."""
    parser.add_argument("act", choices=["init", "check"], help=voice.text("cli.sheet.act"))
    parser.add_argument("file", metavar="FILE", help=voice.text("cli.sheet_file"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes a form to fill in, or tells what a sheet says and what is wrong in it."""
    if given.act == "init":
        return _init(given.file, voice)
    sheet = load(existing(given.file))
    counted = {name: len(getattr(sheet, name)) for name in COUNTED}
    voice.result({"sheet": sheet.name, "sha256": sheet.sha256, "entries": counted})
    voice.say("cli.sheet.right", path=given.file, entries=sum(counted.values()))
    _tell_clock(sheet, voice)
    return Exit.DONE


def _init(file: str, voice: Voice) -> Exit:
    path = result_path(file)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # the mark lets an editor of Windows know that it is UTF-8
        put_new(path, template().replace("\n", "\r\n").encode("utf-8-sig"))
    except FileExistsError:
        raise BadInputError("cli.sheet.exists", path=file) from None
    voice.result({"sheet": str(path)})
    voice.say("cli.sheet.made", path=path)
    return Exit.DONE


def _tell_clock(sheet: Sheet, voice: Voice) -> None:
    known = first_known(sheet)
    if known is None:
        voice.say("cli.sheet.no_clock")
        return
    at = told(Words(voice.language), known.at, timed=True)
    voice.say("cli.sheet.clock", at=at, line=known.line or 0)
