"""``sekisho``: one command a module in ``commands``; without any it shows a menu."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol, cast

import sekisho.cli.commands as package
from sekisho import __version__
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.menu import menu
from sekisho.cli.parser import Parser
from sekisho.cli.voice import Voice, voice_for
from sekisho.engine.collector import look_seldom
from sekisho.text import LANGUAGES, Language


class Command(Protocol):
    """A module in ``commands``; its name is the command's."""

    def arguments(self, parser: argparse.ArgumentParser, voice: Voice) -> None:
        """Adds the command's own arguments."""

    def run(self, given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
        """Does the command's work. ``clock`` is the moment the program was started."""


def commands() -> tuple[str, ...]:
    """The name of every command: a module in the folder ``commands``."""
    return tuple(sorted(info.name for info in pkgutil.iter_modules(package.__path__)))


def command_named(name: str) -> Command:
    """One command; only its own floors are imported, so that a small one starts quickly."""
    return cast("Command", importlib.import_module(f"{package.__name__}.{name}"))


def parser_for(voice: Voice, words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of all commands, with the arguments of the one that ``words`` begin with."""
    Parser.voice = voice
    parser = Parser(
        prog="sekisho", description=voice.text("cli.about"), epilog=voice.text("cli.help.begin")
    )
    about = voice.text("cli.help.version")
    parser.add_argument("--version", action="version", help=about, version=f"sekisho {__version__}")
    chosen = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in commands():
        about = voice.text(f"cli.{name}")
        own = chosen.add_parser(name, help=about, description=about)
        own.add_argument("--lang", choices=LANGUAGES, help=voice.text("cli.lang"))
        own.add_argument("--json", action="store_true", help=voice.text("cli.json"))
        if name == words[0]:
            command_named(name).arguments(own, voice)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """The program. Gives the exit code; no traceback reaches a user."""
    look_seldom()
    words = list(sys.argv[1:] if arguments is None else arguments)
    voice = voice_for(_language(words), json="--json" in words)
    try:
        ended = _run(words, voice)
        voice.out.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else Exit.BAD_INPUT
    except BrokenPipeError:
        return _nobody_listens()
    except BaseException as error:  # noqa: BLE001  (told, never swallowed)
        voice.finished()
        return _tell(error, voice)
    return ended


def _nobody_listens() -> Exit:
    """The reader of a pipe left early (``| head``): nothing more can be said, not even by
    Python at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return Exit.FAILED


def _run(words: list[str], voice: Voice) -> int:
    if not words:
        return menu(voice, input, _arguments, main)
    parser = parser_for(voice, words)
    given = parser.parse_args(words)
    if given.command is None:
        parser.print_help()
        return Exit.BAD_INPUT
    return command_named(given.command).run(given, voice, datetime.now(UTC))


def _arguments(name: str) -> Callable[[argparse.ArgumentParser, Voice], None] | None:
    return command_named(name).arguments if name in commands() else None


def _tell(error: BaseException, voice: Voice) -> Exit:
    """What went wrong, in words with a code, and whether the input or the work was at fault."""
    # here, not above: every worker process loads this module, none of them needs a rulebook
    import duckdb  # noqa: PLC0415

    from sekisho.form.mistakes import FormError  # noqa: PLC0415
    from sekisho.ledger.manifest import ManifestError  # noqa: PLC0415
    from sekisho.rulebook import RulebookError  # noqa: PLC0415

    match error:
        case BadInputError():
            voice.error(error.code, **error.values)
            return Exit.BAD_INPUT
        case RulebookError():
            voice.error("cli.bad_rulebook", mistakes=error.say(voice.language))
            return Exit.BAD_INPUT
        case FormError():
            voice.error("cli.bad_sheet", mistakes=error.say(voice.language))
            return Exit.BAD_INPUT
        case ManifestError():
            voice.error(error.code, path=str(error.path))
            return Exit.BAD_INPUT
        case KeyboardInterrupt():
            voice.error("cli.stopped")
        case OSError():
            place = str(error.filename or "")
            voice.error("cli.io", path=place, error=error.strerror or str(error))
        case duckdb.IOException():
            voice.error("cli.tables", error=str(error))
        case MemoryError() | duckdb.OutOfMemoryException():
            voice.error("cli.out_of_memory", error=str(error) or type(error).__name__)
        case _:
            voice.error("cli.defect", error=f"{type(error).__name__}: {error}")
    return Exit.FAILED


def _language(words: Sequence[str]) -> Language | None:
    """The language asked for, known before the parser that speaks it is made."""
    for before, word in zip(["", *words], words, strict=False):
        for language in LANGUAGES:
            if word == f"--lang={language}" or (before == "--lang" and word == language):
                return language
    return None


if __name__ == "__main__":
    sys.exit(main())
