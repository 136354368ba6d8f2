"""``sekisho rulebook init --model MODEL --out DIR``: a rulebook to start from."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.ledger.put import put_new
from sekisho.rulebook.models import MODELS, starting_point


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The ministry's model and the folder."""
    about = voice.text("cli.rulebook.model")
    parser.add_argument("--model", choices=MODELS, required=True, help=about)
    parser.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.out"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes a file for each section; what is there is never overwritten."""
    out = result_path(given.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInputError("cli.out_not_empty", path=given.out)
    out.mkdir(parents=True, exist_ok=True)
    made = starting_point(given.model)
    for name, text in made.items():
        # the mark lets an editor of Windows know that it is UTF-8
        put_new(out / name, text.replace("\n", "\r\n").encode("utf-8-sig"))
    voice.result({"model": given.model, "files": [str(out / name) for name in made]})
    voice.say("cli.rulebook.made", path=out, count=len(made))
    return Exit.DONE
