"""Mail as it travels, before any server writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["delivered", "rejected", "infected"]
Charset = Literal["iso-2022-jp", "shift_jis", "utf-8", "mislabelled"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail; `naming` is how its name is written in the header."""

    name: str
    content: bytes
    mime: str = "application/zip"
    naming: Literal["rfc2231", "encoded-word"] = "rfc2231"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail at the town's gate: who sent it from where, to whom, and what became of it."""

    time: int
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    size: int
    message_id: str
    client: str
    client_name: str
    outcome: Outcome = "delivered"
    charset: Charset = "iso-2022-jp"
    attachment: Attachment | None = None
    bad: bool = False
