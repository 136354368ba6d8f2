"""``sekisho personal rules``: the rules of the package, to be changed for ``--rules``."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice
from sekisho.personal.rules import text_of_package


def arguments(_parser: argparse.ArgumentParser, _voice: Voice) -> None:
    """None of its own."""


def run(_given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes the file to the output, in UTF-8 whatever the console's encoding."""
    raw = getattr(voice.out, "buffer", None)
    if raw is None:
        voice.out.write(text_of_package().decode())
    else:
        voice.out.flush()
        raw.write(text_of_package())
    return Exit.DONE
