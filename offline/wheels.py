"""Wheels: fetched for each target by pip, and what stands in them (PEP 427, core metadata)."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path, PurePosixPath

from packaging.utils import canonicalize_name

from offline.lock import Pin
from offline.targets import Target

_LEGAL = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_PAPER = {"", ".txt", ".md", ".rst", ".apache", ".bsd", ".mit", ".python", ".external"}


class FetchError(RuntimeError):
    """pip could not fetch what the lock names; the message is pip's own."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """One wheel file. ``texts`` are the legal texts in it: path inside, and bytes."""

    file: str
    sha256: str
    name: str
    version: str
    requires: tuple[str, ...]
    metadata: Mapping[str, str]
    texts: tuple[tuple[str, bytes], ...]

    @property
    def pure(self) -> bool:
        """True for a wheel that runs on every system."""
        return self.file.endswith("-any.whl")


def fetch(pins: Sequence[Pin], target: Target, folder: Path) -> list[Path]:
    """Downloads one wheel a pin for a target into ``folder``. Raises FetchError.

    No source archive is ever taken: a town's machine has no compiler.
    """
    folder.mkdir(parents=True)
    wanted = folder.with_suffix(".txt")
    lines = "".join(f"{pin.line()}\n" for pin in pins)
    wanted.write_text(lines, encoding="utf-8", newline="\n")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--require-hashes", "--only-binary", ":all:", *target.pip_words()]
    pip += ["--dest", str(folder), "--requirement", str(wanted)]
    done = subprocess.run(pip, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise FetchError(f"{target.name}: {done.stderr.strip()}")
    return sorted(folder.glob("*.whl"))


def read(path: Path) -> Wheel:
    """What stands in a wheel. Raises ValueError when it has no metadata."""
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist())
        metadata = [name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        if len(metadata) != 1:
            raise ValueError(f"{path.name}: no metadata")
        written = archive.read(metadata[0]).decode("utf-8")
        texts = tuple((name, archive.read(name)) for name in names if _legal(name))
    told = HeaderParser().parsestr(written)
    return Wheel(
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        name=canonicalize_name(str(told["Name"])),
        version=str(told["Version"]),
        requires=tuple(str(one) for one in told.get_all("Requires-Dist") or ()),
        metadata=fields(written),
        texts=texts,
    )


def fields(written: str) -> dict[str, str]:
    """Core metadata by field name, of those that come several times the first."""
    told: dict[str, str] = {}
    for name, value in HeaderParser().parsestr(written).items():
        told.setdefault(name, str(value))
    return told


def _legal(name: str) -> bool:
    """A licence or notice: by its name, or because it lies in the metadata's ``licenses``."""
    path = PurePosixPath(name)
    if name.endswith("/"):
        return False
    if re.match(r"[^/]+\.dist-info/(licenses|LICENSES|BUILD_LICENSES)/", name):
        return True
    return bool(_LEGAL.search(path.name)) and path.suffix.lower() in _PAPER
