"""What the software gate says of a program that starts: a pure function of rulebook and run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from sekisho.gates.software.places import TRUSTED, WRITABLE, expanded
from sekisho.gates.software.programs import Conditions, allowed, forbidden
from sekisho.rulebook import Rulebook

FORBIDDEN = "software.forbidden"
ALLOWED = "software.allowed"
ADMINISTRATOR = "software.administrator"
PLACE = "software.place"
WRITABLE_PLACE = "software.writable"
UNLISTED = "software.unlisted"
CODES = (FORBIDDEN, ALLOWED, ADMINISTRATOR, PLACE, WRITABLE_PLACE, UNLISTED)


@dataclass(frozen=True)
class Run:
    """A program that starts. ``publisher``, ``product``: of a valid signature, in capitals, or
    empty; ``sha256``: Authenticode, in capitals, or empty; ``administrator``: started with the
    rights of one, or by the system."""

    path: str
    publisher: str = ""
    product: str = ""
    sha256: str = ""
    administrator: bool = False


@dataclass(frozen=True)
class Verdict:
    """Whether it is refused when the gate enforces, and by which rule."""

    code: str
    refused: bool


def judge(rulebook: Rulebook, run: Run, at: datetime | None) -> Verdict:
    """The verdict. What is forbidden is so for everybody; administrators run all else."""
    if any(fits(one, run) for one in forbidden(rulebook, at)):
        return Verdict(FORBIDDEN, refused=True)
    if any(fits(one, run) for one in allowed(rulebook, at)):
        return Verdict(ALLOWED, refused=False)
    if run.administrator:
        return Verdict(ADMINISTRATOR, refused=False)
    closed = rulebook.software.unlisted == "forbidden"
    if lies_in(TRUSTED, run.path):
        if lies_in(WRITABLE, run.path):
            return Verdict(WRITABLE_PLACE, refused=closed)
        return Verdict(PLACE, refused=False)
    return Verdict(UNLISTED, refused=closed)


def fits(program: Conditions, run: Run) -> bool:
    """Whether a run is of this program."""
    signed = program.publisher and program.publisher == run.publisher
    return bool(
        (signed and program.product in ("", run.product))
        or run.sha256 in program.hashes
        or lies_in(program.paths, run.path)
    )


def lies_in(patterns: Iterable[str], path: str) -> bool:
    """Whether a path fits one of AppLocker's patterns."""
    plain = path.lower()
    # fnmatch knows brackets, AppLocker does not.
    return any(
        fnmatchcase(plain, one.replace("[", "[[]"))
        for pattern in patterns
        for one in expanded(pattern)
    )
