"""What a check saw in a mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sekisho.gates.mail.opened import Opened
from sekisho.rulebook import Rulebook


@dataclass(frozen=True)
class Sign:
    """``code``: the rule, as ``mail.program``; ``place``: the file it was seen in ("" for the
    mail itself); ``value``: what was seen. The sentence for people is ``gates.mail.<code>``."""

    code: str
    place: str = ""
    value: str = ""


@dataclass(frozen=True)
class Envelope:
    """How a mail came: client address and name, HELO, envelope sender and recipients, when, and
    as whom the client logged in."""

    client: str = ""
    client_name: str = ""
    helo: str = ""
    sender: str = ""
    recipients: tuple[str, ...] = ()
    at: datetime | None = None
    user: str = ""


@dataclass(frozen=True)
class Looked:
    """What a check looks at. ``known``: whether the town ever wrote to or heard from an address
    before (None: nobody remembers)."""

    mail: Opened
    envelope: Envelope
    rulebook: Rulebook
    known: Callable[[str], bool] | None = None


Check = Callable[[Looked], Iterable[Sign]]
