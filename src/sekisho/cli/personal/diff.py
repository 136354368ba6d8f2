"""``sekisho personal diff OLD NEW``: drift between two scans, and against the declared register."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing
from sekisho.cli.grounds import told
from sekisho.cli.voice import Voice
from sekisho.intake.documents import File, documents
from sekisho.personal.inventory.declared import THRESHOLD, Declared, declared
from sekisho.personal.inventory.differing import differing
from sekisho.personal.inventory.drift import Drift, drift, to_json, undeclared
from sekisho.personal.inventory.lines import NotAnInventoryError, rows_in
from sekisho.personal.inventory.row import Row
from sekisho.sources.contract import Context


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """Two inventories, and the register."""
    for name in ("old", "new"):
        parser.add_argument(name, metavar=name.upper(), help=voice.text(f"cli.personal.{name}"))
    parser.add_argument(
        "--declared", metavar="FILE", action="append", default=[],
        help=voice.text("cli.personal.declared"),
    )  # fmt: skip
    parser.add_argument(
        "--threshold", metavar="N", type=int, default=THRESHOLD,
        help=voice.text("cli.personal.threshold"),
    )  # fmt: skip


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Tells every difference."""
    found = list(_drift(given.old, given.new))
    register = [one for path in given.declared for one in _register(path, clock)]
    if given.declared:
        found += undeclared(rows_of(given.new), register, given.threshold)
    voice.result([to_json(one) for one in found])
    for one in found:
        voice.line(_line(one, voice))
    if not found:
        voice.say("cli.personal.no_drift")
    return Exit.DONE


def _drift(old: str, new: str) -> tuple[Drift, ...]:
    """The differences of two inventories. Raises BadInputError."""
    before, after = existing(old), existing(new)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
            return drift(differing(before, after, Path(work)))
    except NotAnInventoryError as error:
        raise BadInputError("cli.personal.no_inventory", path=str(error)) from None


def rows_of(path: str) -> Iterator[Row]:
    """The rows of the inventory that lies at a path. Raises BadInputError."""
    try:
        yield from rows_in(existing(path))
    except NotAnInventoryError:
        raise BadInputError("cli.personal.no_inventory", path=path) from None


def _register(path: str, clock: datetime) -> tuple[Declared, ...]:
    """The declared files of a register. Raises BadInputError when none stands in it."""
    file = existing(path)
    given = File(file, file.name, file.stat().st_size)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as work:
        found = [
            one
            for document in documents(given, Path(work), Context(now=clock))
            for one in declared(document.content)
        ]
    if not found:
        raise BadInputError("cli.personal.no_register", path=path)
    return tuple(found)


def _line(one: Drift, voice: Voice) -> str:
    said = told(one.reason, voice)
    return f"{one.path}: {said}" if one.path else said
