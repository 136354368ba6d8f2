"""LibreOffice: many files in one call."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

BATCH = 60


def available() -> bool:
    return shutil.which("soffice") is not None


def convert(files: Sequence[Path], ending: str, folder: Path) -> None:
    """Writes each file as ``ending`` into ``folder``. Raises RuntimeError naming what is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        for start in range(0, len(files), BATCH):
            some = files[start : start + BATCH]
            command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
                       "--convert-to", ending, "--outdir", str(folder), *map(str, some)]  # fmt: skip
            subprocess.run(command, capture_output=True, check=False)
    missing = [each.name for each in files if not (folder / f"{each.stem}.{ending}").is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice did not write as {ending}: {', '.join(missing[:5])}")
