"""Reading what a user gave on the command line; each mistake has its code."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sekisho.cli.exits import BadInputError
from sekisho.events.time import JAPAN

LONGEST = timedelta(days=31)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_STRETCH = re.compile(r"([0-9]{1,7})([smhd])")


def moment(text: str | None, clock: datetime) -> datetime:
    """An ISO 8601 moment (without offset: 日本標準時), or ``clock`` when none was given.

    Raises BadInputError.
    """
    if text is None:
        return clock
    try:
        given = datetime.fromisoformat(text)
        return (given if given.tzinfo else given.replace(tzinfo=JAPAN)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadInputError("cli.bad_time", given=text) from None


def stretch(text: str) -> timedelta:
    """A length of time: ``90s``, ``30m``, ``4h``, ``2d``, at most ``LONGEST``. Raises
    BadInputError."""
    found = _STRETCH.fullmatch(text.strip())
    whole = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta(0)
    if not timedelta(0) < whole <= LONGEST:
        raise BadInputError("cli.bad_stretch", given=text, most=str(LONGEST.days))
    return whole


def folder(text: str) -> Path:
    """An existing folder. Raises BadInputError."""
    path = Path(text)
    if not path.exists():
        raise BadInputError("cli.no_such_folder", path=text)
    if not path.is_dir():
        raise BadInputError("cli.not_a_folder", path=text)
    return path


def result_path(text: str) -> Path:
    """Where a result goes: a path that any library can open. Raises BadInputError."""
    path = Path(text)
    try:
        str(path.absolute()).encode("utf-8")
    except UnicodeEncodeError:
        raise BadInputError("cli.bad_path", path=text) from None
    return path


def existing(text: str) -> Path:
    """An existing file or folder. Raises BadInputError."""
    path = Path(text)
    if not path.exists():
        raise BadInputError("cli.no_such_path", path=text)
    return path


def apart(evidence: Path, case: Path) -> None:
    """Evidence and case must not lie in each other. Raises BadInputError."""
    inside, outside = case.resolve(), evidence.resolve()
    if inside.is_relative_to(outside) or outside.is_relative_to(inside):
        raise BadInputError("cli.case_in_evidence", case=str(case), evidence=str(evidence))
