"""``sekisho collect --out DIR``: what goes onto the stick that collects records on the day."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from sekisho import __version__
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.collect.stick import stick
from sekisho.collect.toolplaces import tool_places
from sekisho.detect.catalogue import tools
from sekisho.ledger.put import put


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--out DIR``."""
    told = voice.text("cli.collect.stick")
    parser.add_argument("--out", metavar="DIR", required=True, help=told)


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes the folder. Nothing is collected on this machine."""
    out = result_path(given.out)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInputError("cli.out_not_empty", path=str(out))
    places = tool_places({tool.name: tool.logs for tool in tools()})
    made = stick(voice.language, places, __version__)
    for name, data in made.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, data)
    _tell(out, sorted(made), voice)
    return Exit.DONE


def _tell(out: Path, names: list[str], voice: Voice) -> None:
    voice.result({"folder": str(out), "files": names})
    start, guide, slip = (voice.text(f"collect.{name}") for name in ("start", "guide", "slip"))
    voice.say("cli.collect.done", path=out, start=start)
    voice.say("cli.collect.printed", guide=guide, slip=slip)
