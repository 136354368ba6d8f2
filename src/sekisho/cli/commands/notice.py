"""``sekisho notice ACT …``: notices to the staff (周知); acts in ``cli/notice``."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from datetime import datetime
from typing import cast

import sekisho.cli.notice as package
from sekisho.cli.exits import Exit
from sekisho.cli.main import Command
from sekisho.cli.voice import Voice
from sekisho.text import LANGUAGES


def acts() -> tuple[str, ...]:
    """The name of every act: a module in the folder ``cli/notice``."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(package.__path__)))


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """The acts and the arguments of each."""
    chosen = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    for name in acts():
        about = voice.text(f"cli.notice.{name}")
        own = chosen.add_parser(name, help=about, description=about)
        own.add_argument("--lang", choices=LANGUAGES, help=voice.text("cli.lang"))
        own.add_argument("--json", action="store_true", help=voice.text("cli.json"))
        _act(name).arguments(own, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Does the act."""
    return _act(given.act).run(given, voice, clock)


def _act(name: str) -> Command:
    return cast("Command", importlib.import_module(f"{package.__name__}.{name}"))
