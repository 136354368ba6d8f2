"""From files to a rulebook: read, check, bring into one notation, fill in, build."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, get_type_hints

from sekisho.rulebook.book import Assumption, Rulebook
from sekisho.rulebook.building import build
from sekisho.rulebook.files import RulebookFile, read
from sekisho.rulebook.form import canonical, completed, schema, typed
from sekisho.rulebook.mistakes import RulebookError
from sekisho.rulebook.references import check_references

_READ_ON = frozenset({"rulebook.key_twice", "rulebook.given_twice"})
_MISSING = "rulebook.missing_key"


def load(path: Path | None) -> Rulebook:
    """The rulebook of a YAML file, of a folder of them, or of nothing but assumptions (None).

    Raises RulebookError with every mistake found, each with its place.
    """
    if path is None:
        return _rulebook({"version": 1}, (), [Assumption("rulebook.assumed.none")])
    from sekisho.rulebook.checking import check  # noqa: PLC0415  (its library is slow to load)

    tree, files, mistakes = read(path)
    data = typed(tree, schema())
    content = canonical(data, schema())
    if any(found.code not in _READ_ON for found in mistakes):
        # A part of the text is missing: what it would have said cannot be called missing.
        mistakes += [found for found in check(data, tree) if found.code != _MISSING]
        raise RulebookError(mistakes)
    mistakes += check(data, tree)
    # With the defaults filled in, an end written alone is compared with the start assumed.
    judged = content if mistakes else completed(content)[0]
    mistakes += check_references(judged, tree)
    if mistakes:
        raise RulebookError(mistakes)
    doubts = [
        Assumption("rulebook.assumed.encoding", (("file", file.name), ("encoding", "cp932")))
        for file in files
        if file.encoding == "cp932"
    ]
    return _rulebook(content, files, doubts)


def _rulebook(
    content: dict[str, Any], files: tuple[RulebookFile, ...], doubts: list[Assumption]
) -> Rulebook:
    whole, used = completed(content)
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sections = {
        name: build(kind, whole.get(name, []))
        for name, kind in get_type_hints(Rulebook).items()
        if name in schema()["properties"]
    }
    return Rulebook(
        **sections,
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
