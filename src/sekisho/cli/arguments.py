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


def add_evidence(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``EVIDENCE``."""
    parser.add_argument("evidence", metavar="EVIDENCE", help=voice.text("cli.evidence"))


def add_readers(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--rulebook PATH --now TIME --workers N``."""
    parser.add_argument("--rulebook", metavar="PATH", help=voice.text("cli.rulebook"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.now"))
    parser.add_argument("--workers", metavar="N", type=int, help=voice.text("cli.workers"))


def rulebook_from(given: argparse.Namespace) -> Rulebook:
    """The rulebook given, or the assumptions. Raises BadInputError, RulebookError."""
    return load(existing(given.rulebook) if given.rulebook else None)


def context_from(given: argparse.Namespace, clock: datetime) -> Context:
    """What the readers are told. Raises BadInputError, RulebookError."""
    return context_of(rulebook_from(given), moment(given.now, clock))


def workers_of(given: argparse.Namespace) -> int:
    """Worker processes: as many as asked for, else one for each core."""
    return cores() if given.workers is None else max(0, int(given.workers))
