"""When a mail says it was sent or received (RFC 5322 section 3.3, and what programs make of it)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo

_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\b(?!:)")
_NAMES = {"JST": 9 * 3600, "KST": 9 * 3600, "GMT": 0, "UT": 0, "UTC": 0, "Z": 0}
_KNOWN = re.compile(r"\b(GMT|UTC?|Z|JST|KST|[ECMP][SD]T)\b")
_MOST = timedelta(hours=24)


def sent(text: str, zone: ZoneInfo) -> tuple[datetime | None, bool]:
    """The moment (UTC) that a date field names, and whether its zone had to be assumed.

    None for a date that is none.
    """
    clean = _OFFSET.sub(lambda found: f"{found[1]}{found[2]}{found[3]}", text)
    parts = parsedate_tz(clean)
    if parts is None:
        return None, False
    try:
        naive = datetime(*parts[:6])  # noqa: DTZ001  (its zone is found below)
        offset = _offset(clean, parts[9])
        if offset is None:
            return naive.replace(tzinfo=zone).astimezone(UTC), True
        return (naive - offset).replace(tzinfo=UTC), False
    except (ValueError, OverflowError):
        return None, False


def _offset(text: str, parsed: int | None) -> timedelta | None:
    written = _OFFSET.search(text)
    if written:
        seconds = int(written[2]) * 3600 + int(written[3]) * 60
        found = timedelta(seconds=-seconds if written[1] == "-" else seconds)
        return found if abs(found) < _MOST else None
    named = _KNOWN.search(text)
    if named is None:
        return None
    return timedelta(seconds=_NAMES.get(named[1], parsed or 0))


def received(field: str, zone: ZoneInfo) -> datetime | None:
    """The moment in a ``Received`` field: what follows its last semicolon (RFC 5321, 4.4)."""
    return sent(field.rpartition(";")[2], zone)[0]
