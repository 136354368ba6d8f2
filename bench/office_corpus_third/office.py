"""Older and other formats, through LibreOffice without a screen."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

PROGRAM = shutil.which("soffice")
FROM = {
    "doc": "docx",
    "odt": "docx",
    "rtf": "docx",
    "html": "docx",
    "xls": "xlsx",
    "ods": "xlsx",
    "pdf": "docx",
    "pdfx": "xlsx",
    "odp": "pptx",
}
"""The format a paper is written in before LibreOffice makes another of it; pdfx is a PDF of a sheet."""
FILTERS = {"doc": "doc:MS Word 97", "xls": "xls:MS Excel 97", "html": "html:HTML (StarWriter)"}
AT_ONCE = 40


def can_convert() -> bool:
    return PROGRAM is not None


def convert(jobs: Iterable[tuple[Path, str, Path]]) -> None:
    """Each job: a file, the wanted format, where the result goes. Raises RuntimeError when
    LibreOffice leaves one out."""
    assert PROGRAM is not None
    groups: dict[tuple[str, str], list[tuple[Path, Path]]] = defaultdict(list)
    for source, wanted, target in jobs:
        groups[wanted, source.suffix].append((source, target))
    with tempfile.TemporaryDirectory(prefix="corpus-office-") as name:
        home, out = Path(name) / "home", Path(name) / "out"
        for (wanted, _), pairs in sorted(groups.items()):
            ending = wanted.removesuffix("x") if wanted == "pdfx" else wanted
            for start in range(0, len(pairs), AT_ONCE):
                part = pairs[start : start + AT_ONCE]
                subprocess.run(
                    [PROGRAM, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to",
                     FILTERS.get(ending, ending), "--outdir", str(out), *[str(source) for source, _ in part]],
                    check=True, capture_output=True,
                )  # fmt: skip
                for source, target in part:
                    made = out / f"{source.stem}.{ending}"
                    if not made.is_file():
                        raise RuntimeError(f"LibreOffice made no {ending} of {source.name}")
                    shutil.move(made, target)
