"""Settings as files to apply: what makes the records that an answer needs.

The files lie below ``files`` as they are read and edited here (UTF-8, line feeds); each says in
its comments why, which question it closes, what it writes a day and how to undo it. They are
handed out in the encoding of the system they are for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

UNDO = "undo-"
_ENCODINGS: Mapping[str, str] = {".cmd": "cp932", ".csv": "ascii"}
"""cmd.exe of a Japanese Windows reads its files in cp932; auditpol its table in ASCII."""
_CRLF = frozenset({".cmd", ".csv", ".txt", ".xml"})


def names() -> tuple[str, ...]:
    """Every settings file by its path, sorted."""
    return tuple(sorted(name for name, _ in _walk(files(__package__ or "").joinpath("files"), "")))


def _walk(folder: Traversable, inside: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        name = f"{inside}{item.name}"
        if item.is_dir():
            yield from _walk(item, f"{name}/")
        else:
            yield name, item


def companions(name: str) -> tuple[str, ...]:
    """A file and what goes with it: its undo file, and its explanation where its form has no
    comments."""
    path = PurePosixPath(name)
    beside = (path.with_name(f"{UNDO}{path.name}"), path.with_suffix(".txt"))
    every = names()
    return (name, *(str(one) for one in beside if str(one) in every and str(one) != name))


def contents(wanted: Iterable[str]) -> dict[str, bytes]:
    """The bytes of these files, with what goes with them, by path. Raises KeyError for a name
    that is not there."""
    every = dict(_walk(files(__package__ or "").joinpath("files"), ""))
    chosen = dict.fromkeys(one for name in wanted for one in companions(name))
    return {name: _encoded(name, every[name].read_text(encoding="utf-8")) for name in chosen}


def _encoded(name: str, text: str) -> bytes:
    suffix = PurePosixPath(name).suffix
    lines = text.replace("\n", "\r\n") if suffix in _CRLF else text
    return lines.encode(_ENCODINGS.get(suffix, "utf-8"))
