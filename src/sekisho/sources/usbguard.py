"""The audit log of USBGuard's daemon: every USB device, and what was decided on it.

Reference: usbguard-daemon.conf(5) (``AuditBackend=FileAudit``, ``AuditFilePath``, ``HidePII``),
usbguard-rules.conf(5) for the device in it. A line is ``[seconds.millis] (A) uid=… pid=…
result='…'`` and ``key='value'`` pairs in no fixed order. The daemon escapes nothing in a value, but
inside it a device's own words stand in double quotes, with their double quotes escaped: so what a
device says of itself can end no value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sekisho.events.devices import DEVICE
from sekisho.events.evidence import Evidence
from sekisho.sources.contract import Context, LineSource
from sekisho.sources.own_lines import identify_with, parse_with

NAME = "usbguard"
_BAD = "unread.usbguard_line"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(r"\[(\d{1,11})\.(\d{3})\] \(A\) uid=(\d+) pid=(\d+) result='(\w+)' ?(.*)")
_PAIR = re.compile(rf"([a-z][a-z._]*)='((?:{_QUOTED}|[^\"'])*)'(?: |$)")
_WORD = re.compile(rf"{_QUOTED}|\{{[^{{}}\"]*\}}|[^\s\"]+")
_MAKE = re.compile(r"([0-9a-f]{4}):([0-9a-f]{4})")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(.))")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ACTS = {
    "Device.Insert": "insert",
    "Device.Present": "present",
    "Device.Remove": "remove",
    "Policy.Device.Update": "decide",
}
_KEPT = {"hash": "hash", "parent-hash": "parent-hash", "with-connect-type": "connect-type"}


def _parsed(line: str) -> Mapping[str, Any] | None:
    """The columns of a line, or None when it is none of the log."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    seconds, millis, uid, pid, result, rest = found.groups()
    pairs = dict(_PAIR.findall(rest))
    if _PAIR.sub("", rest).strip() or "type" not in pairs:
        return None
    try:
        at = _EPOCH + timedelta(seconds=int(seconds), milliseconds=int(millis))
    except OverflowError:
        return None
    said = _device(pairs.get("device.rule", ""))
    kept = {"uid": uid, "pid": pid, "type": pairs["type"]}
    kept |= {name: pairs[key] for key, name in _PAIRS.items() if key in pairs}
    kept |= {name: said[word] for word, name in _KEPT.items() if said.get(word)}
    make = _MAKE.fullmatch(said.get("id", ""))
    return {
        "@timestamp": at,
        "time.text": f"{seconds}.{millis}",
        "event.provider": NAME,
        "event.action": _ACTS.get(pairs["type"], "other"),
        "event.outcome": "success" if result == "SUCCESS" else "failure",
        "device.vendor_id": make[1].upper() if make else None,
        "device.product_id": make[2].upper() if make else None,
        "device.serial_number": said.get("serial"),
        "device.name": said.get("name"),
        "device.interfaces": said.get("with-interface", "").strip("{} ").split(),
        "device.port": said.get("via-port"),
        "device.verdict": pairs.get("target.new") or said.get("target"),
        "fields": list(kept.items()),
    }


_PAIRS = {"device.system_name": "system_name", "target.old": "target.old"}


def _device(rule: str) -> dict[str, str]:
    """The attributes of the rule that describes a device, and its ``target``."""
    words = _WORD.findall(rule)
    pairs = dict(zip(words[1::2], map(_plain, words[2::2]), strict=False))
    return {**pairs, "target": words[0]} if words else {}


def _plain(word: str) -> str:
    """A word without its quotes; escaped bytes are UTF-8."""
    if not word.startswith('"'):
        return word
    parts = _ESCAPE.sub(_unescaped, word[1:-1])
    return parts.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    return bytes([int(found[1], 16)]).decode("utf-8", "surrogateescape")


def _prepare(_evidence: Evidence, _context: Context) -> None:
    return None


SOURCE = LineSource(
    name=NAME,
    kinds=(DEVICE,),
    reference="usbguard-daemon.conf(5), AuditBackend=FileAudit",
    zone="utc_1970",
    encoding="utf8",
    tried_on="",
    identify=identify_with(_parsed, 92),
    prepare=_prepare,
    parse=parse_with(_parsed, DEVICE, f"{NAME}.device", _BAD),
)
