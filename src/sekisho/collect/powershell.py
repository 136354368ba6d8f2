"""The script for Windows PowerShell 5.1, put together from the steps and the two libraries.

Reference: about_Quoting_Rules, about_Character_Encoding (Windows PowerShell 5.1: a script
without a byte order mark is read in the PC's own code page, so it gets one).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from sekisho.collect.steps import Step, steps
from sekisho.collect.toolplaces import ToolPlace
from sekisho.text import Language, say

_ENDINGS = (
    "doc docx docm xls xlsx xlsm xlsb csv ppt pptx pdf txt rtf jtd jtt jttc odt ods odp xdw xbd",
    "eml msg pst ost mbox accdb mdb zip 7z lzh",
)
DOCUMENTS = tuple(f".{ending}" for line in _ENDINGS for ending in line.split())
"""What an office keeps: hashed in the listing and copied within the limit."""
LISTING_MINUTES = 20
DOCUMENT_MEGABYTES = 4096
_QUOTES = re.compile("['\u2018\u2019\u201a\u201b]")
"""PowerShell takes the typographic single quotes for quotes as well."""
_PLACES = {"number": "{0}", "all": "{1}", "step": "{2}", "minutes": "{3}", "failures": "{0}"}
"""The places of a sentence as the operator ``-f`` counts them."""
_SAID = re.compile(r"\$Say\.(\w+)")


def quoted(text: str) -> str:
    """A text as a PowerShell literal in single quotes: nothing in it is special but the quotes.

    Raises ValueError for a text of several lines: none of ours has any.
    """
    if "\n" in text or "\r" in text or "\0" in text:
        raise ValueError("a literal of several lines")
    return "'" + _QUOTES.sub(lambda found: found[0] * 2, text) + "'"


def script(language: Language, places: Iterable[ToolPlace], version: str) -> bytes:
    """The script's bytes: UTF-8 with a byte order mark, CRLF."""
    parts = [
        _read("head.ps1"),
        _data(language, places, version),
        _read("library.ps1"),
        _steps(steps(), language),
        _read("main.ps1"),
    ]
    return "\r\n".join([*"\n".join(parts).splitlines(), ""]).encode("utf-8-sig")


def _read(name: str) -> str:
    return files(__package__).joinpath("windows", name).read_text(encoding="utf-8")


def _data(language: Language, places: Iterable[ToolPlace], version: str) -> str:
    said = {name: say(f"collect.say.{name}", language, **_PLACES) for name in _said()}
    pairs = [f"    @({quoted(one.tool)}, {quoted(one.pattern)})" for one in places]
    return "\n".join(
        [
            f"$CollectorVersion = {quoted(version)}",
            f"$ListingMinutes = {LISTING_MINUTES}",
            f"$DocumentMegabytes = {DOCUMENT_MEGABYTES}",
            f"$Documents = @({', '.join(quoted(ending) for ending in DOCUMENTS)})",
            "$Say = @{",
            *_entries(said),
            "}",
            "$RemoteTraces = @(",
            ",\n".join(pairs),
            ")",
            "",
        ]
    )


def _said() -> list[str]:
    """What the script says: the names that its libraries use."""
    return sorted(set(_SAID.findall(_read("library.ps1") + _read("main.ps1"))))


def _entries(said: Mapping[str, str]) -> list[str]:
    return [f"    {key} = {quoted(sentence)}" for key, sentence in sorted(said.items())]


def _steps(taken: Sequence[Step], language: Language) -> str:
    blocks = [
        "    @{\n"
        f"        Id = {quoted(one.id)}; Rank = {one.rank}; Admin = {quoted(one.admin)}; "
        f"Minutes = {one.minutes}\n"
        f"        Title = {quoted(say(f'collect.step.{one.id}', language))}\n"
        f"        Outputs = @({', '.join(quoted(name) for name in one.outputs)})\n"
        f"        Run = {{\n{_indented(one.run)}\n        }}\n"
        "    }"
        for one in taken
    ]
    return "$Steps = @(\n" + ",\n".join(blocks) + "\n)\n"


def _indented(code: str) -> str:
    return "\n".join(f"            {line}".rstrip() for line in code.rstrip().splitlines())
