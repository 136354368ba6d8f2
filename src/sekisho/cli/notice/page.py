"""``sekisho notice page``: the page behind the links of a drill, until it is told to stop."""

from __future__ import annotations

import argparse
import html
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

from sekisho.case.notices.register import DRILL
from sekisho.cli.drill_page import Log, Page
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing, result_path
from sekisho.cli.notice.drill import text_of
from sekisho.cli.notice.replies import told_of
from sekisho.cli.voice import Voice

LISTEN = "127.0.0.1:8088"


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--register FILE --log FILE [--text FILE] [--listen ADDRESS:PORT]``."""
    parser.add_argument("--register", metavar="FILE", required=True,
                        help=voice.text("cli.notice.register"))  # fmt: skip
    parser.add_argument("--log", metavar="FILE", required=True,
                        help=voice.text("cli.notice.page_log"))  # fmt: skip
    parser.add_argument("--text", metavar="FILE", help=voice.text("cli.notice.page_text"))
    parser.add_argument("--listen", metavar="ADDRESS:PORT", default=LISTEN,
                        help=voice.text("cli.notice.page_listen"))  # fmt: skip


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Answers until SIGTERM or SIGINT. The register is read once: restart after a new drill."""
    signs = _signs(existing(given.register))
    if not signs:
        raise BadInputError("cli.notice.no_drill", number=given.register)
    log = Log(result_path(given.log), lambda: datetime.now(UTC))
    own = text_of(given.text, voice).page if given.text else ()
    said = "".join(f"<p>{html.escape(one)}</p>\n" for one in own)
    title = html.escape(voice.text("notice.drill.title"))
    content = voice.text("notice.drill.page", title=title, own=said)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_told: stop.set())
    try:
        page = Page(_address(given.listen), log, signs.__contains__, content.encode())
        voice.say("cli.notice.page_up", address=f"{_address(given.listen)[0]}:{page.port}")
        page.serve(stop)
    except OSError as error:
        raise BadInputError("cli.notice.no_page", given=given.listen, why=str(error)) from None
    return Exit.DONE


def _signs(register: Path) -> frozenset[str]:
    made = (one for one in told_of(register) if one.act == "made" and one.source == DRILL)
    return frozenset(one.token.rpartition("-")[2].lower() for one in made)


def _address(given: str) -> tuple[str, int]:
    host, _, port = given.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise BadInputError("cli.notice.bad_listen", given=given)
    return host, int(port)
