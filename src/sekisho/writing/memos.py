"""Hearing memos of a series of reports: kept in the case folder, so that a later report still
has what an earlier one was told, though nobody gives the file again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sekisho.events.evidence import evidence_name
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put_new

FOLDER = "memos"
STATEMENT = "@statement/"


@dataclass(frozen=True)
class Memos:
    """The files to hear, and what is kept of them (name in the case folder to SHA-256)."""

    files: tuple[Path, ...]
    kept: Mapping[str, str]


def keep_memos(case: Path, given: Sequence[Path], before: Mapping[str, str]) -> Memos:
    """Keeps the memos given, and adds those of the report before that are not given again.

    ``before``: evidence name to SHA-256, as its record has them. Raises OSError when the case
    folder cannot be written to.
    """
    kept: dict[str, str] = {}
    files = [_keep(case, memo, kept) for memo in given]
    names = {path.name for path in files}
    for name, digest in before.items():
        file = name.removeprefix(STATEMENT)
        path = case / FOLDER / digest[:16] / file
        if file not in names and path.is_file():
            files.append(path)
            kept[path.relative_to(case).as_posix()] = digest
    return Memos(tuple(files), kept)


def _keep(case: Path, memo: Path, kept: dict[str, str]) -> Path:
    try:
        content = memo.read_bytes()
    except OSError:
        return memo  # whoever hears it says that it cannot be read
    digest = hashlib.sha256(content).hexdigest()
    path = case / FOLDER / digest[:16] / evidence_name(Path(memo.name))
    if not path.exists():
        private_folder(path.parent)
        put_new(path, content)
    kept[path.relative_to(case).as_posix()] = digest
    return path
