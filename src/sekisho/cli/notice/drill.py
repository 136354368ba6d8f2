"""``sekisho notice drill NUMBER``: harmless drill mails (標的型メール訓練), one an addressee."""

from __future__ import annotations

import argparse
import secrets
from datetime import datetime
from urllib.parse import urlsplit

from sekisho.case.lookback import normal
from sekisho.case.notices.drill import Drill, as_notice, drill_letters
from sekisho.case.notices.letters import ALL, addressees
from sekisho.case.notices.register import DRILL
from sekisho.case.notices.wording import THEMES, Wording, WordingError, built_in, load
from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, moment
from sekisho.cli.notice.send import Mailing, hand_over, mailing_arguments
from sekisho.cli.voice import Voice
from sekisho.rulebook import Rulebook


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``NUMBER --rulebook PATH --from ADDRESS --link URL [--to NAME]… [--theme THEME | --text FILE]
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
    parser.add_argument("--theme", choices=THEMES, help=voice.text("cli.notice.drill_theme"))
    parser.add_argument("--text", metavar="FILE", help=voice.text("cli.notice.drill_text"))
    parser.add_argument("--attach", action="store_true", help=voice.text("cli.notice.drill_attach"))
    mailing_arguments(parser, voice)


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Writes the mails and enters them in the register, then hands them to the mailer if asked."""
    rulebook, now = rulebook_from(given), moment(given.now, clock)
    if any(one.number == given.number for one in rulebook.notices):
        raise BadInputError("cli.notice.drill_is_notice", number=given.number)
    drill = Drill(
        number=given.number,
        wording=_wording(given, voice),
        link=_link(given.link),
        sender=_sender(given.sender, rulebook),
        addressees=tuple(given.to or (min(ALL),)),
        attached=given.attach,
    )
    notice = as_notice(drill, now)
    made = drill_letters(rulebook, drill, now, lambda: secrets.token_hex(8), voice.language)
    to = addressees(rulebook, notice)
    return hand_over(given, voice, now, Mailing(notice, made, to, DRILL))


def _wording(given: argparse.Namespace, voice: Voice) -> Wording:
    """A built-in text, or the officer's own."""
    if given.text and given.theme:
        raise BadInputError("cli.notice.text_and_theme")
    if not given.text:
        return built_in(given.theme or THEMES[0], voice.language)
    return text_of(given.text, voice)


def text_of(path: str, voice: Voice) -> Wording:
    """An officer's text. Raises BadInputError with every mistake in it."""
    try:
        return load(existing(path))
    except WordingError as error:
        mistakes = error.say(voice.language)
        raise BadInputError("cli.notice.bad_text", mistakes=mistakes) from None


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
