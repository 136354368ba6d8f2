"""Commands of several acts: ``sekisho COMMAND ACT …``, an act a module of a folder.

A module named like a word that Python keeps for itself ends in ``_`` (``return_`` is ``return``).
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from dataclasses import dataclass
from datetime import datetime
from keyword import iskeyword
from types import ModuleType
from typing import TYPE_CHECKING, cast

from sekisho.cli.exits import Exit
from sekisho.cli.voice import Voice
from sekisho.text import LANGUAGES

if TYPE_CHECKING:
    from sekisho.cli.main import Command


@dataclass(frozen=True)
class Acts:
    """The acts of a command; ``package`` is the folder, its name the command's."""

    package: ModuleType

    @property
    def names(self) -> tuple[str, ...]:
        """The name of every act."""
        found = pkgutil.iter_modules(self.package.__path__)
        return tuple(sorted(info.name.rstrip("_") for info in found))

    def arguments(self, parser: argparse.ArgumentParser, voice: Voice) -> None:
        """The acts and the arguments of each."""
        command = self.package.__name__.rpartition(".")[2]
        about = voice.text("cli.act")
        chosen = parser.add_subparsers(dest="act", metavar="ACT", required=True, help=about)
        for name in self.names:
            about = voice.text(f"cli.{command}.{name}")
            own = chosen.add_parser(name, help=about, description=about)
            own.add_argument("--lang", choices=LANGUAGES, help=voice.text("cli.lang"))
            own.add_argument("--json", action="store_true", help=voice.text("cli.json"))
            self.named(name).arguments(own, voice)

    def run(self, given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
        """Does the act."""
        return self.named(given.act).run(given, voice, clock)

    def named(self, name: str) -> Command:
        """One act."""
        module = f"{name}_" if iskeyword(name) else name
        return cast("Command", importlib.import_module(f"{self.package.__name__}.{module}"))
