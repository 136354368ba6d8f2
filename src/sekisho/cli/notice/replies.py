"""``sekisho notice replies --from PATH``: confirmations and deliveries into the register."""

from __future__ import annotations

import argparse
import shutil
from datetime import datetime
from pathlib import Path

from sekisho.case.notices.register import Act, RegisterChangedError, Told, append, read
from sekisho.case.notices.replies import answers
from sekisho.cli.account import tell_unread
from sekisho.cli.arguments import add_readers, passwords_from, rulebook_from, workers_of
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, moment
from sekisho.cli.records import records
from sekisho.cli.voice import Voice, in_one_line
from sekisho.cli.work import work_folder
from sekisho.intake.told import context_of
from sekisho.ledger.private import private_folder

COUNTED: tuple[Act, ...] = (
    "delivered", "confirmed", "bounced", "read", "called", "reported", "away",
)  # fmt: skip


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--from MBOX|EVIDENCE --register FILE``."""
    parser.add_argument("--from", dest="origin", metavar="PATH", required=True,
                        help=voice.text("cli.notice.from"))  # fmt: skip
    parser.add_argument("--register", metavar="FILE", required=True,
                        help=voice.text("cli.notice.register"))  # fmt: skip
    add_readers(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Reads what came, and appends what the register does not hold yet."""
    origin, register = existing(given.origin), existing(given.register)
    known = told_of(register)
    now = moment(given.now, clock)
    context = context_of(rulebook_from(given), now, passwords_from(given))
    with (
        work_folder(register) as work,
        records(_folder(origin, work), work, context, workers_of(given), voice) as (tables, taken),
    ):
        found = answers(tables, known)
    voice.finished()
    append(register, found.told)
    counted = {act: sum(one.act == act for one in found.told) for act in COUNTED}
    voice.result({
        **counted, "strangers": [{"person": one, "from": other} for one, other in found.strangers]
    })  # fmt: skip
    voice.say("cli.notice.answers", **counted)
    voice.say("cli.notice.beside", **counted)
    for person, sender in found.strangers:
        voice.say("cli.notice.stranger", person=person, sender=in_one_line(sender))
    return tell_unread(taken, voice)


def register_of(given: str | None) -> Path | None:
    """The register of notices given, if it is as it was written. Raises BadInputError."""
    path = existing(given) if given else None
    if path is not None:
        told_of(path)
    return path


def told_of(register: Path) -> tuple[Told, ...]:
    """The register's acts. Raises BadInputError."""
    try:
        return read(register.read_bytes())
    except RegisterChangedError as error:
        raise BadInputError("cli.notice.changed", path=str(register),
                            line=str(error.line)) from None  # fmt: skip


def _folder(origin: Path, work: Path) -> Path:
    """A single mailbox as a folder of evidence."""
    if origin.is_dir():
        return origin
    folder = private_folder(work / "mailbox")
    shutil.copyfile(origin, folder / origin.name)
    return folder
