"""``sekisho notice status``: each addressee of each notice, and whose confirmation is missing."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.case.json import plain
from sekisho.case.notices.status import Person, statuses
from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing
from sekisho.cli.moments import stamp
from sekisho.cli.notice.replies import told_of
from sekisho.cli.voice import Voice, in_one_line


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``[NUMBER] --rulebook PATH --register FILE``."""
    parser.add_argument("number", nargs="?", metavar="NUMBER", help=voice.text("cli.notice.number"))
    parser.add_argument("--rulebook", metavar="PATH", required=True,
                        help=voice.text("cli.rulebook_path"))  # fmt: skip
    parser.add_argument("--register", metavar="FILE", required=True,
                        help=voice.text("cli.notice.register"))  # fmt: skip


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Tells one notice, or all of the rulebook."""
    known = told_of(existing(given.register))
    found = [
        one for one in statuses(rulebook_from(given), known)
        if given.number in (None, one.notice.number)
    ]  # fmt: skip
    if given.number and not found:
        raise BadInputError("cli.notice.no_such", number=given.number)
    voice.result([{**plain(one), "silent": list(one.silent)} for one in found])
    for status in found:
        voice.say(
            "cli.notice.status.line",
            number=status.notice.number,
            title=in_one_line(status.notice.title),
            people=len(status.people),
            reached=status.reached,
            confirmed=status.confirmed,
        )
        for person in status.people:
            voice.line("  " + _line(person, voice))
        if status.silent:
            voice.say("cli.notice.silent", names="、".join(status.silent))
        for name in status.unknown:
            voice.say("cli.notice.not_reached", name=name)
    return Exit.DONE


def _line(one: Person, voice: Voice) -> str:
    acts = [
        f"{voice.text(f'notice.act.{act}')} {stamp(voice, at)}"
        for act, at in (("sent", one.sent), ("delivered", one.delivered),
                        ("read", one.read), ("confirmed", one.confirmed))
        if at
    ]  # fmt: skip
    if one.failed:
        acts.append(voice.text("notice.act.failed"))
    if one.bounced:
        why = in_one_line(one.reason) or voice.text("notice.no_reason")
        acts.append(voice.text("notice.bounced", reason=why))
    return "\t".join((one.name, one.department, *(acts or [voice.text("notice.act.none")])))
