"""Lists as they are handed out: folders of UT1, files with a host or address a line, hosts files.

Reference: https://dsi.ut-capitole.fr/blacklists/ (a folder a category, ``domains`` and ``urls``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sekisho.gates.web.request import host_of

DOMAINS, URLS = "domains", "urls"
NO_LIST = frozenset({"global_usage"})
"""What UT1 lays beside its folders."""
SHOWN = 20
"""Lines kept of those that are nothing; all are counted."""
_ENDINGS = frozenset({"", ".txt", ".list", ".lst", ".hosts"})
_PLAIN = re.compile(rb"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://")
_HOSTS_FILE = re.compile(r"^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+(\S+)$")


class Rubbish(NamedTuple):
    """A line that is neither host nor address."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class Listed:
    """A list by name: its keys (host, or host and path, in UTF-8), what was no entry, how much of
    that there was."""

    name: str
    keys: list[bytes]
    rubbish: tuple[Rubbish, ...]
    rubbish_count: int


def read_folder(folder: Path) -> Iterator[Listed]:
    """Every list of a folder, by name. Raises OSError."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            parts = [part for part in (path / DOMAINS, path / URLS) if part.is_file()]
            if parts:
                yield _read(path.name, parts, folder)
        elif path.suffix in _ENDINGS and path.name not in NO_LIST:
            yield _read(path.stem, [path], folder)


def _read(name: str, parts: Iterable[Path], folder: Path) -> Listed:
    keys: list[bytes] = []
    rubbish: list[Rubbish] = []
    count = 0
    for path in parts:
        file = path.relative_to(folder).as_posix()
        for number, line in enumerate(path.read_bytes().lower().splitlines(), start=1):
            if _PLAIN.fullmatch(line):
                keys.append(line)
                continue
            found = key_of(line)
            if found:
                keys.append(found)
            elif found is None:
                count += 1
                if len(rubbish) < SHOWN:
                    rubbish.append(Rubbish(file, number, line[:120].decode("utf-8", "replace")))
    return Listed(name, keys, tuple(rubbish), count)


def key_of(line: bytes) -> bytes | None:
    """The key of a line; empty for blank lines and comments, None for rubbish."""
    text = line.decode("utf-8", "replace").strip().lower()
    if not text or text[0] in "#;!":
        return b""
    text = text.partition(" #")[0].partition("\t#")[0].strip()
    if hosts := _HOSTS_FILE.match(text):
        text = hosts[1]
    text = _SCHEME.sub("", text)
    place, slash, path = text.partition("/")
    name = place.rpartition("@")[2].removeprefix("*.").removeprefix(".").rstrip(".")
    if name.count(":") == 1:
        name = name.partition(":")[0]
    host = host_of(name)
    if host is None or ("." not in host and ":" not in host) or any(sign in text for sign in " \t"):
        return None
    if "?" not in path:
        path = path.rstrip("/")
    return f"{host}/{path}".encode() if slash and path else host.encode()
