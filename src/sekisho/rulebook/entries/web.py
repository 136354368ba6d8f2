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
    lists: tuple[str, ...] = ()
    """Names of lists of hosts and addresses, which are built in apart from the rulebook."""


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
class Proxy:
    """The Squid that the web gate stands in. ``ca``: certificate and key of an authority that
    the PCs trust, in one PEM file on that machine; empty where there is none."""

    port: int = 3128
    python: str = "/opt/sekisho/bin/python"
    ca: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploads:
    """What may be sent out by web. ``personal``, ``unexamined``: refuse, record, allowed.
    ``unexamined`` unwritten is refused: what is too large, locked, or took too long. ``down``
    unwritten is refused: what is sent while nobody examines. ``persons``: from how many on."""

    personal: str
    unexamined: str = ""
    down: str = ""
    persons: int = 1
    size_mb: int = 20
    categories: tuple[str, ...] = ()
    """Only what is sent to sites of these is examined; none: whatever goes outside."""
    permitted: tuple[str, ...] = ()
    open_tls: bool = False
    port: int = 1344


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """``remote_tools`` unwritten is forbidden, ``unjudged`` unwritten is refused: both matter
    to the web gate alone."""

    private_use: str = ""
    remote_tools: str = ""
    refused_files: tuple[str, ...] = ()
    new_sites: str = ""
    unjudged: str = ""
    categories: tuple[Category, ...] = ()
    exceptions: tuple[WebException, ...] = ()
    uploads: Uploads | None = None
    proxy: Proxy | None = None
    feeds: str = ""
    """Where a FortiGate fetches the lists."""
