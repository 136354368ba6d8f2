"""``sekisho mail kept``: how long originals and passwords stay; what is past its term deleted."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import folder, moment
from sekisho.cli.mail.serve import STATE
from sekisho.cli.voice import Voice
from sekisho.events.time import iso
from sekisho.gates.mail.kept import CLOSE, OPEN, Kept, expire, kept
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.told.memory import told_of
from sekisho.rulebook import Rulebook


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``list|delete|open|close [CASE] --rulebook PATH [--by NAME --reason TEXT]``."""
    parser.add_argument("what", choices=("list", "delete", OPEN, CLOSE),
                        help=voice.text("cli.mail.kept_what"))  # fmt: skip
    parser.add_argument("case", nargs="?", metavar="CASE", help=voice.text("cli.mail.case"))
    parser.add_argument("--rulebook", metavar="PATH", required=True,
                        help=voice.text("cli.rulebook"))  # fmt: skip
    parser.add_argument("--state", metavar="DIR", default=STATE, help=voice.text("cli.mail.state"))
    parser.add_argument("--by", metavar="NAME", help=voice.text("cli.mail.by"))
    parser.add_argument("--reason", metavar="TEXT", help=voice.text("cli.mail.reason"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.now"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Lists, deletes, or holds everything while a case is open."""
    sealed, rulebook = Sealed(folder(given.state)), rulebook_from(given)
    now = moment(given.now, clock)
    there = kept(sealed, rulebook, now)
    if given.what == "list":
        return _list(there, told_of(rulebook, sealed.folder).counts(), voice)
    by = _by(given, rulebook)
    if given.what == "delete":
        if there.cases:
            raise BadInputError("cli.mail.case_open", case=next(iter(there.cases)))
        expire(sealed, there.past, by, given.reason, now)
        gone = {
            "originals": sum(one.original is not None for one in there.past),
            "passwords": sum(one.password is not None for one in there.past),
        }
        voice.result(gone)
        voice.say("cli.mail.expired", count=gone["originals"], passwords=gone["passwords"])
        return Exit.DONE
    if not given.case:
        raise BadInputError("cli.mail.no_case_name")
    if given.what == OPEN and given.case in there.cases:
        raise BadInputError("cli.mail.case_twice", case=given.case)
    if given.what == CLOSE and given.case not in there.cases:
        raise BadInputError("cli.mail.no_such_case", case=given.case)
    sealed.record({
        "at": iso(now), "decided": "", "what": given.what, "case": given.case, "by": by,
        "reason": given.reason, "outcome": "done", "sha256": "",
    })  # fmt: skip
    voice.say("cli.mail.case_opened" if given.what == OPEN else "cli.mail.case_closed",
              case=given.case)  # fmt: skip
    return Exit.DONE


def _by(given: argparse.Namespace, rulebook: Rulebook) -> str:
    person = rulebook.person(given.by or "")
    if person is None or person not in map(rulebook.person, rulebook.mail.approvers):
        raise BadInputError("cli.mail.not_an_approver", by=given.by or "")
    if not given.reason:
        raise BadInputError("cli.mail.no_reason")
    return person.name


def _list(there: Kept, told: tuple[int, int], voice: Voice) -> Exit:
    voice.result({
        "days": there.days, "originals": there.originals, "passwords": there.passwords,
        "waiting": there.waiting, "told": told[0], "told_waiting": told[1],
        "cases": list(there.cases.values()),
        "past": [
            {"id": one.queue_id, "sha256": one.sha256, "at": iso(one.at),
             "original": one.original is not None, "password": one.password is not None}
            for one in there.past
        ],
    })  # fmt: skip
    for one in there.past:
        voice.line(f"{one.queue_id}\t{iso(one.at)}\t{one.sha256}")
    voice.say("cli.mail.kept_count", count=there.originals, days=there.days,
              past=sum(one.original is not None for one in there.past), waiting=there.waiting,
              passwords=there.passwords)  # fmt: skip
    if any(told):
        voice.say("cli.mail.kept_told", told=told[0], waiting=told[1])
    for name, opened in there.cases.items():
        voice.say("cli.mail.kept_case", case=name, at=opened["at"], by=opened["by"])
    return Exit.DONE
