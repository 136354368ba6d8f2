"""Arguments that several commands share, and what they mean."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.given import existing, moment
from sekisho.cli.voice import Voice
from sekisho.engine.pool import cores
from sekisho.intake.told import context_of
from sekisho.rulebook import Rulebook, load
from sekisho.sources.contract import Context
from sekisho.sources.encoding import encoding_of


def add_evidence(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``EVIDENCE``."""
    parser.add_argument("evidence", metavar="EVIDENCE", help=voice.text("cli.evidence"))


def add_readers(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--rulebook PATH --now TIME --workers N --passwords FILE``."""
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook_path"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.now"))
    parser.add_argument("--workers", metavar="N", type=int, help=voice.text("cli.workers"))
    parser.add_argument("--passwords", metavar="FILE", help=voice.text("cli.passwords"))


def rulebook_from(given: argparse.Namespace) -> Rulebook:
    """The rulebook given, or the assumptions. Raises BadInputError, RulebookError."""
    return load(existing(given.rulebook) if given.rulebook else None)


def context_from(given: argparse.Namespace, clock: datetime) -> Context:
    """What the readers are told. Raises BadInputError, RulebookError."""
    return context_of(rulebook_from(given), moment(given.now, clock), passwords_from(given))


def passwords_from(given: argparse.Namespace) -> tuple[str, ...]:
    """Passwords for encrypted documents, one a line of the file; they go to the readers alone.

    Raises BadInputError.
    """
    if given.passwords is None:
        return ()
    data = existing(given.passwords).read_bytes()
    lines = data.decode(encoding_of(data)).removeprefix("\ufeff").splitlines()
    return tuple(dict.fromkeys(line for line in lines if line))


def workers_of(given: argparse.Namespace) -> int:
    """Worker processes: as many as asked for, else one for each core."""
    return cores() if given.workers is None else max(0, int(given.workers))
