"""Shares of documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``personal`` is None where nothing was declared."""

    name: str
    server: str
    path: str = ""
    zone: str = ""
    departments: tuple[str, ...] = ()
    personal: bool | None = None
