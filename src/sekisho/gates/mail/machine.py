"""The mail gate on the machine of a Postfix: a block in the town's own main.cf, and the stages.

Postfix reads one main.cf and nothing else in, so that the lines stand in the town's file, between
two marks. Whoever is asked already goes on being asked, and before the gate.

Reference: postconf(5) smtpd_milters; MILTER_README, per-Milter settings; postfix(1).
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from sekisho.gates.applied.woven import BrokenBlockError, split
from sekisho.gates.contract import Lockout, Placement
from sekisho.gates.mail import postfix, staged
from sekisho.gates.stages import Stages
from sekisho.rulebook import Rulebook

MAIN = "/etc/postfix/main.cf"
MILTERS = "smtpd_milters"
_LOAD = (("postfix", "check"), ("postfix", "reload"))
_ASSIGNED = re.compile(rf"{MILTERS}\s*=(.*)", re.DOTALL)


def asked(main: str) -> str:
    """Whom a main.cf has Postfix ask, in Postfix's own words; "": nobody. The last entry counts,
    and a line that begins with a space goes on from the one before, comments between them or
    not."""
    logical: list[str] = []
    for line in main.splitlines():
        if line.lstrip().startswith("#") or not line.strip():
            continue
        if line[0].isspace() and logical:
            logical[-1] += " " + line.strip()
        else:
            logical.append(line.strip())
    entries = [found[1].strip() for line in logical if (found := _ASSIGNED.fullmatch(line))]
    return entries[-1] if entries else ""


def woven(rest: bytes, built: bytes) -> bytes:
    """The block of main.cf: the lines that were built, and who is asked already goes first."""
    others = asked(rest.decode("utf-8", "surrogateescape")).rstrip(",")
    if not others:
        return built
    head = f"{MILTERS} = ".encode()
    return built.replace(head, head + f"{others}, ".encode("utf-8", "surrogateescape"), 1)


PLACEMENT = Placement(
    {postfix.NAME: MAIN, staged.NAME: staged.PLACE},
    load=_LOAD,
    unload=_LOAD,
    woven={postfix.NAME: woven},
)


def lacks(_rulebook: Rulebook, _stages: Stages, at: Callable[[str], Path]) -> tuple[Lockout, ...]:
    """A main.cf; no lines that were put there by hand; and somebody who answers, for without the
    gate every mail would be put off. Raises OSError."""
    return tuple(Lockout(code, (("path", path),)) for code, path in _lacking(at))


def _lacking(at: Callable[[str], Path]) -> Iterator[tuple[str, str]]:
    main, place = at(MAIN), f"{postfix.QUEUE}/{postfix.SOCKET}"
    try:
        rest, _ = split(main.read_bytes(), MAIN)
    except FileNotFoundError:
        yield "gates.lacking.mail_main", MAIN
        return
    except BrokenBlockError:  # told by who puts the block in
        return
    if postfix.SOCKET in asked(rest.decode("utf-8", "surrogateescape")):
        yield "gates.lacking.mail_by_hand", MAIN
    if not answers(at(place)):
        yield "gates.lacking.mail_silent", place


def answers(path: Path) -> bool:
    """Whether somebody listens at a unix socket."""
    with socket.socket(socket.AF_UNIX) as one:
        one.settimeout(5)
        try:
            one.connect(str(path))
        except OSError:
            return False
    return True
