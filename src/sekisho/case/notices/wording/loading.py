"""From a file to the text of a drill: read, check, build. Nothing in it may run or lead elsewhere.

The only address in the mail is the drill's own link, put in for ``{link}``: another one would
send people to somebody who has no part in the drill. Marks that hide what is written (control
characters, marks of direction) and markup are refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sekisho.case.notices.wording.wording import Wording
from sekisho.form.building import build
from sekisho.form.mistakes import FormError, Mistake, mistake
from sekisho.form.opening import written_in
from sekisho.form.schema import Schema, form_of
from sekisho.form.tree import Node, place_of

PLACES = frozenset({"name", "department", "link"})
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_ELSEWHERE = re.compile(
    r"(?:[a-z][a-z0-9+.-]{1,15}://|\b(?:mailto|javascript|data|file|vbscript):|\bwww\.|\\\\\w"
    r"|\b[\w.+-]+@[\w-]+\.\w)",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[/!a-z]|&#?\w+;", re.IGNORECASE)
_FILE = re.compile(r"[^\\/:*?\"<>|]+\.docx", re.IGNORECASE)
_HIDING = {"Cc", "Cf", "Co", "Cs"}
"""Unicode categories: control, format (marks of direction), private use, surrogates."""


class WordingError(FormError):
    """A text that cannot be used."""


@cache
def form() -> Schema:
    """The JSON Schema of a drill's text."""
    return form_of("sekisho.case.notices.wording")


def load(path: Path) -> Wording:
    """The text of a YAML file (UTF-8, UTF-16 with BOM or cp932).

    Raises WordingError with every mistake found, each with its place.
    """
    try:
        given = written_in(path, form())
    except FormError as error:
        raise WordingError(error.mistakes) from error
    mistakes = [*given.mistakes, *_unfit(given.content, given.tree)]
    if mistakes:
        raise WordingError(mistakes)
    content = {key: value for key, value in given.content.items() if key != "version"}
    wording: Wording = build(Wording, content)
    return wording


def _unfit(data: Any, tree: Node) -> Iterator[Mistake]:
    """What the form cannot see."""
    if not isinstance(data, dict):
        return
    for path, text in _texts(data):
        place = place_of(tree, path)
        yield from (mistake(place, code, **values) for code, values in _faults(text))
        allowed = PLACES if path == ("body",) else frozenset[str]()
        for name in _PLACE.findall(text):
            if name not in allowed:
                yield mistake(place, "drill_place", given=f"{{{name}}}")
    body = data.get("body")
    if isinstance(body, str) and body.count("{link}") != 1:
        yield mistake(place_of(tree, ("body",)), "drill_link", count=body.count("{link}"))
    file = data.get("file")
    if isinstance(file, str) and not _FILE.fullmatch(file):
        yield mistake(place_of(tree, ("file",)), "drill_file", given=file)
    for key in ("subject", "sender", "file"):
        if isinstance(data.get(key), str) and "\n" in data[key].strip():
            yield mistake(place_of(tree, (key,)), "drill_one_line", key=key)


def _texts(data: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key, value in data.items():
        if isinstance(value, str):
            yield (key,), value
        elif isinstance(value, list):
            yield from (((key, at), one) for at, one in enumerate(value) if isinstance(one, str))


def _faults(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    if found := _ELSEWHERE.search(text):
        yield "drill_elsewhere", {"given": found[0]}
    if found := _MARKUP.search(text):
        yield "drill_markup", {"given": found[0]}
    hiding = [one for one in text if unicodedata.category(one) in _HIDING and one not in "\n\t"]
    if hiding:
        yield "drill_hiding", {"given": f"U+{ord(hiding[0]):04X}"}
