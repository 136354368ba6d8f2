"""Evidence beside a case: what persons go on keeping, hashed as received, every state kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sekisho.ledger.manifest import Entry
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put_new


@dataclass(frozen=True)
class Beside:
    """A folder of a case that keeps states of one kind of paper: ``NN-HASH.ending``, in order."""

    folder: str
    origin: str
    ending: str

    def entry(self, name: str, content: bytes, now: datetime) -> Entry:
        """The manifest's entry of such a paper under its name among the evidence."""
        digest = hashlib.sha256(content).hexdigest()
        at = now.astimezone(UTC).isoformat()
        return Entry(name, digest, len(content), None, at, self.origin, "read")

    def all(self, case: Path) -> tuple[Path, ...]:
        """What is kept, in order."""
        numbered = self._numbered(case)
        return tuple(numbered[number] for number in sorted(numbered))

    def latest(self, case: Path) -> Path | None:
        """The state that was kept last, None before any was."""
        return next(reversed(self.all(case)), None)

    def keep(self, case: Path, content: bytes) -> Mapping[str, str]:
        """Keeps the bytes in the case folder; gives the name and SHA-256 for its manifest.

        A state equal to the last one is not written again. Raises OSError.
        """
        digest = hashlib.sha256(content).hexdigest()
        numbered = self._numbered(case)
        last = numbered.get(max(numbered, default=0))
        if last is not None and last.read_bytes() == content:
            return {f"{self.folder}/{last.name}": digest}
        number = max(numbered, default=0) + 1
        name = f"{self.folder}/{number:02d}-{digest[:12]}{self.ending}"
        private_folder(case / self.folder)
        put_new(case / name, content)
        return {name: digest}

    def _numbered(self, case: Path) -> dict[int, Path]:
        folder = case / self.folder
        if not folder.is_dir():
            return {}
        wanted = re.compile(rf"(\d{{2,}})-[0-9a-f]{{12}}{re.escape(self.ending)}")
        found = ((wanted.fullmatch(path.name), path) for path in folder.iterdir())
        return {int(match[1]): path for match, path in found if match}


SHEETS = Beside("sheets", "sheet", ".yaml")
"""The case sheet: the last state counts."""
NOTICES = Beside("notices", "notices", ".jsonl")
"""The register of notices: the last state counts."""
INDICATORS = Beside("indicators", "indicators", ".txt")
"""Lists of indicators that arrived after the fact: all of them count."""
