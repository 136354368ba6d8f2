"""``sekisho web icap --policy FILE``: the service that examines what Squid is to send out."""

from __future__ import annotations

import argparse
import asyncio
import signal
import tempfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from sekisho.cli.exits import BadInputError, Exit
from sekisho.cli.given import existing
from sekisho.cli.voice import Voice
from sekisho.events.time import JAPAN
from sekisho.gates.web.helper import judging
from sekisho.gates.web.lists.compiled import ListsError
from sekisho.gates.web.policy import PolicyError
from sekisho.gates.web.squid.uploads import LISTEN
from sekisho.gates.web.uploads.service import Service, listening
from sekisho.gates.web.uploads.verdict import UploadJudge
from sekisho.gates.web.uploads.worker import Workers

SECONDS = 60
"""How long an examination may take: the largest honest document seen took a tenth of it."""
_PORTS = 1 << 16


def arguments(parser: argparse.ArgumentParser, voice: Voice) -> None:
    """``--policy FILE [--lists FILE] [--listen ADDRESS:PORT] [--workers N] [--seconds N]``."""
    parser.add_argument(
        "--policy", metavar="FILE", required=True, help=voice.text("cli.web.policy")
    )
    parser.add_argument("--lists", metavar="FILE", help=voice.text("cli.web.lists_file"))
    parser.add_argument(
        "--listen", metavar="ADDRESS:PORT", default=f"{LISTEN}:1344",
        help=voice.text("cli.web.listen"),
    )  # fmt: skip
    parser.add_argument(
        "--workers", metavar="N", type=int, default=2, help=voice.text("cli.web.workers")
    )
    parser.add_argument(
        "--seconds", metavar="N", type=int, default=SECONDS, help=voice.text("cli.web.seconds")
    )


def run(given: argparse.Namespace, voice: Voice, _clock: datetime) -> Exit:
    """Serves until it is told to end; reads policy and lists anew when it is told to."""
    address, port = _place(given.listen)
    lists = existing(given.lists) if given.lists else None
    load = partial(_loaded, existing(given.policy), lists)
    judge = load()
    with tempfile.TemporaryDirectory(prefix="sekisho-") as folder:
        workers = Workers(max(1, given.workers), float(max(1, given.seconds)))
        service = Service(judge, workers, Path(folder), partial(datetime.now, JAPAN))
        try:
            asyncio.run(_serve(service, address, port, load, voice))
        except OSError as error:
            raise BadInputError(
                "cli.web.cannot_listen", given=given.listen, error=str(error.strerror or error)
            ) from None
        finally:
            workers.end()
    return Exit.DONE


async def _serve(
    service: Service, address: str, port: int, load: Callable[[], UploadJudge], voice: Voice
) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def again() -> None:
        try:
            service.judge = load()
            _tell(voice, "cli.web.in_use")
        except BadInputError as error:
            _tell(voice, error.code, **error.values)

    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none, and no Squid either
    if hang_up is not None:
        loop.add_signal_handler(hang_up, again)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, ended.set)
    server = await listening(service, address, port)
    _tell(voice, "cli.web.listening", address=address, port=port)
    await ended.wait()
    server.close()


def _tell(voice: Voice, code: str, **values: object) -> None:
    """Now, and not when a pipe is full: it runs for months."""
    voice.say(code, **values)
    voice.out.flush()


def _loaded(policy: Path, lists: Path | None) -> UploadJudge:
    """Raises BadInputError."""
    try:
        read, judge = judging(policy, lists)
        return UploadJudge(read, judge)
    except (OSError, PolicyError):
        raise BadInputError("cli.web.no_policy", path=str(policy)) from None
    except ListsError:
        raise BadInputError("cli.gates.no_lists_file", path=str(lists)) from None


def _place(text: str) -> tuple[str, int]:
    """Raises BadInputError."""
    address, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdecimal() and int(port[:6]) < _PORTS):
        raise BadInputError("cli.web.cannot_listen", given=text, error="ADDRESS:PORT")
    return address.strip("[]") or LISTEN, int(port)
