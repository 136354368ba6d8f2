"""The names and texts of an event's data, for the records that are not a plain list of texts.

Most records hold nothing but ``<Data Name="x">text</Data>``; those are taken apart by columns
in ``rendered``. User data, attributes and nested elements come here, one record at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

ATTRIBUTES = "#attributes"
TEXT = "#text"
NAMED_DATA = "EventData.Data"
"""Field that holds a datum which its provider named ``Data``."""
ROOT_NAME = "UserData.Name"
"""Field that holds the name of the user data's root element (``LogFileCleared`` …)."""


@dataclass
class Leaves:
    """Names and texts in the order of the event, and the unnamed data."""

    names: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    data: list[str] | None = None

    def add(self, name: str, value: object) -> None:
        self.names.append(name)
        self.values.append(text(value))


def text(value: object) -> str:
    """A JSON scalar as the event shows it: ``true``, ``12``; nothing is the empty text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return orjson.dumps(value).decode()


def leaves(event: Mapping[str, Any]) -> Leaves:
    """All data of an event (the object below ``Event``): event data, user data, and the rest.

    Elements directly below ``EventData`` or below the root of ``UserData`` go by their own
    name; deeper ones by their path joined with dots; those of other parts of the event with
    the part's name before it; the rendered ``Message`` as ``Message``.
    """
    found = Leaves()
    for part, content in event.items():
        if part in {"System", ATTRIBUTES} or content is None:
            continue
        if part == "EventData":
            _event_data(content, found)
        elif part == "UserData":
            _user_data(content, found)
        elif part == "RenderingInfo":
            _rendering(content, found)
        else:
            _walk(part, content, found)
    return found


def _event_data(content: object, found: Leaves) -> None:
    if not isinstance(content, dict):
        found.data = [text(content)]
        return
    for name, value in content.items():
        if name == ATTRIBUTES:
            _attributes("EventData.", value, found)
        elif name == "Data" and (value is None or isinstance(value, (list, dict))):
            found.data = _unnamed(value)
        elif name == "Data":
            found.add(NAMED_DATA, value)
        else:
            _walk(name, value, found)


def _unnamed(value: object) -> list[str]:
    if isinstance(value, dict):
        value = value.get(TEXT)
    return [text(item) for item in value] if isinstance(value, list) else [text(value)]


def _user_data(content: object, found: Leaves) -> None:
    if not isinstance(content, dict):
        found.add("UserData", content)
        return
    for root, inside in content.items():
        if root == ATTRIBUTES:
            _attributes("UserData.", inside, found)
            continue
        found.add(ROOT_NAME, root)
        if isinstance(inside, dict):
            _inside("", inside, found)
        elif inside is not None:
            found.add(root, inside)


def _rendering(content: object, found: Leaves) -> None:
    if not isinstance(content, dict):
        return
    for name, value in content.items():
        if name != ATTRIBUTES:
            _walk(name if name == "Message" else f"RenderingInfo.{name}", value, found)


def _walk(name: str, value: object, found: Leaves) -> None:
    """Adds a value that may be a text, an element with attributes, or elements."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            _walk(f"{name}_{number}" if number else name, item, found)
    elif not isinstance(value, dict):
        found.add(name, value)
    else:
        if TEXT in value:
            _walk(name, value[TEXT], found)
        _inside(f"{name}.", value, found)


def _inside(before: str, value: Mapping[str, Any], found: Leaves) -> None:
    for name, item in value.items():
        if name == ATTRIBUTES:
            _attributes(before, item, found)
        elif name != TEXT:
            _walk(before + name, item, found)


def _attributes(before: str, attributes: object, found: Leaves) -> None:
    for name, value in _told(attributes):
        found.add(before + name, value)


def _told(attributes: object) -> Iterator[tuple[str, object]]:
    """Attributes that say something of the event, namespaces left out."""
    if isinstance(attributes, dict):
        for name, value in attributes.items():
            if name != "xmlns" and not name.startswith("xmlns:"):
                yield name, value
