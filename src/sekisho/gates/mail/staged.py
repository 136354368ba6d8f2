"""How strictly the mail gate acts just now: the stages that ``gates apply`` put on the machine.

The milter looks at each mail, so that going a stage up or back holds from the next mail on, without
a connection being cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from sekisho.gates.contract import File
from sekisho.gates.stages import Stages, as_data, from_data
from sekisho.rulebook import Rulebook

NAME = "mail-stages.json"
PLACE = f"/etc/sekisho/{NAME}"
FORMAT = "sekisho mail stages 1"


def stages_file(rulebook: Rulebook, stages: Stages) -> File:
    """The stages as the file that is put on the machine."""
    told = {"format": FORMAT, **as_data(stages), "rulebook": rulebook.digest}
    return File(NAME, orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")


@dataclass(frozen=True)
class Staged:
    """``given``: the stages as long as nothing was applied. ``path``: where the applied ones lie;
    None: they are not asked."""

    given: Stages
    path: Path | None = Path(PLACE)

    def now(self) -> Stages:
        """The stages of this moment. Raises OSError, ValueError, KeyError, TypeError,
        AttributeError for a file that is not what was applied: nobody guesses a stage."""
        told = self._told()
        return self.given if told is None else from_data(told)

    def rulebook(self) -> str | None:
        """The digest of the rulebook that was applied; None: nothing was. Raises as ``now``."""
        told = self._told()
        return None if told is None else str(told["rulebook"])

    def _told(self) -> dict[str, Any] | None:
        try:
            data = self.path.read_bytes() if self.path else None
        except FileNotFoundError:
            return None
        if data is None:
            return None
        told: dict[str, Any] = orjson.loads(data)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        return told
