"""Every document: among the evidence, attached to its mails, or known from records alone.

Registers, hearing memos, records and configuration are evidence too, but no documents of the
office whose content might have left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import duckdb

from sekisho.case.asking import ask
from sekisho.case.facts import Reason, Reference
from sekisho.case.laid import lay
from sekisho.events.evidence import INSIDE
from sekisho.events.kinds import KINDS
from sekisho.ledger.manifest import Entry

_OFFICE = ("doc docx docm dot xls xlsx xlsm xlsb csv tsv ppt pptx pdf txt rtf md",
           "jtd jtt jttc odt ods odp xdw xbd xps eml msg mbox pst ost accdb mdb",
           "jpg jpeg png tif tiff bmp heic zip 7z lzh")  # fmt: skip
EXTENSIONS = frozenset(ending for line in _OFFICE for ending in line.split())
"""Endings of what an office calls a document; others are documents only when read as such."""
_PROGRAMS = frozenset(
    [
        "exe",
        "dll",
        "js",
        "jse",
        "vbs",
        "vbe",
        "wsf",
        "hta",
        "ps1",
        "bat",
        "cmd",
        "scr",
        "lnk",
        "log",
        "conf",
        "ini",
        "reg",
    ]
)
"""Programs and settings are no documents of the office, even where they read like a text."""
_PASSING = ("~$", ".~lock", "thumbs.db", "desktop.ini", ".ds_store")

_CONTENT = """
SELECT DISTINCT evidence FROM document UNION SELECT DISTINCT evidence FROM message ORDER BY 1
"""
_MAILS = "SELECT DISTINCT evidence FROM message ORDER BY 1"
_ATTACHED = """
SELECT evidence, position, unit, unnest("email.attachments.name") AS name,
       unnest("email.attachments.sha256") AS sha256
FROM message WHERE len("email.attachments.name") > 0 ORDER BY evidence, position, name, sha256
"""


@dataclass(frozen=True)
class Document:
    """One document. ``path``: its evidence, None when known from records alone; ``original``:
    where it lay; ``parts``: the parts of its path, folded for comparing, the file's name last;
    ``place``: pc, share, mailbox or unknown; ``told``: what records say of it beside accesses."""

    path: str | None
    original: str | None
    host: str | None
    place: str
    parts: tuple[str, ...]
    sha256: str | None = None
    evidence: tuple[Reference, ...] = ()
    told: tuple[Reason, ...] = ()


def folded(text: str) -> str:
    """A name for comparing: one form of Unicode (a Mac writes が in two signs), one case."""
    return unicodedata.normalize("NFC", text).casefold()


def parts_of(path: str) -> tuple[str, ...]:
    """The parts of a Windows, UNC, POSIX or evidence path, folded, without drive."""
    even = path.replace(INSIDE, "/").replace("\\", "/")
    found = [folded(part) for part in even.split("/") if part and part != "."]
    return tuple(part for part in found if not (len(part) == 2 and part[1] == ":"))


def is_document(name: str) -> bool:
    """Whether a file name is that of a document (no lock file, no thumbnail, no program)."""
    lower = name.lower()
    if lower.startswith(_PASSING[:2]) or lower in _PASSING[2:]:
        return False
    return lower.rpartition(".")[2] in EXTENSIONS and "." in lower


def documents(
    connection: duckdb.DuckDBPyConnection,
    entries: Sequence[Entry],
    placed: Mapping[str, str],
    apart: frozenset[str],
    originals: Mapping[str, str] | None = None,
) -> tuple[Document, ...]:
    """All documents among the evidence, by path. ``placed``: the computer of each evidence;
    ``apart``: registers, memos and the like; ``originals``: where an evidence lay, for those of
    which a manifest says so. An attachment that was not received as evidence of
    its own stands under ``mail!/NUMBER/name``."""
    contents = {row["evidence"] for row in ask(connection, _CONTENT)}
    mails = {row["evidence"] for row in ask(connection, _MAILS)}
    recorded = _recorded(connection)
    read = {entry.sha256 for entry in entries if entry.name in contents}
    found = []
    for entry in entries:
        name = PurePosixPath(entry.name.replace(INSIDE, "/")).name
        same_bytes = entry.status == "duplicate" and entry.sha256 in read
        unreadable = entry.status in ("not_read", "duplicate") and is_document(name)
        if (
            name.lower().rpartition(".")[2] in _PROGRAMS
            or entry.name in apart
            or entry.name in recorded
            or entry.name.startswith("@")
        ):
            continue
        if entry.status == "absent" or not (entry.name in contents or same_bytes or unreadable):
            continue
        host, place, original = lay(
            entry.name, placed.get(entry.name), (originals or {}).get(entry.name)
        )
        mailed = any(outer in mails for outer in _around(entry.name))
        found.append(
            Document(
                path=entry.name,
                original=original,
                host=host,
                place="mailbox" if mailed and place != "share" else place,
                parts=parts_of(original or entry.name),
                sha256=entry.sha256,
                evidence=(Reference(entry.name, None, None),),
            )
        )
    by_path = {one.path: one for one in found if one.path}
    known = {entry.name for entry in entries}
    for row in ask(connection, _ATTACHED):
        mail = by_path.get(row["evidence"])
        path = f"{row['evidence']}{INSIDE}{row['position']}/{row['name']}"
        if mail is not None and row["name"] and path not in known:
            known.add(path)
            refs = (Reference(row["evidence"], row["position"], row["unit"]),)
            attached = replace(mail, path=path, sha256=row["sha256"], evidence=refs)
            found.append(replace(attached, parts=(*mail.parts, folded(row["name"]))))
    return tuple(sorted(found, key=lambda one: one.path or ""))


def _around(name: str) -> tuple[str, ...]:
    """An evidence and the archives and mails it was taken out of, the outermost first."""
    parts = name.split(INSIDE)
    return tuple(INSIDE.join(parts[:count]) for count in range(1, len(parts) + 1))


def _recorded(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Evidence that holds records or settings: never a document, whatever its name."""
    kinds = [kind.name for kind in KINDS if kind.name not in ("document", "message")]
    union = " UNION ".join(f"SELECT DISTINCT evidence FROM {kind}" for kind in kinds)
    return frozenset(row["evidence"] for row in ask(connection, f"{union} ORDER BY 1"))


def tail(one: Sequence[str], other: Sequence[str]) -> int:
    """How many parts two paths have in common, counted from the file's name."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


class Shelf:
    """Documents found by path, name or hash. The longest common end of the path decides; where
    two documents fit equally well, and neither's computer does, both are meant."""

    def __init__(self, found: Sequence[Document]) -> None:
        self.documents = tuple(found)
        self._by_name: dict[str, list[Document]] = {}
        for one in found:
            if one.parts:
                self._by_name.setdefault(one.parts[-1], []).append(one)

    def meant(self, path: str, host: str | None) -> tuple[Document, ...]:
        """The documents that a record's path means on a computer."""
        wanted = parts_of(path)
        if not wanted:
            return ()
        near = [
            (tail(one.parts, wanted), one)
            for one in self._by_name.get(wanted[-1], ())
            if one.host is None or host is None or one.host == host
        ]
        # a bare name in the record means every document of that name; a longer path must agree
        # on the folder as far as both tell it
        fitting = [
            (length, one) for length, one in near if length >= min(2, len(wanted), len(one.parts))
        ]
        best = max((length for length, _ in fitting), default=0)
        return tuple(one for length, one in fitting if length == best)
