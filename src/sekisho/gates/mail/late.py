"""Signatures that arrive later, held against mails that are still stored.

What a signature meets is named by its SHA-256, for with that every record can be asked: the same
file may have come in mails of which no copy was kept. References: YARA-X; clamscan(1)
(``--database``, exit codes 0, 1 and 2); ClamAV, "Signatures" (endings of databases).
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sekisho.gates.mail.engines.pieces import pieces
from sekisho.gates.mail.engines.yara import ENDINGS, Yara
from sekisho.gates.mail.opened import opened
from sekisho.gates.programs import program

CLAMAV = (".ndb", ".ndu", ".hdb", ".hdu", ".hsb", ".hsu", ".ldb", ".ldu", ".mdb", ".msb", ".cdb")
CLAMSCAN = "clamscan"
SECONDS = 60
"""For one mail and the rules of one file."""
LARGEST = 256
"""MiB of a piece."""
_AT_ONCE = 200
"""Mails that lie in a private folder while clamscan reads them."""


class NoClamscanError(Exception):
    """clamscan is not here."""


class SignaturesError(Exception):
    """clamscan cannot use the signatures; its own words."""


@dataclass(frozen=True)
class Hit:
    """``mail``: the stored mail; ``place``: the file in it, "" for the mail itself, whose SHA-256
    is ``sha256``; ``signature``: its name."""

    mail: str
    place: str
    sha256: str
    signature: str


@dataclass(frozen=True)
class Late:
    """``searched``: mails; ``not_scanned``: pieces of them that took too long or are too large,
    and mails too deep to be taken apart."""

    searched: int
    not_scanned: int
    hits: tuple[Hit, ...]


def is_signatures(path: Path) -> bool:
    """Whether a file holds signatures, by its ending."""
    return path.suffix.lower() in (*ENDINGS, *CLAMAV)


def late(path: Path, mails: Iterable[tuple[str, bytes]]) -> Late:
    """What a file of signatures meets. Raises NoYaraError, YaraRulesError, NoClamscanError,
    SignaturesError."""
    return _by_yara(path, mails) if path.suffix.lower() in ENDINGS else _by_clamscan(path, mails)


def _by_yara(path: Path, mails: Iterable[tuple[str, bytes]]) -> Late:
    rules = Yara.compiled(str(path), SECONDS, LARGEST)
    searched = not_scanned = 0
    hits: list[Hit] = []
    for name, data in mails:
        searched += 1
        found = list(_pieces(data))
        not_scanned += not found
        for place, piece in found:
            names = rules.names(piece, SECONDS)
            not_scanned += names is None
            hits += [Hit(name, place, _sha256(piece), one) for one in names or ()]
    return Late(searched, not_scanned, tuple(hits))


def _by_clamscan(path: Path, mails: Iterable[tuple[str, bytes]]) -> Late:
    found = program(CLAMSCAN)
    if found is None:
        raise NoClamscanError
    searched = not_scanned = 0
    hits: list[Hit] = []
    rest = iter(mails)
    while many := list(islice(rest, _AT_ONCE)):
        searched += len(many)
        with tempfile.TemporaryDirectory() as folder:
            told: dict[str, tuple[str, str, str]] = {}
            for name, data in many:
                laid = list(_pieces(data))
                not_scanned += not laid
                for place, piece in laid:
                    key = str(len(told))
                    (Path(folder) / key).write_bytes(piece)
                    told[key] = (name, place, _sha256(piece))
            hits += [Hit(*told[key], signature) for key, signature in _asked(found, path, folder)]
    return Late(searched, not_scanned, tuple(hits))


def _asked(clamscan: str, path: Path, folder: str) -> Iterator[tuple[str, str]]:
    words: Sequence[str] = [clamscan, f"--database={path}", "--no-summary", "--infected",
                            "--stdout", "--recursive", folder]  # fmt: skip
    done = subprocess.run(words, capture_output=True, check=False)  # noqa: S603  (a fixed program)
    if done.returncode not in (0, 1):
        raise SignaturesError(done.stderr.decode("utf-8", "replace").strip()[:400])
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        where, _, said = line.rpartition(": ")
        if said.endswith(" FOUND"):
            yield Path(where).name, said.removesuffix(" FOUND")


def _pieces(data: bytes) -> Iterator[tuple[str, bytes]]:
    """None of a mail that is too deep to be taken apart."""
    try:
        mail = opened(data)
    except RecursionError:
        return
    yield from pieces(mail)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
