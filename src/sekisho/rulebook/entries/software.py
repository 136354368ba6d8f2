"""Software that may run, and that may not; browsers and settings of PCs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    name: str
    files: tuple[str, ...] = ()
    publisher: str = ""
    product: str = ""
    paths: tuple[str, ...] = ()
    hashes: tuple[str, ...] = ()
    reason: str = ""
    ticket: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Browsers:
    """Each text is ``allowed``, ``forbidden`` or empty: not touched."""

    allowed: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    notifications: str = ""
    popups: str = ""
    fullscreen: str = ""
    overrides: str = ""
    passwords: str = ""
    private: str = ""
    clearing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PcSettings:
    """Each is ``allowed``, ``forbidden`` or empty: not touched."""

    wireless: str = ""
    sharing: str = ""
    remote_desktop: str = ""
    remote_assistance: str = ""
    remote_tools: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Software:
    allowed: tuple[Program, ...] = ()
    forbidden: tuple[Program, ...] = ()
    unlisted: str
    browsers: Browsers = Browsers()
    settings: PcSettings = PcSettings()
