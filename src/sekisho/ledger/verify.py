"""Verification of a case folder: what is changed, missing or extra.

Checked are the manifest's own digest, every sealed segment, every document written by the
program, every file in the folder that nobody knows, and the evidence where it was received.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sekisho.events.evidence import evidence_name
from sekisho.ledger.digest import sha256_of
from sekisho.ledger.manifest import DIGEST, NAME, Entry, Manifest, read

LEDGER = "ledger"

Change = Literal["changed", "missing", "extra", "unreadable"]
Part = Literal["manifest", "segment", "document", "evidence", "other"]


@dataclass(frozen=True)
class Difference:
    """One file that is not as it was sealed."""

    change: Change
    part: Part
    file: str


@dataclass(frozen=True)
class Verification:
    """The outcome: how many files were compared, the differences, and whether the evidence
    folder could be compared at all."""

    compared: int
    differences: tuple[Difference, ...]
    evidence_root: str
    evidence_compared: bool


def ledger_of(folder: Path) -> Path:
    """The ledger folder of a case folder (or the folder itself when it is a ledger)."""
    return folder / LEDGER if (folder / LEDGER).is_dir() else folder


def verify(folder: Path, evidence_root: Path | None = None) -> Verification:
    """Compares a case folder with its manifest. Raises ManifestError without a usable one.

    ``evidence_root``: where the evidence lies now; as recorded when None.
    """
    ledger = ledger_of(folder)
    manifest = read(ledger)
    root = evidence_root or Path(manifest.root)
    differences = list(_manifest_digest(ledger))
    expected = _expected(ledger, manifest)
    for path, (part, digest) in expected.items():
        found = _compare(path, digest)
        if found:
            differences.append(Difference(found, part, _shown(path, folder)))
    differences.extend(_extra(folder, ledger, expected))
    received = [entry for entry in manifest.entries if _is_file(entry)]
    nothing = not received and root == Path()  # a case whose evidence is still to come
    present = nothing or root.is_dir()
    if present and not nothing:
        differences.extend(_evidence(root, manifest, received))
    compared = 1 + len(expected) + (len(received) if present else 0)
    ordered = sorted(differences, key=lambda one: (one.part, one.file, one.change))
    return Verification(compared, tuple(ordered), str(root), present)


def _expected(ledger: Path, manifest: Manifest) -> dict[Path, tuple[Part, str]]:
    expected: dict[Path, tuple[Part, str]] = {}
    for segment in manifest.segments:
        expected[ledger / segment.file] = ("segment", segment.sha256)
    if ledger.name == LEDGER:
        for name, digest in manifest.outputs.items():
            expected[ledger.parent / name] = ("document", digest)
    return expected


def _manifest_digest(ledger: Path) -> Iterator[Difference]:
    try:
        stated = (ledger / DIGEST).read_text(encoding="ascii").split()[0]
    except FileNotFoundError:
        yield Difference("missing", "manifest", DIGEST)
    except (OSError, UnicodeDecodeError, IndexError):
        yield Difference("unreadable", "manifest", DIGEST)
    else:
        if stated != sha256_of(ledger / NAME):
            yield Difference("changed", "manifest", NAME)


def _compare(path: Path, digest: str) -> Change | None:
    try:
        return None if sha256_of(path) == digest else "changed"
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "unreadable"


def _extra(
    folder: Path, ledger: Path, expected: dict[Path, tuple[Part, str]]
) -> Iterator[Difference]:
    known = {*expected, ledger / NAME, ledger / DIGEST}
    for path in sorted(folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        if path not in known:
            yield Difference("extra", "other", _shown(path, folder))


def _is_file(entry: Entry) -> bool:
    return entry.origin == "folder" and bool(entry.sha256)


def _evidence(root: Path, manifest: Manifest, received: list[Entry]) -> Iterator[Difference]:
    here = {
        evidence_name(path.relative_to(root)): path
        for path in sorted(root.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }
    for entry in received:
        found = _compare(here[entry.name], entry.sha256) if entry.name in here else "missing"
        if found:
            yield Difference(found, "evidence", entry.name)
    for name in here.keys() - {entry.name for entry in manifest.entries}:
        yield Difference("extra", "evidence", name)


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
