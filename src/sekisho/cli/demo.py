"""The main job on an exercise: what ``make demo`` runs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sekisho.cli.exits import Exit
from sekisho.cli.main import main
from sekisho.cli.voice import voice_for

FOLDER = Path("demo")
NOW = "2016-06-23T11:00:00+09:00"
LINE = "proxy=fortigate"
"""A line that records connections, which the line gate judges, beside web pages."""
WELL = (Exit.DONE, Exit.NOT_ALL_READ)


def demo(folder: Path = FOLDER) -> int:
    """Writes the Ikeda exercise, investigates it, says where the reports lie, and tries every
    gate on it: what would have stopped it, and whom that would have disturbed (``gates.html``).

    The folder is made anew each time. Gives the exit code of the investigation, that of the
    trial where this did not come to an end.
    """
    if folder.exists():
        shutil.rmtree(folder)
    exercise = folder / "ikeda"
    written = main(["drill", "ikeda", "--out", str(exercise), "--set", LINE])
    if written:
        return written
    evidence, case = exercise / "evidence", folder / "case"
    ended = main(["investigate", str(evidence), "--case", str(case), "--now", NOW])
    if ended not in WELL:
        return ended
    voice = voice_for(None, json=False)
    rulebook = str((exercise / "rulebook").with_suffix(".yaml"))
    voice.line()
    voice.say("cli.demo.gates", path=rulebook)
    asked = ["gates", "preview", "all", "--from", str(case), "--rulebook", rulebook]
    leaf = folder / "gates.html"
    tried = main([*asked, "--page", str(leaf), "--now", NOW])
    if tried in WELL:
        voice.line()
        voice.say("cli.demo.read", report=case / "report-internal.html", page=leaf)
    return ended if tried in WELL else tried


if __name__ == "__main__":
    sys.exit(0 if demo() in WELL else 1)
