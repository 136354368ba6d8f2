"""What every paper of a case folder needs: the case with its sheet of now, files in place."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sekisho.case.facts import Case, Reason
from sekisho.case.sheet import Sheet
from sekisho.case.sheet import load as load_sheet
from sekisho.case.told_by_sheet import with_sheet
from sekisho.intake.beside import SHEETS
from sekisho.ledger.private import private_folder
from sekisho.ledger.put import put
from sekisho.rulebook import Rulebook
from sekisho.text import Language
from sekisho.writing.folder import Held, held, vouch


@dataclass(frozen=True)
class PaperWish:
    """What a paper is asked for. ``now`` is aware; ``sheet`` None: the case sheet that was used
    last, else nothing is answered; ``notices`` likewise: the register of notices (周知)."""

    case: Path
    now: datetime
    rulebook: Rulebook
    language: Language = "ja"
    sheet: Path | None = None
    notices: Path | None = None


@dataclass(frozen=True)
class Prepared:
    """The folder, the case with the sheet of now, and what is kept of the sheet (name to hash)."""

    folder: Held
    case: Case
    kept: Mapping[str, str]


def prepared(wish: PaperWish) -> Prepared:
    """Opens the folder and lays the sheet upon the case. Raises NotOursError, ManifestError,
    SheetError, OSError."""
    path = wish.sheet or SHEETS.latest(wish.case)
    sheet = load_sheet(path) if path else Sheet()
    folder = held(wish.case, wish.now)
    case = folder.case
    if folder.altered:
        case = replace(case, doubts=(*case.doubts, Reason("doubt.case_altered")))
    kept = SHEETS.keep(wish.case, wish.sheet.read_bytes()) if wish.sheet else {}
    return Prepared(folder, told_now(case, sheet, wish.now), kept)


def told_now(case: Case, sheet: Sheet, now: datetime) -> Case:
    """The case with a sheet and the duty as they are at ``now``; what the records said keeps
    the time it was said at."""
    return replace(with_sheet(replace(case, now=now), sheet), now=case.now)


def deliver(made: Prepared, name: str, pages: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Puts the pages into a folder of the case and enters them in its manifest."""
    place = private_folder(made.folder.path / name)
    outputs = dict(made.kept)
    for file, content in pages.items():
        put(place / file, content)
        outputs[f"{name}/{file}"] = hashlib.sha256(content).hexdigest()
    vouch(made.folder.ledger, outputs)
    return tuple(place / file for file in pages)
