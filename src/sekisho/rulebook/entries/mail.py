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
class Mail:
    domains: tuple[str, ...] = ()
    forbidden_attachments: tuple[str, ...] = ()
    held_attachments: tuple[str, ...] = ()
    personal_outgoing: str = ""
    rules: tuple[MailRule, ...] = ()
    approvers: tuple[str, ...] = ()
