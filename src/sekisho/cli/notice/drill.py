"""``sekisho notice drill NUMBER``: harmless drill mails (標的型メール訓練), one an addressee."""

from __future__ import annotations

import argparse
import secrets
from datetime import datetime
from urllib.parse import urlsplit

from sekisho.case.lookback import normal
from sekisho.case.notices.drill import THEMES, Drill, as_notice, drill_letters
from sekisho.case.notices.letters import ALL, addressees
from sekisho.case.notices.register import DRILL
from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import moment
from sekisho.cli.notice.send import Mailing, hand_over, mailing_arguments
from sekisho.cli.voice import Voice
from sekisho.rulebook import Rulebook


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``NUMBER --rulebook PATH --from ADDRESS --link URL [--to NAME]… [--theme THEME]
    [--attach] --out DIR --register FILE [--send]``."""
    parser.add_argument("number", metavar="NUMBER", help=voice.text("cli.notice.drill_number"))
    parser.add_argument("--rulebook", metavar="PATH", required=True,
                        help=voice.text("cli.rulebook_path"))  # fmt: skip
    parser.add_argument("--from", dest="sender", metavar="ADDRESS", required=True,
                        help=voice.text("cli.notice.drill_from"))  # fmt: skip
    parser.add_argument("--link", metavar="URL", required=True,
                        help=voice.text("cli.notice.drill_link"))  # fmt: skip
    parser.add_argument("--to", metavar="NAME", action="append",
                        help=voice.text("cli.notice.drill_to"))  # fmt: skip
    parser.add_argument("--theme", choices=THEMES, default=THEMES[0],
                        help=voice.text("cli.notice.drill_theme"))  # fmt: skip
    parser.add_argument("--attach", action="store_true", help=voice.text("cli.notice.drill_attach"))
    mailing_arguments(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Writes the mails and enters them in the register, then hands them to the mailer if asked."""
    rulebook, now = rulebook_from(given), moment(given.now, clock)
    if any(one.number == given.number for one in rulebook.notices):
        raise BadInputError("cli.notice.drill_is_notice", number=given.number)
    drill = Drill(
        number=given.number,
        theme=given.theme,
        link=_link(given.link),
        sender=_sender(given.sender, rulebook),
        addressees=tuple(given.to or (min(ALL),)),
        attached=given.attach,
    )
    notice = as_notice(drill, now, voice.language)
    made = drill_letters(rulebook, drill, now, lambda: secrets.token_hex(8), voice.language)
    to = addressees(rulebook, notice)
    return hand_over(given, voice, now, Mailing(notice, made, to, DRILL))


def _link(given: str) -> str:
    try:
        parts = urlsplit(given)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.query or parts.fragment:
        raise BadInputError("cli.notice.bad_link", given=given)
    return given


def _sender(given: str, rulebook: Rulebook) -> str:
    """An address of the town: a drill never goes out under somebody else's name."""
    sender = normal.mailbox(given)
    if sender is None:
        raise BadInputError("cli.notice.bad_address", given=given)
    own = {one.casefold() for one in rulebook.mail.domains}
    if sender.rpartition("@")[2].casefold() not in own:
        raise BadInputError("cli.notice.not_ours", given=given)
    return sender
