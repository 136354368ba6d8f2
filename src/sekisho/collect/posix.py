"""The script for Linux servers: a POSIX shell, whatever of the services is there.

Reference: POSIX.1-2017, Shell Command Language; beyond it only ``stat -c`` and ``date -d @``,
which GNU and BusyBox have and whose absence leaves a time out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from sekisho.text import Language, say

FILE = "linux/places.yaml"
AFTER = ("clock", "listing")
"""The steps that end.sh takes after those of the table."""
_SAID = re.compile(r"\$(say_\w+)")
_HEAD = """#!/bin/sh
# Sekisho: collects the logs of this server. It reads only, installs nothing, uses no network.
# Made by a program from places.yaml, collect.sh and end.sh; do not edit here.
"""


@dataclass(frozen=True)
class Place:
    """One service: ``files`` are patterns of sh below the root, ``programs`` pairs of the
    output's name and the words of a command."""

    id: str
    files: tuple[str, ...] = ()
    programs: tuple[tuple[str, tuple[str, ...]], ...] = ()


@cache
def places() -> tuple[Place, ...]:
    """All services, in the order in which they are asked for."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return tuple(
        Place(
            id=str(entry["id"]),
            files=tuple(entry.get("files", ())),
            programs=tuple(
                (name, tuple(command.split())) for name, command in entry.get("programs", ())
            ),
        )
        for entry in yaml.safe_load(text)
    )


def quoted(text: str) -> str:
    """A text as a word of sh: nothing in single quotes is special but the quote itself."""
    return "'" + text.replace("'", "'\\''") + "'"


def shell_script(language: Language, version: str) -> bytes:
    """The script's bytes: UTF-8, LF."""
    used = set(_SAID.findall(_read("collect.sh") + _read("end.sh")))
    said = {name: say(f"collect.sh.{name}", language) for name in used}
    said |= {f"title_{name}": say(f"collect.step.{name}", language) for name in AFTER}
    data = [f"{name}={quoted(text)}" for name, text in sorted(said.items())]
    data += [f"version={quoted(version)}", f"steps={len(places()) + len(AFTER)}", ""]
    middle = [line for place in places() for line in _step(place, language)]
    parts = [_HEAD, "\n".join(data), _read("collect.sh"), "\n".join([*middle, ""]), _read("end.sh")]
    return "".join(parts).encode("utf-8")


def _step(place: Place, language: Language) -> list[str]:
    lines = [f"begin {place.id} {quoted(say(f'collect.step.{place.id}', language))}"]
    if place.files:
        # the patterns stay bare, the root does not: sh expands the one and takes the other as is
        patterns = " \\\n    ".join(f'"$root"{pattern}' for pattern in place.files)
        lines.append(f"each {patterns}")
    if place.programs:
        lines.append('if [ -z "$root" ]; then')
        lines += [f"    program {name} {' '.join(words)}" for name, words in place.programs]
        lines.append("fi")
    return [*lines, "ended"]


def _read(name: str) -> str:
    return files(__package__).joinpath("linux", name).read_text(encoding="utf-8")
