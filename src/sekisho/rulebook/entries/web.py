"""Web use: categories and releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    name: str
    judgement: str
    domains: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WebException:
    """A release with a term and a reason. No people and departments: everybody."""

    domains: tuple[str, ...]
    reason: str
    until: datetime
    since: datetime | None = None
    people: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    ticket: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    private_use: str = ""
    categories: tuple[Category, ...] = ()
    exceptions: tuple[WebException, ...] = ()
