"""The form itself: the JSON Schema, and what it says about types, notations and defaults.

Reference: JSON Schema draft 2020-12. Some keywords are our own and ignored by other programs:
``format`` names a reader of ``notations.py``; ``x-codes`` maps a Japanese word of an ``enum``
to the code that the program uses (both may be written). ``x-name-of``, ``x-refers-to`` and
``x-once`` say how entries speak of each other (``references.py`` of the rulebook);
``x-identity`` names the keys that say which entry of a list it is (``changes.py`` there);
``x-assumed: false`` marks a section that may be absent without anything being assumed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Any

from sekisho.form.dates import NotThisFormError, narrow
from sekisho.form.notations import NOTATIONS
from sekisho.form.tree import Fields, Listing, Node, Scalar

Schema = dict[str, Any]

_NOT_OWN = ("$ref", "$defs")
_YES = frozenset({"true", "yes", "はい"})
_NO = frozenset({"false", "no", "いいえ"})


def form_of(package: str) -> Schema:
    """The form shipped as ``schema.json`` in a package, each reference replaced by its target.

    A reference names a part of the same file (``#/$defs/zone``) or another file by its path
    from there (``sections/zones.json``). The form must not contain itself.
    """
    expanded: Schema = _expanded(_Reader(files(package)).whole("schema.json"))
    return expanded


@dataclass(frozen=True)
class _Reader:
    """The folder that references between files are read from."""

    folder: Traversable

    def whole(self, name: str) -> _Part:
        loaded: Schema = json.loads(self.folder.joinpath(name).read_text(encoding="utf-8"))
        return _Part(loaded, loaded, self, name)


@dataclass(frozen=True)
class _Part:
    """A part of a form with the file that its references are looked up in."""

    value: Any
    file: Schema
    reader: _Reader
    name: str

    def beside(self, value: Any) -> _Part:
        return _Part(value, self.file, self.reader, self.name)

    def target(self) -> _Part:
        reference: str = self.value["$ref"]
        if reference.startswith("#/$defs/"):
            return self.beside(self.file["$defs"][reference.removeprefix("#/$defs/")])
        return self.reader.whole(str(PurePosixPath(self.name).parent / reference))


def _expanded(part: _Part) -> Any:
    value = part.value
    if isinstance(value, list):
        return [_expanded(part.beside(item)) for item in value]
    if not isinstance(value, dict):
        return value
    own = {
        key: _expanded(part.beside(inner)) for key, inner in value.items() if key not in _NOT_OWN
    }
    if "$ref" not in value:
        return own
    # what stands beside a reference says more of it (its title in this place)
    return {**_expanded(part.target()), **own}


def part_for(part: Schema, key: str) -> Schema:
    """What the schema says about one key of a map; empty for a key it does not know."""
    more = part.get("additionalProperties")
    found: Schema = part.get("properties", {}).get(key) or (more if isinstance(more, dict) else {})
    return found


def typed(node: Node, part: Schema) -> Any:
    """The tree as plain data, each scalar typed as the schema wants it where that is possible.

    Empty headings are left out; a text that cannot be of the wanted type stays a text, which
    the check then answers.
    """
    if isinstance(node, Fields):
        return {
            key: typed(value, part_for(part, key))
            for key, value in node.entries.items()
            if not (isinstance(value, Scalar) and value.empty)
        }
    if isinstance(node, Listing):
        return [typed(item, part.get("items", {})) for item in node.items]
    return _scalar(node.text, part.get("type"))


def _scalar(text: str, wanted: str | None) -> Any:
    written = narrow(text)
    if wanted == "boolean":
        lowered = written.lower()
        return True if lowered in _YES else False if lowered in _NO else text
    if wanted in ("integer", "number"):
        for kind in (int, float)[: 1 if wanted == "integer" else 2]:
            try:
                return kind(written)
            except ValueError:
                continue
    return text


def canonical(value: Any, part: Schema) -> Any:
    """The same content in one notation; what cannot be read stays as it was written."""
    if isinstance(value, dict):
        return {key: canonical(inner, part_for(part, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [canonical(item, part.get("items", {})) for item in value]
    if isinstance(value, str):
        if "x-codes" in part:
            return part["x-codes"].get(value, value)
        if "format" in part:
            try:
                return NOTATIONS[part["format"]](value)
            except NotThisFormError:
                return value
    return value


def completed(value: dict[str, Any], form: Schema) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """The content with every default filled in, and which defaults were used.

    Gives the full content and (dotted key, default) in the order of the schema; a section
    without any default that was not written stands there with None.
    """
    used: list[tuple[str, Any]] = []
    whole = dict(value)
    for section, part in form["properties"].items():
        defaults = list(_defaults(part))
        if not defaults and not value.get(section) and part.get("x-assumed", True):
            used.append((section, None))
        if part.get("type") == "object":
            inner = dict(value.get(section, {}))
            for key, default in defaults:
                if key not in inner:
                    inner[key] = default
                    used.append((f"{section}.{key}", default))
            whole[section] = inner
    return whole, used


def _defaults(part: Schema) -> Iterator[tuple[str, Any]]:
    for key, inner in part.get("properties", {}).items():
        if "default" in inner:
            yield key, inner["default"]
