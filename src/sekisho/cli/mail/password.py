"""``sekisho mail password ID``: the sheet with the password of a mail that left encrypted."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import folder, result_path
from sekisho.cli.mail.serve import STATE
from sekisho.cli.mail_record import found_in
from sekisho.cli.voice import Voice
from sekisho.events.time import iso
from sekisho.gates.mail.decisions import MayNotError, receiver
from sekisho.gates.mail.passwords import kept, sheet
from sekisho.gates.mail.sealed import Sealed
from sekisho.ledger.private import write_private


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``ID --rulebook PATH --by NAME --reason TEXT [--out FILE]``."""
    parser.add_argument("id", metavar="ID", help=voice.text("cli.mail.id"))
    parser.add_argument("--rulebook", metavar="PATH", required=True,
                        help=voice.text("cli.rulebook"))  # fmt: skip
    parser.add_argument("--state", metavar="DIR", default=STATE, help=voice.text("cli.mail.state"))
    parser.add_argument("--by", metavar="NAME", required=True,
                        help=voice.text("cli.mail.password_by"))  # fmt: skip
    parser.add_argument("--reason", metavar="TEXT", required=True,
                        help=voice.text("cli.mail.reason"))  # fmt: skip
    parser.add_argument("--out", metavar="FILE", help=voice.text("cli.mail.out"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Records who took it, then gives it."""
    sealed, rulebook = Sealed(folder(given.state)), rulebook_from(given)
    found = found_in(sealed, given.id)
    try:
        person = receiver(given.by, found, rulebook)
    except MayNotError as error:
        raise BadInputError(error.code, **error.values) from None
    key = found.get("leaving", {}).get("password")
    one = kept(sealed.folder, key) if key else None
    if one is None:
        raise BadInputError("cli.mail.no_password", id=given.id)
    sealed.record({
        "at": iso(clock), "decided": given.id, "what": "look", "by": person.name,
        "reason": given.reason, "outcome": "done", "sha256": found["sha256"],
    })  # fmt: skip
    text = sheet(one, rulebook)
    voice.result({"id": given.id, "password": one.password, "recipients": list(one.recipients)})
    if given.out:
        write_private(result_path(given.out), text.encode())
        voice.say("cli.mail.password_written", path=given.out)
    else:
        for line in text.splitlines():
            voice.line(line)
    return Exit.DONE
