"""``sekisho gates devices --from PATH``: devices in use, as a draft of entries."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.exits import Exit
from sekisho.cli.seen import add_seen, devices_seen
from sekisho.cli.voice import Voice


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The records, the stretch of time, and where the draft goes."""
    add_seen(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Lists them, and writes the draft where one is asked for."""
    return devices_seen(given, voice, clock)
