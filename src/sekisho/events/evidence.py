"""Evidence: bytes as received, as everybody above speaks of them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

INSIDE = "!/"
"""Separates an archive from its member in the name of an evidence: ``logs.zip!/access.log``."""


@dataclass(frozen=True)
class Whole:
    """The archive that a file is only a part of. ``name``: its own; ``way``: how it was split;
    ``parts``: the files it is put together from, in order, where the file is the one by which it is
    known; none for its other parts, so that it is opened once."""

    name: str
    way: str
    parts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """One file of evidence, or one member of an archive among it.

    ``name``: path relative to the evidence folder, with ``/``, unique within a case.
    ``path``: where a reader may open the bytes; never written to. For a member of an archive,
    or a text in UTF-16, a copy in the work folder (UTF-16 is re-encoded to UTF-8 there, line
    for line).
    ``size``: bytes; ``sha256``: of the bytes as received, lower-case hex;
    ``modified``: the file's own time (UTC) where it has one;
    ``whole``: of a part of a split archive, what it belongs to.
    """

    name: str
    path: Path
    size: int
    sha256: str
    modified: datetime | None = None
    whole: Whole | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The name's parts, those inside archives included."""
        return tuple(part for part in self.name.replace(INSIDE, "/").split("/") if part)


def evidence_name(relative: PurePath) -> str:
    """The name of an evidence for its path below the evidence folder, always valid text.

    A file name that is no UTF-8 is read as cp932 (what Windows wrote), and at last shown with
    ``\\xNN`` for its odd bytes.
    """
    return "/".join(_readable(part) for part in relative.parts)


def _readable(part: str) -> str:
    raw = os.fsencode(part)
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")
