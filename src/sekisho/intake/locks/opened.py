"""An archive as it is given to libarchive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from sekisho.intake.locks.spliced import Spliced
from sekisho.intake.locks.sums import Entry


@dataclass(frozen=True)
class Bare:
    """``stream``: the archive without what locks were opened; ``entries``: its members in their
    order, None where libarchive alone knows them; ``code``: why there are no more members, "" where
    these are all."""

    stream: IO[bytes] | Spliced
    entries: Sequence[Entry] | None = None
    code: str = ""
