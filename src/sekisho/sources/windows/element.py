"""One event's XML brought to the JSON that the EVTX parser writes for the same event.

XML comes from outside: no document type, no entity, no network, no huge tree.
"""

from __future__ import annotations

import re

import orjson
from lxml import etree

from sekisho.sources.windows.leaves import ATTRIBUTES, TEXT

Content = str | None | dict[str, "Content"] | list["Content"]


_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REFERENCE = re.compile(rb"&#(x[0-9A-Fa-f]{1,4}|\d{1,4});")
_STAND_IN = 0xFDD0
"""Unicode's 32 noncharacters from here stand for the control characters while XML is read."""
_SHOWN = {_STAND_IN + number: f"\\u{number:04x}" for number in range(32)}


class NotAnEvent(Exception):  # noqa: N818  (it is an answer, not a defect)
    """The bytes are no event; ``code`` is a text code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def as_json(xml: bytes) -> str:
    """The event as JSON. Raises NotAnEvent.

    Carriage returns, which XML drops, and control characters, which XML forbids and Windows
    writes all the same, are kept.
    """
    try:
        return _as_json(_root(xml.replace(b"\r", b"&#13;")))
    except etree.XMLSyntaxError:
        pass
    try:
        text = _as_json(_root(_REFERENCE.sub(_hidden_reference, _CONTROL.sub(_hidden, xml))))
    except etree.XMLSyntaxError as error:
        raise NotAnEvent("unread.event_xml_not_well_formed") from error
    return text.translate(_SHOWN)


def _root(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False
    )
    return etree.fromstring(xml, parser)


def _hidden(found: re.Match[bytes]) -> bytes:
    return chr(_STAND_IN + found.group()[0]).encode()


def _hidden_reference(found: re.Match[bytes]) -> bytes:
    digits = found.group(1).lower()
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    forbidden = number < 32 and number not in {9, 10, 13}
    return chr(_STAND_IN + number).encode() if forbidden else found.group()


def _as_json(root: etree._Element) -> str:
    if _name(root) != "Event":
        raise NotAnEvent("unread.event_xml_not_an_event")
    event: dict[str, Content] = {}
    for child in root.iterchildren(etree.Element):
        name = _name(child)
        event[name] = _event_data(child) if name == "EventData" else _content(child)
    if not isinstance(event.get("System"), dict):
        raise NotAnEvent("unread.event_xml_not_an_event")
    return orjson.dumps({"Event": event}).decode()


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _content(element: etree._Element) -> Content:
    """Text, or an object of attributes, text and elements; equal names are numbered."""
    found: dict[str, Content] = {}
    attributes = _attributes(element)
    if attributes:
        found[ATTRIBUTES] = attributes
    for child in element.iterchildren(etree.Element):
        found[_free(_name(child), found)] = _content(child)
    text = _own_text(element)
    if not found:
        return text
    if text is not None:
        found[TEXT] = text
    return found


def _own_text(element: etree._Element) -> str | None:
    """The element's text; none when it is only the indentation of a pretty-printed export."""
    text = element.text
    return text if text is not None and (text.strip() or "\n" not in text) else None


def _attributes(element: etree._Element) -> dict[str, Content]:
    return {etree.QName(name).localname: str(value) for name, value in element.attrib.items()}


def _event_data(element: etree._Element) -> Content:
    """Event data: named ones by their names, unnamed ones as a list."""
    found: dict[str, Content] = {}
    unnamed: list[Content] = []
    attributes = _attributes(element)
    if attributes:
        found[ATTRIBUTES] = attributes
    for child in element.iterchildren(etree.Element):
        if _name(child) != "Data":
            found[_free(_name(child), found)] = _content(child)
        elif (name := child.get("Name")) is not None:
            found[_free(name, found)] = _text(child)
        else:
            unnamed.append(_text(child))
    if unnamed:
        found["Data"] = {TEXT: unnamed}
    return found or _own_text(element)


def _text(element: etree._Element) -> Content:
    """The text of a datum; elements inside it (some providers write XML) as they stand."""
    if len(element) == 0:
        return _own_text(element)
    inside = [element.text or ""]
    inside += [etree.tostring(child, encoding="unicode") for child in element]
    return "".join(inside)


def _free(name: str, taken: dict[str, Content]) -> str:
    """The name, numbered when it is taken: ``X``, ``X_1``, ``X_2``."""
    if name not in taken:
        return name
    number = 1
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
