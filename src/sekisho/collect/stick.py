"""Everything that goes onto the stick, by path."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files

from sekisho.collect import sheets
from sekisho.collect.posix import shell_script
from sekisho.collect.powershell import script
from sekisho.collect.toolplaces import ToolPlace
from sekisho.text import Language, say

SUMS = "SHA256SUMS.txt"
SERVER = "linux/collect.sh"
"""A name that any console can type."""
MARK = "\ufeff"
"""Editors and browsers of Japanese Windows take a text without it for cp932."""


def stick(language: Language, places: Iterable[ToolPlace], version: str) -> Mapping[str, bytes]:
    """The files of the stick: path to bytes, the list of their hashes last. The same language,
    places and version give the same bytes."""
    start = say("collect.start", language)
    guide = say("collect.guide", language)
    made: dict[str, bytes] = {
        start: _crlf(_read("start.cmd")).encode("ascii"),
        guide: sheets.guide(language),
        say("collect.slip", language): sheets.blank_slip(language),
        "README.txt": _told("collect.readme", language, guide=guide, version=version),
        "tool/collect.ps1": script(language, places, version),
        "tool/custody.html": sheets.slip(language),
        "tool/without.txt": _oem("collect.without", language),
        "tool/without-done.txt": _oem("collect.without_done", language),
        SERVER: shell_script(language, version),
        "linux/custody.html": sheets.slip(language),
    }
    for name in sheets.appliances():
        made[f"{name}.html"] = sheets.appliance_html(name, language)
        made[f"{name}.md"] = sheets.appliance_markdown(name, language)
    sums = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(made.items())]
    return made | {SUMS: "".join(sums).encode("utf-8")}


def _read(name: str) -> str:
    return files(__package__).joinpath("windows", name).read_text(encoding="utf-8")


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def _told(code: str, language: Language, **values: str) -> bytes:
    return _crlf(f"{MARK}{say(code, language, **values)}\n").encode("utf-8")


def _oem(code: str, language: Language) -> bytes:
    """In the code page of Japanese Windows' console, for the command ``type``."""
    return _crlf(f"{say(code, language)}\n").encode("cp932", "replace")
