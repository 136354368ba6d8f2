"""Mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    domains: tuple[str, ...] = ()
    forbidden_attachments: tuple[str, ...] = ()
    held_attachments: tuple[str, ...] = ()
    personal_outgoing: str = ""
