"""A starting file, made from its form so that it can never lag behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sekisho.form.schema import Schema


def written(form: Schema, head: str) -> str:
    """A commented file for any form; ``head`` stands above it, ``{version}`` filled in."""
    version = form["properties"]["version"]["const"]
    lines = [*head.format(version=version).splitlines(), f"version: {version}", ""]
    for key, raw in form["properties"].items():
        if key == "version":
            continue
        lines += [*section_lines(key, raw), ""]
    return "\n".join(lines)


def section_lines(key: str, part: Schema) -> list[str]:
    """One section, all of it commented out: what it is for, and an example of every key."""
    return [
        f"## {part['title']}: {part['description']}",
        *(f"#{line}" for line in _section(key, part)),
    ]


def _section(key: str, part: Schema) -> Iterator[str]:
    yield f"{key}:"
    value = _example(part)
    yield from _block(value, part, "  ")


def _example(part: Schema) -> Any:
    """The example that the schema gives, or one composed of those of its parts."""
    own = part
    for given in (part, own):
        if "examples" in given:
            return given["examples"][0]
    if "default" in part:
        return part["default"]
    if own.get("type") == "array":
        return [_example(own["items"])]
    return {key: _example(inner) for key, inner in own.get("properties", {}).items()}


def _block(value: Any, part: Schema, indent: str) -> Iterator[str]:
    if isinstance(value, list):
        item_part = part.get("items", {})
        for item in value:
            first = f"{indent}- "
            for line in _block(item, item_part, ""):
                yield first + line
                first = f"{indent}  "
        return
    for key, inner in value.items():
        own = part.get("properties", {}).get(key, {})
        title = own.get("title", "")
        note = f"  # {title}{_choices(own)}" if title else ""
        if isinstance(inner, dict) or (isinstance(inner, list) and _has_maps(inner)):
            yield f"{indent}{key}:{note}"
            yield from _block(inner, own, f"{indent}  ")
        else:
            yield f"{indent}{key}: {_flow(inner)}{note}"


def _choices(part: Schema) -> str:
    """The words to choose from, as people write them."""
    return f"（{'・'.join(part['x-codes'])}）" if "x-codes" in part else ""


def _has_maps(items: list[Any]) -> bool:
    return any(isinstance(item, dict) for item in items)


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    if isinstance(value, str):
        bare = value.replace("-", "").replace(" ", "")
        plain = bare.isalnum() and not bare.isdecimal()
        # Single quotes keep a backslash as it is (USB\VID_...).
        return value if plain else "'" + value.replace("'", "''") + "'"
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return json.dumps(value)
