"""``sekisho notice send NUMBER``: the mails of a notice, one an addressee, each with its sign."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.policy import SMTP

from sekisho.case.lookback import normal
from sekisho.case.notices.letters import Addressees, Letter, addressees, digest, letters, notice_of
from sekisho.case.notices.register import Act, RegisterChangedError, Told, append
from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import moment, result_path
from sekisho.cli.voice import Voice
from sekisho.events.time import iso
from sekisho.gates.posted import MAILER, posted
from sekisho.gates.programs import program
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put_new
from sekisho.rulebook import Notice


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``NUMBER --rulebook PATH --reply-to ADDRESS --out DIR --register FILE [--send]``."""
    parser.add_argument("number", metavar="NUMBER", help=voice.text("cli.notice.number"))
    parser.add_argument("--rulebook", metavar="PATH", required=True,
                        help=voice.text("cli.rulebook_path"))  # fmt: skip
    parser.add_argument("--reply-to", metavar="ADDRESS", required=True,
                        help=voice.text("cli.notice.reply_to"))  # fmt: skip
    mailing_arguments(parser, voice)


def mailing_arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--out DIR --register FILE [--send] [--now TIME]``."""
    parser.add_argument("--out", metavar="DIR", required=True, help=voice.text("cli.notice.out"))
    parser.add_argument("--register", metavar="FILE", required=True,
                        help=voice.text("cli.notice.register"))  # fmt: skip
    parser.add_argument("--send", action="store_true", help=voice.text("cli.notice.do_send"))
    parser.add_argument("--now", metavar="TIME", help=voice.text("cli.now"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Writes the mails and enters them in the register, then hands them to the mailer if asked."""
    rulebook, now = rulebook_from(given), moment(given.now, clock)
    notice = notice_of(rulebook, given.number)
    if notice is None:
        raise BadInputError("cli.notice.no_such", number=given.number)
    reply_to = normal.mailbox(given.reply_to)
    if reply_to is None:
        raise BadInputError("cli.notice.bad_address", given=given.reply_to)
    to = addressees(rulebook, notice)
    made = letters(rulebook, notice, reply_to, now, lambda: secrets.token_hex(8), voice.language)
    return hand_over(given, voice, now, Mailing(notice, made, to))


@dataclass(frozen=True)
class Mailing:
    """Mails of a notice or a drill on their way. ``source``: of what is entered as made."""

    notice: Notice
    letters: Sequence[Letter]
    to: Addressees
    source: str = ""


def hand_over(given: argparse.Namespace, voice: Voice, now: datetime, one: Mailing) -> Exit:
    """Writes the mails to ``--out``, enters them in ``--register``, and hands them to the mailer
    with ``--send``. Raises BadInputError."""
    if given.send and program(MAILER) is None:
        raise BadInputError("cli.notice.no_mailer")
    if not one.letters:
        raise BadInputError("cli.notice.nobody", number=one.notice.number)
    out, register = private_folder(result_path(given.out)), result_path(given.register)
    try:
        append(register, (_told(one, each, "made", iso(now)) for each in one.letters))
    except RegisterChangedError as error:
        raise BadInputError("cli.notice.changed", path=given.register,
                            line=str(error.line)) from None  # fmt: skip
    for each in one.letters:
        put_new(out / f"{each.token}.eml", each.mail.as_bytes(policy=SMTP))
    acts = list(_sent(one.letters)) if given.send else []
    append(register, (_told(one, each, act, iso(now)) for each, act in acts))
    failed = [each.person.name for each, act in acts if act == "failed"]
    missing = [*one.to.unknown, *(each.name for each in one.to.unreachable)]
    voice.result({
        "number": one.notice.number, "made": len(one.letters), "sent": len(acts) - len(failed),
        "failed": failed, "not_reached": missing,
    })  # fmt: skip
    voice.say("cli.notice.made", count=len(one.letters), path=out)
    if given.send:
        voice.say("cli.notice.sent", count=len(acts) - len(failed))
    for name in failed:
        voice.say("cli.notice.failed", name=name)
    for name in missing:
        voice.say("cli.notice.not_reached", name=name)
    return Exit.NOT_ALL_READ if failed or missing else Exit.DONE


def _told(one: Mailing, letter: Letter, act: Act, at: str) -> Told:
    return Told(
        at=at,
        act=act,
        number=one.notice.number,
        digest=digest(one.notice),
        person=letter.person.name,
        address=letter.person.mail[0],
        message_id=letter.message_id,
        token=letter.token,
        source=one.source if act == "made" else "",
    )


def _sent(made: Sequence[Letter]) -> Iterator[tuple[Letter, Act]]:
    """Each handed to the mailer."""
    for one in made:
        yield one, "failed" if posted(one.mail) else "sent"
