"""``sekisho notice record NUMBER``: what did not come by mail, entered by hand:
a report by telephone, an absence, a signature on paper."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime

from sekisho.case.notices.letters import digest, notice_of
from sekisho.case.notices.register import BY_HAND, Told, append
from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import moment, result_path
from sekisho.cli.notice.replies import told_of
from sekisho.cli.voice import Voice
from sekisho.events.time import iso

WHAT = ("reported", "away", "confirmed")


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``NUMBER --rulebook PATH --register FILE --person NAME… --what WHAT --at TIME
    --how TEXT``."""
    parser.add_argument("number", metavar="NUMBER", help=voice.text("cli.notice.record_number"))
    parser.add_argument("--rulebook", metavar="PATH", required=True,
                        help=voice.text("cli.rulebook_path"))  # fmt: skip
    parser.add_argument("--register", metavar="FILE", required=True,
                        help=voice.text("cli.notice.register"))  # fmt: skip
    parser.add_argument("--person", metavar="NAME", action="append", required=True,
                        help=voice.text("cli.notice.record_person"))  # fmt: skip
    parser.add_argument("--what", choices=WHAT, required=True,
                        help=voice.text("cli.notice.record_what"))  # fmt: skip
    parser.add_argument("--at", metavar="TIME", required=True,
                        help=voice.text("cli.notice.record_at"))  # fmt: skip
    parser.add_argument("--how", metavar="TEXT", required=True,
                        help=voice.text("cli.notice.record_how"))  # fmt: skip


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Appends a line a person; all or none."""
    rulebook, at = rulebook_from(given), iso(moment(given.at, clock))
    register = result_path(given.register)
    known = [one for one in (told_of(register) if register.exists() else ())
             if one.number == given.number]  # fmt: skip
    notice = notice_of(rulebook, given.number)
    if notice is None and not known:
        raise BadInputError("cli.notice.no_such", number=given.number)
    made = {one.person: one for one in known if one.act == "made"}
    lines = []
    for name in dict.fromkeys(given.person):
        person = rulebook.person(name)
        shown = person.name if person else name
        if person is None and shown not in made:
            raise BadInputError("cli.notice.no_person", name=name)
        mail = made.get(shown) or Told(
            at, "made", given.number, digest(notice) if notice else known[0].digest, shown,
            "", "", "",
        )  # fmt: skip
        lines.append(replace(mail, at=at, act=given.what, source=BY_HAND, reason=given.how))
    append(register, lines)
    voice.result({"number": given.number, "entered": [one.person for one in lines]})
    voice.say("cli.notice.recorded", count=len(lines))
    return Exit.DONE
