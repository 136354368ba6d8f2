"""The form itself: the JSON Schema, and what it says about types, notations and defaults.

Reference: JSON Schema draft 2020-12. Two keywords are our own and ignored by other programs:
``format`` names a reader of ``notations.py``; ``x-codes`` maps a Japanese word of an ``enum``
to the code that the program uses (both may be written).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from sekisho.rulebook.dates import NotThisFormError, narrow
from sekisho.rulebook.notations import NOTATIONS
from sekisho.rulebook.tree import Fields, Listing, Node, Scalar

Schema = dict[str, Any]

_NOT_OWN = ("$ref", "$defs")
_YES = frozenset({"true", "yes", "はい"})
_NO = frozenset({"false", "no", "いいえ"})


@cache
def schema() -> Schema:
    """The JSON Schema of the rulebook, as shipped."""
    text = files("sekisho.rulebook").joinpath("schema.json").read_text(encoding="utf-8")
    loaded: Schema = json.loads(text)
    return loaded


def form_of(package: str) -> Schema:
    """The form shipped as ``schema.json`` in a package, each reference replaced by its target.

    The other functions of this module then need no ``$defs``. The form must not contain itself.
    """
    text = files(package).joinpath("schema.json").read_text(encoding="utf-8")
    whole: Schema = json.loads(text)
    expanded: Schema = _expanded(whole, whole.get("$defs", {}))
    return expanded


def _expanded(part: Any, defs: Schema) -> Any:
    if isinstance(part, list):
        return [_expanded(item, defs) for item in part]
    if not isinstance(part, dict):
        return part
    own = {key: _expanded(value, defs) for key, value in part.items() if key not in _NOT_OWN}
    if "$ref" not in part:
        return own
    # what stands beside a reference says more of it (its title in this place)
    return {**_expanded(defs[part["$ref"].removeprefix("#/$defs/")], defs), **own}


def resolved(part: Schema) -> Schema:
    """A part of the schema with its reference followed."""
    if "$ref" not in part:
        return part
    target: Schema = schema()["$defs"][part["$ref"].removeprefix("#/$defs/")]
    return target


def part_for(part: Schema, key: str) -> Schema:
    """What the schema says about one key of a map; empty for a key it does not know."""
    own = resolved(part)
    more = own.get("additionalProperties")
    found: Schema = own.get("properties", {}).get(key) or (more if isinstance(more, dict) else {})
    return resolved(found)


def typed(node: Node, part: Schema) -> Any:
    """The tree as plain data, each scalar typed as the schema wants it where that is possible.

    Empty headings are left out; a text that cannot be of the wanted type stays a text, which
    the check then answers.
    """
    own = resolved(part)
    if isinstance(node, Fields):
        return {
            key: typed(value, part_for(own, key))
            for key, value in node.entries.items()
            if not (isinstance(value, Scalar) and value.empty)
        }
    if isinstance(node, Listing):
        return [typed(item, own.get("items", {})) for item in node.items]
    return _scalar(node.text, own.get("type"))


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
    own = resolved(part)
    if isinstance(value, dict):
        return {key: canonical(inner, part_for(own, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [canonical(item, own.get("items", {})) for item in value]
    if isinstance(value, str):
        if "x-codes" in own:
            return own["x-codes"].get(value, value)
        if "format" in own:
            try:
                return NOTATIONS[own["format"]](value)
            except NotThisFormError:
                return value
    return value


def completed(value: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """The content with every default filled in, and which defaults were used.

    Gives the full content and (dotted key, default) in the order of the schema; a section
    without any default that was not written stands there with None.
    """
    used: list[tuple[str, Any]] = []
    whole = dict(value)
    for section, raw in schema()["properties"].items():
        part = resolved(raw)
        defaults = list(_defaults(part))
        if not defaults and not value.get(section):
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
