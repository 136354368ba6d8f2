"""The case as ``case.json``: every fact, times with the offset of 日本標準時, reasons in words.

The form is ``schema.json`` (JSON Schema, draft 2020-12). The same case gives the same bytes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from json import loads
from typing import Any

import orjson

from sekisho.case import clock_words
from sekisho.case.facts import Case, Contact, Gap, Reason, Statement, Step
from sekisho.events.time import JAPAN
from sekisho.text import Language, say

VERSION = 1
STANDARD = timezone(timedelta(hours=9))
"""日本標準時 for all moments: the zone Asia/Tokyo had other offsets before 1952, and a broken
clock may say any year."""


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of ``case.json``, as shipped."""
    text = files("sekisho.case").joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = loads(text)
    return loaded


def to_json(case: Case) -> dict[str, Any]:
    """The case as plain data that ``schema()`` describes."""
    fields = {item.name: plain(getattr(case, item.name)) for item in dataclasses.fields(case)}
    return {"format": VERSION, **fields}


def to_bytes(case: Case) -> bytes:
    """The content of ``case.json``: UTF-8, keys sorted, indented. Facts are turned into JSON one by
    one, since a case may name every document of an office."""
    fields = {item.name: getattr(case, item.name) for item in dataclasses.fields(case)}
    return orjson.dumps({"format": VERSION, **fields}, _opened, _WRITTEN)


_WRITTEN = (
    orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME
)  # fmt: skip


def plain(value: Any) -> Any:
    """A fact as JSON data: moments as ISO 8601 with +09:00, codes together with their words."""
    opened = _opened(value)
    if isinstance(opened, dict):
        return {key: plain(inner) for key, inner in opened.items()}
    return [plain(inner) for inner in opened] if isinstance(opened, list) else opened


def _opened(value: Any) -> Any:
    """A fact as JSON data on its outside; what is inside is as it was."""
    if isinstance(value, datetime):
        return value.astimezone(STANDARD).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): inner for key, inner in value.items()}
    if isinstance(value, (list, tuple, frozenset)):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
        return {**fields, **_words(value)}
    return value


def _words(fact: Any) -> dict[str, str]:
    """The sentences of facts that carry a text code."""
    if isinstance(fact, Reason):
        return _both(fact.code, fact.values)
    if isinstance(fact, Step):
        return _both(fact.what, fact.values)
    if isinstance(fact, Gap):
        return _both(fact.reason, {})
    if isinstance(fact, Contact):
        return _both(fact.what, {"value": fact.value})
    if isinstance(fact, Statement) and fact.corrects is not None:
        return _both(fact.reasons[0].code, fact.reasons[0].values)
    return {}


def _unsure(seconds: float, language: Language) -> str:
    return say("clock.uncertainty", language, seconds=f"{seconds:g}")


_CLOCKS = {"offset_s": clock_words.offset, "uncertainty_s": _unsure}
"""Values in seconds, by what says them."""


def _both(code: str, values: Mapping[str, str]) -> dict[str, str]:
    return {"text_ja": sentence(code, values, "ja"), "text_en": sentence(code, values, "en")}


def sentence(code: str, values: Mapping[str, str], language: Language) -> str:
    """A code in words; values that are moments are written for people, in Japan time."""
    shown = {name: _shown(name, value, language) for name, value in values.items()}
    return say(code, language, **shown)


def _shown(name: str, value: str, language: Language) -> str:
    if name in _CLOCKS:
        return _CLOCKS[name](float(value), language)
    if len(value) < 20 or value[4:5] != "-" or "T" not in value:
        return value
    try:
        local = datetime.fromisoformat(value).astimezone(JAPAN)
    except ValueError:
        return value
    if language == "en":
        return f"{local:%Y-%m-%d %H:%M:%S} JST"
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M:%S}"
