"""The programs of the rulebook as conditions on what runs.

A program is told by its publisher (with or without product), by where it lies, by its hash, or
by the name of its file: whichever fits. A name alone forbids anywhere, and allows nothing:
whoever may write a file may name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sekisho.detect.catalogue.tools import tools
from sekisho.gates.contract import NotBuildableError
from sekisho.gates.software.places import named
from sekisho.gates.terms import in_term
from sekisho.rulebook import Program, Rulebook

BROWSERS = {
    "Edge": "msedge.exe",
    "Chrome": "chrome.exe",
    "Firefox": "firefox.exe",
    "Opera": "opera.exe",
    "Brave": "brave.exe",
    "Vivaldi": "vivaldi.exe",
}
"""Browsers by the name of the rulebook, and their executables."""
_SHA256 = re.compile(r"[0-9A-F]{64}")


@dataclass(frozen=True)
class Conditions:
    """One program. ``publisher``: the whole subject of a certificate in capitals, or empty;
    ``product``: in capitals, empty for any; ``paths``: AppLocker's patterns; ``hashes``:
    Authenticode SHA-256 in capitals."""

    name: str
    publisher: str
    product: str
    paths: tuple[str, ...]
    hashes: tuple[str, ...]
    bare: bool = False
    """Told by the names of its files alone, which cannot allow it."""


def allowed(rulebook: Rulebook, at: datetime | None) -> tuple[Conditions, ...]:
    """The allowed programs in their term. Raises NotBuildableError for what is no hash."""
    entries = (one for one in rulebook.software.allowed if in_term(one, at))
    return tuple(_conditions(one, one.paths) for one in entries)


def forbidden(rulebook: Rulebook, at: datetime | None) -> tuple[Conditions, ...]:
    """The forbidden programs in their term, the browsers that may not be used, and the
    catalogue's remote-control tools where the rulebook forbids them. Raises NotBuildableError
    for what is no hash."""
    entries = [one for one in rulebook.software.forbidden if in_term(one, at)]
    entries += (*_other_browsers(rulebook), *_remote_tools(rulebook, at))
    return tuple(_conditions(one, (*one.paths, *map(named, one.files))) for one in entries)


def _other_browsers(rulebook: Rulebook) -> Iterator[Program]:
    wanted = rulebook.software.browsers.allowed
    for name, file in BROWSERS.items():
        if wanted and name not in wanted:
            yield Program(name=name, files=(file,))


def _remote_tools(rulebook: Rulebook, at: datetime | None) -> Iterator[Program]:
    """Those that nobody is permitted to use, by name, at that moment."""
    if rulebook.software.settings.remote_tools != "forbidden":
        return
    permitted = {_plain(one.name) for one in rulebook.software.allowed if in_term(one, at)}
    permitted |= {_plain(one.tool) for one in rulebook.support if in_term(one, at)}
    for tool in tools():
        if not tool.builtin and permitted.isdisjoint(map(_plain, (tool.name, *tool.spoken))):
            yield Program(name=tool.name, files=tool.executables, paths=tool.paths)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _conditions(one: Program, paths: tuple[str, ...]) -> Conditions:
    hashes = tuple(text.upper().removeprefix("0X") for text in one.hashes)
    for text in hashes:
        if not _SHA256.fullmatch(text):
            raise NotBuildableError("gates.software.bad_hash", name=one.name, hash=text)
    # AppLocker compares the whole subject; a bare name would match nothing.
    publisher = one.publisher.upper() if "=" in one.publisher else ""
    told = bool(publisher or paths or hashes)
    return Conditions(one.name, publisher, one.product.upper(), paths, hashes, bare=not told)
