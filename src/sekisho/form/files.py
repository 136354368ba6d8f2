"""The files of a form: found, decoded, and laid together into one tree."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sekisho.form.mistakes import FormError, Mistake, Place, mistake
from sekisho.form.tree import Fields, Listing, Node, Scalar, grow

_LARGEST = 16 * 1024 * 1024
_ENDINGS = frozenset({".yaml", ".yml"})
_NOT_CP932 = re.compile("[\x80\uf8f0-\uf8f3]")
"""What the decoder makes of the bytes 80, A0, FD, FE and FF, which no Japanese text holds."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class FormFile:
    """One file that was read: its name below the given folder, SHA-256 and encoding."""

    name: str
    sha256: str
    encoding: str


def read(path: Path) -> tuple[Fields, tuple[FormFile, ...], list[Mistake]]:
    """All YAML files of ``path`` (a file, or a folder with sub-folders) as one tree.

    Files are taken in the order of their names; lists are joined, maps are joined key by key.
    UTF-8 (with or without BOM), UTF-16 with BOM and cp932 are read. Raises FormError when
    the path itself cannot be used.
    """
    whole = Fields(Place(path.name, 1, 1))
    files: list[FormFile] = []
    mistakes: list[Mistake] = []
    for name, file in _found(path):
        try:
            content = _bytes_of(file, name)
            text, encoding = _decode(content, name)
        except OSError as error:
            problem = mistake(Place(name, 1, 1), "unreadable", problem=error.strerror or "")
            mistakes.append(problem)
            continue
        except FormError as error:
            mistakes.extend(error.mistakes)
            continue
        files.append(FormFile(name, hashlib.sha256(content).hexdigest(), encoding))
        tree, wrong = grow(text, name)
        mistakes += wrong
        mistakes += _join(whole, tree)
        whole.place = tree.place if len(files) == 1 else whole.place
    return whole, tuple(files), mistakes


def _found(path: Path) -> Iterator[tuple[str, Path]]:
    here = Place(path.name, 1, 1)
    if path.is_file():
        yield path.name, path
        return
    if not path.is_dir():
        raise FormError([mistake(here, "no_such_path")])
    named = sorted(
        (file.relative_to(path).as_posix(), file)
        for file in path.rglob("*")
        if file.suffix.lower() in _ENDINGS and not file.name.startswith(".") and file.is_file()
    )
    if not named:
        raise FormError([mistake(here, "empty_folder")])
    yield from named


def _bytes_of(file: Path, name: str) -> bytes:
    with file.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise FormError([mistake(Place(name, 1, 1), "too_large", mebibytes=_LARGEST >> 20)])
    return content


def _decode(content: bytes, name: str) -> tuple[str, str]:
    marked = [encoding for bom, encoding in _BOMS if content.startswith(bom)]
    tried = marked or ["utf-8", "cp932"]
    stopped = 0
    for encoding in tried:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            stopped = max(stopped, error.start)
            continue
        alien = _NOT_CP932.search(text) if encoding == "cp932" else None
        if alien is None:
            return text, encoding
        stopped = max(stopped, len(text[: alien.start()].encode(encoding)))
    before = content[:stopped]
    line = before.count(b"\n") + 1
    column = stopped - before.rfind(b"\n")
    raise FormError([mistake(Place(name, line, column), "encoding")])


def _join(into: Fields, other: Fields) -> list[Mistake]:
    mistakes: list[Mistake] = []
    for key, node in other.entries.items():
        present = into.entries.get(key)
        if present is None or _is_empty(present):
            into.entries[key] = node
            into.places[key] = other.places[key]
        elif isinstance(present, Fields) and isinstance(node, Fields):
            mistakes += _join(present, node)
        elif isinstance(present, Listing) and isinstance(node, Listing):
            present.items.extend(node.items)
        elif not (_is_empty(node) or _same(present, node)):
            first = into.places[key]
            mistakes.append(
                mistake(
                    other.places[key],
                    "given_twice",
                    key=key,
                    first_file=first.file,
                    first_line=first.line,
                )
            )
    return mistakes


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def _same(one: Node, other: Node) -> bool:
    return isinstance(one, Scalar) and isinstance(other, Scalar) and one.text == other.text
