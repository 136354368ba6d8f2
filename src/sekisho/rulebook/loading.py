"""From files to a rulebook: read, check, bring into one notation, fill in, build."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from sekisho.form.building import build
from sekisho.form.files import FormFile
from sekisho.form.mistakes import FormError
from sekisho.form.opening import written_in
from sekisho.form.schema import Schema, completed, form_of
from sekisho.form.template import written
from sekisho.form.tree import Fields
from sekisho.rulebook.book import Assumption, Rulebook
from sekisho.rulebook.permissions import in_terms
from sekisho.rulebook.references import check_references

_HEAD = """\
## Sekisho 規程（版 {version}）
## 「##」の行は説明です。「#」だけの行は書き方の例です。使う行は先頭の「#」を一つ消して、
## 役場に合わせて書き直してください。消さない限り、例は効きません。
## 日付は 2026-06-03 でも 令和8年6月3日 でも書けます。時刻は 8:30 のように書きます。
## 書かなかったことは既定の値とみなし、何をみなしたかを報告書の初めに示します。
"""


class RulebookError(FormError):
    """A rulebook that cannot be used."""


@cache
def schema() -> Schema:
    """The JSON Schema of the rulebook, as shipped, references replaced."""
    return form_of("sekisho.rulebook")


def template() -> str:
    """A commented YAML file in Japanese that loads as it is, with an example of every key."""
    return written(schema(), _HEAD)


def load(path: Path | None) -> Rulebook:
    """The rulebook of a YAML file, of a folder of them, or of nothing but assumptions (None).

    Raises RulebookError with every mistake found, each with its place.
    """
    return nothing_given() if path is None else opened(path).book


def nothing_given() -> Rulebook:
    """The rulebook of a town that gave none: nothing but assumptions."""
    return _rulebook({"version": 1}, (), [Assumption("rulebook.assumed.none")])


@dataclass(frozen=True)
class Opened:
    """A rulebook together with its text: ``content`` in canonical notation as it was written,
    without defaults; ``tree`` knows where each value of it stands."""

    book: Rulebook
    content: dict[str, Any]
    tree: Fields

    @property
    def whole(self) -> dict[str, Any]:
        """The content with every default filled in: what the digest covers."""
        return completed(self.content, schema())[0]


def opened(path: Path) -> Opened:
    """The rulebook of a YAML file or a folder of them, with what was written in it.

    Raises RulebookError with every mistake found, each with its place.
    """
    try:
        given = written_in(path, schema())
    except FormError as error:
        raise RulebookError(error.mistakes) from error
    if not given.whole:
        raise RulebookError(given.mistakes)
    content, tree, mistakes = given.content, given.tree, [*given.mistakes]
    # With the defaults filled in, an end written alone is compared with the start assumed.
    judged = content if mistakes else completed(content, schema())[0]
    mistakes += check_references(judged, tree, schema())
    if mistakes:
        raise RulebookError(mistakes)
    doubts = [
        Assumption("rulebook.assumed.encoding", (("file", file.name), ("encoding", "cp932")))
        for file in given.files
        if file.encoding == "cp932"
    ]
    return Opened(_rulebook(content, given.files, doubts), content, tree)


def _rulebook(
    content: dict[str, Any], files: tuple[FormFile, ...], doubts: list[Assumption]
) -> Rulebook:
    whole, used = completed(content, schema())
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sections: dict[str, Any] = {
        name: build(kind, whole.get(name, []))
        for name, kind in get_type_hints(Rulebook).items()
        if name in schema()["properties"]
    }
    return Rulebook(
        **in_terms(sections),
        assumptions=(*doubts, *(_assumption(key, value) for key, value in used)),
        files=files,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _assumption(key: str, value: Any) -> Assumption:
    shown = () if value is None else (("value", _shown(value)),)
    return Assumption(f"rulebook.assumed.{key}", shown)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return f"{value['start']}–{value['end']}"
    return str(value)
