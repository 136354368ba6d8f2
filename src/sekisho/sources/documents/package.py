"""Office packages (ECMA-376 part 2, a zip of parts) opened within fixed bounds.

The sizes written in the zip are checked before anything is expanded, and every part is expanded
piece by piece up to the size it declares: a zip bomb costs nothing. No relation is followed out
of the package, no entity is expanded, nothing is executed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from sekisho.sources.contract import NotReadable
from sekisho.sources.documents.salvage import salvaged

LIMIT = 200 * 1024 * 1024
"""Bytes all parts of a package may have together when expanded."""
TREE_LIMIT = 64 * 1024 * 1024
"""Bytes of one part of XML that may be held as a tree (it takes several times as much)."""
MOST_PARTS = 20_000
_PIECE = 1024 * 1024
_ENCRYPTED_FLAG = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    KeyError,
)


class Package:
    """The parts of an Office file by name."""

    def __init__(
        self, archive: zipfile.ZipFile, *, cut: bool = False, unlocked: bool = False
    ) -> None:
        self.cut = cut
        """Whether parts may be missing, and the last one may end anywhere."""
        self.unlocked = unlocked
        """Whether it was opened with a password and lies in memory alone."""
        self._archive = archive
        self._infos = {info.filename.lstrip("/"): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def names(self, pattern: str = "") -> list[str]:
        """The parts whose name fits a pattern as a whole, numbers in their order (2 before 10)."""
        fit = [name for name in self._infos if not pattern or re.fullmatch(pattern, name)]
        return sorted(fit, key=lambda name: [int(n) for n in re.findall(r"\d+", name)] + [0])

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises NotReadable when it is absent or damaged."""
        try:
            with self._archive.open(self._infos[name]) as part:
                return b"".join(iter(lambda: part.read(_PIECE), b""))
        except _BROKEN as error:
            raise NotReadable("unread.document_broken", why=f"{name}: {error}") from error

    def tree(self, name: str) -> etree._Element:
        """A part as XML. Raises NotReadable when it is absent, damaged, or too large."""
        if name in self._infos and self._infos[name].file_size > TREE_LIMIT:
            raise NotReadable("unread.document_too_large", size=str(self._infos[name].file_size))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, recover=self.cut
        )
        try:
            tree = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise NotReadable("unread.document_broken", why=f"{name}: {error}") from error
        if tree is None:
            raise NotReadable("unread.document_broken", why=name)
        return tree

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a part that stay inside: id to (last word of the type, part)."""
        folder, file = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", file + ".rels")
        found = {}
        if rels in self._infos:
            for relation in self.tree(rels):
                if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                    continue
                target = posixpath.join("/" + folder, relation.get("Target", ""))
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                target = posixpath.normpath(target).lstrip("/")
                found[relation.get("Id", "")] = (kind, target)
        return found

    def main(self) -> str:
        """The part the package is about. Raises NotReadable when it names none."""
        for kind, target in self.related("").values():
            if kind == "officeDocument" and target in self._infos:
                return target
        raise NotReadable("unread.document_broken", why="officeDocument")

    def stored(self) -> io.BytesIO:
        """The package again, without compression and pictures, for libraries that expand alone."""
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
            for name in self._infos:
                if "/media/" not in name and not name.endswith("/"):
                    archive.writestr(name, self.read(name))
        copy.seek(0)
        return copy


@contextmanager
def opened(path: Path | io.BytesIO) -> Iterator[Package]:
    """An Office package within its bounds. Raises NotReadable, OSError."""
    cut = False
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN as error:
        found = salvaged(path, LIMIT, MOST_PARTS)
        if found is None:
            raise NotReadable("unread.document_broken", why=str(error)) from error
        archive, cut = found, True
    with archive:
        members = archive.infolist()
        size = sum(info.file_size for info in members)
        if size > LIMIT or len(members) > MOST_PARTS:
            raise NotReadable("unread.document_too_large", size=str(size))
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in members):
            raise NotReadable("unread.encrypted")
        yield Package(archive, cut=cut, unlocked=isinstance(path, io.BytesIO))


def local(element: etree._Element) -> str:
    """An element's name without its namespace ("" for comments): strict and transitional alike."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None
