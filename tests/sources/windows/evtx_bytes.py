"""EVTX files made from nothing, for tests: elements written out, no templates.

Reference: libevtx, *Windows XML Event Log (EVTX) format*.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET  # only trees built here are walked

CHUNK = 65536
FILE_TIME_1970 = 116_444_736_000_000_000


def event(
    record: int,
    data: Mapping[str, str] | Sequence[str],
    *,
    code: int = 4624,
    time: str = "2016-06-03T07:03:11.123456Z",
) -> ET.Element:
    """An event of the Security log as XML tree."""
    root = ET.Element("Event", {"xmlns": "http://schemas.microsoft.com/win/2004/08/events/event"})
    system = ET.SubElement(root, "System")
    ET.SubElement(system, "Provider", {"Name": "Microsoft-Windows-Security-Auditing"})
    ET.SubElement(system, "EventID").text = str(code)
    ET.SubElement(system, "Level").text = "0"
    ET.SubElement(system, "Keywords").text = "0x8020000000000000"
    ET.SubElement(system, "TimeCreated", {"SystemTime": time})
    ET.SubElement(system, "EventRecordID").text = str(record)
    ET.SubElement(system, "Channel").text = "Security"
    ET.SubElement(system, "Computer").text = "PC-07.town.example"
    inside = ET.SubElement(root, "EventData")
    if isinstance(data, Mapping):
        for name, value in data.items():
            ET.SubElement(inside, "Data", {"Name": name}).text = value
    else:
        for value in data:
            ET.SubElement(inside, "Data").text = value
    return root


def log(chunks: Sequence[Sequence[tuple[int, ET.Element]]]) -> bytes:
    """A file of chunks of numbered events."""
    head = struct.pack(
        "<8sQQQIHHHH", b"ElfFile\x00", 0, len(chunks) - 1, 1, 128, 1, 3, 4096, len(chunks)
    )
    return head.ljust(4096, b"\x00") + b"".join(chunk(events) for events in chunks)


def chunk(events: Sequence[tuple[int, ET.Element]]) -> bytes:
    """One chunk of 64 KiB."""
    body, last = bytearray(512), 512
    for number, tree in events:
        last = len(body)
        body += _record(number, tree, last)
    numbers = [number for number, _ in events]
    low, high = min(numbers), max(numbers)
    struct.pack_into(
        "<8sQQQQIII", body, 0, b"ElfChnk\x00", low, high, low, high, 128, last, len(body)
    )
    return bytes(body).ljust(CHUNK, b"\x00")


def _record(number: int, tree: ET.Element, at: int) -> bytes:
    xml = b"\x0f\x01\x01\x00" + _element(tree, at + 24 + 4) + b"\x00"
    size = -(-(24 + len(xml) + 4) // 8) * 8
    written = FILE_TIME_1970 + 1_464_937_391_123_456 * 10 + 7
    head = struct.pack("<IIQQ", 0x2A2A, size, number, written)
    return head + xml.ljust(size - 28, b"\x00") + struct.pack("<I", size)


def _element(element: ET.Element, at: int) -> bytes:
    """Tokens of an element that begins at offset ``at`` of its chunk."""
    head = 1 + 4
    out = _name(element.tag, at + head)
    if element.attrib:
        attributes = b""
        start = at + head + len(out) + 4
        for number, (name, value) in enumerate(element.attrib.items(), start=1):
            more = 0x40 if number < len(element.attrib) else 0
            token = bytes([0x06 | more])
            token += _name(name, start + len(attributes) + 1)
            attributes += token + _value(value)
        out += struct.pack("<I", len(attributes)) + attributes
    if element.text is None and len(element) == 0:
        out += b"\x03"
    else:
        out += b"\x02" + (_value(element.text) if element.text is not None else b"")
        for child in element:
            out += _element(child, at + head + len(out))
        out += b"\x04"
    token = 0x41 if element.attrib else 0x01
    return struct.pack("<BI", token, len(out)) + out


def _name(name: str, at: int) -> bytes:
    """The offset of a name, which follows at once."""
    text = name.encode("utf-16-le")
    return struct.pack("<IIHH", at + 4, 0, 0, len(name)) + text + b"\x00\x00"


def _value(text: str) -> bytes:
    return struct.pack("<BBH", 0x05, 0x01, len(text)) + text.encode("utf-16-le")
