"""Mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRule:
    """What is done where a rule of the mail gate matches."""

    rule: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clamav:
    """ClamAV's daemon. ``socket``: a path, or ``host:port``; ``seconds`` for a mail; ``largest``:
    MiB of a piece."""

    socket: str
    seconds: int = 20
    largest: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class YaraRules:
    """``rules``: the folder of the rules; ``seconds`` for a mail; ``largest``: MiB of a piece."""

    rules: str
    seconds: int = 5
    largest: int = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    domains: tuple[str, ...] = ()
    forbidden_attachments: tuple[str, ...] = ()
    held_attachments: tuple[str, ...] = ()
    personal_outgoing: str = ""
    rules: tuple[MailRule, ...] = ()
    approvers: tuple[str, ...] = ()
    clamav: Clamav | None = None
    yara: YaraRules | None = None
