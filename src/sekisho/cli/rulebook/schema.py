"""``sekisho rulebook schema --out FILE``: the form as one JSON Schema for an editor."""

from __future__ import annotations

import argparse
from datetime import datetime

import orjson

from sekisho.cli.exits import Exit
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.ledger.put import put
from sekisho.rulebook import schema


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """Where it goes; without, to the terminal."""
    parser.add_argument("--out", metavar="FILE", help=voice.text("cli.rulebook.schema_out"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes the form with every reference replaced by what it names (JSON Schema 2020-12)."""
    content = orjson.dumps(schema(), option=orjson.OPT_INDENT_2) + b"\n"
    if given.out is None:
        voice.result(schema())
        if not voice.json:
            voice.line(content.decode().rstrip("\n"))
        return Exit.DONE
    path = result_path(given.out)
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, content)
    voice.result({"schema": str(path)})
    voice.say("cli.rulebook.schema_made", path=path, file=path.name)
    return Exit.DONE
