"""What Postfix is asked to do with a mail in its hold queue.

Reference: postsuper(1) (``-H`` out of hold, ``-d`` away; it names on standard error what it did and
ends with 0 also where there was no such mail), postqueue(1) (``-i``: now, not at the next round;
``-j``: a line of JSON a mail).
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from contextlib import suppress

import orjson

from sekisho.gates.programs import PATIENCE_S, program

OUT, AWAY = "-H", "-d"
NO_POSTFIX = "postsuper"
"""What went wrong where there is no such program here, or the queue id is none."""
NOT_THERE = "no such mail in the queue"
_QUEUE_ID = re.compile(r"[0-9A-Za-z]{4,32}")
_DID = re.compile(r"^postsuper: (?:Released from hold|Deleted): [1-9]", re.MULTILINE)


def can_ask(queue_id: str) -> bool:
    """Whether Postfix is here and the queue id is one."""
    return program("postsuper") is not None and _QUEUE_ID.fullmatch(queue_id) is not None


def out_of_hold(queue_id: str, folder: str | None, *, begun: bool = False) -> str:
    """Lets a mail go, at once. ``folder``: Postfix's settings where they are not in the usual
    place. ``begun``: that was begun before, so that a mail on its way was let go then. Gives what
    went wrong, "" where nothing did."""
    why = _super(OUT, queue_id, folder)
    if why == NOT_THERE and begun and _on_its_way(queue_id, folder):
        return ""
    if not why:
        with suppress(OSError, subprocess.TimeoutExpired):  # then at the next round of the queue
            _asked("postqueue", "-i", queue_id, folder)
    return why


def _on_its_way(queue_id: str, folder: str | None) -> bool:
    try:
        told = _asked("postqueue", "-j", None, folder)
        queued = [orjson.loads(line) for line in told.stdout.splitlines()] if told else []
    except (OSError, subprocess.TimeoutExpired, orjson.JSONDecodeError):
        return False
    return any(one["queue_id"] == queue_id and one["queue_name"] != "hold" for one in queued)


def away(queue_id: str, folder: str | None, *, begun: bool = False) -> str:  # noqa: ARG001
    """Deletes a mail from the queue; as ``out_of_hold``. One that was begun to be deleted and is
    no longer there may have gone another way."""
    return _super(AWAY, queue_id, folder)


def _super(what: str, queue_id: str, folder: str | None) -> str:
    try:
        told = _asked("postsuper", what, queue_id, folder)
        if told is None:
            return NO_POSTFIX
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = told.stderr.decode("utf-8", "replace").strip()
    if told.returncode:
        return said or str(told.returncode)
    return "" if _DID.search(said) else NOT_THERE


def _asked(
    name: str, what: str, queue_id: str | None, folder: str | None
) -> subprocess.CompletedProcess[bytes] | None:
    found = program(name)
    if found is None or not (queue_id is None or _QUEUE_ID.fullmatch(queue_id)):
        return None
    own = () if queue_id is None else (queue_id,)
    words: Sequence[str] = [found, *(("-c", folder) if folder else ()), what, *own]
    return subprocess.run(words, capture_output=True, check=False, timeout=PATIENCE_S)  # noqa: S603
