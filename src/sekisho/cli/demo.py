"""The main job on an exercise: what ``make demo`` runs."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sekisho.cli.main import main

FOLDER = Path("demo")
NOW = "2016-06-23T11:00:00+09:00"


def demo(folder: Path = FOLDER) -> int:
    """Writes the Ikeda exercise, investigates it, and says where the reports lie.

    The folder is made anew each time. Gives the exit code of the investigation.
    """
    if folder.exists():
        shutil.rmtree(folder)
    written = main(["drill", "ikeda", "--out", str(folder / "ikeda")])
    if written:
        return written
    evidence, case = folder / "ikeda" / "evidence", folder / "case"
    return main(["investigate", str(evidence), "--case", str(case), "--now", NOW])


if __name__ == "__main__":
    sys.exit(0 if demo() in (0, 3) else 1)
