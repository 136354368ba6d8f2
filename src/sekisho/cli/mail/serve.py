"""``sekisho mail serve``: the milter, until it is told to stop."""

from __future__ import annotations

import argparse
from datetime import datetime

from sekisho.cli.arguments import rulebook_from, workers_of
from sekisho.cli.engines import asked_engines, asked_sites
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.gates.build import tell_stages
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.gates.mail.known import begun
from sekisho.gates.mail.milter import listening_at
from sekisho.gates.mail.postfix import QUEUE, SOCKET
from sekisho.gates.mail.processes import Heard, Work, serve
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.mail.staged import PLACE, Staged
from sekisho.gates.stages import STAGES, Stages, stages_of
from sekisho.rulebook import Rulebook

MODE = 0o660
"""The group of the folder may use the socket, from when on somebody answers there."""
STATE = "/var/lib/sekisho/mail"


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--rulebook PATH [--socket PATH] [--state DIR] [--postfix DIR] [--stage STAGE]
    [--workers N]``."""
    parser.add_argument(
        "--rulebook", metavar="PATH", required=True, help=voice.text("cli.rulebook")
    )
    parser.add_argument(
        "--socket", metavar="PATH", default=f"{QUEUE}/{SOCKET}", help=voice.text("cli.mail.socket")
    )
    parser.add_argument("--state", metavar="DIR", default=STATE, help=voice.text("cli.mail.state"))
    parser.add_argument("--postfix", metavar="DIR", help=voice.text("cli.mail.postfix"))
    parser.add_argument("--stage", choices=STAGES, help=voice.text("cli.gates.stage"))
    parser.add_argument("--workers", metavar="N", type=int, help=voice.text("cli.mail.workers"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Answers until SIGTERM or SIGINT. The rulebook is read once: restart to take a new one. The
    stages are those that ``gates apply`` puts, at each mail; where one was given, it alone."""
    rulebook = rulebook_from(given)
    staged = Staged(stages_of(rulebook, "mail", clock))
    if given.stage:
        staged = Staged(Stages(given.stage), None)
    _tell(staged, rulebook, voice)
    path, state = result_path(given.socket), result_path(given.state)
    asked_engines(rulebook)
    asked_sites(rulebook, voice)
    if rulebook.mail.encryption.handover == "same":
        voice.say("cli.mail.same_way")
    try:
        begun(state, clock)
        Sealed(state).swept()
        listening = listening_at(path)
    except OSError as error:
        raise BadInputError("cli.mail.no_socket", path=str(path), why=str(error)) from None

    def ready() -> None:
        if path.stat().st_mode & 0o777 != MODE:
            path.chmod(MODE)
            voice.say("cli.mail.serving", path=path)

    heard = Heard(ready, lambda told: voice.say("cli.mail.failed", told=told))
    work = Work(rulebook, staged, state, given.postfix)
    with listening:
        serve(work, listening, max(1, workers_of(given)), heard)
    path.unlink(missing_ok=True)
    return Exit.DONE


def _tell(staged: Staged, rulebook: Rulebook, voice: Voice) -> None:
    """At which stages it begins, and whether they were applied with this rulebook. Raises
    BadInputError for a file of stages that is not what was applied."""
    try:
        stages, applied = staged.now(), Staged(staged.given).rulebook()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInputError("cli.mail.no_stages", path=PLACE, why=repr(error)) from None
    tell_stages(stages, voice)
    if applied is not None and staged.path is None:
        voice.say("cli.mail.stage_by_hand", path=PLACE)
    elif applied not in (None, rulebook.digest):
        voice.say("cli.mail.other_rulebook", path=PLACE)
