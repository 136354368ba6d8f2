"""What the staff were told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    number: str
    date: date
    title: str
    sender: str = ""
    addressees: tuple[str, ...] = ()
    text: str = ""
