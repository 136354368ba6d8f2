"""``sekisho sources``: what can be read, how its times are placed, what it was tried on."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice
from sekisho.sources.contract import AnySource
from sekisho.sources.registry import sources


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``[--markdown]``."""
    parser.add_argument("--markdown", action="store_true", help=voice.text("cli.sources.markdown"))


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Lists every source."""
    rows = [_row(source, voice) for source in sources()]
    voice.result(rows)
    if given.markdown:
        voice.line(markdown(voice))
    elif not voice.json:
        widest = max(len(row["name"]) for row in rows)
        for row in rows:
            voice.line(f"{row['name']:<{widest}}  {row['title']}")
        voice.line()
        voice.say("cli.sources.more", count=len(rows))
    return Exit.DONE


def markdown(voice: Voice) -> str:
    """The table of ``docs/formats/README.md``."""
    head = ["name", "title", "kinds", "zone", "encoding", "tried_on"]
    lines = ["| " + " | ".join(voice.text(f"cli.sources.{key}") for key in head) + " |"]
    lines.append("|" + "---|" * len(head))
    for source in sources():
        row = _row(source, voice)
        row["name"] = f"[`{row['name']}`]({row['name']}.md)"
        lines.append("| " + " | ".join(row[key].replace("|", "\\|") for key in head) + " |")
    return "\n".join(lines)


def _row(source: AnySource, voice: Voice) -> dict[str, str]:
    return {
        "name": source.name,
        "title": voice.text(f"source.{source.name}"),
        "kinds": ", ".join(kind.name for kind in source.kinds),
        "zone": voice.text(f"placed.zone.{source.zone}"),
        "encoding": voice.text(f"placed.encoding.{source.encoding}"),
        "tried_on": source.tried_on or voice.text("cli.sources.own_bytes"),
        "reference": source.reference,
    }
