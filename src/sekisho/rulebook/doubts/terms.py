"""Doubts about terms: over, soon over, without end, without a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sekisho.events.time import JAPAN
from sekisho.rulebook.book import Rulebook
from sekisho.rulebook.doubts.doubt import Doubt, Path, doubt
from sekisho.rulebook.entries import Device, Program, Support, WebException, WirelessNetwork

SOON = timedelta(days=30)
YEAR_BEGINS = 4
"""会計年度 begins on 1 April (地方自治法208条1項)."""

Termed = Device | Program | Support | WebException | WirelessNetwork


def termed(book: Rulebook) -> Iterator[tuple[Path, str, Termed]]:
    """Every entry that may have a term: its path, its name, itself."""
    for number, device in enumerate(book.devices):
        yield ("devices", number), device.name, device
    for number, program in enumerate(book.software.allowed):
        yield ("software", "allowed", number), program.name, program
    for number, release in enumerate(book.web.exceptions):
        yield ("web", "exceptions", number), ", ".join(release.domains), release
    for number, support in enumerate(book.support):
        yield ("support", number), f"{support.tool} {support.host}", support
    for number, network in enumerate(book.wireless.allowed):
        yield ("wireless", "allowed", number), network.ssid, network


def terms(book: Rulebook, at: datetime) -> Iterator[Doubt]:
    """Terms that are over or end within ``SOON``, and what should have one or a reason."""
    for path, name, entry in termed(book):
        if entry.until is not None:
            yield from _ending(path, name, entry.until, at)
        elif isinstance(entry, Support):
            yield doubt(path, "without_end", name=name)
        if not isinstance(entry, Device) and not entry.reason:
            yield doubt(path, "without_reason", name=name)
    local = at.astimezone(JAPAN)
    year = local.year - (local.month < YEAR_BEGINS)
    for number, asset in enumerate(book.assets):
        if asset.renewal is not None and asset.renewal < year:
            path = ("assets", number, "renewal")
            yield doubt(path, "renewal_over", name=asset.name, year=asset.renewal)


def _ending(path: Path, name: str, until: datetime, at: datetime) -> Iterator[Doubt]:
    # ``until`` no longer counts: the last day is the one of the moment before.
    last = (until - timedelta(microseconds=1)).astimezone(JAPAN).date()
    if until <= at:
        yield doubt(path, "term_over", name=name, last=last.isoformat())
    elif until - at <= SOON:
        yield doubt(path, "term_ending", name=name, last=last.isoformat())
