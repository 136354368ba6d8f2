"""Samba's smb.conf: its settings as they stand, and the prefix that full_audit writes.

Reference: smb.conf(5), vfs_full_audit(8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sekisho.events.evidence import Evidence
from sekisho.events.kinds import CONFIGURATION
from sekisho.events.table import events, unread
from sekisho.sources.contract import Context, Events, Item, Sample, Source, Unread
from sekisho.sources.encoding import encoding_of
from sekisho.sources.syslog.prefix import HINT

NO_SETTING = "unread.smb_conf_line"
BEYOND = "unread.smb_conf_beyond"
_LARGEST = 4 * 1024 * 1024
_SECTION = re.compile(r"^\s*\[([^\]]*)\]")
_KNOWN = re.compile(
    r"^\s*(?:workgroup|netbios name|server string|security|vfs objects?|full_audit\s*:\s*\w+|"
    r"server role|guest ok|valid users|read only|writ[e]?able|create mask|browseable|map to guest|"
    r"unix charset|dos charset|passdb backend|interfaces|path|comment)\s*=",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Setting:
    line: int
    section: str
    name: str
    value: str


def _lines(data: bytes) -> list[tuple[int, str]]:
    """Lines with their numbers; one that ends in a backslash goes on in the next."""
    text = data.decode(encoding_of(data), "backslashreplace").lstrip("\ufeff")
    joined: list[tuple[int, str]] = []
    open_end = False
    for number, line in enumerate(text.split("\n"), 1):
        part = line.rstrip("\r")
        if open_end:
            joined[-1] = (joined[-1][0], joined[-1][1] + part.strip().rstrip("\\"))
        else:
            joined.append((number, part.removesuffix("\\")))
        open_end = part.endswith("\\")
    return joined


def _settings(data: bytes) -> tuple[list[_Setting], list[tuple[int, str]]]:
    """The settings, and the lines that are none."""
    section = ""
    settings: list[_Setting] = []
    others: list[tuple[int, str]] = []
    for number, line in _lines(data):
        words = line.strip()
        if not words or words[0] in "#;":
            continue
        found = _SECTION.match(line)
        name, equals, value = words.partition("=")
        if found:
            section = found[1].strip()
        elif equals:
            plain = re.sub(r"\s*:\s*", ":", " ".join(name.lower().split()))
            settings.append(_Setting(number, section, plain, value.strip()))
        else:
            others.append((number, line))
    return settings, others


def _data(evidence: Evidence) -> bytes:
    with evidence.path.open("rb") as file:
        return file.read(_LARGEST)


def _identify(sample: Sample) -> int:
    lines = sample.lines(400)
    sections = {found[1].strip().lower() for line in lines if (found := _SECTION.match(line))}
    known = sum(_KNOWN.match(line) is not None for line in lines)
    if not sections or not known:
        return 0
    if "global" in sections and known >= 2:
        return 90
    return 60 if any("full_audit" in line for line in lines) else 0


def _read(evidence: Evidence, _context: Context) -> Iterator[Item]:
    settings, others = _settings(_data(evidence))
    if settings:
        columns = {
            "event.dataset": "smb_conf.configuration",
            "evidence": evidence.name,
            "position": [item.line for item in settings],
            "unit": "line",
            "configuration.key": [f"{item.section}/{item.name}" for item in settings],
            "configuration.value": [item.value for item in settings],
        }
        yield Events(CONFIGURATION, events(CONFIGURATION, len(settings), columns))
    if others:
        numbers = [number for number, _ in others]
        raws = [line.encode() for _, line in others]
        yield Unread(unread(evidence.name, "line", numbers, NO_SETTING, raws))
    if evidence.size > _LARGEST:
        last = max((item.line for item in settings), default=0) + 1
        beyond = unread(evidence.name, "line", [last], BEYOND, [b""])
        yield Unread(beyond)


def _hints(evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    settings, _others = _settings(_data(evidence))
    found = (item.value.strip('"') for item in settings if item.name == "full_audit:prefix")
    forms = tuple(dict.fromkeys(found))
    return {HINT: forms} if forms else {}


SOURCE = Source(
    name="smb_conf",
    kinds=(CONFIGURATION,),
    unit="line",
    reference="smb.conf(5), vfs_full_audit(8)",
    zone="none",
    encoding="by_content",
    tried_on="",
    identify=_identify,
    read=_read,
    hints=_hints,
)
