"""``sekisho notice text FILE``: the text of a drill as a file to change and check."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.case.notices.wording import THEMES, example
from sekisho.cli.exits import Exit
from sekisho.cli.given import result_path
from sekisho.cli.notice.drill import text_of
from sekisho.cli.voice import Voice, in_one_line
from sekisho.ledger.put import put_new


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``FILE [--theme THEME]``."""
    parser.add_argument("file", metavar="FILE", help=voice.text("cli.notice.text_file"))
    parser.add_argument("--theme", choices=THEMES, default=THEMES[0],
                        help=voice.text("cli.notice.text_theme"))  # fmt: skip


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Writes an example where there is no such file; else checks the one that is there."""
    path = result_path(given.file)
    written = not path.exists()
    if written:
        put_new(path, example(given.theme, voice.language).encode())
    one = text_of(given.file, voice)
    voice.result({"file": str(path), "written": written, "subject": one.subject,
                  "sha256": one.sha256})  # fmt: skip
    code = "cli.notice.text_written" if written else "cli.notice.text_good"
    voice.say(code, path=path, subject=in_one_line(one.subject))
    return Exit.DONE
