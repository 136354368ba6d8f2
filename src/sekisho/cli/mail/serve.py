"""``sekisho mail serve``: the milter, until it is told to stop."""

from __future__ import annotations

import argparse
import asyncio
import signal
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sekisho.cli.arguments import rulebook_from
from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import result_path
from sekisho.cli.voice import Voice
from sekisho.gates.mail.burst import FILE, Burst
from sekisho.gates.mail.judge import Judge
from sekisho.gates.mail.known import begun
from sekisho.gates.mail.milter import Milter
from sekisho.gates.mail.postfix import QUEUE, SOCKET
from sekisho.gates.mail.sealed import Sealed
from sekisho.gates.posted import posted
from sekisho.gates.stages import STAGES, Stages, stages_of

STATE = "/var/lib/sekisho/mail"


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--rulebook PATH [--socket PATH] [--state DIR] [--postfix DIR] [--stage STAGE]``."""
    parser.add_argument(
        "--rulebook", metavar="PATH", required=True, help=voice.text("cli.rulebook")
    )
    parser.add_argument(
        "--socket", metavar="PATH", default=f"{QUEUE}/{SOCKET}", help=voice.text("cli.mail.socket")
    )
    parser.add_argument("--state", metavar="DIR", default=STATE, help=voice.text("cli.mail.state"))
    parser.add_argument("--postfix", metavar="DIR", help=voice.text("cli.mail.postfix"))
    parser.add_argument("--stage", choices=STAGES, help=voice.text("cli.gates.stage"))


def run(given: argparse.Namespace, voice: Voice, clock: datetime) -> Exit:
    """Answers until SIGTERM or SIGINT. The rulebook is read once: restart to take a new one."""
    rulebook = rulebook_from(given)
    stages = Stages(given.stage) if given.stage else stages_of(rulebook, "mail", clock)
    socket, state = result_path(given.socket), result_path(given.state)
    own = rulebook.mail.thresholds
    if rulebook.mail.encryption.handover == "same":
        voice.say("cli.mail.same_way")
    try:
        known = begun(state, clock, timedelta(days=own.learning_days))
        burst = Burst(state / FILE, own.burst_senders, timedelta(minutes=own.burst_minutes))
        milter = Milter(
            Judge(rulebook, stages, known, burst.recalled()),
            Sealed(state),
            lambda: datetime.now(UTC),
            lambda told: voice.say("cli.mail.failed", told=told),
            post=partial(posted, folder=given.postfix),
        )
        asyncio.run(_serve(milter, socket, voice))
    except OSError as error:
        raise BadInputError("cli.mail.no_socket", path=str(socket), why=str(error)) from None
    return Exit.DONE


async def _serve(milter: Milter, socket: Path, voice: Voice) -> None:
    server = await milter.serve(socket)
    voice.say("cli.mail.serving", path=socket)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    server.close()
    await asyncio.to_thread(socket.unlink, missing_ok=True)
