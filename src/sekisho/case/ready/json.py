"""Readiness as ``ready.json``: every answer with its grounds, in both languages.

The form is ``schema.json`` (JSON Schema, draft 2020-12). The same evidence, rulebook and period
give the same bytes.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from json import loads
from typing import Any

import orjson

from sekisho.case.json import plain
from sekisho.case.ready.facts import Level, Readiness
from sekisho.text import say

VERSION = 1


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of ``ready.json``, as shipped."""
    text = files(__package__ or "").joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = loads(text)
    return loaded


def to_json(readiness: Readiness) -> dict[str, Any]:
    """Readiness as plain data that ``schema()`` describes."""
    content = {"format": VERSION, **_named(plain(readiness))}
    for one in content["answers"]:
        one.update(_both("question", one["question"]))
        for name in one["held"]:
            one["held"][name].update(_both("capability", name))
    for one in content["remedies"]:
        one.update(_both("remedy", one["name"]))
    counts = {level.word: readiness.count(level) for level in reversed(Level)}
    return {**content, "counts": counts}


def to_bytes(readiness: Readiness) -> bytes:
    """The content of ``ready.json``: UTF-8, keys sorted, indented."""
    option = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2
    return orjson.dumps(to_json(readiness), option=option) + b"\n"


def _both(what: str, name: str) -> dict[str, str]:
    code = f"readiness.{what}.{name}"
    return {"text_ja": say(code, "ja"), "text_en": say(code, "en")}


def _named(content: Any) -> Any:
    """Levels by their words."""
    if isinstance(content, Level):
        return content.word
    if isinstance(content, dict):
        return {key: _named(value) for key, value in content.items()}
    return [_named(one) for one in content] if isinstance(content, list) else content
