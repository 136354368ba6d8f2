"""Registered devices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    name: str
    id: str = ""
    vendor: str = ""
    product: str = ""
    serial: str = ""
    kind: str = ""
    holder: str = ""
    department: str = ""
    ticket: str = ""
    since: datetime | None = None
    until: datetime | None = None
